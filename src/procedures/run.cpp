// SPDX-License-Identifier: EUPL-1.2
// Token movement: entering, working at and leaving elements (BPMN 2.0, 13.2 to 13.5).
#include "procedures/run.h"

#include <algorithm>

#include "base/assert.h"

namespace alternat::procedures {

Run::Run(const Definition& definition, const State& state, const Environment& environment)
    : definition_(definition), environment_(environment), state_(state) {
  for (const auto& [name, outcome] : state.result_names) show_result(name, outcome);
}

void Run::emit(Record record) {
  procedures::apply(state_, record);
  decided_.records.push_back(std::move(record));
}

void Run::set_values(const Values& values, const std::string& element, TokenId token) {
  if (values.empty()) return;
  VariableSet set{element, token, {}};
  for (const auto& [name, json] : values) {
    set.names.push_back(name);
    decided_.values[name] = json;
    fresh_[name] = json;
  }
  emit(std::move(set));
}

void Run::show_result(const std::string& name, const std::string& outcome) {
  fresh_[name] = "\"" + outcome + "\"";  // outcomes are plain words, checked when recorded
}

TokenId Run::scope_of(TokenId token) const {
  const Token* found = state_.find_token(token);
  ALTERNAT_ASSERT(found != nullptr);
  return found->scope;
}

void Run::emerge(NodeIndex index, TokenId scope) {
  const TokenId token = next_token();
  emit(ElementActivated{node(index).id, token, scope, {}});
  finish(index, token);
}

void Run::finish(NodeIndex index, TokenId token) {
  Choice choice = choose(node(index));
  if (!choice.incident.empty()) {
    emit(IncidentRaised{node(index).id, token, choice.incident, choice.detail});
    return;
  }
  leave(index, token, choice.flows);
}

void Run::finish_by(NodeIndex index, TokenId token, FlowIndex flow) {
  leave(index, token, {flow});
}

void Run::leave(NodeIndex index, TokenId token, const std::vector<FlowIndex>& flows) {
  const TokenId scope = scope_of(token);
  emit(ElementCompleted{node(index).id, token});
  for (FlowIndex flow : flows) emit(FlowTaken{definition_.flows[flow].id, next_token(), scope});
  if (flows.empty()) check_scope(scope);
}

// A sub-process is done, and a case has ended, when no token is left in it (13.3.4, 13.5.6).
void Run::check_scope(TokenId scope) {
  const bool alive = std::any_of(state_.tokens.begin(), state_.tokens.end(),
                                 [&](const Token& token) { return token.scope == scope; });
  if (alive) return;
  if (scope != 0) {
    const Token* token = state_.find_token(scope);
    ALTERNAT_ASSERT(token != nullptr);
    finish(definition_.find_node(token->element), scope);
    return;
  }
  if (last_end_ == kNoIndex) {
    emit(CaseEnded{});
    return;
  }
  const Node& end = node(last_end_);
  emit(CaseEnded{end.id, end.outcome, end.counts ? definition_.counts : ""});
}

void Run::arrive(const Token& token) {
  const TokenId id = token.id;
  const NodeIndex index = definition_.flows[definition_.find_flow(token.flow)].target;
  if (!phase_open(node(index))) {
    emit(IncidentRaised{node(index).id, id, "gate_not_passed", node(index).phase});
    return;
  }
  activate(index, id);
}

void Run::activate(NodeIndex index, TokenId token) {
  emit(ElementActivated{node(index).id, token, scope_of(token), {}});
  for (NodeIndex boundary : node(index).boundary) await_event(boundary, token);
  start_work(index, token);
}

// tidy: table
void Run::start_work(NodeIndex index, TokenId token) {
  const Node& at = node(index);
  switch (at.kind) {
    case NodeKind::kTask:
    case NodeKind::kExclusiveGateway:
    case NodeKind::kParallelGateway:
    case NodeKind::kInclusiveGateway:
    case NodeKind::kStartEvent:
    case NodeKind::kBoundaryEvent:
      finish(index, token);
      return;
    case NodeKind::kUserTask:
    case NodeKind::kManualTask:
      open_task(at, token);
      return;
    case NodeKind::kServiceTask:
    case NodeKind::kSendTask:
    case NodeKind::kThrowEvent:
      if (!at.message.empty()) emit(MessageThrown{at.id, token, at.message});
      finish(index, token);
      return;
    case NodeKind::kReceiveTask:
    case NodeKind::kCatchEvent:
      await_event(index, token);
      return;
    case NodeKind::kScriptTask:
      run_script(index, token);
      return;
    case NodeKind::kBusinessRuleTask:
      emit(DecisionRequested{at.id, token, at.decision});
      return;
    case NodeKind::kEventGateway:
      for (FlowIndex flow : at.outgoing) await_event(definition_.flows[flow].target, token);
      return;
    case NodeKind::kSubProcess:
      emerge(at.inner_start, token);
      return;
    case NodeKind::kEndEvent:
      end_here(index, token);
      return;
  }
}

void Run::open_task(const Node& at, TokenId token) {
  TaskOpened task{at.id, token, at.role, std::nullopt, "", {}};
  for (const FormField& field : at.form) {
    task.form.push_back(field.optional ? field.fact + "?" : field.fact);
  }
  // A task's deadline informs and moves no token: where it is not established it stays open.
  if (at.clock && at.event != EventKind::kTimer) {
    task.clause = at.clock->clause;
    if (Result<Deadline> deadline = environment_.deadline(*at.clock, fresh_); deadline) {
      task.due = deadline->due;
      if (!deadline->clause.empty()) task.clause = deadline->clause;
    }
  }
  emit(std::move(task));
}

void Run::await_event(NodeIndex event, TokenId token) {
  const Node& at = node(event);
  if (at.event == EventKind::kTimer) {
    set_timer(event, token);
  } else if (at.event == EventKind::kMessage || at.kind == NodeKind::kReceiveTask) {
    emit(MessageAwaited{at.id, token, at.message});
    // A partner without a node answers by letter: a person records it with the same form.
    if (!at.form.empty()) open_task(at, token);
  }
  // Error events wait for nothing: throw_error looks for them.
}

void Run::set_timer(NodeIndex event, TokenId token) {
  const Node& at = node(event);
  ALTERNAT_ASSERT(at.clock.has_value());
  Result<Deadline> deadline = environment_.deadline(*at.clock, fresh_);
  if (!deadline) {
    emit(IncidentRaised{at.id, token, "clock_not_established", deadline.error().code});
    return;
  }
  const std::string& own = deadline->clause.empty() ? at.clock->clause : deadline->clause;
  emit(TimerSet{at.id, token, deadline->due, own});
}

void Run::run_script(NodeIndex index, TokenId token) {
  const Node& at = node(index);
  std::optional<std::string> value;
  if (at.script) value = environment_.value(*at.script, fresh_);
  if (!value) {
    emit(IncidentRaised{at.id, token, "script_null", at.result});
    return;
  }
  if (!at.result.empty()) set_values({{at.result, *value}}, at.id, token);
  finish(index, token);
}

void Run::happen(NodeIndex event, TokenId token) {
  const Node& at = node(event);
  if (at.kind == NodeKind::kBoundaryEvent) {
    const TokenId scope = scope_of(token);
    if (at.interrupting) terminate(token);
    emerge(event, scope);
    return;
  }
  const Token* waiting = state_.find_token(token);
  ALTERNAT_ASSERT(waiting != nullptr);
  const NodeIndex here = definition_.find_node(waiting->element);
  if (node(here).kind != NodeKind::kEventGateway) {
    finish(event, token);
    return;
  }
  // The first event wins; the gateway's other events are withdrawn with its token (13.4.4).
  const TokenId scope = waiting->scope;
  for (FlowIndex flow : node(here).outgoing) {
    if (definition_.flows[flow].target != event) continue;
    emit(ElementCompleted{node(here).id, token});
    const TokenId moved = next_token();
    emit(FlowTaken{definition_.flows[flow].id, moved, scope});
    emit(ElementActivated{at.id, moved, scope, {}});
    finish(event, moved);
    return;
  }
}

void Run::end_here(NodeIndex index, TokenId token) {
  const Node& at = node(index);
  const TokenId scope = scope_of(token);
  if (!at.message.empty()) emit(MessageThrown{at.id, token, at.message});
  if (scope == 0) last_end_ = index;
  if (at.event == EventKind::kError) {
    emit(ElementCompleted{at.id, token});
    throw_error(at, scope);
    return;
  }
  if (at.event == EventKind::kTerminate) {
    emit(ElementCompleted{at.id, token});
    terminate_scope(scope);
    check_scope(scope);
    return;
  }
  leave(index, token, {});
}

// Goes outwards to the first sub-process with a boundary event for the code; an event that names
// the code is preferred to one that catches all (10.5.6). Uncaught, the case ends with the error.
void Run::throw_error(const Node& thrower, TokenId scope) {
  while (scope != 0) {
    const Token* around = state_.find_token(scope);
    ALTERNAT_ASSERT(around != nullptr);
    NodeIndex catcher = kNoIndex;
    for (NodeIndex boundary : node(definition_.find_node(around->element)).boundary) {
      const Node& at = node(boundary);
      if (at.event != EventKind::kError) continue;
      if (at.error_code == thrower.error_code) {
        catcher = boundary;
        break;
      }
      if (at.error_code.empty() && catcher == kNoIndex) catcher = boundary;
    }
    if (catcher != kNoIndex) {
      happen(catcher, scope);
      return;
    }
    scope = around->scope;
  }
  terminate_scope(0);
  emit(CaseEnded{thrower.id, "error:" + thrower.error_code, ""});
}

void Run::terminate(TokenId token) {
  terminate_scope(token);
  const Token* found = state_.find_token(token);
  ALTERNAT_ASSERT(found != nullptr);
  const std::string place = found->phase == TokenPhase::kActive ? found->element : found->flow;
  emit(ElementTerminated{place, token});
}

void Run::terminate_scope(TokenId scope) {
  std::vector<TokenId> inside;
  for (const Token& token : state_.tokens) {
    if (token.scope == scope) inside.push_back(token.id);
  }
  for (TokenId token : inside) terminate(token);
}

bool Run::phase_open(const Node& at) const {
  if (at.phase.empty()) return true;
  const std::string gate = "safeguards:" + at.phase;
  const auto result = state_.results.find(gate);
  if (result == state_.results.end() || result->second.outcome != "PASS") return false;
  return std::none_of(state_.variables.begin(), state_.variables.end(), [&](const auto& set) {
    return set.second > result->second.at && environment_.reads(gate, set.first);
  });
}

bool Run::settle() {
  for (int steps = 0; steps < kStepsMax; ++steps) {
    const auto ready =
        std::find_if(state_.tokens.begin(), state_.tokens.end(), [&](const Token& t) {
          if (t.phase != TokenPhase::kArriving || waits_at_join(t)) return false;
          const NodeIndex target = definition_.flows[definition_.find_flow(t.flow)].target;
          if (state_.find_incident(node(target).id, t.id) != nullptr) return false;
          return std::none_of(state_.decisions.begin(), state_.decisions.end(),
                              [&](const PendingDecision& item) { return item.token == t.id; });
        });
    if (ready != state_.tokens.end()) {
      arrive(*ready);
      continue;
    }
    bool joined = false;
    for (const Token& token : state_.tokens) {
      if (token.phase != TokenPhase::kArriving || !waits_at_join(token)) continue;
      const NodeIndex target = definition_.flows[definition_.find_flow(token.flow)].target;
      if (node(target).kind != NodeKind::kParallelGateway) continue;
      if (try_parallel_join(target, token.scope)) {
        joined = true;
        break;
      }
    }
    if (!joined && !try_inclusive_joins()) return true;
  }
  return false;
}

}  // namespace alternat::procedures
