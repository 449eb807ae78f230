// SPDX-License-Identifier: EUPL-1.2
// Worked histories: what the reader refuses, what the player finds out, and that rewriting keeps
// everything but the expectations.
#include "casework/history/history_lines.h"
#include "casework/history/play_history.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

std::string refused(std::string_view text) {
  const Result<History> read = parse_history(text, "x.history.md");
  return read.ok() ? "" : read.error().code + " " + to_string(read.error());
}

std::string with_steps(const std::string& steps) {
  return "# Title\n\n```history\n@ 2026-06-15\n> open placement in xa-xb by candidate\n" + steps +
         "```\n";
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

const std::string kShort = R"(# A vacancy is described

Prose that stays.

```history
@ 2026-06-15 10:30
> open placement in xa-xb by candidate
  nationality = "XB"
opened placement
task describe for employer

> complete describe by candidate
refused procedure.wrong_role
= describe
```
)";

TEST_CASE("a history is read with its places, values and expectations") {
  const Result<History> read = parse_history(kShort, "x.history.md");
  REQUIRE(read.ok());
  CHECK(read->title == "A vacancy is described");
  REQUIRE(read->steps.size() == 3);
  CHECK(read->steps[0].minute == 630);
  CHECK(read->steps[1].values == procedures::Values{{"nationality", "\"XB\""}});
  CHECK(read->steps[1].last_line == 8);
  CHECK(read->steps[2].expected ==
        std::vector<std::string>{"refused procedure.wrong_role", "= describe"});
  CHECK(read->steps[2].span == SourceSpan{"x.history.md", 12, 1});
}

TEST_CASE("what a history may not say is refused with its place") {
  CHECK(says(refused("```history\n@ 2026-06-15\n> open a in xa-xb by candidate\n```\n"),
             "history.no_title x.history.md:1:1"));
  CHECK(refused("# Title\n").starts_with("history.no_steps"));
  CHECK(says(refused("# Title\n```history\n@ 2026-06-15\n> open a in xa-xb by candidate\n"),
             "history.unclosed x.history.md:2:1"));
  CHECK(says(refused("# Title\n```history\n> open a in xa-xb by candidate\n```\n"),
             "history.beginning x.history.md:3:1"));
  CHECK(says(refused(with_steps("> open placement in xa-xb by candidate\n")),
             "history.beginning x.history.md:6:1"));
  CHECK(says(refused(with_steps("> complte describe by employer\n")), "did you mean 'complete'?"));
  CHECK(refused(with_steps("> dance\n")).starts_with("history.unknown_command"));
  CHECK(says(refused(with_steps("> complete describe\n")), "'> complete' says who"));
  CHECK(says(refused(with_steps("> complete by employer\n")), "'> complete' says what"));
  CHECK(refused(with_steps("> complete describe by employer on 2026-06-15\n"))
            .starts_with("history.unknown_word"));
  CHECK(refused(with_steps("> claim describe by butcher\n")).starts_with("history.unknown_role"));
  CHECK(
      refused(with_steps("> claim describe by employer#0\n")).starts_with("history.unknown_role"));
  CHECK(refused(with_steps("@ 2026-06-31\n")).starts_with("history.bad_moment"));
  CHECK(refused(with_steps("@ 2026-06-16 9:00\n")).starts_with("history.bad_moment"));
  CHECK(refused(with_steps("> letter x on yesterday by employer\n"))
            .starts_with("history.bad_moment"));
  CHECK(
      refused(with_steps("> resolve x due soon by employer\n")).starts_with("history.bad_moment"));
  CHECK(refused(with_steps("@ 2026-06-15\n")).starts_with("history.time_runs_back"));
  CHECK(refused(with_steps("  german_level = B1\n")).starts_with("history.bad_value"));
  CHECK(refused(with_steps("  a = 1\n  a = 2\n")).starts_with("history.bad_value"));
  CHECK(refused(with_steps("opened placement\n  a = 1\n")).starts_with("history.stray_value"));
  CHECK(refused(with_steps("=\nopened placement\n")).starts_with("history.stray_line"));
}

TEST_CASE("all problems of a history are named at once") {
  const std::string text = refused(with_steps("> dance\n> claim describe by butcher\n"));
  CHECK(says(text, "x.history.md:6:1"));
  CHECK(says(text, "x.history.md:7:1"));
}

TEST_CASE("a history that says what comes passes, and a wrong line shows both sides") {
  const Result<History> good = parse_history(kShort, "x.history.md");
  REQUIRE(good.ok());
  const auto played = play_history(content(), *good);
  REQUIRE(played.ok());
  CHECK(differences(*good, *played).empty());
  std::string wrong = kShort;
  wrong.replace(wrong.find("task describe for employer"), 26, "task describe for candidate");
  const Result<History> bad = parse_history(wrong, "x.history.md");
  REQUIRE(bad.ok());
  const std::vector<std::string> found = differences(*bad, *played);
  REQUIRE(found.size() == 1);
  CHECK(found[0] ==
        "x.history.md:7:1: 'open placement in xa-xb by candidate' gave something else\n"
        "    opened placement\n"
        "  - task describe for candidate\n"
        "  + task describe for employer");
  CHECK(rewritten(wrong, *bad, *played) == kShort);
}

TEST_CASE("timers fire at their own moments while time passes, and only then") {
  const std::string text = R"(# The candidate does not answer

```history
@ 2026-06-15
> open placement in xa-xb by candidate
  birth_date = "1994-03-12"
> complete describe by employer
  isco08 = "2512"
  gross_annual_cents = 5520000
  weekly_hours = 40
  recruited_by = "labour_agency"
  worker_costs_cents = 0
> complete recruitment_check by labour_agency
  recruitment_finding = "fair"
  residence_country = "XB"
  recruitment_channel = "labour_agency"
  repayment_clause = "none"
  documents_held_by_others = false
  pay_comparable = true
  agency_standing = "no_agency"
  selection_filter = "none"
  ranking_by_machine = false
  living_arrangement = "none"
> complete recruitment_check by labour_agency#2
> complete proposal by labour_agency
  proposal_made_on = "2026-06-15"
@ 2026-06-29 23:59
@ 2026-06-30
```
)";
  const Result<History> read = parse_history(text, "x.history.md");
  REQUIRE(read.ok());
  const auto played = play_history(content(), *read);
  REQUIRE(played.ok());
  REQUIRE(played->size() == 8);
  // Fourteen calendar days from 15 June end with 29 June.
  CHECK((*played)[5].lines.front() == "timer no_answer, due 2026-06-29");
  CHECK((*played)[6].lines.size() == 1);
  CHECK((*played)[7].lines.front() == "fired no_answer");
}

TEST_CASE("a deadline at midnight is the day that ends there, another one has its time") {
  CHECK(moment_text(at("2026-06-29T22:00:00Z"), "Europe/Berlin") == "2026-06-29");
  CHECK(moment_text(at("2026-06-29T08:30:00Z"), "Europe/Berlin") == "2026-06-29 10:30");
}

}  // namespace
}  // namespace alternat::casework::testing
