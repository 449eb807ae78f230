// SPDX-License-Identifier: EUPL-1.2
// One decision answered from values of its operands, some of them not known yet: the answer, or the
// operands that it still needs. Each cell is looked at once for each value.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "decisions/assessment/diagram.h"
#include "decisions/assessment/plan.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::assessment {

// Outcomes as bits.
using Outcomes = std::uint8_t;
inline constexpr Outcomes kCanBeEligible = 1, kCanBeIneligible = 2, kCanBeOfficer = 4;
inline bool is_single(Outcomes outcomes) {
  return (outcomes & (outcomes - 1)) == 0;
}

// Stands for an operand that nothing depends on any more.
inline constexpr NodeId kIgnored = std::numeric_limits<NodeId>::min();

struct Answered {
  NodeId terminal = kIgnored;  // where nothing is needed
  OperandSet needed = 0;       // bits of operands()
};

// What is asked of a decision.
enum class Asked : std::uint8_t {
  kValue,
  kOutcomes,  // of its table as a row
  kHits,      // which rules of its table hit
};

// A cell that may say anything, by the diagram that says what: true, false, or null (an error).
struct FreeCell {
  std::size_t rule = 0;
  std::size_t column = 0;
  NodeId says = kIgnored;
};

class DecisionRun {
 public:
  // `operands`: of the shape; kIgnored for one that only free cells read. `row`: with kOutcomes;
  // else nullptr.
  DecisionRun(const AssessmentPlan& plan, dmn::Evaluation& evaluation, DiagramStore& store,
              std::uint32_t decision, const std::vector<NodeId>& operands, const PathwayRow* row);
  // Before anything is asked.
  void set_free(const std::vector<FreeCell>& cells);
  // Makes values of an operand one where the table does not tell them apart.
  void join_values(Asked asked);

  // Diagrams of the operands that are not the same whatever is open.
  const std::vector<NodeId>& operands() const { return open_; }
  Memo& memo() { return memo_; }
  // True if what is not needed now never will be.
  bool ignores_what_it_does_not_need() const { return shape_.is_table; }

  // `operands`: as operands(), each a terminal, kIgnored, or open. Of the decision itself:
  Answered value(std::span<const NodeId> operands);
  // Of its table as a row: Outcomes; whether one rule hits.
  Answered outcomes(std::span<const NodeId> operands);
  Answered hit(std::size_t rule, std::span<const NodeId> operands);

 private:
  enum class Undecided { kIsNo, kIsError };  // a derived table without a hit under the column
  using Rules = std::vector<std::uint64_t>;  // a set of rules, as bits
  void read_table(const std::vector<int>& place_of, const std::vector<bool>& had_no_hit);
  void count_columns();
  // What the column says with these operands: the rules whose cell says no, may hold, or cannot be
  // decided, one set after the other. Cells that read what is open say nothing.
  const std::uint64_t* said(std::size_t column, std::span<const NodeId> operands);
  void say(std::size_t column, std::span<const NodeId> operands, Rules& into);
  // Fills no_, maybe_, error_, waits_ and needed_.
  void look(std::span<const NodeId> operands, Undecided undecided);
  void look_at_free(std::span<const NodeId> operands, Undecided undecided);
  void add_waits(std::size_t rule, OperandSet missing);
  dmn::Verdict cell_at(std::size_t rule, std::size_t column, const feel::Value& input);
  Answered table_value(std::span<const NodeId> operands);
  NodeId evaluate(bool any_hit);
  NodeId conformed(feel::Value value, bool no_hit);
  void place(std::span<const NodeId> operands);
  bool can_join(std::size_t operand) const;
  void group_rules(std::size_t column, Asked asked, std::vector<std::uint32_t>& groups) const;
  void add_seen(std::size_t column, const std::uint64_t* said,
                const std::vector<std::uint32_t>& groups, std::string& seen) const;
  bool is_undecided(std::size_t column, std::span<const NodeId> operands) const;

  const AssessmentPlan& plan_;
  dmn::Evaluation& evaluation_;
  DiagramStore& store_;
  const dmn::DecisionNode& node_;
  const DecisionShape& shape_;
  const PathwayRow* row_;
  const dmn::DecisionTable* table_ = nullptr;
  std::vector<NodeId> open_;
  std::vector<std::uint32_t> slots_;  // of the open operands
  std::vector<NodeId> placed_;        // what the frame holds for them
  std::vector<feel::Value> frame_;
  bool is_placed_ = false;           // contexts of imports are in the frame
  std::vector<OperandSet> columns_;  // open operands of any cell of the column
  std::vector<OperandSet> inputs_;   // of its expression
  std::vector<OperandSet> cells_;    // rule by rule, column by column
  std::vector<OperandSet> outputs_;  // by rule: open operands of its outputs
  OperandSet fallback_ = 0;
  std::size_t words_ = 0;     // of a set of rules
  std::vector<Rules> tests_;  // by column: rules with a cell that tests something
  struct FreeOperand {
    std::size_t rule, column, operand;
  };
  std::vector<FreeOperand> free_;
  std::vector<bool> fixed_undecided_;  // by column: a constant operand had no hit
  std::vector<NodeIndex> seen_;        // by column: operands that it was looked at with
  std::vector<Rules> said_;            // and what it said
  Rules rules_, refuses_;              // all, and those that refuse
  Rules no_, maybe_, error_, waits_;   // with the operands looked at last
  OperandSet open_now_ = 0;
  std::vector<OperandSet> needed_;              // by rule that waits: operands
  std::vector<std::optional<NodeId>> results_;  // by rule
  feel::Value nothing_known_;
  Memo memo_;
};

}  // namespace alternat::assessment
