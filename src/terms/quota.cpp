// SPDX-License-Identifier: EUPL-1.2
#include "terms/quota.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kEffects = {Named<QuotaEffect>{"hard", QuotaEffect::kHard},
                                 Named<QuotaEffect>{"soft", QuotaEffect::kSoft}};
constexpr std::array kFixedBy = {Named<QuotaFixedBy>{"origin", QuotaFixedBy::kOrigin},
                                 Named<QuotaFixedBy>{"destination", QuotaFixedBy::kDestination},
                                 Named<QuotaFixedBy>{"both", QuotaFixedBy::kBoth},
                                 Named<QuotaFixedBy>{"law", QuotaFixedBy::kLaw}};
constexpr std::span<const Named<QuotaEffect>> kEffectTable(kEffects);
constexpr std::span<const Named<QuotaFixedBy>> kFixedByTable(kFixedBy);

const std::vector<std::string>& event_kinds() {
  static const std::vector<std::string> kEvents = {
      "granted",          "raised",  "lowered",    "exhausted", "increase_requested",
      "increase_refused", "stopped", "not_used_up"};
  return kEvents;
}

void read_numbers(TomlReader& reader, Quota& quota, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("number")) {
    TomlReader inner(*node, diagnostics);
    const auto from = find_imprecise_date(inner, "from", diagnostics);
    QuotaNumber number{from.value_or(ImpreciseDate::from_day(Date::from_days(0))),
                       find_imprecise_date(inner, "until", diagnostics),
                       inner.find_number("number"),
                       inner.find_date("known_from"),
                       {},
                       node->span()};
    number.provenance = read_provenance(
        inner, number.number ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
    inner.finish();
    if (!number.number && number.provenance.mark != Mark::kUncertain)
      diagnostics.error("quota.no_number",
                        "the row has no number; mark its provenance "
                        "\"uncertain\" if it is not established",
                        node->span());
    if (!from)
      diagnostics.error("quota.no_number", "the row has no first day (from)", node->span());
    else
      quota.numbers.push_back(std::move(number));
  }
  std::stable_sort(quota.numbers.begin(), quota.numbers.end(),
                   [](const QuotaNumber& a, const QuotaNumber& b) {
                     return a.from.first_day() < b.from.first_day();
                   });
  if (quota.numbers.empty())
    diagnostics.error("quota.no_number", "quota \"" + quota.id + "\" has no [[quota.number]]",
                      quota.span);
  for (std::size_t i = 0; i + 1 < quota.numbers.size(); ++i) {
    const auto& until = quota.numbers[i].until;
    const QuotaNumber& next = quota.numbers[i + 1];
    if (until && until->first_day() <= next.from.first_day()) continue;
    diagnostics.error("quota.overlap",
                      "quota \"" + quota.id + "\" has two numbers from " + next.from.to_text() +
                          " on; give the earlier one until = " + next.from.to_text(),
                      next.span);
  }
}

void read_events(TomlReader& reader, Quota& quota, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("event")) {
    TomlReader inner(*node, diagnostics);
    const auto on = find_imprecise_date(inner, "on", diagnostics);
    const std::string kind = inner.take_string("kind");
    QuotaEvent event{on.value_or(ImpreciseDate::from_day(Date::from_days(0))), kind,
                     read_local_text(inner, "text", Need::kRequired, diagnostics),
                     read_provenance_or(inner, quota.provenance, diagnostics)};
    inner.finish();
    if (std::find(event_kinds().begin(), event_kinds().end(), kind) == event_kinds().end())
      diagnostics.error("quota.event", "kind: " + not_one_of(kind, event_kinds()), node->span());
    else if (!on)
      diagnostics.error("quota.event", "the event has no day (on)", node->span());
    else
      quota.events.push_back(std::move(event));
  }
}

Quota read_quota(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Quota quota;
  quota.span = node.span();
  quota.id = read_id(reader, "quota.id", diagnostics);
  quota.instrument = reader.find_string("instrument").value_or("");
  quota.clause = reader.find_string("clause").value_or("");
  quota.citation = reader.find_string("citation").value_or("");
  quota.component = read_component_kind(reader, "quota.component", diagnostics);
  quota.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  quota.unit = reader.take_string("unit");
  const std::string period = reader.take_string("period");
  const auto found = find_counting_period(period);
  if (!found)
    diagnostics.error("quota.period",
                      "\"" + period + "\" is not one of once, case, month, quarter, year",
                      reader.span_of("period"));
  quota.period = found.value_or(CountingPeriod::kYear);
  const auto effect = find_word(reader, "effect", kEffectTable, "quota.effect", diagnostics);
  quota.effect = effect.value_or(QuotaEffect::kSoft);
  const auto fixed = find_word(reader, "fixed_by", kFixedByTable, "quota.fixed_by", diagnostics);
  quota.fixed_by = fixed.value_or(QuotaFixedBy::kBoth);
  quota.counted_by = read_counted_by(reader, diagnostics);
  quota.series = reader.find_strings("series");
  quota.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  read_numbers(reader, quota, diagnostics);
  read_events(reader, quota, diagnostics);
  reader.finish();
  return quota;
}

}  // namespace

const QuotaNumber* Quota::on(Date day, Date known_as_of) const {
  for (const QuotaNumber& number : numbers) {
    const bool begun = number.from.first_day() <= day;
    const bool over = number.until && number.until->first_day() <= day;
    const bool known = !number.known_from || *number.known_from <= known_as_of;
    if (begun && !over && known) return number.number ? &number : nullptr;
  }
  return nullptr;
}

std::vector<Quota> read_quotas(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<Quota> quotas;
  for (const TomlNode* node : reader.find_tables("quota")) {
    Quota quota = read_quota(*node, diagnostics);
    if (!quota.id.empty()) quotas.push_back(std::move(quota));
  }
  reader.finish();
  return quotas;
}

std::string_view to_text(QuotaEffect effect) {
  return text_of(kEffectTable, effect);
}
std::string_view to_text(QuotaFixedBy fixed_by) {
  return text_of(kFixedByTable, fixed_by);
}

}  // namespace alternat::terms
