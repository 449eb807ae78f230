// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/vocabulary.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace alternat::dmn {
namespace {

// The elements of the schemas of DMN 1.1 to 1.5 (clause 14, DMN15.xsd).
constexpr std::array kElements{
    std::string_view("allowedAnswers"),
    std::string_view("allowedValues"),
    std::string_view("annotation"),
    std::string_view("annotationEntry"),
    std::string_view("artifact"),
    std::string_view("association"),
    std::string_view("authorityRequirement"),
    std::string_view("binding"),
    std::string_view("businessContextElement"),
    std::string_view("businessKnowledgeModel"),
    std::string_view("column"),
    std::string_view("conditional"),
    std::string_view("context"),
    std::string_view("contextEntry"),
    std::string_view("decision"),
    std::string_view("decisionMade"),
    std::string_view("decisionMaker"),
    std::string_view("decisionOwned"),
    std::string_view("decisionOwner"),
    std::string_view("decisionService"),
    std::string_view("decisionTable"),
    std::string_view("defaultOutputEntry"),
    std::string_view("definitions"),
    std::string_view("description"),
    std::string_view("drgElement"),
    std::string_view("elementCollection"),
    std::string_view("else"),
    std::string_view("encapsulatedDecision"),
    std::string_view("encapsulatedLogic"),
    std::string_view("every"),
    std::string_view("expression"),
    std::string_view("extensionElements"),
    std::string_view("filter"),
    std::string_view("for"),
    std::string_view("formalParameter"),
    std::string_view("functionDefinition"),
    std::string_view("functionItem"),
    std::string_view("group"),
    std::string_view("if"),
    std::string_view("impactedPerformanceIndicator"),
    std::string_view("impactingDecision"),
    std::string_view("import"),
    std::string_view("importedElement"),
    std::string_view("importedValues"),
    std::string_view("in"),
    std::string_view("informationItem"),
    std::string_view("informationRequirement"),
    std::string_view("input"),
    std::string_view("inputData"),
    std::string_view("inputDecision"),
    std::string_view("inputEntry"),
    std::string_view("inputExpression"),
    std::string_view("inputValues"),
    std::string_view("invocation"),
    std::string_view("itemComponent"),
    std::string_view("itemDefinition"),
    std::string_view("knowledgeRequirement"),
    std::string_view("knowledgeSource"),
    std::string_view("list"),
    std::string_view("literalExpression"),
    std::string_view("match"),
    std::string_view("organizationUnit"),
    std::string_view("output"),
    std::string_view("outputDecision"),
    std::string_view("outputEntry"),
    std::string_view("outputValues"),
    std::string_view("owner"),
    std::string_view("parameter"),
    std::string_view("parameters"),
    std::string_view("performanceIndicator"),
    std::string_view("question"),
    std::string_view("relation"),
    std::string_view("requiredAuthority"),
    std::string_view("requiredDecision"),
    std::string_view("requiredInput"),
    std::string_view("requiredKnowledge"),
    std::string_view("return"),
    std::string_view("row"),
    std::string_view("rule"),
    std::string_view("satisfies"),
    std::string_view("some"),
    std::string_view("sourceRef"),
    std::string_view("supportedObjective"),
    std::string_view("targetRef"),
    std::string_view("text"),
    std::string_view("textAnnotation"),
    std::string_view("then"),
    std::string_view("type"),
    std::string_view("typeConstraint"),
    std::string_view("typeRef"),
    std::string_view("usingProcess"),
    std::string_view("usingTask"),
    std::string_view("variable"),
};

// The attributes without a namespace.
constexpr std::array kAttributes{
    std::string_view("URI"),
    std::string_view("aggregation"),
    std::string_view("associationDirection"),
    std::string_view("exporter"),
    std::string_view("exporterVersion"),
    std::string_view("expressionLanguage"),
    std::string_view("hitPolicy"),
    std::string_view("href"),
    std::string_view("id"),
    std::string_view("importType"),
    std::string_view("isCollection"),
    std::string_view("iteratorVariable"),
    std::string_view("kind"),
    std::string_view("label"),
    std::string_view("locationURI"),
    std::string_view("name"),
    std::string_view("namespace"),
    std::string_view("outputLabel"),
    std::string_view("outputTypeRef"),
    std::string_view("preferredOrientation"),
    std::string_view("textFormat"),
    std::string_view("typeLanguage"),
    std::string_view("typeRef"),
};

template <typename Words>
std::string suggestion(std::string_view word, const Words& words) {
  const std::string nearest =
      nearest_name(word, std::vector<std::string>(words.begin(), words.end()));
  return nearest.empty() ? "" : ": did you mean " + nearest + "?";
}

struct Check {
  std::string_view model_namespace;
  Diagnostics& diagnostics;
  std::map<std::string, SourceSpan, std::less<>> ids;

  void words(const XmlElement& element) {
    if (element.namespace_uri != model_namespace) return;
    if (std::find(kElements.begin(), kElements.end(), element.name) == kElements.end())
      diagnostics.error(
          "dmn.unknown_element",
          "DMN has no element <" + element.name + ">" + suggestion(element.name, kElements),
          element.span);
    for (const XmlAttribute& attribute : element.attributes) {
      if (!attribute.namespace_uri.empty() ||
          std::find(kAttributes.begin(), kAttributes.end(), attribute.name) != kAttributes.end())
        continue;
      diagnostics.error("dmn.unknown_attribute",
                        "DMN has no attribute " + attribute.name + " of <" + element.name + ">" +
                            suggestion(attribute.name, kAttributes),
                        element.span);
    }
  }

  // Ids are unique in a file (xsd:ID).
  void id(const XmlElement& element) {
    const std::string id = element.attribute_or("id", "");
    if (id.empty()) return;
    const auto [found, added] = ids.emplace(id, element.span);
    if (!added)
      diagnostics.error("dmn.duplicate_id",
                        "the id " + id + " is already used at " + to_string(found->second),
                        element.span);
  }

  void walk(const XmlElement& element) {
    words(element);
    if (element.name != "definitions") id(element);  // the file's own id is no target
    for (const XmlElement& child : element.children)
      if (child.name != "extensionElements") walk(child);
  }
};

}  // namespace

void check_vocabulary(const XmlElement& root, std::string_view model_namespace,
                      Diagnostics& diagnostics) {
  Check{model_namespace, diagnostics, {}}.walk(root);
}

}  // namespace alternat::dmn
