// SPDX-License-Identifier: EUPL-1.2
// What a proof says, in the reader's language: the sentences of counterexamples and of what was
// left out, with elements, messages and facts by their names.
#pragma once

#include <string>

#include "api/render/words.h"
#include "proofs/proof.h"

namespace alternat::procedures {
struct Definition;
}
namespace alternat::program {
class Program;
}

namespace alternat::api {

struct ProofNames {
  const program::Program& program;
  const procedures::Definition* definition = nullptr;  // of the proof's procedure, if any
};

// "" if the catalogue has no such sentence: then only the proof's own English one is there.
std::string sentence_text(const Words& words, const ProofNames& names, std::string_view group,
                          const proofs::Sentence& sentence);

// [proofs.hint.<key of the sentence>], else the one of its property; "" if there is none.
std::string hint_text(const Words& words, proofs::Property property,
                      const proofs::Sentence& sentence);

}  // namespace alternat::api
