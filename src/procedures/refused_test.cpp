// SPDX-License-Identifier: EUPL-1.2
// Every reason to refuse a BPMN file: bad/*.txt holds the models, and below each the exact
// diagnostics. ALTERNAT_GOLDEN=1 rewrites the diagnostics; the difference is read before it is
// committed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "base/file.h"
#include "procedures/read_definition.h"
#include "procedures/testing.h"

namespace alternat::procedures {

namespace {

struct Refused {
  std::string title;
  std::string model;
  std::string expected;
};

std::vector<Refused> read_cases(const std::string& path) {
  std::vector<Refused> cases;
  const Result<std::string> text = read_file(path);
  REQUIRE(text.ok());
  std::istringstream lines(*text);
  bool in_expected = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("== ")) {
      cases.push_back({line.substr(3), "", ""});
      in_expected = false;
    } else if (line == "--") {
      in_expected = true;
    } else {
      (in_expected ? cases.back().expected : cases.back().model) += line + "\n";
    }
  }
  return cases;
}

std::string refuse(const Refused& refused, std::set<std::string>& codes) {
  Diagnostics diagnostics;
  const std::string xml =
      refused.model.starts_with('<') ? refused.model : testing::model_xml(refused.model);
  const Profile profile =
      refused.title.ends_with("(content)") ? Profile::kContent : Profile::kStandard;
  CHECK(!read_definition(xml, "bad.bpmn", profile, diagnostics).has_value());
  std::string given;
  for (const Diagnostic& item : diagnostics.items()) {
    given += to_string(item) + "\n";
    codes.insert(item.code);
  }
  return given;
}

}  // namespace

TEST_CASE("a wrong file is refused with place, code and reason") {
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/src/procedures/bad", ".txt");
  REQUIRE(files.ok());
  std::set<std::string> codes;
  for (const std::string& path : *files) {
    std::string golden;
    for (const Refused& refused : read_cases(path)) {
      CAPTURE(refused.title);
      const std::string given = refuse(refused, codes);
      golden += "== " + refused.title + "\n" + refused.model + "--\n" + given;
      if (std::getenv("ALTERNAT_GOLDEN") == nullptr) CHECK(given == refused.expected);
    }
    if (std::getenv("ALTERNAT_GOLDEN") != nullptr) CHECK(write_file(path, golden).ok());
  }
  // docs/bpmn.md lists the codes; each is tested here, and none is tested that it does not list.
  const Result<std::string> document = read_file(ALTERNAT_SOURCE_DIR "/docs/bpmn.md");
  REQUIRE(document.ok());
  std::set<std::string> documented;
  for (std::size_t at = document->find("`bpmn."); at != std::string::npos;
       at = document->find("`bpmn.", at + 1)) {
    documented.insert(document->substr(at + 1, document->find('`', at + 1) - at - 1));
  }
  for (const std::string& code : codes) {
    if (code.starts_with("bpmn.")) CHECK_MESSAGE(documented.contains(code), code);
  }
  for (const std::string& code : documented) CHECK_MESSAGE(codes.contains(code), code);
}

}  // namespace alternat::procedures
