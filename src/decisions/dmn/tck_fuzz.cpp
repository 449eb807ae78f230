// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes as a test file of the DMN TCK; its values print as text and as JSON.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "base/json.h"
#include "decisions/dmn/tck_file.h"
#include "decisions/feel/convert.h"

namespace {

void print(const alternat::feel::Value& value) {
  alternat::feel::to_literal(value);
  alternat::feel::to_json(value);
  ALTERNAT_ASSERT(!value.has_unknown());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alternat;  // NOLINT: a program of one function
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<dmn::TckFile> file = dmn::parse_tck_file(text, "test.xml");
  if (!file) {
    ALTERNAT_ASSERT(!file.error().code.empty() && !file.error().message.empty());
    return 0;
  }
  for (const dmn::TckCase& test : file->cases) {
    for (const dmn::TckInput& input : test.inputs) print(input.value);
    for (const dmn::TckExpectation& wanted : test.expectations) print(wanted.value);
  }
  return 0;
}
