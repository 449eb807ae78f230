// SPDX-License-Identifier: EUPL-1.2
#include "terms/text_catalogue.h"

#include <doctest/doctest.h>

#include "terms/testing.h"

namespace alternat::terms {
namespace {

TextCatalogue catalogue(const std::string& de, const std::string& en, Diagnostics& diagnostics) {
  TextCatalogue texts;
  texts.read("de", parse_toml(de, "de.toml").value(), diagnostics);
  texts.read("en", parse_toml(en, "en.toml").value(), diagnostics);
  texts.check(diagnostics);
  return texts;
}

TEST_CASE("a sentence is found by its dotted key and its placeholders are filled") {
  Diagnostics diagnostics;
  const TextCatalogue texts =
      catalogue("[reason.SAL]\nshort = \"{delta} zu wenig\"\n",
                "[reason.SAL]\nshort = \"{delta} short of {threshold}\"\n", diagnostics);
  CHECK(testing::messages(diagnostics) ==
        "de.toml:2:9: error: \"reason.SAL.short\" has the placeholders {delta}, but {delta}, "
        "{threshold} at en.toml:2:9 [text.placeholders_differ]\n");
  CHECK(texts.get("de", "reason.SAL.short", {{"delta", "80 EUR"}}) == "80 EUR zu wenig");
  CHECK(texts.get("en", "reason.SAL.short", {{"delta", "80"}}) == "80 short of {threshold}");
  CHECK(texts.get("fr", "reason.SAL.short", {{"delta", "80"}, {"threshold", "9"}}) ==
        "80 short of 9");
  CHECK(texts.get("de", "no.such") == "[no.such]");
  CHECK(texts.find("de", "no.such") == nullptr);
  CHECK(texts.languages() == std::vector<std::string>{"de", "en"});
}

TEST_CASE("both languages have the same keys, and each key once") {
  Diagnostics diagnostics;
  TextCatalogue texts = catalogue("a = \"x\"\nb = \"{y\"\n", "a = \"x\"\nc = 1\n", diagnostics);
  texts.read("de", parse_toml("a = \"again\"\n", "parts/a.de.toml").value(), diagnostics);
  CHECK(testing::messages(diagnostics) ==
        "de.toml:2:5: error: \"b\": braces do not pair up; a placeholder is {name} "
        "[text.placeholder]\n"
        "en.toml:2:5: error: \"c\" is not a text [text.not_a_string]\n"
        "de.toml:2:5: error: \"b\" has no text in \"en\" [text.missing_key]\n"
        "parts/a.de.toml:1:5: error: \"a\" is already given at de.toml:1:5 [text.duplicate]\n");
}

}  // namespace
}  // namespace alternat::terms
