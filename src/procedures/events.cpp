// SPDX-License-Identifier: EUPL-1.2
// Events: what waits, what throws and who catches (BPMN 2.0, 10.5, 13.5).
#include <algorithm>

#include "base/assert.h"
#include "procedures/run.h"

namespace alternat::procedures {

namespace {

const Trigger* find_trigger(const Node& event, EventKind kind, const std::string& name) {
  for (const Trigger& trigger : event.triggers) {
    if (trigger.kind == kind && trigger.name == name) return &trigger;
  }
  return nullptr;
}

}  // namespace

void Run::await_event(NodeIndex event, TokenId token) {
  const Node& here = node(event);
  if (here.kind == NodeKind::kReceiveTask) {
    emit(MessageAwaited{here.id, token, here.message});
  }
  for (std::size_t i = 0; i < here.triggers.size(); ++i) {
    const Trigger& trigger = here.triggers[i];
    if (trigger.kind == EventKind::kTimer) set_timer(event, token);
    if (trigger.kind == EventKind::kMessage) emit(MessageAwaited{here.id, token, trigger.name});
    if (trigger.kind == EventKind::kSignal) emit(SignalAwaited{here.id, token, trigger.name});
    if (trigger.kind == EventKind::kConditional) emit(ConditionAwaited{here.id, token, i});
    // Errors, escalations, compensation and cancellation wait for nothing: who throws them looks.
  }
  // A partner without a node answers by letter: a person records it with the same form.
  if (!here.form.empty()) open_task(here, token);
}

void Run::set_timer(NodeIndex event, TokenId token) {
  const Node& here = node(event);
  ALTERNAT_ASSERT(here.clock.has_value());
  Result<Deadline> deadline = environment_.deadline(*here.clock, seen_by(token));
  if (!deadline) {
    emit(IncidentRaised{here.id, token, "clock_not_established", deadline.error().code});
    return;
  }
  const std::string& own = deadline->clause.empty() ? here.clock->clause : deadline->clause;
  TimerSet set{here.id, token, deadline->due, own, 0, deadline->zone};
  // What interrupts or passes on its token happens once, however often the cycle would.
  const bool stays = !here.interrupting;
  if (here.clock->cycle && stays) {
    set.repeats = here.clock->repetitions == 0 ? kForever : here.clock->repetitions - 1;
  }
  emit(std::move(set));
}

void Run::set_again(const SetTimer& fired) {
  if (fired.repeats == 0) return;
  const NodeIndex event = definition_.find_node(fired.element);
  const Values& seen = seen_by(fired.token);
  Result<Deadline> deadline =
      environment_.deadline_after(*node(event).clock, {fired.due, fired.clause, fired.zone}, seen);
  if (!deadline) {
    emit(
        IncidentRaised{fired.element, fired.token, "clock_not_established", deadline.error().code});
    return;
  }
  const std::uint64_t left = fired.repeats == kForever ? kForever : fired.repeats - 1;
  emit(TimerSet{fired.element, fired.token, deadline->due, fired.clause, left, deadline->zone,
                fired.due});
}

void Run::occur(NodeIndex event, TokenId token, const std::string& name) {
  const Node& here = node(event);
  if (here.all_triggers) {
    emit(TriggerMet{here.id, token, name});
    const auto waits = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const auto& item) {
        return item.token == token && item.element == here.id;
      });
    };
    if (waits(state_.messages) || waits(state_.signals) || waits(state_.timers) ||
        waits(state_.conditions) || waits(state_.incidents)) {
      return;
    }
  }
  happen(event, token);
}

void Run::happen(NodeIndex event, TokenId token) {
  const Node& here = node(event);
  if (here.kind == NodeKind::kBoundaryEvent) {
    const TokenId scope = scope_of(token);
    if (here.interrupting) terminate(token);
    emerge(event, scope);
    return;
  }
  if (here.kind == NodeKind::kStartEvent) {
    begin_event_scope(event, token);
    return;
  }
  if (node(at(token)).kind == NodeKind::kEventGateway) {
    happen_behind_gateway(event, token);
  } else {
    finish(event, token);
  }
}

// The first event wins; the gateway's other events are withdrawn with its token (13.4.4).
void Run::happen_behind_gateway(NodeIndex event, TokenId gateway) {
  const NodeIndex here = at(gateway);
  const TokenId scope = scope_of(gateway);
  for (FlowIndex flow : node(here).outgoing) {
    if (definition_.flows[flow].target != event) continue;
    emit(ElementCompleted{node(here).id, gateway});
    const TokenId moved = next_token();
    emit(FlowTaken{definition_.flows[flow].id, moved, scope});
    emit(ElementActivated{node(event).id, moved, scope});
    finish(event, moved);
    return;
  }
}

// What the event throws, in the order of the file. False: its token is gone, or waits until what it
// compensates is undone.
bool Run::throw_all(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  bool compensates = false;
  for (const Trigger& trigger : here.triggers) {
    if (trigger.kind == EventKind::kMessage && !trigger.name.empty()) {
      emit(MessageThrown{here.id, token, trigger.name});
    } else if (trigger.kind == EventKind::kSignal) {
      emit(SignalThrown{here.id, token, trigger.name});
      deliver_signal(trigger.name);
    } else if (trigger.kind == EventKind::kEscalation) {
      throw_escalation(trigger.name, here, token);
    } else if (trigger.kind == EventKind::kCompensation) {
      compensates = true;
    }
    if (state_.find_token(token) == nullptr) return false;
  }
  if (compensates) go_on_compensating(index, token);
  return !compensates;
}

void Run::deliver_signal(const std::string& signal) {
  const std::vector<AwaitedSignal> waiting = state_.signals;  // the state changes below
  for (const AwaitedSignal& item : waiting) {
    if (item.signal != signal) continue;
    const auto still = std::find(state_.signals.begin(), state_.signals.end(), item);
    if (still == state_.signals.end()) continue;
    emit(SignalReceived{item.element, item.token, signal});
    occur(definition_.find_node(item.element), item.token, signal);
  }
}

void Run::end_here(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  const TokenId scope = scope_of(token);
  const bool of_case_event = here.parent != kNoIndex && node(here.parent).parent == kNoIndex &&
                             node(here.parent).scope == ScopeKind::kEvent;
  if (scope == 0 || of_case_event) last_end_ = index;
  if (!throw_all(index, token)) return;
  const auto throws = [&](EventKind kind) {
    return std::find_if(here.triggers.begin(), here.triggers.end(),
                        [&](const Trigger& trigger) { return trigger.kind == kind; });
  };
  if (const auto error = throws(EventKind::kError); error != here.triggers.end()) {
    emit(ElementCompleted{here.id, token});
    throw_error(error->name, here, scope);
  } else if (throws(EventKind::kCancel) != here.triggers.end()) {
    cancel_transaction(index, token);
  } else if (throws(EventKind::kTerminate) != here.triggers.end()) {
    emit(ElementCompleted{here.id, token});
    terminate_scope(scope);
    check_scope(scope);
  } else {
    leave(index, token, {});
  }
}

std::optional<Run::Catch> Run::find_catch(EventKind kind, const std::string& code, TokenId from,
                                          bool from_activity) const {
  const auto among = [&](const std::vector<NodeIndex>& events) {
    for (NodeIndex event : events) {
      if (find_trigger(node(event), kind, code) != nullptr) return event;
    }
    for (NodeIndex event : events) {
      if (find_trigger(node(event), kind, "") != nullptr) return event;
    }
    return kNoIndex;
  };
  bool inside = !from_activity;
  for (TokenId scope = from;;) {
    if (inside && !is_interrupted(scope)) {
      std::vector<NodeIndex> starts;
      for (NodeIndex item : event_scopes_of(scope)) starts.push_back(node(item).inner_start);
      if (const NodeIndex event = among(starts); event != kNoIndex) return Catch{event, scope};
    }
    inside = true;
    if (scope == 0) return std::nullopt;
    const Token& around = get(scope);
    if (around.instance == 0) {
      const NodeIndex event = among(node(at(scope)).boundary);
      if (event != kNoIndex) return Catch{event, scope};
    }
    scope = around.scope;
  }
}

// Uncaught, the case ends with the error.
void Run::throw_error(const std::string& code, const Node& thrower, TokenId scope) {
  if (const auto caught = find_catch(EventKind::kError, code, scope, false)) {
    happen(caught->event, caught->token);
    return;
  }
  terminate_scope(0);
  emit(CaseEnded{thrower.id, "error:" + code, ""});
}

// Uncaught, nothing happens; caught without interruption, the thrower goes on (10.5.6).
void Run::throw_escalation(const std::string& code, const Node& thrower, TokenId token) {
  emit(EscalationThrown{thrower.id, token, code});
  if (const auto caught = find_catch(EventKind::kEscalation, code, scope_of(token), false)) {
    happen(caught->event, caught->token);
  }
}

// The first condition that holds now, among those that wait with the token `of` or among all. One
// that holds fires once in a command. Null is not yet true: it waits.
bool Run::fire_conditions(std::optional<TokenId> of) {
  bool any = false;
  const std::vector<AwaitedCondition> waiting = state_.conditions;  // the state changes below
  for (const AwaitedCondition& item : waiting) {
    if (item.met || (of && item.token != *of)) continue;
    if (std::find(state_.conditions.begin(), state_.conditions.end(), item) ==
        state_.conditions.end()) {
      continue;
    }
    if (std::find(fired_.begin(), fired_.end(), item) != fired_.end()) continue;
    const NodeIndex event = definition_.find_node(item.element);
    const Trigger& trigger = node(event).triggers[item.trigger];
    const Values& seen = seen_by(item.token);
    if (environment_.condition(*trigger.condition, seen) != Truth::kTrue) continue;
    fired_.push_back(item);
    emit(ConditionMet{item.element, item.token, item.trigger});
    occur(event, item.token, "");
    any = true;
    if (!of) return true;
  }
  return any;
}

// A condition that fired and was not withdrawn can fire again once it has been false.
void Run::arm_conditions() {
  const std::vector<AwaitedCondition> waiting = state_.conditions;
  for (AwaitedCondition item : waiting) {
    if (!item.met) continue;
    item.met = false;
    if (std::find(fired_.begin(), fired_.end(), item) != fired_.end()) continue;
    const Trigger& trigger = node(definition_.find_node(item.element)).triggers[item.trigger];
    const Values& seen = seen_by(item.token);
    if (environment_.condition(*trigger.condition, seen) != Truth::kFalse) continue;
    emit(ConditionAwaited{item.element, item.token, item.trigger});
  }
}

}  // namespace alternat::procedures
