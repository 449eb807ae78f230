// SPDX-License-Identifier: EUPL-1.2
// One test file of the DMN TCK as read: cases with typed values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decisions/feel/value.h"

namespace alternat::dmn {

struct TckInput {
  std::string name;
  std::string namespace_uri;
  feel::Value value;
};
struct TckExpectation {
  std::string name;
  std::string namespace_uri;
  feel::Value value;
  bool wants_error = false;
};
struct TckCase {
  std::string id;
  std::string type;  // "decision", "bkm", "decisionService"
  std::string invocable;
  std::vector<TckInput> inputs;
  std::vector<TckExpectation> expectations;
};
struct TckFile {
  std::string model;  // file name
  std::vector<TckCase> cases;
};

// Errors: xml.*, tck.malformed.
Result<TckFile> read_tck_file(const std::string& path);
// The same of a text; `name` is the file that messages name.
Result<TckFile> parse_tck_file(std::string_view text, const std::string& name);

}  // namespace alternat::dmn
