// SPDX-License-Identifier: EUPL-1.2
// Which flows a token leaves by, and when tokens that wait at a join go on (BPMN 2.0, 13.4).
#include <algorithm>

#include "base/assert.h"
#include "procedures/run.h"

namespace alternat::procedures {

bool Run::takes_all_flows(const Node& at) const {
  const bool chooses = at.kind == NodeKind::kExclusiveGateway && at.outgoing.size() > 1;
  if (chooses || at.default_flow != kNoIndex || at.kind == NodeKind::kInclusiveGateway)
    return false;
  return std::none_of(at.outgoing.begin(), at.outgoing.end(), [&](FlowIndex flow) {
    return definition_.flows[flow].condition.has_value();
  });
}

Run::Choice Run::choose(NodeIndex index, TokenId token) const {
  const Node& at = node(index);
  if (at.outgoing.empty()) return {};
  const Values& seen = seen_by(token);
  if (at.kind == NodeKind::kExclusiveGateway) return choose_exclusive(at, seen);
  const bool gateway = at.kind == NodeKind::kInclusiveGateway;
  Choice choice;
  bool conditional = false;
  bool taken = false;
  for (FlowIndex out : at.outgoing) {
    if (out == at.default_flow) continue;
    const Flow& flow = definition_.flows[out];
    if (flow.condition && at.kind != NodeKind::kParallelGateway) {
      conditional = true;
      const Truth truth = environment_.condition(*flow.condition, seen);
      if (truth == Truth::kNull) return {{}, "condition_null", flow.id};
      if (truth == Truth::kFalse) continue;
      taken = true;
    } else if (gateway) {
      taken = true;
    }
    choice.flows.push_back(out);
  }
  // The default flow is for the case that no condition was true (13.2.1, 13.4.3).
  if (at.default_flow != kNoIndex && !taken) choice.flows.push_back(at.default_flow);
  if (choice.flows.empty() && (conditional || gateway)) {
    return {{}, "no_flow", ""};
  }
  return choice;
}

// The first condition that is true, in the order of the file (13.4.2). A null before it is an
// incident: the unknown might be true.
Run::Choice Run::choose_exclusive(const Node& at, const Values& seen) const {
  for (FlowIndex index : at.outgoing) {
    if (index == at.default_flow) continue;
    const Flow& flow = definition_.flows[index];
    if (!flow.condition) return {{index}, "", ""};
    const Truth truth = environment_.condition(*flow.condition, seen);
    if (truth == Truth::kNull) return {{}, "condition_null", flow.id};
    if (truth == Truth::kTrue) return {{index}, "", ""};
  }
  if (at.default_flow != kNoIndex) return {{at.default_flow}, "", ""};
  return {{}, "no_flow", ""};
}

// The oldest waiting token of each incoming flow that has one, in the order of the flows.
std::vector<TokenId> Run::waiting_at(NodeIndex index, TokenId scope) const {
  std::vector<TokenId> waiting;
  for (FlowIndex flow : node(index).incoming) {
    for (const Token& token : state_.tokens) {
      if (token.phase != TokenPhase::kArriving || token.scope != scope) continue;
      if (token.flow != definition_.flows[flow].id) continue;
      waiting.push_back(token.id);
      break;
    }
  }
  return waiting;
}

bool Run::try_parallel_join(NodeIndex index, TokenId scope) {
  std::vector<TokenId> waiting = waiting_at(index, scope);
  if (waiting.size() < node(index).incoming.size()) return false;
  const TokenId token = next_token();
  emit(ElementActivated{node(index).id, token, scope, std::move(waiting)});
  finish(index, token);
  return true;
}

// Parallel gateways and activities that need several tokens to start.
bool Run::try_joins() {
  for (const Token& token : state_.tokens) {
    if (token.phase != TokenPhase::kArriving) continue;
    const NodeIndex target = target_of(token);
    const TokenId scope = token.scope;
    const Node& at = node(target);
    const bool joined = at.start_quantity > 1 ? try_quantity(target, scope)
                        : at.kind == NodeKind::kParallelGateway && at.incoming.size() > 1
                            ? try_parallel_join(target, scope)
                            : false;
    if (joined) return true;
  }
  return false;
}

// startQuantity tokens, the oldest first, from whichever flows (10.3.1).
bool Run::try_quantity(NodeIndex index, TokenId scope) {
  std::vector<TokenId> waiting;
  for (const Token& token : state_.tokens) {
    if (token.phase != TokenPhase::kArriving || token.scope != scope) continue;
    if (target_of(token) != index) continue;
    waiting.push_back(token.id);
    if (waiting.size() < node(index).start_quantity) continue;
    activate(index, next_token(), std::move(waiting));
    return true;
  }
  return false;
}

bool Run::try_inclusive_joins() {
  for (const Token& token : state_.tokens) {
    if (token.phase != TokenPhase::kArriving) continue;
    const NodeIndex index = target_of(token);
    const TokenId scope = token.scope;
    if (node(index).kind != NodeKind::kInclusiveGateway || !inclusive_ready(index, scope)) continue;
    std::vector<TokenId> waiting = waiting_at(index, scope);
    const TokenId joined = next_token();
    emit(ElementActivated{node(index).id, joined, scope, std::move(waiting)});
    finish(index, joined);
    return true;
  }
  return false;
}

// For every flow of the definition: is there a path from it to one of `ends` that does not visit
// the join before its last step? Going through an activity includes leaving by its boundary events.
std::vector<bool> Run::flows_reaching(NodeIndex join, const std::vector<FlowIndex>& ends) const {
  std::vector<bool> reaching(definition_.flows.size(), false);
  std::vector<FlowIndex> work = ends;
  for (FlowIndex flow : ends) reaching[flow] = true;
  while (!work.empty()) {
    const NodeIndex source = definition_.flows[work.back()].source;
    work.pop_back();
    if (source == join) continue;
    std::vector<FlowIndex> before = node(source).incoming;
    if (node(source).attached_to != kNoIndex) {
      const Node& host = node(node(source).attached_to);
      before.insert(before.end(), host.incoming.begin(), host.incoming.end());
    }
    for (FlowIndex flow : before) {
      if (reaching[flow]) continue;
      reaching[flow] = true;
      work.push_back(flow);
    }
  }
  return reaching;
}

// BPMN 2.0, table 13.3: ready if a token waits and no other token of the scope can still reach an
// empty incoming flow, unless it can also reach one that has a token.
bool Run::inclusive_ready(NodeIndex index, TokenId scope) const {
  std::vector<FlowIndex> empty;
  std::vector<FlowIndex> filled;
  std::vector<TokenId> waiting = waiting_at(index, scope);
  for (FlowIndex flow : node(index).incoming) {
    const bool has = std::any_of(waiting.begin(), waiting.end(), [&](TokenId id) {
      return state_.find_token(id)->flow == definition_.flows[flow].id;
    });
    (has ? filled : empty).push_back(flow);
  }
  if (filled.empty()) return false;
  const std::vector<bool> to_empty = flows_reaching(index, empty);
  const std::vector<bool> to_filled = flows_reaching(index, filled);
  for (const Token& token : state_.tokens) {
    if (token.scope != scope) continue;
    if (token.phase == TokenPhase::kArriving) {
      const FlowIndex flow = definition_.find_flow(token.flow);
      if (definition_.flows[flow].target == index) continue;
      if (to_empty[flow] && !to_filled[flow]) return false;
      continue;
    }
    const Node& at = node(definition_.find_node(token.element));
    std::vector<FlowIndex> ways = at.outgoing;
    for (NodeIndex boundary : at.boundary) {
      ways.insert(ways.end(), node(boundary).outgoing.begin(), node(boundary).outgoing.end());
    }
    const auto reaches = [&](const std::vector<bool>& set) {
      return std::any_of(ways.begin(), ways.end(), [&](FlowIndex flow) { return set[flow]; });
    };
    if (reaches(to_empty) && !reaches(to_filled)) return false;
  }
  return true;
}

}  // namespace alternat::procedures
