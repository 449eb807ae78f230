// SPDX-License-Identifier: EUPL-1.2
#include "projections/tables.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/json.h"
#include "procedures/record_text.h"
#include "projections/prepared_record.h"

namespace alternat::projections {
namespace {

std::string count_key(std::string_view partnership, std::string_view procedure,
                      std::string_view element) {
  return std::string(partnership) + '|' + std::string(procedure) + '|' + std::string(element);
}

// The word of the body that says most about the record, for lists.
std::string detail_of(const Json& body) {
  for (const char* key : {"outcome", "code", "reason", "message", "decision", "reference", "role"})
    if (const auto found = body.find(key); found != body.end() && found->is_string())
      return found->get<std::string>();
  return "";
}

std::string text_in(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

// Records of the procedure itself; everything else in a case stream is casework's own.
bool is_procedure_record(std::string_view type) {
  constexpr std::array<std::string_view, 12> kBeside = {
      "CaseRegistered",  "CommandRejected",  "LetterRecorded",   "CaseValuesRecorded",
      "CaseMigrated",    "TaskAssigned",     "FollowUpSet",      "TaskEscalated",
      "CommentRecorded", "DocumentRecorded", "MessageDelivered", "SignalDelivered"};
  return std::find(kBeside.begin(), kBeside.end(), type) == kBeside.end();
}

// Records after which a case has the timers and open tasks it had. All others are taken to change
// them: the index is then made anew for this case.
bool may_move_due(std::string_view type, const procedures::Record& record,
                  const procedures::State& state) {
  if (const auto* activated = std::get_if<procedures::ElementActivated>(&record))
    return !activated->joined.empty();
  // A token that goes takes with it only what waits for it.
  const auto waits = [&](procedures::TokenId token) {
    const auto is_of = [&](const auto& item) { return item.token == token; };
    return std::any_of(state.tasks.begin(), state.tasks.end(), is_of) ||
           std::any_of(state.timers.begin(), state.timers.end(), is_of);
  };
  if (const auto* completed = std::get_if<procedures::ElementCompleted>(&record))
    return waits(completed->token);
  if (const auto* terminated = std::get_if<procedures::ElementTerminated>(&record))
    return waits(terminated->token);
  static const std::set<std::string_view> kOthers = {
      "CaseOpened",     "DecisionRecorded", "DecisionRequested", "FlowTaken",
      "IncidentRaised", "MessageAwaited",   "MessageReceived",   "MessageThrown",
      "TaskClaimed",    "TaskProposed",     "TaskReleased",      "VariableSet"};
  return !kOthers.contains(type);
}

bool still_runs(const procedures::State& state, const ClockStory& clock) {
  const procedures::OpenTask* task = state.find_task(clock.element, clock.token);
  return state.find_timer(clock.element, clock.token) != nullptr ||
         (task != nullptr && task->due.has_value());
}

// The clocks that run now, each with its beginning and what became of it.
void tell_clocks(CaseRow& of, const procedures::Record& record, Instant at) {
  std::erase_if(of.clocks, [&](const ClockStory& clock) { return !still_runs(of.state, clock); });
  if (const auto* set = std::get_if<procedures::TimerSet>(&record)) {
    of.clocks.push_back({set->element, set->token, at, {}, set->after});
  } else if (const auto* task = std::get_if<procedures::TaskOpened>(&record)) {
    if (task->due) of.clocks.push_back({task->element, task->token, at, {}, std::nullopt});
  } else if (const auto* change = std::get_if<procedures::ClockChanged>(&record)) {
    for (ClockStory& clock : of.clocks)
      if (clock.token == change->token && clock.element == change->element)
        clock.notes.push_back({change->change, change->reason, change->by, change->period, at});
  }
}

void newest_first(std::vector<const CaseRow*>& rows) {
  std::sort(rows.begin(), rows.end(), [](const CaseRow* a, const CaseRow* b) {
    if (a->opened_at != b->opened_at) return a->opened_at > b->opened_at;
    return std::tie(a->partnership, a->id) < std::tie(b->partnership, b->id);
  });
}

}  // namespace

Tables::Tables() = default;
Tables::Tables(ledger::Store* ledger) : ledger_(ledger) {}
Tables::~Tables() = default;
Tables::Tables(Tables&&) noexcept = default;
Tables& Tables::operator=(Tables&&) noexcept = default;

std::size_t Tables::KeyHash::operator()(const CaseKeyView& key) const {
  const std::hash<std::string_view> hash;
  return hash(key.first) * 31 + hash(key.second);
}

PreparedRecord prepare(const ledger::StoredRecord& stored, bool with_body) {
  PreparedRecord prepared;
  prepared.stored = &stored;
  const std::string& type = stored.record.header.type;
  prepared.is_of_procedure = is_procedure_record(procedures::plain_type(type));
  if (prepared.is_of_procedure)
    prepared.record = procedures::record_from_body(type, stored.record.body);
  // Of other streams, and of what a case has beside its procedure, the body itself is read.
  if (with_body || !prepared.record || type == "MessageThrown" || type == "SignalThrown")
    prepared.body = parse_json(stored.record.body, "record " + std::to_string(stored.position));
  return prepared;
}

LogRow line_of(const ledger::StoredRecord& stored, const Json& body) {
  const ledger::RecordHeader& header = stored.record.header;
  LogRow row;
  row.position = stored.position;
  row.log = header.log.text();
  row.stream = header.stream.text();
  row.version = header.version;
  row.command = header.command.text();
  row.type = std::string(procedures::plain_type(header.type));
  row.element = text_in(body, "element");
  row.detail = detail_of(body);
  row.actor = header.actor.text();
  row.purpose = header.purpose;
  row.recorded_at = header.recorded_at;
  row.effective_on = header.effective_on;
  return row;
}

Status Tables::apply(const ledger::StoredRecord& stored) {
  return apply(prepare(stored, ledger_ == nullptr));
}

Status Tables::apply(const PreparedRecord& prepared) {
  const ledger::StoredRecord& stored = *prepared.stored;
  if (stored.position != last_position_ + 1)
    return Error{Fault::kUnavailable,
                 "projections.gap",
                 "After record " + std::to_string(last_position_) + " came record " +
                     std::to_string(stored.position) +
                     ": one is missing. Run 'alternat verify' on the data folder.",
                 {}};
  if (Status status = apply_to_case(prepared); !status) return status;
  if (!ledger_) log_.push_back(line_of(stored, *prepared.body));
  last_position_ = stored.position;
  return {};
}

Status Tables::apply_to_case(const PreparedRecord& prepared) {
  const ledger::RecordHeader& header = prepared.stored->record.header;
  const CaseKeyView key{header.log.text(), header.stream.text()};
  CaseRow* of = find_to_change(key);
  if (of && prepared.is_of_procedure) return apply_procedure(prepared, *of);
  if (!prepared.body) return prepared.body.error();
  const Json& body = *prepared.body;
  const LogRow row = line_of(*prepared.stored, body);
  if (row.type == "CaseRegistered") {
    CaseRow opened;
    opened.id = row.stream;
    opened.partnership = row.log;
    opened.procedure = text_in(body, "procedure");
    opened.hash = text_in(body, "hash");
    opened.realm = text_in(body, "realm");
    opened.subject = text_in(body, "subject");
    opened.key = text_in(body, "key");
    opened.opened_at = opened.changed_at = row.recorded_at;
    opened.version = row.version;
    opened.records.push_back(row.position);
    if (of) due_.remove(*of);
    cases_.insert_or_assign(CaseKey(key), std::move(opened));
    return {};
  }
  if (!of) {  // a stream that is no case: reads, the node's own
    apply_to_node(body, row);
    return {};
  }
  if (Status status = apply_beside(body, row, *of); !status) return status;
  of->version = row.version;
  of->changed_at = row.recorded_at;
  of->records.push_back(row.position);
  return {};
}

Status Tables::apply_procedure(const PreparedRecord& prepared, CaseRow& of) {
  if (!prepared.record) return prepared.record.error();
  const ledger::StoredRecord& stored = *prepared.stored;
  const ledger::RecordHeader& header = stored.record.header;
  const procedures::Record& record = *prepared.record;
  const bool moves = may_move_due(procedures::plain_type(header.type), record, of.state);
  if (moves) due_.remove(of);
  procedures::apply(of.state, record);
  if (moves) {
    due_.add(of);
    tell_clocks(of, record, header.recorded_at);
  }
  if (std::holds_alternative<procedures::IncidentRaised>(record) || !open_incidents_.empty())
    follow_incidents(record, line_of(stored, {}), of);
  if (const auto* completed = std::get_if<procedures::ElementCompleted>(&record))
    counts_[count_key(of.partnership, of.procedure, completed->element)].push_back(
        {stored.position, of.id, header.effective_on});
  if (std::holds_alternative<procedures::CaseEnded>(record)) of.ended_at = header.recorded_at;
  if (std::holds_alternative<procedures::MessageThrown>(record) ||
      std::holds_alternative<procedures::SignalThrown>(record))
    follow_messages(*prepared.body, line_of(stored, *prepared.body));
  if (moves && !of.marks.empty()) drop_marks(of);
  of.version = header.version;
  of.changed_at = header.recorded_at;
  of.records.push_back(stored.position);
  return {};
}

CaseRow* Tables::find_to_change(CaseKeyView key) {
  if (const auto found = cases_.find(key); found != cases_.end()) return &found->second;
  if (!cold_) return nullptr;
  const std::optional<std::uint32_t> index = cold_->find(key.first, key.second);
  if (!index || cold_->is_replaced(*index)) return nullptr;
  CaseRow& row = cases_.emplace(CaseKey(key), take_cold(*index)).first->second;
  due_.add(row);
  return &row;
}

CaseRow Tables::take_cold(std::uint32_t index) {
  CaseRow row = cold_->read(index);
  cold_->replace(index);
  due_.forget_cold(row);
  return row;
}

const CaseRow* Tables::find_case(std::string_view partnership, std::string_view id) const {
  const auto found = cases_.find(CaseKeyView{partnership, id});
  if (found != cases_.end()) return &found->second;
  if (!cold_) return nullptr;
  const std::optional<std::uint32_t> index = cold_->find(partnership, id);
  return index && !cold_->is_replaced(*index) ? &cold_->row(*index) : nullptr;
}

std::size_t Tables::case_count() const {
  std::size_t count = cases_.size();
  if (cold_)
    for (std::uint32_t i = 0; i < cold_->cases().size(); ++i) count += !cold_->is_replaced(i);
  return count;
}

std::vector<const CaseRow*> Tables::marked_cases() const {
  std::vector<const CaseRow*> rows;
  glance([&](const CaseGlance& one) {
    if (one.flags & kCaseMarked) rows.push_back(find_case(one.partnership, one.id));
  });
  newest_first(rows);
  return rows;
}

std::vector<const CaseRow*> Tables::cases(std::string_view partnership) const {
  std::vector<const CaseRow*> rows;
  for (const auto& [key, row] : cases_)
    if (partnership.empty() || key.first == partnership) rows.push_back(&row);
  for (std::uint32_t i = 0; cold_ && i < cold_->cases().size(); ++i)
    if (!cold_->is_replaced(i) &&
        (partnership.empty() || cold_->word(cold_->cases()[i].partnership) == partnership))
      rows.push_back(&cold_->row(i));
  newest_first(rows);
  return rows;
}

void Tables::glance(const std::function<void(const CaseGlance&)>& visit) const {
  for (const auto& [key, row] : cases_)
    visit({row.partnership, row.id, row.procedure, row.hash, flags_of(row)});
  for (std::uint32_t i = 0; cold_ && i < cold_->cases().size(); ++i) {
    if (cold_->is_replaced(i)) continue;
    const ColdCase& one = cold_->cases()[i];
    visit({cold_->word(one.partnership), cold_->id(i), cold_->word(one.procedure),
           cold_->word(one.hash), one.flags});
  }
}

void Tables::each_row(const std::function<void(const CaseRow&)>& visit) const {
  std::vector<const CaseRow*> hot;
  for (const auto& [key, row] : cases_) hot.push_back(&row);
  std::sort(hot.begin(), hot.end(), [](const CaseRow* a, const CaseRow* b) {
    return std::tie(a->partnership, a->id) < std::tie(b->partnership, b->id);
  });
  auto next = hot.begin();
  for (std::uint32_t i = 0; cold_ && i < cold_->cases().size(); ++i) {
    if (cold_->is_replaced(i)) continue;
    const CaseRow row = cold_->read(i);
    while (next != hot.end() &&
           std::tie((*next)->partnership, (*next)->id) < std::tie(row.partnership, row.id))
      visit(**next++);
    visit(row);
  }
  while (next != hot.end()) visit(**next++);
}

std::vector<TaskRow> Tables::tasks(std::string_view role, std::string_view partnership,
                                   std::size_t count_max) const {
  return due_.tasks(role, partnership, count_max);
}

std::vector<DueTimer> Tables::due_timers(Instant moment, std::size_t count_max) const {
  return due_.due_by(moment, count_max);
}

std::vector<Count> Tables::counts(std::string_view partnership, std::string_view procedure,
                                  std::string_view element, const Period& period) const {
  std::vector<Count> rows;
  const std::string key = count_key(partnership, procedure, element);
  if (cold_) {
    if (const auto range = cold_->count_keys().find(key); range != cold_->count_keys().end())
      for (std::size_t i = range->second.begin; i < range->second.end; ++i) {
        const ColdCount& count = cold_->counts()[i];
        const Date day = Date::from_days(count.day);
        if (period.contains(day))
          rows.push_back({count.position, std::string(cold_->id(count.of)), day});
      }
  }
  const auto found = counts_.find(key);
  if (found == counts_.end()) return rows;
  for (const Count& count : found->second)
    if (period.contains(count.effective_on)) rows.push_back(count);
  return rows;
}

const KeptVersion* Tables::find_version(std::string_view hash) const {
  const auto found = versions_.find(hash);
  return found == versions_.end() ? nullptr : &found->second;
}

}  // namespace alternat::projections
