// SPDX-License-Identifier: EUPL-1.2
// Flows from protected facts into what a partner state receives: by field, by leaving, through
// scripts and decisions; and the closed list of releases.
#include "proofs/testing.h"

namespace alternat::proofs::testing {
namespace {

const std::string kOfficer = "alternat:role=\"officer\"";

Proof flows(const World& world, std::vector<const terms::MessageField*> fields = {}) {
  FlowSubject subject{
      {&world.definition, &world.scope, &world.expressions},
      world.subject().around,
      [](const std::string&) { return std::vector<std::string>{"illness", "tier"}; },
      std::move(fields)};
  return prove_flow(subject);
}

// ask -> which -> (on `condition`: extra task) -> submit on both ways, or on one only.
std::string body(const std::string& condition, bool on_both_ways) {
  return element("startEvent", "start") + element("userTask", "ask", kOfficer) +
         element("exclusiveGateway", "which", "default=\"which_other\"") +
         element("userTask", "other", kOfficer) +
         element("sendTask", "submit", "alternat:message=\"request\"") +
         element("endEvent", "done") + flow("start", "ask") + flow("ask", "which") +
         flow("which", "submit", condition) + flow("which", "other") +
         flow("other", on_both_ways ? "submit" : "done") + flow("submit", "done");
}

const std::string kRelease =
    "[[release]]\nid = \"r\"\nmessage = \"request\"\ncategories = [\"asylum\"]\n"
    "channel = \"leaving\"\nreason = { de = \"Weil.\", en = \"Because.\" }\n";

}  // namespace

TEST_CASE("a message that leaves on every way depends on nothing") {
  CHECK(flows(World(body("fear = true", true))).holds == true);
  CHECK(flows(World(body("wish = true", false))).holds == true);
}

TEST_CASE("a message that leaves only without fear betrays it") {
  const Proof proof = flows(World(body("fear = false", false)));
  CHECK(proof.holds == false);
  CHECK(proof.counterexamples.front().what ==
        "submit: whether \"request\" leaves for the partner state depends on \"fear\" (asylum), at "
        "which");
}

TEST_CASE("a declared release opens that flow, is named with its reason, and opens no other") {
  const std::string messages = std::string(kMessages) + kRelease;
  const Proof proof = flows(World(body("fear = false", false), messages));
  CHECK(proof.holds == true);
  CHECK(proof.abstraction.back().text == "Release \"r\": Because.");
  CHECK(flows(World(body("illness = false", false), messages)).holds == false);
}

TEST_CASE("a fact that goes through a script or a decision is still that fact") {
  const auto through = [](const std::string& task) {
    return element("startEvent", "start") + task +
           element("exclusiveGateway", "which", "default=\"which_done\"") +
           element("sendTask", "submit", "alternat:message=\"request\"") +
           element("endEvent", "done") + flow("start", "derive") + flow("derive", "which") +
           flow("which", "submit", "derived = \"yes\"") + flow("which", "done") +
           flow("submit", "done");
  };
  const Proof script =
      flows(World(through(element("scriptTask", "derive", "alternat:result=\"derived\"",
                                  "<script>if fear = true then \"no\" else \"yes\"</script>"))));
  CHECK(script.holds == false);
  CHECK(script.counterexamples.front().what.find(
            "\"fear\" (asylum) through \"derived\" (derive)") != std::string::npos);
  const Proof decision = flows(World(through(element(
      "businessRuleTask", "derive", "alternat:decision=\"model:x\" alternat:result=\"derived\""))));
  CHECK(decision.holds == false);
  CHECK(decision.counterexamples.front().what.find("\"illness\" (health)") != std::string::npos);
}

TEST_CASE("a field shows what fills it, and care needs only with consent and a release") {
  terms::MessageField field;
  field.name = "evidence";
  field.message = "request";
  const std::string plain = body("wish = true", false);
  CHECK(flows(World(plain), {&field}).holds == true);
  std::string messages = kMessages;
  messages.replace(messages.find("fact = \"tier\""), 13, "fact = \"fear\"");
  const Proof filled = flows(World(plain, messages), {&field});
  CHECK(filled.holds == false);
  CHECK(filled.counterexamples.front().what.find("is filled from \"fear\"") != std::string::npos);
  terms::MessageField care;
  care.name = "care";
  care.message = "request";
  care.category = terms::DataCategory::kHealth;
  care.rule = terms::FieldRule::kWithConsent;
  CHECK(flows(World(plain), {&care}).holds == false);
  const std::string released =
      std::string(kMessages) +
      "[[release]]\nid = \"c\"\nmessage = \"request\"\ncategories = [\"health\"]\nchannel = "
      "\"field\"\nfield = \"care\"\nreason = { de = \"x\", en = \"x\" }\n";
  CHECK(flows(World(plain, released), {&care}).holds == true);
  care.rule = terms::FieldRule::kOptional;
  CHECK(flows(World(plain, released), {&care}).holds == false);
}

TEST_CASE("a message about a return leaves in a batch, or its moment tells") {
  std::string messages = kMessages;
  messages.replace(messages.find("batch = \"daily\"\n"), 16, "");
  const Proof proof = flows(World(body("wish = true", false), messages));
  CHECK(proof.holds == false);
  CHECK(proof.counterexamples.front().what.find("leaves for the partner state at once") !=
        std::string::npos);
}

}  // namespace alternat::proofs::testing
