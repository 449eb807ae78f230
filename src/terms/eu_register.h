// SPDX-License-Identifier: EUPL-1.2
// What the Union does beside a partnership: negotiating mandates, visa measures, visa facilitation,
// non-binding arrangements, talent partnerships. Read from content/law/eu/register*.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/imprecise_date.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

enum class EuEntryKind {
  kReadmissionMandate,
  kReadmissionArrangement,
  kVisaMeasure,
  kVisaFacilitation,
  kTalentPartnership,
  kSafeCountryList,
  kAct,
};

struct EuEntry {
  std::string id;
  EuEntryKind kind = EuEntryKind::kAct;
  std::vector<std::string> countries;  // ISO 3166 codes; may be empty for acts
  LocalText title;
  LocalText text;
  std::string status;
  std::optional<ImpreciseDate> from;
  std::optional<ImpreciseDate> until;
  std::string citation;
  Provenance provenance;
  SourceSpan span;
};

// Reads [[entry]] tables. Codes: eu.id, eu.kind, eu.country.
std::vector<EuEntry> read_eu_register(const TomlNode& file, Diagnostics& diagnostics);
std::string_view to_text(EuEntryKind kind);

}  // namespace alternat::terms
