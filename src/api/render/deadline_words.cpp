// SPDX-License-Identifier: EUPL-1.2
#include "api/render/deadline_words.h"

#include <algorithm>
#include <array>

#include "api/render/format.h"
#include "base/local_time.h"

namespace alternat::api {

namespace {

std::string day_text(const Words& words, const std::string& iso) {
  const Result<Date> day = Date::from_iso(iso);
  return day ? words.date(*day) : iso;
}

// " (BGB § 193)"; "" where the rule cites nothing.
std::string cite(const Words& words, const std::string& citation) {
  if (citation.empty()) return "";
  return " (" + format_citation(citation, words.language()) + ")";
}

// The key of the sentence: some codes have two.
std::string key_of(const calendar::DeadlineStep& step) {
  if (step.code == "moved" && step.value("to") < step.value("from")) return "deadline.moved_back";
  if (step.code == "suspended" && !step.value("reason").empty())
    return "deadline.suspended_because";
  return "deadline." + step.code;
}

constexpr std::array kDays = {"first_day", "from", "until", "last_day", "to"};

std::string sentence(const Words& words, const calendar::DeadlineStep& step,
                     const std::string& zone, const std::string& start) {
  const auto value = [&](std::string_view name) { return step.value(name); };
  std::array<std::string, kDays.size()> days;
  for (std::size_t i = 0; i < kDays.size(); ++i)
    if (const std::string iso = value(kDays[i]); !iso.empty()) days[i] = day_text(words, iso);
  const auto moment = [&](std::string_view name) {
    const Result<Instant> at = Instant::from_iso(value(name));
    return at ? moment_text(words, *at, zone) : "";
  };
  const std::string weekday =
      value("weekday").empty() ? "" : words.label("weekday", value("weekday"));
  const std::string name = words.language() == "de" ? value("name_de") : value("name_en");
  const std::string event = start.empty() ? words.text("deadline_event." + value("event")) : start;
  const std::string unit = step.code == "hours_counted" ? "hours" : value("unit");
  const std::string length = unit.empty() ? "" : length_text(words, unit, value("length"));
  const std::string reason =
      value("reason").empty() ? "" : words.label("clock_reason", value("reason"));
  const std::string count = step.code == "suspended" ? value("days") : value("count");
  return words.text(key_of(step), {{"event", event},
                                   {"weekday", weekday},
                                   {"day", day_text(words, value("day"))},
                                   {kDays[0], days[0]},
                                   {kDays[1], days[1]},
                                   {kDays[2], days[2]},
                                   {kDays[3], days[3]},
                                   {kDays[4], days[4]},
                                   {"cite", cite(words, value("citation"))},
                                   {"name", name},
                                   {"length", length},
                                   {"reason", reason},
                                   {"count", count},
                                   {"least", value("least")},
                                   {"year", value("year")},
                                   {"zone", zone},
                                   {"moment", moment("moment")},
                                   {"first_hour", moment("first_hour")}});
}

}  // namespace

std::string length_text(const Words& words, std::string_view unit, std::string_view length) {
  const std::string key =
      "deadline_length." + std::string(unit) + (length == "1" ? "_one" : "_many");
  return words.text(key, {{"count", length}});
}

std::string moment_text(const Words& words, Instant moment, std::string_view zone) {
  const Result<Date> day = moment.day_in(zone);
  if (!day) return moment.to_iso();
  const Result<int> minutes = minutes_of_day(moment, zone);
  if (!minutes) return moment.to_iso();
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return words.date(*day) + ", " + two(*minutes / 60) + ":" + two(*minutes % 60);
}

std::vector<std::string> deadline_sentences(const Words& words, const calendar::Deadline& deadline,
                                            const std::string& start) {
  std::vector<std::string> sentences;
  for (const calendar::DeadlineStep& step : deadline.steps)
    sentences.push_back(sentence(words, step, deadline.zone, start));
  return sentences;
}

Json deadline_steps_json(const Words& words, const calendar::Deadline& deadline,
                         const std::string& start) {
  Json steps = Json::array();
  for (const calendar::DeadlineStep& step : deadline.steps) {
    Json out = {{"code", step.code}};
    for (const auto& [name, value] : step.values) out[name] = value;
    out["text"] = sentence(words, step, deadline.zone, start);
    steps.push_back(std::move(out));
  }
  return steps;
}

}  // namespace alternat::api
