// SPDX-License-Identifier: EUPL-1.2
// Safeguards that an agreement loosens, tables with gaps, and rows that open the firewall.
#include "proofs/prove_law.h"

#include "decisions/assessment/assessment_test_law.h"

namespace alternat::proofs {
namespace {

using assessment::test_rule;
using assessment::TestLaw;

Setting setting(const std::string& fact, bool value) {
  return {"overlay", fact, value, Date::from_iso("2026-06-15").value(), {"overlays.toml", 3, 1}};
}

Proof table(const std::string& rules, const std::string& policy = "UNIQUE") {
  TestLaw test;
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"x\" name=\"x\" "
      "namespace=\"urn:x\">" +
          assessment::test_inputs("pay:number") +
          "<decision id=\"d\" name=\"d\"><informationRequirement><requiredInput href=\"#in_pay\"/>"
          "</informationRequirement><decisionTable hitPolicy=\"" +
          policy +
          "\"><input><inputExpression typeRef=\"number\"><text>pay</text></inputExpression>"
          "</input><output name=\"o\"/><annotation name=\"legal basis\"/>" +
          rules + "</decisionTable></decision></definitions>",
      "x.dmn", diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  for (const Diagnostic& item : diagnostics.items()) FAIL(to_string(item));
  const assessment::Law law{&models, &test.facts, &test.parameters};
  const std::vector<Proof> proofs = prove_tables(law);
  REQUIRE(proofs.size() == 1);
  return proofs.front();
}

}  // namespace

TEST_CASE("an agreement that sets nothing a gate reads leaves every safeguard as it is") {
  const TestLaw test;
  const Proof proof = prove_safeguards(test.law, {setting("tariff", true)}, "xa-xb");
  CHECK(proof.holds == true);
  CHECK(proof.states == 2);  // two gates, one box each: the law's own
}

TEST_CASE("an agreement that answers a gate's question in advance is found, with the case") {
  const TestLaw test;
  const Proof proof = prove_safeguards(test.law, {setting("decision_served", true)}, "xa-xb");
  CHECK(proof.holds == false);
  REQUIRE(proof.counterexamples.size() == 1);
  CHECK(proof.counterexamples.front().what ==
        "G20 is less strict than the law through overlay \"overlay\": with decision_served = true, "
        "before contact: by law REVIEW, under the agreement PASS.");
  CHECK(proof.counterexamples.front().span.line == 3);
}

TEST_CASE("an agreement may make a safeguard stricter") {
  const TestLaw test;
  CHECK(prove_safeguards(test.law, {setting("minor", true)}, "xa-xb").holds == true);
}

TEST_CASE("a complete table holds; a gap, an overlap and a dead rule are found with a case") {
  CHECK(table(test_rule("a", {"&lt; 10"}, {"x"}) + test_rule("b", {"&gt;= 10"}, {"y"})).holds ==
        true);
  const Proof gap = table(test_rule("a", {"&lt; 10"}, {"x"}) + test_rule("b", {"&gt; 10"}, {"y"}));
  CHECK(gap.holds == false);
  CHECK(gap.counterexamples.front().what == "table \"d\" has no rule for pay = 10.");
  const Proof overlap =
      table(test_rule("a", {"&lt;= 10"}, {"x"}) + test_rule("b", {"&gt;= 10"}, {"y"}));
  CHECK(overlap.counterexamples.front().what ==
        "table \"d\" hits rules a and b both for pay = 10.");
  const Proof dead = table(test_rule("a", {"&lt; -5"}, {"x"}), "COLLECT");
  CHECK(dead.holds == false);
  CHECK(dead.counterexamples.front().what.find("never hits rule a") != std::string::npos);
}

TEST_CASE("a table whose policy is not swept says why and is not proved") {
  const Proof proof =
      table(test_rule("a", {"&lt; 10"}, {"x"}) + test_rule("b", {"&gt;= 10"}, {"y"}), "FIRST");
  CHECK(!proof.holds.has_value());
  CHECK(proof.bound.find("d: its hit policy is FIRST") == 0);
}

TEST_CASE("an empty access table keeps the firewall; each hole is named with its box") {
  using access::FactCategory;
  using access::Purpose;
  using access::Role;
  access::AccessMatrix matrix;
  CHECK(prove_access(matrix, {}).holds == true);
  CHECK(prove_access(matrix, {}).states == 21 * 19 * 16);
  const auto hole = [](Purpose purpose, Role role, FactCategory category) {
    access::AccessMatrix open;
    open.readable(purpose, role).add(category);
    const Proof proof = prove_access(open, {"access.dmn", 0, 0});
    CHECK(proof.holds == false);
    return proof.counterexamples.empty() ? "" : proof.counterexamples.front().what;
  };
  CHECK(hole(Purpose::kReadmission, Role::kAliensAuthority, FactCategory::kEmployment) ==
        "Purpose readmission, role aliens_authority, category employment, reading: something known "
        "from work, training or advice is read for a return.");
  CHECK(hole(Purpose::kReadmission, Role::kPartnerDesk, FactCategory::kHealth)
            .find("a partner state's desk sees a protected fact") != std::string::npos);
  CHECK(hole(Purpose::kAdvice, Role::kAliensAuthority, FactCategory::kIdentity)
            .find("advice or a complaint reaches an authority") != std::string::npos);
  CHECK(hole(Purpose::kStatistics, Role::kLeadUnit, FactCategory::kIdentity)
            .find("reaches personal data") != std::string::npos);
}

}  // namespace alternat::proofs
