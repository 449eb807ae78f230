// SPDX-License-Identifier: EUPL-1.2
// Every command that the open things of a state invite: for exploring all that can happen (proofs,
// tests). Whoever adds a construct that waits for something adds here what can be answered to it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "procedures/command.h"
#include "procedures/definition.h"
#include "procedures/state.h"

namespace alternat::procedures {

// What a decision ("safeguards:contact") may answer.
using OutcomesOf = std::function<std::vector<std::string>(const std::string& decision)>;

// In the order of the state; by actors who have every role of the definition ("anna" answers,
// "bert" is the second person). Form fields get the value `1`, where optional fields stay open.
// Before the case is open: one StartCase for each start. AmendValues only where a conditional event
// waits; never ReleaseTask, ClaimTask or CancelCase: those are possible always and invited by
// nothing. Some may be rejected: an error reported where nothing catches it.
std::vector<Command> invited(const Definition& definition, const State& state,
                             const OutcomesOf& outcomes_of);

enum class OptionalFields { kOpen, kAnswered };
// A value for every field of the form that must be answered, or for every field.
Values answers(const std::vector<std::string>& form, OptionalFields optional);

// A command by an actor with every role of the definition.
Command by_anybody(const Definition& definition, const std::string& actor, Action action);

}  // namespace alternat::procedures
