// SPDX-License-Identifier: EUPL-1.2
// A procedure with its FEEL compiled: each condition and script parsed once, names resolved to
// slots.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/expression.h"
#include "decisions/feel/scope.h"
#include "procedures/definition.h"
#include "terms/fact.h"

namespace alternat::program {

struct ProcedureText {
  std::string file;
  std::string text;
};

struct CompiledProcedure {
  procedures::Definition definition;
  // What it was read from: its own file, then those of the procedures it calls. For keeping.
  std::vector<ProcedureText> texts;
  feel::Scope scope;  // the names that the expressions read
  // By Expression::index.
  std::vector<std::optional<feel::Expression>> expressions;
  const calendar::CalendarSet* calendars = nullptr;  // the program's, for deadline()

  // The value of an expression; `value_of` gives the value of a name the expression reads.
  feel::Value evaluate(const procedures::Expression& expression,
                       const std::function<feel::Value(const feel::Scope::Name&)>& value_of) const;
};

// Names in scope: facts, result variables of the procedure, the terms it declares, and `on`.
CompiledProcedure compile_procedure(procedures::Definition definition,
                                    const terms::FactDictionary& facts, Diagnostics& diagnostics);

}  // namespace alternat::program
