// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/engine.h"

#include <algorithm>

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/inputs.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/operations.h"

namespace alternat::scenarios {
namespace {

using assessment::Outcomes;
using feel::Value;

// Sets only what differs from the person before: values that rest on nothing new are remembered.
class Interpreter : public Engine {
 public:
  explicit Interpreter(const EngineSetup& setup)
      : setup_(setup), evaluation_(*setup.law.models), muted_(evaluation_.context()) {
    evaluation_.context().set_today(Value::from_date(setup.options.on));
    assessment::set_inputs(setup.law, Json::object(), setup.options, assessment::Presume::kNothing,
                           evaluation_);
    for (const std::string& fact : setup.facts) current_.push_back(Value::unknown(fact));
  }

  void resize(std::size_t persons) override {
    values_.resize(persons, current_);
    bits_.resize(persons * setup_.rows.size());
  }
  void set(std::size_t person, std::size_t fact, const Value& value) override {
    values_[person][fact] = value.is_unknown() ? Value::unknown(setup_.facts[fact]) : value;
  }
  void copy(std::size_t from, std::size_t to) override { values_[to] = values_[from]; }

  void decide(std::size_t count) override {
    for (std::size_t person = 0; person < count; ++person) {
      for (std::size_t fact = 0; fact < current_.size(); ++fact) {
        if (feel::identical(current_[fact], values_[person][fact])) continue;
        current_[fact] = values_[person][fact];
        evaluation_.set_inputs_named(setup_.facts[fact], current_[fact]);
      }
      for (std::size_t row = 0; row < setup_.rows.size(); ++row)
        bits_[person * setup_.rows.size() + row] = bits_of(row);
    }
  }
  Outcomes outcome(std::size_t person, std::size_t row) const override {
    if (!setup_.in_force[row]) return assessment::kCanBeIneligible;
    return outcomes_of(setup_.rows[row], bits(person, row));
  }
  RowBits bits(std::size_t person, std::size_t row) const override {
    return bits_[person * setup_.rows.size() + row];
  }

 private:
  RowBits bits_of(std::size_t row) {
    RowBits bits;
    if (!setup_.in_force[row]) return bits;
    evaluation_.rule_verdicts(setup_.rows[row].decision, verdicts_);
    assessment::mark_undecided(setup_.rows[row].decision, evaluation_, verdicts_);
    for (std::size_t rule = 0; rule < verdicts_.size() && rule < 64; ++rule) {
      const std::uint64_t bit = std::uint64_t{1} << rule;
      if (verdicts_[rule].verdict == dmn::Verdict::kYes) bits.yes |= bit;
      if (verdicts_[rule].verdict == dmn::Verdict::kMaybe) bits.maybe |= bit;
      if (verdicts_[rule].verdict == dmn::Verdict::kError) bits.error |= bit;
    }
    return bits;
  }

  const EngineSetup& setup_;
  dmn::Evaluation evaluation_;
  const feel::EvaluationContext::Muted muted_;
  std::vector<Value> current_;
  std::vector<std::vector<Value>> values_;
  std::vector<RowBits> bits_;
  std::vector<dmn::RuleVerdict> verdicts_;
};

class InterpreterMaker : public EngineMaker {
 public:
  explicit InterpreterMaker(const EngineSetup& setup) : setup_(setup) {}
  std::unique_ptr<Engine> make() const override { return std::make_unique<Interpreter>(setup_); }

 private:
  const EngineSetup& setup_;
};

}  // namespace

Result<EngineSetup> make_setup(const assessment::Law& law,
                               const assessment::AssessmentOptions& options,
                               std::vector<std::string> facts) {
  Result<std::vector<assessment::PathwayRow>> rows = assessment::find_rows(law);
  if (!rows) return rows.error();
  EngineSetup setup{law, options, std::move(*rows), {}, std::move(facts)};
  for (const assessment::PathwayRow& row : setup.rows) {
    setup.in_force.push_back((!row.from || options.on >= *row.from) &&
                             (!row.until || options.on < *row.until));
    if (row.rules.size() > 64)
      return Error{Fault::kRefused,
                   "audit.too_many_rules",
                   "row " + row.pathway + " " + row.row + " has " +
                       std::to_string(row.rules.size()) + " rules; the audit follows 64 of a row",
                   {}};
  }
  return setup;
}

std::unique_ptr<EngineMaker> interpreter_maker(const EngineSetup& setup) {
  return std::make_unique<InterpreterMaker>(setup);
}

Outcomes outcomes_of(const assessment::PathwayRow& row, const RowBits& bits) {
  std::uint64_t refuses = 0;
  for (std::size_t rule = 0; rule < row.rules.size(); ++rule)
    if (row.rules[rule].failure == assessment::Failure::kIneligible)
      refuses |= std::uint64_t{1} << rule;
  if (bits.yes & refuses) return assessment::kCanBeIneligible;
  // A cell that cannot be decided is never a refusal and never a pass: a person looks.
  const bool officer = ((bits.yes & ~refuses) | bits.error) != 0;
  Outcomes outcomes = officer ? assessment::kCanBeOfficer : assessment::kCanBeEligible;
  if (bits.maybe & ~refuses) outcomes |= assessment::kCanBeOfficer;
  if (bits.maybe & refuses) outcomes |= assessment::kCanBeIneligible;
  return outcomes;
}

std::vector<std::string> codes_of(const assessment::PathwayRow& row, std::uint64_t bits) {
  std::vector<std::string> codes;
  for (std::size_t rule = 0; rule < row.rules.size(); ++rule) {
    const std::string& code = row.rules[rule].code;
    if ((bits >> rule & 1) && std::find(codes.begin(), codes.end(), code) == codes.end())
      codes.push_back(code);
  }
  return codes;
}

}  // namespace alternat::scenarios
