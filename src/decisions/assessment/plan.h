// SPDX-License-Identifier: EUPL-1.2
// What about a Law need not be found anew for every person: the rows, where values meet, how each
// fact is used. Made once by whoever holds the content; immutable, for all threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/comparisons.h"
#include "decisions/assessment/rows.h"
#include "decisions/assessment/shape.h"
#include "decisions/assessment/trend.h"

namespace alternat::assessment {

// Number of an input's name: one fact feeds the inputs of this name in every model.
using NameId = std::uint32_t;

struct Meeting : Comparison {
  std::vector<NameId> names;  // facts that either side rests on, sorted
};

// How the models use one fact.
struct FactUse {
  std::string name;
  std::vector<std::uint32_t> inputs;  // of the ModelSet
  const terms::FactDefinition* definition = nullptr;
  bool is_fact = false;     // not a parameter, not the day
  std::uint32_t place = 0;  // facts that meet in one table stand together
  Domain domain = Domain::kText;
  std::vector<std::uint32_t> direct;   // meetings whose subject is the fact itself
  std::vector<std::uint32_t> derived;  // whose subject rises or falls with it
  std::vector<feel::Value> texts;      // that its boxes are told apart by
  // Decisions in which more than its boxes counts, sorted; those above one of closed_values() are
  // not among them for that.
  std::vector<std::uint32_t> unsettled;
};

class AssessmentPlan {
 public:
  // What `law` points to must outlive the plan.
  explicit AssessmentPlan(const Law& law);

  // assessment.bad_row if a model has a broken row; the rows are then empty.
  const std::optional<Error>& error() const { return error_; }
  const std::vector<PathwayRow>& rows() const { return rows_; }
  const std::vector<FactUse>& uses() const { return uses_; }
  const std::vector<Meeting>& meetings() const { return meetings_; }
  const DecisionShape& shape(std::uint32_t decision) const { return shapes_[decision]; }
  const std::vector<feel::Value>& closed_values(std::uint32_t decision) const {
    return closed_values_[decision];
  }
  NameId name_of_input(std::uint32_t input) const { return name_of_input_[input]; }
  std::optional<NameId> find_name(std::string_view name) const;

 private:
  void number_names(const Law& law);
  void find_meetings(const Law& law);
  void add_names(const Law& law, Meeting& meeting) const;
  void find_reads(const Law& law, PathwayRow& row) const;
  void read_use(const Law& law, FactUse& use, NameId id);
  void read_texts(const Law& law, FactUse& use);
  void place_facts(std::uint32_t decision, std::set<std::uint32_t>& seen, std::uint32_t& next);

  std::optional<Error> error_;
  std::vector<PathwayRow> rows_;
  std::vector<std::uint32_t> decisions_;  // that a row rests on, and the rows, sorted
  std::vector<FactUse> uses_;
  std::vector<Meeting> meetings_;
  std::vector<DecisionShape> shapes_;
  std::vector<std::vector<feel::Value>> closed_values_;
  std::vector<bool> is_closed_;
  std::vector<NameId> name_of_input_;
  std::map<std::string, NameId, std::less<>> ids_;
};

}  // namespace alternat::assessment
