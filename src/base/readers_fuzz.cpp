// SPDX-License-Identifier: EUPL-1.2
// Fuzz target of the readers of base: the first byte chooses XML, TOML, JSON or Decimal. Nothing
// may crash, hang or accept what it cannot give back; every error has a code and a place in the
// text. clang++-19 -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined, with the sources of
// src/base.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/toml.h"
#include "base/xml.h"

namespace {

void check_error(const alternat::Error& error, bool has_place) {
  ALTERNAT_ASSERT(!error.code.empty() && !error.message.empty());
  ALTERNAT_ASSERT(!has_place || error.spans.size() == 1);
}

void check_decimal(std::string_view text) {
  const auto number = alternat::Decimal::from_text(text);
  if (!number) return check_error(number.error(), false);
  ALTERNAT_ASSERT(alternat::Decimal::from_text(number->to_text()).value() == *number);
  ALTERNAT_ASSERT(number->negated().negated() == *number);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0: {
      const auto xml = alternat::parse_xml(text, "x");
      if (!xml) check_error(xml.error(), true);
      break;
    }
    case 1: {
      const auto toml = alternat::parse_toml(text, "x");
      if (!toml) check_error(toml.error(), true);
      break;
    }
    case 2: {
      const auto json = alternat::parse_json(text, "x");
      if (!json) check_error(json.error(), true);
      // What was read prints and reads again as the same.
      if (json) ALTERNAT_ASSERT(alternat::parse_json(json->dump(), "x").value() == *json);
      break;
    }
    case 3:
      check_decimal(text);
      break;
  }
  return 0;
}
