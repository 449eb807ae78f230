// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/prepared_engine.h"

#include <optional>

#include "decisions/prepared/columns.h"
#include "decisions/prepared/rows.h"
#include "decisions/prepared/session.h"

namespace alternat::scenarios {
namespace {

using feel::Value;

struct Shared {
  const EngineSetup& setup;
  prepared::Plan plan;
  std::vector<std::optional<std::uint32_t>> inputs;  // by fact
};

class Prepared : public Engine {
 public:
  explicit Prepared(const Shared& shared)
      : shared_(shared), columns_(shared.plan), session_(shared.plan) {
    const std::size_t rows = shared.setup.rows.size();
    results_.masks.resize(rows);
    results_.results.resize(rows);
  }

  void resize(std::size_t persons) override {
    columns_.resize(persons);
    for (auto& masks : results_.masks) masks.resize(persons);
    for (auto& cells : results_.results) cells.resize(persons);
    results_.interpreted.resize(persons);
  }
  void set(std::size_t person, std::size_t fact, const Value& value) override {
    if (const auto input = shared_.inputs[fact]) columns_.set(person, *input, value);
  }
  // A row with values that no cell holds is copied value by value.
  void copy(std::size_t from, std::size_t to) override {
    const bool simple = columns_.escapes()[from] == 0;
    for (std::uint32_t input = 0; input < shared_.plan.inputs().size(); ++input) {
      if (simple)
        columns_.set_cell(to, input, columns_.cells()[input][from]);
      else
        columns_.set(to, input, columns_.value(from, input));
    }
  }
  void decide(std::size_t count) override { session_.decide(columns_, 0, count, results_); }
  assessment::Outcomes outcome(std::size_t person, std::size_t row) const override {
    if (!shared_.setup.in_force[row]) return assessment::kCanBeIneligible;
    return outcomes_of(shared_.setup.rows[row], bits(person, row));
  }
  RowBits bits(std::size_t person, std::size_t row) const override {
    if (!shared_.setup.in_force[row]) return {};
    const prepared::Masks& masks = results_.masks[row][person];
    return {masks.yes, masks.maybe, masks.error};
  }

 private:
  const Shared& shared_;
  prepared::Columns columns_;
  prepared::Session session_;
  prepared::Results results_;
};

class PreparedMaker : public EngineMaker {
 public:
  explicit PreparedMaker(const EngineSetup& setup)
      : shared_{setup, prepared::compile_rows(setup.law, setup.options, setup.rows), {}} {
    for (const std::string& fact : setup.facts)
      shared_.inputs.push_back(shared_.plan.find_input(fact));
  }
  std::unique_ptr<Engine> make() const override { return std::make_unique<Prepared>(shared_); }

 private:
  Shared shared_;
};

}  // namespace

std::unique_ptr<EngineMaker> prepared_maker(const EngineSetup& setup) {
  return std::make_unique<PreparedMaker>(setup);
}

}  // namespace alternat::scenarios
