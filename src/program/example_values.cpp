// SPDX-License-Identifier: EUPL-1.2
#include "program/example_values.h"

#include "decisions/assessment/inputs.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"
#include "terms/statutory_clock.h"

namespace alternat::program {
namespace {

constexpr const char* kNotEstablished = "not established";

Result<std::uint32_t> find_one(const Program& program, std::string_view decision) {
  const std::size_t dot = decision.find('.');
  const dmn::Definitions* model = program.models().find_model(decision.substr(0, dot));
  if (!model || dot == std::string_view::npos)
    return Error{Fault::kNotFound,
                 "decide.no_model",
                 "There is no model '" + std::string(decision.substr(0, dot)) +
                     "'; a decision is named model.decision.",
                 {}};
  const std::optional<std::uint32_t> found =
      program.models().find_decision(model->namespace_uri, decision.substr(dot + 1));
  if (!found)
    return Error{Fault::kNotFound,
                 "decide.no_decision",
                 "The model '" + model->name + "' has no decision '" +
                     std::string(decision.substr(dot + 1)) + "'.",
                 {}};
  return *found;
}

std::string text_of(const feel::Value& value) {
  if (value.is_unknown()) return "unknown";
  if (!value.is_list()) return feel::to_text(value);
  std::string text;
  for (const feel::Value& item : value.items())
    text += (text.empty() ? "" : ", ") + feel::to_text(item);
  return text.empty() ? "none" : text;
}

std::string parameter_text(const Program& program, const Expectation& row) {
  const terms::ParameterTable& table = program.content().parameters;
  const Result<Date> on = Date::from_iso(row.on);
  if (!on || !table.find(row.subject)) return "";
  const std::optional<Decimal> value = table.value_on(row.subject, *on, *on);
  return value ? value->to_text() : kNotEstablished;
}

std::string clock_text(const Program& program, const Expectation& row) {
  const terms::StatutoryClock* clock = program.content().clocks.find(row.subject);
  const Result<Date> event = Date::from_iso(row.on);
  if (!clock || !event) return "";
  const terms::ClockPlace place{&program.calendars()};
  const Result<calendar::Deadline> last = terms::last_day_of(*clock, *event, place);
  if (last.ok()) return last->last_day.to_iso();
  return last.error().code == "clock.not_established" ? kNotEstablished : last.error().message;
}

Json decision_row(const Program& program, const Expectation& row, const Json& facts) {
  const Result<Date> on = Date::from_iso(facts.value("on", ""));
  if (!on) return {{"value", on.error().message}};
  const Result<DecisionValue> value =
      decide_one(program, row.subject, facts, assessment::AssessmentOptions(*on));
  if (!value) return {{"value", ""}};
  return {{"value", value->value}, {"missing", value->missing}};
}

}  // namespace

Result<DecisionValue> decide_one(const Program& program, std::string_view decision,
                                 const Json& facts, const assessment::AssessmentOptions& options) {
  const Result<std::uint32_t> found = find_one(program, decision);
  if (!found) return found.error();
  const Diagnostics problems = program.content().facts.check_form(facts, "facts");
  if (problems.has_errors()) return problems.to_error(Fault::kMalformed);
  dmn::Evaluation evaluation(program.models());
  evaluation.context().set_today(feel::Value::from_date(options.on));
  assessment::set_inputs(
      program.law(), facts, options,
      options.strict ? assessment::Presume::kNothing : assessment::Presume::kDictionary,
      evaluation);
  const feel::Value& value = evaluation.decide(*found);
  return DecisionValue{text_of(value), value.unknown_names()};
}

Json example_values(const Program& program, const WorkedExample& example, const Json& facts) {
  Json values = Json::array();
  for (std::size_t i = 0; i < example.expectations.size(); ++i) {
    const Expectation& row = example.expectations[i];
    Json value;
    if (row.kind == ExampleKind::kParameters) value["value"] = parameter_text(program, row);
    if (row.kind == ExampleKind::kClocks) value["value"] = clock_text(program, row);
    if (row.kind == ExampleKind::kDecisions) value = decision_row(program, row, facts);
    if (value.is_null()) continue;
    value["row"] = i;
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace alternat::program
