// SPDX-License-Identifier: EUPL-1.2
// Small models for tests: a wrapper around the parts that a test is about.
#pragma once

#include <string>

namespace alternat::dmn {

inline std::string model_text(const std::string& body) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m")"
         R"( xmlns:alternat="urn:alternat:content:1" namespace="urn:test">)"
         "\n" +
         body + "</definitions>\n";
}

inline std::string input_text(const std::string& name, const std::string& type) {
  return "<inputData id=\"in_" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
         "\" typeRef=\"" + type + "\"/></inputData>\n";
}

// A decision that requires one input and has the given logic.
inline std::string decision_text(const std::string& name, const std::string& required,
                                 const std::string& logic) {
  return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
         "\"/><informationRequirement><requiredInput href=\"#in_" + required +
         "\"/></informationRequirement>" + logic + "</decision>\n";
}

inline std::string rule_text(const std::string& id, const std::string& cell,
                             const std::string& output) {
  return "<rule id=\"" + id + "\"><inputEntry><text>" + cell +
         "</text></inputEntry><outputEntry><text>" + output + "</text></outputEntry></rule>";
}

inline std::string table_text(const std::string& attributes, const std::string& input,
                              const std::string& rules,
                              const std::string& output = "<output name=\"o\"/>") {
  return "<decisionTable " + attributes + "><input><inputExpression typeRef=\"number\"><text>" +
         input + "</text></inputExpression></input>" + output + rules + "</decisionTable>";
}

inline std::string literal_text(const std::string& feel) {
  return "<literalExpression><text>" + feel + "</text></literalExpression>";
}

}  // namespace alternat::dmn
