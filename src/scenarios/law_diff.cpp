// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/law_diff.h"

#include <algorithm>
#include <set>

#include "decisions/assessment/dates.h"
#include "scenarios/law_diff_static.h"

namespace alternat::scenarios {
namespace {

// The days of the file follow the day asked about when two days are compared.
Json facts_for(const LawSide& side, Json facts) {
  facts.erase("known_as_of");
  if (side.on) facts.erase("on");
  const terms::FactDictionary& dictionary = side.program->content().facts;
  for (auto at = facts.begin(); at != facts.end();) {
    const terms::FactDefinition* fact = dictionary.find(at.key());
    const auto& days = assessment::file_day_facts();
    const bool file_day = side.on && std::find(days.begin(), days.end(), at.key()) != days.end();
    const bool unknown = !fact && at.key() != "on" && at.key() != "partnership";
    at = file_day || unknown ? facts.erase(at) : std::next(at);
  }
  return facts;
}

std::optional<Date> day_for(const LawSide& side, const Json& facts) {
  if (side.on) return side.on;
  const auto found = facts.find("on");
  if (found == facts.end() || !found->is_string()) return std::nullopt;
  const Result<Date> day = Date::from_iso(found->get_ref<const std::string&>());
  return day ? std::optional<Date>(*day) : std::nullopt;
}

Result<std::vector<assessment::PathwayResult>> ask(const LawSide& side, const Json& facts, Date day,
                                                   const std::vector<std::string>& pathways) {
  assessment::AssessmentOptions options(day);
  options.with_shortest = false;
  options.pathways = pathways;
  Json asked = facts_for(side, facts);
  const auto partnership = asked.find("partnership");
  if (partnership != asked.end() && partnership->is_string()) {
    Result<Json> under =
        side.program->facts_under(partnership->get<std::string>(), asked, day, day);
    if (under) asked = std::move(*under);
  }
  return assessment::assess_pathways(side.program->law(), asked, options);
}

struct Comparison {
  const LawSide& before;
  const LawSide& after;
  std::set<std::string> rows;         // whose law changed
  std::vector<std::string> pathways;  // of these rows
};

std::vector<std::string> asked_pathways(const Comparison& comparison, const Person& person) {
  if (person.pathways.empty()) return comparison.pathways;
  std::vector<std::string> asked;
  for (const std::string& pathway : comparison.pathways)
    if (std::find(person.pathways.begin(), person.pathways.end(), pathway) != person.pathways.end())
      asked.push_back(pathway);
  return asked;
}

// Who gains or loses first.
bool is_weightier(const PersonChanges& a, const PersonChanges& b) {
  const auto weight = [](const PersonChanges& person) {
    return std::any_of(person.changes.begin(), person.changes.end(), [](const PersonChange& one) {
      return one.kind == ChangeKind::kGains || one.kind == ChangeKind::kLoses;
    });
  };
  return weight(a) && !weight(b);
}

Status compare_person(const Comparison& comparison, const Person& person, LawDiff& diff) {
  const std::optional<Date> from = day_for(comparison.before, person.facts);
  const std::optional<Date> to = day_for(comparison.after, person.facts);
  const std::vector<std::string> pathways = asked_pathways(comparison, person);
  if (!from || !to || pathways.empty()) return {};
  ++diff.persons_asked;
  const auto before = ask(comparison.before, person.facts, *from, pathways);
  if (!before) return before.error();
  const auto after = ask(comparison.after, person.facts, *to, pathways);
  if (!after) return after.error();
  PersonChanges found{person, from, to, {}};
  found.person.facts = facts_for(comparison.after, person.facts);
  for (const RowChange& change : changes(*before, *after)) {
    if (change.kind == ChangeKind::kNone) continue;
    const std::string key = change.row.empty() ? change.pathway : change.pathway + " " + change.row;
    if (!comparison.rows.contains(key)) continue;
    found.changes.push_back(
        {change.pathway, change.row, change.kind, summary(change.before), summary(change.after)});
  }
  if (!found.changes.empty()) diff.persons.push_back(std::move(found));
  return {};
}

Json side_json(const std::optional<ParameterSide>& side) {
  if (!side) return nullptr;
  return {{"value", side->value.empty() ? Json(nullptr) : Json(side->value)},
          {"citation", side->citation}};
}

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json(nullptr);
}

Json person_json(const PersonChanges& person) {
  Json list = Json::array();
  for (const PersonChange& change : person.changes)
    list.push_back({{"pathway", change.pathway},
                    {"row", change.row},
                    {"change", to_text(change.kind)},
                    {"before", change.before},
                    {"after", change.after}});
  return {{"name", person.person.name},
          {"file", person.person.file},
          {"facts", person.person.facts},
          {"before_on", day_json(person.before_on)},
          {"after_on", day_json(person.after_on)},
          {"changes", std::move(list)}};
}

}  // namespace

Result<LawDiff> diff_law(const LawSide& before, const LawSide& after,
                         const std::vector<Person>& persons) {
  LawDiff diff;
  diff.before_content = before.program->hash();
  diff.after_content = after.program->hash();
  diff.from = before.on;
  diff.to = after.on;
  diff_parameters(before, after, diff);
  if (Status status = diff_rows(before, after, diff); !status) return status.error();
  diff_rules(*before.program, *after.program, diff);
  Result<std::set<std::string>> rows = changed_rows(before, after, diff);
  if (!rows) return rows.error();
  if (rows->empty()) return diff;
  Comparison comparison{before, after, std::move(*rows), {}};
  for (const std::string& key : comparison.rows) {
    const std::string pathway = key.substr(0, key.find(' '));
    if (std::find(comparison.pathways.begin(), comparison.pathways.end(), pathway) ==
        comparison.pathways.end())
      comparison.pathways.push_back(pathway);
  }
  for (const Person& person : persons)
    if (Status status = compare_person(comparison, person, diff); !status) return status.error();
  std::stable_sort(diff.persons.begin(), diff.persons.end(), is_weightier);
  return diff;
}

Json to_json(const LawDiff& diff) {
  Json json = {{"before", {{"content", diff.before_content}, {"on", day_json(diff.from)}}},
               {"after", {{"content", diff.after_content}, {"on", day_json(diff.to)}}},
               {"parameters", Json::array()},
               {"rows", Json::array()},
               {"rules", Json::array()},
               {"persons", Json::array()},
               {"persons_asked", diff.persons_asked}};
  for (const ParameterChange& change : diff.parameters)
    json["parameters"].push_back({{"name", change.name},
                                  {"unit", change.unit},
                                  {"from", day_json(change.from)},
                                  {"before", side_json(change.before)},
                                  {"after", side_json(change.after)}});
  for (const RowForceChange& row : diff.rows)
    json["rows"].push_back({{"pathway", row.pathway},
                            {"row", row.row},
                            {"citation", row.citation},
                            {"change", to_text(row.kind)},
                            {"on", day_json(row.on)}});
  for (const RuleChange& rule : diff.rules)
    json["rules"].push_back({{"model", rule.model},
                             {"decision", rule.decision},
                             {"rule", rule.rule},
                             {"citation", rule.citation},
                             {"change", to_text(rule.kind)},
                             {"before", rule.before},
                             {"after", rule.after}});
  for (const PersonChanges& person : diff.persons) json["persons"].push_back(person_json(person));
  return json;
}

std::string_view to_text(RowChangeKind kind) {
  switch (kind) {
    case RowChangeKind::kComesIntoForce:
      return "comes_into_force";
    case RowChangeKind::kEnds:
      return "ends";
    case RowChangeKind::kAdded:
      return "added";
    case RowChangeKind::kRemoved:
      return "removed";
  }
  return "";
}

std::string_view to_text(RuleChangeKind kind) {
  switch (kind) {
    case RuleChangeKind::kAdded:
      return "added";
    case RuleChangeKind::kRemoved:
      return "removed";
    case RuleChangeKind::kChanged:
      return "changed";
  }
  return "";
}

}  // namespace alternat::scenarios
