// SPDX-License-Identifier: EUPL-1.2
// Offices: ministries, agencies, missions, commissioners: each with its names, its holders and its
// own life, all dated. When an office ends, its open tasks go to the named successor or are
// ownerless. Format: docs/content-partnerships.md, "Offices".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terms/imprecise_date.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

enum class OfficeKind {
  kMinistry,
  kAgency,
  kMission,
  kUnit,
  kCommissioner,
  kPolice,
  kRegional,
  kUnion,
  kParliament,
  kCourt,
  kMonitor,
  kOther,
};

struct OfficeName {
  std::optional<ImpreciseDate> from;   // absent = since it exists
  std::optional<ImpreciseDate> until;  // first day no longer
  std::string abbreviation;
  LocalText name;
  Provenance provenance;
};

struct OfficeHolder {
  std::string name;  // of a public office, as published
  LocalText title;
  std::optional<ImpreciseDate> from;
  std::optional<ImpreciseDate> until;
  Provenance provenance;
};

struct Office {
  std::string id;
  std::string side;  // ISO 3166 code, or "EU"
  OfficeKind kind = OfficeKind::kOther;
  std::optional<ImpreciseDate> from;   // absent = not recorded
  std::optional<ImpreciseDate> until;  // when it ended
  std::string successor;               // office id; "" = none named
  std::string part_of;                 // office id; "" = none
  std::vector<OfficeName> names;       // at least one
  std::vector<OfficeHolder> holders;
  Provenance provenance;
  SourceSpan span;

  // Whether the office exists on that day (an unknown start counts as existing).
  bool exists_on(Date day) const;
  // The name on that day; the nearest one before the first or after the last. Asserts a name.
  const OfficeName& name_on(Date day) const;
};

// Where the open tasks of an office lie on a day.
struct Ownership {
  const Office* office = nullptr;  // nullptr = ownerless
  bool by_succession = false;
};

class OfficeTable {
 public:
  // Reads [[office]] tables. Codes: office.duplicate, office.id, office.side, office.kind,
  // office.no_name, office.period.
  void read(const TomlNode& file, Diagnostics& diagnostics);
  // Successors and parents exist (office.unknown) and succession does not run in a circle
  // (office.succession_cycle).
  void check_references(Diagnostics& diagnostics) const;

  const Office* find(std::string_view id) const;
  std::vector<std::string> ids() const;
  const std::vector<Office>& all() const { return offices_; }
  // Follows successors from `id` to the office that exists on `day`.
  Ownership owner_on(std::string_view id, Date day) const;

 private:
  std::vector<Office> offices_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

std::string_view to_text(OfficeKind kind);

// An ISO 3166 code or "EU"; reports `code` otherwise.
void check_side(std::string_view side, std::string_view code, const SourceSpan& span,
                Diagnostics& diagnostics);

}  // namespace alternat::terms
