// SPDX-License-Identifier: EUPL-1.2
// One command on one case: load, decide, write values and records, fold, and let the decisions that
// are now due run. Every use case goes through here, so that none can leave a part out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "casework/node.h"
#include "procedures/command.h"

namespace alternat::casework {

// What is recorded beside the procedure's own records (a letter's hash, for one): no personal data.
struct ExtraRecord {
  std::string type;
  Json body;
};

// The case begins with this command: its registration and first records are one batch, so that a
// refused beginning leaves nothing behind.
struct NewCase {
  std::string procedure;
  std::string subject;  // "" where no person is concerned
};

struct StepRequest {
  std::string partnership;
  std::string case_id;
  // The version the person saw; another one means the case moved on meanwhile.
  std::optional<std::uint64_t> seen_version;
  procedures::Action action;
  std::vector<ExtraRecord> extra;
  std::optional<NewCase> begins;
};

struct StepResult {
  std::uint64_t version = 0;  // of the case now
  bool already = false;       // this command had been carried out before; nothing happened now
};

// Errors: casework.no_case, casework.stale_version, casework.version_not_loaded (neither the
// content nor the archive has the version the case runs on); casework.no_part, casework.wrong_realm
// and the procedure's reason code if it refuses (then a CommandRejected is recorded); access.*,
// vault.*, ledger.*.
Result<StepResult> step(Node& node, const Call& call, const StepRequest& request);

// Runs the decisions that the case waits for: after a restart, if the node stopped before they ran.
Result<StepResult> resume_decisions(Node& node, const std::string& partnership,
                                    const std::string& case_id);

}  // namespace alternat::casework
