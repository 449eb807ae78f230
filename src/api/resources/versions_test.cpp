// SPDX-License-Identifier: EUPL-1.2
// The versions page as a view model: cases as numbers, named only where they open; every reason in
// both languages; what was typed as a mapping.
#include <doctest/doctest.h>

#include "api/resources/versions.h"
#include "terms/content_folder.h"

namespace alternat::api {
namespace {

using procedures::Finding;
using procedures::Verdict;

const terms::Content& content() {
  static const terms::Content loaded = [] {
    Diagnostics diagnostics;
    return terms::read_content(std::string(ALTERNAT_SOURCE_DIR) + "/content", diagnostics);
  }();
  return loaded;
}

Words words(const char* language) {
  static const TextSource source = [](std::string_view of, std::string_view key) {
    const std::string* text = content().texts.find(of, key);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  return Words(source, language, *Date::from_iso("2026-11-24"));
}

casework::RehearsedCase one(const char* id, std::vector<Finding> findings) {
  casework::RehearsedCase out;
  out.partnership = "xa-xb";
  out.case_id = id;
  out.procedure = "placement";
  out.from = std::string(64, 'a');
  out.to = std::string(64, 'b');
  for (const Finding& finding : findings) out.verdict = std::max(out.verdict, finding.verdict);
  out.findings = std::move(findings);
  return out;
}

TEST_CASE("cases with the same reasons are one row; only what opens is named") {
  VersionsInput input;
  input.procedure = "placement";
  const Finding gone{Verdict::kBreaks, "element_gone", "describe", 2, ""};
  input.cases = {one("SYN-case_1", {gone}), one("SYN-case_2", {gone}), one("SYN-case_3", {})};
  input.named = {{"SYN-case_2", "/cases/xa-xb/SYN-case_2"}};
  const Page page = versions_page(words("en"), input);
  REQUIRE(page.model["cases"].size() == 2);
  CHECK(page.model["cases"][0]["verdict"] == "breaks");
  CHECK(page.model["cases"][0]["count"] == 2);
  REQUIRE(page.model["cases"][0]["named"].size() == 1);
  CHECK(page.model["cases"][0]["named"][0]["id"] == "SYN-case_2");
  CHECK(page.model["cases"][0]["reasons"][0]["text"] ==
        "It stands at “describe”, which the current version does not have.");
  CHECK(page.model["moves"] == 1);
  CHECK(page.model["breaks"] == 2);
  CHECK(page.model.dump().find("SYN-case_1") == std::string::npos);
}

TEST_CASE("each reason and what may be accepted have words in both languages") {
  for (const char* language : {"de", "en"}) {
    const Words speaking = words(language);
    for (const char* code :
         {"element_gone",     "kind_changed",   "scope_changed",   "flow_gone",
          "join_changed",     "tokens_merged",  "gate_not_passed", "gate_removed",
          "decision_changed", "event_added",    "event_gone",      "loop_changed",
          "role_changed",     "answer_dropped", "form_changed",    "fact_missing",
          "clock_changed",    "clock_added",    "clock_gone",      "message_changed",
          "message_added",    "message_gone"})
      CHECK_MESSAGE(speaking.find_text("migration." + std::string(code)), code);
    for (const char* code : {"role_changed", "answer_dropped", "fact_missing", "clock_changed",
                             "clock_added", "clock_gone", "message_changed"})
      CHECK(speaking.label("migration_accept", code) != code);
  }
}

TEST_CASE("a mapping is typed line by line") {
  const auto mapping = read_mapping_lines(" describe = describe_vacancy \r\n\na=b");
  REQUIRE(mapping.ok());
  CHECK(*mapping == procedures::ElementMapping{{"describe", "describe_vacancy"}, {"a", "b"}});
  for (const char* wrong : {"describe", "a=", "=b", "a=b\na=c"})
    CHECK(to_string(read_mapping_lines(wrong).error()) ==
          "migration.mapping: A mapping has one line for each element: old = new, each old one "
          "once.");
}

}  // namespace
}  // namespace alternat::api
