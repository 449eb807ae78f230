// SPDX-License-Identifier: EUPL-1.2
// What FEEL's string() prints (DMN 1.5 clause 10.3.4.1): temporal values in canonical ISO form.
#include <cstdio>
#include <string>

#include "decisions/feel/convert.h"
#include "decisions/feel/temporal.h"

namespace alternat::feel {

namespace {

std::string padded(std::int64_t value, int width) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  if (digits.size() < static_cast<std::size_t>(width)) {
    digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
  }
  return (value < 0 ? "-" : "") + digits;
}

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string digits = padded(nanos, 9);
  digits.erase(digits.find_last_not_of('0') + 1);
  return "." + digits;
}

std::string day_text(std::int64_t day) {
  const CivilDay civil = civil_of(day);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string zone_text(const Zone& zone) {
  switch (zone.mode) {
    case Zone::Mode::kLocal:
      return {};
    case Zone::Mode::kNamed:
      return "@" + zone_name(zone);
    case Zone::Mode::kOffset:
      break;
  }
  if (zone.offset_seconds == 0) return "Z";
  const std::int32_t total = std::abs(zone.offset_seconds);
  std::string text = (zone.offset_seconds < 0 ? "-" : "+") + padded(total / 3600, 2) + ":" +
                     padded(total / 60 % 60, 2);
  if (total % 60 != 0) text += ":" + padded(total % 60, 2);
  return text;
}

std::string clock_text(std::int64_t nanos, const Zone& zone) {
  const std::int64_t seconds = nanos / kNanosPerSecond;
  return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" +
         padded(seconds % 60, 2) + fraction_text(nanos % kNanosPerSecond) + zone_text(zone);
}

std::string months_text(std::int64_t months) {
  if (months == 0) return "P0M";
  const std::int64_t total = months < 0 ? -months : months;
  std::string text = months < 0 ? "-P" : "P";
  if (total / 12 != 0) text += std::to_string(total / 12) + "Y";
  if (total % 12 != 0) text += std::to_string(total % 12) + "M";
  return text;
}

std::string days_time_text(DaysTime duration) {
  Wide nanos = total_nanos(duration);
  if (nanos == 0) return "PT0S";
  std::string text = nanos < 0 ? "-P" : "P";
  if (nanos < 0) nanos = -nanos;
  const auto seconds = static_cast<std::int64_t>(nanos / kNanosPerSecond);
  const auto rest = static_cast<std::int64_t>(nanos % kNanosPerSecond);
  if (seconds / kSecondsPerDay != 0) text += std::to_string(seconds / kSecondsPerDay) + "D";
  if (seconds % kSecondsPerDay == 0 && rest == 0) return text;
  text += "T";
  if (seconds / 3600 % 24 != 0) text += std::to_string(seconds / 3600 % 24) + "H";
  if (seconds / 60 % 60 != 0) text += std::to_string(seconds / 60 % 60) + "M";
  if (seconds % 60 != 0 || rest != 0) {
    text += std::to_string(seconds % 60) + fraction_text(rest) + "S";
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result + "\"";
}

// FEEL names stay bare in contexts; other keys are quoted.
std::string key_text(const std::string& key) {
  bool is_name = !key.empty() && (key.front() < '0' || key.front() > '9');
  for (const char c : key) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ' ' ||
                       (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    is_name = is_name && plain;
  }
  return is_name ? key : quoted(key);
}

std::string list_text(const Value& value) {
  std::string text = "[";
  for (const Value& item : value.items()) {
    if (text.size() > 1) text += ", ";
    text += to_literal(item);
  }
  return text + "]";
}

std::string context_text(const Value& value) {
  std::string text = "{";
  for (const Value::Entry& entry : value.entries()) {
    if (text.size() > 1) text += ", ";
    text += key_text(entry.name) + ": " + to_literal(entry.value);
  }
  return text + "}";
}

std::string range_text(const Value& value) {
  const RangeEnds ends = value.ends();
  if (!ends.low_present && !ends.high_present) return "= " + to_literal(value.low());
  if (!ends.low_present && ends.high_present) {
    return (ends.high_included ? "<= " : "< ") + to_literal(value.high());
  }
  if (ends.low_present && !ends.high_present) {
    return (ends.low_included ? ">= " : "> ") + to_literal(value.low());
  }
  return (ends.low_included ? "[" : "(") + to_literal(value.low()) + ".." +
         to_literal(value.high()) + (ends.high_included ? "]" : ")");
}

std::string unknown_text(const Value& value) {
  std::string text = "unknown(";
  for (const std::string& name : value.unknown_names()) {
    if (text.back() != '(') text += ", ";
    text += name;
  }
  return text + ")";
}

}  // namespace

std::string to_text(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return value.boolean() ? "true" : "false";
    case Kind::kNumber:
      return value.number().to_text();
    case Kind::kDate:
      return day_text(value.day());
    case Kind::kTime:
      return clock_text(value.time().nanos, value.time().zone);
    case Kind::kDateTime: {
      const DateAndTime moment = value.date_time();
      return day_text(moment.day) + "T" + clock_text(moment.nanos, moment.zone);
    }
    case Kind::kYearsMonths:
      return months_text(value.months());
    case Kind::kDaysTime:
      return days_time_text(value.days_time());
    case Kind::kString:
      return std::string(value.string());
    case Kind::kList:
      return list_text(value);
    case Kind::kContext:
      return context_text(value);
    case Kind::kRange:
      return range_text(value);
    case Kind::kFunction:
      return "function";
    case Kind::kUnknown:
      return unknown_text(value);
  }
  return {};
}

std::string to_literal(const Value& value) {
  return value.is_string() ? quoted(value.string()) : to_text(value);
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kNumber:
      return "number";
    case Kind::kDate:
      return "date";
    case Kind::kTime:
      return "time";
    case Kind::kDateTime:
      return "date and time";
    case Kind::kYearsMonths:
      return "years and months duration";
    case Kind::kDaysTime:
      return "days and time duration";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "list";
    case Kind::kContext:
      return "context";
    case Kind::kRange:
      return "range";
    case Kind::kFunction:
      return "function";
    case Kind::kUnknown:
      return "unknown";
  }
  return {};
}

}  // namespace alternat::feel
