// SPDX-License-Identifier: EUPL-1.2
// deadline: when a period ends, and why, in sentences or as docs/schema/deadline.schema.json.
#include <iostream>

#include "api/render/deadline_words.h"
#include "api/render/format.h"
#include "calendar/ask_deadline.h"
#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {
namespace {

Error bad_option(const std::string& code, std::string message) {
  return {Fault::kMalformed, code, std::move(message), {}};
}

// A day, or a moment: 2026-06-03 or 2026-06-03T14:30:00Z.
Status read_start(const std::string& text, const calendar::Place& place,
                  calendar::DeadlineAsked& asked) {
  if (text.find('T') == std::string::npos) {
    const Result<Date> day = Date::from_iso(text);
    if (!day) return day.error();
    asked.start = *day;
    return {};
  }
  const Result<Instant> moment = Instant::from_iso(text);
  if (!moment) return moment.error();
  const Result<Date> day = moment->day_in(place.first->zone());
  if (!day) return day.error();
  asked.moment = *moment;
  asked.start = *day;
  return {};
}

Result<calendar::DeadlineAsked> read_question(const DeadlineOptions& options,
                                              const calendar::CalendarSet& set) {
  calendar::DeadlineAsked asked{Date::from_days(0),
                                {},
                                options.rule,
                                options.calendar,
                                calendar::PeriodEvent::kOther,
                                {},
                                {}};
  const Result<calendar::Place> place = calendar::look_up_place(options.calendar, set);
  if (!place) return place.error();
  if (Status status = read_start(options.start, *place, asked); !status) return status.error();
  const auto event = calendar::find_period_event(options.event);
  if (!event)
    return bad_option("deadline.unknown_event",
                      "'" + options.event +
                          "' is nothing that starts a period: write receipt, service, "
                          "completeness, transmission, entry, notice or another word of "
                          "docs/content-calendars.md.");
  asked.event = *event;
  for (const std::string& text : options.suspended) {
    Result<calendar::Suspension> suspension = calendar::parse_suspension(text);
    if (!suspension) return suspension.error();
    asked.suspensions.push_back(std::move(*suspension));
  }
  if (options.extended.empty() && !options.reason.empty())
    return bad_option("deadline.reason_of_nothing",
                      "--reason says why a period is extended; there is no --extended.");
  if (!options.extended.empty()) asked.extensions.emplace_back(options.extended, options.reason);
  return asked;
}

Json to_json(const calendar::DeadlineAnswer& answer, const api::Words& de, const api::Words& en) {
  const calendar::Deadline& deadline = answer.deadline;
  Json steps = api::deadline_steps_json(en, deadline);
  const Json german = api::deadline_steps_json(de, deadline);
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i]["text"] = {{"de", german[i]["text"]}, {"en", steps[i]["text"]}};
  return {{"last_day", deadline.last_day.to_iso()},
          {"moment", deadline.moment ? Json(deadline.moment->to_iso()) : Json(nullptr)},
          {"zone", deadline.zone},
          {"is_provisional", deadline.is_provisional},
          {"length", answer.period.length},
          {"unit", std::string(calendar::word_of(answer.period.unit))},
          {"rule", answer.rule},
          {"clause", answer.clause},
          {"steps", std::move(steps)}};
}

void print_answer(const calendar::DeadlineAnswer& answer, const api::Words& words) {
  const calendar::Deadline& deadline = answer.deadline;
  std::cout << (deadline.moment ? deadline.moment->to_iso() : deadline.last_day.to_iso()) << "\n";
  for (const std::string& text : api::deadline_sentences(words, deadline))
    std::cout << "  " << text << "\n";
  if (!answer.clause.empty())
    std::cout << "  "
              << words.text("deadline.clause",
                            {{"clause", api::format_citation(answer.clause, words.language())}})
              << "\n";
}

}  // namespace

int deadline(const DeadlineOptions& options) {
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  if (options.language != "de" && options.language != "en")
    return refuse(bad_option("deadline.unknown_language", "The sentences are in 'de' or 'en'."));
  const Result<calendar::DeadlineAsked> asked = read_question(options, program->calendars());
  if (!asked) return refuse(asked.error());
  const Result<calendar::DeadlineAnswer> answer =
      calendar::ask_deadline(*asked, program->calendars());
  if (!answer) return refuse(answer.error());
  const api::TextSource texts = [&](std::string_view language, std::string_view key) {
    const std::string* text = program->content().texts.find(language, key);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  const api::Words de(texts, "de", asked->start);
  const api::Words en(texts, "en", asked->start);
  if (options.json)
    std::cout << to_json(*answer, de, en).dump(2) << "\n";
  else
    print_answer(*answer, options.language == "de" ? de : en);
  return 0;
}

}  // namespace alternat::commands
