// SPDX-License-Identifier: EUPL-1.2
// `alternat prove` over a compiled program: which properties of docs/proofs.md hold, for every
// procedure of every partnership, every table, every overlay and the access table.
#pragma once

#include <string>
#include <vector>

#include "program/program.h"
#include "proofs/proof.h"

namespace alternat::program {

struct ProveOptions {
  std::string partnership;                   // "" = all
  std::vector<proofs::Property> properties;  // empty = all six
  std::vector<std::string> procedures;       // empty = all
  std::size_t states_max = 300'000;          // of one procedure
};

// Error program.unknown_partnership. Measures time and memory; what is proved depends on neither.
Result<proofs::Report> prove(const Program& program, const ProveOptions& options);

// The safety properties (1, 2, 3, 4, 6) that do not hold, as errors with place and way:
// proof.gates, proof.noninterference, proof.ends, proof.safeguards, proof.access. What a bound left
// open is the warning proof.not_proved.
void check_proofs(const proofs::Report& report, Diagnostics& diagnostics);

// Proves the safety properties of the program and says what fails: no content that fails them may
// run a case. About 0.2 s for the shipped content.
void check_safety(const Program& program, Diagnostics& diagnostics);

}  // namespace alternat::program
