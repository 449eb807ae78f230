// SPDX-License-Identifier: EUPL-1.2
// decide: (definition, state, command, environment) -> records or a rejection. Pure and
// deterministic. After the command's own effect every token runs on until it waits for somebody or
// something (BPMN 2.0 clause 13, operational semantics).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "procedures/command.h"
#include "procedures/definition.h"
#include "procedures/environment.h"
#include "procedures/record.h"
#include "procedures/state.h"

namespace alternat::procedures {

// A refused command; nothing changed. The ledger records it with its reason code.
// Codes: procedure.* as listed in docs/bpmn.md.
struct Rejection {
  std::string code;
  std::string message;
};

struct Decided {
  std::vector<Record> records;  // at least one
  Values values;                // for the vault: the command's own and those that scripts computed
};

using Decision = std::variant<Decided, Rejection>;

Decision decide(const Definition& definition, const State& state, const Command& command,
                const Environment& environment);

// State after all records, from nothing.
State replay(const std::vector<Record>& records);

}  // namespace alternat::procedures
