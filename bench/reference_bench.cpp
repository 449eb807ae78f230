// SPDX-License-Identifier: EUPL-1.2
// The two reference workloads of bench/reference: (a) one table of 12 rules and 5 inputs, UNIQUE
// and COLLECT; (b) an opportunity card as a chain of six decisions. Each is decided in five ways,
// and beside it the same written by hand in C++, which is the limit; the last column is the share
// of it. Asked, a second and core: prepared call (a) 5 million, (b) 2 million; columns (a) 30
// million, (b) 15 million; JSON in and out with the explanation (a) 300 thousand, (b) 100 thousand.
// Every way is first checked against the code written by hand. Times are processor time of the
// thread, best of several; with two threads, time of the clock.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "base/assert.h"
#include "base/json.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"
#include "decisions/prepared/json_call.h"
#include "decisions/prepared/session.h"
#include "reference/by_hand.h"

namespace alternat {
namespace {

using bench::CardPerson;
using bench::Level;
using bench::TablePerson;
using feel::Value;

constexpr std::size_t kFew = 1 << 16;         // for one call at a time
constexpr std::size_t kPopulation = 1 << 20;  // for columns

const char* const kLevels[] = {"none", "A1", "A2", "B1", "B2", "C1", "C2"};

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Decisions a second: the best of several runs of at least 60 ms each.
double rate(std::size_t decisions, double (*clock)(), const std::function<void()>& run) {
  double best = 0;
  for (int round = 0; round < 7; ++round) {
    std::size_t done = 0;
    const double start = clock();
    double spent = 0;
    while (spent < 0.06) {
      run();
      done += decisions;
      spent = clock() - start;
    }
    best = std::max(best, static_cast<double>(done) / spent);
  }
  return best;
}

void print(const char* what, double per_second, double limit) {
  fmt::print("  {:<44}{:>10.3f} million a second {:>8.2f} %\n", what, per_second / 1e6,
             100 * per_second / limit);
}

dmn::ModelSet load(const std::string& file) {
  dmn::ModelSet models;
  Diagnostics diagnostics;
  std::string bytes;
  if (FILE* in = std::fopen((ALTERNAT_SOURCE_DIR "/bench/reference/" + file).c_str(), "rb")) {
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, in)) > 0;)
      bytes.append(buffer, n);
    std::fclose(in);
  }
  models.add(bytes, file, diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  ALTERNAT_ASSERT(!diagnostics.has_errors());
  return models;
}

Value scaled(std::int64_t number, int scale) {
  return Value::from_number(Decimal::from_scaled(number, scale));
}

using Fields = std::vector<std::pair<const char*, Value>>;

std::vector<TablePerson> table_persons(std::size_t count) {
  std::mt19937_64 random(20260615);
  std::vector<TablePerson> persons(count);
  for (TablePerson& person : persons) {
    person.kind = static_cast<bench::Kind>(random() % 4);
    person.level = static_cast<Level>(random() % 7);
    person.pay_cents = static_cast<std::int64_t>(3'000'000 + random() % 3'500'000);
    person.months_tenths = static_cast<std::int64_t>(random() % 700);
    person.age = static_cast<std::int64_t>(16 + random() % 55);
  }
  return persons;
}
Fields fields_of(const TablePerson& person) {
  static const char* const kKinds[] = {"degree", "vocational", "it", "other"};
  return {{"kind", Value::from_string(kKinds[static_cast<int>(person.kind)])},
          {"pay", scaled(person.pay_cents, 2)},
          {"months", scaled(person.months_tenths, 1)},
          {"level", Value::from_string(kLevels[static_cast<int>(person.level)])},
          {"age", scaled(person.age, 0)}};
}

std::vector<CardPerson> card_persons(std::size_t count) {
  std::mt19937_64 random(20260616);
  std::vector<CardPerson> persons(count);
  for (CardPerson& person : persons) {
    person.qualification = static_cast<bench::Qualification>(random() % 3);
    person.recognised = random() % 4 == 0;
    person.shortage = random() % 2 == 0;
    person.partner_qualifies = random() % 5 == 0;
    person.german = static_cast<Level>(random() % 7);
    person.english = static_cast<Level>(random() % 7);
    person.months_5y_tenths = static_cast<std::int64_t>(random() % 600);
    person.months_7y_tenths = person.months_5y_tenths + static_cast<std::int64_t>(random() % 240);
    person.age = static_cast<std::int64_t>(16 + random() % 40);
    person.stay_months = static_cast<std::int64_t>(random() % 12);
    person.funds_cents = static_cast<std::int64_t>(1'200'000 + random() % 600'000);
  }
  return persons;
}
Fields fields_of(const CardPerson& person) {
  static const char* const kQualifications[] = {"degree", "vocational", "none"};
  return {{"qualification",
           Value::from_string(kQualifications[static_cast<int>(person.qualification)])},
          {"recognised", Value::from_bool(person.recognised)},
          {"german", Value::from_string(kLevels[static_cast<int>(person.german)])},
          {"english", Value::from_string(kLevels[static_cast<int>(person.english)])},
          {"months_5y", scaled(person.months_5y_tenths, 1)},
          {"months_7y", scaled(person.months_7y_tenths, 1)},
          {"age", scaled(person.age, 0)},
          {"stay_months", scaled(person.stay_months, 0)},
          {"shortage", Value::from_bool(person.shortage)},
          {"partner_qualifies", Value::from_bool(person.partner_qualifies)},
          {"funds_cents", scaled(person.funds_cents, 0)}};
}

std::uint64_t expected_mask(std::uint32_t which, const TablePerson& person) {
  if (which == 1) return bench::table_ways(person);
  const int rule = bench::table_one(person);
  return rule == 0 ? 0 : std::uint64_t{1} << (rule - 1);
}
std::uint64_t expected_mask(std::uint32_t /*which*/, const CardPerson& person) {
  switch (bench::card(person)) {
    case bench::Card::kSkilled:
      return 1;
    case bench::Card::kPoints:
      return 2;
    case bench::Card::kTooFewPoints:
      return 4;
    case bench::Card::kNoBasis:
      return 8;
    case bench::Card::kFunds:
      return 16;
    case bench::Card::kMinor:
      return 32;
  }
  return 0;
}

struct Workload {
  const char* title;
  const char* file;
  const char* decision;
  std::uint32_t which;  // 1: COLLECT
};

template <typename Person>
void run(const Workload& work, const std::vector<Person>& persons) {
  const dmn::ModelSet models = load(work.file);
  const std::vector<std::uint32_t> wanted = {*models.find_decision("", work.decision)};
  const prepared::Plan plan = prepared::Plan::compile(models, wanted, {});
  ALTERNAT_ASSERT(plan.bridged().empty());
  prepared::Columns columns(plan, persons.size());
  for (std::size_t i = 0; i < persons.size(); ++i)
    for (const auto& [name, value] : fields_of(persons[i])) columns.set(i, name, value);
  prepared::Session session(plan);
  prepared::Results results;
  prepared::decide_all(plan, columns, 2, results);
  dmn::Evaluation evaluation(models);
  for (std::size_t i = 0; i < persons.size(); ++i) {
    const std::uint64_t expected = expected_mask(work.which, persons[i]);
    ALTERNAT_ASSERT(results.masks[0][i].yes == expected && results.masks[0][i].maybe == 0);
    session.decide(columns, i);
    ALTERNAT_ASSERT(session.masks(0) == results.masks[0][i]);
  }
  fmt::print("{}\n", work.title);
  volatile std::uint64_t sink = 0;
  const double limit = rate(kFew, thread_seconds, [&] {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kFew; ++i) {
      if constexpr (std::is_same_v<Person, CardPerson>) {
        sum += static_cast<std::uint64_t>(bench::card(persons[i]));
      } else {
        sum += work.which == 1 ? bench::table_ways(persons[i])
                               : static_cast<std::uint64_t>(bench::table_one(persons[i]));
      }
    }
    sink = sink + sum;
  });
  print("written by hand (the limit)", limit, limit);
  const double interpreted = rate(256, thread_seconds, [&] {
    for (std::size_t i = 0; i < 256; ++i) {
      for (std::uint32_t k = 0; k < plan.inputs().size(); ++k)
        evaluation.set_input(plan.inputs()[k].model_inputs[0], columns.value(i, k));
      sink = sink + (evaluation.decide(wanted[0]).is_null() ? 1 : 0);
    }
  });
  print("interpreted", interpreted, limit);
  print("one prepared call",
        rate(kFew, thread_seconds,
             [&] {
               for (std::size_t i = 0; i < kFew; ++i) {
                 session.decide(columns, i);
                 sink = sink + session.masks(0).yes;
               }
             }),
        limit);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 1024; ++i) {
    Json json = Json::object();
    for (const auto& [name, value] : fields_of(persons[i])) json[name] = feel::to_json(value);
    texts.push_back(json.dump());
  }
  prepared::JsonCall call(plan);
  std::size_t bytes = 0;
  const double json = rate(texts.size(), thread_seconds, [&] {
    for (const std::string& text : texts) {
      const auto answer = call.decide(text);
      ALTERNAT_ASSERT(answer.ok());
      bytes = answer->size();
      sink = sink + bytes;
    }
  });
  ALTERNAT_ASSERT(call.interpreted() == 0);
  print("JSON in and out, full explanation", json, limit);
  fmt::print("  ({} bytes in, {} bytes out: {:.0f} MB a second written)\n", texts[1023].size(),
             bytes, json * static_cast<double>(bytes) / 1e6);
  const double one = rate(persons.size(), thread_seconds,
                          [&] { session.decide(columns, 0, persons.size(), results); });
  print("columns, one thread", one, limit);
  const double one_wall =
      rate(persons.size(), wall_seconds, [&] { prepared::decide_all(plan, columns, 1, results); });
  const double two_wall =
      rate(persons.size(), wall_seconds, [&] { prepared::decide_all(plan, columns, 2, results); });
  print("columns, two threads", two_wall, limit);
  fmt::print("  two threads give {:.2f} times one\n", two_wall / one_wall);
}

void run_all() {
  run({"(a) one table, UNIQUE", "table.dmn", "one", 0}, table_persons(kPopulation));
  run({"(a) one table, COLLECT", "table.dmn", "ways", 1}, table_persons(kPopulation));
  run({"(b) opportunity card, six decisions", "card.dmn", "card", 0}, card_persons(kPopulation));
}

}  // namespace
}  // namespace alternat

int main() {
  alternat::run_all();
}
