// SPDX-License-Identifier: EUPL-1.2
// For tests: the law of five pathways in plain C++, as a lawyer would read it, independent of the
// decision models and of the engine. Amounts are those of 2025 and 2026; the day is 15 June 2026.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/population.h"

namespace alternat::scenarios::second {

// Facts of one synthetic person by name.
class Person {
 public:
  Person(const Population& population, const std::vector<feel::Value>& values)
      : population_(population), values_(values) {}
  bool is(const char* fact) const { return value(fact).is_true(); }
  std::string text(const char* fact) const {
    const feel::Value& found = value(fact);
    return found.is_string() ? std::string(found.string()) : std::string();
  }
  std::optional<std::int64_t> number(const char* fact) const {
    const feel::Value& found = value(fact);
    if (!found.is_number()) return std::nullopt;
    // Whole units: a threshold in whole units is met by 36.01 and missed by 35.99.
    return found.number().rounded(0, Decimal::Rounding::kFloor)->to_int();
  }
  std::optional<Date> day(const char* fact) const {
    const feel::Value& found = value(fact);
    return found.kind() == feel::Kind::kDate ? found.date() : std::nullopt;
  }
  const feel::Value& value(const char* fact) const { return values_[*population_.find(fact)]; }

 private:
  const Population& population_;
  const std::vector<feel::Value>& values_;
};

// What stands in the way: refusals outrank what an officer must find.
struct Opinion {
  std::set<std::string> refusals, findings;

  std::string outcome() const {
    if (!refusals.empty()) return "INELIGIBLE";
    return findings.empty() ? "ELIGIBLE" : "OFFICER";
  }
  const std::set<std::string>& codes() const { return refusals.empty() ? findings : refusals; }
  void refuse_if(bool fails, const char* code) {
    if (fails) refusals.insert(code);
  }
  void ask_if(bool open, const char* code) {
    if (open) findings.insert(code);
  }
};

Opinion academic(const Person& person);       // AufenthG s.18b
Opinion card_regular(const Person& person);   // s.18g(1) sentence 1: BC1
Opinion card_short(const Person& person);     // s.18g(1) sentence 2 no.1: BC2
Opinion card_graduate(const Person& person);  // s.18g(1) sentence 2 no.2: BC3
Opinion card_it(const Person& person);        // s.18g(2): BC4
Opinion experience(const Person& person);     // s.19c(2), BeschV s.6
Opinion recognition(const Person& person);    // s.16d(3), BeschV s.2a
Opinion card_skilled(const Person& person);   // s.20a(3) no.1: FK
Opinion card_points(const Person& person);    // ss.20a(3) no.2, 20b: PTS

}  // namespace alternat::scenarios::second
