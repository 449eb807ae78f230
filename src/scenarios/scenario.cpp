// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/scenario.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "scenarios/blocks.h"
#include "scenarios/prepared_engine.h"
#include "scenarios/smallest.h"

namespace alternat::scenarios {
namespace {

constexpr std::uint64_t kBlock = 1024;
constexpr std::size_t kExamplesOfAKind = 3;

using assessment::Outcomes;
using feel::Value;

int standing_of(Outcomes outcomes) {
  if (outcomes == assessment::kCanBeEligible) return 2;
  return outcomes == assessment::kCanBeIneligible ? 0 : 1;
}

// A row of either side and where it stands in each; nullopt: not there.
struct SharedRow {
  std::string pathway, row;
  std::optional<std::size_t> before, after;
};

struct Counts {
  explicit Counts(std::size_t rows = 0) : by_row(rows) {}
  struct Row {
    std::uint64_t eligible_before = 0, eligible_after = 0, gains = 0, loses = 0, other = 0;
    std::array<std::set<std::uint64_t>, 2> persons;  // lowest numbers: who gain, who lose
  };
  std::vector<Row> by_row;
  std::uint64_t any_before = 0, any_after = 0, gainers = 0, losers = 0;

  static void keep(std::set<std::uint64_t>& lowest, std::uint64_t person) {
    lowest.insert(person);
    if (lowest.size() > kExamplesOfAKind) lowest.erase(std::prev(lowest.end()));
  }
  void add(const Counts& other) {
    for (std::size_t i = 0; i < by_row.size(); ++i) {
      by_row[i].eligible_before += other.by_row[i].eligible_before;
      by_row[i].eligible_after += other.by_row[i].eligible_after;
      by_row[i].gains += other.by_row[i].gains;
      by_row[i].loses += other.by_row[i].loses;
      by_row[i].other += other.by_row[i].other;
      for (std::size_t kind = 0; kind < 2; ++kind)
        for (std::uint64_t person : other.by_row[i].persons[kind])
          keep(by_row[i].persons[kind], person);
    }
    any_before += other.any_before;
    any_after += other.any_after;
    gainers += other.gainers;
    losers += other.losers;
  }
};

class Worker {
 public:
  Worker(const Population& population, const std::vector<SharedRow>& rows,
         std::unique_ptr<Engine> before, std::unique_ptr<Engine> after)
      : population_(population),
        rows_(rows),
        engines_{std::move(before), std::move(after)},
        counts_(rows.size()) {
    for (auto& engine : engines_) engine->resize(kBlock);
  }

  void run(std::uint64_t first, std::uint64_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      population_.draw(first + i, values_);
      for (std::size_t fact = 0; fact < values_.size(); ++fact)
        for (auto& engine : engines_) engine->set(i, fact, values_[fact]);
    }
    for (auto& engine : engines_) engine->decide(count);
    for (std::size_t i = 0; i < count; ++i) count_person(i, first + i);
  }
  const Counts& tally() const { return counts_; }

 private:
  void count_person(std::size_t at, std::uint64_t person) {
    bool any_before = false, any_after = false, gains = false, loses = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const SharedRow& row = rows_[i];
      Outcomes then = assessment::kCanBeIneligible, now = assessment::kCanBeIneligible;
      if (row.before) then = engines_[0]->outcome(at, *row.before);
      if (row.after) now = engines_[1]->outcome(at, *row.after);
      Counts::Row& counts = counts_.by_row[i];
      const int was = standing_of(then), is = standing_of(now);
      counts.eligible_before += was == 2;
      counts.eligible_after += is == 2;
      any_before |= was == 2;
      any_after |= is == 2;
      if (is == was) {
        counts.other += then != now;
        continue;
      }
      ++(is > was ? counts.gains : counts.loses);
      (is > was ? gains : loses) = true;
      Counts::keep(counts.persons[is > was ? 0 : 1], person);
    }
    counts_.any_before += any_before;
    counts_.any_after += any_after;
    counts_.gainers += gains;
    counts_.losers += loses;
  }

  const Population& population_;
  const std::vector<SharedRow>& rows_;
  std::array<std::unique_ptr<Engine>, 2> engines_;
  Counts counts_;
  std::vector<Value> values_;
};

std::vector<SharedRow> shared_rows(const EngineSetup& before, const EngineSetup& after) {
  std::vector<SharedRow> rows;
  for (std::size_t i = 0; i < after.rows.size(); ++i)
    rows.push_back({after.rows[i].pathway, after.rows[i].row, std::nullopt, i});
  for (std::size_t i = 0; i < before.rows.size(); ++i) {
    const assessment::PathwayRow& row = before.rows[i];
    const auto known = std::find_if(rows.begin(), rows.end(), [&](const SharedRow& one) {
      return one.pathway == row.pathway && one.row == row.row;
    });
    if (known == rows.end())
      rows.push_back({row.pathway, row.row, i, std::nullopt});
    else
      known->before = i;
  }
  return rows;
}

// The answer of one side to one row; facts that its dictionary does not know are left out.
std::optional<assessment::PathwayResult> ask(const Side& side, const SharedRow& row,
                                             const Json& facts, Date on) {
  Json known = Json::object();
  for (const auto& [key, value] : facts.items())
    if (key == "on" || side.law.facts->find(key)) known[key] = value;
  assessment::AssessmentOptions options(on);
  options.with_shortest = false;
  options.pathways = {row.pathway};
  auto results = assessment::assess_pathways(side.law, known, options);
  if (!results) return std::nullopt;
  for (assessment::PathwayResult& result : *results)
    if (result.row == row.row) return std::move(result);
  return std::nullopt;
}

struct Pair {
  std::optional<assessment::PathwayResult> before, after;
  ChangeKind kind() const {
    return compare(before ? &*before : nullptr, after ? &*after : nullptr);
  }
};

// Everything a scenario needs before the first person is drawn.
struct Prepared {
  const Side& before;
  const Side& after;
  Date on;
  const Population& population;
  const std::vector<SharedRow>& rows;
};

// The person's facts, as few as show the same change.
ScenarioExample example_of(const Prepared& prepared, const SharedRow& row, std::uint64_t person) {
  const auto both = [&](const Json& facts) {
    return Pair{ask(prepared.before, row, facts, prepared.on),
                ask(prepared.after, row, facts, prepared.on)};
  };
  std::vector<Value> values;
  prepared.population.draw(person, values);
  const Json facts = prepared.population.to_json(values);
  const auto outcome_of = [](const std::optional<assessment::PathwayResult>& result) {
    return result ? result->outcome : assessment::PathwayOutcome::kIneligible;
  };
  const Pair whole = both(facts);
  const ChangeKind kind = whole.kind();
  // Fewer facts, the same two outcomes.
  const Sides fewest = smallest({facts, facts}, [&](const Sides& sides) {
    const Pair fewer = both(sides.before);
    return fewer.kind() == kind && outcome_of(fewer.before) == outcome_of(whole.before) &&
           outcome_of(fewer.after) == outcome_of(whole.after);
  });
  const Pair pair = both(fewest.before);
  ScenarioExample example{person, fewest.before, kind, {}, {}};
  example.before = summary(pair.before ? &*pair.before : nullptr);
  example.after = summary(pair.after ? &*pair.after : nullptr);
  return example;
}

ScenarioReport report_of(const Prepared& prepared, const Counts& counts) {
  ScenarioReport report;
  report.any_before = counts.any_before;
  report.any_after = counts.any_after;
  report.gainers = counts.gainers;
  report.losers = counts.losers;
  report.terms = term_shifts(prepared.before, prepared.after, prepared.on);
  for (std::size_t i = 0; i < prepared.rows.size(); ++i) {
    const SharedRow& row = prepared.rows[i];
    const Counts::Row& of = counts.by_row[i];
    RowShift shift{row.pathway, row.row,  of.eligible_before, of.eligible_after,
                   of.gains,    of.loses, of.other,           {}};
    for (const auto& persons : of.persons)
      for (std::uint64_t person : persons)
        shift.examples.push_back(example_of(prepared, row, person));
    report.rows.push_back(std::move(shift));
  }
  return report;
}

Result<Subject> subject_of(const assessment::Law& law) {
  const auto rows = assessment::find_rows(law);
  if (!rows) return rows.error();
  Subject subject{law, {}};
  for (const assessment::PathwayRow& row : *rows) subject.decisions.push_back(row.decision);
  return subject;
}

}  // namespace

Result<ScenarioReport> run_scenario(const Side& before, const Side& after, const Shares& shares,
                                    const ScenarioOptions& options) {
  const assessment::AssessmentOptions asked(options.on);
  std::vector<Subject> subjects;
  for (const Side* side : {&before, &after}) {
    Result<Subject> subject = subject_of(side->law);
    if (!subject) return subject.error();
    subjects.push_back(std::move(*subject));
  }
  PopulationOptions drawn(options.on);
  drawn.seed = options.seed;
  drawn.partners = options.partners;
  const Population population(subjects, shares.labour, drawn);
  const Result<EngineSetup> then = make_setup(before.law, asked, population.facts());
  if (!then) return then.error();
  const Result<EngineSetup> now = make_setup(after.law, asked, population.facts());
  if (!now) return now.error();
  const std::vector<SharedRow> rows = shared_rows(*then, *now);
  const auto maker_of = [&](const EngineSetup& setup) {
    return options.prepared ? prepared_maker(setup) : interpreter_maker(setup);
  };
  const auto before_maker = maker_of(*then), after_maker = maker_of(*now);
  const Counts counts = run_blocks<Worker>(
      {options.population, kBlock, options.threads, options.progress},
      [&] { return Worker(population, rows, before_maker->make(), after_maker->make()); },
      Counts(rows.size()));
  ScenarioReport report = report_of({before, after, options.on, population, rows}, counts);
  report.persons = options.population;
  return report;
}

}  // namespace alternat::scenarios
