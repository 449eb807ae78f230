// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/gate_audit.h"

#include <algorithm>

#include "decisions/assessment/inputs.h"
#include "decisions/feel/operations.h"

namespace alternat::scenarios {

using assessment::GateOutcome;
using feel::Value;

namespace {

constexpr std::uint64_t kProtectiveSalt = 0x70726f7465637421ULL;
constexpr int kProtectiveAFile = 6;
// Unknown facts of one gate are split over its boxes; beyond this the gate says at least REVIEW.
constexpr int kEvaluationsMax = 400;

}  // namespace

GateAudit::GateAudit(const GatePlan& plan)
    : plan_(plan),
      evaluation_(*plan.law.models),
      muted_(evaluation_.context()),
      tally_(plan.invariants, plan.columns, plan.shares.exceptions.size()) {
  evaluation_.context().set_today(Value::from_date(plan.options.on));
  assessment::set_inputs(plan.law, Json::object(), assessment::AssessmentOptions(plan.options.on),
                         assessment::Presume::kNothing, evaluation_);
  for (const std::string& fact : plan.population.facts()) current_.push_back(Value::unknown(fact));
}

void GateAudit::set(std::size_t fact, const Value& value) {
  if (feel::identical(current_[fact], value)) return;
  current_[fact] = value;
  evaluation_.set_inputs_named(plan_.population.facts()[fact], value);
}

std::vector<GateOutcome> GateAudit::ask(const assessment::Gate& gate) {
  return assessment::evaluate_gate(plan_.law, gate, evaluation_, kEvaluationsMax);
}

void GateAudit::run(std::uint64_t first, std::uint64_t count) {
  std::vector<Value> values;
  for (std::uint64_t file = first; file < first + count; ++file) {
    plan_.population.draw(file, values);
    for (std::size_t fact = 0; fact < values.size(); ++fact) set(fact, values[fact]);
    std::vector<std::vector<GateOutcome>> before;
    for (std::size_t gate = 0; gate < plan_.gates.size(); ++gate) {
      before.push_back(ask(plan_.gates[gate]));
      for (std::size_t i = 0; i < before.back().size(); ++i)
        ++tally_.outcomes[(plan_.first_column[gate] + i) * 8 +
                          static_cast<std::size_t>(before.back()[i])];
    }
    Random random(plan_.options.seed, file, kProtectiveSalt);
    for (int i = 0; i < kProtectiveAFile && !plan_.shares.protective.empty(); ++i)
      protect(file, plan_.shares.protective[random.below(plan_.shares.protective.size())], values,
              before);
  }
}

// The fact is first made the statement's starting value, where the file has none of the two.
void GateAudit::protect(std::uint64_t file, const Protective& protective,
                        const std::vector<Value>& values,
                        const std::vector<std::vector<GateOutcome>>& before) {
  const auto fact = plan_.population.find(protective.fact);
  if (!fact) return;
  const terms::FactDefinition& definition = plan_.population.definition(*fact);
  const Value from = value_from_text(definition, protective.from);
  const Value to = value_from_text(definition, protective.to);
  const bool starts_there = feel::identical(values[*fact], from);
  for (std::size_t gate = 0; gate < plan_.gates.size(); ++gate) {
    const std::vector<std::string>& facts = plan_.gates[gate].facts;
    if (!std::binary_search(facts.begin(), facts.end(), protective.fact)) continue;
    set(*fact, from);
    const std::vector<GateOutcome> then = starts_there ? before[gate] : ask(plan_.gates[gate]);
    set(*fact, to);
    const std::vector<GateOutcome> now = ask(plan_.gates[gate]);
    for (std::size_t i = 0; i < now.size(); ++i) {
      ++tally_.checks[kProtective];
      if (now[i] >= then[i]) continue;
      ++tally_.violations[kProtective];
      Found found{1, file, values, values};
      found.before[*fact] = from;
      found.after[*fact] = to;
      tally_.add({kProtective, plan_.first_column[gate] + i}, found);
    }
  }
  set(*fact, values[*fact]);
}

}  // namespace alternat::scenarios
