// SPDX-License-Identifier: EUPL-1.2
// Vault: the personal values of one realm, each under its subject's key, in files of their own.
// Only `Ledger` writes and reads it, so that values and records, and reads and their records, stay
// together.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/grant.h"
#include "access/sensitive.h"
#include "base/result.h"
#include "ledger/record.h"

namespace alternat::ledger {

struct SubjectTag;
// A person within one realm; the same person has unrelated ids in two realms.
using SubjectId = Id<SubjectTag>;

// A value that record `ordinal` of the batch commits to; becomes its next commitment. A name
// is an id text.
struct PersonalValue {
  std::uint32_t ordinal;
  SubjectId subject;
  std::string
      retention;     // retention class (returns-and-rights 5.6): an id text, "case", "read_log"…
  std::string name;  // fact id, "trace.BC1", "comment"…
  access::Sensitive<std::string> value;  // JSON of the fact, or text; at most 16 MiB
};

struct StoredValue {
  std::uint64_t version;  // of the record in the case's stream: later values supersede earlier ones
  std::uint32_t item;     // place among the record's commitments
  std::string name;
  access::Sensitive<std::string> value;
  Commitment commitment;
};

// What a grant shows of one subject in one case: values in the order they were recorded, and the
// names of the categories that exist but stay hidden.
struct PersonalData {
  std::vector<StoredValue> values;
  std::vector<access::FactCategory> redacted;
  bool is_erased = false;
};

}  // namespace alternat::ledger
