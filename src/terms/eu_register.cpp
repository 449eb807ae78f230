// SPDX-License-Identifier: EUPL-1.2
#include "terms/eu_register.h"

#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kKinds = {
    Named<EuEntryKind>{"readmission_mandate", EuEntryKind::kReadmissionMandate},
    Named<EuEntryKind>{"readmission_arrangement", EuEntryKind::kReadmissionArrangement},
    Named<EuEntryKind>{"visa_measure", EuEntryKind::kVisaMeasure},
    Named<EuEntryKind>{"visa_facilitation", EuEntryKind::kVisaFacilitation},
    Named<EuEntryKind>{"talent_partnership", EuEntryKind::kTalentPartnership},
    Named<EuEntryKind>{"safe_country_list", EuEntryKind::kSafeCountryList},
    Named<EuEntryKind>{"act", EuEntryKind::kAct}};
constexpr std::span<const Named<EuEntryKind>> kKindTable(kKinds);

}  // namespace

std::vector<EuEntry> read_eu_register(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<EuEntry> entries;
  for (const TomlNode* node : reader.find_tables("entry")) {
    TomlReader inner(*node, diagnostics);
    EuEntry entry;
    entry.span = node->span();
    entry.id = read_id(inner, "eu.id", diagnostics);
    const auto kind = find_word(inner, "kind", kKindTable, "eu.kind", diagnostics);
    if (!kind && !inner.find_string("kind"))
      diagnostics.error("eu.kind",
                        "entry \"" + entry.id + "\" has no kind: " + list_of(words_of(kKindTable)),
                        node->span());
    entry.kind = kind.value_or(EuEntryKind::kAct);
    entry.countries = inner.find_strings("countries");
    for (const std::string& country : entry.countries)
      check_side(country, "eu.country", inner.span_of("countries"), diagnostics);
    entry.title = read_local_text(inner, "title", Need::kRequired, diagnostics);
    entry.text = read_local_text(inner, "text", Need::kRequired, diagnostics);
    entry.status = inner.find_string("status").value_or("");
    entry.from = find_imprecise_date(inner, "from", diagnostics);
    entry.until = find_imprecise_date(inner, "until", diagnostics);
    entry.citation = inner.find_string("citation").value_or("");
    entry.provenance = read_provenance(inner, ValueState::kPresent, diagnostics);
    inner.finish();
    if (!entry.id.empty()) entries.push_back(std::move(entry));
  }
  reader.finish();
  return entries;
}

std::string_view to_text(EuEntryKind kind) {
  return text_of(kKindTable, kind);
}

}  // namespace alternat::terms
