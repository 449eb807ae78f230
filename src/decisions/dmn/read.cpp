// SPDX-License-Identifier: EUPL-1.2
// The reader of definitions and DRG elements (DMN 1.5 clauses 6.3 and 7.3).
#include "decisions/dmn/read.h"

#include <openssl/evp.h>

#include <array>
#include <utility>

#include "decisions/dmn/reading.h"
#include "decisions/dmn/vocabulary.h"

namespace alternat::dmn {
namespace {

constexpr std::string_view kContentNamespace = "urn:alternat:content:1";
constexpr std::pair<std::string_view, std::string_view> kVersions[] = {
    {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
    {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
    {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
    {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
    {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"}};

std::vector<Extension> read_extensions(Reading& reading, const XmlElement& element) {
  std::vector<Extension> extensions;
  const XmlElement* wrapper = reading.child(element, "extensionElements");
  if (!wrapper) return extensions;
  for (const XmlElement& child : wrapper->children) {
    if (child.namespace_uri != kContentNamespace) continue;
    Extension extension;
    extension.name = child.name;
    extension.text = child.text;
    extension.span = child.span;
    for (const XmlAttribute& attribute : child.attributes)
      extension.attributes[attribute.name] = attribute.value;
    extensions.push_back(std::move(extension));
  }
  return extensions;
}

std::vector<Reference> read_references(Reading& reading, const XmlElement& element,
                                       std::string_view name) {
  std::vector<Reference> references;
  for (const XmlElement* child : reading.children(element, name))
    references.push_back({reading.required(*child, "href"), child->span});
  return references;
}

// informationRequirement/requiredInput and the like: wrapper elements holding one reference each.
std::vector<Reference> read_requirements(Reading& reading, const XmlElement& element,
                                         std::string_view wrapper, std::string_view name) {
  std::vector<Reference> references;
  for (const XmlElement* child : reading.children(element, wrapper))
    for (Reference& reference : read_references(reading, *child, name))
      references.push_back(std::move(reference));
  return references;
}

// The variable of an element; without one (it is optional) the element's own name and no type.
InformationItem read_variable(Reading& reading, const XmlElement& element,
                              const std::string& name) {
  if (const XmlElement* variable = reading.child(element, "variable")) {
    InformationItem item = read_information_item(reading, *variable);
    if (item.name.empty()) item.name = name;
    return item;
  }
  InformationItem item;
  item.name = name;
  item.span = element.span;
  return item;
}

bool has_variable(Reading& reading, const XmlElement& element) {
  return reading.child(element, "variable") != nullptr;
}

std::string text_of_child(Reading& reading, const XmlElement& element, std::string_view name) {
  const XmlElement* child = reading.child(element, name);
  return child ? child->text : std::string();
}

ItemDefinition read_item(Reading& reading, const XmlElement& element) {
  ItemDefinition item;
  item.id = element.attribute_or("id", "");
  item.name = reading.required(element, "name");
  item.is_collection = element.attribute_or("isCollection", "false") == "true";
  item.span = element.span;
  item.type_ref = text_of_child(reading, element, "typeRef");
  if (const XmlElement* values = reading.child(element, "allowedValues"))
    item.allowed = reading.text_of(*values);
  if (const XmlElement* constraint = reading.child(element, "typeConstraint"))
    item.type_constraint = reading.text_of(*constraint);
  for (const XmlElement* component : reading.children(element, "itemComponent"))
    item.components.push_back(read_item(reading, *component));
  if (const XmlElement* function = reading.child(element, "functionItem")) {
    item.is_function = true;
    item.function_output = function->attribute_or("outputTypeRef", "");
    for (const XmlElement* parameter : reading.children(*function, "parameters"))
      item.function_parameters.push_back(read_information_item(reading, *parameter));
  }
  return item;
}

Decision read_decision(Reading& reading, const XmlElement& element) {
  Decision decision;
  decision.id = element.attribute_or("id", "");
  decision.name = reading.required(element, "name");
  decision.label = element.attribute_or("label", "");
  decision.description = text_of_child(reading, element, "description");
  decision.question = text_of_child(reading, element, "question");
  decision.allowed_answers = text_of_child(reading, element, "allowedAnswers");
  decision.span = element.span;
  decision.variable = read_variable(reading, element, decision.name);
  decision.has_variable = has_variable(reading, element);
  decision.required_inputs =
      read_requirements(reading, element, "informationRequirement", "requiredInput");
  decision.required_decisions =
      read_requirements(reading, element, "informationRequirement", "requiredDecision");
  decision.required_knowledge =
      read_requirements(reading, element, "knowledgeRequirement", "requiredKnowledge");
  decision.expression = read_expression_in(reading, element);
  decision.extensions = read_extensions(reading, element);
  return decision;
}

BusinessKnowledge read_knowledge(Reading& reading, const XmlElement& element) {
  BusinessKnowledge knowledge;
  knowledge.id = element.attribute_or("id", "");
  knowledge.name = reading.required(element, "name");
  knowledge.span = element.span;
  knowledge.variable = read_variable(reading, element, knowledge.name);
  knowledge.required_knowledge =
      read_requirements(reading, element, "knowledgeRequirement", "requiredKnowledge");
  if (const XmlElement* logic = reading.child(element, "encapsulatedLogic"))
    knowledge.logic = read_function(reading, *logic);
  return knowledge;
}

DecisionService read_service(Reading& reading, const XmlElement& element) {
  DecisionService service;
  service.id = element.attribute_or("id", "");
  service.name = reading.required(element, "name");
  service.span = element.span;
  service.variable = read_variable(reading, element, service.name);
  service.outputs = read_references(reading, element, "outputDecision");
  service.encapsulated = read_references(reading, element, "encapsulatedDecision");
  service.input_decisions = read_references(reading, element, "inputDecision");
  service.input_data = read_references(reading, element, "inputData");
  return service;
}

Import read_import(Reading& reading, const XmlElement& element) {
  Import import;
  import.name = element.attribute_or("name", "");
  import.namespace_uri = reading.required(element, "namespace");
  import.import_type = element.attribute_or("importType", "");
  import.location = element.attribute_or("locationURI", "");
  import.span = element.span;
  if (import.import_type.find("/DMN/") == std::string::npos)
    reading.unsupported(element, "imports of \"" + import.import_type + "\"");
  return import;
}

void read_element(Reading& reading, const XmlElement& element, Definitions& definitions) {
  const std::string& name = element.name;
  if (name == "import") {
    definitions.imports.push_back(read_import(reading, element));
  } else if (name == "itemDefinition") {
    definitions.items.push_back(read_item(reading, element));
  } else if (name == "inputData") {
    InputData input;
    input.id = element.attribute_or("id", "");
    input.name = reading.required(element, "name");
    input.span = element.span;
    input.variable = read_variable(reading, element, input.name);
    input.has_variable = has_variable(reading, element);
    definitions.inputs.push_back(std::move(input));
  } else if (name == "decision") {
    definitions.decisions.push_back(read_decision(reading, element));
  } else if (name == "businessKnowledgeModel") {
    definitions.knowledge.push_back(read_knowledge(reading, element));
  } else if (name == "decisionService") {
    definitions.services.push_back(read_service(reading, element));
  } else if (name == "knowledgeSource") {
    definitions.sources.push_back(
        {element.attribute_or("id", ""), reading.required(element, "name"), element.span});
  } else if (name != "extensionElements" && name != "description" && name != "group" &&
             name != "textAnnotation" && name != "association" && name != "elementCollection" &&
             name != "performanceIndicator" && name != "organizationUnit") {
    reading.unsupported(element, "<" + name + "> elements");
  }
}

// Names of what an expression can name are unique (DMN 1.5 clause 7.3.8: requirement graphs resolve
// by name); ids are the matter of check_vocabulary.
struct Uniqueness {
  Diagnostics& diagnostics;
  std::map<std::string, SourceSpan, std::less<>> names;

  void check(const std::string& name, const SourceSpan& span) {
    if (name.empty()) return;
    const auto [found, added] = names.emplace(name, span);
    if (!added)
      diagnostics.error("dmn.duplicate_name",
                        "the name \"" + name + "\" is already used at " + to_string(found->second),
                        span);
  }
};

void check_unique(const Definitions& definitions, Diagnostics& diagnostics) {
  Uniqueness unique{diagnostics, {}};
  for (const InputData& input : definitions.inputs) unique.check(input.name, input.span);
  for (const Decision& decision : definitions.decisions) unique.check(decision.name, decision.span);
  for (const BusinessKnowledge& knowledge : definitions.knowledge)
    unique.check(knowledge.name, knowledge.span);
  for (const DecisionService& service : definitions.services)
    unique.check(service.name, service.span);
  Uniqueness types{diagnostics, {}};
  for (const ItemDefinition& item : definitions.items) types.check(item.name, item.span);
}

}  // namespace

std::string Extension::get_or_empty(std::string_view attribute) const {
  const auto found = attributes.find(attribute);
  return found == attributes.end() ? std::string() : found->second;
}

const Extension* find_extension(const std::vector<Extension>& extensions, std::string_view name) {
  for (const Extension& extension : extensions)
    if (extension.name == name) return &extension;
  return nullptr;
}

std::string_view to_text(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::kUnique:
      return "UNIQUE";
    case HitPolicy::kAny:
      return "ANY";
    case HitPolicy::kFirst:
      return "FIRST";
    case HitPolicy::kPriority:
      return "PRIORITY";
    case HitPolicy::kCollect:
      return "COLLECT";
    case HitPolicy::kRuleOrder:
      return "RULE ORDER";
    case HitPolicy::kOutputOrder:
      return "OUTPUT ORDER";
  }
  return "";
}

std::string_view to_text(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::kNone:
      return "";
    case Aggregation::kSum:
      return "SUM";
    case Aggregation::kMin:
      return "MIN";
    case Aggregation::kMax:
      return "MAX";
    case Aggregation::kCount:
      return "COUNT";
  }
  return "";
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15];
  }
  return hex;
}

std::unique_ptr<Definitions> read_definitions(std::string_view bytes, const std::string& file,
                                              Diagnostics& diagnostics) {
  const Result<XmlElement> root = parse_xml(bytes, file);
  if (!root) {
    const Error& error = root.error();
    diagnostics.error(error.code, error.message,
                      error.spans.empty() ? SourceSpan{file, 0, 0} : error.spans.front());
    return nullptr;
  }
  Reading reading{diagnostics, root->namespace_uri};
  auto definitions = std::make_unique<Definitions>();
  for (const auto& [uri, version] : kVersions)
    if (root->namespace_uri == uri) definitions->version = version;
  if (root->name != "definitions" || definitions->version.empty()) {
    diagnostics.error("dmn.not_dmn",
                      "the root element is <" + root->name + "> of namespace \"" +
                          root->namespace_uri + "\", not <definitions> of DMN 1.1 to 1.5",
                      root->span);
    return nullptr;
  }
  check_vocabulary(*root, root->namespace_uri, diagnostics);
  definitions->file = file;
  definitions->hash = sha256_hex(bytes);
  definitions->id = root->attribute_or("id", "");
  definitions->name = root->attribute_or("name", "");
  definitions->namespace_uri = reading.required(*root, "namespace");
  definitions->extensions = read_extensions(reading, *root);
  for (const XmlElement& element : root->children)
    if (element.namespace_uri == reading.model_namespace)
      read_element(reading, element, *definitions);
  definitions->diagrams = read_diagrams(*root);
  check_unique(*definitions, diagnostics);
  return definitions;
}

}  // namespace alternat::dmn
