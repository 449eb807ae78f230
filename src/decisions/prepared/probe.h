// SPDX-License-Identifier: EUPL-1.2
// Asking the interpreter: the value of a tree, or of a cell, for given values of what it reads. The
// tables of answers of a plan are made of nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "decisions/dmn/definitions.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/node.h"

namespace alternat::prepared {

// Values of what a tree reads: by slot of the scope, and by local slot (`?`).
struct Reading {
  std::vector<feel::Value> slots;
  std::map<std::uint32_t, feel::Value> locals;
};

feel::Value probe_node(const feel::Source& source, const feel::Node& node, const Reading& reading,
                       feel::EvaluationContext& context);
// A cell of a decision table for the value of its column.
feel::Value probe_tests(const feel::UnaryTests& tests, const feel::Value& input,
                        const Reading& reading, feel::EvaluationContext& context);

// A slot of the scope, or a local slot of the outermost frame.
struct Place {
  bool is_local = false;
  std::uint32_t index = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};
// What the tree below the node reads: scope slots, and those local slots that `bound_locals` has
// (the others belong to forms inside the node). Sorted, each once.
std::vector<Place> places_read(const feel::Node& node,
                               const std::vector<std::uint32_t>& bound_locals);

}  // namespace alternat::prepared
