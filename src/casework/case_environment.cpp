// SPDX-License-Identifier: EUPL-1.2
#include "casework/case_environment.h"

#include <algorithm>

#include "casework/clock.h"
#include "decisions/feel/convert.h"

namespace alternat::casework {
namespace {

// A term of the agreement with the origin country: yes-or-no clauses and numbers that conditions
// read.
feel::Value term_value(const program::Program& program, const projections::CaseRow& row,
                       const std::string& name) {
  const terms::PartnershipContent* of = program.content().find_partnership(row.partnership);
  if (!of) return {};
  for (const terms::AgreementTerms* agreement :
       program.content().agreements_with(of->partnership.origin)) {
    const terms::Term* term = agreement->find(name);
    if (!term) continue;
    if (const auto* flag = std::get_if<bool>(&term->value)) return feel::Value::from_bool(*flag);
    if (const auto* number = std::get_if<Decimal>(&term->value))
      return feel::Value::from_number(*number);
    if (const auto* text = std::get_if<std::string>(&term->value))
      return feel::Value::from_string(*text);
  }
  return {};
}

bool model_reads(const dmn::ModelSet& models, std::string_view model, std::string_view name) {
  for (const std::uint32_t input : models.inputs_named(name)) {
    const dmn::Definitions& definitions = *models.models()[models.inputs()[input].model];
    if (definitions.name == model) return true;
    // An input of a model that this one imports counts too.
    for (const std::uint32_t decision : models.dependents(input))
      if (models.models()[models.decisions()[decision].model]->name == model) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> CaseEnvironment::text_of(const std::string& name,
                                                    const procedures::Values& fresh) const {
  if (const auto found = fresh.find(name); found != fresh.end()) return found->second;
  if (const auto found = row_.state.result_names.find(name); found != row_.state.result_names.end())
    return Json(found->second).dump();
  if (const auto found = row_.values.find(name); found != row_.values.end()) return found->second;
  if (row_.state.variables.count(name) == 0) return std::nullopt;
  Result<const procedures::Values*> all = values_.all();
  if (!all) {
    failure_ = all.error();
    return std::nullopt;
  }
  const auto found = (*all)->find(name);
  return found == (*all)->end() ? std::nullopt : std::optional(found->second);
}

feel::Value CaseEnvironment::value_of(const feel::Scope::Name& name,
                                      const procedures::Values& fresh) const {
  if (name.name == "on") return feel::Value::from_date(node_.today());
  const std::vector<std::string>& terms = procedure_.definition.terms;
  if (std::find(terms.begin(), terms.end(), name.name) != terms.end())
    return term_value(node_.program(), row_, name.name);
  // What nobody has recorded is unknown, not null: a condition over it is an incident, never a
  // default.
  const std::optional<std::string> text = text_of(name.name, fresh);
  if (!text) return feel::Value::unknown(name.name);
  const Json json = Json::parse(*text, nullptr, false);
  if (json.is_discarded()) return feel::Value::unknown(name.name);
  Result<feel::Value> value = feel::from_json(json, name.type);
  return value ? *value : feel::Value();
}

feel::Value CaseEnvironment::evaluate(const procedures::Expression& expression,
                                      const procedures::Values& fresh) const {
  return procedure_.evaluate(expression,
                             [&](const feel::Scope::Name& name) { return value_of(name, fresh); });
}

procedures::Truth CaseEnvironment::condition(const procedures::Expression& expression,
                                             const procedures::Values& fresh) const {
  const feel::Value value = evaluate(expression, fresh);
  if (value.kind() != feel::Kind::kBoolean) return procedures::Truth::kNull;
  return value.boolean() ? procedures::Truth::kTrue : procedures::Truth::kFalse;
}

std::optional<std::string> CaseEnvironment::value(const procedures::Expression& expression,
                                                  const procedures::Values& fresh) const {
  const feel::Value value = evaluate(expression, fresh);
  if (value.is_null() || value.has_unknown()) return std::nullopt;
  return Json(feel::to_json(value)).dump();
}

Result<procedures::Deadline> CaseEnvironment::deadline(const procedures::ClockTerms& clock,
                                                       const procedures::Values& fresh) const {
  Date start = node_.today();
  for (const std::string* variable : {&clock.starts, &clock.date}) {
    if (variable->empty()) continue;
    std::optional<std::string> text = text_of(*variable, fresh);
    const Json json = text ? Json::parse(*text, nullptr, false) : Json(*variable);
    Result<Date> day = json.is_string() ? Date::from_iso(json.get<std::string>())
                                        : Result<Date>(Error{Fault::kMalformed, "", "", {}});
    if (!day)
      return Error{Fault::kRefused,
                   "clock.not_established",
                   "The day '" + *variable + "' that starts the clock is not recorded.",
                   {clock.span}};
    start = *day;
  }
  if (!clock.date.empty()) {
    Result<Instant> due = Instant::start_of(start, node_.zone());
    if (!due) return due.error();
    return procedures::Deadline{*due, clock.clause, node_.zone()};
  }
  ClockQuestion question{node_.program(), clock, row_.partnership, start, now_};
  question.zone = node_.zone();  // of periods in hours, which no place counts
  Result<ClockAnswer> answer = answer_clock(question);
  if (!answer) return answer.error();
  return procedures::Deadline{answer->due, answer->clause.empty() ? clock.clause : answer->clause,
                              answer->deadline.zone};
}

// A cycle counts on from the day on which it was due, not from the day on which the node came to
// fire it (ISO 8601-1, repeating interval: the start and the duration fix every date).
Result<procedures::Deadline> CaseEnvironment::deadline_after(const procedures::ClockTerms& clock,
                                                             const procedures::Deadline& previous,
                                                             const procedures::Values&) const {
  const std::string& zone = previous.zone.empty() ? node_.zone() : previous.zone;
  const Result<Date> start = previous.due.plus_micros(-1).day_in(zone);
  if (!start) return start.error();
  ClockQuestion question{node_.program(), clock, row_.partnership, *start, previous.due};
  question.zone = node_.zone();
  Result<ClockAnswer> answer = answer_clock(question);
  if (!answer) return answer.error();
  return procedures::Deadline{answer->due, answer->clause.empty() ? clock.clause : answer->clause,
                              answer->deadline.zone};
}

bool CaseEnvironment::reads(std::string_view decision, std::string_view variable) const {
  const dmn::ModelSet& models = node_.program().models();
  const std::size_t colon = decision.find(':');
  if (colon == std::string_view::npos) return true;
  // Safeguards: any gate may read it; a fact that no model reads changes nothing.
  if (decision.starts_with("safeguards:")) return !models.inputs_named(variable).empty();
  return model_reads(models, decision.substr(colon + 1), variable);
}

}  // namespace alternat::casework
