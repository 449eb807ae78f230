// SPDX-License-Identifier: EUPL-1.2
// The bytes of a feed, by RFC 5545.
#include "documents/icalendar.h"

#include <doctest/doctest.h>

namespace alternat::documents {

namespace {

CalendarFeed feed_of(const std::string& summary) {
  CalendarFeed feed;
  feed.name = "Tray";
  feed.made = Instant::from_iso("2026-06-15T08:30:00Z").value();
  feed.days.push_back(
      {"task-1@alternat", Date::from_iso("2026-06-30").value(), summary, "", "", ""});
  return feed;
}

std::string line_of(const std::string& text, const std::string& start) {
  const std::size_t at = text.find("\r\n" + start);
  REQUIRE(at != std::string::npos);
  std::size_t end = text.find("\r\n", at + 2);
  while (text.compare(end, 3, "\r\n ") == 0) end = text.find("\r\n", end + 2);
  return text.substr(at + 2, end - at - 2);
}

}  // namespace

TEST_CASE("a feed of one day, byte by byte") {
  CHECK(icalendar(feed_of("visa_decision SYN-case_1")) ==
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Alternat//Deadlines//EN\r\n"
        "CALSCALE:GREGORIAN\r\nX-WR-CALNAME:Tray\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
        "BEGIN:VEVENT\r\nUID:task-1@alternat\r\nDTSTAMP:20260615T083000Z\r\n"
        "DTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260701\r\n"
        "SUMMARY:visa_decision SYN-case_1\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n");
}

TEST_CASE("an empty feed is a calendar without entries") {
  CalendarFeed feed = feed_of("");
  feed.days.clear();
  CHECK(icalendar(feed).find("VEVENT") == std::string::npos);
  CHECK(icalendar(feed).ends_with("END:VCALENDAR\r\n"));
}

TEST_CASE("what has a meaning in the format is escaped, and nobody breaks out of a line") {
  const std::string text = icalendar(feed_of("a,b;c\\d\nEND:VEVENT\r\nBEGIN:VALARM"));
  CHECK(line_of(text, "SUMMARY") == "SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\nBEGIN:VALARM");
  CHECK(text.find("\r\nBEGIN:VALARM") == std::string::npos);
}

TEST_CASE("lines are folded at 75 octets, between characters") {
  const std::string exact(75 - 8, 'x');  // "SUMMARY:" and 67 more
  CHECK(icalendar(feed_of(exact)).find("SUMMARY:" + exact + "\r\nTRANSP") != std::string::npos);
  const std::string more = exact + "y";
  CHECK(icalendar(feed_of(more)).find("SUMMARY:" + exact + "\r\n y\r\nTRANSP") !=
        std::string::npos);
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "ü";
  const std::string text = icalendar(feed_of(umlauts));
  std::string unfolded = line_of(text, "SUMMARY");
  for (std::size_t at = 0, start = 0;; start = at + 2) {
    at = text.find("\r\n", start);
    if (at == std::string::npos) break;
    CHECK(at - start <= 75);
    CHECK((static_cast<unsigned char>(text[start]) & 0xc0) != 0x80);
    if (text[start] == ' ') CHECK((static_cast<unsigned char>(text[start + 1]) & 0xc0) != 0x80);
  }
  for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;) unfolded.erase(at, 3);
  CHECK(unfolded == "SUMMARY:" + umlauts);
}

}  // namespace alternat::documents
