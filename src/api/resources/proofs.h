// SPDX-License-Identifier: EUPL-1.2
// Proofs: six properties as cards, and a counterexample as a walk over the diagram, step by step.
// Rendered on the server; forward and back are links.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "api/render/page.h"
#include "api/render/words.h"
#include "proofs/proof.h"

namespace alternat::program {
class Program;
}

namespace alternat::api {

struct ProofsInput {
  const program::Program& program;
  const proofs::Report& report;
  std::string partnership;  // "" = all
};

Page proofs_page(const Words& words, const ProofsInput& input);

struct ProofWalk {
  const program::Program& program;
  const proofs::Proof& proof;
  const proofs::Counterexample& example;
  std::string path;      // of this page, without its step
  std::size_t step = 1;  // from 1; clamped to the steps there are
};

Page proof_walk_page(const Words& words, const ProofWalk& walk);

}  // namespace alternat::api
