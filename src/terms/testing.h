// SPDX-License-Identifier: EUPL-1.2
// For the tests of this folder: good files, and bad files that carry the exact messages they must
// give in their first lines: `# expect: LINE:COLUMN: severity: message [code]`.
// ALTERNAT_GOLDEN=1 in the environment rewrites those lines; the difference is read before it is
// kept.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <string>

#include "base/file.h"
#include "base/toml.h"

namespace alternat::terms::testing {

inline std::string folder() {
  return std::string(ALTERNAT_SOURCE_DIR) + "/src/terms/testdata/";
}

inline TomlNode good_file(const std::string& name) {
  Result<TomlNode> node = read_toml(folder() + "good/" + name);
  if (!node) MESSAGE(to_string(node.error()));
  REQUIRE(node.ok());
  return std::move(node).value();
}

inline std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& item : diagnostics.items()) out += to_string(item) + "\n";
  return out;
}

// The messages with the folder of the test data taken off every path, one `# expect: ` line each.
inline std::string expectation(Diagnostics diagnostics) {
  diagnostics.sort_by_place();
  std::string out;
  for (const Diagnostic& item : diagnostics.items()) {
    std::string line = to_string(item);
    for (const std::string& cut : {folder() + "bad/", folder()})
      for (std::size_t at; (at = line.find(cut)) != std::string::npos;) line.erase(at, cut.size());
    out += "# expect: " + line + "\n";
  }
  return out;
}

inline void check_bad_files(const std::string& prefix,
                            const std::function<void(const TomlNode&, Diagnostics&)>& read) {
  const auto files = list_files(folder() + "bad", ".toml");
  REQUIRE(files.ok());
  int seen = 0;
  for (const std::string& path : *files) {
    if (path.find("/bad/" + prefix) == std::string::npos) continue;
    ++seen;
    const std::string text = read_file(path).value();
    std::string expected, rest;
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size() - 1) + 1;
      const std::string line = text.substr(from, end - from);
      (line.rfind("# expect: ", 0) == 0 ? expected : rest) += line;
      from = end;
    }
    // Positions are those of the file below its expectations.
    Diagnostics diagnostics;
    Result<TomlNode> node = parse_toml(rest, path);
    INFO(path);
    if (node) {
      read(*node, diagnostics);
    } else {
      diagnostics.add({Severity::kError, node.error().code, node.error().message,
                       node.error().spans.empty() ? SourceSpan{} : node.error().spans.front()});
    }
    const std::string actual = expectation(diagnostics);
    if (std::getenv("ALTERNAT_GOLDEN"))
      CHECK(write_file(path, actual + rest).ok());
    else
      CHECK(actual == expected);
    CHECK(!diagnostics.empty());
  }
  CHECK(seen > 0);
}

}  // namespace alternat::terms::testing
