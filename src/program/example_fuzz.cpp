// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes as a worked example (*.case.md): read, and compared with an empty
// answer.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "program/worked_example.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alternat;  // NOLINT: a program of one function
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<program::WorkedExample> example = program::parse_worked_example(text, "x.case.md");
  if (!example) {
    ALTERNAT_ASSERT(!example.error().code.empty() && !example.error().message.empty());
    return 0;
  }
  const Json answer = {
      {"results", Json::array()}, {"phases", Json::object()}, {"values", Json::array()}};
  // A row that expects something of an answer that holds nothing is a difference.
  ALTERNAT_ASSERT(example->expectations.empty() || !program::differences(*example, answer).empty());
  return 0;
}
