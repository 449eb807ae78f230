// SPDX-License-Identifier: EUPL-1.2
#include "casework/signals.h"

#include <algorithm>

#include "base/sha256.h"
#include "casework/beside.h"
#include "casework/case_values.h"
#include "casework/open_case.h"

namespace alternat::casework {
namespace {

using projections::CaseRow;
using projections::ThrownMessage;

bool hears(const CaseRow& row, const CaseRow& sender, const std::string& signal) {
  if (row.id == sender.id || row.state.ended || row.realm != sender.realm) return false;
  return std::any_of(
      row.state.signals.begin(), row.state.signals.end(),
      [&](const procedures::AwaitedSignal& awaited) { return awaited.signal == signal; });
}

struct Audience {
  CaseRow sender;
  std::vector<CaseRow> rows;  // by id
};

std::optional<Audience> find_audience(const Node& node, const ThrownMessage& thrown) {
  return node.with_tables([&](const projections::Tables& tables) -> std::optional<Audience> {
    const CaseRow* sender = tables.find_case(thrown.partnership, thrown.case_id);
    if (!sender) return std::nullopt;
    Audience found{*sender, {}};
    for (const CaseRow* row : tables.cases(thrown.partnership))
      if (hears(*row, *sender, thrown.message)) found.rows.push_back(*row);
    std::sort(found.rows.begin(), found.rows.end(),
              [](const CaseRow& a, const CaseRow& b) { return a.id < b.id; });
    return found;
  });
}

// The same for the same signal and receiver: sent again after a stop it acts once.
Result<Call> command_of(const ThrownMessage& thrown, const CaseRow& sender,
                        const std::string& receiver) {
  Result<Call> call = engine_call(sender, "signal", 0);
  if (!call) return call;
  const std::string all = thrown.case_id + ' ' + std::to_string(thrown.version) + ' ' + receiver;
  Result<ledger::CommandId> command =
      ledger::CommandId::from_text("signal-" + sha256_hex(all).substr(0, 48));
  if (!command) return command.error();
  call->command = *command;
  return call;
}

// True: the case heard it now. Refused (it moved on meanwhile): recorded there, and no failure.
Result<bool> tell(Node& node, const ThrownMessage& thrown, const CaseRow& sender,
                  const CaseRow& receiver) {
  Result<Call> call = command_of(thrown, sender, receiver.id);
  if (!call) return call.error();
  const Result<StepResult> heard = step(node, *call,
                                        {thrown.partnership,
                                         receiver.id,
                                         std::nullopt,
                                         procedures::DeliverSignal{thrown.message, {}},
                                         {},
                                         {}});
  if (heard) return !heard->already;
  if (heard.error().fault == Fault::kRefused) return false;
  return heard.error();
}

const procedures::Node* signal_start(const procedures::Definition& definition,
                                     const std::string& signal) {
  for (const procedures::NodeIndex index : definition.starts) {
    const procedures::Node& node = definition.nodes[index];
    if (node.kind == procedures::NodeKind::kStartEvent && !node.all_triggers &&
        std::any_of(
            node.triggers.begin(), node.triggers.end(), [&](const procedures::Trigger& trigger) {
              return trigger.kind == procedures::EventKind::kSignal && trigger.name == signal;
            }))
      return &node;
  }
  return nullptr;
}

// Begins what the signal begins. The new case has the thrower's key.
Result<std::uint64_t> begin_cases(Node& node, const ThrownMessage& thrown, const CaseRow& sender) {
  std::uint64_t begun = 0;
  for (const program::CompiledProcedure& procedure : node.program().procedures()) {
    const procedures::Definition& definition = procedure.definition;
    const procedures::Node* start = signal_start(definition, thrown.message);
    if (!start || definition.subject == procedures::Subject::kPerson ||
        procedures::to_string(definition.realm) != sender.realm)
      continue;
    Result<Call> call = command_of(thrown, sender, "procedure " + definition.id);
    if (!call) return call.error();
    const Result<OpenedCase> opened = open_case(node, *call,
                                                {thrown.partnership,
                                                 definition.id,
                                                 "",
                                                 {},
                                                 sender.key.empty() ? sender.id : sender.key,
                                                 start->id});
    if (!opened) return opened.error();
    ++begun;
  }
  return begun;
}

Status settle(Node& node, const ThrownMessage& thrown, const CaseRow& sender, std::uint64_t count) {
  Result<Call> call = command_of(thrown, sender, "");
  if (!call) return call.error();
  Json body = {{"signal", thrown.message},
               {"thrown", thrown.version},
               {"outcome", count == 0 ? "nobody" : "delivered"}};
  if (count > 0) body["count"] = count;
  const Result<StepResult> done =
      record_beside(node, *call, {thrown.partnership, thrown.case_id, std::nullopt},
                    {{"SignalDelivered", std::move(body)}, nullptr, ""});
  return done ? Status() : Status(done.error());
}

Result<std::uint64_t> broadcast(Node& node, const ThrownMessage& thrown) {
  const std::optional<Audience> audience = find_audience(node, thrown);
  if (!audience)
    return Error{Fault::kNotFound, "casework.no_case", "The sender of a signal is gone.", {}};
  std::uint64_t heard = 0;
  for (const CaseRow& receiver : audience->rows) {
    const Result<bool> told = tell(node, thrown, audience->sender, receiver);
    if (!told) return told.error();
    if (*told) ++heard;
  }
  const Result<std::uint64_t> begun = begin_cases(node, thrown, audience->sender);
  if (!begun) return begun.error();
  if (Status status = settle(node, thrown, audience->sender, heard + *begun); !status)
    return status.error();
  return heard + *begun;
}

}  // namespace

ClockRun deliver_signals(Node& node) {
  const std::vector<ThrownMessage> waiting =
      node.with_tables([](const projections::Tables& tables) { return tables.outbox(); });
  ClockRun run;
  for (const ThrownMessage& thrown : waiting) {
    if (!thrown.is_signal) continue;
    const Result<std::uint64_t> heard = broadcast(node, thrown);
    if (heard) {
      run.fired += static_cast<decltype(run.fired)>(*heard);
    } else {
      run.failures.push_back(heard.error());
    }
  }
  return run;
}

}  // namespace alternat::casework
