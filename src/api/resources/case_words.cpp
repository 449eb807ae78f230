// SPDX-License-Identifier: EUPL-1.2
// Names and sentences.
#include "api/resources/case_words.h"

#include <array>

#include "base/assert.h"
#include "terms/fact.h"

namespace alternat::api {

namespace {

constexpr std::int64_t kMinute = 60ll * 1000000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::string text_in(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Records without a sentence of their own: they move tokens, and another record tells it.
bool only_moves(std::string_view type) {
  constexpr std::array kSilent = {"ElementActivated", "ElementCompleted", "ElementTerminated",
                                  "FlowTaken",        "CaseOpened",       "DecisionRequested",
                                  "MessageAwaited",   "TimerSet",         "SignalAwaited"};
  for (const char* silent : kSilent)
    if (type == silent) return true;
  return false;
}

// "Language, pay and 2 others": what was recorded, by name; categories hidden from the reader are
// only counted.
std::string recorded_names(const Words& words, const SentenceInput& input) {
  Json names = input.body.value("names", Json::array());
  const Json values = input.body.value("values", Json::object());
  for (const auto& [name, value] : values.items()) names.push_back(name);
  std::string shown;
  int hidden = 0;
  for (const Json& name : names) {
    const terms::FactDefinition* fact =
        name.is_string() ? input.facts.find(name.get<std::string>()) : nullptr;
    if (!fact) continue;
    if (!input.may_know(terms::to_text(fact->category))) {
      ++hidden;
      continue;
    }
    shown += (shown.empty() ? "" : ", ") + words.in(fact->label);
  }
  if (hidden == 0) return shown;
  const std::string more = words.text("story.hidden_names", {{"count", std::to_string(hidden)}});
  return shown.empty() ? more : shown + ", " + more;
}

std::string outcome_text(const Words& words, const SentenceInput& input) {
  const std::string outcome = text_in(input.body, "outcome");
  if (input.line.type == "CaseEnded") return words.label("case_outcome", outcome);
  const bool safeguards = text_in(input.body, "decision").starts_with("safeguards:");
  return words.label(safeguards ? "safeguard_outcome" : "outcome", outcome);
}

}  // namespace

std::string procedure_title(const Words& words, const procedures::Definition& definition) {
  return words.find_text(definition.title).value_or(definition.name);
}

namespace {

// Elements of a called procedure have the texts of that procedure.
std::string text_key(const procedures::Definition& definition, std::string_view element) {
  const procedures::NodeIndex index = definition.find_node(element);
  if (index != procedures::kNoIndex && !definition.nodes[index].origin.empty())
    return "procedure." + definition.nodes[index].origin;
  return "procedure." + definition.id + "." + std::string(element);
}

}  // namespace

std::string element_name(const Words& words, const procedures::Definition& definition,
                         std::string_view element) {
  const std::string key = text_key(definition, element) + ".name";
  if (std::optional<std::string> text = words.find_text(key)) return std::move(*text);
  const procedures::NodeIndex index = definition.find_node(element);
  if (index != procedures::kNoIndex && !definition.nodes[index].name.empty())
    return definition.nodes[index].name;
  return std::string(element);
}

std::string element_help(const Words& words, const procedures::Definition& definition,
                         std::string_view element) {
  return words.find_text(text_key(definition, element) + ".help").value_or("");
}

std::string role_name(const Words& words, std::string_view role) {
  return words.label("work_role", role);
}

std::string short_id(std::string_view id) {
  const std::size_t at = id.rfind('_');
  return std::string(at == std::string_view::npos ? id : id.substr(at + 1, 8));
}

Date day_of(Instant moment) {
  const Result<Date> day = moment.day_in(kWorkZone);
  ALTERNAT_ASSERT(day.ok());
  return *day;
}

Date last_day_of(Instant due, std::string_view zone) {
  const Instant last = due.plus_micros(-1);
  const Result<Date> day = zone.empty() ? day_of(last) : last.day_in(zone);
  return day ? *day : day_of(last);  // a zone this machine does not know
}

std::string moment_text(const Words& words, Instant moment) {
  const Date day = day_of(moment);
  const Result<Instant> start = Instant::start_of(day, kWorkZone);
  const Result<Instant> end = Instant::start_of(day.plus_days(1), kWorkZone);
  ALTERNAT_ASSERT(start.ok() && end.ok());
  std::int64_t since = moment.micros() - start->micros();
  // On the two days a year when clocks change, hours after the change count back from midnight.
  const bool clock_changes = end->micros() - start->micros() != kDay;
  if (clock_changes && since >= 3 * kHour) since = kDay - (end->micros() - moment.micros());
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return words.date(day) + ", " + two(since / kHour) + ":" + two(since % kHour / kMinute);
}

void add_due(const Words& words, const std::optional<Instant>& due, std::string_view zone,
             Json& out) {
  out["zone"] = due ? zone : "";
  if (!due) {
    out["due"] = nullptr;
    out["due_text"] = "";
    out["days"] = nullptr;
    out["is_late"] = false;
    return;
  }
  const Date last = last_day_of(*due, zone);
  out["due"] = last.to_iso();
  out["due_text"] = words.deadline(last);
  out["days"] = last.days() - words.today().days();
  out["is_late"] = last < words.today();
}

std::string record_sentence(const Words& words, const SentenceInput& input) {
  const projections::LogRow& line = input.line;
  if (only_moves(line.type)) return {};
  const std::string key = "record." + line.type;
  if (!words.find_text(key)) return {};
  std::string names;
  if (line.type == "VariableSet" || line.type == "CaseValuesRecorded") {
    names = recorded_names(words, input);
    if (names.empty()) return {};
  }
  const std::string direction = text_in(input.body, "direction");
  std::string code = text_in(input.body, line.type == "IncidentRaised" ? "reason" : "code");
  if (line.type == "CommandRejected") {
    code = words.find_text("refusal." + code).value_or(code);
  } else if (!code.empty()) {
    code = words.label(line.type == "ErrorThrown" ? "error" : "incident", code);
  }
  const std::string change = text_in(input.body, "change");
  const bool to_nobody =
      line.type == "SignalDelivered" && text_in(input.body, "outcome") == "nobody";
  const std::string end = direction == "sent" ? "_sent"
                          : to_nobody         ? "_nobody"
                          : change.empty()    ? ""
                                              : "_" + change;
  return words.text(key + end,
                    {{"who", input.actor_name(line.actor)},
                     {"role", role_name(words, text_in(input.body, "role"))},
                     {"element", element_name(words, input.definition, line.element)},
                     {"message", words.label("procedure_message", text_in(input.body, "message"))},
                     {"outcome", outcome_text(words, input)},
                     {"names", names},
                     {"code", code},
                     {"reason", words.label("clock_reason", text_in(input.body, "reason"))},
                     {"medium", words.label("medium", text_in(input.body, "medium"))},
                     {"reference", text_in(input.body, "reference")},
                     {"on", [&] {
                        const Result<Date> day = Date::from_iso(text_in(input.body, "on"));
                        return day ? words.date(*day) : std::string();
                      }()}});
}

}  // namespace alternat::api
