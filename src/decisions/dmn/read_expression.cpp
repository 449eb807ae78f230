// SPDX-License-Identifier: EUPL-1.2
// The reader of boxed expressions (DMN 1.5 clause 10.2) and of texts.
#include "decisions/dmn/reading.h"

namespace alternat::dmn {
namespace {

constexpr std::string_view kExpressionNames[] = {
    "literalExpression",  "decisionTable", "invocation", "context", "list", "relation",
    "functionDefinition", "conditional",   "filter",     "for",     "some", "every"};

bool is_expression(const XmlElement& element) {
  for (std::string_view name : kExpressionNames)
    if (element.name == name) return true;
  return false;
}

ExpressionPtr read_expression(Reading& reading, const XmlElement& element);

// A wrapper child such as `if` holding one expression.
ExpressionPtr read_wrapped(Reading& reading, const XmlElement& element, std::string_view name) {
  const XmlElement* wrapper = reading.child(element, name);
  ExpressionPtr expression = wrapper ? read_expression_in(reading, *wrapper) : nullptr;
  if (!expression)
    reading.diagnostics.error(
        "dmn.missing_element",
        "<" + element.name + "> needs an expression in <" + std::string(name) + ">", element.span);
  return expression;
}

Invocation read_invocation(Reading& reading, const XmlElement& element) {
  Invocation invocation;
  invocation.function = read_expression_in(reading, element);
  if (!invocation.function)
    reading.diagnostics.error("dmn.missing_element",
                              "<invocation> needs the expression of the function it calls",
                              element.span);
  for (const XmlElement* child : reading.children(element, "binding")) {
    Binding binding;
    if (const XmlElement* parameter = reading.child(*child, "parameter")) {
      binding.parameter = read_information_item(reading, *parameter);
    } else {
      reading.diagnostics.error("dmn.missing_element", "<binding> needs a <parameter>",
                                child->span);
    }
    binding.value = read_expression_in(reading, *child);
    invocation.bindings.push_back(std::move(binding));
  }
  return invocation;
}

BoxedContext read_context(Reading& reading, const XmlElement& element) {
  BoxedContext context;
  for (const XmlElement* child : reading.children(element, "contextEntry")) {
    ContextEntry entry;
    if (const XmlElement* variable = reading.child(*child, "variable"))
      entry.variable = read_information_item(reading, *variable);
    entry.value = read_expression_in(reading, *child);
    if (!entry.value)
      reading.diagnostics.error("dmn.missing_element", "<contextEntry> needs an expression",
                                child->span);
    context.entries.push_back(std::move(entry));
  }
  return context;
}

Relation read_relation(Reading& reading, const XmlElement& element) {
  Relation relation;
  for (const XmlElement* column : reading.children(element, "column"))
    relation.columns.push_back(read_information_item(reading, *column));
  for (const XmlElement* row : reading.children(element, "row")) {
    std::vector<ExpressionPtr> cells;
    for (const XmlElement& cell : row->children)
      if (cell.namespace_uri == reading.model_namespace && is_expression(cell))
        cells.push_back(read_expression(reading, cell));
    if (cells.size() != relation.columns.size())
      reading.diagnostics.error("dmn.rule_width",
                                "row has " + std::to_string(cells.size()) + " cells for " +
                                    std::to_string(relation.columns.size()) + " columns",
                                row->span);
    relation.rows.push_back(std::move(cells));
  }
  return relation;
}

BoxedList read_list(Reading& reading, const XmlElement& element) {
  BoxedList list;
  for (const XmlElement& child : element.children)
    if (child.namespace_uri == reading.model_namespace && is_expression(child))
      list.items.push_back(read_expression(reading, child));
  return list;
}

Iteration read_iteration(Reading& reading, const XmlElement& element) {
  Iteration iteration;
  const bool is_for = element.name == "for";
  iteration.kind = is_for                   ? IterationKind::kFor
                   : element.name == "some" ? IterationKind::kSome
                                            : IterationKind::kEvery;
  iteration.variable = reading.required(element, "iteratorVariable");
  iteration.in = read_wrapped(reading, element, "in");
  iteration.body = read_wrapped(reading, element, is_for ? "return" : "satisfies");
  return iteration;
}

LiteralExpression read_literal(Reading& reading, const XmlElement& element) {
  reading.check_language(element);
  LiteralExpression literal;
  if (const XmlElement* imported = reading.child(element, "importedValues"))
    reading.unsupported(*imported, "expressions imported from other files");
  // DMN 1.5 clause 7.3.7: text is optional; an empty literal expression is null.
  if (std::optional<Text> text = reading.find_text(element, "text")) {
    literal.text = std::move(*text);
  } else {
    literal.text.span = element.span;
  }
  return literal;
}

ExpressionPtr read_expression(Reading& reading, const XmlElement& element) {
  auto expression = std::make_unique<Expression>();
  expression->id = element.attribute_or("id", "");
  expression->type_ref = element.attribute_or("typeRef", "");
  expression->span = element.span;
  const std::string& name = element.name;
  if (name == "literalExpression") {
    expression->node = read_literal(reading, element);
  } else if (name == "decisionTable") {
    expression->node = read_decision_table(reading, element);
  } else if (name == "invocation") {
    expression->node = read_invocation(reading, element);
  } else if (name == "context") {
    expression->node = read_context(reading, element);
  } else if (name == "list") {
    expression->node = read_list(reading, element);
  } else if (name == "relation") {
    expression->node = read_relation(reading, element);
  } else if (name == "functionDefinition") {
    expression->node = read_function(reading, element);
  } else if (name == "conditional") {
    Conditional conditional;
    conditional.condition = read_wrapped(reading, element, "if");
    conditional.then = read_wrapped(reading, element, "then");
    conditional.otherwise = read_wrapped(reading, element, "else");
    expression->node = std::move(conditional);
  } else if (name == "filter") {
    Filter filter;
    filter.in = read_wrapped(reading, element, "in");
    filter.match = read_wrapped(reading, element, "match");
    expression->node = std::move(filter);
  } else {
    expression->node = read_iteration(reading, element);
  }
  return expression;
}

}  // namespace

const XmlElement* Reading::child(const XmlElement& element, std::string_view name) const {
  for (const XmlElement& candidate : element.children)
    if (candidate.name == name && candidate.namespace_uri == model_namespace) return &candidate;
  return nullptr;
}

std::vector<const XmlElement*> Reading::children(const XmlElement& element,
                                                 std::string_view name) const {
  std::vector<const XmlElement*> found;
  for (const XmlElement& candidate : element.children)
    if (candidate.name == name && candidate.namespace_uri == model_namespace)
      found.push_back(&candidate);
  return found;
}

std::string Reading::required(const XmlElement& element, std::string_view attribute) {
  std::string value = element.attribute_or(attribute, "");
  if (value.empty())
    diagnostics.error("dmn.missing_attribute",
                      "<" + element.name + "> needs the attribute " + std::string(attribute),
                      element.span);
  return value;
}

Text Reading::text_of(const XmlElement& element) {
  if (std::optional<Text> text = find_text(element, "text")) return std::move(*text);
  diagnostics.error("dmn.missing_element", "<" + element.name + "> needs a <text>", element.span);
  Text text;
  text.span = element.span;
  return text;
}

std::optional<Text> Reading::find_text(const XmlElement& element, std::string_view child_name) {
  const XmlElement* found = child(element, child_name);
  if (!found) return std::nullopt;
  Text text;
  text.text = found->text;
  text.span = found->span;
  return text;
}

void Reading::unsupported(const XmlElement& element, const std::string& why) {
  diagnostics.error("dmn.unsupported", why + " are not supported yet", element.span);
}

void Reading::check_language(const XmlElement& element) {
  const std::string language = element.attribute_or("expressionLanguage", "");
  // FEEL of any version; DMN 1.5 clause 7.3.7: the default is FEEL.
  if (language.empty() || language.find("FEEL") != std::string::npos ||
      language.find("feel") != std::string::npos)
    return;
  diagnostics.error("dmn.expression_language",
                    "expression language " + language + " is not supported: write FEEL",
                    element.span);
}

InformationItem read_information_item(Reading& reading, const XmlElement& element) {
  InformationItem item;
  item.id = element.attribute_or("id", "");
  item.name = reading.required(element, "name");
  item.type_ref = element.attribute_or("typeRef", "");
  item.span = element.span;
  return item;
}

ExpressionPtr read_expression_in(Reading& reading, const XmlElement& element) {
  ExpressionPtr expression;
  for (const XmlElement& child : element.children) {
    if (child.namespace_uri != reading.model_namespace || !is_expression(child)) continue;
    if (expression) {
      reading.diagnostics.error("dmn.duplicate_element",
                                "<" + element.name + "> has two expressions, and one is allowed",
                                child.span);
      break;
    }
    expression = read_expression(reading, child);
  }
  return expression;
}

FunctionDefinition read_function(Reading& reading, const XmlElement& element) {
  FunctionDefinition function;
  const std::string kind = element.attribute_or("kind", "FEEL");
  if (kind == "Java") {
    function.kind = FunctionKind::kJava;
    reading.unsupported(element, "Java functions");
  } else if (kind == "PMML") {
    function.kind = FunctionKind::kPmml;
    reading.unsupported(element, "PMML functions");
  }
  for (const XmlElement* parameter : reading.children(element, "formalParameter"))
    function.parameters.push_back(read_information_item(reading, *parameter));
  function.body = read_expression_in(reading, element);
  return function;
}

}  // namespace alternat::dmn
