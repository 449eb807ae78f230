// SPDX-License-Identifier: EUPL-1.2
// Run: one command's worth of token movement. Emits records, applies each at once to a working copy
// of the state, and so can never leave what replay would not give. Private to this folder.
#pragma once

#include <optional>
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

  void emit(Record record);
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
  // Evaluates the script again after script_null.
  void retry_script(NodeIndex index, TokenId token) { run_script(index, token); }
  // What `event` waited for has happened; `token` is the one that waited (for a boundary event the
  // token of its activity, behind an event gateway the token of the gateway).
  void happen(NodeIndex event, TokenId token);
  // Sets the timer of `event` for the waiting token, or raises clock_not_established.
  void set_timer(NodeIndex event, TokenId token);
  // Terminates every token in the scope, innermost first.
  void terminate_scope(TokenId scope);
  // Lets every token run until it waits. False: more than kStepsMax steps (a loop without a wait).
  bool settle();
  // The gate of the node's phase has passed on facts unchanged since; true without a phase.
  bool phase_open(const Node& node) const;

  Decided take() { return std::move(decided_); }

  static constexpr int kStepsMax = 10000;

 private:
  struct Choice {
    std::vector<FlowIndex> flows;
    std::string incident;  // reason; "" = chosen
    std::string detail;
  };

  void arrive(const Token& token);
  void activate(NodeIndex index, TokenId token);
  void start_work(NodeIndex index, TokenId token);
  void open_task(const Node& node, TokenId token);
  void await_event(NodeIndex event, TokenId token);
  void run_script(NodeIndex index, TokenId token);
  void end_here(NodeIndex index, TokenId token);
  void throw_error(const Node& node, TokenId scope);
  void terminate(TokenId token);
  void leave(NodeIndex index, TokenId token, const std::vector<FlowIndex>& flows);
  void check_scope(TokenId scope);
  bool try_parallel_join(NodeIndex index, TokenId scope);
  bool try_inclusive_joins();
  bool inclusive_ready(NodeIndex index, TokenId scope) const;
  std::vector<bool> flows_reaching(NodeIndex join, const std::vector<FlowIndex>& ends) const;
  std::vector<TokenId> waiting_at(NodeIndex index, TokenId scope) const;
  bool waits_at_join(const Token& token) const;
  Choice choose(const Node& node) const;
  Choice choose_exclusive(const Node& node) const;
  TokenId next_token() const { return state_.last_token + 1; }
  TokenId scope_of(TokenId token) const;

  const Definition& definition_;
  const Environment& environment_;
  State state_;
  Decided decided_;
  Values fresh_;
  NodeIndex last_end_ = kNoIndex;
};

}  // namespace alternat::procedures
