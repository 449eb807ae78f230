// SPDX-License-Identifier: EUPL-1.2
// Regular expressions of XPath (XML Schema part 2 appendix F with the additions of XQuery 1.0 and
// XPath 2.0 Functions and Operators 7.6.1) rewritten for ICU. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alternat::feel {

struct PatternFlags {
  bool dot_all = false;       // s
  bool multiline = false;     // m
  bool ignore_case = false;   // i
  bool ignore_space = false;  // x
};

// nullopt if a letter is none of s, m, i, x.
std::optional<PatternFlags> read_pattern_flags(std::string_view flags);
// The pattern as ICU reads it; nullopt if it is none: look-around, possessive quantifiers, escapes
// XPath does not have, a back-reference to a group that is not closed before it.
std::optional<std::string> rewrite_pattern(std::string_view pattern, const PatternFlags& flags);

}  // namespace alternat::feel
