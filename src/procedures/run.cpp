// SPDX-License-Identifier: EUPL-1.2
// Token movement: entering, working at and leaving elements (BPMN 2.0, 13.2 to 13.5).
#include "procedures/run.h"

#include <algorithm>

#include "base/assert.h"

namespace alternat::procedures {

namespace {

constexpr std::size_t kRecordsUsual = 32;  // of one command

bool waits_at_join(const Node& target) {
  if (target.start_quantity > 1) return true;
  return target.incoming.size() > 1 &&
         (target.kind == NodeKind::kParallelGateway || target.kind == NodeKind::kInclusiveGateway);
}

bool throws_signal(const Node& target) {
  if (target.kind != NodeKind::kThrowEvent && target.kind != NodeKind::kEndEvent) return false;
  return std::any_of(target.triggers.begin(), target.triggers.end(),
                     [](const Trigger& trigger) { return trigger.kind == EventKind::kSignal; });
}

}  // namespace

Run::Run(const Definition& definition, const State& state, const Environment& environment)
    : definition_(definition), environment_(environment), state_(state) {
  decided_.records.reserve(kRecordsUsual);
  for (const auto& [name, outcome] : state.result_names) show_result(name, outcome);
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

const Token& Run::get(TokenId token) const {
  const Token* found = state_.find_token(token);
  ALTERNAT_ASSERT(found != nullptr);
  return *found;
}

void Run::emerge(NodeIndex index, TokenId scope) {
  const TokenId token = next_token();
  emit(ElementActivated{node(index).id, token, scope});
  finish(index, token);
}

void Run::finish(NodeIndex index, TokenId token) {
  if (!map_values(index, token, false)) return;
  if (get(token).instance > 0) {
    complete_instance(index, token);
  } else {
    go_on(index, token);
  }
}

void Run::go_on(NodeIndex index, TokenId token) {
  if (takes_all_flows(node(index))) {
    leave(index, token, node(index).outgoing);
    return;
  }
  Choice choice = choose(index, token);
  if (!choice.incident.empty()) {
    emit(IncidentRaised{node(index).id, token, choice.incident, choice.detail});
    return;
  }
  leave(index, token, choice.flows);
}

void Run::finish_by(NodeIndex index, TokenId token, FlowIndex flow) {
  leave(index, token, {&flow, 1});
}

void Run::leave(NodeIndex index, TokenId token, std::span<const FlowIndex> flows) {
  const TokenId scope = scope_of(token);
  emit(ElementCompleted{node(index).id, token});
  note_compensable(index, token, scope);
  for (FlowIndex flow : flows) {
    for (std::uint32_t i = 0; i < node(index).completion_quantity; ++i) {
      emit(FlowTaken{definition_.flows[flow].id, next_token(), scope});
    }
  }
  if (flows.empty()) check_scope(scope);
}

// A sub-process is done, and a case has ended, when no token is left in it (13.3.4, 13.5.6).
void Run::check_scope(TokenId scope) {
  const bool alive = std::any_of(state_.tokens.begin(), state_.tokens.end(),
                                 [&](const Token& token) { return token.scope == scope; });
  if (alive) return;
  if (scope == 0) {
    end_case();
    return;
  }
  const Token& token = get(scope);
  const NodeIndex index = definition_.find_node(token.element);
  const Node& around = node(index);
  if (is_body(token)) return;  // progress_loops() decides whether another instance follows
  if (around.kind == NodeKind::kThrowEvent || around.kind == NodeKind::kEndEvent) {
    go_on_compensating(index, scope);
  } else if (token.cancelled) {
    go_on_cancelling(index, scope);
  } else if (around.scope == ScopeKind::kAdHoc) {
    next_ad_hoc(index, scope);
  } else {
    finish(index, scope);
  }
}

void Run::end_case() {
  if (last_end_ == kNoIndex) {
    emit(CaseEnded{});
    return;
  }
  const Node& end = node(last_end_);
  emit(CaseEnded{end.id, end.outcome, end.counts ? definition_.counts : ""});
}

void Run::arrive(TokenId token, NodeIndex index) {
  if (!phase_open(node(index))) {
    emit(IncidentRaised{node(index).id, token, "gate_not_passed", node(index).phase});
    return;
  }
  activate(index, token);
}

// A token unknown so far consumes the `joined` ones and is in their scope.
void Run::activate(NodeIndex index, TokenId token, std::vector<TokenId> joined) {
  const TokenId scope = scope_of(joined.empty() ? token : joined.front());
  emit(ElementActivated{node(index).id, token, scope, std::move(joined)});
  begin(index, token);
}

void Run::begin(NodeIndex index, TokenId token) {
  for (NodeIndex boundary : node(index).boundary) await_event(boundary, token);
  fire_conditions(token);
  if (state_.find_token(token) == nullptr) return;  // a condition at its border interrupted it
  if (node(index).loop) {
    progress(index, token);
  } else {
    start_work(index, token);
  }
}

// tidy: table
void Run::start_work(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  if (!map_values(index, token, true)) return;
  switch (here.kind) {
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
      open_task(here, token);
      return;
    case NodeKind::kServiceTask:
    case NodeKind::kSendTask:
      if (!here.message.empty()) emit(MessageThrown{here.id, token, here.message});
      finish(index, token);
      return;
    case NodeKind::kThrowEvent:
      if (throw_all(index, token)) finish(index, token);
      return;
    case NodeKind::kReceiveTask:
      await_event(index, token);
      return;
    case NodeKind::kCatchEvent:
      if (here.event == EventKind::kLink) {
        finish(index, token);
        return;
      }
      await_event(index, token);
      fire_conditions(token);
      return;
    case NodeKind::kScriptTask:
      run_script(index, token);
      return;
    case NodeKind::kBusinessRuleTask:
      emit(DecisionRequested{here.id, token, here.decision});
      return;
    case NodeKind::kEventGateway:
      for (FlowIndex flow : here.outgoing) await_event(definition_.flows[flow].target, token);
      fire_conditions(token);
      return;
    case NodeKind::kSubProcess:
      start_sub_process(index, token);
      return;
    case NodeKind::kEndEvent:
      end_here(index, token);
      return;
  }
}

void Run::start_sub_process(NodeIndex index, TokenId token) {
  if (!enter_scope(token)) return;
  if (node(index).scope == ScopeKind::kAdHoc) {
    next_ad_hoc(index, token);
  } else {
    emerge(node(index).inner_start, token);
  }
}

void Run::open_task(const Node& here, TokenId token) {
  TaskOpened task{here.id, token, here.role, std::nullopt, "", {}};
  for (const FormField& field : here.form) {
    task.form.push_back(field.optional ? field.fact + "?" : field.fact);
  }
  // A task's deadline informs and moves no token: where it is not established it stays open.
  if (here.clock && here.event != EventKind::kTimer) {
    task.clause = here.clock->clause;
    if (Result<Deadline> deadline = environment_.deadline(*here.clock, seen_by(token)); deadline) {
      task.due = deadline->due;
      task.zone = deadline->zone;
      if (!deadline->clause.empty()) task.clause = deadline->clause;
    }
  }
  emit(std::move(task));
}

void Run::run_script(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  std::optional<std::string> value;
  if (here.script) value = environment_.value(*here.script, seen_by(token));
  if (!value) {
    emit(IncidentRaised{here.id, token, "script_null", here.result});
    return;
  }
  if (!here.result.empty()) set_values({{here.result, *value}}, here.id, token);
  finish(index, token);
}

// Data associations with an assignment: in before the activity starts, out when it is done
// (10.4.2). False: one has no value, which is an incident.
bool Run::map_values(NodeIndex index, TokenId token, bool in) {
  const std::vector<Mapping>& mappings = in ? node(index).inputs : node(index).outputs;
  if (mappings.empty()) return true;
  Values values;
  for (const Mapping& mapping : mappings) {
    std::optional<std::string> value = environment_.value(mapping.from, seen_by(token));
    if (!value) {
      emit(IncidentRaised{node(index).id, token, "mapping_null",
                          (in ? "in:" : "out:") + mapping.to});
      return false;
    }
    values[mapping.to] = std::move(*value);
  }
  set_values(values, node(index).id, token);
  return true;
}

void Run::retry(NodeIndex index, TokenId token, const Incident& incident) {
  if (incident.reason == "script_null") {
    run_script(index, token);
  } else if (incident.reason == "mapping_null") {
    if (incident.detail.starts_with("in:")) {
      start_work(index, token);
    } else {
      finish(index, token);
    }
  } else if (incident.reason == "loop_null") {
    const Token& waiting = get(token);
    if (node(index).scope == ScopeKind::kAdHoc && !is_body(waiting)) {
      next_ad_hoc(index, token);
    } else if (waiting.instance > 0) {
      finish(index, token);  // its output had no value
    } else if (waiting.completed > 0) {
      check_completion(index, token);
    }
  } else {
    go_on(index, token);
  }
}

void Run::terminate(TokenId token) {
  terminate_scope(token);
  const Token& found = get(token);
  const std::string place = found.phase == TokenPhase::kActive ? found.element : found.flow;
  emit(ElementTerminated{place, token});
}

void Run::terminate_scope(TokenId scope) {
  std::vector<TokenId> inside;
  for (const Token& token : state_.tokens) {
    if (token.scope == scope) inside.push_back(token.id);
  }
  for (TokenId token : inside) terminate(token);
}

bool Run::phase_open(const Node& here) const {
  if (here.phase.empty()) return true;
  const std::string gate = "safeguards:" + here.phase;
  const auto result = state_.results.find(gate);
  if (result == state_.results.end() || result->second.outcome != "PASS") return false;
  return std::none_of(state_.variables.begin(), state_.variables.end(), [&](const auto& set) {
    return set.second > result->second.at && environment_.reads(gate, set.first);
  });
}

// Somebody must act at the element before the token can go on.
bool Run::is_stopped(const std::string& element, TokenId token) const {
  return state_.find_incident(element, token) != nullptr ||
         std::any_of(state_.decisions.begin(), state_.decisions.end(),
                     [&](const PendingDecision& item) { return item.token == token; });
}

// The next thing that needs nobody; false: everything waits.
bool Run::step() {
  TokenId signals = 0;
  NodeIndex signals_at = kNoIndex;
  for (const Token& token : state_.tokens) {
    if (token.phase != TokenPhase::kArriving) continue;
    const NodeIndex index = target_of(token);
    const Node& target = node(index);
    if (waits_at_join(target) || is_stopped(target.id, token.id)) continue;
    if (!throws_signal(target)) {
      arrive(token.id, index);
      return true;
    }
    if (signals != 0) continue;
    signals = token.id;
    signals_at = index;
  }
  // A signal is for whoever waits: what can come to wait beside it goes first.
  if (signals != 0) {
    arrive(signals, signals_at);
    return true;
  }
  return try_joins() || try_inclusive_joins() || progress_loops() || fire_conditions(std::nullopt);
}

void Run::raise_stale_tasks() {
  const bool all_open = std::all_of(
      state_.tasks.begin(), state_.tasks.end(),
      [&](const OpenTask& task) { return phase_open(node(definition_.find_node(task.element))); });
  if (all_open) return;
  const std::vector<OpenTask> tasks = state_.tasks;  // emitting changes the state
  for (const OpenTask& task : tasks) {
    const Node& at = node(definition_.find_node(task.element));
    if (phase_open(at) || state_.find_incident(task.element, task.token) != nullptr) continue;
    const bool asked = std::any_of(
        state_.decisions.begin(), state_.decisions.end(), [&](const PendingDecision& item) {
          return item.element == task.element && item.token == task.token;
        });
    if (!asked) emit(IncidentRaised{at.id, task.token, "gate_not_passed", at.phase});
  }
}

bool Run::settle() {
  for (int steps = 0; steps < kStepsMax; ++steps) {
    if (step()) continue;
    arm_conditions();
    return true;
  }
  return false;
}

}  // namespace alternat::procedures
