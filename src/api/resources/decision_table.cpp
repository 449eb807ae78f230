// SPDX-License-Identifier: EUPL-1.2
// From the trace's JSON to rows.
#include "api/resources/decision_table.h"

#include "terms/content_folder.h"

namespace alternat::api {

namespace {

std::string text_of(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>()
                                                         : std::string();
}

// The values of the law's parameters in a cell: "50,700.00 EUR a year".
std::string compared_text(const Words& words, const terms::Content& content, const Json& cell) {
  std::string out;
  const Json compared = cell.value("compared", Json::object());
  for (const auto& [name, value] : compared.items()) {
    if (!content.parameters.find(name) || value.is_object()) continue;
    out += (out.empty() ? "" : "; ") + shown_value(words, content, name, value);
  }
  return out;
}

Json rule_json(const Words& words, const terms::Content& content, const Json& rule,
               std::size_t number) {
  const std::string verdict = text_of(rule, "verdict");
  Json cells = Json::array();
  for (const Json& cell : rule.value("cells", Json::array())) {
    const std::string test = text_of(cell, "test");
    cells.push_back({{"text", test.empty() ? "-" : test},
                     {"verdict", text_of(cell, "verdict")},
                     {"compared_text", compared_text(words, content, cell)}});
  }
  Json outputs = Json::array();
  const Json given = rule.value("outputs", Json::object());
  for (const auto& [name, value] : given.items()) {
    outputs.push_back(
        {{"name", name}, {"text", value.is_string() ? value.get<std::string>() : value.dump()}});
  }
  return {{"number", number},
          {"id", text_of(rule, "id")},
          {"verdict", verdict},
          {"is_lit", verdict == "hit" || verdict == "maybe"},
          {"verdict_label", words.label("verdict", verdict)},
          {"cells", std::move(cells)},
          {"outputs", std::move(outputs)}};
}

Json table_json(const Words& words, const terms::Content& content, const Json& decision) {
  const Json& table = decision["table"];
  Json inputs = Json::array();
  for (const Json& input : table.value("inputs", Json::array())) {
    const std::string expression = text_of(input, "expression");
    const std::string label = text_of(input, "label");
    const std::string known = shown_name(words, content, expression);
    const Json value = input.value("value", Json());
    const bool is_unknown = value.is_object();
    inputs.push_back({{"expression", expression},
                      {"label", known.empty() ? (label.empty() ? expression : label) : known},
                      {"value_text", is_unknown ? words.text("check.unknown_value")
                                                : shown_value(words, content, expression, value)}});
  }
  Json rules = Json::array();
  std::size_t number = 0;
  int lit = 0;
  for (const Json& rule : table.value("rules", Json::array())) {
    rules.push_back(rule_json(words, content, rule, ++number));
    lit += rules.back()["is_lit"] == true ? 1 : 0;
  }
  const std::string name = text_of(decision, "decision");
  return {{"name", words.label("derived", name)},
          {"decision", name},
          {"policy", text_of(table, "hit_policy")},
          {"inputs", std::move(inputs)},
          {"rules", std::move(rules)},
          {"lit_count", lit},
          {"lit_text", words.text("check.table_lit", {{"lit", std::to_string(lit)},
                                                      {"all", std::to_string(number)}})}};
}

}  // namespace

std::string shown_value(const Words& words, const terms::Content& content, const std::string& name,
                        const Json& value) {
  if (value.is_null()) return words.text("check.none_value");
  if (value.is_boolean()) return words.text(value.get<bool>() ? "common.yes" : "common.no");
  const terms::FactDefinition* fact = content.facts.find(name);
  const terms::Parameter* parameter = content.parameters.find(name);
  const std::string unit = fact ? fact->unit : parameter ? parameter->unit : "";
  if (value.is_number()) return words.quantity(value.dump(), unit);
  if (value.is_array()) {
    std::string out;
    for (const Json& item : value) {
      out += (out.empty() ? "" : ", ") + shown_value(words, content, name, item);
    }
    return out.empty() ? words.text("check.none_value") : out;
  }
  if (!value.is_string()) return value.dump();
  const std::string text = value.get<std::string>();
  if (const Result<Date> date = Date::from_iso(text)) return words.date(*date);
  return unit.empty() ? words.label("value", text) : words.quantity(text, unit);
}

std::string shown_name(const Words& words, const terms::Content& content, const std::string& name) {
  if (const terms::FactDefinition* fact = content.facts.find(name)) return words.in(fact->label);
  if (const terms::Parameter* parameter = content.parameters.find(name)) {
    return words.in(parameter->label);
  }
  const std::size_t dot = name.rfind('.');
  return words.label("derived", dot == std::string::npos ? name : name.substr(dot + 1));
}

Json decision_table(const Words& words, const terms::Content& content, const Json& trace) {
  Json out = Json::array();
  const Json all = decision_tables(words, content, trace);
  if (!all.empty()) out.push_back(all[0]);
  return out;
}

Json decision_tables(const Words& words, const terms::Content& content, const Json& trace) {
  Json out = Json::array();
  if (!trace.is_object()) return out;
  const Json decisions = trace.value("decisions", Json::array());
  for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
    if (it->contains("table")) out.push_back(table_json(words, content, *it));
  }
  return out;
}

}  // namespace alternat::api
