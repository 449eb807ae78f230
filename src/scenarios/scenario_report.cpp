// SPDX-License-Identifier: EUPL-1.2
// A scenario's report as text and as JSON (docs/audit.md).
#include <algorithm>

#include "scenarios/scenario.h"

namespace alternat::scenarios {
namespace {

std::string right(std::uint64_t number) {
  std::string text = std::to_string(number);
  return text.size() < 12 ? std::string(12 - text.size(), ' ') + text : text;
}

bool is_changed(const RowShift& row) {
  return row.gains + row.loses + row.other > 0 || row.eligible_before != row.eligible_after;
}

void add_rows(const ScenarioReport& report, std::string& text) {
  text += "row                     before       after       gains       loses       other\n";
  for (const RowShift& row : report.rows) {
    if (!is_changed(row)) continue;
    std::string name = row.pathway + (row.row.empty() ? "" : " " + row.row);
    name.resize(std::max<std::size_t>(18, name.size()), ' ');
    text += name + right(row.eligible_before) + right(row.eligible_after) + right(row.gains) +
            right(row.loses) + right(row.other) + "\n";
    for (const ScenarioExample& one : row.examples)
      text += "    " + std::string(to_text(one.change)) + ": " + one.before + " -> " + one.after +
              "\n      " + one.facts.dump() + "\n";
  }
}

}  // namespace

std::string to_text(const ScenarioReport& report) {
  std::string text;
  if (std::none_of(report.rows.begin(), report.rows.end(), is_changed))
    text += "No row changes for anybody.\n";
  else
    add_rows(report, text);
  for (const TermShift& term : report.terms)
    text += term.kind + " " + term.id + ": " + term.before + " -> " + term.after +
            (term.unit.empty() ? "" : " " + term.unit) +
            (term.citation.empty() ? "" : " (" + term.citation + ")") + "\n";
  text += "Synthetic persons, invented shares: no forecast of anybody.\n";
  return text + "scenario: " + std::to_string(report.persons) + " persons, " +
         std::to_string(report.any_before) + " -> " + std::to_string(report.any_after) +
         " with a way, " + std::to_string(report.gainers) + " gain a row, " +
         std::to_string(report.losers) + " lose a row\n";
}

Json to_json(const ScenarioReport& report) {
  Json json = {{"version", 1},
               {"persons", report.persons},
               {"with_a_way", {{"before", report.any_before}, {"after", report.any_after}}},
               {"gain_a_row", report.gainers},
               {"lose_a_row", report.losers},
               {"rows", Json::array()},
               {"terms", Json::array()}};
  for (const RowShift& row : report.rows) {
    Json examples = Json::array();
    for (const ScenarioExample& one : row.examples)
      examples.push_back({{"change", to_text(one.change)},
                          {"facts", one.facts},
                          {"before", one.before},
                          {"after", one.after}});
    json["rows"].push_back(
        {{"pathway", row.pathway},
         {"row", row.row},
         {"eligible", {{"before", row.eligible_before}, {"after", row.eligible_after}}},
         {"gains", row.gains},
         {"loses", row.loses},
         {"other", row.other},
         {"examples", std::move(examples)}});
  }
  for (const TermShift& term : report.terms)
    json["terms"].push_back({{"kind", term.kind},
                             {"id", term.id},
                             {"unit", term.unit},
                             {"before", term.before},
                             {"after", term.after},
                             {"citation", term.citation}});
  return json;
}

}  // namespace alternat::scenarios
