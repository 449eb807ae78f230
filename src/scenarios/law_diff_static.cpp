// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/law_diff_static.h"

#include <algorithm>
#include <functional>
#include <map>

#include "decisions/assessment/rows.h"

namespace alternat::scenarios {
namespace {

using assessment::PathwayRow;
using terms::Parameter;
using terms::ParameterValue;

std::string value_text(const terms::ParameterTable& table, const std::string& name, Date day) {
  // As known on that day: figures that were not yet promulgated are not established.
  const std::optional<Decimal> value = table.value_on(name, day, day);
  return value ? value->to_text() : std::string();
}

std::optional<ParameterSide> side_on(const LawSide& side, const std::string& name, Date day) {
  const terms::ParameterTable& table = side.program->content().parameters;
  if (!table.find(name)) return std::nullopt;
  const ParameterValue* value = table.find_on(name, day, day);
  return ParameterSide{value_text(table, name, day), value ? value->citation : std::string()};
}

std::string written(const ParameterValue& value) {
  if (value.value) return value.value->to_text();
  if (!value.ratio) return {};
  return value.ratio->of + " x " + std::to_string(value.ratio->numerator) + "/" +
         std::to_string(value.ratio->denominator);
}

// The periods of one parameter by their first day.
std::map<Date, ParameterSide> periods(const Parameter* parameter) {
  std::map<Date, ParameterSide> out;
  if (!parameter) return out;
  for (const ParameterValue& value : parameter->values)
    out.emplace(value.in_force.from, ParameterSide{written(value), value.citation});
  return out;
}

void diff_periods(const std::string& name, const LawSide& before, const LawSide& after,
                  LawDiff& diff) {
  const Parameter* old = before.program->content().parameters.find(name);
  const Parameter* now = after.program->content().parameters.find(name);
  const auto left = periods(old), right = periods(now);
  std::set<Date> days;
  for (const auto& [day, side] : left) days.insert(day);
  for (const auto& [day, side] : right) days.insert(day);
  for (const Date day : days) {
    const auto a = left.find(day), b = right.find(day);
    const bool same = a != left.end() && b != right.end() && a->second.value == b->second.value &&
                      a->second.citation == b->second.citation;
    if (same) continue;
    ParameterChange change{name, (now ? now : old)->unit, day, {}, {}};
    if (a != left.end()) change.before = a->second;
    if (b != right.end()) change.after = b->second;
    diff.parameters.push_back(std::move(change));
  }
}

std::vector<std::string> parameter_names(const LawSide& before, const LawSide& after) {
  std::vector<std::string> names;
  for (const Parameter& parameter : after.program->content().parameters.all())
    names.push_back(parameter.name);
  for (const Parameter& parameter : before.program->content().parameters.all())
    if (!after.program->content().parameters.find(parameter.name)) names.push_back(parameter.name);
  return names;
}

std::string key_of(const PathwayRow& row) {
  return row.row.empty() ? row.pathway : row.pathway + " " + row.row;
}

bool is_in_force(const PathwayRow& row, Date day) {
  return (!row.from || day >= *row.from) && (!row.until || day < *row.until);
}

using Rows = std::map<std::string, PathwayRow>;

Result<Rows> rows_of(const LawSide& side) {
  Result<std::vector<PathwayRow>> found = assessment::find_rows(side.program->law());
  if (!found) return found.error();
  Rows rows;
  for (PathwayRow& row : *found) rows.emplace(key_of(row), std::move(row));
  return rows;
}

void add_row(const PathwayRow& row, RowChangeKind kind, std::optional<Date> on, LawDiff& diff) {
  diff.rows.push_back({row.pathway, row.row, row.citation, kind, on});
}

// A decision's text, rule by rule; a decision without a table is one line under "".
struct DecisionText {
  std::string model, decision;
  std::map<std::string, std::pair<std::string, std::string>> rules;  // id -> line, citation
};

std::string line_of(const dmn::DecisionTable& table, const dmn::Rule& rule) {
  std::string line;
  for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
    if (rule.inputs[i].text == "-" || rule.inputs[i].text.empty()) continue;
    line += (line.empty() ? "" : " and ") + table.inputs[i].expression.text + ": " +
            rule.inputs[i].text;
  }
  line += " -> ";
  for (std::size_t i = 0; i < rule.outputs.size(); ++i)
    line += (i ? ", " : "") + rule.outputs[i].text;
  return line;
}

DecisionText text_of(const dmn::ModelSet& models, std::uint32_t index) {
  const dmn::DecisionNode& node = models.decisions()[index];
  DecisionText text{models.models()[node.model]->name, node.decision->name, {}};
  if (const dmn::DecisionTable* table = assessment::find_table(models, index)) {
    for (const dmn::Rule& rule : table->rules)
      text.rules.emplace(rule.id,
                         std::pair(line_of(*table, rule), assessment::legal_basis(*table, rule)));
  } else if (node.decision->expression) {
    const auto* literal = std::get_if<dmn::LiteralExpression>(&node.decision->expression->node);
    text.rules.emplace("", std::pair(literal ? literal->text.text : std::string(), std::string()));
  }
  return text;
}

std::map<std::string, DecisionText> texts_of(const program::Program& program) {
  std::map<std::string, DecisionText> texts;
  for (std::uint32_t i = 0; i < program.models().decisions().size(); ++i) {
    DecisionText text = text_of(program.models(), i);
    texts.emplace(text.model + "\n" + text.decision, std::move(text));
  }
  return texts;
}

void diff_decision(const DecisionText& before, const DecisionText& after, LawDiff& diff) {
  const auto& name = after.model.empty() ? before : after;
  for (const auto& [id, was] : before.rules) {
    const auto now = after.rules.find(id);
    if (now == after.rules.end())
      diff.rules.push_back(
          {name.model, name.decision, id, was.second, RuleChangeKind::kRemoved, was.first, ""});
    else if (now->second != was)
      diff.rules.push_back({name.model, name.decision, id, now->second.second,
                            RuleChangeKind::kChanged, was.first, now->second.first});
  }
  for (const auto& [id, now] : after.rules)
    if (!before.rules.contains(id))
      diff.rules.push_back(
          {name.model, name.decision, id, now.second, RuleChangeKind::kAdded, "", now.first});
}

// Names of the decisions that a decision rests on, itself among them.
void collect_decisions(const dmn::ModelSet& models, std::uint32_t index,
                       std::set<std::uint32_t>& seen) {
  if (!seen.insert(index).second) return;
  for (const dmn::Link& link : models.decisions()[index].frame.links)
    if (link.source == dmn::Source::kDecision) collect_decisions(models, link.index, seen);
}

bool rests_on_changed_rule(const LawSide& side, const PathwayRow& row, const LawDiff& diff) {
  std::set<std::uint32_t> decisions;
  collect_decisions(side.program->models(), row.decision, decisions);
  return std::any_of(decisions.begin(), decisions.end(), [&](std::uint32_t index) {
    const dmn::DecisionNode& node = side.program->models().decisions()[index];
    const std::string& model = side.program->models().models()[node.model]->name;
    return std::any_of(diff.rules.begin(), diff.rules.end(), [&](const RuleChange& rule) {
      return rule.model == model && rule.decision == node.decision->name;
    });
  });
}

bool reads_changed_parameter(const PathwayRow& row, const LawDiff& diff) {
  return std::any_of(
      diff.parameters.begin(), diff.parameters.end(), [&](const ParameterChange& change) {
        return std::find(row.parameters.begin(), row.parameters.end(), change.name) !=
               row.parameters.end();
      });
}

}  // namespace

void diff_parameters(const LawSide& before, const LawSide& after, LawDiff& diff) {
  for (const std::string& name : parameter_names(before, after)) {
    if (!before.on || !after.on) {
      diff_periods(name, before, after, diff);
      continue;
    }
    const auto a = side_on(before, name, *before.on), b = side_on(after, name, *after.on);
    if ((a ? a->value : "") == (b ? b->value : "")) continue;
    const Parameter* parameter = after.program->content().parameters.find(name);
    if (!parameter) parameter = before.program->content().parameters.find(name);
    diff.parameters.push_back({name, parameter->unit, {}, a, b});
  }
}

Status diff_rows(const LawSide& before, const LawSide& after, LawDiff& diff) {
  const Result<Rows> old = rows_of(before), now = rows_of(after);
  if (!old) return old.error();
  if (!now) return now.error();
  for (const auto& [key, row] : *now) {
    const auto was = old->find(key);
    if (was == old->end()) {
      add_row(row, RowChangeKind::kAdded, row.from, diff);
    } else if (before.on && after.on) {
      const bool earlier = is_in_force(was->second, *before.on);
      const bool later = is_in_force(row, *after.on);
      if (!earlier && later) add_row(row, RowChangeKind::kComesIntoForce, row.from, diff);
      if (earlier && !later) add_row(row, RowChangeKind::kEnds, row.until, diff);
    } else if (was->second.from != row.from) {
      add_row(row, RowChangeKind::kComesIntoForce, row.from, diff);
    } else if (was->second.until != row.until) {
      add_row(row, RowChangeKind::kEnds, row.until, diff);
    }
  }
  for (const auto& [key, row] : *old)
    if (!now->contains(key)) add_row(row, RowChangeKind::kRemoved, {}, diff);
  return {};
}

void diff_rules(const program::Program& before, const program::Program& after, LawDiff& diff) {
  if (&before == &after) return;
  const auto old = texts_of(before), now = texts_of(after);
  for (const auto& [key, text] : old) {
    const auto found = now.find(key);
    diff_decision(text, found == now.end() ? DecisionText{} : found->second, diff);
  }
  for (const auto& [key, text] : now)
    if (!old.contains(key)) diff_decision({}, text, diff);
}

Result<std::set<std::string>> changed_rows(const LawSide& before, const LawSide& after,
                                           const LawDiff& diff) {
  std::set<std::string> changed;
  for (const RowForceChange& change : diff.rows)
    changed.insert(change.row.empty() ? change.pathway : change.pathway + " " + change.row);
  for (const LawSide* side : {&before, &after}) {
    const Result<Rows> rows = rows_of(*side);
    if (!rows) return rows.error();
    for (const auto& [key, row] : *rows)
      if (reads_changed_parameter(row, diff) || rests_on_changed_rule(*side, row, diff))
        changed.insert(key);
  }
  return changed;
}

}  // namespace alternat::scenarios
