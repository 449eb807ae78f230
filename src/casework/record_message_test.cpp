// SPDX-License-Identifier: EUPL-1.2
// Letters of a partner without a node: recorded with hash and day of receipt, or refused.
#include "casework/record_message.h"

#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

constexpr const char* kHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Letter consent_letter() {
  return {"cohort_consent",  "",    "received", "note",
          day("2026-06-15"), kHash, "SYN-7",    {{"partner_consent_given", "true"}}};
}

// A training cohort that waits for the partner's consent.
std::string cohort(World& world) {
  const Result<OpenedCase> opened = open_case(world.node(), world.call(Role::kLabourAgency),
                                              {kPartnership, "training-cohort", "", {}});
  REQUIRE(opened.ok());
  REQUIRE(world
              .complete(world.call(Role::kLabourAgency), opened->case_id, "plan",
                        {{"cohort_occupation", "\"7411\""},
                         {"cohort_seats", "24"},
                         {"cohort_starts_on", "\"2026-09-01\""},
                         {"cohort_worker_costs", "0"},
                         {"cohort_target_level", "\"B1\""}})
              .ok());
  REQUIRE(world.task(opened->case_id) == "partner_consent");
  return opened->case_id;
}

std::string refusal(World& world, const std::string& id, const Letter& letter,
                    Role role = Role::kLabourAgency) {
  const Result<StepResult> result =
      record_message(world.node(), world.call(role), {kPartnership, id, {}}, letter);
  return result.ok() ? "not refused" : result.error().code + ": " + result.error().message;
}

TEST_CASE("a letter moves the case and is recorded with its hash and the day of receipt") {
  World world;
  const std::string id = cohort(world);
  Letter letter = consent_letter();
  letter.received_on = day("2026-06-12");
  REQUIRE(
      record_message(world.node(), world.call(Role::kLabourAgency), {kPartnership, id, {}}, letter)
          .ok());
  CHECK(world.task(id) == "selection");
  const std::optional<projections::LogRow> recorded = world.last_record("LetterRecorded");
  REQUIRE(recorded);
  CHECK(recorded->stream == id);
  CHECK(recorded->detail == "SYN-7");
  Result<std::unique_ptr<ledger::Reader>> reader = world.node().ledger().store().read();
  REQUIRE(reader.ok());
  Result<std::vector<ledger::StoredRecord>> record = (*reader)->read_all(recorded->position - 1, 1);
  REQUIRE(record.ok());
  const Json body = Json::parse(record->front().record.body);
  CHECK(body == Json({{"direction", "received"},
                      {"medium", "note"},
                      {"on", "2026-06-12"},
                      {"hash", kHash},
                      {"reference", "SYN-7"}}));
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("a letter that nothing waits for is recorded, and no token moves") {
  World world;
  const std::string id = cohort(world);
  const procedures::State before = world.row(id).state;
  Letter letter = consent_letter();
  letter.message = "";
  letter.values.clear();
  letter.direction = "sent";
  REQUIRE(
      record_message(world.node(), world.call(Role::kLabourAgency), {kPartnership, id, {}}, letter)
          .ok());
  CHECK(world.row(id).state == before);
  CHECK(world.last_record("LetterRecorded")->stream == id);
}

TEST_CASE("a letter is refused for a bad hash, a day to come, an unknown direction") {
  World world;
  const std::string id = cohort(world);
  const std::uint64_t records = world.records();
  for (const std::string& hash : {std::string(), std::string(63, 'a'), std::string(65, 'a'),
                                  std::string(64, 'A'), std::string(64, 'g')}) {
    Letter letter = consent_letter();
    letter.hash = hash;
    CHECK(refusal(world, id, letter) ==
          "casework.letter_hash: The document's hash is SHA-256 as 64 small hex digits ('sha256sum "
          "FILE').");
  }
  Letter tomorrow = consent_letter();
  tomorrow.received_on = day("2026-06-16");
  CHECK(refusal(world, id, tomorrow) ==
        "casework.letter_in_future: The day 2026-06-16 lies in the future; clocks start on the "
        "day of receipt.");
  Letter lost = consent_letter();
  lost.direction = "lost";
  CHECK(refusal(world, id, lost) ==
        "casework.letter_direction: A letter is 'received' or 'sent', not 'lost'.");
  CHECK(world.records() == records);
}

TEST_CASE("a message that nothing waits for is refused, and the refusal recorded") {
  World world;
  const std::string id = cohort(world);
  Letter letter = consent_letter();
  letter.message = "cohort_refusal";
  CHECK(refusal(world, id, letter) ==
        "procedure.message_not_awaited: No token of the case waits for the message "
        "\"cohort_refusal\".");
  CHECK(world.last_record("CommandRejected")->detail == "procedure.message_not_awaited");
  CHECK(world.task(id) == "partner_consent");
}

TEST_CASE("another office of the procedure may have got the letter; a party does not record it") {
  World world;
  const std::string id = cohort(world);
  for (const Role role : {Role::kEmployer, Role::kMonitor, Role::kLeadUnit})
    CHECK(refusal(world, id, consent_letter(), role).starts_with("casework.no_part: "));
  CHECK(world.task(id) == "partner_consent");
  CHECK(refusal(world, id, consent_letter(), Role::kVisaSection) == "not refused");
  CHECK(world.task(id) == "selection");
}

}  // namespace
}  // namespace alternat::casework::testing
