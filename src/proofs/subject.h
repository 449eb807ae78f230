// SPDX-License-Identifier: EUPL-1.2
// What is proved over: one procedure with its compiled conditions, and the law and terms around it.
// All outlive the proof.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/feel/expression.h"
#include "decisions/feel/scope.h"
#include "decisions/feel/value.h"
#include "procedures/definition.h"
#include "terms/fact.h"
#include "terms/message_rules.h"

namespace alternat::proofs {

// Terms of the agreement that conditions read; what is not established stands here as null.
using TermValues = std::map<std::string, feel::Value>;

struct Procedure {
  const procedures::Definition* definition = nullptr;
  const feel::Scope* scope = nullptr;
  const std::vector<std::optional<feel::Expression>>* expressions = nullptr;  // by index
};

// The same question the running node asks: does a change of the fact make the gates' results stale?
using Reads = std::function<bool(std::string_view decision, std::string_view variable)>;

struct Surroundings {
  const terms::FactDictionary* facts = nullptr;
  const terms::MessageRules* messages = nullptr;
  Reads reads;
};

struct Subject {
  Procedure procedure;
  Surroundings around;
  TermValues terms;
};

}  // namespace alternat::proofs
