// SPDX-License-Identifier: EUPL-1.2
// Places are counted from 1, in characters; UTF-8 is checked.
#include "base/text.h"

#include <doctest/doctest.h>

using alternat::find_invalid_utf8;
using alternat::LineIndex;

TEST_CASE("lines and columns count characters from 1") {
  const std::string text = "ab\n\xC3\xA4\xC3\xB6x\n";
  const LineIndex index(text, "t");
  CHECK(to_string(index.span_at(0)) == "t:1:1");
  CHECK(to_string(index.span_at(2)) == "t:1:3");
  CHECK(to_string(index.span_at(3)) == "t:2:1");
  CHECK(to_string(index.span_at(7)) == "t:2:3");
  CHECK(to_string(index.span_at(99)) == "t:3:1");
  CHECK(index.offset_of(2, 3) == 7);
  CHECK(index.offset_of(1, 1) == 0);
  CHECK(index.offset_of(9, 1) == text.size());
}

TEST_CASE("UTF-8 is checked to the last byte") {
  CHECK_FALSE(find_invalid_utf8("").has_value());
  CHECK_FALSE(find_invalid_utf8("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80").has_value());
  CHECK(find_invalid_utf8("a\xFF") == 1);
  CHECK(find_invalid_utf8("ab\xC3") == 2);            // cut short
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("\xE0\x80\x80") == 0);      // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("x\xE2\x82z") == 1);
}
