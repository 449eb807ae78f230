// SPDX-License-Identifier: EUPL-1.2
// The pass from models as read to models that evaluate: references, types, scopes, FEEL trees,
// cycles. Used by ModelSet::compile only.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "decisions/dmn/model_set.h"
#include "decisions/feel/scope.h"

namespace alternat::dmn {

// A scope while walking down an expression, with the element it belongs to.
struct Environment {
  feel::Scope scope;
  std::set<std::uint32_t> shadowed;          // slots of links that a local name hides here
  std::optional<std::uint32_t> filter_item;  // slot of the item of the boxed filter around
};

class Compiler {
 public:
  Compiler(ModelSet& models, Strictness strictness, Diagnostics& diagnostics)
      : set_(models), strictness_(strictness), diagnostics_(diagnostics) {}
  void run();

 private:
  // compile.cpp: the graph.
  // Of one model. Suites hold more in one file, and declare no name that is not required.
  std::size_t elements_max() const { return strictness_ == Strictness::kContent ? 1000 : 5000; }
  bool check_sizes();
  void number_elements();
  void link_items();
  void resolve_variable_types();
  void resolve_function_types();
  void compile_decision(DecisionNode& node);
  void compile_knowledge(KnowledgeNode& node);
  void resolve_service(ServiceNode& node);
  void finish_frame(Frame& frame, std::size_t required_count, const SourceSpan& span);
  void check_cycles();  // compile_cycles.cpp
  void check_kinds(const DecisionNode& node);
  void report_unknown_reference(const Definitions& model, const Reference& reference);
  void close_over_inputs();
  std::optional<Link> find_target(const Definitions& model, const Reference& reference) const;
  void add_link(Frame& frame, const Definitions& model, Link link, bool required);
  // How many links are required; the other names of the model follow them.
  std::size_t build_frame(Frame& frame, std::uint32_t model,
                          const std::vector<Reference>& references);
  void check_requirements(const Frame& frame, const std::set<std::uint32_t>& required,
                          const SourceSpan& span);
  std::string name_of(const Link& link) const;
  const feel::Type& type_of(const Link& link) const;
  std::uint32_t model_of(const Link& link) const;

  // compile_expression.cpp: the texts. Each returns the static type.
  feel::Type compile_expression(Expression& expression, Environment& environment);
  feel::Type compile_node(LiteralExpression& node, Environment& environment);
  feel::Type compile_node(DecisionTable& node, Environment& environment);
  feel::Type compile_node(Invocation& node, Environment& environment);
  feel::Type compile_node(BoxedContext& node, Environment& environment);
  feel::Type compile_node(BoxedList& node, Environment& environment);
  feel::Type compile_node(Relation& node, Environment& environment);
  feel::Type compile_node(FunctionDefinition& node, Environment& environment);
  feel::Type compile_node(Conditional& node, Environment& environment);
  feel::Type compile_node(Filter& node, Environment& environment);
  feel::Type compile_node(Iteration& node, Environment& environment);
  feel::Type compile_text(Text& text, Environment& environment);
  void compile_tests(Text& text, Environment& environment, const feel::Type& input);
  std::uint32_t declare(Environment& environment, std::string_view name, feel::Type type);
  void note_reads(const std::vector<std::uint32_t>& slots, const Environment& environment);
  feel::Type type_named(std::string_view type_ref, const SourceSpan& span);
  void resolve_item(InformationItem& item);
  void compile_allowed(ItemDefinition& item, feel::Type type);
  // Error dmn.type_mismatch in content if no value of the one type is ever of the other.
  void expect_type(const feel::Type& given, const feel::Type& wanted, const std::string& what,
                   const SourceSpan& span);
  void compile_output(Text& text, const OutputClause& clause, Environment& environment);
  void check_binding(const Binding& binding, const feel::Type& function, const feel::Type& given);

  ModelSet& set_;
  Strictness strictness_;
  Diagnostics& diagnostics_;
  std::vector<feel::Type> knowledge_types_, service_types_;  // as functions
  bool references_failed_ = false;                           // of the element being compiled
  // The element being compiled.
  const Definitions* model_ = nullptr;
  Frame* frame_ = nullptr;
};

}  // namespace alternat::dmn
