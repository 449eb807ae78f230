// SPDX-License-Identifier: EUPL-1.2
// plan_migration: each thing of the state is looked up in the new version, and what does not fit is
// a finding. Deliberately strict: what is not known to be safe breaks, and the case stays where it
// is.
#include <algorithm>
#include <set>

#include "base/assert.h"
#include "procedures/migration.h"

namespace alternat::procedures {
namespace {

// Which nodes can be reached from a start without entering an element of the phase.
std::vector<bool> reachable_around(const Definition& definition, const std::string& phase) {
  std::vector<bool> reached(definition.nodes.size(), false);
  const auto may_enter = [&](NodeIndex index) { return definition.nodes[index].phase != phase; };
  const auto begins = [&](const Node& node) {
    return node.incoming.empty() && node.attached_to == kNoIndex;
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
      const Node& node = definition.nodes[index];
      if (reached[index] || !may_enter(index)) continue;
      const bool from_outside = begins(node) && (node.parent == kNoIndex || reached[node.parent]);
      const bool from_host = node.attached_to != kNoIndex && reached[node.attached_to];
      const bool from_flow =
          std::any_of(node.incoming.begin(), node.incoming.end(),
                      [&](FlowIndex flow) { return reached[definition.flows[flow].source]; });
      if (from_outside || from_host || from_flow) reached[index] = grown = true;
    }
  }
  return reached;
}

// Nodes from which one of the goals can still be reached; the goals too.
std::vector<bool> leading_to(const Definition& definition, const std::set<NodeIndex>& goals) {
  std::vector<bool> leads(definition.nodes.size(), false);
  for (const NodeIndex goal : goals) leads[goal] = true;
  for (bool grown = true; grown;) {
    grown = false;
    for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
      const Node& node = definition.nodes[index];
      if (leads[index]) continue;
      bool found = std::any_of(node.outgoing.begin(), node.outgoing.end(), [&](FlowIndex flow) {
        return leads[definition.flows[flow].target];
      });
      for (const NodeIndex event : node.boundary) found = found || leads[event];
      for (NodeIndex inner = 0; inner < definition.nodes.size() && !found; ++inner)
        found = definition.nodes[inner].parent == index && leads[inner];
      if (found) leads[index] = grown = true;
    }
  }
  return leads;
}

bool same_clock(const std::optional<ClockTerms>& a, const std::optional<ClockTerms>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->duration == b->duration && a->date == b->date &&
         a->agreement_clock == b->agreement_clock && a->counting == b->counting &&
         a->calendar == b->calendar && a->starts == b->starts;
}

std::vector<std::string> form_of(const Node& node) {
  std::vector<std::string> form;
  for (const FormField& field : node.form) form.push_back(field.fact + (field.optional ? "?" : ""));
  return form;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

bool same_loop(const Node& a, const Node& b) {
  if (a.loop.has_value() != b.loop.has_value()) return false;
  return !a.loop || a.loop->multi == b.loop->multi;
}

class Planner {
 public:
  explicit Planner(const MigrationInput& input)
      : from_(input.from), to_(input.to), state_(input.state), mapping_(input.mapping) {
    for (const Node& node : to_.nodes) phases_.insert(node.phase);
    for (const Node& node : from_.nodes) phases_.insert(node.phase);
    phases_.erase("");
  }

  MigrationPlan plan() {
    plan_.record.from = from_.hash;
    plan_.record.to = to_.hash;
    check_guards();
    for (const Token& token : state_.tokens) {
      if (token.phase == TokenPhase::kActive)
        check_active(token);
      else
        check_arriving(token);
    }
    for (const OpenTask& task : state_.tasks) check_task(task);
    for (const SetTimer& timer : state_.timers) check_event(timer.element, timer.token);
    for (const AwaitedMessage& message : state_.messages) check_message(message);
    for (const PendingDecision& pending : state_.decisions) check_decision(pending);
    for (const AwaitedSignal& signal : state_.signals) check_other(signal.element, signal.token);
    for (const AwaitedCondition& condition : state_.conditions)
      check_other(condition.element, condition.token);
    check_event_scopes({"", 0}, from_.event_scopes, to_.event_scopes);
    check_passed_forms();
    for (const Finding& finding : plan_.findings)
      plan_.verdict = std::max(plan_.verdict, finding.verdict);
    if (plan_.verdict == Verdict::kBreaks) plan_.record = CaseMigrated{};
    return std::move(plan_);
  }

 private:
  std::string mapped(const std::string& id) const {
    const auto found = mapping_.find(id);
    return found == mapping_.end() ? id : found->second;
  }
  const Node* old_node(const std::string& id) const {
    const NodeIndex index = from_.find_node(id);
    return index == kNoIndex ? nullptr : &from_.nodes[index];
  }
  const Node* new_node(const std::string& old_id) const {
    const NodeIndex index = to_.find_node(mapped(old_id));
    return index == kNoIndex ? nullptr : &to_.nodes[index];
  }
  void find(Verdict verdict, const char* code, const Waiting& at, std::string detail = "") {
    Finding finding{verdict, code, at.element, at.token, std::move(detail)};
    const auto& known = plan_.findings;
    if (std::find(known.begin(), known.end(), finding) == known.end())
      plan_.findings.push_back(std::move(finding));
  }
  void breaks(const char* code, const Waiting& at, std::string detail = "") {
    find(Verdict::kBreaks, code, at, std::move(detail));
  }

  // An element that stood behind the safeguards of a phase stands behind them still.
  void check_guards() {
    for (const Node& node : from_.nodes) {
      if (node.phase.empty()) continue;
      const Node* now = new_node(node.id);
      if (now == nullptr || now->phase == node.phase) continue;
      if (around(to_, node.phase)[to_.find_node(now->id)])
        breaks("gate_removed", {node.id, 0}, node.phase);
    }
  }

  void check_active(const Token& token) {
    const Waiting at{token.element, token.id};
    const Node* before = old_node(token.element);
    const Node* now = new_node(token.element);
    if (before == nullptr || now == nullptr) return breaks("element_gone", at);
    if (before->kind != now->kind || before->event != now->event)
      return breaks("kind_changed", at, std::string(to_string(now->kind)));
    if (parent_of(from_, *before, true) != parent_of(to_, *now, false))
      return breaks("scope_changed", at);
    if (!same_loop(*before, *now)) return breaks("loop_changed", at);
    check_event_scopes(at, before->event_scopes, now->event_scopes);
    place(token.element, now->id);
    check_gate(at, {from_.find_node(before->id), to_.find_node(now->id)});
    check_boundary(at, *before, *now);
    if (before->kind == NodeKind::kEventGateway) check_alternatives(at, *now);
  }

  void check_arriving(const Token& token) {
    const Waiting at{token.flow, token.id};
    const FlowIndex before = from_.find_flow(token.flow);
    const FlowIndex now = to_.find_flow(mapped(token.flow));
    if (before == kNoIndex || now == kNoIndex) return breaks("flow_gone", at);
    const Node& old_target = from_.nodes[from_.flows[before].target];
    const Node& target = to_.nodes[to_.flows[now].target];
    if (mapped(old_target.id) != target.id || old_target.kind != target.kind)
      return breaks("flow_gone", at);
    if (parent_of(from_, old_target, true) != parent_of(to_, target, false))
      return breaks("scope_changed", {old_target.id, token.id});
    std::set<std::string> old_flows, new_flows;
    for (const FlowIndex flow : old_target.incoming) old_flows.insert(mapped(from_.flows[flow].id));
    for (const FlowIndex flow : target.incoming) new_flows.insert(to_.flows[flow].id);
    if (old_flows != new_flows) return breaks("join_changed", {old_target.id, token.id});
    place(token.flow, to_.flows[now].id);
    check_gate(at, {from_.flows[before].source, to_.flows[now].source});
  }

  // Both ends of a move: where the token is, or the source of the flow it is on.
  struct Ends {
    NodeIndex before;
    NodeIndex now;
  };
  void check_gate(const Waiting& at, const Ends& ends) {
    for (const std::string& phase : phases_) {
      const bool behind = !around(to_, phase)[ends.now];
      const bool was_behind = !around(from_, phase)[ends.before];
      if (behind && !was_behind && !has_passed(phase)) breaks("gate_not_passed", at, phase);
    }
  }
  // PASS, and no fact was recorded since: strict, because which facts a gate reads is not known
  // here.
  bool has_passed(const std::string& phase) const {
    const auto found = state_.results.find("safeguards:" + phase);
    if (found == state_.results.end() || found->second.outcome != "PASS") return false;
    return std::all_of(state_.variables.begin(), state_.variables.end(),
                       [&](const auto& set) { return set.second <= found->second.at; });
  }

  void check_boundary(const Waiting& at, const Node& before, const Node& now) {
    std::set<std::string> kept;
    for (const NodeIndex index : before.boundary) kept.insert(mapped(from_.nodes[index].id));
    for (const NodeIndex index : now.boundary) {
      const Node& event = to_.nodes[index];
      if (kept.contains(event.id)) continue;
      const Waiting added{event.id, at.token};
      if (event.event == EventKind::kTimer) {
        find(Verdict::kNeedsPerson, "clock_added", added);
        plan_.to_start.push_back(added);
      } else if (event.event == EventKind::kMessage) {
        find(Verdict::kMoves, "message_added", added, event.message);
        plan_.record.messages.push_back({event.id, at.token, event.message});
      } else if (event.event != EventKind::kError && event.event != EventKind::kNone) {
        breaks("event_added", added);
      }
    }
  }

  // A new event sub-process would have had to wait from the beginning of its scope.
  void check_event_scopes(const Waiting& at, const std::vector<NodeIndex>& before,
                          const std::vector<NodeIndex>& now) {
    std::set<std::string> known;
    for (const NodeIndex index : before) known.insert(mapped(from_.nodes[index].id));
    for (const NodeIndex index : now)
      if (!known.contains(to_.nodes[index].id))
        breaks("event_added", {to_.nodes[index].id, at.token});
  }

  // Behind an event gateway each event is an alternative; a new one would have to begin now.
  void check_alternatives(const Waiting& at, const Node& now) {
    for (const FlowIndex flow : now.outgoing) {
      const Node& event = to_.nodes[to_.flows[flow].target];
      const bool known = std::any_of(from_.nodes.begin(), from_.nodes.end(),
                                     [&](const Node& old) { return mapped(old.id) == event.id; });
      if (!known) breaks("event_added", {event.id, at.token});
    }
  }

  void check_task(const OpenTask& task) {
    const Waiting at{task.element, task.token};
    const Node* before = old_node(task.element);
    const Node* now = new_node(task.element);
    if (before == nullptr || now == nullptr || before->kind != now->kind) return;  // said of it
    OpenTask moved = task;
    moved.element = now->id;
    moved.role = now->role;
    moved.form = form_of(*now);
    const bool other_role = moved.role != task.role;
    const bool other_form = moved.form != task.form;
    if (other_role) {
      find(Verdict::kNeedsPerson, "role_changed", at, moved.role);
      moved.claimed_by.clear();
    }
    if (other_form) find(Verdict::kMoves, "form_changed", at, joined(moved.form));
    if ((other_role || other_form) && !task.proposed_by.empty()) {
      find(Verdict::kNeedsPerson, "answer_dropped", at);
      moved.proposed_by.clear();
    }
    if (!same_clock(before->clock, now->clock)) find(Verdict::kNeedsPerson, "clock_changed", at);
    if (other_role || other_form) plan_.record.tasks.push_back(std::move(moved));
  }

  // A timer or message; true if it goes on.
  bool check_event(const std::string& element, TokenId token) {
    const Waiting at{element, token};
    const Node* before = old_node(element);
    const Node* now = new_node(element);
    if (before == nullptr) return false;
    if (now != nullptr && before->kind == now->kind && before->event == now->event &&
        mapped_host(*before) == host_of(to_, *now)) {
      place(element, now->id);
      if (!same_clock(before->clock, now->clock)) find(Verdict::kNeedsPerson, "clock_changed", at);
      return true;
    }
    if (before->kind != NodeKind::kBoundaryEvent) {
      // Of a catch event or task its token has said it; behind an event gateway nothing has.
      const Token* waits = state_.find_token(token);
      if (waits == nullptr || waits->element != element) breaks("event_gone", at);
      return false;
    }
    const bool timer = before->event == EventKind::kTimer;
    find(timer ? Verdict::kNeedsPerson : Verdict::kMoves, timer ? "clock_gone" : "message_gone",
         at);
    plan_.record.withdrawn.push_back(at);
    return false;
  }

  // A signal or condition goes on or the case stays: it cannot be begun again by taking a move
  // back.
  void check_other(const std::string& element, TokenId token) {
    if (!check_event(element, token)) breaks("event_gone", {element, token});
  }

  void check_message(const AwaitedMessage& message) {
    if (!check_event(message.element, message.token)) return;
    const Node* now = new_node(message.element);
    if (now->message == message.message || now->message.empty()) return;
    find(Verdict::kNeedsPerson, "message_changed", {message.element, message.token}, now->message);
    plan_.record.withdrawn.push_back({now->id, message.token});
    plan_.record.messages.push_back({now->id, message.token, now->message});
  }

  void check_decision(const PendingDecision& pending) {
    const Node* before = old_node(pending.element);
    const Node* now = new_node(pending.element);
    if (before == nullptr || now == nullptr) return;
    if (before->decision != now->decision || before->phase != now->phase)
      breaks("decision_changed", {pending.element, pending.token});
  }

  // A task behind the case that asks now what it did not ask then.
  void check_passed_forms() {
    std::set<NodeIndex> here;
    for (const std::string& id : places_) {
      if (const NodeIndex node = to_.find_node(id); node != kNoIndex) here.insert(node);
      if (const FlowIndex flow = to_.find_flow(id); flow != kNoIndex)
        here.insert(to_.flows[flow].target);
    }
    const std::vector<bool> leads = leading_to(to_, here);
    for (NodeIndex index = 0; index < to_.nodes.size(); ++index) {
      const Node& node = to_.nodes[index];
      if (node.form.empty() || !leads[index] || here.contains(index)) continue;
      for (const FormField& field : node.form)
        if (!field.optional && !state_.variables.contains(field.fact) && !was_asked(field.fact))
          find(Verdict::kNeedsPerson, "fact_missing", {node.id, 0}, field.fact);
    }
  }
  bool was_asked(const std::string& fact) const {
    return std::any_of(from_.nodes.begin(), from_.nodes.end(), [&](const Node& node) {
      return std::any_of(node.form.begin(), node.form.end(),
                         [&](const FormField& field) { return field.fact == fact; });
    });
  }

  void place(const std::string& old_id, const std::string& new_id) {
    places_.insert(new_id);
    const auto [held, fresh] = taken_.emplace(new_id, old_id);
    if (!fresh && held->second != old_id) return breaks("tokens_merged", {old_id, 0}, new_id);
    if (old_id != new_id && fresh) plan_.record.renamed.push_back({old_id, new_id});
  }

  std::string parent_of(const Definition& definition, const Node& node, bool is_old) const {
    if (node.parent == kNoIndex) return "";
    const std::string& id = definition.nodes[node.parent].id;
    return is_old ? mapped(id) : id;
  }
  static std::string host_of(const Definition& definition, const Node& node) {
    return node.attached_to == kNoIndex ? "" : definition.nodes[node.attached_to].id;
  }
  std::string mapped_host(const Node& node) const {
    const std::string host = host_of(from_, node);
    return host.empty() ? "" : mapped(host);
  }
  const std::vector<bool>& around(const Definition& definition, const std::string& phase) {
    auto& known = around_[&definition];
    const auto [found, fresh] = known.try_emplace(phase);
    if (fresh) found->second = reachable_around(definition, phase);
    return found->second;
  }

  const Definition& from_;
  const Definition& to_;
  const State& state_;
  const ElementMapping& mapping_;
  MigrationPlan plan_;
  std::set<std::string> phases_;
  std::set<std::string> places_;              // new elements and flows where something stands
  std::map<std::string, std::string> taken_;  // new id -> old id
  std::map<const Definition*, std::map<std::string, std::vector<bool>>> around_;
};

}  // namespace

MigrationPlan plan_migration(const MigrationInput& input) {
  ALTERNAT_ASSERT(input.state.opened && !input.state.ended);
  ALTERNAT_ASSERT(input.state.hash == input.from.hash);
  return Planner(input).plan();
}

}  // namespace alternat::procedures
