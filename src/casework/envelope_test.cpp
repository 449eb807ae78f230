// SPDX-License-Identifier: EUPL-1.2
// Noninterference on the running engine: return cases that differ only in asylum, health and
// criminal facts, and pass the safeguards before contact, send the same bytes in the same batch.
#include "casework/envelope.h"

#include <map>
#include <random>

#include "base/file.h"
#include "casework/testing.h"
#include "decisions/assessment/assess.h"
#include "proofs/static_flow.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

// A worked example in which every safeguard before contact passes.
Json passing_facts() {
  const Result<std::string> text =
      read_file(ALTERNAT_SOURCE_DIR "/content/examples/safeguards/g51-no-acceptance.case.md");
  REQUIRE(text.ok());
  const std::size_t start = text->find("```json") + 7;
  Json facts = Json::parse(text->substr(start, text->find("```", start) - start));
  facts["on"] = "2026-11-24";
  facts["nationality"] = "XB";
  return facts;
}

bool passes_contact(const Json& facts) {
  const assessment::AssessmentOptions options(day("2026-11-24"));
  const auto result =
      assessment::assess_safeguards(content().law(), facts, options, assessment::expected_gates());
  REQUIRE(result.ok());
  return result->phases.front().outcome == assessment::GateOutcome::kPass;
}

// The facts with some protected ones changed, still passing before contact.
Json varied(const Json& base, std::mt19937& random, int& changed) {
  Json facts = base;
  for (const terms::FactDefinition& fact : content().content().facts.all()) {
    if (!proofs::is_protected(fact.category) || fact.realm != terms::Realm::kReturns) continue;
    if (random() % 3 != 0) continue;
    Json candidate;
    if (fact.type == terms::FactType::kBoolean) {
      candidate = random() % 2 == 0;
    } else if (fact.type == terms::FactType::kString && !fact.values.empty()) {
      candidate = fact.values[random() % fact.values.size()];
    } else {
      continue;
    }
    if (facts.value(fact.id, Json()) == candidate) continue;
    Json tried = facts;
    tried[fact.id] = candidate;
    if (!passes_contact(tried)) continue;
    facts = std::move(tried);
    ++changed;
  }
  return facts;
}

struct Sent {
  std::vector<std::string> bodies;  // "day body", in order
  std::string outcome;
};

// Through the readmission procedure of the fictitious pair until the request has left.
Sent run(const Json& facts) {
  World world;
  world.clock.set(at("2026-11-24T09:00:00Z"));
  procedures::Values opened_with;
  const std::set<std::string> asked = {"on",
                                       "tracks_shown_on",
                                       "counselling_offered_on",
                                       "request_fields_minimised",
                                       "transfer_planned_on",
                                       "monitor_informed",
                                       "travel_document_valid_until"};
  for (const auto& [name, value] : facts.items())
    if (!asked.contains(name)) opened_with[name] = value.dump();
  const Call clerk = world.call(Role::kAliensAuthority, 1, "returns");
  const Result<OpenedCase> opened =
      open_case(world.node(), clerk, {kPartnership, "readmission", "", opened_with});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  const std::vector<Answer> answers = {
      {"rights",
       Role::kAliensAuthority,
       1,
       {{"rights_informed_on", "\"2026-11-20\""}, {"rights_informed_language", "\"xb\""}}},
      {"track_check",
       Role::kAliensAuthority,
       1,
       {{"tracks_shown_on", "\"2026-10-05\""}, {"track_pending", "false"}}},
      {"counselling",
       Role::kAliensAuthority,
       1,
       {{"counselling_offered_on", "\"2026-10-06\""}, {"wants_to_leave", "false"}}},
      {"draft",
       Role::kReturnCentre,
       1,
       {{"nationality_evidence_tier", "\"prima_facie\""},
        {"own_travel_document_valid", "true"},
        {"request_fields_minimised", "true"}}},
      {"draft", Role::kReturnCentre, 2, {}},
      {"release", Role::kReturnCentre, 1, {}},
      {"release", Role::kReturnCentre, 2, {}}};
  for (const Answer& answer : answers) {
    const Result<StepResult> done =
        world.complete(world.call(answer.role, answer.number, "returns"), opened->case_id,
                       answer.element, answer.values);
    if (!done) MESSAGE(answer.element << ": " << to_string(done.error()));
    REQUIRE(done.ok());
  }
  procedures::Values all = opened_with;
  for (const Answer& answer : answers)
    for (const auto& [name, value] : answer.values) all[name] = value;
  Sent sent;
  sent.outcome = world.row(opened->case_id).state.result_names.at("contact_outcome");
  world.node().with_tables([&](const projections::Tables& tables) {
    for (const projections::LogRow* row : tables.recent("", 1000)) {
      if (row->type != "MessageThrown" || row->stream != opened->case_id) continue;
      const Result<Envelope> envelope = compose_envelope(
          content().content(), {kPartnership, row->detail, row->effective_on, all});
      REQUIRE(envelope.ok());
      sent.bodies.push_back(envelope->leaves_on.to_iso() + " " + envelope->body);
    }
    return 0;
  });
  return sent;
}

}  // namespace

TEST_CASE("cases that differ only in protected facts and pass send the same bytes in one batch") {
  const Json base = passing_facts();
  REQUIRE(passes_contact(base));
  const Sent first = run(base);
  CHECK(first.outcome == "PASS");
  REQUIRE(first.bodies.size() == 1);
  CHECK(first.bodies.front() ==
        "2026-11-25 {\"fields\":{\"evidence_list\":\"prima_facie\"},\"message\":"
        "\"readmission_request\",\"partnership\":\"xa-xb\"}");
  constexpr unsigned kSeed = 20261124;
  std::mt19937 random(kSeed);
  CAPTURE(kSeed);
  int changed = 0;
  for (int i = 0; i < 5; ++i) {
    const Sent other = run(varied(base, random, changed));
    CHECK(other.outcome == "PASS");
    CHECK(other.bodies == first.bodies);
  }
  CHECK(changed > 5);  // the pairs do differ
}

TEST_CASE("what is not declared does not leave, and a weekly batch leaves on Monday") {
  const terms::Content& all = content().content();
  const procedures::Values none;
  const Date tuesday = day("2026-11-24");
  const auto postcard = compose_envelope(all, {kPartnership, "postcard", tuesday, none});
  REQUIRE_FALSE(postcard.ok());
  CHECK(postcard.error().code == "envelope.unknown_message");
  const auto nowhere = compose_envelope(all, {"xa-xc", "readmission_request", tuesday, none});
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().code == "envelope.unknown_partnership");
  terms::Content weekly;
  Diagnostics diagnostics;
  const Result<TomlNode> file = parse_toml(
      "[[message]]\nid = \"m\"\nto = \"partner_state\"\nbatch = \"weekly\"\n"
      "purpose = { de = \"x\", en = \"x\" }\n",
      "messages.toml");
  REQUIRE(file.ok());
  weekly.messages.read(*file, diagnostics);
  weekly.partnerships.push_back(
      {"", all.find_partnership(kPartnership)->partnership, {}, {}, {}, {}, {}, {}});
  for (const char* thrown : {"2026-11-23", "2026-11-24", "2026-11-29"}) {
    const auto envelope = compose_envelope(weekly, {kPartnership, "m", day(thrown), none});
    REQUIRE(envelope.ok());
    CHECK(envelope->leaves_on.to_iso() == "2026-11-30");
  }
}

}  // namespace alternat::casework::testing
