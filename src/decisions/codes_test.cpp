// SPDX-License-Identifier: EUPL-1.2
// Every code that this folder can give has a test that names it: read from the sources themselves.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace alternat {
namespace {

namespace fs = std::filesystem;

bool is_test(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with("_test.cpp") || name.ends_with(".feel") || name.ends_with(".sh");
}

// The codes in the files of the folder; in quotes where they are given, in any form where tested.
std::set<std::string> codes_in(const fs::path& folder, bool tests) {
  const std::string code = "(?:feel|dmn|tck|assessment|legal|decide)\\.[a-z_]+";
  const std::regex given("\"(" + code + ")\"");
  const std::regex tested("(" + code + ")");
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || is_test(entry.path()) != tests) continue;
    if (!tests && entry.path().extension() != ".cpp") continue;
    std::ifstream stream(entry.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::regex& pattern = tests ? tested : given;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
      found.insert((*at)[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("every code has a test") {
  const fs::path root = ALTERNAT_SOURCE_DIR;
  std::set<std::string> given = codes_in(root / "src/decisions", false);
  given.merge(codes_in(root / "src/main", false));
  std::set<std::string> tested = codes_in(root / "src", true);
  tested.merge(codes_in(root / "tests/cli", true));
  REQUIRE(given.size() > 30);
  for (const std::string& code : given) CHECK_MESSAGE(tested.contains(code), code);
}

}  // namespace alternat
