// SPDX-License-Identifier: EUPL-1.2
#include "casework/change_clock.h"

#include <algorithm>

#include "base/json.h"
#include "casework/case_values.h"
#include "procedures/environment.h"

namespace alternat::casework {
namespace {

using procedures::ChangeClock;

const procedures::ClockTerms* terms_of(const procedures::Definition& definition,
                                       std::string_view element) {
  const procedures::NodeIndex index = definition.find_node(element);
  if (index == procedures::kNoIndex || !definition.nodes[index].clock) return nullptr;
  return &*definition.nodes[index].clock;
}

Error no_clock(const std::string& element) {
  return {Fault::kNotFound,
          "casework.no_clock",
          "No period runs at '" + element.substr(0, 60) + "' in this case. Nothing was changed.",
          {}};
}

Status check_reason(const std::string& reason) {
  if (std::find(kClockReasons.begin(), kClockReasons.end(), reason) != kClockReasons.end())
    return {};
  std::string known;
  for (const std::string_view code : kClockReasons)
    known += (known.empty() ? "" : ", ") + std::string(code);
  return Error{Fault::kMalformed,
               "casework.clock_reason",
               "A period is changed for one of these reasons: " + known + ".",
               {}};
}

// Where the last day of the clock was counted; the node's zone for what was recorded without one.
std::string_view zone_of(const RunningClock& clock) {
  const std::string* zone = nullptr;
  if (const auto* timer = clock.row.state.find_timer(clock.story.element, clock.story.token))
    zone = &timer->zone;
  else if (const auto* task = clock.row.state.find_task(clock.story.element, clock.story.token))
    zone = &task->zone;
  return zone == nullptr || zone->empty() ? clock.zone : std::string_view(*zone);
}

// The day on which the clock began to run.
Result<Date> start_of(const RunningClock& clock, const procedures::ClockTerms& terms) {
  if (clock.story.after) return clock.story.after->plus_micros(-1).day_in(zone_of(clock));
  if (terms.starts.empty()) return clock.story.begun.day_in(clock.zone);
  if (clock.start) {
    const Json json = Json::parse(*clock.start, nullptr, false);
    if (json.is_string())
      if (const Result<Date> day = Date::from_iso(json.get<std::string>()); day.ok()) return *day;
  }
  return Error{Fault::kRefused,
               "clock.not_established",
               "The day '" + terms.starts + "' that starts the clock is not recorded.",
               {terms.span}};
}

// When the clock is due as it is recorded.
std::optional<Instant> recorded_due(const projections::CaseRow& row, std::string_view element,
                                    procedures::TokenId token) {
  if (const procedures::SetTimer* timer = row.state.find_timer(element, token)) return timer->due;
  const procedures::OpenTask* task = row.state.find_task(element, token);
  return task != nullptr ? task->due : std::nullopt;
}

// The end after the change. What the law makes of the clock as it stands must be what is recorded:
// the end that a person set is not counted on.
Result<procedures::Deadline> new_end(RunningClock clock, projections::ClockNote note) {
  const Result<ClockAnswer> before = explain_clock(clock);
  if (!before) return before.error();
  if (recorded_due(clock.row, clock.story.element, clock.story.token) != before->due)
    return Error{Fault::kRefused,
                 "clock.not_a_period",
                 "The end of '" + clock.story.element +
                     "' was set by a person or by a date that was corrected; it is not counted "
                     "on. Nothing was changed.",
                 {}};
  projections::ClockStory after = clock.story;
  after.notes.push_back(std::move(note));
  const Result<ClockAnswer> answer =
      explain_clock({clock.program, clock.definition, clock.row, after, clock.zone, clock.start});
  if (!answer) return answer.error();
  return procedures::Deadline{answer->due, answer->clause, answer->deadline.zone};
}

struct Found {
  projections::CaseRow row;
  projections::ClockStory story;
};

std::optional<Found> find_running(const Node& node, const CaseRef& of,
                                  const ClockChangeRequest& request) {
  return node.with_tables([&](const projections::Tables& tables) -> std::optional<Found> {
    const projections::CaseRow* row = tables.find_case(of.partnership, of.case_id);
    const projections::ClockStory* story =
        row == nullptr ? nullptr : row->find_clock(request.element, request.token);
    if (story == nullptr) return std::nullopt;
    return Found{*row, *story};
  });
}

// The start fact's value, read as the node's own engine reads it.
Result<std::optional<std::string>> read_start(Node& node, const Found& found,
                                              const procedures::ClockTerms& terms) {
  if (terms.starts.empty()) return std::optional<std::string>();
  CaseValues values(node, found.row);
  Result<const procedures::Values*> all = values.all();
  if (!all) return all.error();
  const auto value = (*all)->find(terms.starts);
  if (value != (*all)->end()) return std::optional(value->second);
  const auto open = found.row.values.find(terms.starts);
  return open == found.row.values.end() ? std::nullopt : std::optional(open->second);
}

}  // namespace

Result<ClockAnswer> explain_clock(const RunningClock& clock) {
  const procedures::ClockTerms* terms = terms_of(clock.definition, clock.story.element);
  if (terms == nullptr || !terms->date.empty())
    return Error{Fault::kRefused,
                 "clock.not_a_period",
                 "'" + clock.story.element + "' is a day, not a period.",
                 {}};
  const Result<Date> start = start_of(clock, *terms);
  if (!start) return start.error();
  return answer_clock({clock.program, *terms, clock.row.partnership, *start,
                       clock.story.after.value_or(clock.story.begun), clock.story.notes,
                       std::string(clock.zone)});
}

Result<StepResult> change_clock(Node& node, const Call& call, const CaseRef& of,
                                const ClockChangeRequest& request) {
  if (Status status = check_reason(request.reason); !status) return status.error();
  const std::optional<Found> found = find_running(node, of, request);
  if (!found) return no_clock(request.element);
  ChangeClock change{request.element,
                     request.token,
                     request.change,
                     request.reason,
                     std::nullopt,
                     request.period,
                     ""};
  const program::CompiledProcedure* procedure = node.procedure_of(found->row);
  const procedures::ClockTerms* terms =
      procedure == nullptr ? nullptr : terms_of(procedure->definition, request.element);
  if (terms == nullptr) return no_clock(request.element);
  if (request.change != "suspended") {
    Result<std::optional<std::string>> start = read_start(node, *found, *terms);
    if (!start) return start.error();
    const Result<procedures::Deadline> end =
        new_end({node.program(), procedure->definition, found->row, found->story, node.zone(),
                 std::move(*start)},
                {request.change, request.reason, call.actor.text(), request.period, node.now()});
    if (!end) return end.error();
    change.due = end->due;
    change.zone = end->zone;
  }
  return step(node, call, {of.partnership, of.case_id, of.seen_version, change, {}, {}});
}

}  // namespace alternat::casework
