// SPDX-License-Identifier: EUPL-1.2
#include "projections/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/json.h"
#include "base/sha256.h"
#include "procedures/record_text.h"

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
bool is_procedure_record(const std::string& type) {
  constexpr std::array<std::string_view, 11> kBeside = {
      "CaseRegistered",  "CommandRejected",  "LetterRecorded",  "CaseValuesRecorded",
      "CaseMigrated",    "TaskAssigned",     "FollowUpSet",     "TaskEscalated",
      "CommentRecorded", "DocumentRecorded", "MessageDelivered"};
  return std::find(kBeside.begin(), kBeside.end(), type) == kBeside.end();
}

std::string human_work_of(const CaseRow& row) {
  std::string text;
  for (const TaskMark& mark : row.marks)
    text += row.id + ' ' + mark.element + ' ' + (mark.follow_up ? mark.follow_up->to_iso() : "") +
            ' ' + mark.escalated_to + '\n';
  if (row.migration)
    text += row.id + ' ' + row.migration->migration + (row.migration->undone ? " undone\n" : "\n");
  return text;
}

// Records after which a case has the timers and open tasks it had. All others are taken to change
// them: the index is then made anew for this case.
bool may_move_due(const std::string& type) {
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
    of.clocks.push_back({set->element, set->token, at, {}});
  } else if (const auto* task = std::get_if<procedures::TaskOpened>(&record)) {
    if (task->due) of.clocks.push_back({task->element, task->token, at, {}});
  } else if (const auto* change = std::get_if<procedures::ClockChanged>(&record)) {
    for (ClockStory& clock : of.clocks)
      if (clock.token == change->token && clock.element == change->element)
        clock.notes.push_back({change->change, change->reason, change->by, change->period, at});
  }
}

}  // namespace

Status Tables::apply(const ledger::StoredRecord& stored) {
  const ledger::RecordHeader& header = stored.record.header;
  if (stored.position != last_position_ + 1)
    return Error{Fault::kUnavailable,
                 "projections.gap",
                 "After record " + std::to_string(last_position_) + " came record " +
                     std::to_string(stored.position) +
                     ": one is missing. Run 'alternat verify' on the data folder.",
                 {}};
  LogRow row;
  row.position = stored.position;
  row.log = header.log.text();
  row.stream = header.stream.text();
  row.version = header.version;
  row.command = header.command.text();
  row.type = header.type;
  row.actor = header.actor.text();
  row.purpose = header.purpose;
  row.recorded_at = header.recorded_at;
  row.effective_on = header.effective_on;
  if (Status status = apply_to_case(stored, row); !status) return status;
  log_.push_back(std::move(row));
  last_position_ = stored.position;
  return {};
}

Status Tables::apply_to_case(const ledger::StoredRecord& stored, LogRow& row) {
  Result<Json> body = parse_json(stored.record.body, "record " + std::to_string(stored.position));
  if (!body) return body.error();
  row.element = text_in(*body, "element");
  row.detail = detail_of(*body);
  const CaseKey key{row.log, row.stream};
  if (row.type == "CaseRegistered") {
    CaseRow opened;
    opened.id = row.stream;
    opened.partnership = row.log;
    opened.procedure = text_in(*body, "procedure");
    opened.hash = text_in(*body, "hash");
    opened.realm = text_in(*body, "realm");
    opened.subject = text_in(*body, "subject");
    opened.key = text_in(*body, "key");
    opened.opened_at = opened.changed_at = row.recorded_at;
    opened.version = row.version;
    opened.records.push_back(row.position);
    if (const auto before = cases_.find(key); before != cases_.end()) due_.remove(before->second);
    cases_.insert_or_assign(key, std::move(opened));
    return {};
  }
  const auto found = cases_.find(key);
  if (found == cases_.end()) {  // a stream that is no case: reads, the node's own
    apply_to_node(*body, row);
    return {};
  }
  CaseRow& of = found->second;
  if (is_procedure_record(row.type)) {
    Result<procedures::Record> record = procedures::record_from_body(row.type, stored.record.body);
    if (!record) return record.error();
    const bool moves = may_move_due(row.type);
    if (moves) due_.remove(of);
    procedures::apply(of.state, *record);
    if (moves) {
      due_.add(of);
      tell_clocks(of, *record, row.recorded_at);
    }
    follow_incidents(*record, row, of);
    if (std::holds_alternative<procedures::ElementCompleted>(*record))
      counts_[count_key(row.log, of.procedure, row.element)].push_back(
          {row.position, row.stream, row.effective_on});
    if (std::holds_alternative<procedures::CaseEnded>(*record)) of.ended_at = row.recorded_at;
  }
  if (Status status = apply_beside(*body, row, of); !status) return status;
  of.version = row.version;
  of.changed_at = row.recorded_at;
  of.records.push_back(row.position);
  return {};
}

const CaseRow* Tables::find_case(std::string_view partnership, std::string_view id) const {
  const auto found = cases_.find(CaseKey{partnership, id});
  return found == cases_.end() ? nullptr : &found->second;
}

std::vector<const CaseRow*> Tables::cases(std::string_view partnership) const {
  std::vector<const CaseRow*> rows;
  for (const auto& [key, row] : cases_)
    if (partnership.empty() || key.first == partnership) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const CaseRow* a, const CaseRow* b) { return a->opened_at > b->opened_at; });
  return rows;
}

std::vector<TaskRow> Tables::tasks(std::string_view role, std::string_view partnership) const {
  return due_.tasks(role, partnership);
}

std::vector<DueTimer> Tables::due_timers(Instant moment, std::size_t count_max) const {
  return due_.due_by(moment, count_max);
}

std::vector<Count> Tables::counts(std::string_view partnership, std::string_view procedure,
                                  std::string_view element, const Period& period) const {
  std::vector<Count> rows;
  const auto found = counts_.find(count_key(partnership, procedure, element));
  if (found == counts_.end()) return rows;
  for (const Count& count : found->second)
    if (period.contains(count.effective_on)) rows.push_back(count);
  return rows;
}

const KeptVersion* Tables::find_version(std::string_view hash) const {
  const auto found = versions_.find(hash);
  return found == versions_.end() ? nullptr : &found->second;
}

const LogRow* Tables::find_record(std::uint64_t position) const {
  return position == 0 || position > log_.size() ? nullptr : &log_[position - 1];
}

std::vector<const LogRow*> Tables::recent(std::string_view partnership,
                                          std::size_t count_max) const {
  std::vector<const LogRow*> rows;
  for (auto row = log_.rbegin(); row != log_.rend() && rows.size() < count_max; ++row)
    if (partnership.empty() || row->log == partnership) rows.push_back(&*row);
  return rows;
}

std::string Tables::digest() const {
  std::string text;
  for (const auto& [key, row] : cases_) {
    text += key.first + '/' + key.second + ' ' + row.procedure + ' ' + row.hash + ' ' + row.realm +
            ' ' + std::to_string(row.version) + ' ' + std::to_string(row.state.records) + ' ' +
            procedures::control_key(row.state) + ' ' + row.state.outcome + '\n';
    for (const procedures::OpenTask& task : row.state.tasks)
      text += task.element + ' ' + task.role + ' ' + task.claimed_by + ' ' +
              (task.due ? task.due->to_iso() : "") + (task.is_suspended ? " stands" : "") + '\n';
    for (const procedures::SetTimer& timer : row.state.timers)
      text +=
          timer.element + ' ' + timer.due.to_iso() + (timer.is_suspended ? " stands" : "") + '\n';
  }
  for (const auto& [key, counts] : counts_) {
    text += key;
    for (const Count& count : counts) text += ' ' + std::to_string(count.position);
    text += '\n';
  }
  for (const auto& [key, row] : cases_) text += human_work_of(row);
  for (const IncidentRow& incident : incidents_)
    text += incident.case_id + ' ' + incident.reason + ' ' + incident.settled_by + '\n';
  for (const Substitution& one : substitutions_)
    text += one.id + ' ' + one.to.to_iso() + (one.ended ? " ended\n" : "\n");
  for (const auto& [hash, kept] : versions_)
    text += kept.procedure + ' ' + hash + ' ' + std::to_string(kept.positions.size()) + '\n';
  text += std::to_string(last_position_);
  return sha256_hex(text);
}

}  // namespace alternat::projections
