// SPDX-License-Identifier: EUPL-1.2
// What the clocks of procedures mean, and every clock and decision that is refused.
#include "casework/clock.h"

#include "casework/decision_run.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

Result<ClockAnswer> ask(const std::string& duration, const std::string& agreement_clock,
                        const std::string& partnership = kPartnership) {
  procedures::ClockTerms terms;
  terms.duration = duration;
  terms.agreement_clock = agreement_clock;
  return answer_clock(
      {content(), terms, partnership, day("2026-06-15"), at("2026-06-15T08:00:00Z")});
}

std::string refusal(const Result<ClockAnswer>& answer) {
  return answer.ok() ? "not refused" : answer.error().code + ": " + answer.error().message;
}

TEST_CASE("the agreement's own clock runs 12 calendar days from the day after receipt") {
  // Article 8(2): 16 June is the first day, Saturday 27 June the last; the end stays where it
  // falls.
  const Result<ClockAnswer> reply = ask("", "reply");
  REQUIRE(reply.ok());
  CHECK(reply->due == at("2026-06-27T22:00:00Z"));
  CHECK(reply->clause == "art. 8(2)");
  CHECK(reply->deadline.last_day == day("2026-06-27"));
}

TEST_CASE("hours run from the moment itself") {
  const Result<ClockAnswer> answer = ask("PT24H", "");
  REQUIRE(answer.ok());
  CHECK(answer->due == at("2026-06-16T08:00:00Z"));
  CHECK(answer->deadline.moment == answer->due);
}

TEST_CASE("minutes run from the moment itself, in no calendar") {
  const Result<ClockAnswer> answer = ask("PT10M", "");
  REQUIRE(answer.ok());
  CHECK(answer->due == at("2026-06-15T08:10:00Z"));
  CHECK(answer->deadline.moment == answer->due);
  CHECK(refusal(ask("PT0M", "")).starts_with("clock.malformed"));
}

TEST_CASE("a clock that no agreement establishes is never guessed") {
  CHECK(refusal(ask("", "none")) ==
        "clock.not_established: No agreement with XB establishes the clock 'none'. A person sets "
        "the day; it is never guessed.");
}

TEST_CASE("a period that cannot be counted is refused") {
  for (const std::string duration : {"P", "14D", "P14", "PD", "P1Y2M", "PT14D", "P24H", "PxD"})
    CHECK(refusal(ask(duration, "")) == "clock.malformed: '" + duration +
                                            "' is no period this clock can count: write P14D, "
                                            "P2W, P3M, P1Y or PT24H, PT10M.");
}

TEST_CASE("a clock of a partnership that does not exist is refused") {
  CHECK(refusal(ask("P14D", "", "xa-xc")) ==
        "casework.no_partnership: There is no partnership 'xa-xc'.");
}

TEST_CASE("a decision that the content does not have is refused") {
  World world;
  const projections::CaseRow row = world.row(placement_until(world, "describe"));
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"model:none",
       "casework.no_model: The content has no model 'none' with a decision of that name."},
      {"pathway:none",
       "casework.no_pathway: The content has no pathway 'none'. The case waits until it has."},
      {"safeguards:none", "casework.no_phase: There is no phase 'none'."}};
  for (const auto& [decision, text] : refused) {
    CaseValues values(world.node(), row);
    const Result<DecisionOutcome> outcome = run_decision(world.node(), row, decision, values);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code + ": " + outcome.error().message == text);
  }
}

}  // namespace
}  // namespace alternat::casework::testing
