// SPDX-License-Identifier: EUPL-1.2
// Folding the ledger into tables, page by page; where there is much, a second thread reads and
// takes apart what comes next.
#pragma once

#include "projections/tables.h"

namespace alternat::projections {

// Every record after the tables' last one, in one view of the ledger. Errors: those of the store
// and of Tables::apply; what was folded before stays.
Status fold_rest(ledger::Store& ledger, Tables& tables);

}  // namespace alternat::projections
