// SPDX-License-Identifier: EUPL-1.2
// Run: one command's worth of token movement. Emits records, applies each at once to a working copy
// of the state, and so can never leave what replay would not give. Private to this folder.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "procedures/engine.h"

namespace alternat::procedures {

class Run {
 public:
  Run(const Definition& definition, const State& state, const Environment& environment);

  const State& state() const { return state_; }
  const Definition& definition() const { return definition_; }
  const Environment& environment() const { return environment_; }
  const Node& node(NodeIndex index) const { return definition_.nodes[index]; }

  template <typename RecordType>
  void emit(RecordType record) {
    decided_.records.emplace_back(std::in_place_type<RecordType>, std::move(record));
    procedures::apply(state_, decided_.records.back());
  }
  // Keeps the values for the vault and says their names: VariableSet.
  void set_values(const Values& values, const std::string& element, TokenId token);
  // Makes the outcome visible to conditions evaluated later in this command.
  void show_result(const std::string& name, const std::string& outcome);

  // A start event, or a boundary event that fired: a new token appears and leaves at once.
  void emerge(NodeIndex index, TokenId scope);
  // The token at the node is done with it; it leaves by the flows that conditions choose.
  void finish(NodeIndex index, TokenId token);
  // As finish, by the flow a person chose.
  void finish_by(NodeIndex index, TokenId token, FlowIndex flow);
  // Tries again what an incident stopped at the token.
  void retry(NodeIndex index, TokenId token, const Incident& incident);
  // The case begins: its event sub-processes wait. False: one has interrupted it already.
  bool enter_case();
  // What `event` waited for has happened; `token` is the one that waited (for a boundary event the
  // token of its activity, behind an event gateway the token of the gateway, for the start of an
  // event sub-process the token of the scope around it).
  void happen(NodeIndex event, TokenId token);
  // One trigger of `event` has occurred: it happens, unless others are still needed.
  void occur(NodeIndex event, TokenId token, const std::string& name);
  // Sets the timer of `event` for the waiting token, or raises clock_not_established.
  void set_timer(NodeIndex event, TokenId token);
  // Sets the timer of a cycle again after it fired.
  void set_again(const SetTimer& fired);
  // All that waits for the signal goes on.
  void deliver_signal(const std::string& signal);

  struct Catch {
    NodeIndex event = kNoIndex;
    TokenId token = 0;
  };
  // Who catches the error or escalation that the activity of `token` throws; outwards, an event
  // that names the code before one that catches all (10.5.6).
  std::optional<Catch> find_catch(EventKind kind, const std::string& code, TokenId token) const {
    return find_catch(kind, code, token, true);
  }
  // Terminates every token in the scope, innermost first.
  void terminate_scope(TokenId scope);
  // Lets every token run until it waits. False: more than kStepsMax steps (a loop without a wait).
  bool settle();
  // The gate of the node's phase has passed on facts unchanged since; true without a phase.
  bool phase_open(const Node& node) const;
  // An open task of a phase whose gate has passed no longer gets the incident gate_not_passed: a
  // fact changed while somebody was at work. Settling the incident asks the safeguards again.
  void raise_stale_tasks();

  Decided take() { return std::move(decided_); }

  static constexpr int kStepsMax = 10000;

 private:
  struct Choice {
    std::vector<FlowIndex> flows;
    std::string incident;  // reason; "" = chosen
    std::string detail;
  };

  // run.cpp: entering, working, leaving.
  void arrive(TokenId token, NodeIndex index);
  void activate(NodeIndex index, TokenId token, std::vector<TokenId> joined = {});
  void begin(NodeIndex index, TokenId token);
  void start_work(NodeIndex index, TokenId token);
  void start_sub_process(NodeIndex index, TokenId token);
  void open_task(const Node& node, TokenId token);
  void run_script(NodeIndex index, TokenId token);
  bool map_values(NodeIndex index, TokenId token, bool in);
  void go_on(NodeIndex index, TokenId token);
  void leave(NodeIndex index, TokenId token, std::span<const FlowIndex> flows);
  void check_scope(TokenId scope);
  void end_case();
  void terminate(TokenId token);
  bool step();
  // The node before which an arriving token stands.
  NodeIndex target_of(const Token& token) const {
    return definition_.flows[definition_.find_flow(token.flow)].target;
  }
  bool is_stopped(const std::string& element, TokenId token) const;
  TokenId next_token() const { return state_.last_token + 1; }
  TokenId scope_of(TokenId token) const { return get(token).scope; }
  const Token& get(TokenId token) const;
  NodeIndex at(TokenId token) const { return definition_.find_node(get(token).element); }

  // gateways.cpp: choices and joins.
  bool try_joins();
  bool try_parallel_join(NodeIndex index, TokenId scope);
  bool try_quantity(NodeIndex index, TokenId scope);
  bool try_inclusive_joins();
  bool inclusive_ready(NodeIndex index, TokenId scope) const;
  std::vector<bool> flows_reaching(NodeIndex join, const std::vector<FlowIndex>& ends) const;
  std::vector<TokenId> waiting_at(NodeIndex index, TokenId scope) const;
  // Nothing to choose: a token for each outgoing flow.
  bool takes_all_flows(const Node& at) const;
  Choice choose(NodeIndex index, TokenId token) const;
  Choice choose_exclusive(const Node& node, const Values& seen) const;

  // events.cpp: waiting, throwing, catching.
  void await_event(NodeIndex event, TokenId token);
  bool throw_all(NodeIndex index, TokenId token);
  void end_here(NodeIndex index, TokenId token);
  void throw_error(const std::string& code, const Node& thrower, TokenId scope);
  void throw_escalation(const std::string& code, const Node& thrower, TokenId token);
  std::optional<Catch> find_catch(EventKind kind, const std::string& code, TokenId from,
                                  bool from_activity) const;
  void happen_behind_gateway(NodeIndex event, TokenId gateway);
  bool fire_conditions(std::optional<TokenId> of);
  void arm_conditions();

  // scopes.cpp: event sub-processes.
  const std::vector<NodeIndex>& event_scopes_of(TokenId scope) const;
  bool enter_scope(TokenId scope);
  bool is_interrupted(TokenId scope) const;
  void begin_event_scope(NodeIndex start, TokenId scope);
  void open_event_scope(NodeIndex event_scope, TokenId scope, TokenId restores);

  // loops.cpp: loops, multi-instance, ad-hoc.
  bool is_body(const Token& token) const;
  void progress(NodeIndex index, TokenId body);
  bool loop_goes_on(NodeIndex index, TokenId body, bool& again);
  bool plan_instances(NodeIndex index, TokenId body);
  bool start_instance(NodeIndex index, TokenId body);
  void complete_instance(NodeIndex index, TokenId token);
  void check_completion(NodeIndex index, TokenId body);
  bool collect_output(NodeIndex index, TokenId token);
  void throw_from_instance(const Trigger& trigger, NodeIndex index, TokenId body);
  void cancel_instances(NodeIndex index, TokenId body);
  bool progress_loops();
  void next_ad_hoc(NodeIndex index, TokenId token);
  // What expressions of the token see: `fresh_`, in a loop also its counters and item.
  const Values& seen_by(TokenId token) const;
  Values loop_values(TokenId token) const;

  // compensation.cpp: undoing, and transactions.
  void note_compensable(NodeIndex index, TokenId token, TokenId scope);
  void go_on_compensating(NodeIndex index, TokenId token);
  void start_handler(const Compensable& item, TokenId host);
  const Compensable* find_compensable(TokenId scope, const std::string& activity) const;
  NodeIndex compensation_scope(const Node& node) const;
  void cancel_transaction(NodeIndex index, TokenId end);
  void go_on_cancelling(NodeIndex index, TokenId token);

  const Definition& definition_;
  const Environment& environment_;
  State state_;
  Decided decided_;
  Values fresh_;
  mutable Values seen_;                  // for seen_by
  std::vector<AwaitedCondition> fired_;  // conditions met in this command
  NodeIndex last_end_ = kNoIndex;
};

}  // namespace alternat::procedures
