// SPDX-License-Identifier: EUPL-1.2
// Random facts for tests: for every input values on both sides of each constant that the plan's
// decisions compare with, and unknown, null, and values that nothing compares with.
#pragma once

#include <random>
#include <set>
#include <string>
#include <vector>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/node.h"
#include "decisions/feel/operations.h"
#include "decisions/prepared/plan.h"
#include "decisions/prepared/program.h"
#include "decisions/prepared/session.h"

namespace alternat::prepared {

inline Masks masks_of_verdicts(const std::vector<dmn::RuleVerdict>& verdicts) {
  Masks masks;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (verdicts[i].verdict == dmn::Verdict::kYes) masks.yes |= bit;
    if (verdicts[i].verdict == dmn::Verdict::kMaybe) masks.maybe |= bit;
    if (verdicts[i].verdict == dmn::Verdict::kError) masks.error |= bit;
  }
  return masks;
}

class FactSource {
 public:
  FactSource(const assessment::Law& law, const Plan& plan, std::uint64_t seed)
      : law_(law), plan_(plan), random_(seed) {
    std::set<std::uint32_t> decisions;
    for (std::uint32_t wanted : plan.wanted()) {
      decisions.insert(wanted);
      const auto& closure = plan.models().decisions()[wanted].decision_closure;
      decisions.insert(closure.begin(), closure.end());
    }
    for (std::uint32_t decision : decisions) {
      const dmn::Decision& element = *plan.models().decisions()[decision].decision;
      if (element.expression) read(*element.expression);
    }
    for (const Bound& bound : plan.program().bound) add(bound.value);
  }

  // One value for each input of the plan.
  std::vector<feel::Value> person() {
    // Some persons have said nearly everything, some nearly nothing.
    const unsigned unknown = pick(4) * 20, null = pick(3) * 5;
    tame_ = pick(3) != 0;
    std::vector<feel::Value> facts;
    for (const PlanInput& input : plan_.inputs()) {
      const unsigned dice = pick(100);
      if (dice < unknown) {
        facts.push_back(feel::Value::unknown(input.name));
      } else if (dice < unknown + null) {
        facts.push_back(feel::Value::null());
      } else {
        facts.push_back(value_for(input));
      }
    }
    return facts;
  }

  feel::Value value_for(const PlanInput& input) {
    using feel::Value;
    switch (input.kind) {
      case InputKind::kBoolean:
        return Value::from_bool(pick(2) == 0);
      case InputKind::kNumber:
        return number();
      case InputKind::kDate:
        return day();
      case InputKind::kString:
        return text(input.name);
      case InputKind::kOther:
        return other(input.name);
    }
    return Value::null();
  }

 private:
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }

  feel::Value number() {
    static const char* const kSteps[] = {
        "0", "0", "1", "-1", "0.01", "-0.01", "0.0000001", "1000", "0.00000000000000000000000001"};
    if (numbers_.empty() || (!tame_ && pick(20) == 0)) {
      static const char* const kOdd[] = {"0",    "1.00",  "12345678901234567890123456789012.5",
                                         "1e30", "-1e30", "0.333333333333333333"};
      return feel::Value::from_number(*Decimal::from_text(kOdd[pick(6)]));
    }
    const Decimal base = numbers_[pick(static_cast<unsigned>(numbers_.size()))];
    const auto sum = base.plus(*Decimal::from_text(kSteps[pick(tame_ ? 4 : 9)]));
    return feel::Value::from_number(sum.value_or(base));
  }
  feel::Value day() {
    const std::int64_t base =
        days_.empty() ? 20'000 : days_[pick(static_cast<unsigned>(days_.size()))];
    const std::int64_t steps[] = {0, 1, -1, 30, -365, -1826, -1827, -13'000, -16'500, -9'000};
    return feel::Value::from_day(base + steps[pick(10)] + (pick(3) == 0 ? pick(900) : 0) -
                                 (!tame_ && pick(40) == 0 ? 3'000'000 : 0));
  }
  feel::Value text(const std::string& name) {
    const terms::FactDefinition* fact = law_.facts ? law_.facts->find(name) : nullptr;
    if (fact && !fact->values.empty() && (tame_ || pick(15) != 0))
      return feel::Value::from_string(
          fact->values[pick(static_cast<unsigned>(fact->values.size()))]);
    static const char* const kCodes[] = {"2512", "1330", "2210", "3221", "5321", "833",
                                         "8332", "25",   "2",    "",     "1349", "never heard of"};
    if (texts_.empty() || pick(3) == 0) return feel::Value::from_string(kCodes[pick(12)]);
    return feel::Value::from_string(texts_[pick(static_cast<unsigned>(texts_.size()))]);
  }
  feel::Value other(const std::string& name) {
    const terms::FactDefinition* fact = law_.facts ? law_.facts->find(name) : nullptr;
    std::vector<feel::Value> items;
    const unsigned count = pick(3);
    for (unsigned i = 0; i < count; ++i) {
      if (!fact || fact->type != terms::FactType::kContexts) {
        items.push_back(fact && fact->type == terms::FactType::kDates ? day() : text(name));
        continue;
      }
      std::vector<feel::Value::Entry> entries;
      for (const terms::FactField& field : fact->fields) {
        feel::Value value;
        if (pick(6) == 0)
          value = feel::Value::null();
        else if (field.type == terms::FactType::kDate)
          value = feel::Value::from_day(20'600 - pick(3000));
        else if (field.name == "relation")
          value = feel::Value::from_string(pick(3) == 0 ? "other" : "related");
        else
          value = text(name);
        entries.push_back({field.name, value});
      }
      items.push_back(feel::Value::from_entries(std::move(entries)));
    }
    return feel::Value::from_items(std::move(items));
  }

  void add(const feel::Value& value) {
    if (value.is_number()) numbers_.push_back(value.number());
    if (value.is_string()) texts_.emplace_back(value.string());
    if (value.kind() == feel::Kind::kDate) days_.push_back(value.day());
  }
  void read(const feel::Node& node) {
    if (const auto* literal = std::get_if<feel::Literal>(&node.form)) add(literal->value);
    feel::for_each_child(node, [&](const feel::Node& child) { read(child); });
  }
  void read(const dmn::Text& text) {
    if (const feel::Expression* expression = dmn::find_expression(text))
      read(*expression->tree().root);
    if (const feel::UnaryTests* tests = dmn::find_tests(text)) read(*tests->tree().root);
  }
  void read(const dmn::Expression& expression) {
    if (const auto* literal = std::get_if<dmn::LiteralExpression>(&expression.node))
      read(literal->text);
    const auto* table = std::get_if<dmn::DecisionTable>(&expression.node);
    if (!table) return;
    for (const dmn::InputClause& input : table->inputs) read(input.expression);
    for (const dmn::Rule& rule : table->rules)
      for (const dmn::Text& cell : rule.inputs) read(cell);
  }

  const assessment::Law& law_;
  const Plan& plan_;
  std::mt19937_64 random_;
  bool tame_ = true;  // no value beyond what a person would say
  std::vector<Decimal> numbers_;
  std::vector<std::int64_t> days_;
  std::vector<std::string> texts_;
};

}  // namespace alternat::prepared
