// SPDX-License-Identifier: EUPL-1.2
#include "casework/history/play_history.h"

#include <stdlib.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "casework/case_values.h"
#include "casework/history/history_lines.h"
#include "casework/open_case.h"
#include "casework/record_message.h"
#include "casework/run_clock.h"
#include "casework/work_on_case.h"

namespace alternat::casework {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20260615;
constexpr std::int64_t kMinuteMicros = 60 * std::int64_t{1'000'000};
constexpr int kTimersMax = 1000;  // in one "@"; more means a clock that sets itself again at once
// A history names no document; the hash stands for one.
constexpr const char* kLetterHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// In memory where there is some: a played history is thrown away.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code ignored;
    const fs::path parent =
        fs::is_directory("/dev/shm", ignored) ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string pattern = (parent / "alternat-history-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Player {
 public:
  explicit Player(const program::Program& program, Look look = {})
      : program_(program), look_(std::move(look)) {}

  // The node stands in the destination country of the partnership: its days are that country's.
  Status open(const History& history) {
    if (folder_.path().empty())
      return Error{Fault::kUnavailable,
                   "history.no_folder",
                   "There is no place for temporary files; set TMPDIR.",
                   {}};
    zone_ = zone_of(history);
    return start();
  }

  // Stops the node and starts it again from its records.
  Status restart() {
    node_.reset();
    ledger_.reset();
    return start();
  }

  // The last command again, as from somebody who never heard the answer: it leaves nothing.
  Status repeat(const HistoryStep& step) {
    if (step.verb == HistoryVerb::kMoment || step.verb == HistoryVerb::kOpen) return {};
    --commands_;
    (void)carry_out(step);
    const Result<std::vector<ledger::StoredRecord>> records = new_records();
    if (!records) return records.error();
    if (records->empty()) return {};
    return Error{Fault::kConflict,
                 "history.not_idempotent",
                 "'" + step.text + "' left records when it was sent a second time.",
                 {step.span}};
  }

  Status start() {
    Result<std::unique_ptr<ledger::Ledger>> ledger =
        ledger::Ledger::open({folder_.path(), "history.invalid", &ledger_random_});
    if (!ledger) return ledger.error();
    ledger_ = std::move(*ledger);
    NodeParts parts;
    parts.program = &program_;
    parts.ledger = ledger_.get();
    parts.clock = &clock_;
    parts.random = &ids_;
    parts.id_prefix = "SYN-";
    parts.zone = zone_;
    Result<std::unique_ptr<Node>> node = Node::open(parts);
    if (!node) return node.error();
    node_ = std::move(*node);
    return {};
  }

  std::string zone_of(const History& history) const {
    for (const HistoryStep& step : history.steps) {
      const terms::PartnershipContent* of = program_.content().find_partnership(step.partnership);
      if (!of) continue;
      std::string id = of->partnership.destination.code();
      for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (const auto calendar = program_.calendars().look_up_calendar(id); calendar.ok())
        return (*calendar)->zone();
    }
    return "Europe/Berlin";
  }

  Result<PlayedStep> play(const HistoryStep& step) {
    PlayedStep played;
    const Status done = step.verb == HistoryVerb::kMoment ? pass_time(step) : carry_out(step);
    Result<std::vector<ledger::StoredRecord>> records = new_records();
    if (!records) return records.error();
    played.lines = history_lines(*records, node_->zone());
    for (const ledger::StoredRecord& stored : *records)
      played.records.push_back(stored.record.header.type + " " + stored.record.body);
    if (!done) {
      played.lines.push_back("refused " + done.error().code);
      played.message = done.error().message;
    }
    const std::optional<projections::CaseRow> row = find_row();
    if (!row) return played;
    played.lines.push_back(open_line(row->state));
    if (look_)
      if (Status status = look_(*node_, *row); !status) return status.error();
    return played;
  }

 private:
  std::optional<projections::CaseRow> find_row() const {
    return node_->with_tables([&](const projections::Tables& tables) {
      const projections::CaseRow* row = tables.find_case(of_.partnership, of_.case_id);
      return row ? std::optional(*row) : std::nullopt;
    });
  }

  // Of the case, since the step before.
  Result<std::vector<ledger::StoredRecord>> new_records() {
    if (of_.case_id.empty()) return std::vector<ledger::StoredRecord>{};
    Result<ledger::LogId> log = ledger::LogId::from_text(of_.partnership);
    Result<ledger::StreamId> stream = ledger::StreamId::from_text(of_.case_id);
    if (!log) return log.error();
    if (!stream) return stream.error();
    Result<std::unique_ptr<ledger::Reader>> reader = ledger_->store().read();
    if (!reader) return reader.error();
    Result<std::vector<ledger::StoredRecord>> records =
        (*reader)->read_stream(*log, *stream, seen_ + 1);
    if (records.ok()) seen_ += records->size();
    return records;
  }

  // The node would have fired each timer at its moment: the clock stops at each on the way.
  Status pass_time(const HistoryStep& step) {
    Result<Instant> day = Instant::start_of(*step.on, node_->zone());
    if (!day) return day.error();
    const Instant until = day->plus_micros(step.minute * kMinuteMicros);
    Status last;
    for (int fired = 0; fired < kTimersMax; ++fired) {
      const std::optional<Instant> due = next_due(until);
      if (!due) break;
      clock_.set(std::max(clock_.now(), *due));
      const ClockRun run = run_clock(*node_);
      for (const Error& failure : run.failures)
        if (failure.code != "procedure.no_such_timer") last = failure;
      if (run.fired == 0) break;
    }
    clock_.set(until);
    return last;
  }

  std::optional<Instant> next_due(Instant until) const {
    return node_->with_tables([&](const projections::Tables& tables) {
      const auto due = tables.due_timers(until);
      return due.empty() ? std::nullopt : std::optional(due.front().timer->due);
    });
  }

  Result<Call> call_of(const HistoryStep& step) {
    const std::string role(access::to_text(step.role));
    Result<access::ActorId> actor =
        access::ActorId::from_text("SYN-" + role + "-" + std::to_string(step.person));
    Result<access::OrganisationId> organisation =
        access::OrganisationId::from_text("SYN-org-" + role);
    Result<ledger::CommandId> command =
        ledger::CommandId::from_text("cmd-" + std::to_string(++commands_));
    if (!actor) return actor.error();
    if (!organisation) return organisation.error();
    if (!command) return command.error();
    return Call{*actor,
                {*organisation, access::organisation_of(step.role)},
                step.role,
                purpose_for(step.role, realm_),
                *command};
  }

  Status open_one(const HistoryStep& step) {
    if (const program::CompiledProcedure* procedure = program_.find_procedure(step.what))
      realm_ = std::string(procedures::to_string(procedure->definition.realm));
    Result<Call> call = call_of(step);
    if (!call) return call.error();
    Result<OpenedCase> opened =
        open_case(*node_, *call, {step.partnership, step.what, "", step.values});
    if (!opened) return opened.error();
    of_ = {step.partnership, opened->case_id, std::nullopt};
    return {};
  }

  // The first thing of the list that is open at the element; token 0 if there is none, which the
  // procedure refuses.
  template <typename List>
  static procedures::TokenId token_at(const List& list, const std::string& element) {
    for (const auto& item : list)
      if (item.element == element) return item.token;
    return 0;
  }

  Status carry_out(const HistoryStep& step) {
    if (step.verb == HistoryVerb::kOpen) return open_one(step);
    const std::optional<projections::CaseRow> row = find_row();
    if (!row) return Error{Fault::kNotFound, "casework.no_case", "The case was never opened.", {}};
    Result<Call> call = call_of(step);
    if (!call) return call.error();
    Result<StepResult> done = work(step, *call, row->state);
    return done.ok() ? Status() : Status(done.error());
  }

  Result<StepResult> work(const HistoryStep& step, const Call& call,
                          const procedures::State& state) {
    const TaskRef task{step.what, token_at(state.tasks, step.what)};
    switch (step.verb) {
      case HistoryVerb::kComplete:
        return complete_task(*node_, call, of_, task, step.values);
      case HistoryVerb::kClaim:
        return claim_task(*node_, call, of_, task);
      case HistoryVerb::kRelease:
        return release_task(*node_, call, of_, task);
      case HistoryVerb::kLetter:
        return record_message(
            *node_, call, of_,
            {step.what, step.element, "received", "letter", step.on.value_or(node_->today()),
             kLetterHash, "history", step.values});
      case HistoryVerb::kMessage:
        return casework::step(*node_, call,
                              {of_.partnership,
                               of_.case_id,
                               std::nullopt,
                               procedures::CorrelateMessage{step.what, step.element, step.values},
                               {},
                               {}});
      case HistoryVerb::kAmend:
        return amend_facts(*node_, call, of_, step.values);
      case HistoryVerb::kResolve:
        return resolve_incident(
            *node_, call, of_,
            {step.what, token_at(state.incidents, step.what), step.flow, step.due});
      case HistoryVerb::kCancel:
        return cancel_case(*node_, call, of_, step.what);
      case HistoryVerb::kMoment:
      case HistoryVerb::kOpen:
        break;
    }
    return Error{Fault::kRefused, "history.unknown_command", "No command on a case.", {}};
  }

  const program::Program& program_;
  Look look_;
  ScratchFolder folder_;
  SeededRandom ledger_random_{kSeed};
  SeededRandom ids_{kSeed + 1};
  FixedClock clock_{Instant::from_micros(0)};
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<Node> node_;
  CaseRef of_;
  std::string zone_;
  std::string realm_;
  std::uint64_t seen_ = 0;
  int commands_ = 0;
};

bool asks_where(const HistoryStep& step) {
  return !step.expected.empty() && step.expected.back().starts_with("=");
}

// What came, in the shape of what is expected: where the tokens stand only if it asks.
std::vector<std::string> answer_to(const HistoryStep& step, const PlayedStep& played) {
  std::vector<std::string> lines = played.lines;
  if (!asks_where(step) && !lines.empty() && lines.back().starts_with("=")) lines.pop_back();
  return lines;
}

}  // namespace

Result<std::vector<PlayedStep>> play_history(const program::Program& program,
                                             const History& history, const Look& look) {
  Player player(program, look);
  if (Status status = player.open(history); !status) return status.error();
  std::vector<PlayedStep> played;
  for (const HistoryStep& step : history.steps) {
    Result<PlayedStep> one = player.play(step);
    if (!one) return one.error();
    played.push_back(std::move(*one));
  }
  return played;
}

Result<std::vector<PlayedStep>> play_with_restarts(const program::Program& program,
                                                   const History& history) {
  Player player(program);
  if (Status status = player.open(history); !status) return status.error();
  std::vector<PlayedStep> played;
  for (const HistoryStep& step : history.steps) {
    Result<PlayedStep> one = player.play(step);
    if (!one) return one.error();
    played.push_back(std::move(*one));
    if (Status status = player.restart(); !status) return status.error();
    if (Status status = player.repeat(step); !status) return status.error();
  }
  return played;
}

std::vector<std::string> differences(const History& history,
                                     const std::vector<PlayedStep>& played) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < history.steps.size() && i < played.size(); ++i) {
    const HistoryStep& step = history.steps[i];
    const std::vector<std::string> came = answer_to(step, played[i]);
    if (came == step.expected) continue;
    std::string text = to_string(step.span) + ": '" + step.text + "' gave something else" +
                       (played[i].message.empty() ? "" : " (" + played[i].message + ")");
    // Lines in common stand plain, in order; the others with their side.
    std::size_t at = 0;
    for (const std::string& line : step.expected) {
      const auto same = std::find(came.begin() + static_cast<std::ptrdiff_t>(at), came.end(), line);
      if (same == came.end()) {
        text += "\n  - " + line;
        continue;
      }
      for (; came.begin() + static_cast<std::ptrdiff_t>(at) != same; ++at)
        text += "\n  + " + came[at];
      text += "\n    " + came[at++];
    }
    for (; at < came.size(); ++at) text += "\n  + " + came[at];
    found.push_back(std::move(text));
  }
  return found;
}

std::string rewritten(std::string_view text, const History& history,
                      const std::vector<PlayedStep>& played) {
  std::string result;
  std::size_t step = 0;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool expectation = std::binary_search(history.expectation_lines.begin(),
                                                history.expectation_lines.end(), number);
    if (!expectation) result += std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
    if (step >= history.steps.size() || step >= played.size() ||
        history.steps[step].last_line != number)
      continue;
    for (const std::string& line : answer_to(history.steps[step], played[step]))
      result += line + "\n";
    ++step;
  }
  return result;
}

}  // namespace alternat::casework
