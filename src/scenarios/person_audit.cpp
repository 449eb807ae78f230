// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/person_audit.h"

#include <algorithm>

namespace alternat::scenarios {

using assessment::Outcomes;
using feel::Value;

namespace {

constexpr std::uint64_t kChecksSalt = 0x616c7465726e6174ULL;  // "alternat"
constexpr int kRemovals = 2;
constexpr int kThresholdsAPerson = 2;
constexpr std::uint64_t kRemovedMax = 6;

// Rules that speak in one answer and not in the other.
std::uint64_t differing(const RowBits& before, const RowBits& after, bool both_ways) {
  const std::uint64_t then = before.yes | before.error, now = after.yes | after.error;
  return both_ways ? then ^ now : now & ~then;
}

}  // namespace

int standing(Outcomes outcomes) {
  if (outcomes == assessment::kCanBeEligible) return 2;
  return outcomes == assessment::kCanBeIneligible ? 0 : 1;
}

PersonAudit::PersonAudit(const AuditPlan& plan, std::unique_ptr<Engine> engine)
    : plan_(plan),
      engine_(std::move(engine)),
      tally_(plan.invariants, plan.setup.rows.size(), plan.shares.exceptions.size()) {}

void PersonAudit::set(std::size_t row, std::size_t fact, const Value& value) {
  values_[row][fact] = value;
  engine_->set(row, fact, value);
}

std::size_t PersonAudit::new_row(std::size_t from) {
  if (used_ == values_.size()) {
    const std::size_t size = std::max<std::size_t>(1024, 2 * used_);
    engine_->resize(size);
    values_.resize(size, std::vector<Value>(plan_.population.facts().size()));
  }
  values_[used_] = values_[from];
  engine_->copy(from, used_);
  return used_++;
}

void PersonAudit::run(std::uint64_t first, std::uint64_t count) {
  used_ = 0;
  checks_.clear();
  std::vector<std::pair<std::uint64_t, std::size_t>> persons;
  std::vector<Value> drawn;
  for (std::uint64_t person = first; person < first + count; ++person) {
    const std::size_t base = new_row(0);
    plan_.population.draw(person, drawn);
    for (std::size_t fact = 0; fact < drawn.size(); ++fact) set(base, fact, drawn[fact]);
    persons.emplace_back(person, base);
    plan_checks(person, base);
  }
  engine_->decide(used_);
  for (const auto& [person, base] : persons) {
    count_outcomes(base);
    if (person % plan_.whole_answer_every == 0) hold_whole_answer(person, base);
  }
  for (const Check& check : checks_) hold(check);
}

void PersonAudit::plan_checks(std::uint64_t person, std::size_t base) {
  Random random(plan_.options.seed, person, kChecksSalt);
  plan_nationalities(person, base);
  plan_thresholds(person, base, random);
  plan_removals(person, base, random);
  plan_raises(person, base, random);
}

void PersonAudit::plan_nationalities(std::uint64_t person, std::size_t base) {
  const auto fact = plan_.population.find("nationality");
  if (!fact || plan_.options.partners.empty()) return;
  std::size_t first = 0;
  for (std::size_t i = 0; i < plan_.options.partners.size(); ++i) {
    const std::size_t row = new_row(base);
    set(row, *fact, Value::from_string(plan_.options.partners[i]));
    if (i == 0)
      first = row;
    else
      checks_.push_back({Kind::kNationality, first, row, *fact, person});
  }
}

// One unit below the amount, the amount itself, one unit above: rows in this order.
void PersonAudit::plan_thresholds(std::uint64_t person, std::size_t base, Random& random) {
  if (plan_.thresholds.empty()) return;
  for (int i = 0; i < kThresholdsAPerson; ++i) {
    const std::size_t which = random.below(plan_.thresholds.size());
    const Threshold& threshold = plan_.thresholds[which];
    std::size_t below = 0;
    for (int step = -1; step <= 1; ++step) {
      const std::size_t row = new_row(base);
      set(row, threshold.fact, Value::from_int(threshold.amount + step));
      if (step == -1) below = row;
    }
    checks_.push_back({Kind::kThreshold, below, below + 2, which, person});
  }
}

void PersonAudit::plan_removals(std::uint64_t person, std::size_t base, Random& random) {
  const std::size_t facts = plan_.population.facts().size();
  for (int i = 0; i < kRemovals && facts > 0; ++i) {
    const std::size_t row = new_row(base);
    const std::uint64_t removed = 1 + random.below(kRemovedMax);
    for (std::uint64_t one = 0; one < removed; ++one) {
      const std::size_t fact = random.below(facts);
      set(row, fact, Value::unknown(plan_.population.facts()[fact]));
    }
    checks_.push_back({Kind::kRemoval, base, row, 0, person});
  }
}

void PersonAudit::plan_raises(std::uint64_t person, std::size_t base, Random& random) {
  for (std::size_t i = 0; i < plan_.shares.raises.size(); ++i) {
    const Raise& raise = plan_.shares.raises[i];
    const auto fact = plan_.population.find(raise.fact);
    if (!fact) continue;
    const std::optional<Value> more =
        raised(plan_.population, *fact, raise, value_of(base, *fact), plan_.options.on, random);
    if (!more) continue;
    const std::size_t row = new_row(base);
    set(row, *fact, *more);
    checks_.push_back({Kind::kRaise, base, row, i, person});
  }
}

void PersonAudit::count_outcomes(std::size_t base) {
  for (std::size_t row = 0; row < plan_.setup.rows.size(); ++row)
    ++tally_.outcomes[row * 8 + engine_->outcome(base, row)];
}

bool PersonAudit::is_excused(const Check& check, std::size_t row) {
  const bool raise = check.kind == Kind::kRaise;
  const assessment::PathwayRow& of = plan_.setup.rows[row];
  const std::vector<std::string> codes = codes_of(
      of, differing(engine_->bits(check.base, row), engine_->bits(check.varied, row), !raise));
  bool all = !codes.empty();
  std::set<std::size_t> used;
  for (const std::string& code : codes) {
    bool found = false;
    for (std::size_t i = 0; i < plan_.shares.exceptions.size() && !found; ++i) {
      const Exception& one = plan_.shares.exceptions[i];
      found = one.invariant == (raise ? "raise" : "nationality") &&
              (one.fact.empty() || (raise && one.fact == plan_.shares.raises[check.which].fact)) &&
              (one.pathway.empty() || one.pathway == of.pathway) &&
              (one.row.empty() || one.row == of.row) && (one.code.empty() || one.code == code);
      if (found) used.insert(i);
    }
    all = all && found;
  }
  if (all)
    for (std::size_t i : used) ++tally_.exceptions[i];
  return all;
}

void PersonAudit::violation(std::size_t invariant, std::size_t row, std::uint64_t person,
                            std::pair<std::size_t, std::size_t> sides) {
  ++tally_.violations[invariant];
  const auto known = tally_.found.find({invariant, row});
  if (known != tally_.found.end() && known->second.person <= person) {
    ++known->second.count;
    return;
  }
  tally_.add({invariant, row}, {1, person, values_[sides.first], values_[sides.second]});
}

void PersonAudit::hold(const Check& check) {
  if (check.kind == Kind::kThreshold) {
    hold_threshold(check);
    return;
  }
  for (std::size_t row = 0; row < plan_.setup.rows.size(); ++row)
    if (plan_.setup.in_force[row]) hold_row(check, row);
}

void PersonAudit::hold_row(const Check& check, std::size_t row) {
  const Outcomes before = engine_->outcome(check.base, row);
  const Outcomes after = engine_->outcome(check.varied, row);
  std::size_t invariant = kNationality;
  bool holds = true;
  switch (check.kind) {
    case Kind::kNationality:
      holds = before == after;
      break;
    case Kind::kRemoval:
      // An answer that is already certain with fewer facts is the answer with all of them.
      invariant = kRemoval;
      holds = !assessment::is_single(after) || before == after;
      break;
    case Kind::kRaise:
      invariant = kFirstRaise + check.which;
      holds = standing(after) >= standing(before);
      break;
    case Kind::kThreshold:
      return;
  }
  ++tally_.checks[invariant];
  if (holds) return;
  if (check.kind != Kind::kRemoval && is_excused(check, row)) {
    ++tally_.excused[invariant];
    if (check.kind == Kind::kNationality) ++tally_.nationality[row];
    return;
  }
  violation(invariant, row, check.person, {check.base, check.varied});
}

// Where the outcome jumps around the amount, it jumps between one cent below and the amount.
void PersonAudit::hold_threshold(const Check& check) {
  for (std::size_t row : plan_.thresholds[check.which].rows) {
    const Outcomes below = engine_->outcome(check.base, row);
    const Outcomes at = engine_->outcome(check.base + 1, row);
    const Outcomes above = engine_->outcome(check.base + 2, row);
    if (below == above && below == at) continue;
    ++tally_.checks[kThreshold];
    if (below != at) tally_.exercised.insert({check.which, row});
    if (at != above) violation(kThreshold, row, check.person, {check.base + 1, check.base + 2});
  }
}

// The answer that people get: of complete facts the same as the engine's, with the same codes; of
// fewer facts never another verdict.
void PersonAudit::hold_whole_answer(std::uint64_t person, std::size_t base) {
  ++tally_.compared;
  assessment::AssessmentOptions options = plan_.setup.options;
  options.strict = true;
  options.with_shortest = false;
  const auto whole = assessment::assess_pathways(plan_.setup.law,
                                                 plan_.population.to_json(values_[base]), options);
  std::size_t fewer = base;
  for (const Check& check : checks_)
    if (check.person == person && check.kind == Kind::kRemoval) fewer = check.varied;
  const auto part = assessment::assess_pathways(plan_.setup.law,
                                                plan_.population.to_json(values_[fewer]), options);
  for (std::size_t row = 0; row < plan_.setup.rows.size(); ++row) {
    const Outcomes outcome = engine_->outcome(base, row);
    ++tally_.checks[kWholeAnswer];
    if (!whole || !part) {
      violation(kWholeAnswer, row, person, {base, fewer});
      continue;
    }
    const assessment::PathwayOutcome said = (*whole)[row].outcome;
    const bool same =
        said == assessment::PathwayOutcome::kEligible     ? outcome == assessment::kCanBeEligible
        : said == assessment::PathwayOutcome::kIneligible ? outcome == assessment::kCanBeIneligible
                                                          : standing(outcome) == 1;
    const assessment::PathwayOutcome open = (*part)[row].outcome;
    const bool verdict = open == assessment::PathwayOutcome::kEligible ||
                         open == assessment::PathwayOutcome::kIneligible;
    if (!same || (verdict && open != said)) violation(kWholeAnswer, row, person, {base, fewer});
  }
}

}  // namespace alternat::scenarios
