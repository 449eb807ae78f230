// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/questions.h"

#include <algorithm>
#include <map>
#include <set>

namespace alternat::assessment {
namespace {

bool is_asked(const Law& law, const std::string& fact) {
  const terms::FactDefinition* definition = law.facts ? law.facts->find(fact) : nullptr;
  return !definition || definition->realm != terms::Realm::kReturns;
}

// The stated facts in the order of answering.
std::vector<std::string> in_order(const Law& law, const Json& facts,
                                  const std::vector<std::string>& answered) {
  std::vector<std::string> order;
  for (const auto& [id, value] : facts.items()) {
    if (law.facts && !law.facts->find(id)) continue;  // `on` and the like
    if (std::find(answered.begin(), answered.end(), id) == answered.end()) order.push_back(id);
  }
  std::sort(order.begin(), order.end());
  for (const std::string& id : answered)
    if (facts.contains(id) && std::find(order.begin(), order.end(), id) == order.end())
      order.push_back(id);
  return order;
}

bool is_missing(const std::vector<PathwayResult>& results, const std::string& fact) {
  return std::any_of(results.begin(), results.end(), [&](const PathwayResult& result) {
    return std::find(result.missing.begin(), result.missing.end(), fact) != result.missing.end();
  });
}

}  // namespace

Result<Questions> find_questions(const Law& law, const Json& facts,
                                 const AssessmentOptions& options,
                                 const std::vector<std::string>& answered) {
  AssessmentOptions plain = options;
  plain.with_shortest = false;
  plain.with_trace = false;
  const Result<std::vector<PathwayResult>> results = assess_pathways(law, facts, plain);
  if (!results) return results.error();
  Questions questions;
  std::map<std::string, Question> open;
  for (const PathwayResult& result : *results) {
    questions.exact &= result.exact;
    for (const std::string& fact : result.missing) {
      if (!is_asked(law, fact)) continue;
      Question& question = open[fact];
      question.fact = fact;
      ++question.rows;
    }
  }
  for (auto& [fact, question] : open) questions.open.push_back(std::move(question));
  std::stable_sort(questions.open.begin(), questions.open.end(),
                   [](const Question& a, const Question& b) {
                     if (a.rows != b.rows) return a.rows > b.rows;
                     return a.settles_thousandths > b.settles_thousandths;
                   });
  Json before = Json::object();
  for (const std::string& fact : in_order(law, facts, answered)) {
    AssessmentOptions strict = plain;
    strict.strict = true;
    const Result<std::vector<PathwayResult>> then = assess_pathways(law, before, strict);
    if (!then) return then.error();
    if (is_missing(*then, fact))
      before[fact] = facts[fact];
    else
      questions.obsolete.push_back(fact);
  }
  return questions;
}

}  // namespace alternat::assessment
