// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/case_clocks.h"

#include "api/render/deadline_words.h"
#include "casework/change_clock.h"
#include "program/program.h"

namespace alternat::api {

namespace {

const procedures::ClockTerms* terms_of(const DueInput& input, std::string_view element) {
  const procedures::NodeIndex index = input.definition.find_node(element);
  if (index == procedures::kNoIndex || !input.definition.nodes[index].clock) return nullptr;
  return &*input.definition.nodes[index].clock;
}

struct Recorded {
  std::optional<Instant> due;
  bool is_suspended = false;
  std::string clause;
  std::string zone;
};

Recorded recorded(const projections::CaseRow& row, const projections::ClockStory& clock) {
  if (const procedures::SetTimer* timer = row.state.find_timer(clock.element, clock.token))
    return {timer->due, timer->is_suspended, timer->clause, timer->zone};
  const procedures::OpenTask* task = row.state.find_task(clock.element, clock.token);
  return task == nullptr ? Recorded()
                         : Recorded{task->due, task->is_suspended, task->clause, task->zone};
}

// The value of the fact that the clock starts from, if the reader sees it, and what it is called.
std::optional<std::string> start_value(const DueInput& input, const procedures::ClockTerms& terms) {
  const SeenFact* seen = terms.starts.empty() ? nullptr : input.seen.find(terms.starts);
  return seen == nullptr ? std::nullopt : std::optional(seen->value.dump());
}

std::string start_label(const Words& words, const DueInput& input,
                        const procedures::ClockTerms& terms) {
  const terms::FactDefinition* fact =
      terms.starts.empty() ? nullptr : input.dictionary.find(terms.starts);
  return fact == nullptr ? "" : words.in(fact->label);
}

Json note(const char* code, Date day, const Words& words) {
  return {{"code", code},
          {"day", day.to_iso()},
          {"text", words.text(std::string("deadline.") + code, {{"day", words.date(day)}})}};
}

// An office of the procedure changes a clock of an open case; hours and days are not counted on.
bool can_change(const DueInput& input, const procedures::ClockTerms* terms) {
  return terms != nullptr && terms->date.empty() && !input.row.state.ended &&
         is_office_in(input.definition, input.viewer.role);
}

Json reasons_json(const Words& words) {
  Json out = Json::array();
  for (const std::string_view code : casework::kClockReasons)
    out.push_back({{"value", code}, {"label", words.label("clock_reason", code)}});
  return out;
}

Json clock_json(const Words& words, const DueInput& input, const projections::ClockStory& clock) {
  const procedures::ClockTerms* terms = terms_of(input, clock.element);
  const bool is_timer = input.row.state.find_timer(clock.element, clock.token) != nullptr;
  const std::string effect =
      terms && is_timer ? std::string(procedures::to_string(terms->effect)) : "none";
  const Recorded now = recorded(input.row, clock);
  const bool change = can_change(input, terms);
  Json out = {{"element", clock.element},
              {"token", clock.token},
              {"title", element_name(words, input.definition, clock.element)},
              {"clause", now.clause},
              {"effect", effect},
              {"effect_label", is_timer ? words.label("timer_effect", effect) : ""},
              {"why", terms ? words.find_text(terms->reason).value_or("") : ""},
              {"is_suspended", now.is_suspended},
              {"can_change", change},
              {"reasons", change ? reasons_json(words) : Json::array()},
              {"command", change ? input.new_command() : ""},
              {"action_href", "/cases/" + input.row.partnership + "/" + input.row.id + "/clocks/" +
                                  clock.element}};
  add_due(words, now.is_suspended ? std::nullopt : now.due, now.zone, out);
  add_explanation(words, input, clock, out);
  return out;
}

}  // namespace

void add_explanation(const Words& words, const DueInput& input,
                     const projections::ClockStory& clock, Json& out) {
  out["steps"] = Json::array();
  const procedures::ClockTerms* terms = terms_of(input, clock.element);
  if (terms == nullptr || input.program == nullptr || input.sight != Sight::kFile) return;
  const Result<casework::ClockAnswer> answer = casework::explain_clock(
      {*input.program, input.definition, input.row, clock, kWorkZone, start_value(input, *terms)});
  if (!answer) return;
  Json steps = deadline_steps_json(words, answer->deadline, start_label(words, input, *terms));
  const Recorded now = recorded(input.row, clock);
  if (now.is_suspended) {
    steps.push_back(note("stands_still", day_of(clock.notes.back().at), words));
  } else if (now.due && *now.due != answer->due) {
    steps.push_back(note("agreed_otherwise", last_day_of(*now.due, now.zone), words));
  }
  out["steps"] = std::move(steps);
}

Json clocks_json(const Words& words, const DueInput& input) {
  Json out = Json::array();
  if (input.sight != Sight::kFile) return out;
  for (const bool timers : {true, false})
    for (const projections::ClockStory& clock : input.row.clocks) {
      const bool is_timer = input.row.state.find_timer(clock.element, clock.token) != nullptr;
      if (is_timer != timers) continue;
      // A task shows its own deadline; here it stands only for whoever may change it.
      if (is_timer || can_change(input, terms_of(input, clock.element)))
        out.push_back(clock_json(words, input, clock));
    }
  return out;
}

}  // namespace alternat::api
