// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/deadline_page.h"

#include <algorithm>
#include <array>

#include "api/http/problem.h"
#include "api/render/deadline_words.h"
#include "api/render/format.h"
#include "api/resources/work_routes.h"
#include "calendar/ask_deadline.h"
#include "program/program.h"

namespace alternat::api {

namespace {

constexpr std::array<std::string_view, 6> kUnits = {"calendar_days", "working_days", "werktage",
                                                    "weeks",         "months",       "years"};
constexpr std::array<std::string_view, 7> kEvents = {
    "receipt", "service", "completeness", "transmission", "entry", "notice", "other"};

std::string word(const Fields& query, std::string_view name, std::string_view otherwise) {
  const std::string_view value = query.get(name);
  return std::string(value.empty() ? otherwise : value.substr(0, 60));
}

// "P12D:working_days:treaty" from the fields of the form.
std::string period_of(const Fields& query) {
  if (const std::string period = word(query, "period", ""); !period.empty()) return period;
  if (const std::string clock = word(query, "clock", ""); !clock.empty()) return clock;
  const std::string unit = word(query, "unit", "calendar_days");
  const std::string by = word(query, "counted_by", "bgb");
  const char letter = unit == "weeks" ? 'W' : unit == "months" ? 'M' : unit == "years" ? 'Y' : 'D';
  std::string text = "P" + word(query, "count", "") + letter;
  if (letter == 'D') text += ":" + unit;
  return text + ":" + by;
}

Json option(std::string_view value, std::string label, std::string_view chosen) {
  return {{"value", value}, {"label", std::move(label)}, {"is_chosen", value == chosen}};
}

Json form_json(const Words& words, const program::Program& program, const Fields& query) {
  const bool german = words.language() == "de";
  const calendar::CalendarSet& set = program.calendars();
  Json units = Json::array(), events = Json::array(), rules = Json::array(),
       calendars = Json::array(), clocks = Json::array();
  for (const std::string_view unit : kUnits)
    units.push_back(option(unit, words.text("deadline_unit." + std::string(unit)),
                           word(query, "unit", "calendar_days")));
  for (const std::string_view event : kEvents)
    events.push_back(option(event, words.text("deadline_event." + std::string(event)),
                            word(query, "event", "receipt")));
  for (const calendar::CountingRule& rule : set.rules())
    rules.push_back(
        option(rule.id, german ? rule.name_de : rule.name_en, word(query, "counted_by", "bgb")));
  for (const calendar::HolidayCalendar& place : set.calendars())
    calendars.push_back(option(place.id(), german ? place.name_de() : place.name_en(),
                               word(query, "calendar", "de")));
  clocks.push_back(option("", words.text("deadline_page.no_clock"), word(query, "clock", "")));
  for (const terms::StatutoryClock& clock : program.content().clocks.all())
    clocks.push_back(option(clock.id, words.in(clock.label), word(query, "clock", "")));
  return {{"start", word(query, "start", "")}, {"count", word(query, "count", "14")},
          {"units", std::move(units)},         {"events", std::move(events)},
          {"rules", std::move(rules)},         {"calendars", std::move(calendars)},
          {"clocks", std::move(clocks)}};
}

Result<calendar::DeadlineAnswer> ask(const program::Program& program, const Fields& query) {
  const Result<Date> start = Date::from_iso(word(query, "start", ""));
  if (!start) return start.error();
  const auto event = calendar::find_period_event(word(query, "event", "receipt"));
  return calendar::ask_deadline({*start,
                                 {},
                                 period_of(query),
                                 word(query, "calendar", "de"),
                                 event.value_or(calendar::PeriodEvent::kOther),
                                 {},
                                 {}},
                                program.calendars());
}

Json answer_json(const Words& words, const calendar::DeadlineAnswer& answer) {
  const calendar::Deadline& deadline = answer.deadline;
  return {{"last_day", deadline.last_day.to_iso()},
          {"last_day_text", words.date(deadline.last_day)},
          {"is_provisional", deadline.is_provisional},
          {"rule", answer.rule},
          {"clause", answer.clause},
          {"clause_text",
           answer.clause.empty()
               ? ""
               : words.text("deadline.clause",
                            {{"clause", format_citation(answer.clause, words.language())}})},
          {"steps", deadline_steps_json(words, deadline)}};
}

}  // namespace

Page deadline_page(const Words& words, const program::Program& program, const Fields& query) {
  Page page;
  page.template_name = "deadline";
  page.title = words.text("deadline_page.title");
  page.model = {{"title", page.title}, {"form", form_json(words, program, query)},
                {"period", ""},        {"answers", Json::array()},
                {"error", ""},         {"error_code", ""}};
  if (query.get("start").empty()) return page;
  page.model["period"] = period_of(query);
  const Result<calendar::DeadlineAnswer> answer = ask(program, query);
  if (answer) {
    page.model["answers"].push_back(answer_json(words, *answer));
  } else {
    page.status = http_status(answer.error());
    page.model["error_code"] = answer.error().code;
    page.model["error"] =
        words.find_text("deadline_error." + answer.error().code).value_or(answer.error().message);
  }
  return page;
}

void add_deadline_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/deadline", Effect::kRead, [&site](const Request& request) {
                const Visit visit = make_visit(site, request);
                return respond(visit, deadline_page(visit.words(), *site.program, request.query));
              }});
}

}  // namespace alternat::api
