// SPDX-License-Identifier: EUPL-1.2
// The answer page of the pathway check: best first, in careful words, with why, what is missing,
// how to find out, the shortest way, and what the chosen partnership changes.
#pragma once

#include "api/render/page.h"
#include "api/resources/pathway_answers.h"
#include "decisions/assessment/pathway_result.h"

namespace alternat::terms {
struct Content;
struct PartnershipContent;
}  // namespace alternat::terms

namespace alternat::api {

struct ResultsInput {
  const terms::Content& content;
  const Answers& answers;
  Date on;
  const std::vector<assessment::PathwayResult>& results;
  // Without the partnership's overlays; empty if none is chosen.
  const std::vector<assessment::PathwayResult>& plain_results;
  const terms::PartnershipContent* partnership = nullptr;
  bool can_explain = false;  // each card leads to "how this was decided"
};

Page results_page(const Words& words, const ResultsInput& input);
// How one row was decided: every table it rests on with the rows lit, from the result's trace.
Page how_page(const Words& words, const ResultsInput& input,
              const assessment::PathwayResult& result);

// The order of the page: met (entitlement, shall, may), an officer must judge, still open, not met;
// the last two by group (job, recognition, training …), within it fewest missing or fewest reasons
// first; then the order of the law.
bool better_result(const assessment::PathwayResult& a, const assessment::PathwayResult& b);

// Facts named missing by the results, by how many name them (most first), then by id.
std::vector<std::string> open_facts(const std::vector<assessment::PathwayResult>& results);

}  // namespace alternat::api
