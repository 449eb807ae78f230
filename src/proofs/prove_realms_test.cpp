// SPDX-License-Identifier: EUPL-1.2
// Property 6 over facts: what belongs to work, training or advice is asked, read, mapped and
// decided over in no return; each way in is found.
#include "proofs/prove_realms.h"

#include "proofs/testing.h"

namespace alternat::proofs::testing {
namespace {

const std::string kOfficer = "alternat:role=\"officer\"";

std::string line(const std::string& id, const std::string& realm, const std::string& category) {
  return "[[fact]]\nid = \"" + id + "\"\ntype = \"boolean\"\ncategory = \"" + category +
         "\"\nrealm = " + realm + "\nset_by = [\"officer\"]\n" +
         "label = { de = \"x\", en = \"x\" }\nquestion = { de = \"x?\", en = \"x?\" }\n" +
         "provenance = { mark = \"knowledge\" }\n";
}

terms::FactDictionary dictionary(const std::string& text) {
  terms::FactDictionary facts;
  Diagnostics diagnostics;
  const Result<TomlNode> file = parse_toml(text, "facts.toml");
  REQUIRE(file.ok());
  facts.read(*file, diagnostics);
  for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  return facts;
}

const std::string kFacts = line("wish", "\"returns\"", "return") +
                           line("origin", "[\"labour\", \"returns\"]", "identity") +
                           line("complaint", "\"advice\"", "procedure") +
                           line("seats", "\"agreement\"", "procedure");

std::string body(const std::string& form, const std::string& condition = "wish = true") {
  return element("startEvent", "start") +
         element("userTask", "ask", kOfficer + " alternat:form=\"" + form + "\"") +
         element("exclusiveGateway", "which", "default=\"which_other\"") +
         element("businessRuleTask", "decide",
                 "alternat:decision=\"safeguards:contact\" alternat:result=\"outcome\"") +
         element("endEvent", "done") + element("endEvent", "other") + flow("start", "ask") +
         flow("ask", "which") + flow("which", "decide", condition) + flow("which", "other") +
         flow("decide", "done");
}

Proof realms(const World& world, const terms::FactDictionary& facts,
             const std::vector<std::string>& read = {"wish"}) {
  const Procedure procedure{&world.definition, &world.scope, &world.expressions};
  return prove_realms({facts, std::span(&procedure, 1), [&](const std::string&) { return read; }});
}

}  // namespace

TEST_CASE("a return that asks its own facts, and those asked in each realm for itself, holds") {
  const terms::FactDictionary facts = dictionary(kFacts);
  const Proof proof = realms(World(body("wish,origin")), facts);
  CHECK(proof.holds == true);
  CHECK(proof.property == Property::kAccess);
  CHECK(proof.states == 4 + 2 + 1 + 1);  // facts; two fields; the condition; the decision
  CHECK(!proof.abstraction.empty());
  CHECK(!proof.not_shown.empty());
}

TEST_CASE("a fact of advice in a returns form is found") {
  const Proof proof = realms(World(body("wish,complaint")), dictionary(kFacts));
  CHECK(proof.holds == false);
  REQUIRE(proof.counterexamples.size() == 1);
  CHECK(proof.counterexamples.front().what ==
        "p (returns): ask asks for \"complaint\", a fact of the realm advice.");
}

TEST_CASE("a decision of a return that reads a fact of work or advice is found") {
  const Proof proof = realms(World(body("wish")), dictionary(kFacts), {"wish", "complaint"});
  REQUIRE(proof.counterexamples.size() == 1);
  CHECK(proof.counterexamples.front().what ==
        "p (returns): decide decides over \"complaint\", a fact of the realm advice.");
  // What an agreement asks is about no person.
  CHECK(realms(World(body("wish")), dictionary(kFacts), {"seats"}).holds == true);
}

TEST_CASE("a category of work in a returns fact is found") {
  const terms::FactDictionary facts =
      dictionary(kFacts + line("pay_agreed", "[\"labour\", \"returns\"]", "employment"));
  const Proof proof = realms(World(body("wish")), facts);
  REQUIRE(proof.counterexamples.size() == 1);
  CHECK(proof.counterexamples.front().what ==
        "The fact \"pay_agreed\" (labour and returns): a category of work and training stands in "
        "a returns case.");
}

}  // namespace alternat::proofs::testing
