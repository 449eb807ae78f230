// SPDX-License-Identifier: EUPL-1.2
// Realms of facts: one word or a list, and the lists that may not be.
#include "terms/realm.h"

#include <doctest/doctest.h>

#include "terms/testing.h"

namespace alternat::terms {
namespace {

struct Read {
  Realms realms;
  std::string messages;
};

Read read(const std::string& text) {
  Diagnostics diagnostics;
  const Result<TomlNode> file = parse_toml(text, "facts.toml");
  REQUIRE(file.ok());
  TomlReader reader(*file, diagnostics);
  const Realms realms = read_realms(reader, "f", diagnostics);
  reader.finish();
  return {realms, testing::messages(diagnostics)};
}

TEST_CASE("a fact is of one realm, or of several that ask it each for itself") {
  CHECK(read("realm = \"advice\"").realms == Realms{Realm::kAdvice});
  const Read both = read("realm = [\"labour\", \"returns\"]");
  CHECK(both.messages == "");
  CHECK(both.realms == Realms{Realm::kReturns, Realm::kLabour});
  CHECK(both.realms.is_shared());
  CHECK(both.realms.contains("returns"));
  CHECK_FALSE(both.realms.contains("advice"));
  CHECK_FALSE(both.realms.contains("both"));
  CHECK(both.realms.asks_work());
  CHECK(to_text(both.realms) == "labour and returns");
  CHECK_FALSE(Realms{Realm::kAdvice}.asks_work());
  CHECK(Realms{Realm::kAgreement}.asks_work());
}

TEST_CASE("nothing said in advice is asked in a return, and an agreement asks about no person") {
  CHECK(read("realm = [\"advice\", \"returns\"]").messages ==
        "facts.toml:1:9: error: fact \"f\" cannot be of returns and advice: nothing said in advice "
        "or a complaint is asked in a returns case; give the two facts two names [fact.realm]\n");
  CHECK(read("realm = [\"labour\", \"agreement\"]").messages ==
        "facts.toml:1:9: error: fact \"f\" cannot be of labour and agreement: what an agreement "
        "asks says nothing about a person, so it stands in no other realm [fact.realm]\n");
}

TEST_CASE("an unknown realm, a realm twice, no realm at all") {
  CHECK(read("realm = \"both\"").messages ==
        "facts.toml:1:9: error: realm: \"both\" is not one of labour, returns, advice, agreement "
        "[fact.realm]\n");
  CHECK(read("realm = [\"labour\", \"labour\"]").messages ==
        "facts.toml:1:20: error: realm: \"labour\" stands in the list twice [fact.realm]\n");
  CHECK(read("realm = []").messages ==
        "facts.toml:1:9: error: fact \"f\": the list of realms is empty [fact.realm]\n");
  CHECK(read("realm = 3").messages ==
        "facts.toml:1:9: error: realm: a realm is a word: labour, returns, advice, agreement "
        "[fact.realm]\n");
}

}  // namespace
}  // namespace alternat::terms
