// SPDX-License-Identifier: EUPL-1.2
// What may leave a case: the good file, and what a file must not say.
#include "terms/message_rules.h"

#include <doctest/doctest.h>

#include "terms/testing.h"

namespace alternat::terms {
namespace {

constexpr const char* kFacts = R"(
[[fact]]
id = "planned_on"
type = "date"
category = "travel"
realm = "returns"
label = { de = "Tag", en = "Day" }
question = { de = "Wann?", en = "When?" }
help = { de = "Tag.", en = "Day." }
evidence = { de = "Akte", en = "file" }
set_by = ["officer"]
provenance = { mark = "knowledge", checked = 2026-01-01 }
)";

struct Given {
  MessageRules rules;
  std::string problems;
};

Given read(const char* text) {
  Given given;
  Diagnostics diagnostics;
  FactDictionary facts;
  const Result<TomlNode> dictionary = parse_toml(kFacts, "facts.toml");
  REQUIRE(dictionary.ok());
  facts.read(*dictionary, diagnostics);
  const Result<TomlNode> file = parse_toml(text, "messages.toml");
  REQUIRE(file.ok());
  given.rules.read(*file, diagnostics);
  given.rules.check_references(facts, diagnostics);
  given.problems = testing::messages(diagnostics);
  return given;
}

}  // namespace

TEST_CASE("messages, fields, acts and releases are read") {
  const Given given = read(R"(
[[message]]
id = "request"
to = "partner_state"
phase = "contact"
batch = "daily"
purpose = { de = "Bitte", en = "Request" }
[[message]]
id = "withdrawal"
to = "partner_state"
after = ["request"]
batch = "weekly"
purpose = { de = "Rücknahme", en = "Withdrawal" }
[[field]]
field = "day"
fact = "planned_on"
[[act]]
fact = "planned_on"
phase = "scheduling"
except = ["taking-over"]
[[release]]
id = "care"
message = "request"
categories = ["health"]
channel = "field"
field = "care"
reason = { de = "Pflege", en = "Care" }
)");
  CHECK(given.problems == "");
  REQUIRE(given.rules.find("withdrawal") != nullptr);
  CHECK(given.rules.find("withdrawal")->after == std::vector<std::string>{"request"});
  CHECK(given.rules.find("withdrawal")->batch == Batch::kWeekly);
  CHECK(given.rules.find("nothing") == nullptr);
  REQUIRE(given.rules.find_source("day") != nullptr);
  CHECK(given.rules.find_source("day")->fact == "planned_on");
  CHECK(given.rules.acts().front().except.front() == "taking-over");
  CHECK(given.rules.releases().front().categories.front() == DataCategory::kHealth);
  CHECK(to_text(Recipient::kPartnerState) == "partner_state");
  CHECK(to_text(Batch::kDaily) == "daily");
  CHECK(to_text(ReleaseChannel::kLeaving) == "leaving");
}

TEST_CASE("what a file of messages must not say") {
  const auto has = [](const char* text, const char* code) {
    const std::string problems = read(text).problems;
    CHECK_MESSAGE(problems.find(code) != std::string::npos, problems);
  };
  const char* purpose = "purpose = { de = \"a\", en = \"a\" }\n";
  has("[[message]]\nid = \"a b\"\npurpose = { de = \"a\", en = \"a\" }\n", "[message.id]");
  has((std::string("[[message]]\nid = \"a\"\n") + purpose + "[[message]]\nid = \"a\"\n" + purpose)
          .c_str(),
      "\"a\" stands here twice [message.duplicate]");
  has((std::string("[[message]]\nid = \"a\"\nphase = \"removal\"\n") + purpose).c_str(),
      "[message.word]");
  has("[[act]]\nfact = \"planned_on\"\n", "an act names its phase [message.missing]");
  has("[[field]]\nfield = \"a\"\nfact = \"b\"\n", "[message.unknown_fact]");
  has((std::string("[[message]]\nid = \"a\"\nafter = [\"b\"]\n") + purpose).c_str(),
      "there is no message \"b\" in this file [message.unknown_message]");
}

}  // namespace alternat::terms
