// SPDX-License-Identifier: EUPL-1.2
// The text of a checkpoint (C2SP tlog-checkpoint): origin, size, root in base64, each on a line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/tree/merkle.h"

namespace alternat::ledger::tree {

struct Checkpoint {
  std::string origin;
  TreeHead head;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

std::string to_text(const Checkpoint& checkpoint);
// Extension lines are accepted and ignored. Error note.malformed.
Result<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace alternat::ledger::tree
