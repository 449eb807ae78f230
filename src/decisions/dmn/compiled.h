// SPDX-License-Identifier: EUPL-1.2
// The FEEL tree beside a text of a model.
#pragma once

#include <optional>

#include "decisions/dmn/definitions.h"
#include "decisions/feel/expression.h"

namespace alternat::dmn {

// One of the two; neither if the text did not parse (then the model was refused).
struct CompiledText {
  std::optional<feel::Expression> expression;
  std::optional<feel::UnaryTests> tests;
};

inline const feel::Expression* find_expression(const Text& text) {
  return text.compiled && text.compiled->expression ? &*text.compiled->expression : nullptr;
}
inline const feel::UnaryTests* find_tests(const Text& text) {
  return text.compiled && text.compiled->tests ? &*text.compiled->tests : nullptr;
}

}  // namespace alternat::dmn
