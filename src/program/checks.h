// SPDX-License-Identifier: EUPL-1.2
// What only the whole program can check: that models read known facts, that procedures ask known
// facts of their own realm from known roles and call decisions that exist, that promises are
// counted from elements that exist, and that reasons, lifts and tasks have their sentences.
#pragma once

#include "base/diagnostics.h"
#include "program/program.h"

namespace alternat::program {

// Codes: program.unknown_input, program.unknown_fact, program.unknown_role,
// program.wrong_realm, program.unknown_decision, program.unknown_procedure,
// program.unknown_element, program.no_text, program.fiction_moved; calendar.* of a clock.
void check_program(const Program& program, Diagnostics& diagnostics);

}  // namespace alternat::program
