// SPDX-License-Identifier: EUPL-1.2
// The description as FEEL text and as DMN files. Brackets stand only where the grammar of DMN 1.5
// clause 10.3.1.2 needs them, so that precedence is tested too.
#include <algorithm>

#include "base/markup.h"
#include "differential/model.h"
#include "differential/random.h"

namespace alternat::differential {
namespace {

// How tightly an operator binds; 9: needs no brackets anywhere.
int strength(const Expr& expr) {
  switch (expr.op) {
    case Op::kIf:
    case Op::kFor:
    case Op::kSome:
    case Op::kEvery:
      return 0;
    case Op::kOr:
      return 1;
    case Op::kAnd:
      return 2;
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kBetween:
    case Op::kIn:
      return 3;
    case Op::kAdd:
    case Op::kSubtract:
      return 4;
    case Op::kMultiply:
    case Op::kDivide:
      return 5;
    case Op::kPower:
      return 6;
    case Op::kNegate:
      return 7;
    case Op::kLiteral:
      return expr.text.starts_with("-") ? 7 : 9;
    default:
      return 9;
  }
}

std::string sign_of(Op op) {
  switch (op) {
    case Op::kAdd:
      return " + ";
    case Op::kSubtract:
      return " - ";
    case Op::kMultiply:
      return " * ";
    case Op::kDivide:
      return " / ";
    case Op::kPower:
      return " ** ";
    case Op::kEqual:
      return " = ";
    case Op::kNotEqual:
      return " != ";
    case Op::kLess:
      return " < ";
    case Op::kLessEqual:
      return " <= ";
    case Op::kGreater:
      return " > ";
    case Op::kGreaterEqual:
      return " >= ";
    case Op::kAnd:
      return " and ";
    default:
      return " or ";
  }
}

std::string bracketed(const Expr& expr, int needed) {
  const std::string text = print_feel(expr);
  return strength(expr) < needed ? "(" + text + ")" : text;
}

std::string listed(const std::vector<Expr>& parts, const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += ", ";
    if (i < names.size()) text += names[i] + ": ";
    text += print_feel(parts[i]);
  }
  return text;
}

std::string print_test(const Test& test) {
  const std::string low = bracketed(test.low, 4);
  switch (test.kind) {
    case TestKind::kEqual:
      return low;
    case TestKind::kNotEqual:
      return "!= " + low;
    case TestKind::kLess:
      return "< " + low;
    case TestKind::kLessEqual:
      return "<= " + low;
    case TestKind::kGreater:
      return "> " + low;
    case TestKind::kGreaterEqual:
      return ">= " + low;
    case TestKind::kInterval:
      return (test.low_included ? "[" : "(") + low + ".." + bracketed(test.high, 4) +
             (test.high_included ? "]" : ")");
    case TestKind::kCondition:
      return print_feel(test.low);
  }
  return "-";
}

std::string print_tests(const Tests& tests) {
  if (tests.any) return "-";
  std::string text;
  for (const Test& test : tests.tests) text += (text.empty() ? "" : ", ") + print_test(test);
  return tests.negated ? "not(" + text + ")" : text;
}

std::string type_name(Sort sort) {
  switch (sort) {
    case Sort::kNumber:
      return "number";
    case Sort::kString:
      return "string";
    case Sort::kBoolean:
      return "boolean";
    case Sort::kDate:
      return "date";
    default:
      return "Any";
  }
}

// Whatever is text in XML.
std::string text_element(const std::string& name, const std::string& text) {
  return "<" + name + "><text>" + escape_markup(text) + "</text></" + name + ">";
}
std::string literal(const Expr& expr) {
  return text_element("literalExpression", print_feel(expr));
}
std::string name_attribute(const std::string& name) {
  return "name=\"" + escape_markup(name) + "\"";
}

std::string policy_text(const Table& table) {
  static const char* const kPolicies[] = {"UNIQUE",  "ANY",        "FIRST",       "PRIORITY",
                                          "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
  static const char* const kTotals[] = {"", "SUM", "MIN", "MAX", "COUNT"};
  std::string text = "hitPolicy=\"" + std::string(kPolicies[static_cast<int>(table.policy)]) + "\"";
  if (table.total != Total::kNone)
    text += " aggregation=\"" + std::string(kTotals[static_cast<int>(table.total)]) + "\"";
  return text;
}

std::string print_table(const Table& table) {
  std::string xml = "<decisionTable " + policy_text(table) + ">";
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    xml += "<input><inputExpression typeRef=\"" + type_name(table.sorts[i]) + "\"><text>" +
           escape_markup(print_feel(table.inputs[i])) + "</text></inputExpression></input>";
  for (const Column& column : table.outputs) {
    xml += "<output " + name_attribute(column.name) + ">";
    std::string ranked;
    for (const Naive& value : column.ranked) ranked += (ranked.empty() ? "" : ",") + print(value);
    if (!ranked.empty()) xml += text_element("outputValues", ranked);
    if (column.fallback) xml += text_element("defaultOutputEntry", print_feel(*column.fallback));
    xml += "</output>";
  }
  for (const TableRule& rule : table.rules) {
    xml += "\n<rule>";
    for (const Tests& cell : rule.cells) xml += text_element("inputEntry", print_tests(cell));
    for (const Expr& output : rule.outputs) xml += text_element("outputEntry", print_feel(output));
    xml += "</rule>";
  }
  return xml + "</decisionTable>";
}

std::string print_boxed(const Boxed& boxed) {
  const Expr& expr = boxed.expr;
  std::string xml;
  switch (boxed.logic) {
    case Logic::kLiteral:
      return literal(expr);
    case Logic::kTable:
      return print_table(boxed.table);
    case Logic::kContext:
      for (std::size_t i = 0; i < expr.parts.size(); ++i) {
        xml += "<contextEntry>";
        if (i < expr.names.size()) xml += "<variable " + name_attribute(expr.names[i]) + "/>";
        xml += literal(expr.parts[i]) + "</contextEntry>";
      }
      return "<context>" + xml + "</context>";
    case Logic::kInvocation:
      xml = "<invocation>" + text_element("literalExpression", expr.name);
      for (std::size_t i = 0; i < expr.parts.size(); ++i)
        xml += "<binding><parameter " + name_attribute(expr.names[i]) + "/>" +
               literal(expr.parts[i]) + "</binding>";
      return xml + "</invocation>";
    case Logic::kConditional:
      return "<conditional><if>" + literal(expr.parts[0]) + "</if><then>" + literal(expr.parts[1]) +
             "</then><else>" + literal(expr.parts[2]) + "</else></conditional>";
    case Logic::kList:
      for (const Expr& part : expr.parts) xml += literal(part);
      return "<list>" + xml + "</list>";
  }
  return xml;
}

std::string namespace_of(std::size_t model) {
  return "urn:differential:m" + std::to_string(model);
}

// An id that tells inputs, decisions and functions apart, with its model where it is another's.
std::string reference(const std::string& prefix, std::size_t index, const Element& element,
                      std::size_t model) {
  const std::string id = "#" + prefix + std::to_string(index);
  return element.model == model ? id : namespace_of(element.model) + id;
}

std::string requirements(const Suite& suite, const Element& element) {
  std::string xml;
  const auto add = [&](const char* wrapper, const char* name, const std::string& target) {
    xml +=
        "<" + std::string(wrapper) + "><" + name + " href=\"" + target + "\"/></" + wrapper + ">";
  };
  for (const std::size_t i : element.needs_inputs)
    add("informationRequirement", "requiredInput",
        reference("i", i, suite.inputs[i], element.model));
  for (const std::size_t i : element.needs_decisions)
    add("informationRequirement", "requiredDecision",
        reference("d", i, suite.decisions[i], element.model));
  for (const std::size_t i : element.needs_knowledge)
    add("knowledgeRequirement", "requiredKnowledge",
        reference("k", i, suite.knowledge[i], element.model));
  return xml;
}

std::string variable(const Element& element) {
  std::string xml = "<variable " + name_attribute(element.name);
  if (element.typed) xml += " typeRef=\"" + type_name(element.sort) + "\"";
  return xml + "/>";
}

std::string opening(const char* element, const char* prefix, std::size_t index,
                    const std::string& name) {
  return "<" + std::string(element) + " id=\"" + prefix + std::to_string(index) + "\" " +
         name_attribute(name) + ">";
}

std::vector<std::string> elements_of(const Suite& suite, std::size_t model) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < suite.inputs.size(); ++i) {
    const Element& element = suite.inputs[i];
    if (element.model != model) continue;
    all.push_back(opening("inputData", "i", i, element.name) + variable(element) + "</inputData>");
  }
  for (std::size_t i = 0; i < suite.decisions.size(); ++i) {
    const Element& element = suite.decisions[i];
    if (element.model != model) continue;
    all.push_back(opening("decision", "d", i, element.name) + variable(element) +
                  requirements(suite, element) + print_boxed(element.boxed) + "</decision>");
  }
  for (std::size_t i = 0; i < suite.knowledge.size(); ++i) {
    const Element& element = suite.knowledge[i];
    if (element.model != model) continue;
    std::string parameters;
    for (const Field& field : element.parameters)
      parameters += "<formalParameter " + name_attribute(field.name) + " typeRef=\"" +
                    type_name(field.sort) + "\"/>";
    all.push_back(opening("businessKnowledgeModel", "k", i, element.name) + variable(element) +
                  "<encapsulatedLogic>" + parameters + print_boxed(element.boxed) +
                  "</encapsulatedLogic>" + requirements(suite, element) +
                  "</businessKnowledgeModel>");
  }
  return all;
}

}  // namespace

std::string print_feel(const Expr& expr) {
  const auto part = [&](std::size_t i, int needed) { return bracketed(expr.parts[i], needed); };
  const int here = strength(expr);
  switch (expr.op) {
    case Op::kLiteral:
      return expr.text.empty() ? print(expr.value) : expr.text;
    case Op::kName:
      return expr.name;
    case Op::kNegate:
      return "-" + part(0, 8);
    case Op::kIf:
      return "if " + part(0, 0) + " then " + part(1, 0) + " else " + part(2, 0);
    case Op::kBetween:
      return part(0, 4) + " between " + part(1, 4) + " and " + part(2, 4);
    case Op::kIn:
      return part(0, 4) + " in (" + print_tests(expr.tests) + ")";
    case Op::kList:
      return "[" + listed(expr.parts, {}) + "]";
    case Op::kContext:
      return "{" + listed(expr.parts, expr.names) + "}";
    case Op::kPath:
      return part(0, 9) + "." + expr.name;
    case Op::kIndex:
    case Op::kFilter:
      return part(0, 9) + "[" + part(1, 0) + "]";
    case Op::kFor:
      return "for " + expr.name + " in " + part(0, 9) + " return " + part(1, 0);
    case Op::kSome:
    case Op::kEvery:
      return (expr.op == Op::kSome ? "some " : "every ") + expr.name + " in " + part(0, 9) +
             " satisfies " + part(1, 0);
    case Op::kBuiltin:
    case Op::kKnowledge:
      return expr.name + "(" + listed(expr.parts, expr.names) + ")";
    default:
      break;
  }
  // Left to right: the right operand of an equal operator needs brackets; comparisons do not chain.
  const int left = here == 3 ? 4 : here;
  return part(0, left) + sign_of(expr.op) + part(1, here + 1);
}

std::vector<std::string> print_dmn(const Suite& suite) {
  std::vector<std::string> files;
  Random random(suite.order_seed);
  for (std::size_t model = 0; model < suite.models; ++model) {
    const char* date = suite.version == "1.5" ? "20230324" : "20191111";
    std::string xml = "<definitions xmlns=\"https://www.omg.org/spec/DMN/" + std::string(date) +
                      "/MODEL/\" id=\"m" + std::to_string(model) + "\" name=\"m" +
                      std::to_string(model) + "\" namespace=\"" + namespace_of(model) + "\">\n";
    for (const std::size_t other : suite.imports[model])
      xml += "<import name=\"m" + std::to_string(other) + "\" namespace=\"" + namespace_of(other) +
             "\" importType=\"https://www.omg.org/spec/DMN/" + date + "/MODEL/\"/>\n";
    std::vector<std::string> elements = elements_of(suite, model);
    for (std::size_t i = elements.size(); i > 1; --i)
      std::swap(elements[i - 1], elements[random.below(i)]);
    for (const std::string& element : elements) xml += element + "\n";
    files.push_back(xml + "</definitions>\n");
  }
  return files;
}

}  // namespace alternat::differential
