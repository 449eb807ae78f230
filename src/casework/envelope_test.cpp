// SPDX-License-Identifier: EUPL-1.2
// Envelopes: what stands in them, what never does, and when they leave.
#include "casework/envelope.h"

#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

const procedures::Values kCase = {{"nationality_evidence_tier", "\"prima_facie\""},
                                  {"fear_expressed", "true"},
                                  {"transfer_planned_on", "\"2026-12-10\""}};

Envelope composed(std::string_view message, std::string_view thrown_at = "2026-11-24T09:00:00Z",
                  const procedures::Values& values = kCase) {
  const Result<Envelope> envelope = compose_envelope(
      content().content(), {kPartnership, message, at(thrown_at), "Europe/Berlin", values});
  if (!envelope) FAIL(to_string(envelope.error()));
  return *envelope;
}

std::string refusal(std::string_view partnership, std::string_view message) {
  const procedures::Values none;
  const Result<Envelope> envelope =
      compose_envelope(content().content(),
                       {partnership, message, at("2026-11-24T09:00:00Z"), "Europe/Berlin", none});
  REQUIRE_FALSE(envelope.ok());
  return envelope.error().code + ": " + envelope.error().message;
}

}  // namespace

TEST_CASE("an envelope holds the declared fields of its message that a fact fills, and no other") {
  const Envelope request = composed("readmission_request");
  CHECK(request.body ==
        "{\"fields\":{\"evidence_list\":\"prima_facie\"},\"message\":\"readmission_request\","
        "\"partnership\":\"xa-xb\"}");
  CHECK(request.to == "XB");
}

TEST_CASE("a field that needs consent says the same for yes and for no") {
  const std::string expected =
      "{\"fields\":{\"care_needs\":\"NOT_DISCLOSED\",\"transfer_date\":\"2026-12-10\"},"
      "\"message\":\"transfer_notice\",\"partnership\":\"xa-xb\"}";
  procedures::Values values = kCase;
  for (const char* care : {"true", "false"}) {
    values["departure_medical_needed"] = care;
    CHECK(composed("transfer_notice", "2026-11-24T09:00:00Z", values).body == expected);
  }
}

TEST_CASE("a withdrawal and a revocation carry no field and no reason") {
  for (const char* message : {"readmission_withdrawal", "transit_revoked", "incoming_refused"})
    CHECK(composed(message).body ==
          "{\"fields\":{},\"message\":\"" + std::string(message) + "\",\"partnership\":\"xa-xb\"}");
}

TEST_CASE(
    "a daily batch leaves as the next day of the node's zone begins, whenever it was thrown") {
  // Berlin is an hour ahead of UTC in November.
  for (const char* thrown :
       {"2026-11-23T23:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T22:59:59Z"})
    CHECK(composed("readmission_request", thrown).leaves_at == at("2026-11-24T23:00:00Z"));
  CHECK(composed("readmission_request", "2026-11-24T23:00:00Z").leaves_at ==
        at("2026-11-25T23:00:00Z"));
}

TEST_CASE("a weekly batch leaves as the next Monday begins; a message without a batch at once") {
  terms::Content weekly;
  Diagnostics diagnostics;
  const std::string row = "to = \"partner_state\"\npurpose = { de = \"x\", en = \"x\" }\n";
  const Result<TomlNode> file = parse_toml(
      "[[message]]\nid = \"m\"\nbatch = \"weekly\"\n" + row + "[[message]]\nid = \"n\"\n" + row,
      "messages.toml");
  REQUIRE(file.ok());
  weekly.messages.read(*file, diagnostics);
  weekly.partnerships.push_back({"",
                                 content().content().find_partnership(kPartnership)->partnership,
                                 {},
                                 {},
                                 {},
                                 {},
                                 {},
                                 {}});
  const procedures::Values none;
  const auto leaves = [&](const char* message, const char* thrown) {
    return compose_envelope(weekly, {kPartnership, message, at(thrown), "Europe/Berlin", none})
        .value()
        .leaves_at;
  };
  // Monday, Tuesday, Sunday; the next Monday is 30 November.
  for (const char* thrown :
       {"2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z", "2026-11-29T10:00:00Z"})
    CHECK(leaves("m", thrown) == at("2026-11-29T23:00:00Z"));
  CHECK(leaves("n", "2026-11-24T10:00:00Z") == at("2026-11-24T10:00:00Z"));
}

TEST_CASE("what is not declared as a message to the partner state has no envelope") {
  CHECK(refusal(kPartnership, "postcard") ==
        "envelope.unknown_message: The message 'postcard' is not in law/de/messages.toml; nothing "
        "leaves that is not named there.");
  CHECK(refusal(kPartnership, "stop_notice") ==
        "envelope.not_to_partner: The message 'stop_notice' goes to no partner state; it has no "
        "envelope.");
  CHECK(refusal("xa-xc", "readmission_request") ==
        "envelope.unknown_partnership: There is no partnership 'xa-xc'.");
}

TEST_CASE("the order within a batch is that of the bytes") {
  const Envelope request = composed("readmission_request", "2026-11-24T12:00:00Z");
  const Envelope receipt = composed("incoming_receipt", "2026-11-24T08:00:00Z");
  const Envelope later = composed("incoming_receipt", "2026-11-25T08:00:00Z");
  std::vector<Envelope> one = {later, request, receipt};
  std::vector<Envelope> other = {receipt, later, request};
  order_batches(one);
  order_batches(other);
  CHECK(one == other);
  CHECK(one.back() == later);
}

}  // namespace alternat::casework::testing
