// SPDX-License-Identifier: EUPL-1.2
// Event sub-processes: they wait while the scope around them runs, and start beside what runs in it
// or instead of it (BPMN 2.0, 10.3.5, 13.5.4).
#include <algorithm>

#include "base/assert.h"
#include "procedures/run.h"

namespace alternat::procedures {

const std::vector<NodeIndex>& Run::event_scopes_of(TokenId scope) const {
  static const std::vector<NodeIndex> kNone;
  if (scope == 0) return definition_.event_scopes;
  const Token& token = get(scope);
  return is_body(token) ? kNone : node(at(scope)).event_scopes;
}

bool Run::enter_case() {
  return enter_scope(0);
}

// The event sub-processes of the scope begin to wait. False: a condition that held already has
// interrupted the scope, or something further out.
bool Run::enter_scope(TokenId scope) {
  for (NodeIndex item : event_scopes_of(scope)) await_event(node(item).inner_start, scope);
  fire_conditions(scope);
  if (scope != 0 && state_.find_token(scope) == nullptr) return false;
  return !is_interrupted(scope);
}

bool Run::is_interrupted(TokenId scope) const {
  return std::any_of(state_.tokens.begin(), state_.tokens.end(), [&](const Token& token) {
    if (token.scope != scope || token.phase != TokenPhase::kActive) return false;
    const Node& inside = node(definition_.find_node(token.element));
    return inside.kind == NodeKind::kSubProcess && inside.scope == ScopeKind::kEvent &&
           node(inside.inner_start).interrupting;
  });
}

// An interrupting start ends what runs in the scope and takes the place of it: no other event
// sub-process of the scope starts any more. Boundary events of the scope stay.
void Run::begin_event_scope(NodeIndex start, TokenId scope) {
  if (node(start).interrupting) {
    terminate_scope(scope);
    for (NodeIndex item : event_scopes_of(scope)) {
      const Node& other = node(node(item).inner_start);
      const auto waits = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& waiting) {
          return waiting.token == scope && waiting.element == other.id;
        });
      };
      if (waits(state_.messages) || waits(state_.timers) || waits(state_.signals) ||
          waits(state_.conditions) || waits(state_.incidents)) {
        emit(EventWithdrawn{other.id, scope});
      }
    }
  }
  open_event_scope(node(start).parent, scope, 0);
}

void Run::open_event_scope(NodeIndex event_scope, TokenId scope, TokenId restores) {
  const TokenId token = next_token();
  emit(ElementActivated{node(event_scope).id, token, scope, {}, 0, restores});
  if (enter_scope(token)) emerge(node(event_scope).inner_start, token);
}

}  // namespace alternat::procedures
