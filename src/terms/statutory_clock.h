// SPDX-License-Identifier: EUPL-1.2
// Statutory clocks: periods that the law sets to somebody, dated, with what starts them, by which
// rule they are counted and what their end does. Format: docs/content.md, "Statutory clocks".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/calendar_set.h"
#include "calendar/deadline.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

struct ClockLength {
  Period in_force;
  std::optional<calendar::StatedPeriod> length;  // absent: not established
  std::string rule;                              // of content/law/calendars/rules.toml
  std::string citation;
  Provenance provenance;
  SourceSpan span;
};

// "as a rule three weeks" binds less than "within three weeks".
enum class ClockForce { kLimit, kAsARule };

struct StatutoryClock {
  std::string id;
  LocalText label;
  LocalText starts;  // what starts it
  LocalText effect;  // what its end does
  ClockForce force = ClockForce::kLimit;
  std::vector<ClockLength> lengths;  // by `in_force.from`
  SourceSpan span;

  // nullptr: none in force on that day.
  const ClockLength* find_on(Date day) const;
};

class ClockTable {
 public:
  // Reads the [[clock]] tables of a file. Codes: clock.id, clock.duplicate, clock.force,
  // clock.length, clock.period, clock.overlap.
  void read(const TomlNode& file, Diagnostics& diagnostics);
  const StatutoryClock* find(std::string_view id) const;
  const std::vector<StatutoryClock>& all() const { return clocks_; }

 private:
  std::vector<StatutoryClock> clocks_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

// The clocks under their ids, for whoever counts by name (calendar/ask_deadline.h).
void add_named_periods(const ClockTable& clocks, calendar::CalendarSet& set);

// Where the clock runs: the counting rules, and the calendar of the place.
struct ClockPlace {
  const calendar::CalendarSet* calendars = nullptr;
  std::string calendar = "de";
};

// The last day of the clock that `event` starts, by the law in force on that day. Errors:
// clock.not_established (no length on that day), calendar.*.
Result<calendar::Deadline> last_day_of(const StatutoryClock& clock, Date event,
                                       const ClockPlace& place);

}  // namespace alternat::terms
