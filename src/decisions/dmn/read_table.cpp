// SPDX-License-Identifier: EUPL-1.2
// The reader of decision tables (DMN 1.5 clause 8) and of diagram data (clause 13).
#include <utility>

#include "base/decimal.h"
#include "decisions/dmn/reading.h"

namespace alternat::dmn {
namespace {

constexpr std::pair<std::string_view, HitPolicy> kPolicies[] = {
    {"UNIQUE", HitPolicy::kUnique},
    {"ANY", HitPolicy::kAny},
    {"FIRST", HitPolicy::kFirst},
    {"PRIORITY", HitPolicy::kPriority},
    {"COLLECT", HitPolicy::kCollect},
    {"RULE ORDER", HitPolicy::kRuleOrder},
    {"OUTPUT ORDER", HitPolicy::kOutputOrder}};
constexpr std::pair<std::string_view, Aggregation> kAggregations[] = {
    {"SUM", Aggregation::kSum},
    {"MIN", Aggregation::kMin},
    {"MAX", Aggregation::kMax},
    {"COUNT", Aggregation::kCount}};

void read_policy(Reading& reading, const XmlElement& element, DecisionTable& table) {
  const std::string policy = element.attribute_or("hitPolicy", "UNIQUE");
  bool known = false;
  for (const auto& [name, value] : kPolicies) {
    if (name != policy) continue;
    table.hit_policy = value;
    known = true;
  }
  if (!known)
    reading.diagnostics.error("dmn.bad_hit_policy",
                              "\"" + policy +
                                  "\" is not a hit policy: UNIQUE, ANY, FIRST, PRIORITY, COLLECT, "
                                  "RULE ORDER or OUTPUT ORDER",
                              element.span);
  const std::string aggregation = element.attribute_or("aggregation", "");
  if (aggregation.empty()) return;
  known = false;
  for (const auto& [name, value] : kAggregations) {
    if (name != aggregation) continue;
    table.aggregation = value;
    known = true;
  }
  if (!known)
    reading.diagnostics.error("dmn.bad_aggregation",
                              "\"" + aggregation + "\" is not an aggregation: SUM, MIN, MAX, COUNT",
                              element.span);
  else if (table.hit_policy != HitPolicy::kCollect)
    reading.diagnostics.error("dmn.bad_aggregation",
                              "an aggregation needs the hit policy COLLECT, this is " + policy,
                              element.span);
}

InputClause read_input(Reading& reading, const XmlElement& element) {
  InputClause input;
  input.id = element.attribute_or("id", "");
  input.label = element.attribute_or("label", "");
  input.span = element.span;
  if (const XmlElement* expression = reading.child(element, "inputExpression")) {
    reading.check_language(*expression);
    input.expression = reading.text_of(*expression);
    input.type_ref = expression->attribute_or("typeRef", "");
  } else {
    reading.diagnostics.error("dmn.missing_element", "<input> needs an <inputExpression>",
                              element.span);
  }
  if (const XmlElement* values = reading.child(element, "inputValues"))
    input.allowed = reading.text_of(*values);
  return input;
}

OutputClause read_output(Reading& reading, const XmlElement& element) {
  OutputClause output;
  output.id = element.attribute_or("id", "");
  output.label = element.attribute_or("label", "");
  output.name = element.attribute_or("name", "");
  output.type_ref = element.attribute_or("typeRef", "");
  output.span = element.span;
  if (const XmlElement* values = reading.child(element, "outputValues"))
    output.allowed = reading.text_of(*values);
  if (const XmlElement* fallback = reading.child(element, "defaultOutputEntry"))
    output.fallback = reading.text_of(*fallback);
  return output;
}

Rule read_rule(Reading& reading, const XmlElement& element) {
  Rule rule;
  rule.id = element.attribute_or("id", "");
  rule.span = element.span;
  if (const XmlElement* description = reading.child(element, "description"))
    rule.description = description->text;
  for (const XmlElement* entry : reading.children(element, "inputEntry")) {
    reading.check_language(*entry);
    rule.inputs.push_back(reading.text_of(*entry));
  }
  for (const XmlElement* entry : reading.children(element, "outputEntry")) {
    reading.check_language(*entry);
    rule.outputs.push_back(reading.text_of(*entry));
  }
  for (const XmlElement* entry : reading.children(element, "annotationEntry"))
    if (const XmlElement* text = reading.child(*entry, "text"))
      rule.annotations.push_back(text->text);
  return rule;
}

void check_width(Reading& reading, const DecisionTable& table, const Rule& rule) {
  if (rule.inputs.size() == table.inputs.size() && rule.outputs.size() == table.outputs.size())
    return;
  reading.diagnostics.error(
      "dmn.rule_width",
      "rule " + (rule.id.empty() ? "without id" : rule.id) + " has " +
          std::to_string(rule.inputs.size()) + " input and " + std::to_string(rule.outputs.size()) +
          " output entries, the table has " + std::to_string(table.inputs.size()) + " and " +
          std::to_string(table.outputs.size()),
      rule.span);
}

void check_outputs(Reading& reading, const XmlElement& element, const DecisionTable& table) {
  if (table.outputs.empty())
    reading.diagnostics.error("dmn.missing_element", "<decisionTable> needs an <output>",
                              element.span);
  if (table.outputs.size() > 1) {
    for (const OutputClause& output : table.outputs)
      if (output.name.empty())
        reading.diagnostics.error("dmn.missing_attribute", "each of several outputs needs a name",
                                  output.span);
    // DMN 1.5 clause 8.2.11: aggregation is not defined over compound outputs.
    if (table.aggregation != Aggregation::kNone && table.aggregation != Aggregation::kCount)
      reading.diagnostics.error("dmn.bad_aggregation",
                                "an aggregation is not defined over several outputs", element.span);
  }
  const bool ordered =
      table.hit_policy == HitPolicy::kPriority || table.hit_policy == HitPolicy::kOutputOrder;
  bool any_values = false;
  for (const OutputClause& output : table.outputs) any_values |= output.allowed.has_value();
  if (ordered && !any_values)
    reading.diagnostics.warning("dmn.no_output_order",
                                "the hit policy needs output values in order of priority",
                                element.span);
}

std::int64_t thousandths(const std::string& text) {
  const Result<Decimal> number = Decimal::from_text(text);
  if (!number) return 0;
  const std::optional<Decimal> scaled = number->times(Decimal::from_int(1000));
  if (!scaled) return 0;
  const std::optional<Decimal> whole = scaled->rounded(0, Decimal::Rounding::kHalfEven);
  return whole ? whole->to_int().value_or(0) : 0;
}

}  // namespace

DecisionTable read_decision_table(Reading& reading, const XmlElement& element) {
  DecisionTable table;
  read_policy(reading, element, table);
  table.output_label = element.attribute_or("outputLabel", "");
  for (const XmlElement* input : reading.children(element, "input"))
    table.inputs.push_back(read_input(reading, *input));
  for (const XmlElement* output : reading.children(element, "output"))
    table.outputs.push_back(read_output(reading, *output));
  for (const XmlElement* annotation : reading.children(element, "annotation"))
    table.annotation_names.push_back(annotation->attribute_or("name", ""));
  for (const XmlElement* rule : reading.children(element, "rule")) {
    table.rules.push_back(read_rule(reading, *rule));
    check_width(reading, table, table.rules.back());
  }
  check_outputs(reading, element, table);
  return table;
}

std::vector<Diagram> read_diagrams(const XmlElement& definitions) {
  std::vector<Diagram> diagrams;
  const XmlElement* root = definitions.find_child("DMNDI");
  if (!root) return diagrams;
  for (const XmlElement* element : root->children_named("DMNDiagram")) {
    Diagram diagram;
    diagram.name = element->attribute_or("name", "");
    for (const XmlElement* child : element->children_named("DMNShape")) {
      DiagramShape shape;
      shape.element = child->attribute_or("dmnElementRef", "");
      if (const XmlElement* bounds = child->find_child("Bounds")) {
        shape.at = {thousandths(bounds->attribute_or("x", "0")),
                    thousandths(bounds->attribute_or("y", "0"))};
        shape.width = thousandths(bounds->attribute_or("width", "0"));
        shape.height = thousandths(bounds->attribute_or("height", "0"));
      }
      diagram.shapes.push_back(std::move(shape));
    }
    for (const XmlElement* child : element->children_named("DMNEdge")) {
      DiagramEdge edge;
      edge.element = child->attribute_or("dmnElementRef", "");
      for (const XmlElement* point : child->children_named("waypoint"))
        edge.waypoints.push_back({thousandths(point->attribute_or("x", "0")),
                                  thousandths(point->attribute_or("y", "0"))});
      diagram.edges.push_back(std::move(edge));
    }
    diagrams.push_back(std::move(diagram));
  }
  return diagrams;
}

}  // namespace alternat::dmn
