// SPDX-License-Identifier: EUPL-1.2
// Reads content/law/calendars/*.toml (format: docs/content-calendars.md) and reports every mistake.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/toml.h"
#include "calendar/calendar_set.h"

namespace alternat::calendar {

// Adds the [[calendar]] and [[rule]] tables of one file. What has an error is not added. Codes:
// those of TomlReader, and calendar.bad_word, calendar.bad_years, calendar.bad_holiday,
// calendar.bad_provenance, calendar.duplicate, calendar.unknown_parent.
void read_calendars(const TomlNode& root, CalendarSet& set, Diagnostics& diagnostics);

// All *.toml files of the folder, in the order of their names.
CalendarSet load_calendars(const std::string& folder, Diagnostics& diagnostics);

}  // namespace alternat::calendar
