// SPDX-License-Identifier: EUPL-1.2
// Standard loops, multi-instance and ad-hoc sub-processes (BPMN 2.0, 13.3.5 to 13.3.7). The token
// that reached the activity is its body; each instance has a token of its own whose scope is the
// body. Instances start when nothing else is ready, so that a long loop costs steps, not stack.
#include <algorithm>

#include "base/assert.h"
#include "base/json.h"
#include "procedures/run.h"

namespace alternat::procedures {

namespace {

constexpr std::uint64_t kInstancesMax = 1000;  // of one multi-instance activity

std::optional<std::uint64_t> whole_number(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_number_unsigned()) return std::nullopt;
  const auto number = json.get<std::uint64_t>();
  return number <= kInstancesMax ? std::optional(number) : std::nullopt;
}

std::optional<Json> list_of(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  Json json = Json::parse(*text, nullptr, false);
  return json.is_array() ? std::optional(std::move(json)) : std::nullopt;
}

}  // namespace

bool Run::is_body(const Token& token) const {
  if (token.phase != TokenPhase::kActive || token.instance > 0) return false;
  return node(definition_.find_node(token.element)).loop.has_value();
}

const Values& Run::seen_by(TokenId token) const {
  if (!definition_.has_loops) return fresh_;
  seen_ = loop_values(token);
  return seen_;
}

Values Run::loop_values(TokenId id) const {
  if (id == 0) return fresh_;
  const Token token = get(id);
  Values values = loop_values(token.scope);
  const bool instance = token.instance > 0;
  if (!instance && !is_body(token)) return values;
  const Token& body = instance ? get(token.scope) : token;
  const Loop& loop = *node(at(body.id)).loop;
  const auto active = static_cast<std::uint64_t>(
      std::count_if(state_.tokens.begin(), state_.tokens.end(),
                    [&](const Token& item) { return item.scope == body.id; }));
  values["loopCounter"] = std::to_string(instance ? token.instance : body.started);
  values["numberOfInstances"] = std::to_string(body.planned.value_or(body.started));
  values["numberOfActiveInstances"] = std::to_string(active);
  values["numberOfCompletedInstances"] = std::to_string(body.completed);
  values["numberOfTerminatedInstances"] = std::to_string(body.started - body.completed - active);
  if (!instance || !loop.collection || loop.item.empty()) return values;
  const auto list = list_of(environment_.value(*loop.collection, values));
  if (list && token.instance <= list->size()) {
    values[loop.item] = (*list)[token.instance - 1].dump();
  }
  return values;
}

// Bodies without a live instance go on: with the next instance, or out of the loop.
bool Run::progress_loops() {
  if (!definition_.has_loops) return false;
  for (const Token& token : state_.tokens) {
    if (!is_body(token) || is_stopped(token.element, token.id)) continue;
    const TokenId body = token.id;
    const bool alive = std::any_of(state_.tokens.begin(), state_.tokens.end(),
                                   [&](const Token& item) { return item.scope == body; });
    if (alive) continue;
    progress(definition_.find_node(token.element), body);
    return true;
  }
  return false;
}

void Run::progress(NodeIndex index, TokenId body) {
  bool again = false;
  if (!loop_goes_on(index, body, again)) return;
  if (!again) {
    go_on(index, body);
    return;
  }
  const Loop& loop = *node(index).loop;
  const bool parallel = loop.multi && !loop.sequential;
  do {
    if (!start_instance(index, body)) return;
    const Token* still = state_.find_token(body);
    if (still == nullptr || is_stopped(node(index).id, body)) return;
    again = parallel && still->started < still->planned.value_or(0);
  } while (again);
}

// False: an incident at the body.
bool Run::loop_goes_on(NodeIndex index, TokenId body, bool& again) {
  const Loop& loop = *node(index).loop;
  if (loop.multi) {
    if (!get(body).planned && !plan_instances(index, body)) return false;
    again = get(body).started < *get(body).planned;
    return true;
  }
  const Token& token = get(body);
  again = loop.maximum == 0 || token.started < loop.maximum;
  if (!again || !loop.condition || (token.started == 0 && !loop.test_before)) return true;
  const Truth truth = environment_.condition(*loop.condition, seen_by(body));
  if (truth == Truth::kNull) {
    emit(IncidentRaised{node(index).id, body, "loop_null", "loopCondition"});
    return false;
  }
  again = truth == Truth::kTrue;
  return true;
}

bool Run::plan_instances(NodeIndex index, TokenId body) {
  const Loop& loop = *node(index).loop;
  std::optional<std::uint64_t> count;
  if (loop.cardinality) {
    const auto text = environment_.value(*loop.cardinality, seen_by(body));
    if (text) count = whole_number(*text);
  } else {
    const auto list = list_of(environment_.value(*loop.collection, seen_by(body)));
    if (list && list->size() <= kInstancesMax) count = list->size();
  }
  if (!count) {
    const char* what = loop.cardinality ? "loopCardinality" : "loopDataInputRef";
    emit(IncidentRaised{node(index).id, body, "loop_null", what});
    return false;
  }
  emit(InstancesPlanned{node(index).id, body, *count});
  return true;
}

// Facts may have changed since the last instance: the gate of a phase stands before each.
bool Run::start_instance(NodeIndex index, TokenId body) {
  if (!phase_open(node(index))) {
    emit(IncidentRaised{node(index).id, body, "gate_not_passed", node(index).phase});
    return false;
  }
  const TokenId token = next_token();
  emit(ElementActivated{node(index).id, token, body, {}, get(body).started + 1});
  start_work(index, token);
  return true;
}

void Run::complete_instance(NodeIndex index, TokenId token) {
  if (!collect_output(index, token)) return;
  const TokenId body = scope_of(token);
  emit(ElementCompleted{node(index).id, token});
  note_compensable(index, token, body);
  const Loop& loop = *node(index).loop;
  const bool first = get(body).completed == 1;
  if (loop.event &&
      (loop.behavior == InstanceEvent::kNone || (loop.behavior == InstanceEvent::kOne && first))) {
    throw_from_instance(*loop.event, index, body);
  }
  check_completion(index, body);
}

bool Run::collect_output(NodeIndex index, TokenId token) {
  const Loop& loop = *node(index).loop;
  if (!loop.output) return true;
  const auto item = environment_.value(*loop.output, seen_by(token));
  const Json json = item ? Json::parse(*item, nullptr, false) : Json();
  if (!item || json.is_discarded()) {
    emit(IncidentRaised{node(index).id, token, "loop_null", "outputDataItem"});
    return false;
  }
  Json list = list_of(environment_.value(*loop.list, seen_by(token))).value_or(Json::array());
  list.push_back(json);
  set_values({{loop.outputs, list.dump()}}, node(index).id, token);
  return true;
}

// The rules of behavior "Complex" and the completion condition (table 8.30, 13.3.7).
void Run::check_completion(NodeIndex index, TokenId body) {
  const Loop& loop = *node(index).loop;
  const auto holds = [&](const Expression& expression, const char* what) {
    const Truth truth = environment_.condition(expression, seen_by(body));
    if (truth == Truth::kNull) emit(IncidentRaised{node(index).id, body, "loop_null", what});
    return truth;
  };
  for (const InstanceRule& rule : loop.rules) {
    const Truth truth = holds(rule.condition, "complexBehaviorDefinition");
    if (truth == Truth::kNull) return;
    if (truth == Truth::kFalse) continue;
    if (rule.event) throw_from_instance(*rule.event, index, body);
    cancel_instances(index, body);
    return;
  }
  if (loop.completion && holds(*loop.completion, "completionCondition") == Truth::kTrue) {
    cancel_instances(index, body);
  }
}

void Run::cancel_instances(NodeIndex index, TokenId body) {
  terminate_scope(body);
  go_on(index, body);
}

// An event of an instance is caught at the border of its own activity and interrupts nothing: the
// other instances go on (table 8.30).
void Run::throw_from_instance(const Trigger& trigger, NodeIndex index, TokenId body) {
  const bool signal = trigger.kind == EventKind::kSignal;
  if (signal) {
    emit(SignalThrown{node(index).id, body, trigger.name});
  } else {
    emit(EscalationThrown{node(index).id, body, trigger.name});
  }
  for (NodeIndex boundary : node(index).boundary) {
    const std::vector<Trigger>& triggers = node(boundary).triggers;
    const bool catches = std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& item) {
      return item.kind == trigger.kind && (item.name == trigger.name || item.name.empty());
    });
    if (!catches) continue;
    if (signal) emit(SignalReceived{node(boundary).id, body, trigger.name});
    emerge(boundary, scope_of(body));
  }
}

// Ad-hoc: what has no incoming flow may begin; here each once, in the order of the file, until the
// completion condition holds or all are done (10.3.5, 13.3.5).
void Run::next_ad_hoc(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  const std::uint64_t begun = get(token).planned.value_or(0);
  if (begun > 0 && here.completion) {
    const Truth truth = environment_.condition(*here.completion, seen_by(token));
    if (truth == Truth::kNull) {
      emit(IncidentRaised{here.id, token, "loop_null", "completionCondition"});
      return;
    }
    if (truth == Truth::kTrue) {
      finish(index, token);
      return;
    }
  }
  std::vector<NodeIndex> free;
  for (NodeIndex i = 0; i < definition_.nodes.size(); ++i) {
    const Node& item = node(i);
    if (item.parent == index && item.incoming.empty() && is_activity(item.kind) &&
        !item.for_compensation && item.scope != ScopeKind::kEvent) {
      free.push_back(i);
    }
  }
  if (begun >= free.size()) {
    finish(index, token);
    return;
  }
  const std::uint64_t end = here.ordered ? begun + 1 : free.size();
  emit(InstancesPlanned{here.id, token, end});
  for (std::uint64_t i = begun; i < end && state_.find_token(token) != nullptr; ++i) {
    const TokenId inner = next_token();
    emit(ElementActivated{node(free[i]).id, inner, token});
    begin(free[i], inner);
  }
}

}  // namespace alternat::procedures
