// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/audit.h"

#include <algorithm>

#include "scenarios/blocks.h"
#include "scenarios/compare.h"
#include "scenarios/gate_audit.h"
#include "scenarios/person_audit.h"
#include "scenarios/prepared_engine.h"
#include "scenarios/smallest.h"

namespace alternat::scenarios {
namespace {

constexpr std::uint64_t kBlock = 64;
constexpr std::uint64_t kPersonsAReturnFile = 50;
constexpr std::uint64_t kWholeAnswers = 200;
constexpr std::size_t kExamplesMax = 60;
constexpr int kUnknownInReturns = 14;  // percent

using assessment::AssessmentOptions;
using assessment::PathwayOutcome;

std::vector<Invariant> invariants_of(const Shares& shares) {
  std::vector<Invariant> all(kFirstRaise);
  all[kNationality] = {"nationality",
                       "another partner's nationality changes nothing but where the law names it"};
  all[kThreshold] = {"threshold", "an amount is met at equality and missed one cent below"};
  all[kRemoval] = {"removal", "an answer that is certain with fewer facts is the full answer"};
  all[kWholeAnswer] = {"whole answer",
                       "the answer that people get agrees, and with fewer facts never contradicts"};
  all[kProtective] = {"protective", "a statement that protects makes no safeguard less strict"};
  for (const Raise& raise : shares.raises)
    all.push_back({"raise " + raise.fact, "more of " + raise.fact + " never loses a row"});
  return all;
}

class Audit {
 public:
  Audit(const assessment::Law& law, const Shares& shares, const AuditOptions& options)
      : law_(law), shares_(shares), options_(options) {
    report_.invariants = invariants_of(shares);
    for (const Exception& exception : shares.exceptions)
      report_.exceptions.push_back({exception, 0});
  }

  Status run_persons();
  Status run_gates();
  AuditReport take() { return std::move(report_); }

 private:
  PopulationOptions population_options() const {
    PopulationOptions population(options_.on);
    population.seed = options_.seed;
    population.partners = options_.partners;
    return population;
  }
  void add_counts(const Tally& tally) {
    for (std::size_t i = 0; i < report_.invariants.size(); ++i) {
      report_.invariants[i].checks += tally.checks[i];
      report_.invariants[i].excused += tally.excused[i];
      report_.invariants[i].violations += tally.violations[i];
    }
    for (std::size_t i = 0; i < tally.exceptions.size(); ++i)
      report_.exceptions[i].count += tally.exceptions[i];
    report_.compared += tally.compared;
  }
  void add_rows(const EngineSetup& setup, const Tally& tally);
  void add_violations(const EngineSetup& setup, const Population& population, const Tally& tally);
  void add_gates(const std::vector<assessment::Gate>& gates, const GatePlan& plan,
                 const Tally& tally);
  void show(Violation& violation, std::size_t invariant) const;
  void show_gate(Violation& violation, assessment::Phase phase) const;

  const assessment::Law& law_;
  const Shares& shares_;
  const AuditOptions& options_;
  AuditReport report_;
};

Status Audit::run_persons() {
  Result<std::vector<assessment::PathwayRow>> rows = assessment::find_rows(law_);
  if (!rows) return rows.error();
  Subject subject{law_, {}};
  for (const assessment::PathwayRow& row : *rows) subject.decisions.push_back(row.decision);
  const Population population(std::span(&subject, 1), shares_.labour, population_options());
  const AssessmentOptions options(options_.on);
  Result<EngineSetup> setup = make_setup(law_, options, population.facts());
  if (!setup) return setup.error();
  AuditPlan plan{shares_, options_, *setup, population, find_thresholds(population, *setup)};
  plan.invariants = report_.invariants.size();
  plan.whole_answer_every = std::max<std::uint64_t>(1, options_.population / kWholeAnswers);
  const std::unique_ptr<EngineMaker> maker =
      options_.prepared ? prepared_maker(*setup) : interpreter_maker(*setup);
  const Tally tally = run_blocks<PersonAudit>(
      {options_.population, kBlock, options_.threads, options_.progress},
      [&] { return PersonAudit(plan, maker->make()); },
      Tally(plan.invariants, setup->rows.size(), shares_.exceptions.size()));
  report_.persons = options_.population;
  add_counts(tally);
  add_rows(*setup, tally);
  for (std::size_t which = 0; which < plan.thresholds.size(); ++which)
    for (std::size_t row : plan.thresholds[which].rows)
      if (!tally.exercised.contains({which, row}))
        report_.not_exercised.push_back(plan.thresholds[which].parameter + " in " +
                                        setup->rows[row].pathway + " " + setup->rows[row].row);
  add_violations(*setup, population, tally);
  return {};
}

void Audit::add_rows(const EngineSetup& setup, const Tally& tally) {
  for (std::size_t row = 0; row < setup.rows.size(); ++row) {
    RowCounts counts{setup.rows[row].pathway, setup.rows[row].row};
    const std::uint64_t* outcomes = &tally.outcomes[row * 8];
    counts.eligible = outcomes[assessment::kCanBeEligible];
    counts.ineligible = outcomes[assessment::kCanBeIneligible];
    counts.officer = outcomes[assessment::kCanBeOfficer];
    counts.open = report_.persons - counts.eligible - counts.ineligible - counts.officer;
    counts.named_nationality = tally.nationality[row];
    report_.rows.push_back(counts);
  }
}

void Audit::add_violations(const EngineSetup& setup, const Population& population,
                           const Tally& tally) {
  for (const auto& [place, found] : tally.found) {
    const auto& [invariant, row] = place;
    Violation violation;
    violation.invariant = report_.invariants[invariant].id;
    violation.pathway = setup.rows[row].pathway;
    violation.row = setup.rows[row].row;
    violation.count = found.count;
    violation.person = found.person;
    violation.before = population.to_json(found.before);
    violation.after = population.to_json(found.after);
    violation.strict = invariant == kRemoval || invariant == kWholeAnswer;
    show(violation, invariant);
    report_.violations.push_back(std::move(violation));
  }
}

// Asks as a person would, makes the facts fewer, and writes the outcomes down.
void Audit::show(Violation& violation, std::size_t invariant) const {
  AssessmentOptions options(options_.on);
  options.strict = violation.strict;
  options.with_shortest = false;
  options.pathways = {violation.pathway};
  std::string refusal = "no such row";
  const auto ask = [&](const Json& facts) -> std::optional<assessment::PathwayResult> {
    auto results = assessment::assess_pathways(law_, facts, options);
    if (!results) refusal = "facts refused: " + results.error().message;
    if (!results) return std::nullopt;
    for (assessment::PathwayResult& result : *results)
      if (result.row == violation.row) return std::move(result);
    return std::nullopt;
  };
  const auto is_violation = [&](const Sides& sides) {
    const auto before = ask(sides.before), after = ask(sides.after);
    if (!before || !after || before->outcome == after->outcome) return false;
    if (before->outcome == PathwayOutcome::kNeedsInfo) return false;
    if (invariant == kRemoval || invariant == kWholeAnswer)
      return after->outcome != PathwayOutcome::kNeedsInfo;
    if (after->outcome == PathwayOutcome::kNeedsInfo) return false;
    return invariant < kFirstRaise || compare(&*before, &*after) == ChangeKind::kLoses;
  };
  Sides sides{violation.before, violation.after};
  if (report_.violations.size() < kExamplesMax) sides = smallest(sides, is_violation);
  const auto before = ask(sides.before), after = ask(sides.after);
  violation.outcome_before = before ? summary(&*before) : refusal;
  violation.outcome_after = after ? summary(&*after) : refusal;
  violation.before = std::move(sides.before);
  violation.after = std::move(sides.after);
}

Status Audit::run_gates() {
  const Result<std::vector<assessment::Gate>> gates = assessment::find_gates(law_);
  if (!gates) return gates.error();
  Subject subject{law_, {}};
  for (const assessment::Gate& gate : *gates) subject.decisions.push_back(gate.decision);
  PopulationOptions drawn = population_options();
  // Nothing is presumed in a return file, and no person of the labour population is in it.
  drawn.presume = false;
  drawn.unknown = kUnknownInReturns;
  drawn.seed = mixed(options_.seed ^ text_hash("return files"));
  const Population population(std::span(&subject, 1), shares_.returns, drawn);
  GatePlan plan{shares_, options_, law_, *gates, population, {}};
  for (const assessment::Gate& gate : *gates) {
    plan.first_column.push_back(plan.columns);
    plan.columns += gate.columns.size();
  }
  plan.invariants = report_.invariants.size();
  report_.return_files = (options_.population + kPersonsAReturnFile - 1) / kPersonsAReturnFile;
  const Tally tally = run_blocks<GateAudit>(
      {report_.return_files, kBlock, options_.threads, {}}, [&] { return GateAudit(plan); },
      Tally(plan.invariants, plan.columns, shares_.exceptions.size()));
  add_counts(tally);
  add_gates(*gates, plan, tally);
  for (const auto& [place, found] : tally.found) {
    Violation violation;
    violation.invariant = report_.invariants[place.first].id;
    const auto after =
        std::upper_bound(plan.first_column.begin(), plan.first_column.end(), place.second);
    const auto gate = static_cast<std::size_t>(after - plan.first_column.begin() - 1);
    const assessment::Phase phase =
        (*gates)[gate].columns[place.second - plan.first_column[gate]].first;
    violation.pathway = (*gates)[gate].id;
    violation.row = std::string(assessment::to_text(phase));
    violation.count = found.count;
    violation.before = population.to_json(found.before);
    violation.after = population.to_json(found.after);
    show_gate(violation, phase);
    report_.violations.push_back(std::move(violation));
  }
  return {};
}

void Audit::add_gates(const std::vector<assessment::Gate>& gates, const GatePlan& plan,
                      const Tally& tally) {
  for (std::size_t gate = 0; gate < gates.size(); ++gate)
    for (std::size_t i = 0; i < gates[gate].columns.size(); ++i) {
      const std::uint64_t* outcomes = &tally.outcomes[(plan.first_column[gate] + i) * 8];
      report_.gates.push_back({gates[gate].id, gates[gate].columns[i].first, outcomes[0],
                               outcomes[1], outcomes[2], outcomes[3]});
    }
}

void Audit::show_gate(Violation& violation, assessment::Phase phase) const {
  const AssessmentOptions options(options_.on);
  const auto ask = [&](const Json& facts) -> std::optional<assessment::GateOutcome> {
    const auto answer = assessment::assess_safeguards(law_, facts, options, {});
    if (!answer) return std::nullopt;
    for (const assessment::GateResult& gate : answer->phases[static_cast<std::size_t>(phase)].gates)
      if (gate.id == violation.pathway) return gate.outcome;
    return std::nullopt;
  };
  const auto is_violation = [&](const Sides& sides) {
    const auto before = ask(sides.before), after = ask(sides.after);
    return before && after && *after < *before;
  };
  Sides sides{violation.before, violation.after};
  if (report_.violations.size() < kExamplesMax) sides = smallest(sides, is_violation);
  const auto before = ask(sides.before), after = ask(sides.after);
  if (before) violation.outcome_before = assessment::to_text(*before);
  if (after) violation.outcome_after = assessment::to_text(*after);
  violation.before = std::move(sides.before);
  violation.after = std::move(sides.after);
}

}  // namespace

std::uint64_t AuditReport::checks() const {
  std::uint64_t sum = 0;
  for (const Invariant& invariant : invariants) sum += invariant.checks;
  return sum;
}

std::uint64_t AuditReport::violation_count() const {
  std::uint64_t sum = 0;
  for (const Invariant& invariant : invariants) sum += invariant.violations;
  return sum;
}

Result<AuditReport> audit(const assessment::Law& law, const Shares& shares,
                          const AuditOptions& options) {
  Audit run(law, shares, options);
  if (const Status status = run.run_persons(); !status) return status.error();
  if (const Status status = run.run_gates(); !status) return status.error();
  return run.take();
}

}  // namespace alternat::scenarios
