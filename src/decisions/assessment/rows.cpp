// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "decisions/dmn/compiled.h"

namespace alternat::assessment {
namespace {

Error bad_row(const dmn::Decision& decision, const std::string& why) {
  return Error{Fault::kMalformed,
               "assessment.bad_row",
               "row \"" + decision.name + "\": " + why,
               {decision.span}};
}

std::optional<std::string> constant_string(const dmn::Text& text) {
  const feel::Expression* expression = dmn::find_expression(text);
  if (!expression) return std::nullopt;
  const std::optional<feel::Value> value = expression->view().constant();
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(value->string());
}

std::optional<LegalClass> find_class(const std::string& text) {
  if (text == "ENTITLEMENT") return LegalClass::kEntitlement;
  if (text == "SHALL") return LegalClass::kShall;
  if (text == "MAY") return LegalClass::kMay;
  return std::nullopt;
}

int number_or_zero(const std::string& text) {
  int number = 0;
  for (char c : text) {
    if (c < '0' || c > '9' || number > 100000) return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

// The two columns of a row's table, by name.
struct Columns {
  std::size_t outcome = 0, code = 1;
};

std::optional<Columns> find_columns(const dmn::DecisionTable& table) {
  std::optional<std::size_t> outcome, code;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].name == "outcome") outcome = i;
    if (table.outputs[i].name == "code") code = i;
  }
  if (!outcome || !code) return std::nullopt;
  return Columns{*outcome, *code};
}

Status read_rules(const dmn::Decision& decision, const dmn::DecisionTable& table, PathwayRow& row) {
  const std::optional<Columns> columns = find_columns(table);
  if (!columns) return bad_row(decision, "the table needs the outputs outcome and code");
  for (const dmn::Rule& rule : table.rules) {
    const std::optional<std::string> outcome = constant_string(rule.outputs[columns->outcome]);
    const std::optional<std::string> code = constant_string(rule.outputs[columns->code]);
    if (!outcome || !code)
      return bad_row(decision, "rule " + rule.id + " needs literal strings as outputs");
    RowRule read;
    if (*outcome == "OFFICER") {
      read.failure = Failure::kOfficer;
    } else if (*outcome != "INELIGIBLE") {
      return bad_row(decision, "rule " + rule.id + " gives \"" + *outcome +
                                   "\": a rule is a way to fail (INELIGIBLE) or a finding "
                                   "(OFFICER)");
    }
    read.code = *code;
    read.citation = legal_basis(table, rule);
    row.rules.push_back(std::move(read));
  }
  return {};
}

// PathwayRow::alike.
void find_alike(const dmn::DecisionTable& table, PathwayRow& row) {
  // Cells as numbers: the first rule with the same text in the column.
  std::vector<std::vector<std::uint32_t>> cells(row.rules.size());
  for (std::size_t column = 0; column < table.inputs.size(); ++column) {
    std::map<std::string_view, std::uint32_t> texts;
    for (std::uint32_t rule = 0; rule < cells.size(); ++rule)
      cells[rule].push_back(
          texts.emplace(table.rules[rule].inputs[column].text, rule).first->second);
  }
  for (std::uint32_t rule = 0; rule < cells.size(); ++rule)
    cells[rule].push_back(row.rules[rule].failure == Failure::kIneligible ? 1 : 0);
  for (std::size_t column = 0; column < table.inputs.size(); ++column) {
    std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
    std::vector<std::uint32_t> alike;
    for (std::uint32_t rule = 0; rule < cells.size(); ++rule) {
      const std::uint32_t own = std::exchange(cells[rule][column], 0);
      alike.push_back(numbers.emplace(cells[rule], rule).first->second);
      cells[rule][column] = own;
    }
    row.alike.push_back(std::move(alike));
  }
}

bool is_group(const std::string& group) {
  for (const char* known :
       {"", "job", "training", "study", "recognition", "search", "settlement", "family"})
    if (group == known) return true;
  return false;
}

// The pathway of the row: the model's own, or the first.
const dmn::Extension* find_pathway(const dmn::Definitions& model, const std::string& id) {
  for (const dmn::Extension& extension : model.extensions)
    if (extension.name == "pathway" && (id.empty() || extension.get_or_empty("id") == id))
      return &extension;
  return nullptr;
}

Result<PathwayRow> read_row(const Law& law, std::uint32_t index, const dmn::Extension& extension) {
  const dmn::DecisionNode& node = law.models->decisions()[index];
  const dmn::Decision& decision = *node.decision;
  const dmn::Definitions& model = *law.models->models()[node.model];
  PathwayRow row;
  row.decision = index;
  row.pathway = extension.get_or_empty("pathway");
  row.row = extension.get_or_empty("row");
  row.ba_consent = extension.get_or_empty("ba_consent");
  const dmn::DecisionTable* table = find_table(*law.models, index);
  if (!table || table->hit_policy != dmn::HitPolicy::kCollect ||
      table->aggregation != dmn::Aggregation::kNone)
    return bad_row(decision, "a row is a COLLECT table without aggregation");
  const std::optional<LegalClass> legal_class = find_class(extension.get_or_empty("class"));
  if (!legal_class) return bad_row(decision, "class is ENTITLEMENT, SHALL or MAY");
  row.legal_class = *legal_class;
  for (const auto& [name, bound] :
       {std::pair<const char*, std::optional<Date>*>{"from", &row.from}, {"until", &row.until}}) {
    const std::string text = extension.get_or_empty(name);
    if (text.empty()) continue;
    const Result<Date> date = Date::from_iso(text);
    if (!date) return bad_row(decision, std::string(name) + ": " + date.error().message);
    *bound = *date;
  }
  if (const dmn::Extension* pathway = find_pathway(model, row.pathway)) {
    row.order = number_or_zero(pathway->get_or_empty("order"));
    row.citation = pathway->get_or_empty("citation");
    row.group = pathway->get_or_empty("group");
    if (row.pathway.empty()) row.pathway = pathway->get_or_empty("id");
    if (!is_group(row.group))
      return bad_row(decision, "group \"" + row.group +
                                   "\" is not job, training, study, recognition, search, "
                                   "settlement or family");
  }
  if (Status status = read_rules(decision, *table, row); !status) return status.error();
  find_alike(*table, row);
  for (const std::string& name : input_names(*law.models, index)) {
    if (name == "on") continue;
    if (law.parameters && law.parameters->find(name))
      row.parameters.push_back(name);
    else
      row.facts.push_back(name);
  }
  std::set<std::string> hooks;
  for (const std::string& fact : row.facts) {
    const terms::FactDefinition* definition = law.facts ? law.facts->find(fact) : nullptr;
    if (definition && !definition->hook.empty()) hooks.insert(definition->hook);
  }
  row.hooks.assign(hooks.begin(), hooks.end());
  return row;
}

}  // namespace

const dmn::DecisionTable* find_table(const dmn::ModelSet& models, std::uint32_t decision) {
  const dmn::Decision& element = *models.decisions()[decision].decision;
  return element.expression ? std::get_if<dmn::DecisionTable>(&element.expression->node) : nullptr;
}

void mark_undecided(std::uint32_t decision, dmn::Evaluation& evaluation,
                    std::vector<dmn::RuleVerdict>& verdicts) {
  const dmn::ModelSet& models = evaluation.models();
  std::set<std::uint32_t> slots;
  for (const dmn::Link& link : models.decisions()[decision].frame.links) {
    if (link.source != dmn::Source::kDecision || !link.is_read) continue;
    const dmn::DecisionTable* table = find_table(models, link.index);
    const bool single = table && (table->hit_policy == dmn::HitPolicy::kUnique ||
                                  table->hit_policy == dmn::HitPolicy::kAny);
    if (!single || !evaluation.decide(link.index).is_null()) continue;
    std::vector<dmn::RuleVerdict> inner;
    evaluation.rule_verdicts(link.index, inner);
    const bool any_hit = std::any_of(inner.begin(), inner.end(), [](const auto& rule) {
      return rule.verdict == dmn::Verdict::kYes;
    });
    if (!any_hit) slots.insert(link.slot);
  }
  if (slots.empty()) return;
  const dmn::DecisionTable& table = *find_table(models, decision);
  std::vector<bool> undecided;
  for (const dmn::InputClause& input : table.inputs) {
    const feel::Expression* expression = dmn::find_expression(input.expression);
    const std::vector<std::uint32_t> read =
        expression ? expression->slots() : std::vector<std::uint32_t>();
    undecided.push_back(std::any_of(read.begin(), read.end(),
                                    [&](std::uint32_t slot) { return slots.contains(slot); }));
  }
  for (std::size_t rule = 0; rule < verdicts.size(); ++rule) {
    if (verdicts[rule].verdict != dmn::Verdict::kNo) continue;
    bool only_there = false, elsewhere = false;
    std::set<std::string> unknown;
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      const feel::UnaryTests* tests = dmn::find_tests(table.rules[rule].inputs[i]);
      if (!tests || tests->is_any()) continue;
      const feel::Value cell = evaluation.cell_verdict(decision, rule, i);
      if (cell.is_unknown())
        for (std::string& name : cell.unknown_names()) unknown.insert(std::move(name));
      (undecided[i] ? only_there : elsewhere) |= cell.is_false();
    }
    if (!only_there || elsewhere) continue;
    verdicts[rule].verdict = dmn::Verdict::kError;
    verdicts[rule].unknown.assign(unknown.begin(), unknown.end());
  }
}

std::string legal_basis(const dmn::DecisionTable& table, const dmn::Rule& rule) {
  for (std::size_t i = 0; i < table.annotation_names.size() && i < rule.annotations.size(); ++i)
    if (table.annotation_names[i] == "legal basis") return rule.annotations[i];
  return rule.annotations.empty() ? std::string() : rule.annotations.front();
}

std::vector<std::string> input_names(const dmn::ModelSet& models, std::uint32_t decision) {
  std::set<std::string> names;
  for (std::uint32_t input : models.decisions()[decision].input_closure)
    names.insert(models.inputs()[input].data->name);
  return {names.begin(), names.end()};
}

Result<std::vector<PathwayRow>> find_rows(const Law& law) {
  std::vector<PathwayRow> rows;
  for (std::uint32_t i = 0; i < law.models->decisions().size(); ++i) {
    const dmn::Decision& decision = *law.models->decisions()[i].decision;
    const dmn::Extension* extension = dmn::find_extension(decision.extensions, "row");
    if (!extension) continue;
    Result<PathwayRow> row = read_row(law, i, *extension);
    if (!row) return row.error();
    rows.push_back(std::move(*row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PathwayRow& a, const PathwayRow& b) { return a.order < b.order; });
  return rows;
}

}  // namespace alternat::assessment
