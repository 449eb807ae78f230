// SPDX-License-Identifier: EUPL-1.2
#include "terms/consistency.h"

#include <algorithm>
#include <array>
#include <optional>

#include "terms/fact.h"
#include "terms/named.h"

namespace alternat::terms {

namespace {

constexpr std::array kRelations = {
    Named<Relation>{"before", Relation::kBefore}, Named<Relation>{"after", Relation::kAfter},
    Named<Relation>{"less", Relation::kLess}, Named<Relation>{"more", Relation::kMore}};
constexpr std::array kSeverities = {Named<Severity>{"impossible", Severity::kError},
                                    Named<Severity>{"unusual", Severity::kWarning}};

Json json_of(const TomlNode& node) {
  if (node.as_bool()) return *node.as_bool();
  if (node.as_string()) return *node.as_string();
  if (node.as_date()) return node.as_date()->to_iso();
  if (node.as_number()) return Json::parse(node.as_number()->to_text(), nullptr, false);
  return nullptr;
}

ContradictionRule read_rule(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  ContradictionRule rule;
  rule.span = node.span();
  rule.id = reader.take_string("id");
  if (!rule.id.empty() && !is_snake_case(rule.id))
    diagnostics.error("contradiction.id", "id \"" + rule.id + "\" is not snake_case (a-z, 0-9, _)",
                      reader.span_of("id"));
  rule.severity = find_word(reader, "severity", std::span<const Named<Severity>>(kSeverities),
                            "contradiction.severity", diagnostics)
                      .value_or(Severity::kError);
  rule.fact = reader.find_string("fact").value_or("");
  rule.other = reader.find_string("other").value_or("");
  const auto relation = find_word(reader, "is", std::span<const Named<Relation>>(kRelations),
                                  "contradiction.relation", diagnostics);
  rule.relation = relation.value_or(Relation::kBefore);
  rule.years = static_cast<int>(reader.find_integer("years").value_or(0));
  if (const TomlNode* when = reader.find_node("when"); when && when->as_table())
    for (const auto& [key, value] : when->as_table()->entries)
      rule.when.emplace_back(key, json_of(value));
  const bool compares = !rule.fact.empty() && !rule.other.empty() && relation;
  if (!compares && (rule.when.empty() || !rule.fact.empty() || !rule.other.empty()))
    diagnostics.error("contradiction.nothing_compared",
                      "contradiction \"" + rule.id +
                          "\" compares nothing: it needs fact, is and other, or when = { … }",
                      rule.span);
  rule.message = read_local_text(reader, "message", Need::kRequired, diagnostics);
  rule.because = read_local_text(reader, "because", Need::kRequired, diagnostics);
  reader.finish();
  return rule;
}

// "exp_periods.to" -> "exp_periods", "to".
std::pair<std::string, std::string> split(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {name, ""};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

// The values that a name has in the facts: one, or one for each period, with its path.
struct Found {
  std::string path;
  std::size_t item = 0;
  Json value;
};

std::vector<Found> find_values(const Json& facts, const std::string& name) {
  const auto [fact, field] = split(name);
  std::vector<Found> found;
  const auto at = facts.find(fact);
  if (at == facts.end() || at->is_null()) return found;
  if (field.empty()) {
    if (!at->is_array()) found.push_back({fact, 0, *at});
    return found;
  }
  if (!at->is_array()) return found;
  for (std::size_t i = 0; i < at->size(); ++i)
    if (const Json& item = (*at)[i]; item.is_object() && item.contains(field))
      found.push_back({fact + "[" + std::to_string(i) + "]." + field, i, item[field]});
  return found;
}

std::optional<Date> date_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const Result<Date> date = Date::from_iso(value.get_ref<const std::string&>());
  return date ? std::optional<Date>(*date) : std::nullopt;
}

bool holds(const ContradictionRule& rule, const Json& left, const Json& right) {
  const std::optional<Date> a = date_of(left), b = date_of(right);
  if (a && b) {
    const Result<Date> bound = b->plus_months(rule.years * 12, MonthRounding::kDown);
    const Date at = bound ? *bound : *b;
    return rule.relation == Relation::kBefore  ? *a < at
           : rule.relation == Relation::kAfter ? *a > at
                                               : false;
  }
  const std::optional<Decimal> x = decimal_from_json(left), y = decimal_from_json(right);
  if (!x || !y) return false;
  return rule.relation == Relation::kLess ? *x < *y : rule.relation == Relation::kMore && *x > *y;
}

std::string plain(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string filled(std::string text, const std::string& value, const std::string& other) {
  for (const auto& [key, with] : {std::pair<std::string, std::string>{"{value}", value},
                                  std::pair<std::string, std::string>{"{other}", other}})
    for (std::size_t at; (at = text.find(key)) != std::string::npos;)
      text.replace(at, key.size(), with);
  return text;
}

FactProblem problem_of(const ContradictionRule& rule, const std::string& path,
                       const std::string& value, const std::string& other) {
  FactProblem problem;
  problem.severity = rule.severity;
  problem.code =
      rule.severity == Severity::kError ? "facts.contradiction" : "facts.unusual_together";
  problem.path = path;
  problem.fact = path.substr(0, path.find_first_of("[."));
  // The sentence keeps its placeholders: each page writes the values in its own manner.
  problem.text = {rule.message.de + " " + rule.because.de, rule.message.en + " " + rule.because.en};
  problem.message = path + ": " + filled(problem.text.en, value, other);
  problem.values = {{"rule", rule.id}, {"value", value}, {"other", other}};
  return problem;
}

bool all_given(const ContradictionRule& rule, const Json& facts) {
  return std::all_of(rule.when.begin(), rule.when.end(), [&](const auto& wanted) {
    const auto found = facts.find(wanted.first);
    return found != facts.end() && *found == wanted.second;
  });
}

void apply(const ContradictionRule& rule, const Json& facts, std::vector<FactProblem>& problems) {
  if (!all_given(rule, facts)) return;
  if (rule.fact.empty()) {
    problems.push_back(problem_of(rule, rule.when.front().first, plain(rule.when.front().second),
                                  plain(rule.when.back().second)));
    return;
  }
  const bool same_list = split(rule.fact).first == split(rule.other).first;
  for (const Found& left : find_values(facts, rule.fact))
    for (const Found& right : find_values(facts, rule.other))
      if ((!same_list || left.item == right.item) && holds(rule, left.value, right.value))
        problems.push_back(problem_of(rule, left.path, plain(left.value), plain(right.value)));
}

}  // namespace

void ConsistencyRules::read(TomlReader& file, Diagnostics& diagnostics) {
  for (const TomlNode* node : file.find_tables("contradiction")) {
    ContradictionRule rule = read_rule(*node, diagnostics);
    const auto same = [&rule](const ContradictionRule& other) { return other.id == rule.id; };
    if (const auto first = std::find_if(rules_.begin(), rules_.end(), same); first != rules_.end())
      diagnostics.error(
          "contradiction.duplicate",
          "contradiction \"" + rule.id + "\" is already defined at " + to_string(first->span),
          rule.span);
    else
      rules_.push_back(std::move(rule));
  }
}

void ConsistencyRules::check_references(const FactDictionary& facts,
                                        Diagnostics& diagnostics) const {
  const auto need = [&](const ContradictionRule& rule, const std::string& name) {
    const auto [id, field] = split(name);
    if (name.empty() || name == "on") return;
    const FactDefinition* fact = facts.find(id);
    const bool known =
        fact &&
        (field.empty() || std::any_of(fact->fields.begin(), fact->fields.end(),
                                      [&field](const FactField& f) { return f.name == field; }));
    if (known) return;
    const std::string near = nearest_name(id, facts.ids());
    diagnostics.error("contradiction.unknown_fact",
                      "contradiction \"" + rule.id + "\" names \"" + name + "\", which is no fact" +
                          (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                      rule.span);
  };
  for (const ContradictionRule& rule : rules_) {
    need(rule, rule.fact);
    need(rule, rule.other);
    for (const auto& [name, value] : rule.when) {
      need(rule, name);
      const FactDefinition* fact = facts.find(name);
      if (fact && value.is_string() && !fact->values.empty() &&
          std::find(fact->values.begin(), fact->values.end(), value.get<std::string>()) ==
              fact->values.end())
        diagnostics.error("contradiction.value",
                          "contradiction \"" + rule.id + "\": " + name + ": " +
                              not_one_of(value.get<std::string>(), fact->values),
                          rule.span);
    }
  }
}

void ConsistencyRules::find(const Json& facts, std::vector<FactProblem>& problems) const {
  for (const ContradictionRule& rule : rules_) apply(rule, facts, problems);
}

}  // namespace alternat::terms
