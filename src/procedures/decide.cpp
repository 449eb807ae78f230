// SPDX-License-Identifier: EUPL-1.2
// decide(): one function per command: check, say what happened, let the tokens run.
#include <algorithm>
#include <set>

#include "base/assert.h"
#include "procedures/engine.h"
#include "procedures/run.h"

namespace alternat::procedures {

namespace {

using Refusal = std::optional<Rejection>;

Rejection no_such(std::string_view what, const std::string& element, TokenId token) {
  return {"procedure.no_such_" + std::string(what),
          "The case has no open " + std::string(what) + " at \"" + element + "\" for token " +
              std::to_string(token) + "; reload the case."};
}

class Decider {
 public:
  Decider(Run& run, const Command& command) : run_(run), command_(command) {}

  Refusal operator()(const StartCase& start) {
    const Definition& definition = run_.definition();
    NodeIndex found = kNoIndex;
    for (NodeIndex index : definition.starts) {
      const Node& node = run_.node(index);
      const bool named =
          start.element.empty() ? begins_by(node, start.message) : node.id == start.element;
      if (named) {
        found = index;
        break;
      }
    }
    if (found == kNoIndex) {
      return Rejection{"procedure.no_such_start", "The procedure \"" + definition.id +
                                                      "\" has no start event \"" + start.element +
                                                      start.message + "\"."};
    }
    const Node& node = run_.node(found);
    run_.emit(CaseOpened{definition.id, definition.hash, node.id});
    run_.set_values(start.values, node.id, 0);
    if (!start.message.empty()) run_.emit(MessageReceived{node.id, 0, start.message});
    if (run_.enter_case()) run_.emerge(found, 0);
    return std::nullopt;
  }

  Refusal operator()(const CompleteTask& complete) {
    const OpenTask* task = run_.state().find_task(complete.element, complete.token);
    if (task == nullptr) return no_such("task", complete.element, complete.token);
    if (Refusal refusal = check_actor(*task)) return refusal;
    const NodeIndex index = run_.definition().find_node(complete.element);
    const Node& node = run_.node(index);
    if (!run_.phase_open(node)) {
      return Rejection{"procedure.gate_not_passed",
                       "A fact that the safeguards before " + node.phase +
                           " read has changed since they passed; settle the incident at \"" +
                           node.id + "\", which asks them again."};
    }
    const bool second = !task->proposed_by.empty();
    if (second && task->proposed_by == command_.actor.id) {
      return Rejection{"procedure.four_eyes", "\"" + node.id +
                                                  "\" needs a second person: whoever answered may "
                                                  "not also confirm."};
    }
    if (second && !complete.values.empty()) {
      return Rejection{"procedure.four_eyes_values",
                       "A confirmation of \"" + node.id +
                           "\" changes no values; release the task to have it answered anew."};
    }
    if (!second) {
      if (Refusal refusal = check_form(*task, complete.values)) return refusal;
      run_.set_values(complete.values, node.id, complete.token);
    }
    if (node.four_eyes && !second) {
      run_.emit(TaskProposed{node.id, complete.token, command_.actor.id});
      return std::nullopt;
    }
    run_.emit(TaskCompleted{node.id, complete.token, command_.actor.id});
    run_.happen(index, complete.token);
    return std::nullopt;
  }

  Refusal operator()(const ClaimTask& claim) {
    const OpenTask* task = run_.state().find_task(claim.element, claim.token);
    if (task == nullptr) return no_such("task", claim.element, claim.token);
    if (Refusal refusal = check_actor(*task)) return refusal;
    if (!task->claimed_by.empty()) {
      return Rejection{"procedure.already_claimed", "You hold \"" + claim.element + "\" already."};
    }
    run_.emit(TaskClaimed{claim.element, claim.token, command_.actor.id});
    return std::nullopt;
  }

  Refusal operator()(const ReleaseTask& release) {
    const OpenTask* task = run_.state().find_task(release.element, release.token);
    if (task == nullptr) return no_such("task", release.element, release.token);
    if (Refusal refusal = check_actor(*task)) return refusal;
    if (task->claimed_by.empty() && task->proposed_by.empty()) {
      return Rejection{"procedure.not_claimed", "Nobody holds \"" + release.element + "\"."};
    }
    run_.emit(TaskReleased{release.element, release.token});
    return std::nullopt;
  }

  Refusal operator()(const CorrelateMessage& message) {
    for (const AwaitedMessage& awaited : run_.state().messages) {
      if (awaited.message != message.message) continue;
      if (!message.element.empty() && awaited.element != message.element) continue;
      if (run_.state().find_incident(awaited.element, awaited.token) != nullptr) continue;
      if (const OpenTask* task = run_.state().find_task(awaited.element, awaited.token)) {
        if (Refusal refusal = check_form(*task, message.values)) return refusal;
      }
      const AwaitedMessage taken = awaited;  // the state changes below
      run_.emit(MessageReceived{taken.element, taken.token, taken.message});
      run_.set_values(message.values, taken.element, taken.token);
      run_.occur(run_.definition().find_node(taken.element), taken.token, taken.message);
      return std::nullopt;
    }
    return Rejection{"procedure.message_not_awaited",
                     "No token of the case waits for the message \"" + message.message + "\"."};
  }

  Refusal operator()(const FireTimer& fire) {
    for (const SetTimer& timer : run_.state().timers) {
      if (timer.element != fire.element || timer.token != fire.token) continue;
      if (timer.is_suspended) {
        return Rejection{"procedure.clock_suspended",
                         "The period of \"" + fire.element + "\" stands still; it fires nothing."};
      }
      if (run_.environment().now() < timer.due) {
        return Rejection{"procedure.timer_not_due", "The period of \"" + fire.element +
                                                        "\" ends at " + timer.due.to_iso() + "."};
      }
      const SetTimer fired = timer;  // the state changes below
      run_.emit(TimerFired{fire.element, fire.token});
      run_.set_again(fired);
      run_.occur(run_.definition().find_node(fire.element), fire.token, "");
      return std::nullopt;
    }
    return no_such("timer", fire.element, fire.token);
  }

  Refusal operator()(const RecordDecision& record) {
    const auto& pending = run_.state().decisions;
    const auto found =
        std::find_if(pending.begin(), pending.end(), [&](const PendingDecision& item) {
          return item.element == record.element && item.token == record.token;
        });
    if (found == pending.end()) return no_such("decision", record.element, record.token);
    if (!is_outcome(found->decision, record.outcome)) {
      return Rejection{"procedure.unknown_outcome",
                       "\"" + record.outcome + "\" is no outcome of " + found->decision + "."};
    }
    const NodeIndex index = run_.definition().find_node(record.element);
    const Node& node = run_.node(index);
    // The task's own decision, or the gate asked again before the token may enter.
    const Token* token = run_.state().find_token(record.token);
    const bool own = node.kind == NodeKind::kBusinessRuleTask && found->decision == node.decision &&
                     token->phase == TokenPhase::kActive && (!node.loop || token->instance > 0);
    const std::string result = own ? node.result : "";
    run_.emit(DecisionRecorded{record.element, record.token, found->decision, record.outcome,
                               result, record.trace});
    if (!result.empty()) run_.show_result(result, record.outcome);
    // A gate asked again for an element whose way was shut: settle() lets the token try once more.
    if (own) run_.finish(index, record.token);
    return std::nullopt;
  }

  Refusal operator()(const ResolveIncident& resolve) {
    const Incident* found = run_.state().find_incident(resolve.element, resolve.token);
    if (found == nullptr) return no_such("incident", resolve.element, resolve.token);
    const Incident incident = *found;
    FlowIndex flow = kNoIndex;
    if (Refusal refusal = check_choice(resolve, incident, flow)) return refusal;
    run_.emit(IncidentResolved{resolve.element, resolve.token, command_.actor.id, resolve.flow,
                               resolve.due});
    const NodeIndex index = run_.definition().find_node(resolve.element);
    const Node& node = run_.node(index);
    if (incident.reason == "gate_not_passed") {
      if (!run_.phase_open(node)) {
        run_.emit(DecisionRequested{node.id, resolve.token, "safeguards:" + node.phase});
      }
    } else if (incident.reason == "clock_not_established") {
      if (resolve.due) {
        run_.emit(
            TimerSet{node.id, resolve.token, *resolve.due, node.clock->clause, 0, resolve.zone});
      } else {
        run_.set_timer(index, resolve.token);
      }
    } else if (flow != kNoIndex) {
      run_.finish_by(index, resolve.token, flow);
    } else {
      run_.retry(index, resolve.token, incident);
    }
    return std::nullopt;
  }

  Refusal operator()(const AmendValues& amend) {
    if (amend.values.empty()) {
      return Rejection{"procedure.nothing_to_set", "The command names no value."};
    }
    run_.set_values(amend.values, "", 0);
    return std::nullopt;
  }

  Refusal operator()(const DeliverSignal& deliver) {
    const auto& waiting = run_.state().signals;
    const bool awaited =
        std::any_of(waiting.begin(), waiting.end(),
                    [&](const AwaitedSignal& item) { return item.signal == deliver.signal; });
    if (!awaited) {
      return Rejection{"procedure.signal_not_awaited",
                       "Nothing in the case waits for the signal \"" + deliver.signal + "\"."};
    }
    run_.set_values(deliver.values, "", 0);
    run_.deliver_signal(deliver.signal);
    return std::nullopt;
  }

  Refusal operator()(const ReportError& report) {
    const State& state = run_.state();
    const auto here = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const auto& item) {
        return item.token == report.token && item.element == report.element;
      });
    };
    if (const OpenTask* task = state.find_task(report.element, report.token)) {
      if (Refusal refusal = check_actor(*task)) return refusal;
    } else if (!here(state.messages) && !here(state.decisions)) {
      return no_such("task", report.element, report.token);
    }
    const Node& node = run_.node(run_.definition().find_node(report.element));
    const auto caught = is_activity(node.kind)
                            ? run_.find_catch(EventKind::kError, report.code, report.token)
                            : std::nullopt;
    if (!caught) {
      return Rejection{
          "procedure.error_not_caught",
          "Nothing around \"" + report.element + "\" catches the error \"" + report.code + "\"."};
    }
    run_.emit(ErrorThrown{report.element, report.token, report.code});
    run_.happen(caught->event, caught->token);
    return std::nullopt;
  }

  Refusal operator()(const CancelCase& cancel) {
    if (cancel.reason.empty()) {
      return Rejection{"procedure.no_reason", "Cancelling a case needs a reason code."};
    }
    run_.terminate_scope(0);
    run_.emit(CaseEnded{"", "cancelled", ""});
    return std::nullopt;
  }
  Refusal operator()(const ChangeClock& change) {
    const SetTimer* timer = run_.state().find_timer(change.element, change.token);
    const OpenTask* task = run_.state().find_task(change.element, change.token);
    if (timer == nullptr && (task == nullptr || !task->due)) {
      return no_such("clock", change.element, change.token);
    }
    const bool is_suspended = timer != nullptr ? timer->is_suspended : task->is_suspended;
    const Instant due = timer != nullptr ? timer->due : *task->due;
    if (Refusal refusal = check_change(change, is_suspended, due)) return refusal;
    run_.emit(ClockChanged{change.element, change.token, command_.actor.id, change.change,
                           change.reason, change.due, change.period, change.zone});
    return std::nullopt;
  }

 private:
  // A period that is over is neither stopped nor made longer: what its end did is done.
  Refusal check_change(const ChangeClock& change, bool is_suspended, Instant due) const {
    const std::string name = "The period of \"" + change.element + "\" ";
    if (change.reason.empty()) {
      return Rejection{"procedure.no_reason", name + "is changed only with a reason code."};
    }
    const bool resumes = change.change == "resumed";
    const bool stops = change.change == "suspended";
    if ((!resumes && !stops && change.change != "extended") || stops == change.due.has_value()) {
      return Rejection{"procedure.clock_change",
                       name + "is suspended (without a day), or resumed or extended (with one)."};
    }
    if (resumes && !is_suspended) {
      return Rejection{"procedure.clock_not_suspended", name + "runs already."};
    }
    if (!resumes && is_suspended) {
      return Rejection{"procedure.clock_suspended", name + "stands still; let it run on first."};
    }
    if (!resumes && run_.environment().now() >= due) {
      return Rejection{"procedure.clock_over", name + "ended at " + due.to_iso() + "."};
    }
    if (change.due && *change.due < due) {
      return Rejection{"procedure.clock_not_later",
                       name + "ends at " + due.to_iso() + "; no change makes it shorter."};
    }
    return std::nullopt;
  }

  // The start event that the message names; without a message the one without a trigger.
  static bool begins_by(const Node& node, const std::string& message) {
    if (message.empty()) return node.event == EventKind::kNone && node.message.empty();
    return node.message == message ||
           std::any_of(node.triggers.begin(), node.triggers.end(), [&](const Trigger& trigger) {
             return trigger.kind == EventKind::kMessage && trigger.name == message;
           });
  }

  Refusal check_actor(const OpenTask& task) const {
    const std::vector<std::string>& roles = command_.actor.roles;
    if (std::find(roles.begin(), roles.end(), task.role) == roles.end()) {
      return Rejection{"procedure.wrong_role",
                       "\"" + task.element + "\" is for the role \"" + task.role + "\"."};
    }
    if (!task.claimed_by.empty() && task.claimed_by != command_.actor.id) {
      return Rejection{"procedure.claimed_by_other",
                       "\"" + task.element + "\" is held by somebody else, who can release it."};
    }
    return std::nullopt;
  }

  static Refusal check_form(const OpenTask& task, const Values& values) {
    std::set<std::string> known;
    std::string missing;
    for (const std::string& field : task.form) {
      const bool optional = field.ends_with('?');
      const std::string fact = optional ? field.substr(0, field.size() - 1) : field;
      known.insert(fact);
      if (!optional && !values.contains(fact)) missing += (missing.empty() ? "" : ", ") + fact;
    }
    for (const auto& [name, json] : values) {
      if (known.contains(name)) continue;
      return Rejection{"procedure.unknown_field",
                       "The form of \"" + task.element + "\" does not ask \"" + name + "\"."};
    }
    if (missing.empty()) return std::nullopt;
    return Rejection{"procedure.form_incomplete",
                     "\"" + task.element + "\" still needs: " + missing + "."};
  }

  // Safeguards have four outcomes (design 5); other decisions answer with one plain word.
  static bool is_outcome(const std::string& decision, const std::string& outcome) {
    if (decision.starts_with("safeguards:")) {
      return outcome == "PASS" || outcome == "REVIEW" || outcome == "HOLD" || outcome == "BLOCK";
    }
    return !outcome.empty() && std::all_of(outcome.begin(), outcome.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
             std::string_view("_-+. ()").find(c) != std::string_view::npos;
    });
  }

  Refusal check_choice(const ResolveIncident& resolve, const Incident& incident,
                       FlowIndex& flow) const {
    const bool at_flows = incident.reason == "condition_null" || incident.reason == "no_flow";
    const bool at_clock = incident.reason == "clock_not_established";
    if ((!resolve.flow.empty() && !at_flows) || (resolve.due && !at_clock)) {
      return Rejection{"procedure.choice_not_possible", "The incident \"" + incident.reason +
                                                            "\" at \"" + incident.element +
                                                            "\" is not resolved in this way."};
    }
    if (resolve.flow.empty()) return std::nullopt;
    if (run_.definition().realm == Realm::kReturns) {
      return Rejection{
          "procedure.choice_forbidden",
          "In a return nobody chooses the way past a condition; record the missing fact "
          "and try again."};
    }
    const Node& node = run_.node(run_.definition().find_node(resolve.element));
    flow = run_.definition().find_flow(resolve.flow);
    if (std::find(node.outgoing.begin(), node.outgoing.end(), flow) == node.outgoing.end()) {
      return Rejection{"procedure.choice_not_possible",
                       "No flow \"" + resolve.flow + "\" leaves \"" + resolve.element + "\"."};
    }
    return std::nullopt;
  }

  Run& run_;
  const Command& command_;
};

const Values* values_of(const Action& action) {
  if (const auto* start = std::get_if<StartCase>(&action)) return &start->values;
  if (const auto* complete = std::get_if<CompleteTask>(&action)) return &complete->values;
  if (const auto* message = std::get_if<CorrelateMessage>(&action)) return &message->values;
  if (const auto* amend = std::get_if<AmendValues>(&action)) return &amend->values;
  if (const auto* signal = std::get_if<DeliverSignal>(&action)) return &signal->values;
  return nullptr;
}

// Outcomes of decisions come from decisions, terms from the agreement; no command may pass them
// off.
Refusal check_names(const Definition& definition, const Command& command) {
  const Values* values = values_of(command.action);
  if (values == nullptr) return std::nullopt;
  for (const auto& [name, json] : *values) {
    bool reserved =
        std::find(definition.terms.begin(), definition.terms.end(), name) != definition.terms.end();
    for (const Node& node : definition.nodes) {
      reserved = reserved || (!node.decision.empty() && node.result == name);
    }
    if (!reserved) continue;
    return Rejection{"procedure.not_a_fact",
                     "\"" + name + "\" is set by a decision or an agreement, not by a command."};
  }
  return std::nullopt;
}

Refusal check_case(const Definition& definition, const State& state, const Command& command) {
  if (command.actor.id.empty()) {
    return Rejection{"procedure.no_actor", "A command needs the id of whoever gives it."};
  }
  const bool start = std::holds_alternative<StartCase>(command.action);
  if (start && state.opened) {
    return Rejection{"procedure.already_open", "The case is open already."};
  }
  if (start) return std::nullopt;
  if (!state.opened) return Rejection{"procedure.not_open", "The case is not open."};
  if (state.definition != definition.id || state.hash != definition.hash) {
    return Rejection{"procedure.wrong_definition", "The case runs on \"" + state.definition +
                                                       "\" version " + state.hash +
                                                       ", not on the version given."};
  }
  if (state.ended) return Rejection{"procedure.ended", "The case has ended."};
  return std::nullopt;
}

}  // namespace

Decision decide(const Definition& definition, const State& state, const Command& command,
                const Environment& environment) {
  if (Refusal refusal = check_case(definition, state, command)) return *refusal;
  if (Refusal refusal = check_names(definition, command)) return *refusal;
  Run run(definition, state, environment);
  if (Refusal refusal = std::visit(Decider(run, command), command.action)) return *refusal;
  if (!run.settle()) {
    return Rejection{"procedure.runaway", "The procedure \"" + definition.id +
                                              "\" loops without ever waiting; stopped after " +
                                              std::to_string(Run::kStepsMax) + " steps."};
  }
  run.raise_stale_tasks();
  Decided decided = run.take();
  ALTERNAT_ASSERT(!decided.records.empty());
  return decided;
}

// tidy: table
std::string_view type_name(const Action& action) {
  constexpr std::string_view kNames[] = {"start",           "complete_task",     "claim",
                                         "release",         "correlate_message", "fire_timer",
                                         "record_decision", "resolve_incident",  "amend",
                                         "cancel",          "change_clock",      "deliver_signal",
                                         "report_error"};
  static_assert(std::size(kNames) == std::variant_size_v<Action>);
  return kNames[action.index()];
}

}  // namespace alternat::procedures
