// SPDX-License-Identifier: EUPL-1.2
// Statutory clocks: dated lengths, and what a file must not say.
#include "terms/statutory_clock.h"

#include <doctest/doctest.h>

#include "calendar/calendar_reader.h"
#include "terms/testing.h"

namespace alternat::terms {
namespace {

constexpr const char* kFile = R"(
[[clock]]
id = "consent"
label = { de = "Zustimmung", en = "Consent" }
starts = { de = "Anfrage", en = "request" }
effect = { de = "gilt als erteilt", en = "counts as given" }
force = "limit"
[[clock.value]]
from = 2024-01-01
until = 2026-01-01
length = 1
unit = "months"
rule = "bgb"
citation = "Act A s.1"
provenance = { mark = "knowledge", checked = 2026-01-01 }
[[clock.value]]
from = 2026-01-01
until = 2027-01-01
length = 2
unit = "weeks"
rule = "bgb_fixed_end"
citation = "Act A s.1"
provenance = { mark = "knowledge", checked = 2026-01-01 }
[[clock.value]]
from = 2027-01-01
citation = "Act A s.1"
provenance = { mark = "uncertain", checked = 2026-01-01 }
)";

std::string last_day(const char* event) {
  Diagnostics diagnostics;
  ClockTable table;
  const Result<TomlNode> file = parse_toml(kFile, "clocks.toml");
  REQUIRE(file.ok());
  table.read(*file, diagnostics);
  const calendar::CalendarSet calendars =
      calendar::load_calendars(ALTERNAT_SOURCE_DIR "/content/law/calendars", diagnostics);
  REQUIRE(testing::messages(diagnostics) == "");
  const auto last =
      last_day_of(*table.find("consent"), Date::from_iso(event).value(), ClockPlace{&calendars});
  return last.ok() ? last->last_day.to_iso() : last.error().code + ": " + last.error().message;
}

}  // namespace

TEST_CASE("a clock has the length and the rule of the day that starts it") {
  // 31 January and a month: 28 February 2025 is a Friday.
  CHECK(last_day("2025-01-31") == "2025-02-28");
  // 15 February 2025 and a month: Saturday, so Monday the 17th.
  CHECK(last_day("2025-02-15") == "2025-03-17");
  // Two weeks whose end stays where it falls: 2026-06-13 is a Saturday.
  CHECK(last_day("2026-05-30") == "2026-06-13");
}

TEST_CASE("a length that is not established is said, never guessed") {
  CHECK(last_day("2023-12-31") ==
        "clock.not_established: The length of the clock 'consent' is not established for "
        "2023-12-31.");
  CHECK(last_day("2027-01-01").substr(0, 21) == "clock.not_established");
}

TEST_CASE("bad files of clocks give their exact messages") {
  testing::check_bad_files("clock_", [](const TomlNode& file, Diagnostics& diagnostics) {
    ClockTable table;
    table.read(file, diagnostics);
  });
}

}  // namespace alternat::terms
