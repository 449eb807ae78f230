// SPDX-License-Identifier: EUPL-1.2
#include "casework/outbox.h"

#include <algorithm>
#include <set>

#include "casework/beside.h"
#include "casework/case_values.h"

namespace alternat::casework {
namespace {

using projections::CaseRow;
using projections::ThrownMessage;

// "realm message" of everything that some procedure of the content waits for.
std::set<std::string> taken_up(const Node& node) {
  std::set<std::string> out;
  for (const program::CompiledProcedure& procedure : node.program().procedures())
    for (const procedures::Node& one : procedure.definition.nodes) {
      const bool throws = one.kind == procedures::NodeKind::kThrowEvent ||
                          one.kind == procedures::NodeKind::kSendTask ||
                          one.kind == procedures::NodeKind::kEndEvent ||
                          one.kind == procedures::NodeKind::kServiceTask;
      if (!one.message.empty() && !throws)
        out.insert(std::string(procedures::to_string(procedure.definition.realm)) + ' ' +
                   one.message);
    }
  return out;
}

const std::string& key_of(const CaseRow& row) {
  return row.key.empty() ? row.id : row.key;
}

bool waits_for(const CaseRow& row, const CaseRow& sender, const std::string& message) {
  if (row.id == sender.id || row.state.ended || row.realm != sender.realm) return false;
  if (key_of(row) != key_of(sender)) return false;
  return std::any_of(
      row.state.messages.begin(), row.state.messages.end(),
      [&](const procedures::AwaitedMessage& awaited) { return awaited.message == message; });
}

struct Ends {
  CaseRow sender;
  std::optional<CaseRow> receiver;  // the one with the lowest id
};

std::optional<Ends> find_ends(const Node& node, const ThrownMessage& thrown) {
  return node.with_tables([&](const projections::Tables& tables) -> std::optional<Ends> {
    const CaseRow* sender = tables.find_case(thrown.partnership, thrown.case_id);
    if (!sender) return std::nullopt;
    Ends ends{*sender, std::nullopt};
    for (const CaseRow* row : tables.cases(thrown.partnership))
      if (waits_for(*row, *sender, thrown.message) &&
          (!ends.receiver || row->id < ends.receiver->id))
        ends.receiver = *row;
    return ends;
  });
}

Result<Call> command_of(const ThrownMessage& thrown, const CaseRow& row, const char* what) {
  Result<Call> call = engine_call(row, what, 0);
  if (!call) return call;
  Result<ledger::CommandId> command =
      ledger::CommandId::from_text(std::string(what) + "-" + std::to_string(thrown.version) + "-" +
                                   thrown.case_id.substr(0, 48));
  if (!command) return command.error();
  call->command = *command;
  return call;
}

// The case that got the message before the node stopped; "" if none did.
Result<std::string> was_taken(Node& node, const ThrownMessage& thrown, const CaseRow& sender) {
  Result<Call> call = command_of(thrown, sender, "message");
  if (!call) return call.error();
  Result<ledger::LogId> log = ledger::LogId::from_text(thrown.partnership);
  if (!log) return log.error();
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->find_command(*log, call->command);
  if (!records) return records.error();
  for (const ledger::StoredRecord& record : *records)
    if (record.record.header.type == "MessageReceived") return record.record.header.stream.text();
  return std::string();
}

struct Outcome {
  std::string word;  // "delivered", "refused"
  std::string to;
  std::string code;  // why not
};

Status record_outcome(Node& node, const ThrownMessage& thrown, const Outcome& outcome,
                      const CaseRow& sender) {
  const bool again = !thrown.settled.empty();
  Result<Call> call = command_of(thrown, sender, again ? "resent" : "sent");
  if (!call) return call.error();
  Json body = {{"message", thrown.message}, {"thrown", thrown.version}, {"outcome", outcome.word}};
  if (!outcome.to.empty()) body["to"] = outcome.to;
  if (!outcome.code.empty()) body["code"] = outcome.code;
  const Result<StepResult> done =
      record_beside(node, *call, {thrown.partnership, thrown.case_id, std::nullopt},
                    {{"MessageDelivered", std::move(body)}, nullptr, ""});
  return done ? Status() : Status(done.error());
}

Result<Outcome> hand_over(Node& node, const ThrownMessage& thrown, const Ends& ends) {
  Result<std::string> taken = was_taken(node, thrown, ends.sender);
  if (!taken) return taken.error();
  if (!taken->empty()) return Outcome{"delivered", *taken, ""};
  if (!ends.receiver) return Outcome{"refused", "", "casework.no_receiver"};
  Result<Call> call = command_of(thrown, *ends.receiver, "message");
  if (!call) return call.error();
  const Result<StepResult> step_done = step(node, *call,
                                            {thrown.partnership,
                                             ends.receiver->id,
                                             std::nullopt,
                                             procedures::CorrelateMessage{thrown.message, "", {}},
                                             {},
                                             {}});
  if (step_done) return Outcome{"delivered", ends.receiver->id, ""};
  if (step_done.error().fault != Fault::kRefused) return step_done.error();
  return Outcome{"refused", ends.receiver->id, step_done.error().code};
}

Result<Outcome> deliver(Node& node, const ThrownMessage& thrown) {
  const std::optional<Ends> ends = find_ends(node, thrown);
  if (!ends)
    return Error{Fault::kNotFound, "casework.no_case", "The sender of a message is gone.", {}};
  Result<Outcome> outcome = hand_over(node, thrown, *ends);
  if (!outcome) return outcome;
  if (!thrown.settled.empty() && outcome->word == "refused") return outcome;  // as before
  if (Status status = record_outcome(node, thrown, *outcome, ends->sender); !status)
    return status.error();
  return outcome;
}

}  // namespace

ClockRun deliver_messages(Node& node) {
  const std::set<std::string> known = taken_up(node);
  const std::vector<ThrownMessage> waiting =
      node.with_tables([&](const projections::Tables& tables) {
        std::vector<ThrownMessage> out;
        for (ThrownMessage& thrown : tables.outbox()) {
          const CaseRow* sender = tables.find_case(thrown.partnership, thrown.case_id);
          if (sender && !thrown.is_signal && known.contains(sender->realm + ' ' + thrown.message))
            out.push_back(std::move(thrown));
        }
        return out;
      });
  ClockRun run;
  for (const ThrownMessage& thrown : waiting) {
    const Result<Outcome> outcome = deliver(node, thrown);
    if (!outcome) {
      run.failures.push_back(outcome.error());
    } else if (outcome->word == "delivered") {
      ++run.fired;
    }
  }
  return run;
}

Status deliver_again(Node& node, const Undelivered& which) {
  const auto found =
      node.with_tables([&](const projections::Tables& tables) -> std::optional<ThrownMessage> {
        for (const ThrownMessage& thrown : tables.thrown())
          if (thrown.partnership == which.partnership && thrown.case_id == which.case_id &&
              thrown.version == which.version && thrown.settled == "refused")
            return thrown;
        return std::nullopt;
      });
  if (!found)
    return Error{Fault::kNotFound,
                 "casework.no_message",
                 "There is no refused message of that number in the case.",
                 {}};
  Result<Outcome> outcome = deliver(node, *found);
  if (!outcome) return outcome.error();
  if (outcome->word == "delivered") return {};
  return Error{
      Fault::kRefused,
      "casework.message_refused",
      "Still no case waits for the message '" + found->message + "'. It stays in the list.",
      {}};
}

}  // namespace alternat::casework
