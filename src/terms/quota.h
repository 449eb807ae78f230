// SPDX-License-Identifier: EUPL-1.2
// Quotas: a number per period, hard or soft, who fixed it, what counts its use, and what happened
// to it (raised, refused, exhausted). Format: docs/content-partnerships.md.
#pragma once

#include "terms/commitment.h"

namespace alternat::terms {

enum class QuotaEffect { kHard, kSoft };
enum class QuotaFixedBy { kOrigin, kDestination, kBoth, kLaw };

struct QuotaNumber {
  ImpreciseDate from;
  std::optional<ImpreciseDate> until;
  std::optional<Decimal> number;  // absent = not established
  std::optional<Date> known_from;
  Provenance provenance;
  SourceSpan span;
};

struct QuotaEvent {
  ImpreciseDate on;
  std::string
      kind;  // granted, exhausted, increase_requested, increase_refused, stopped, not_used_up
  LocalText text;
  Provenance provenance;
};

struct Quota {
  std::string id;
  std::string instrument;
  std::string clause;
  std::string citation;  // of the law, where it is one of the law
  ComponentKind component = ComponentKind::kLabourMigration;
  LocalText title;
  std::string unit;
  CountingPeriod period = CountingPeriod::kYear;
  QuotaEffect effect = QuotaEffect::kSoft;
  QuotaFixedBy fixed_by = QuotaFixedBy::kBoth;
  std::vector<QuotaNumber> numbers;
  std::optional<CountedBy> counted_by;
  std::vector<std::string> series;
  std::vector<QuotaEvent> events;
  Provenance provenance;
  SourceSpan span;

  // The row that holds on `day`, as known on `known_as_of`; nullptr = not established.
  const QuotaNumber* on(Date day, Date known_as_of) const;
};

// Reads [[quota]] tables. Codes: quota.id, quota.component, quota.period, quota.effect,
// quota.fixed_by, quota.no_number, quota.overlap, quota.event.
std::vector<Quota> read_quotas(const TomlNode& file, Diagnostics& diagnostics);

std::string_view to_text(QuotaEffect effect);
std::string_view to_text(QuotaFixedBy fixed_by);

}  // namespace alternat::terms
