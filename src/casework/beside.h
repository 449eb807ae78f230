// SPDX-License-Identifier: EUPL-1.2
// A record beside the procedure: something people note on a case that moves no token (who does a
// task, when to look again, a comment, a document). Same guards as a step: one command acts once, a
// stale version changes nothing, a refusal is recorded.
#pragma once

#include <functional>

#include "casework/record_batch.h"
#include "casework/work_on_case.h"
#include "procedures/engine.h"

namespace alternat::casework {

struct Beside {
  ExtraRecord record;
  // Why not; under the case's lock. May be empty.
  std::function<std::optional<procedures::Rejection>(const Loaded&)> objection;
  std::string text;  // goes to the vault under the case's person; "" = nothing
};

// Errors: casework.no_case, casework.stale_version, the objection's code, casework.no_vault (a text
// where the case has no person), casework.version_not_loaded; vault.*, ledger.*.
Result<StepResult> record_beside(Node& node, const Call& call, const CaseRef& of,
                                 const Beside& beside);

}  // namespace alternat::casework
