// SPDX-License-Identifier: EUPL-1.2
// Commitments: what each side owes, of ten kinds that are never added to one percentage; what
// counts it, its dated status with evidence, and how each party sees it. Format:
// docs/content-partnerships.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/partnership.h"

namespace alternat::terms {

enum class CommitmentKind {
  kCap,
  kTarget,
  kDuration,
  kMilestone,
  kStatus,
  kFacilitation,
  kBody,
  kCooperation,
  kNoQuotaAgreed,
  kDeclined,
};

enum class CountingPeriod { kOnce, kCase, kMonth, kQuarter, kYear };

// The procedure and its end event whose tokens are counted.
struct CountedBy {
  std::string procedure;
  std::string element;
};

struct Commitment {
  std::string id;
  std::string instrument;  // "" = political, without instrument
  std::string clause;      // "" = not established
  ComponentKind component = ComponentKind::kReturn;
  Party owes = Party::kBoth;
  CommitmentKind kind = CommitmentKind::kCooperation;
  LocalText title;
  LocalText detail;
  std::vector<std::string> owners;  // office ids
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<CountingPeriod> period;
  std::optional<ImpreciseDate> from;
  std::optional<ImpreciseDate> due;
  std::optional<CountedBy> counted_by;
  History<int> status;              // 0 not begun, 1 begun, 2 partly carried out, 3 carried out
  std::vector<std::string> series;  // ids of number series that speak to it
  std::vector<PartyView> views;     // at most one per party and day
  std::vector<std::string> linked;  // commitment ids it depends on or is politically linked to
  Provenance provenance;
  SourceSpan span;
};

// Reads [[commitment]] tables. Codes: commitment.id, commitment.kind, commitment.component,
// commitment.no_quantity, commitment.quantity_not_allowed, commitment.no_due,
// commitment.two_measures, commitment.status_level, commitment.period.
std::vector<Commitment> read_commitments(const TomlNode& file, Diagnostics& diagnostics);

std::string_view to_text(CommitmentKind kind);
std::string_view to_text(CountingPeriod period);
std::optional<CountingPeriod> find_counting_period(std::string_view text);
std::optional<CountedBy> read_counted_by(TomlReader& reader, Diagnostics& diagnostics);

}  // namespace alternat::terms
