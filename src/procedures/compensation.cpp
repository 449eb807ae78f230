// SPDX-License-Identifier: EUPL-1.2
// Compensation: completed activities are undone by their handlers, the last one first; a cancelled
// transaction undoes what it did and leaves by its cancel event (BPMN 2.0, 10.6, 13.5.5). Handlers
// run inside the event that threw, which waits until all are done.
#include <algorithm>

#include "base/assert.h"
#include "procedures/run.h"

namespace alternat::procedures {

// The event sub-process that compensates the sub-process; kNoIndex if it has none.
NodeIndex Run::compensation_scope(const Node& here) const {
  for (NodeIndex item : here.event_scopes) {
    const Node& start = node(node(item).inner_start);
    if (start.event == EventKind::kCompensation) return item;
  }
  return kNoIndex;
}

void Run::note_compensable(NodeIndex index, TokenId token, TokenId scope) {
  const Node& here = node(index);
  const bool inside = std::any_of(state_.compensations.begin(), state_.compensations.end(),
                                  [&](const Compensable& item) { return item.scope == token; });
  if (here.compensation == kNoIndex && compensation_scope(here) == kNoIndex && !inside) return;
  emit(CompensationReady{here.id, token, scope});
}

// The last completed activity of the scope that can be undone; a sub-process without a handler of
// its own is undone by undoing what it did.
const Compensable* Run::find_compensable(TokenId scope, const std::string& activity) const {
  const auto& items = state_.compensations;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (item->scope != scope || (!activity.empty() && item->element != activity)) continue;
    const Node& done = node(definition_.find_node(item->element));
    if (done.compensation != kNoIndex || compensation_scope(done) != kNoIndex) return &*item;
    if (const Compensable* inner = find_compensable(item->token, "")) return inner;
  }
  return nullptr;
}

// Undoes the next activity; after the last one the event goes on. Within an event sub-process the
// event undoes what that did, then what the sub-process around it did.
void Run::go_on_compensating(NodeIndex index, TokenId token) {
  const Node& here = node(index);
  std::string activity;
  for (const Trigger& trigger : here.triggers) {
    if (trigger.kind == EventKind::kCompensation) activity = trigger.name;
  }
  const TokenId scope = scope_of(token);
  const Compensable* found = find_compensable(scope, activity);
  if (found == nullptr && here.parent != kNoIndex && node(here.parent).scope == ScopeKind::kEvent) {
    const Token& around = get(scope);
    found = find_compensable(around.restores != 0 ? around.restores : around.scope, activity);
  }
  if (found != nullptr) {
    start_handler(*found, token);
  } else if (here.kind == NodeKind::kEndEvent) {
    leave(index, token, {});
  } else {
    finish(index, token);
  }
}

void Run::start_handler(const Compensable& item, TokenId host) {
  const Compensable undone = item;  // the state changes below
  emit(CompensationStarted{undone.element, undone.token});
  const NodeIndex index = definition_.find_node(undone.element);
  const NodeIndex handler = node(index).compensation;
  if (handler == kNoIndex) {
    open_event_scope(compensation_scope(node(index)), host, undone.token);
    return;
  }
  const TokenId token = next_token();
  emit(ElementActivated{node(handler).id, token, host});
  begin(handler, token);
}

// What runs in the transaction ends; what it completed is undone (10.6.3).
void Run::cancel_transaction(NodeIndex index, TokenId end) {
  const TokenId scope = scope_of(end);
  emit(ElementCompleted{node(index).id, end});
  terminate_scope(scope);
  const NodeIndex transaction = at(scope);
  emit(TransactionCancelled{node(transaction).id, scope});
  go_on_cancelling(transaction, scope);
}

void Run::go_on_cancelling(NodeIndex index, TokenId token) {
  if (const Compensable* found = find_compensable(token, "")) {
    start_handler(*found, token);
    return;
  }
  const TokenId body = get(token).instance > 0 ? scope_of(token) : token;
  for (NodeIndex boundary : node(index).boundary) {
    if (node(boundary).event != EventKind::kCancel) continue;
    happen(boundary, body);
    return;
  }
  ALTERNAT_ASSERT(false);  // the reader refuses a cancel end event without a cancel boundary event
}

}  // namespace alternat::procedures
