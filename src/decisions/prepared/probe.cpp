// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/probe.h"

#include <algorithm>
#include <set>

#include "decisions/feel/evaluator.h"

namespace alternat::prepared {

feel::Value probe_node(const feel::Source& source, const feel::Node& node, const Reading& reading,
                       feel::EvaluationContext& context) {
  const feel::EvaluationContext::Muted muted(context);
  context.steps = 0;
  feel::Locals locals(source.frame_size);
  for (const auto& [slot, value] : reading.locals)
    if (slot < source.frame_size) locals.data()[slot] = value;
  return feel::Evaluator(source, reading.slots, locals.data(), context).value_of(node);
}

feel::Value probe_tests(const feel::UnaryTests& tests, const feel::Value& input,
                        const Reading& reading, feel::EvaluationContext& context) {
  const feel::EvaluationContext::Muted muted(context);
  context.steps = 0;
  return feel::evaluate_tests(tests, input, reading.slots, context);
}

namespace {

// Function literals have a frame of their own; what they capture is read in the frame around them.
void collect(const feel::Node& node, const std::vector<std::uint32_t>& bound_locals, bool outermost,
             std::set<Place>& places) {
  const auto add = [&](const feel::Variable& variable) {
    const bool is_local = variable.where == feel::Variable::Where::kLocal;
    if (!is_local) places.insert({false, variable.index});
    if (is_local && outermost &&
        std::find(bound_locals.begin(), bound_locals.end(), variable.index) != bound_locals.end())
      places.insert({true, variable.index});
  };
  if (const auto* variable = std::get_if<feel::Variable>(&node.form)) add(*variable);
  if (const auto* member = std::get_if<feel::Member>(&node.form))
    for (const feel::Variable& item : member->items) add(item);
  const auto* function = std::get_if<feel::FunctionLiteral>(&node.form);
  if (function)
    for (const feel::FunctionLiteral::Capture& capture : function->captured) add(capture.from);
  feel::for_each_child(node, [&](const feel::Node& child) {
    collect(child, bound_locals, outermost && !function, places);
  });
}

}  // namespace

std::vector<Place> places_read(const feel::Node& node,
                               const std::vector<std::uint32_t>& bound_locals) {
  std::set<Place> places;
  collect(node, bound_locals, true, places);
  return {places.begin(), places.end()};
}

}  // namespace alternat::prepared
