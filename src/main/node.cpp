// SPDX-License-Identifier: EUPL-1.2
// verify and replay: a node's ledger, read from the outside while it is not running.
#include <filesystem>
#include <iostream>

#include "ledger/ledger.h"
#include "ledger/verify.h"
#include "main/commands.h"
#include "main/print.h"
#include "projections/fold.h"

namespace alternat::commands {
namespace {

// Looking makes no folder: without a ledger there is nothing to look at.
Result<std::unique_ptr<ledger::Ledger>> open_ledger(const NodeOptions& options,
                                                    RandomSource& random) {
  if (options.store.empty() && !std::filesystem::exists(options.data + "/ledger.db"))
    return Error{
        Fault::kNotFound,
        "node.no_ledger",
        "The folder " + options.data + " holds no ledger. Name a node's folder: --data DIR.",
        {}};
  return ledger::Ledger::open({options.data, "localhost", &random, 1024, options.store});
}

}  // namespace

int verify(const NodeOptions& options) {
  SystemRandom random;
  Result<std::unique_ptr<ledger::Ledger>> ledger = open_ledger(options, random);
  if (!ledger) return refuse(ledger.error());
  Result<ledger::VerifyReport> report = ledger::verify((*ledger)->store());
  if (!report) return refuse(report.error());
  if (report->first_difference)
    return refuse(
        {Fault::kUnavailable,
         "verify.altered",
         "The ledger is not as it was recorded: " + ledger::to_string(*report->first_difference) +
             ". Keep the folder as it is and restore a backup beside it.",
         {}});
  std::cout << report->records << " records, " << report->leaves << " leaves, "
            << report->checkpoints << " checkpoints: everything is as it was recorded\n";
  return 0;
}

int replay(const NodeOptions& options) {
  SystemRandom random;
  Result<std::unique_ptr<ledger::Ledger>> ledger = open_ledger(options, random);
  if (!ledger) return refuse(ledger.error());
  projections::Tables tables(&(*ledger)->store());
  const Status status = projections::fold_rest((*ledger)->store(), tables);
  if (!status) return refuse(status.error());
  std::cout << tables.last_position() << " records, " << tables.case_count() << " cases, "
            << tables.task_count("", "") << " open tasks; tables " << tables.digest() << '\n';
  return 0;
}

}  // namespace alternat::commands
