// SPDX-License-Identifier: EUPL-1.2
// The promise's counter: how often the procedure that counts a commitment reached its end. Offices
// see the exact number and the records that moved it; everybody else a disclosed one, with the
// rule.
#pragma once

#include <optional>

#include "api/resources/partnership_parts.h"
#include "api/site.h"
#include "projections/tables.h"

namespace alternat::api {

enum class Precision { kExact, kDisclosed };

// The running period of a commitment that counts by month, quarter or year; since it began (or ever
// since) for all others.
Period counting_period(const terms::Commitment& commitment, Date today);

struct CountersInput {
  const program::Program& program;
  const projections::Tables& tables;
  const terms::PartnershipContent& subject;
  const Words& words;
  Precision precision = Precision::kDisclosed;
};

// By commitment id, for commitments with `counted_by`.
Counters counters_of(const CountersInput& input);

// Whether the session's role sees exact numbers: steering and executing offices and the monitor.
Precision precision_for(const Visit& visit);
// What the partnership's pages of this request show.
Counters counters_for(const Visit& visit, const terms::PartnershipContent& subject);

}  // namespace alternat::api
