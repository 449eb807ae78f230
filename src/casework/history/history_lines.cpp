// SPDX-License-Identifier: EUPL-1.2
#include "casework/history/history_lines.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/json.h"

namespace alternat::casework {
namespace {

constexpr std::int64_t kMinuteMicros = 60 * std::int64_t{1'000'000};

// A "{key}" is the record's text of that name; "[…{key}…]" is left out where it has none.
struct LineFormat {
  std::string_view type;
  std::string_view format;
};
constexpr std::array<LineFormat, 17> kFormats = {{
    {"CaseRegistered", "opened {procedure}"},
    {"ElementTerminated", "withdrawn {element}"},
    {"TaskOpened", "task {element} for {role}[, due {due}][ ({clause})]"},
    {"TaskClaimed", "claimed {element}"},
    {"TaskReleased", "released {element}"},
    {"TaskProposed", "proposed {element}"},
    {"TimerSet", "timer {element}, due {due}[ ({clause})]"},
    {"TimerFired", "fired {element}"},
    {"MessageAwaited", "awaits {message}"},
    {"MessageReceived", "received {message}"},
    {"MessageThrown", "sent {message}"},
    {"DecisionRecorded", "decided {decision}: {outcome}"},
    {"IncidentRaised", "incident {element}: {reason}[ {detail}]"},
    {"IncidentResolved", "resolved {element}[ by {choice}][, due {due}]"},
    {"ClockChanged", "{change} {element}[, due {due}] ({reason})"},
    {"CaseEnded", "ended {outcome}[, counts {counts}]"},
    {"LetterRecorded", "letter {direction} {on}"},
}};
// Movement, and what the command already says.
constexpr std::array<std::string_view, 9> kHidden = {
    "CaseOpened",  "CaseValuesRecorded", "ElementActivated",  "ElementCompleted", "FlowTaken",
    "VariableSet", "TaskCompleted",      "DecisionRequested", "CommandRejected"};

std::string text_in(const Json& body, const std::string& key, const std::string& zone) {
  const auto found = body.find(key);
  if (found == body.end() || !found->is_string()) return "";
  const std::string text = found->get<std::string>();
  if (key != "due") return text;
  const Result<Instant> moment = Instant::from_iso(text);
  return moment.ok() ? moment_text(*moment, body.value("zone", zone)) : text;
}

std::string filled(std::string_view format, const Json& body, const std::string& zone) {
  std::string line;
  std::string optional;  // inside […]
  bool inside = false;
  bool missing = false;
  for (std::size_t at = 0; at < format.size(); ++at) {
    std::string& out = inside ? optional : line;
    if (format[at] == '[') {
      inside = true;
      missing = false;
      optional.clear();
    } else if (format[at] == ']') {
      inside = false;
      if (!missing) line += optional;
    } else if (format[at] == '{') {
      const std::size_t end = format.find('}', at);
      const std::string text =
          text_in(body, std::string(format.substr(at + 1, end - at - 1)), zone);
      missing = missing || text.empty();
      out += text;
      at = end;
    } else {
      out += format[at];
    }
  }
  return line;
}

// A record type this table does not know shows itself rather than nothing.
std::string unknown_line(const std::string& type, const Json& body) {
  const std::string element = body.value("element", "");
  return type + (element.empty() ? "" : " " + element);
}

// A message that a person may record instead is that person's task, and shown as such.
bool is_also_a_task(std::span<const ledger::StoredRecord> records, const Json& awaited) {
  return std::any_of(records.begin(), records.end(), [&](const ledger::StoredRecord& stored) {
    if (procedures::plain_type(stored.record.header.type) != "TaskOpened") return false;
    const Json task = Json::parse(stored.record.body, nullptr, false);
    return task.value("element", "") == awaited.value("element", "") &&
           task.value("token", 0U) == awaited.value("token", 0U);
  });
}

}  // namespace

std::vector<std::string> history_lines(std::span<const ledger::StoredRecord> records,
                                       const std::string& zone) {
  std::vector<std::string> lines;
  for (const ledger::StoredRecord& stored : records) {
    const std::string type(procedures::plain_type(stored.record.header.type));
    if (std::find(kHidden.begin(), kHidden.end(), type) != kHidden.end()) continue;
    const Json body = Json::parse(stored.record.body, nullptr, false);
    if (type == "MessageAwaited" && is_also_a_task(records, body)) continue;
    const auto format = std::find_if(kFormats.begin(), kFormats.end(),
                                     [&](const LineFormat& known) { return known.type == type; });
    std::string line =
        format == kFormats.end() ? unknown_line(type, body) : filled(format->format, body, zone);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string open_line(const procedures::State& state) {
  std::vector<std::string> places;
  for (const procedures::Token& token : state.tokens)
    places.push_back(token.phase == procedures::TokenPhase::kActive ? token.element
                                                                    : ">" + token.flow);
  std::sort(places.begin(), places.end());
  std::string line = "=";
  for (const std::string& place : places) line += " " + place;
  return line;
}

std::string moment_text(Instant moment, const std::string& zone) {
  const Result<Date> day = moment.day_in(zone);
  if (!day.ok()) return moment.to_iso();
  const Result<Instant> start = Instant::start_of(*day, zone);
  if (!start.ok()) return moment.to_iso();
  if (moment == *start) return day->plus_days(-1).to_iso();
  const std::int64_t minute = (moment.micros() - start->micros()) / kMinuteMicros;
  std::array<char, 32> clock{};
  std::snprintf(clock.data(), clock.size(), " %02d:%02d", static_cast<int>(minute / 60 % 24),
                static_cast<int>(minute % 60));
  return day->to_iso() + clock.data();
}

}  // namespace alternat::casework
