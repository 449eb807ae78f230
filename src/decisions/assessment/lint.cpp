// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/lint.h"

#include <algorithm>
#include <set>

#include "decisions/assessment/rows.h"
#include "decisions/assessment/table_sweep.h"
#include "decisions/dmn/compiled.h"

namespace alternat::assessment {
namespace {

std::string named(const dmn::Decision& decision) {
  return "table \"" + decision.name + "\"";
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void check_policy(const dmn::Decision& decision, const dmn::DecisionTable& table,
                  Diagnostics& diagnostics) {
  switch (table.hit_policy) {
    case dmn::HitPolicy::kUnique:
    case dmn::HitPolicy::kAny:
    case dmn::HitPolicy::kCollect:
      return;
    case dmn::HitPolicy::kFirst:
    case dmn::HitPolicy::kPriority: {
      const dmn::Extension* reason = dmn::find_extension(decision.extensions, "reason");
      if (reason && !is_blank(reason->text)) return;
      break;
    }
    case dmn::HitPolicy::kRuleOrder:
    case dmn::HitPolicy::kOutputOrder:
      break;
  }
  diagnostics.error("legal.hit_policy",
                    named(decision) + " is " + std::string(dmn::to_text(table.hit_policy)) +
                        ": the legal profile has UNIQUE, ANY and COLLECT; FIRST and PRIORITY only "
                        "with a written alternat:reason",
                    decision.span);
}

void check_size(const dmn::Decision& decision, const dmn::DecisionTable& table,
                Diagnostics& diagnostics) {
  if (table.inputs.size() > kLegalInputsMax)
    diagnostics.error("legal.too_many_inputs",
                      named(decision) + " has " + std::to_string(table.inputs.size()) +
                          " inputs, at most 7 can be read: split it",
                      decision.span);
  if (table.rules.size() > kLegalRulesMax)
    diagnostics.error("legal.too_many_rules",
                      named(decision) + " has " + std::to_string(table.rules.size()) +
                          " rules, at most 30 can be read: split it",
                      decision.span);
}

void check_rules(const dmn::Decision& decision, const dmn::DecisionTable& table,
                 Diagnostics& diagnostics) {
  for (const dmn::Rule& rule : table.rules) {
    if (rule.id.empty())
      diagnostics.error("legal.rule_id", "a rule of " + named(decision) + " has no id", rule.span);
    if (is_blank(legal_basis(table, rule)))
      diagnostics.error(
          "legal.no_legal_basis",
          "rule " + rule.id + " of " + named(decision) + " names no legal basis in its annotation",
          rule.span);
    for (const dmn::Text& cell : rule.inputs)
      if (cell.text.find('\n') != std::string::npos)
        diagnostics.error("legal.long_cell", "a cell is one line", cell.span);
  }
}

void check_inputs(const Law& law, const dmn::Decision& decision, const dmn::DecisionTable& table,
                  Diagnostics& diagnostics) {
  for (const dmn::InputClause& input : table.inputs) {
    if (input.type_ref.empty() || input.type_ref == "Any") {
      diagnostics.error(
          "legal.untyped_input",
          "input \"" + input.expression.text + "\" of " + named(decision) + " has no typeRef",
          input.span);
      continue;
    }
    if (input.type_ref != "string" || input.allowed) continue;
    // Free texts (an occupation code, a country) have no list; everything else has.
    const terms::FactDefinition* fact =
        law.facts ? law.facts->find(input.expression.text) : nullptr;
    if (fact && fact->values.empty()) continue;
    if (fact) continue;  // the dictionary has the list
    diagnostics.error("legal.no_allowed_values",
                      "input \"" + input.expression.text + "\" of " + named(decision) +
                          " needs <inputValues>: the values it can have",
                      input.span);
  }
}

// The table that gives the input, if the input is one derived decision.
const dmn::DecisionTable* find_source(const Law& law, std::uint32_t index,
                                      const dmn::InputClause& input) {
  const feel::Expression* expression = dmn::find_expression(input.expression);
  const auto slot = expression ? expression->view().variable() : std::nullopt;
  if (!slot) return nullptr;
  for (const dmn::Link& link : law.models->decisions()[index].frame.links)
    if (link.slot == *slot && link.source == dmn::Source::kDecision)
      return find_table(*law.models, link.index);
  return nullptr;
}

// A derived value outside <inputValues> is null to the table (DMN 1.5, decision tables): no rule
// would see it, and a way to fail would pass.
void check_derived_values(const Law& law, std::uint32_t index, const dmn::Decision& decision,
                          const dmn::DecisionTable& table, Diagnostics& diagnostics) {
  for (const dmn::InputClause& input : table.inputs) {
    const dmn::DecisionTable* source = input.allowed ? find_source(law, index, input) : nullptr;
    if (!source || source->outputs.size() != 1) continue;
    std::set<std::string> reported;
    for (const dmn::Rule& rule : source->rules) {
      const feel::Expression* output = dmn::find_expression(rule.outputs[0]);
      const auto value = output ? output->view().constant() : std::nullopt;
      if (!value || !value->is_string()) continue;
      const std::string quoted = "\"" + std::string(value->string()) + "\"";
      if (input.allowed->text.find(quoted) != std::string::npos) continue;
      if (!reported.insert(quoted).second) continue;
      diagnostics.error("legal.value_not_allowed",
                        "input \"" + input.expression.text + "\" of " + named(decision) +
                            " can be " + quoted + ", which its <inputValues> lack",
                        input.span);
    }
  }
}

void check_coverage(const Law& law, std::uint32_t index, const dmn::Decision& decision,
                    const dmn::DecisionTable& table, Diagnostics& diagnostics) {
  if (table.hit_policy != dmn::HitPolicy::kUnique) return;
  const SweepResult swept = sweep_table(law, index);
  if (!swept.not_swept.empty())
    diagnostics.warning(
        "legal.not_swept",
        named(decision) + " was not checked for gaps and overlaps: " + swept.not_swept,
        decision.span);
  const bool has_default =
      std::any_of(table.outputs.begin(), table.outputs.end(),
                  [](const dmn::OutputClause& output) { return output.fallback.has_value(); });
  if (swept.gap && !has_default)
    diagnostics.error("legal.gap", named(decision) + " has no rule for " + *swept.gap,
                      decision.span);
  if (swept.overlap)
    diagnostics.error("legal.overlap",
                      "rules " + swept.overlap_rules + " of " + named(decision) + " both hit for " +
                          *swept.overlap,
                      decision.span);
}

void check_reach(const Law& law, std::uint32_t index, const dmn::Decision& decision,
                 const dmn::DecisionTable& table, Diagnostics& diagnostics) {
  if (table.rules.empty() || table.inputs.empty()) return;
  for (const UnreachableRule& found : unreachable_rules(law, index))
    diagnostics.error("legal.unreachable",
                      "rule " + found.rule + " of " + named(decision) +
                          " never hits: no value of " + found.input + " (for example " +
                          found.nearest + ") meets the cell " + found.cell,
                      decision.span);
}

}  // namespace

Diagnostics lint_legal_profile(const Law& law, const dmn::Definitions& model) {
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < law.models->decisions().size(); ++i) {
    const dmn::DecisionNode& node = law.models->decisions()[i];
    if (law.models->models()[node.model].get() != &model) continue;
    const dmn::DecisionTable* table = find_table(*law.models, i);
    if (!table) continue;
    check_policy(*node.decision, *table, diagnostics);
    check_size(*node.decision, *table, diagnostics);
    check_rules(*node.decision, *table, diagnostics);
    check_inputs(law, *node.decision, *table, diagnostics);
    check_derived_values(law, i, *node.decision, *table, diagnostics);
    check_coverage(law, i, *node.decision, *table, diagnostics);
    check_reach(law, i, *node.decision, *table, diagnostics);
  }
  return diagnostics;
}

}  // namespace alternat::assessment
