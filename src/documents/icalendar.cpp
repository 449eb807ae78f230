// SPDX-License-Identifier: EUPL-1.2
#include "documents/icalendar.h"

#include <algorithm>

namespace alternat::documents {

namespace {

constexpr std::size_t kOctetsMax = 75;

// RFC 5545 3.3.11: backslash, semicolon, comma and line feed; other control characters may not
// stand in a text.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    }
  }
  return out;
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// RFC 5545 3.1: no line over 75 octets; what follows begins with a space. A character is not torn
// apart.
void add_line(std::string& out, const std::string& line) {
  std::size_t from = 0;
  std::size_t room = kOctetsMax;
  while (line.size() - from > room) {
    std::size_t until = from + room;
    while (until > from && continues(line[until])) --until;
    out += line.substr(from, until - from) + "\r\n ";
    from = until;
    room = kOctetsMax - 1;
  }
  out += line.substr(from) + "\r\n";
}

std::string compact(Date day) {
  std::string text = day.to_iso();
  std::erase(text, '-');
  return text;
}

// 20260615T083000Z
std::string compact(Instant moment) {
  std::string text = moment.to_iso().substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

void add_day(std::string& out, const CalendarDay& day, Instant made) {
  add_line(out, "BEGIN:VEVENT");
  add_line(out, "UID:" + escaped(day.uid));
  add_line(out, "DTSTAMP:" + compact(made));
  add_line(out, "DTSTART;VALUE=DATE:" + compact(day.day));
  add_line(out, "DTEND;VALUE=DATE:" + compact(day.day.plus_days(1)));
  add_line(out, "SUMMARY:" + escaped(day.summary));
  if (!day.description.empty()) add_line(out, "DESCRIPTION:" + escaped(day.description));
  if (!day.url.empty()) add_line(out, "URL:" + day.url);
  if (!day.category.empty()) add_line(out, "CATEGORIES:" + escaped(day.category));
  add_line(out, "TRANSP:TRANSPARENT");
  add_line(out, "END:VEVENT");
}

}  // namespace

std::string icalendar(const CalendarFeed& feed) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Alternat//Deadlines//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "X-WR-CALNAME:" + escaped(feed.name));
  add_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  for (const CalendarDay& day : feed.days) add_day(out, day, feed.made);
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace alternat::documents
