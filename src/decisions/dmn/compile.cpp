// SPDX-License-Identifier: EUPL-1.2
// References, scopes and cycles (DMN 1.5 clauses 6.2.1 and 7.3.8: names are in scope only through
// requirements).
#include "decisions/dmn/compile.h"

#include <algorithm>
#include <functional>

#include "decisions/dmn/types.h"

namespace alternat::dmn {
namespace {

bool is_constrained(const ItemDefinition& item, int depth) {
  if (depth > 20) return false;
  if (item.allowed || item.type_constraint) return true;
  for (const ItemDefinition& component : item.components)
    if (is_constrained(component, depth + 1)) return true;
  return item.base && is_constrained(*item.base, depth + 1);
}

void mark_constrained(ItemDefinition& item) {
  item.constrained = is_constrained(item, 0);
  for (ItemDefinition& component : item.components) mark_constrained(component);
}

template <typename Elements>
std::optional<std::uint32_t> index_of_id(const Elements& elements, std::string_view id) {
  for (std::uint32_t i = 0; i < elements.size(); ++i)
    if (elements[i].id == id) return i;
  return std::nullopt;
}

}  // namespace

void Compiler::run() {
  if (!check_sizes()) return;
  number_elements();
  link_items();
  resolve_variable_types();
  for (ServiceNode& node : set_.services_) resolve_service(node);
  resolve_function_types();
  for (DecisionNode& node : set_.decisions_) compile_decision(node);
  for (KnowledgeNode& node : set_.knowledge_) compile_knowledge(node);
  check_cycles();
  close_over_inputs();
}

// Every element of a model sees the names of all others, and rests on them in chains.
bool Compiler::check_sizes() {
  bool good = true;
  for (const auto& model : set_.models_) {
    const std::size_t count = model->inputs.size() + model->decisions.size() +
                              model->knowledge.size() + model->services.size();
    if (count <= elements_max()) continue;
    good = false;
    diagnostics_.error("dmn.too_large",
                       "the model has " + std::to_string(count) +
                           " inputs, decisions and functions, at most " +
                           std::to_string(elements_max()) +
                           " are read: split it into models that import one another",
                       SourceSpan{model->file, 1, 1});
  }
  return good;
}

void Compiler::number_elements() {
  for (std::uint32_t m = 0; m < set_.models_.size(); ++m) {
    Definitions& model = *set_.models_[m];
    for (InputData& input : model.inputs) {
      set_.inputs_by_name_[input.name].push_back(static_cast<std::uint32_t>(set_.inputs_.size()));
      set_.inputs_.push_back({m, &input, {}});
    }
    for (Decision& decision : model.decisions)
      set_.decisions_.push_back({m, &decision, {}, {}, {}, {}});
    for (BusinessKnowledge& knowledge : model.knowledge)
      set_.knowledge_.push_back({m, &knowledge, {}, {}, {}});
    for (const DecisionService& service : model.services)
      set_.services_.push_back({m, &service, {}, {}, {}, {}});
    for (const Import& import : model.imports)
      if (!set_.find_model(import.namespace_uri))
        diagnostics_.error("dmn.unknown_import",
                           "no loaded model has the namespace " + import.namespace_uri,
                           import.span);
  }
}

void Compiler::link_items() {
  const std::function<void(const Definitions&, ItemDefinition&)> link =
      [&](const Definitions& model, ItemDefinition& item) {
        if (!item.type_ref.empty()) item.base = find_item(set_, model, item.type_ref);
        if (item.base == &item) item.base = nullptr;
        if (!item.base && !item.type_ref.empty())
          resolve_type(set_, model, item.type_ref, item.span, diagnostics_);
        for (ItemDefinition& component : item.components) link(model, component);
      };
  for (const auto& model : set_.models_)
    for (ItemDefinition& item : model->items) link(*model, item);
  for (const auto& model : set_.models_) {
    model_ = model.get();
    for (ItemDefinition& item : model->items) {
      mark_constrained(item);
      compile_allowed(item, type_of_item(set_, *model, item));
    }
  }
}

void Compiler::resolve_variable_types() {
  // Without one an input would have no type: nothing that is said of it could be checked.
  for (const InputNode& node : set_.inputs_)
    if (!node.data->has_variable && strictness_ == Strictness::kContent)
      diagnostics_.error(
          "dmn.missing_variable",
          "\"" + node.data->name + "\" has no <variable>: add one with its name and typeRef",
          node.data->span);
  const auto resolve = [&](std::uint32_t model, const InformationItem& item) {
    return resolve_type(set_, *set_.models_[model], item.type_ref, item.span, diagnostics_);
  };
  for (InputNode& node : set_.inputs_) node.type = resolve(node.model, node.data->variable);
  for (DecisionNode& node : set_.decisions_)
    node.type = resolve(node.model, node.decision->variable);
  for (ServiceNode& node : set_.services_)
    node.result = resolve(node.model, node.service->variable);
  for (KnowledgeNode& node : set_.knowledge_) {
    // The variable's type is that of the function, or (older models) of its result.
    node.result = resolve(node.model, node.knowledge->variable);
    if (node.result.type.kind == feel::TypeKind::kFunction) {
      const ItemDefinition* item = node.result.item;
      node.result = {};
      if (item && item->is_function)
        node.result = resolve_type(set_, *set_.models_[node.model], item->function_output,
                                   item->span, diagnostics_);
    }
    for (const InformationItem& parameter : node.knowledge->logic.parameters)
      node.parameters.push_back(resolve(node.model, parameter));
  }
}

// What a call of a business knowledge model or a decision service takes and gives.
void Compiler::resolve_function_types() {
  const auto add = [](feel::Type& type, const std::string& name, const feel::Type& parameter) {
    type.of.push_back(parameter);
    type.fields.push_back({name, parameter});
  };
  for (const KnowledgeNode& node : set_.knowledge_) {
    feel::Type type = feel::Type::simple(feel::TypeKind::kFunction);
    for (std::size_t i = 0; i < node.parameters.size(); ++i)
      add(type, node.knowledge->logic.parameters[i].name, node.parameters[i].type);
    type.of.push_back(node.result.type);
    knowledge_types_.push_back(std::move(type));
  }
  for (const ServiceNode& node : set_.services_) {
    feel::Type type = feel::Type::simple(feel::TypeKind::kFunction);
    for (std::uint32_t input : node.inputs)
      add(type, set_.inputs_[input].data->variable.name, set_.inputs_[input].type.type);
    for (std::uint32_t decision : node.input_decisions)
      add(type, set_.decisions_[decision].decision->variable.name,
          set_.decisions_[decision].type.type);
    type.of.push_back(node.result.type.kind == feel::TypeKind::kFunction ? feel::Type::any()
                                                                         : node.result.type);
    service_types_.push_back(std::move(type));
  }
}

std::optional<Link> Compiler::find_target(const Definitions& model,
                                          const Reference& reference) const {
  const std::size_t hash = reference.href.find('#');
  const std::string_view href = reference.href;
  std::string_view uri = hash == std::string::npos ? std::string_view() : href.substr(0, hash);
  const std::string_view id = hash == std::string::npos ? href : href.substr(hash + 1);
  if (uri.empty()) uri = model.namespace_uri;
  for (std::uint32_t i = 0; i < set_.inputs_.size(); ++i)
    if (set_.inputs_[i].data->id == id && set_.models_[set_.inputs_[i].model]->namespace_uri == uri)
      return Link{Source::kInput, i, 0, false, -1, {}};
  for (std::uint32_t i = 0; i < set_.decisions_.size(); ++i)
    if (set_.decisions_[i].decision->id == id &&
        set_.models_[set_.decisions_[i].model]->namespace_uri == uri)
      return Link{Source::kDecision, i, 0, false, -1, {}};
  for (std::uint32_t i = 0; i < set_.knowledge_.size(); ++i)
    if (set_.knowledge_[i].knowledge->id == id &&
        set_.models_[set_.knowledge_[i].model]->namespace_uri == uri)
      return Link{Source::kKnowledge, i, 0, false, -1, {}};
  for (std::uint32_t i = 0; i < set_.services_.size(); ++i)
    if (set_.services_[i].service->id == id &&
        set_.models_[set_.services_[i].model]->namespace_uri == uri)
      return Link{Source::kService, i, 0, false, -1, {}};
  return std::nullopt;
}

std::uint32_t Compiler::model_of(const Link& link) const {
  switch (link.source) {
    case Source::kInput:
      return set_.inputs_[link.index].model;
    case Source::kDecision:
      return set_.decisions_[link.index].model;
    case Source::kKnowledge:
      return set_.knowledge_[link.index].model;
    case Source::kService:
      return set_.services_[link.index].model;
  }
  return 0;
}

std::string Compiler::name_of(const Link& link) const {
  switch (link.source) {
    case Source::kInput:
      return set_.inputs_[link.index].data->variable.name;
    case Source::kDecision:
      return set_.decisions_[link.index].decision->variable.name;
    case Source::kKnowledge:
      return set_.knowledge_[link.index].knowledge->variable.name;
    case Source::kService:
      return set_.services_[link.index].service->variable.name;
  }
  return {};
}

const feel::Type& Compiler::type_of(const Link& link) const {
  static const feel::Type kAny;
  switch (link.source) {
    case Source::kInput:
      return set_.inputs_[link.index].type.type;
    case Source::kDecision:
      return set_.decisions_[link.index].type.type;
    case Source::kKnowledge:
      return knowledge_types_[link.index];
    case Source::kService:
      return service_types_[link.index];
  }
  return kAny;
}

void Compiler::add_link(Frame& frame, const Definitions& model, Link link, bool required) {
  const Definitions& owner = *set_.models_[model_of(link)];
  std::string name = name_of(link);
  if (&owner != &model) {
    const Import* import = nullptr;
    for (const Import& candidate : model.imports)
      if (candidate.namespace_uri == owner.namespace_uri) import = &candidate;
    if (!import) return;
    link.local_name = name;
    // An import without a name brings its names bare (DMN 1.5 clause 6.3.3).
    if (!import->name.empty()) {
      name = import->name + "." + name;
      if (required) {
        // Also as a context, for `general . age_years`; one per import.
        const std::uint32_t slot = frame.scope.declare(import->name);
        link.group = -1;
        for (std::size_t i = 0; i < frame.imports.size(); ++i)
          if (frame.imports[i].slot == slot) link.group = static_cast<std::int32_t>(i);
        if (link.group < 0) {
          link.group = static_cast<std::int32_t>(frame.imports.size());
          frame.imports.push_back({slot, false});
        }
      }
    }
  } else {
    link.local_name = name;
  }
  for (const Link& other : frame.links)
    if (other.source == link.source && other.index == link.index) return;
  link.slot = frame.scope.declare(name, type_of(link));
  frame.links.push_back(std::move(link));
}

std::size_t Compiler::build_frame(Frame& frame, std::uint32_t model_index,
                                  const std::vector<Reference>& references) {
  references_failed_ = false;
  const Definitions& model = *set_.models_[model_index];
  const std::function<void(const Definitions&, const std::string&)> declare_types =
      [&](const Definitions& owner, const std::string& prefix) {
        for (const ItemDefinition& item : owner.items)
          frame.scope.declare_type(prefix + item.name, type_of_item(set_, owner, item));
      };
  declare_types(model, "");
  for (const Import& import : model.imports)
    if (const Definitions* other = set_.find_model(import.namespace_uri))
      declare_types(*other, import.name.empty() ? "" : import.name + ".");
  for (const Reference& reference : references) {
    const std::optional<Link> link = find_target(model, reference);
    if (!link) {
      report_unknown_reference(model, reference);
      references_failed_ = true;
      continue;
    }
    add_link(frame, model, *link, true);
  }
  const std::size_t required = frame.links.size();
  if (strictness_ == Strictness::kConformance) return required;
  // The other names of the model, so that a use without a requirement is named as such.
  for (std::uint32_t i = 0; i < set_.inputs_.size(); ++i)
    if (set_.inputs_[i].model == model_index)
      add_link(frame, model, {Source::kInput, i, 0, false, -1, {}}, false);
  for (std::uint32_t i = 0; i < set_.decisions_.size(); ++i)
    if (set_.decisions_[i].model == model_index)
      add_link(frame, model, {Source::kDecision, i, 0, false, -1, {}}, false);
  for (std::uint32_t i = 0; i < set_.knowledge_.size(); ++i)
    if (set_.knowledge_[i].model == model_index)
      add_link(frame, model, {Source::kKnowledge, i, 0, false, -1, {}}, false);
  return required;
}

// The ids of the model, for the one that was meant.
void Compiler::report_unknown_reference(const Definitions& model, const Reference& reference) {
  if (reference.href.empty()) return;  // the missing attribute was named already
  std::vector<std::string> ids;
  for (const InputData& input : model.inputs) ids.push_back("#" + input.id);
  for (const Decision& decision : model.decisions) ids.push_back("#" + decision.id);
  for (const BusinessKnowledge& knowledge : model.knowledge) ids.push_back("#" + knowledge.id);
  for (const DecisionService& service : model.services) ids.push_back("#" + service.id);
  const std::string nearest = nearest_name(reference.href, ids);
  diagnostics_.error("dmn.unknown_input",
                     "\"" + reference.href + "\" refers to nothing that is loaded" +
                         (nearest.empty() ? "" : ": did you mean \"" + nearest + "\"?"),
                     reference.span);
}

void Compiler::check_requirements(const Frame& frame, const std::set<std::uint32_t>& required,
                                  const SourceSpan& span) {
  for (const Link& link : frame.links)
    if (link.is_read && !required.contains(link.slot))
      diagnostics_.error("dmn.missing_requirement",
                         "\"" + link.local_name +
                             "\" is used but not required: add an <informationRequirement> or "
                             "<knowledgeRequirement>",
                         span);
}

void Compiler::finish_frame(Frame& frame, std::size_t required_count, const SourceSpan& span) {
  std::set<std::uint32_t> required;
  for (std::size_t i = 0; i < required_count; ++i) required.insert(frame.links[i].slot);
  // A name may be missing only because its reference is wrong, which was said.
  if (!references_failed_) check_requirements(frame, required, span);
  // Names that are not required have no value and cost nothing.
  frame.links.resize(required_count);
}

// A requirement names an element of its own kind (DMN 1.5 clauses 6.3.13 and 6.3.14).
void Compiler::check_kinds(const DecisionNode& node) {
  if (strictness_ == Strictness::kConformance) return;
  const auto check = [&](const std::vector<Reference>& references, auto is_right,
                         const std::string& wanted) {
    for (const Reference& reference : references) {
      const std::optional<Link> link = find_target(*set_.models_[node.model], reference);
      if (!link || is_right(link->source)) continue;
      diagnostics_.error("dmn.wrong_reference", "\"" + reference.href + "\" is not " + wanted,
                         reference.span);
    }
  };
  check(
      node.decision->required_inputs, [](Source source) { return source == Source::kInput; },
      "an input: <requiredInput> takes <inputData>");
  check(
      node.decision->required_decisions, [](Source source) { return source == Source::kDecision; },
      "a decision: <requiredDecision> takes <decision>");
  check(
      node.decision->required_knowledge,
      [](Source source) { return source == Source::kKnowledge || source == Source::kService; },
      "knowledge: <requiredKnowledge> takes a <businessKnowledgeModel> or <decisionService>");
}

void Compiler::compile_decision(DecisionNode& node) {
  Decision& decision = *node.decision;
  check_kinds(node);
  std::vector<Reference> references = decision.required_inputs;
  references.insert(references.end(), decision.required_decisions.begin(),
                    decision.required_decisions.end());
  references.insert(references.end(), decision.required_knowledge.begin(),
                    decision.required_knowledge.end());
  const std::size_t required = build_frame(node.frame, node.model, references);
  model_ = set_.models_[node.model].get();
  frame_ = &node.frame;
  Environment environment{node.frame.scope, {}};
  node.frame.size = static_cast<std::uint32_t>(node.frame.scope.size());
  if (decision.expression) {
    const feel::Type type = compile_expression(*decision.expression, environment);
    expect_type(type, node.type.type, "the result of \"" + decision.name + "\"",
                decision.expression->span);
  }
  finish_frame(node.frame, required, decision.span);
}

void Compiler::compile_knowledge(KnowledgeNode& node) {
  BusinessKnowledge& knowledge = *node.knowledge;
  // Its own name too: a function may call itself.
  std::vector<Reference> references = knowledge.required_knowledge;
  if (!knowledge.id.empty()) references.push_back({"#" + knowledge.id, knowledge.span});
  const std::size_t required = build_frame(node.frame, node.model, references);
  model_ = set_.models_[node.model].get();
  frame_ = &node.frame;
  Environment environment{node.frame.scope, {}};
  node.frame.size = static_cast<std::uint32_t>(node.frame.scope.size());
  const feel::Type type = compile_node(knowledge.logic, environment);
  if (!type.of.empty())
    expect_type(type.of.back(), node.result.type, "the result of \"" + knowledge.name + "\"",
                knowledge.span);
  finish_frame(node.frame, required, knowledge.span);
}

void Compiler::resolve_service(ServiceNode& node) {
  const auto resolve = [&](const std::vector<Reference>& references, Source source,
                           std::vector<std::uint32_t>& into) {
    for (const Reference& reference : references) {
      const std::optional<Link> link = find_target(*set_.models_[node.model], reference);
      if (link && link->source == source) {
        into.push_back(link->index);
      } else if (link) {
        diagnostics_.error("dmn.unknown_input",
                           "\"" + reference.href + "\" refers to nothing of that kind",
                           reference.span);
      } else {
        report_unknown_reference(*set_.models_[node.model], reference);
      }
    }
  };
  resolve(node.service->outputs, Source::kDecision, node.outputs);
  resolve(node.service->input_decisions, Source::kDecision, node.input_decisions);
  resolve(node.service->input_data, Source::kInput, node.inputs);
  std::vector<std::uint32_t> encapsulated;
  resolve(node.service->encapsulated, Source::kDecision, encapsulated);
}

void Compiler::close_over_inputs() {
  set_.dependents_.assign(set_.inputs_.size(), {});
  std::vector<bool> done(set_.decisions_.size(), false);
  const std::function<void(std::uint32_t)> close = [&](std::uint32_t index) {
    if (done[index]) return;
    done[index] = true;
    DecisionNode& node = set_.decisions_[index];
    std::set<std::uint32_t> inputs;
    std::vector<std::uint32_t> order;
    for (const Link& link : node.frame.links) {
      if (link.source == Source::kInput) inputs.insert(link.index);
      if (link.source != Source::kDecision) continue;
      close(link.index);
      const DecisionNode& other = set_.decisions_[link.index];
      inputs.insert(other.input_closure.begin(), other.input_closure.end());
      for (std::uint32_t earlier : other.decision_closure)
        if (std::find(order.begin(), order.end(), earlier) == order.end()) order.push_back(earlier);
      if (std::find(order.begin(), order.end(), link.index) == order.end())
        order.push_back(link.index);
    }
    node.input_closure.assign(inputs.begin(), inputs.end());
    node.decision_closure = std::move(order);
  };
  for (std::uint32_t i = 0; i < set_.decisions_.size(); ++i) {
    close(i);
    for (std::uint32_t input : set_.decisions_[i].input_closure)
      set_.dependents_[input].push_back(i);
  }
}

}  // namespace alternat::dmn
