// SPDX-License-Identifier: EUPL-1.2
// Random small models: chains of tables and expressions over numbers, days, texts and booleans. For
// every model and random facts, prepared gives what the interpreter gives: masks and values, one at
// a time and in columns.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "decisions/prepared/test_facts.h"

namespace alternat::prepared {
namespace {

using feel::Value;

// What a name holds.
enum class Sort { kNumber, kText, kDay, kBoolean };

struct Name {
  std::string name;
  Sort sort;
  bool is_decision = false;
};

const char* type_of(Sort sort) {
  switch (sort) {
    case Sort::kNumber:
      return "number";
    case Sort::kText:
      return "string";
    case Sort::kDay:
      return "date";
    case Sort::kBoolean:
      return "boolean";
  }
  return "";
}

// Writes one model. Its law is invented anew for every seed.
class ModelWriter {
 public:
  explicit ModelWriter(std::uint64_t seed) : random_(seed) {}

  std::string write() {
    std::string inputs, decisions;
    for (int i = 0; i < 6; ++i) {
      const Name input{"x" + std::to_string(i), static_cast<Sort>(i % 4)};
      inputs += "<inputData id=\"" + input.name + "\" name=\"" + input.name +
                "\"><variable name=\"" + input.name + "\" typeRef=\"" + type_of(input.sort) +
                "\"/></inputData>";
      names_.push_back(input);
    }
    for (int i = 0; i < 5; ++i) decisions += pick(3) == 0 ? literal(i) : table(i);
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"m\" "
           "name=\"m\" namespace=\"urn:alternat:test:m\">" +
           inputs + decisions + "</definitions>";
  }

 private:
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }
  std::string pick_of(const std::vector<std::string>& texts) {
    return texts[pick(static_cast<unsigned>(texts.size()))];
  }
  std::string number() { return pick_of({"0", "1", "2.5", "-3", "10.25", "4.125", "100"}); }
  std::string text() { return pick_of({"\"a\"", "\"b\"", "\"A2\"", "\"\"", "\"zz\""}); }
  std::string day() {
    return "date(\"" + pick_of({"2026-01-31", "2024-02-29", "2026-02-01", "1991-06-15"}) + "\")";
  }
  std::string constant(Sort sort) {
    switch (sort) {
      case Sort::kNumber:
        return number();
      case Sort::kText:
        return text();
      case Sort::kDay:
        return day();
      case Sort::kBoolean:
        return pick(2) == 0 ? "true" : "false";
    }
    return "null";
  }
  std::string sign() { return pick_of({"&lt; ", "&lt;= ", "> ", ">= "}); }

  // A name of the sort, or of any.
  const Name& some(Sort sort) {
    std::vector<const Name*> fitting;
    for (const Name& name : names_)
      if (name.sort == sort) fitting.push_back(&name);
    return *fitting[pick(static_cast<unsigned>(fitting.size()))];
  }

  std::string cell(Sort sort) {
    const unsigned dice = pick(10);
    if (dice < 3) return "-";
    if (dice == 3) return "null";
    if (dice == 4) return "not(" + constant(sort) + ")";
    if (dice == 5) return constant(sort) + ", " + constant(sort);
    if (dice == 6 && sort == Sort::kText) return "starts with(?, " + text() + ")";
    if (dice == 6 && sort == Sort::kNumber) return sign() + some(sort).name;
    if (dice == 6 && sort == Sort::kDay) return sign() + some(sort).name;
    if (dice == 7) return "null, " + constant(sort);
    if (sort == Sort::kNumber || sort == Sort::kDay) {
      if (pick(2) == 0) return sign() + constant(sort);
      return pick_of({"[", "("}) + (sort == Sort::kNumber ? "-3..2.5" : day() + ".." + day()) +
             pick_of({"]", ")"});
    }
    return constant(sort);
  }

  std::string requirements() {
    std::string text;
    for (const Name& name : names_)
      text += std::string("<informationRequirement><required") +
              (name.is_decision ? "Decision" : "Input") + " href=\"#" + name.name +
              "\"/></informationRequirement>";
    return text;
  }

  std::string begin(const std::string& name, Sort sort, bool typed) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" +
           (typed ? std::string(" typeRef=\"") + type_of(sort) + "\"" : std::string()) + "/>" +
           requirements();
  }

  std::string table(int number_of) {
    const std::string name = "d" + std::to_string(number_of);
    const bool collects = number_of == 4 || pick(6) == 0;
    const bool sums = collects && number_of != 4;
    const Sort out = sums || pick(3) == 0 ? Sort::kNumber : Sort::kText;
    std::string columns, rules;
    std::vector<Sort> sorts;
    const unsigned width = 1 + pick(4);
    for (unsigned i = 0; i < width; ++i) {
      const Name& read = names_[pick(static_cast<unsigned>(names_.size()))];
      sorts.push_back(read.sort);
      columns += "<input><inputExpression><text>" + read.name + "</text></inputExpression>" +
                 (read.sort == Sort::kText && pick(4) == 0
                      ? "<inputValues><text>\"a\", \"b\", \"A2\"</text></inputValues>"
                      : "") +
                 "</input>";
    }
    const unsigned count = 1 + pick(pick(8) == 0 ? 30 : 6);
    for (unsigned i = 0; i < count; ++i) {
      rules += "<rule id=\"" + name + "_" + std::to_string(i) + "\">";
      for (Sort sort : sorts) rules += "<inputEntry><text>" + cell(sort) + "</text></inputEntry>";
      std::string output = pick(8) == 0 && !sums ? "null" : constant(out);
      if (pick(10) == 0 && !collects) output = some(out).name;
      rules += "<outputEntry><text>" + output + "</text></outputEntry></rule>";
    }
    const std::string policy =
        collects ? (sums ? "COLLECT\" aggregation=\"" + pick_of({"SUM", "MIN", "MAX", "COUNT"})
                         : std::string("COLLECT"))
                 : pick_of({"UNIQUE", "UNIQUE", "ANY", "FIRST"});
    const std::string fallback =
        pick(5) == 0 && !collects
            ? "<defaultOutputEntry><text>" + constant(out) + "</text></defaultOutputEntry>"
            : "";
    std::string made = begin(name, out, !collects || sums) + "<decisionTable hitPolicy=\"" +
                       policy + "\">" + columns + "<output>" + fallback + "</output>" + rules +
                       "</decisionTable></decision>";
    if (!collects || sums) names_.push_back({name, out, true});
    return made;
  }

  std::string literal(int number_of) {
    const std::string name = "d" + std::to_string(number_of);
    const std::string a = some(Sort::kNumber).name, b = some(Sort::kNumber).name;
    const std::string d = some(Sort::kDay).name, e = some(Sort::kDay).name;
    const std::string t = some(Sort::kText).name, q = some(Sort::kBoolean).name;
    struct Form {
      Sort sort;
      std::string text;
    };
    const std::vector<Form> forms = {
        {Sort::kNumber, a + " + " + b + " * 2"},
        {Sort::kNumber, a + " - " + number() + " / 4"},
        {Sort::kNumber, "if " + q + " then " + a + " else " + b},
        {Sort::kNumber, "if " + t + " = " + text() + " then 1 else 2"},
        {Sort::kNumber, "max([" + a + ", " + number() + ", " + b + "])"},
        {Sort::kNumber, "completed years(" + d + ", " + e + ")"},
        {Sort::kNumber, "completed months(" + d + ", " + day() + ")"},
        {Sort::kNumber, d + ".year"},
        {Sort::kNumber, a + " / " + b},
        {Sort::kBoolean, d + " + duration(\"P1Y1M\") &lt;= " + e},
        {Sort::kBoolean, d + " - duration(\"P30D\") > " + day()},
        {Sort::kBoolean, "not(" + q + ") or " + a + " > " + b},
        {Sort::kBoolean, a + " != null and " + a + " &lt; " + number()},
        {Sort::kBoolean, t + " in (" + text() + ", " + text() + ")"},
        {Sort::kBoolean, a + " in [0..2.5]"},
        {Sort::kBoolean, a + " between " + number() + " and " + b},
        {Sort::kBoolean, "some p in [\"a\", \"z\"] satisfies starts with(" + t + ", p)"},
        {Sort::kText, "if " + d + " = null then \"none\" else if " + d + " &lt; " + day() +
                          " then \"early\" else null"},
        {Sort::kText, "if " + q + " then " + t + " else " + text()},
        {Sort::kDay, "min(" + d + ", " + day() + ")"},
        {Sort::kDay, "if " + a + " > " + number() + " then " + d + " else " + e},
    };
    const Form& form = forms[pick(static_cast<unsigned>(forms.size()))];
    std::string made = begin(name, form.sort, pick(2) == 0) + "<literalExpression><text>" +
                       form.text + "</text></literalExpression></decision>";
    names_.push_back({name, form.sort, true});
    return made;
  }

  std::mt19937_64 random_;
  std::vector<Name> names_;
};

int environment_or(const char* name, int fallback) {
  const char* value = std::getenv(name);
  return value ? std::atoi(value) : fallback;
}

bool same_value(const Value& a, const Value& b) {
  return a.is_unknown() ? b.is_unknown() : feel::identical(a, b);
}

struct Tally {
  std::size_t models = 0, bridged = 0, interpreted = 0, persons = 0;
  std::map<std::string, int> why;
};

// False at the first difference.
bool compare_model(std::uint64_t seed, Tally& tally) {
  const std::string text = ModelWriter(seed).write();
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(text, "random.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  // A range with its ends in the wrong order.
  if (diagnostics.has_errors()) {
    ++tally.why["refused: " + diagnostics.items().front().message];
    return true;
  }
  ++tally.models;
  std::vector<std::uint32_t> wanted;
  for (std::uint32_t i = 0; i < models.decisions().size(); ++i) wanted.push_back(i);
  PlanOptions options;
  options.undecided = seed % 2 == 0 ? Undecided::kIsError : Undecided::kAsTable;
  if (seed % 3 == 0) options.bound = {{"x4", Value::from_int(2)}};
  const Plan plan = Plan::compile(models, wanted, options);
  tally.bridged += plan.bridged().size();
  for (const Bridged& bridged : plan.bridged()) ++tally.why[bridged.why];
  const assessment::Law law{&models, nullptr, nullptr};
  FactSource source(law, plan, seed);
  constexpr std::size_t kPersons = 40;
  Columns columns(plan, kPersons);
  std::vector<std::vector<Value>> facts;
  for (std::size_t row = 0; row < kPersons; ++row) {
    facts.push_back(source.person());
    for (std::uint32_t i = 0; i < plan.inputs().size(); ++i) columns.set(row, i, facts[row][i]);
  }
  Results results;
  decide_all(plan, columns, 1, results);
  Session session(plan);
  dmn::Evaluation evaluation(models);
  for (const Bound& bound : options.bound) evaluation.set_inputs_named(bound.name, bound.value);
  std::vector<dmn::RuleVerdict> verdicts;
  bool same = true;
  for (std::size_t row = 0; row < kPersons && same; ++row) {
    for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
      evaluation.set_inputs_named(plan.inputs()[i].name, facts[row][i]);
    session.decide(columns, row);
    ++tally.persons;
    tally.interpreted += results.interpreted[row];
    for (std::size_t w = 0; w < wanted.size() && same; ++w) {
      if (plan.has_masks(w)) {
        evaluation.rule_verdicts(wanted[w], verdicts);
        if (options.undecided == Undecided::kIsError)
          assessment::mark_undecided(wanted[w], evaluation, verdicts);
        const Masks expected = masks_of_verdicts(verdicts);
        same = expected == session.masks(w) && expected == results.masks[w][row];
      }
      const Value& expected = evaluation.decide(wanted[w]);
      same = same && same_value(expected, session.value(w));
      if (plan.result_kind(w) != ResultKind::kAny) {
        const Cell cell = results.results[w][row];
        const bool is_class = plan.result_kind(w) == ResultKind::kClass;
        const bool exact = cell != kEscapeCell && (is_class || cell <= kNullCell || cell % 2 == 0);
        if (exact) same = same && same_value(expected, plan.result_value(w, cell));
      }
      if (same) continue;
      std::string shown;
      for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
        shown += plan.inputs()[i].name + "=" + feel::to_literal(facts[row][i]) + " ";
      FAIL_CHECK("seed ", seed, ", decision ", models.decisions()[wanted[w]].decision->name,
                 ", person ", row, ": ", shown, "\nexpected ", feel::to_literal(expected), ", got ",
                 feel::to_literal(session.value(w)), " cell ",
                 results.results[w].empty() ? 0 : results.results[w][row], "\n",
                 text.substr(text.find("<decision ")));
    }
  }
  return same;
}

TEST_CASE("random models give prepared what the interpreter gives") {
  const auto first = static_cast<std::uint64_t>(environment_or("ALTERNAT_PREPARED_SEED", 1));
  const auto count = static_cast<std::uint64_t>(environment_or("ALTERNAT_PREPARED_MODELS", 120));
  Tally tally;
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + count && failures < 1; ++seed)
    failures += compare_model(seed, tally) ? 0 : 1;
  // Most models load, most decisions are prepared, most persons need no interpreter.
  CHECK(tally.models > count / 2);
  CHECK(tally.bridged < 2 * tally.models);
  CHECK(tally.interpreted < tally.persons / 2);
  if (!std::getenv("ALTERNAT_PREPARED_MODELS")) return;
  for (const auto& [why, times] : tally.why) MESSAGE(times, " times bridged: ", why);
  MESSAGE(tally.models, " models, ", tally.bridged, " bridged decisions, ", tally.interpreted,
          " of ", tally.persons, " persons interpreted");
}

}  // namespace
}  // namespace alternat::prepared
