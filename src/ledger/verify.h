// SPDX-License-Identifier: EUPL-1.2
// Verify: recomputes everything the ledger says about itself and names the first record that
// differs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "ledger/store.h"

namespace alternat::ledger {

struct VerifyReport {
  struct Difference {
    std::string log;
    std::string stream;
    std::uint64_t version = 0;   // 0: the log or a checkpoint, not one record
    std::uint64_t position = 0;  // 0: unknown
    std::string what;

    friend bool operator==(const Difference&, const Difference&) = default;
  };
  std::uint64_t records = 0;
  std::uint64_t leaves = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t unsequenced = 0;  // committed, but without a leaf yet
  std::optional<Difference> first_difference;

  bool is_intact() const { return !first_difference; }
};

// One sentence for people: "log xa-xb, stream case_1, version 3 (position 17): …".
std::string to_string(const VerifyReport::Difference& difference);

struct VerifyOptions {
  std::string checkpoint_key;  // verifier key of the node; empty: signatures are not checked
};

// Reads the whole store in one snapshot: each record decodes, stands in its stream without a gap,
// has the leaf that its bytes give, in commit order; each kept checkpoint has the root of that many
// leaves. An error only where reading itself fails and no record can be named. Cost: about 3 µs a
// record.
Result<VerifyReport> verify(Store& store, const VerifyOptions& options = {});

}  // namespace alternat::ledger
