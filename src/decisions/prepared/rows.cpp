// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/rows.h"

#include "base/assert.h"

namespace alternat::prepared {

RowOutcomes::RowOutcomes(const assessment::PathwayRow& row) {
  ALTERNAT_ASSERT(row.rules.size() <= 64);
  for (std::size_t i = 0; i < row.rules.size(); ++i)
    if (row.rules[i].failure == assessment::Failure::kIneligible) refuses_ |= std::uint64_t{1} << i;
}

assessment::Outcomes RowOutcomes::possible(const Masks& masks) const {
  using assessment::kCanBeEligible, assessment::kCanBeIneligible, assessment::kCanBeOfficer;
  if (masks.yes & refuses_) return kCanBeIneligible;
  // A cell that cannot be decided is never a refusal and never a pass: a person looks.
  const bool officer = (masks.yes & ~refuses_) != 0 || masks.error != 0;
  assessment::Outcomes outcomes = officer ? kCanBeOfficer : kCanBeEligible;
  if (masks.maybe & ~refuses_) outcomes |= officer ? assessment::Outcomes{0} : kCanBeOfficer;
  if (masks.maybe & refuses_) outcomes |= kCanBeIneligible;
  return outcomes;
}

std::vector<Bound> bound_to_day(const assessment::Law& law,
                                const assessment::AssessmentOptions& options) {
  std::vector<Bound> bound = {{"on", feel::Value::from_date(options.on)}};
  for (const dmn::InputNode& node : law.models->inputs()) {
    const std::string& name = node.data->name;
    if (!law.parameters || !law.parameters->find(name)) continue;
    const auto value = law.parameters->value_on(name, options.on, options.known_as_of);
    bound.push_back({name, value ? feel::Value::from_number(*value) : feel::Value::unknown(name)});
  }
  return bound;
}

Plan compile_rows(const assessment::Law& law, const assessment::AssessmentOptions& options,
                  const std::vector<assessment::PathwayRow>& rows) {
  std::vector<std::uint32_t> decisions;
  for (const assessment::PathwayRow& row : rows) decisions.push_back(row.decision);
  PlanOptions plan;
  plan.bound = bound_to_day(law, options);
  plan.today = feel::Value::from_date(options.on);
  plan.undecided = Undecided::kIsError;
  return Plan::compile(*law.models, decisions, plan);
}

}  // namespace alternat::prepared
