// SPDX-License-Identifier: EUPL-1.2
// What one command records: the procedure's records, what stands beside them, and the personal
// values that go to the vault. A case about an instrument or a project keeps its values in the
// open.
#pragma once

#include <vector>

#include "casework/step.h"
#include "procedures/record.h"

namespace alternat::casework {

// The case as it stands before the command, with the version of the procedure it runs on.
struct Loaded {
  projections::CaseRow row;
  const program::CompiledProcedure* procedure = nullptr;
};

struct Prepared {
  ledger::Batch batch;
  std::vector<ledger::PersonalValue> values;
};

struct Recording {
  const std::vector<ExtraRecord>& extra;
  const std::vector<procedures::Record>& records;
  const procedures::Values& values;
};

// Errors: those of ids.
Result<Prepared> prepare_batch(const Node& node, const Call& call, const Loaded& loaded,
                               const Recording& recording);

}  // namespace alternat::casework
