// SPDX-License-Identifier: EUPL-1.2
// What the conditions of a procedure can be: outcomes of decisions are read, terms of the agreement
// are what they are, facts are free. Conditions of one gateway that never hold together, or of
// which one always holds, are shown so by trying every value they distinguish.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "procedures/environment.h"
#include "proofs/subject.h"

namespace alternat::proofs {

// Names with a known value: results of decisions and of scripts, as JSON text.
using Known = std::map<std::string, std::string>;

class Guards {
 public:
  explicit Guards(const Subject& subject);

  // Conditions of one gateway or activity, asked in this order; a condition that stands alone
  // (an event's, a loop's) is a group of its own.
  struct Group {
    std::string element;
    std::vector<std::uint32_t> expressions;
  };
  const Group& group_of(std::uint32_t expression) const {
    return groups_[group_of_[expression].first];
  }
  std::size_t position_of(std::uint32_t expression) const { return group_of_[expression].second; }

  // Truths that the expression can have after its group's earlier ones were `prefix` ("TF"; 'N' is
  // null): some of "TFN". Never empty.
  const std::string& possible(std::uint32_t expression, const std::string& prefix,
                              const Known& known);

  // The value of a script if it reads nothing but what is known; "" = it may be anything.
  std::string constant(std::uint32_t expression, const Known& known) const;
  // A script that reads facts can be null.
  bool may_be_null(std::uint32_t expression) const;

  // The values tried for an expression that says how many instances an activity has, or for which
  // items: none, one and two; empty for all other expressions.
  const std::vector<std::string>& instances(std::uint32_t expression) const {
    return instances_[expression];
  }
  bool has_loops() const { return has_loops_; }

  // Names that the expression reads, of facts and others.
  std::vector<std::string> names(std::uint32_t expression) const;
  // The values that conditions distinguish, as JSON text, "null" among them; empty = no end of
  // them.
  std::vector<std::string> candidates(const std::string& name) const;
  // Truth under the values given (JSON text by name; absent = unknown), as the running node reads.
  procedures::Truth truth(std::uint32_t expression, const Known& values) const;
  bool is_result(const std::string& name) const;         // of a decision
  bool is_script_result(const std::string& name) const;  // of a script
  // Groups whose conditions were too many to try, with the reason.
  const std::map<std::string, std::string>& free_groups() const { return free_groups_; }

 private:
  std::vector<std::string> vectors(const Group& group, const Known& known);
  std::vector<std::string> all_vectors(const Group& group, const std::string& why);
  feel::Value value(std::uint32_t expression, const Known& values) const;
  void add_literals(const std::string& text, const std::string& name);

  const Subject& subject_;
  std::vector<Group> groups_;
  std::vector<std::pair<std::size_t, std::size_t>> group_of_;  // by expression
  std::map<std::string, std::vector<std::string>> literals_;   // by name
  std::vector<std::vector<std::string>> instances_;            // by expression
  bool has_loops_ = false;
  std::map<std::string, bool> results_;  // true: of a decision
  std::map<std::string, std::vector<std::string>> cache_;
  std::map<std::string, std::string> possible_cache_;
  std::map<std::string, std::string> free_groups_;
};

}  // namespace alternat::proofs
