// SPDX-License-Identifier: EUPL-1.2
// For tests: the shipped law, and persons of it: the facts of a worked example or drawn ones, some
// changed, some forgotten; and values of a fact on both sides of every boundary of the tables.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "decisions/assessment/boxes.h"
#include "decisions/assessment/inputs.h"
#include "decisions/assessment/plan.h"
#include "decisions/assessment/positions.h"
#include "decisions/feel/convert.h"
#include "terms/content_folder.h"

namespace alternat::assessment {

struct ShippedLaw {
  ShippedLaw() {
    Diagnostics diagnostics;
    content = terms::read_content(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    models.add_folder(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    REQUIRE(!diagnostics.has_errors());
    plan = std::make_unique<AssessmentPlan>(Law{&models, &content.facts, &content.parameters});
    REQUIRE(!plan->error());
  }
  Law law() const { return {&models, &content.facts, &content.parameters, plan.get()}; }
  terms::Content content;
  dmn::ModelSet models;
  std::unique_ptr<AssessmentPlan> plan;
};

inline const ShippedLaw& shipped_law() {
  static const ShippedLaw kLaw;
  return kLaw;
}

// The facts of every worked example of a pathway: the JSON between the fences.
inline std::vector<Json> example_facts() {
  std::vector<Json> all;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/examples/pathways", ".case.md");
  REQUIRE(files.ok());
  for (const std::string& file : *files) {
    const auto text = read_file(file);
    REQUIRE(text.ok());
    const std::size_t fence = text->find("```json\n");
    if (fence == std::string::npos) continue;
    const std::size_t from = fence + 8, to = text->find("```", from);
    Json facts = Json::parse(text->substr(from, to - from), nullptr, false);
    if (facts.is_object()) all.push_back(std::move(facts));
  }
  return all;
}

class FactDraw {
 public:
  FactDraw(const ShippedLaw& shipped, std::uint64_t seed)
      : law_(shipped.law()), plan_(*shipped.plan), random_(seed) {
    for (NameId name = 0; name < plan_.uses().size(); ++name)
      if (plan_.uses()[name].is_fact && plan_.uses()[name].place > 0) names_.push_back(name);
    rows_of_.resize(plan_.uses().size());
    for (std::size_t row = 0; row < plan_.rows().size(); ++row)
      for (const std::string& fact : plan_.rows()[row].facts)
        if (const auto name = plan_.find_name(fact)) rows_of_[*name].push_back(row);
  }

  // Facts that some row rests on.
  const std::vector<NameId>& names() const { return names_; }
  const std::vector<std::size_t>& rows_of(NameId name) const { return rows_of_[name]; }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool percent(unsigned share) { return below(100) < share; }

  // A value that the dictionary allows, mostly beside a boundary of a row that rests on the fact,
  // where the other facts are as in `evaluation`.
  feel::Value draw(NameId name, dmn::Evaluation& evaluation) {
    const terms::FactDefinition& fact = *plan_.uses()[name].definition;
    if (percent(4)) return feel::Value::null();
    switch (fact.type) {
      case terms::FactType::kBoolean:
        return feel::Value::from_bool(percent(50));
      case terms::FactType::kString:
        if (fact.values.empty()) return well_formed(fact, name, evaluation);
        return feel::Value::from_string(fact.values[below(fact.values.size())]);
      case terms::FactType::kNumber:
        return percent(30) ? number(fact) : beside_boundary(name, evaluation);
      case terms::FactType::kDate:
        return percent(30) ? day() : beside_boundary(name, evaluation);
      case terms::FactType::kStrings:
        return texts_of(fact);
      case terms::FactType::kDates:
      case terms::FactType::kContexts:
        return list(fact);
    }
    return feel::Value::null();
  }

  // All of Boxes; or the finite list.
  std::vector<feel::Value> boundary_values(NameId name, dmn::Evaluation& evaluation) {
    const std::size_t row = rows_of_[name][below(rows_of_[name].size())];
    const std::uint32_t decision = plan_.rows()[row].decision;
    std::unique_ptr<Boxes>& boxes = boxes_[decision];
    if (!boxes) boxes = std::make_unique<Boxes>(law_, decision);
    return boxes->representatives(plan_.uses()[name].name, evaluation).values;
  }

 private:
  feel::Value beside_boundary(NameId name, dmn::Evaluation& evaluation) {
    const std::vector<feel::Value> values = boundary_values(name, evaluation);
    return values.empty() ? feel::Value::null() : values[below(values.size())];
  }
  // A text that the dictionary accepts.
  feel::Value well_formed(const terms::FactDefinition& fact, NameId name,
                          dmn::Evaluation& evaluation) {
    for (int i = 0; i < 20; ++i) {
      const feel::Value value = percent(30) ? text() : beside_boundary(name, evaluation);
      if (value.is_null() || !value.is_string()) continue;
      Json facts = Json::object();
      facts[fact.id] = feel::to_json(value);
      if (!law_.facts->check_form(facts, "facts").has_errors()) return value;
    }
    return feel::Value::null();
  }
  feel::Value number(const terms::FactDefinition& fact) {
    const Line line = line_of(&fact);
    const std::int64_t widest[] = {10, 100, 10'000, 10'000'000};
    const std::int64_t width = std::min(line.high - line.low, widest[below(4)]);
    return line.at(line.low + static_cast<std::int64_t>(below(width + 1)));
  }
  feel::Value day() {
    const std::int64_t widths[] = {40, 900, 15'000};
    const std::int64_t width = widths[below(3)];
    return feel::Value::from_day(20'600 - width + static_cast<std::int64_t>(below(width + 400)));
  }
  feel::Value text() {
    static const char* const kTexts[] = {"2512", "1330", "2210", "5321", "8332",  "25", "XA",
                                         "XB",   "",     "9",    "0110", "other", "2"};
    return feel::Value::from_string(kTexts[below(std::size(kTexts))]);
  }
  feel::Value texts_of(const terms::FactDefinition& fact) {
    std::vector<feel::Value> items;
    for (const std::string& value : fact.values)
      if (percent(30)) items.push_back(feel::Value::from_string(value));
    if (fact.values.empty())
      for (std::uint64_t i = below(3); i > 0; --i) items.push_back(text());
    return feel::Value::from_items(std::move(items));
  }
  feel::Value list(const terms::FactDefinition& fact) {
    std::vector<feel::Value> items;
    for (std::uint64_t i = below(4); i > 0; --i) {
      if (fact.type == terms::FactType::kDates) {
        items.push_back(day());
        continue;
      }
      std::vector<feel::Value::Entry> entries;
      for (const terms::FactField& field : fact.fields)
        entries.push_back({field.name, part(field)});
      items.push_back(feel::Value::from_entries(std::move(entries)));
    }
    return feel::Value::from_items(std::move(items));
  }
  feel::Value part(const terms::FactField& field) {
    if (percent(12)) return feel::Value::null();
    if (field.type == terms::FactType::kDate) return day();
    if (field.type == terms::FactType::kBoolean) return feel::Value::from_bool(percent(50));
    if (field.type == terms::FactType::kNumber)
      return feel::Value::from_int(static_cast<std::int64_t>(below(120)));
    if (field.name == "relation")
      return feel::Value::from_string(percent(70) ? "related" : "other");
    return text();
  }

  Law law_;
  const AssessmentPlan& plan_;
  std::mt19937_64 random_;
  std::vector<NameId> names_;
  std::vector<std::vector<std::size_t>> rows_of_;
  std::map<std::uint32_t, std::unique_ptr<Boxes>> boxes_;
};

}  // namespace alternat::assessment
