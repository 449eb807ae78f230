// SPDX-License-Identifier: EUPL-1.2
// CaseRow: what is known of one case without opening the vault: where its tokens stand, what waits
// for whom, since when. Folded from records only; no personal value is ever in it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/vocabulary.h"
#include "base/instant.h"
#include "procedures/state.h"

namespace alternat::projections {

struct CaseRow {
  std::string id;           // the stream
  std::string partnership;  // the log
  std::string procedure;
  std::string hash;     // of the procedure's file when the case began
  std::string realm;    // "labour", "returns", "advice", "agreement"
  std::string subject;  // pseudonym within the realm; "" where no person is concerned
  Instant opened_at = Instant::from_micros(0);
  Instant changed_at = Instant::from_micros(0);
  std::optional<Instant> ended_at;
  std::uint64_t version = 0;  // of the stream
  procedures::State state;
  // Values of a case about an instrument or a project, as JSON texts; a person's are in the vault.
  std::map<std::string, std::string> values;
  // Positions of the case's records in commit order: the story.
  std::vector<std::uint64_t> records;
};

}  // namespace alternat::projections
