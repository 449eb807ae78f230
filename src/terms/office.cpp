// SPDX-License-Identifier: EUPL-1.2
#include "terms/office.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/country.h"
#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kKinds = {Named<OfficeKind>{"ministry", OfficeKind::kMinistry},
                               Named<OfficeKind>{"agency", OfficeKind::kAgency},
                               Named<OfficeKind>{"mission", OfficeKind::kMission},
                               Named<OfficeKind>{"unit", OfficeKind::kUnit},
                               Named<OfficeKind>{"commissioner", OfficeKind::kCommissioner},
                               Named<OfficeKind>{"police", OfficeKind::kPolice},
                               Named<OfficeKind>{"regional", OfficeKind::kRegional},
                               Named<OfficeKind>{"union", OfficeKind::kUnion},
                               Named<OfficeKind>{"parliament", OfficeKind::kParliament},
                               Named<OfficeKind>{"court", OfficeKind::kCourt},
                               Named<OfficeKind>{"monitor", OfficeKind::kMonitor},
                               Named<OfficeKind>{"other", OfficeKind::kOther}};

void read_names(TomlReader& reader, Office& office, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("name")) {
    TomlReader inner(*node, diagnostics);
    OfficeName name;
    name.from = find_imprecise_date(inner, "from", diagnostics);
    name.until = find_imprecise_date(inner, "until", diagnostics);
    name.abbreviation = inner.find_string("abbreviation").value_or("");
    name.name = read_local_text(inner, "text", Need::kRequired, diagnostics);
    name.provenance = read_provenance_or(inner, office.provenance, diagnostics);
    inner.finish();
    if (name.from && name.until && name.until->first_day() <= name.from->first_day())
      diagnostics.error("office.period", "until (the first day no longer) must lie after from",
                        node->span());
    office.names.push_back(std::move(name));
  }
  std::stable_sort(office.names.begin(), office.names.end(),
                   [](const OfficeName& a, const OfficeName& b) {
                     return b.from && (!a.from || a.from->first_day() < b.from->first_day());
                   });
  if (office.names.empty())
    diagnostics.error("office.no_name", "office \"" + office.id + "\" has no [[office.name]]",
                      office.span);
}

void read_holders(TomlReader& reader, Office& office, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("holder")) {
    TomlReader inner(*node, diagnostics);
    OfficeHolder holder;
    holder.name = inner.take_string("name");
    holder.title = read_local_text(inner, "title", Need::kOptional, diagnostics);
    holder.from = find_imprecise_date(inner, "from", diagnostics);
    holder.until = find_imprecise_date(inner, "until", diagnostics);
    holder.provenance = read_provenance_or(inner, office.provenance, diagnostics);
    inner.finish();
    office.holders.push_back(std::move(holder));
  }
}

Office read_office(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Office office;
  office.span = node.span();
  office.id = read_id(reader, "office.id", diagnostics);
  office.side = reader.take_string("side");
  check_side(office.side, "office.side", reader.span_of("side"), diagnostics);
  const auto kind = find_word(reader, "kind", std::span<const Named<OfficeKind>>(kKinds),
                              "office.kind", diagnostics);
  office.kind = kind.value_or(OfficeKind::kOther);
  office.from = find_imprecise_date(reader, "from", diagnostics);
  office.until = find_imprecise_date(reader, "until", diagnostics);
  office.successor = reader.find_string("successor").value_or("");
  office.part_of = reader.find_string("part_of").value_or("");
  office.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  read_names(reader, office, diagnostics);
  read_holders(reader, office, diagnostics);
  reader.finish();
  if (!office.successor.empty() && !office.until)
    diagnostics.error("office.period",
                      "office \"" + office.id + "\" names a successor but no day it ended (until)",
                      node.span());
  return office;
}

}  // namespace

bool Office::exists_on(Date day) const {
  return (!from || from->first_day() <= day) && (!until || day < until->first_day());
}

const OfficeName& Office::name_on(Date day) const {
  ALTERNAT_ASSERT(!names.empty());
  const OfficeName* found = &names.front();
  for (const OfficeName& name : names)
    if (!name.from || name.from->first_day() <= day) found = &name;
  return *found;
}

void OfficeTable::read(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  for (const TomlNode* node : reader.find_tables("office")) {
    Office office = read_office(*node, diagnostics);
    if (office.id.empty()) continue;
    if (const Office* first = find(office.id)) {
      diagnostics.error(
          "office.duplicate",
          "office \"" + office.id + "\" is already defined at " + to_string(first->span),
          office.span);
      continue;
    }
    index_.emplace(office.id, offices_.size());
    offices_.push_back(std::move(office));
  }
  reader.finish();
}

void OfficeTable::check_references(Diagnostics& diagnostics) const {
  for (const Office& office : offices_) {
    for (const std::string& other : {office.successor, office.part_of}) {
      if (other.empty() || find(other)) continue;
      const std::string near = nearest_name(other, ids());
      diagnostics.error("office.unknown",
                        "office \"" + office.id + "\" refers to \"" + other +
                            "\", which is no office" +
                            (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                        office.span);
    }
    const Office* next = &office;
    for (std::size_t i = 0; next && i <= offices_.size(); ++i) {
      next = next->successor.empty() ? nullptr : find(next->successor);
      if (next != &office) continue;
      diagnostics.error("office.succession_cycle", "office \"" + office.id + "\" succeeds itself",
                        office.span);
      break;
    }
  }
}

const Office* OfficeTable::find(std::string_view id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &offices_[found->second];
}

std::vector<std::string> OfficeTable::ids() const {
  std::vector<std::string> out;
  for (const Office& office : offices_) out.push_back(office.id);
  return out;
}

Ownership OfficeTable::owner_on(std::string_view id, Date day) const {
  const Office* office = find(id);
  for (std::size_t i = 0; office && i <= offices_.size(); ++i) {
    if (!office->until || day < office->until->first_day()) return {office, i > 0};
    office = office->successor.empty() ? nullptr : find(office->successor);
  }
  return {};
}

std::string_view to_text(OfficeKind kind) {
  return text_of(std::span<const Named<OfficeKind>>(kKinds), kind);
}

void check_side(std::string_view side, std::string_view code, const SourceSpan& span,
                Diagnostics& diagnostics) {
  if (side == "EU" || Country::from_code(side)) return;
  diagnostics.error(code,
                    "\"" + std::string(side) +
                        "\" is no ISO 3166 country code (two capital "
                        "letters) and not EU",
                    span);
}

}  // namespace alternat::terms
