// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/dates.h"

#include <algorithm>
#include <map>
#include <set>

#include "decisions/assessment/rows.h"

namespace alternat::assessment {
namespace {

constexpr const char* kApplicationFact = "application_date";
constexpr const char* kGrantFact = "grant_date";
constexpr const char* kStartFact = "start_date";

std::optional<Date> stated_day(const Json& facts, const char* fact) {
  const auto found = facts.find(fact);
  if (found == facts.end() || !found->is_string()) return std::nullopt;
  const Result<Date> date = Date::from_iso(found->get_ref<const std::string&>());
  return date ? std::optional<Date>(*date) : std::nullopt;
}

// The days in order of time, each with what it is in the file.
std::map<Date, std::vector<FileDay>> days_of(const Json& facts, Date on) {
  std::map<Date, std::vector<FileDay>> days;
  if (const auto day = stated_day(facts, kApplicationFact))
    days[*day].push_back(FileDay::kApplication);
  days[on].push_back(FileDay::kDecision);
  if (const auto day = stated_day(facts, kStartFact)) days[*day].push_back(FileDay::kStart);
  return days;
}

bool is_in_force(const PathwayRow& row, Date day) {
  return (!row.from || day >= *row.from) && (!row.until || day < *row.until);
}

bool same_law(const Law& law, const PathwayRow& row, Date a, Date b, Date known_as_of) {
  if (is_in_force(row, a) != is_in_force(row, b)) return false;
  return std::all_of(row.parameters.begin(), row.parameters.end(), [&](const std::string& name) {
    return law.parameters->value_on(name, a, known_as_of) ==
           law.parameters->value_on(name, b, known_as_of);
  });
}

// As if applied for and decided on `day`; other days of the file that nobody stated stay what they
// were presumed to be.
Json facts_on(const Law& law, Json facts, Date on, Date day) {
  for (const std::string& fact : file_day_facts())
    if (!facts.contains(fact) && (!law.facts || law.facts->find(fact))) facts[fact] = on.to_iso();
  facts[kApplicationFact] = day.to_iso();
  return facts;
}

DatedOutcome outcome_of(const PathwayResult& result, Date day, const std::vector<FileDay>& as) {
  DatedOutcome out{day, as, result.outcome, result.legal_class, {}, {}};
  for (const Reason& reason : result.reasons) {
    if (std::find(out.codes.begin(), out.codes.end(), reason.code) == out.codes.end())
      out.codes.push_back(reason.code);
    for (const ComparedValue& value : reason.values)
      if (value.name == "parameter" && value.value.is_string())
        out.not_established.push_back(value.value.get<std::string>());
  }
  return out;
}

// The days differ; and where the answer is open anyhow, some day at least settles it.
bool says_something(const PathwayResult& result, const std::vector<DatedOutcome>& at) {
  return std::any_of(at.begin(), at.end(), [&](const DatedOutcome& one) {
    if (result.outcome == PathwayOutcome::kNeedsInfo && !one.not_established.empty()) return false;
    return one.outcome != result.outcome || !one.not_established.empty();
  });
}

}  // namespace

const std::vector<std::string>& file_day_facts() {
  static const std::vector<std::string> kFacts = {kApplicationFact, kGrantFact, kStartFact};
  return kFacts;
}

Status add_dated_outcomes(const Law& law, const Json& facts, const AssessmentOptions& options,
                          std::vector<PathwayResult>& results) {
  const auto days = days_of(facts, options.on);
  if (days.size() < 2 || !law.parameters) return {};
  const Result<std::vector<PathwayRow>> rows = find_rows(law);
  if (!rows) return rows.error();
  std::set<std::pair<std::string, std::string>> crossing;  // pathway, row
  std::set<std::string> pathways;
  for (const PathwayRow& row : *rows)
    for (const auto& [day, as] : days)
      if (!same_law(law, row, day, options.on, options.known_as_of)) {
        crossing.emplace(row.pathway, row.row);
        pathways.insert(row.pathway);
      }
  if (crossing.empty()) return {};
  std::map<std::pair<std::string, std::string>, std::vector<DatedOutcome>> found;
  for (const auto& [day, as] : days) {
    AssessmentOptions then = options;
    then.on = day;
    then.with_shortest = then.with_trace = false;
    then.pathways.assign(pathways.begin(), pathways.end());
    const Result<std::vector<PathwayResult>> answer =
        assess_pathways(law, facts_on(law, facts, options.on, day), then);
    if (!answer) return answer.error();
    for (const PathwayResult& result : *answer)
      found[{result.pathway, result.row}].push_back(outcome_of(result, day, as));
  }
  for (PathwayResult& result : results) {
    if (!crossing.contains({result.pathway, result.row})) continue;
    std::vector<DatedOutcome>& at = found[{result.pathway, result.row}];
    if (says_something(result, at)) result.at = std::move(at);
  }
  return {};
}

}  // namespace alternat::assessment
