// SPDX-License-Identifier: EUPL-1.2
#include "terms/statutory_clock.h"

#include <algorithm>
#include <array>

#include "terms/named.h"
#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kForces = {Named<ClockForce>{"limit", ClockForce::kLimit},
                                Named<ClockForce>{"as_a_rule", ClockForce::kAsARule}};
constexpr std::span<const Named<ClockForce>> kForceTable(kForces);

std::optional<calendar::StatedPeriod> read_stated(TomlReader& reader, Diagnostics& diagnostics) {
  const auto length = reader.find_integer("length");
  const std::string unit = reader.find_string("unit").value_or("");
  if (!length && unit.empty()) return std::nullopt;
  const auto found = calendar::find_period_unit(unit);
  const bool fits = length && *length >= 1 && *length <= 40000;
  if (!fits || !found || *found == calendar::PeriodUnit::kHours) {
    diagnostics.error("clock.length",
                      "a clock has a length (1 to 40000) and a unit: calendar_days, working_days, "
                      "werktage, weeks, months or years",
                      reader.span());
    return std::nullopt;
  }
  return calendar::StatedPeriod{static_cast<std::int32_t>(*length), *found,
                                calendar::PeriodEvent::kOther};
}

std::optional<ClockLength> read_length(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  const std::optional<Date> from = reader.find_date("from");
  ClockLength value{{from.value_or(Date::from_days(0)), reader.find_date("until")},
                    read_stated(reader, diagnostics),
                    reader.find_string("rule").value_or(""),
                    reader.take_string("citation"),
                    {},
                    node.span()};
  value.provenance = read_provenance(
      reader, value.length ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
  reader.finish();
  const bool uncertain = value.provenance.mark == Mark::kUncertain;
  if (!uncertain && (!value.length || value.rule.empty()))
    diagnostics.error("clock.length",
                      "length, unit and rule are missing; mark the provenance \"uncertain\" if "
                      "they are not established",
                      node.span());
  if (!from || (value.in_force.until && *value.in_force.until <= value.in_force.from)) {
    diagnostics.error("clock.period",
                      "from (the first day in force) is missing, or until does not lie after it",
                      node.span());
    return std::nullopt;
  }
  return value;
}

void check_overlaps(const StatutoryClock& clock, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i + 1 < clock.lengths.size(); ++i) {
    const ClockLength& later = clock.lengths[i + 1];
    if (!clock.lengths[i].in_force.overlaps(later.in_force)) continue;
    diagnostics.error("clock.overlap",
                      "\"" + clock.id +
                          "\" has two lengths at once; give the earlier one until = " +
                          later.in_force.from.to_iso(),
                      later.span);
  }
}

StatutoryClock read_clock(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  StatutoryClock clock;
  clock.span = node.span();
  clock.id = read_id(reader, "clock.id", diagnostics);
  clock.label = read_local_text(reader, "label", Need::kRequired, diagnostics);
  clock.starts = read_local_text(reader, "starts", Need::kRequired, diagnostics);
  clock.effect = read_local_text(reader, "effect", Need::kRequired, diagnostics);
  clock.force = find_word(reader, "force", kForceTable, "clock.force", diagnostics)
                    .value_or(ClockForce::kLimit);
  for (const TomlNode* value : reader.find_tables("value"))
    if (auto read = read_length(*value, diagnostics)) clock.lengths.push_back(std::move(*read));
  reader.finish();
  std::stable_sort(
      clock.lengths.begin(), clock.lengths.end(),
      [](const ClockLength& a, const ClockLength& b) { return a.in_force.from < b.in_force.from; });
  check_overlaps(clock, diagnostics);
  return clock;
}

}  // namespace

const ClockLength* StatutoryClock::find_on(Date day) const {
  for (const ClockLength& length : lengths)
    if (length.in_force.contains(day)) return &length;
  return nullptr;
}

void ClockTable::read(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  for (const TomlNode* node : reader.find_tables("clock")) {
    StatutoryClock clock = read_clock(*node, diagnostics);
    if (clock.id.empty()) continue;
    if (!index_.emplace(clock.id, clocks_.size()).second) {
      diagnostics.error("clock.duplicate", "there are two clocks \"" + clock.id + "\"", clock.span);
      continue;
    }
    clocks_.push_back(std::move(clock));
  }
  reader.finish();
}

const StatutoryClock* ClockTable::find(std::string_view id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &clocks_[found->second];
}

void add_named_periods(const ClockTable& clocks, calendar::CalendarSet& set) {
  for (const StatutoryClock& clock : clocks.all())
    for (const ClockLength& length : clock.lengths)
      set.add_period({clock.id, length.in_force, length.length, length.rule, length.citation});
}

Result<calendar::Deadline> last_day_of(const StatutoryClock& clock, Date event,
                                       const ClockPlace& place) {
  const ClockLength* length = clock.find_on(event);
  if (!length || !length->length)
    return Error{
        Fault::kNotFound,
        "clock.not_established",
        "The length of the clock '" + clock.id + "' is not established for " + event.to_iso() + ".",
        {clock.span}};
  const Result<const calendar::CountingRule*> rule = place.calendars->look_up_rule(length->rule);
  if (!rule) return rule.error();
  const Result<const calendar::HolidayCalendar*> holidays =
      place.calendars->look_up_calendar(place.calendar);
  if (!holidays) return holidays.error();
  return calendar::compute_deadline(event, *length->length, **rule, **holidays);
}

}  // namespace alternat::terms
