// SPDX-License-Identifier: EUPL-1.2
// matches, replace, split: XPath 2.0 regular expressions (DMN 1.5 table 74) through ICU, for which
// regex_pattern.cpp rewrites them. Patterns are limited in time, and give null when they exceed it.
#include <unicode/regex.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "decisions/feel/builtins.h"
#include "decisions/feel/regex_pattern.h"

namespace alternat::feel {

namespace {

constexpr std::int32_t kTimeLimit = 200;                      // ICU steps of about a millisecond
constexpr std::uint64_t kPatternSteps = 500;                  // what reading one pattern costs
constexpr std::uint64_t kTimeoutSteps = 5'000'000;            // ten that take too long are enough
constexpr std::size_t kReplacedMax = std::size_t{128} << 20;  // bytes, at most

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

Value narrow(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return Value::from_string(result);
}

std::unique_ptr<icu::RegexPattern> compile(std::string_view pattern, std::string_view letters) {
  const auto flags = read_pattern_flags(letters);
  const auto rewritten = flags ? rewrite_pattern(pattern, *flags) : std::nullopt;
  if (!rewritten) return nullptr;
  std::uint32_t options = UREGEX_UNIX_LINES;
  if (flags->dot_all) options |= UREGEX_DOTALL;
  if (flags->multiline) options |= UREGEX_MULTILINE;
  if (flags->ignore_case) options |= UREGEX_CASE_INSENSITIVE;
  UErrorCode status = U_ZERO_ERROR;
  UParseError error;
  std::unique_ptr<icu::RegexPattern> compiled(
      icu::RegexPattern::compile(wide(*rewritten), options, error, status));
  return U_SUCCESS(status) != 0 ? std::move(compiled) : nullptr;
}

// A matcher over `input`; nullptr if the pattern or the flags are none.
struct Matching {
  icu::UnicodeString input;
  std::unique_ptr<icu::RegexPattern> pattern;
  std::unique_ptr<icu::RegexMatcher> matcher;
  UErrorCode status = U_ZERO_ERROR;

  Matching(std::string_view text, std::string_view pattern_text, std::string_view flags)
      : input(wide(text)), pattern(compile(pattern_text, flags)) {
    if (!pattern) return;
    matcher.reset(pattern->matcher(input, status));
    if (matcher) matcher->setTimeLimit(kTimeLimit, status);
  }
  bool usable() const { return matcher != nullptr && U_SUCCESS(status) != 0; }
  // Whether the pattern matches the empty string: not allowed in replace and split.
  bool matches_empty() {
    const icu::UnicodeString empty;
    matcher->reset(empty);
    const bool found = matcher->find(status) != 0;
    matcher->reset(input);
    return found;
  }
};

std::string_view flags_of(const Value& flags) {
  return flags.is_null() ? std::string_view() : flags.string();
}

// Which of the reasons: it takes too long, or it could not be done.
Value failed(const Invocation& call, UErrorCode status, const char* message) {
  if (status == U_REGEX_TIME_OUT) call.take_steps(kTimeoutSteps);
  return call.fail(message);
}

Value matches(const Invocation& call) {
  if (!call.take_steps(kPatternSteps)) return call.fail_too_much();
  Matching matching(call[0].string(), call[1].string(), flags_of(call[2]));
  if (!matching.usable()) return call.fail("matches(): the pattern or the flags are not valid.");
  const bool found = matching.matcher->find(matching.status) != 0;
  if (U_FAILURE(matching.status) != 0)
    return failed(call, matching.status, "matches(): the pattern takes too long.");
  return Value::from_bool(found);
}

// In the replacement, $1 is a group, \$ and \\ are signs; anything else after \ is not allowed.
bool is_replacement(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' && text[i] != '$') continue;
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool good = text[i] == '\\' ? next == '\\' || next == '$' : next >= '0' && next <= '9';
    if (!good) return false;
    ++i;
  }
  return true;
}

// The replacement of one match: $N is the longest number of a group that exists; a single digit
// beyond the groups stands for nothing (XPath Functions and Operators 7.6.3).
void append_replacement(std::string_view text, Matching& matching, icu::UnicodeString& result) {
  const std::int32_t groups = matching.matcher->groupCount();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t sign = std::min(text.find_first_of("\\$", i), text.size());
    result += wide(text.substr(i, sign - i));
    if (sign == text.size()) return;
    i = sign + 1;
    if (text[sign] == '\\') {
      result += static_cast<char16_t>(text[i++]);
      continue;
    }
    std::int32_t group = text[i++] - '0';
    while (i < text.size() && text[i] >= '0' && text[i] <= '9' && group > 0 &&
           group * 10 + (text[i] - '0') <= groups) {
      group = group * 10 + (text[i++] - '0');
    }
    if (group <= groups) result += matching.matcher->group(group, matching.status);
  }
}

Value replace(const Invocation& call) {
  const std::size_t most = call[0].string().size() * (call[2].string().size() + 1);
  if (most > kReplacedMax || !call.take_steps(kPatternSteps)) return call.fail_too_much();
  Matching matching(call[0].string(), call[1].string(), flags_of(call[3]));
  if (!matching.usable()) return call.fail("replace(): the pattern or the flags are not valid.");
  if (matching.matches_empty()) return call.fail("replace(): the pattern matches nothing at all.");
  if (!is_replacement(call[2].string())) {
    return call.fail("replace(): in the replacement, '\\' stands before '\\' or '$' only.");
  }
  icu::UnicodeString result;
  std::int32_t start = 0;
  while (matching.matcher->find(matching.status) != 0 && U_SUCCESS(matching.status) != 0) {
    const std::int32_t found = matching.matcher->start(matching.status);
    result += matching.input.tempSubStringBetween(start, found);
    append_replacement(call[2].string(), matching, result);
    start = matching.matcher->end(matching.status);
  }
  if (U_FAILURE(matching.status) != 0)
    return failed(call, matching.status, "replace(): it could not be carried out.");
  result += matching.input.tempSubStringBetween(start, matching.input.length());
  return narrow(result);
}

Value split(const Invocation& call) {
  if (!call.take_steps(kPatternSteps)) return call.fail_too_much();
  Matching matching(call[0].string(), call[1].string(), {});
  if (!matching.usable()) return call.fail("split(): the delimiter is no valid pattern.");
  if (matching.matches_empty()) return call.fail("split(): the delimiter matches nothing at all.");
  std::vector<Value> parts;
  std::int32_t start = 0;
  while (matching.matcher->find(matching.status) != 0 && U_SUCCESS(matching.status) != 0) {
    parts.push_back(narrow(
        matching.input.tempSubStringBetween(start, matching.matcher->start(matching.status))));
    start = matching.matcher->end(matching.status);
  }
  if (U_FAILURE(matching.status) != 0)
    return failed(call, matching.status, "split(): the delimiter takes too long.");
  parts.push_back(narrow(matching.input.tempSubStringBetween(start, matching.input.length())));
  return Value::from_items(std::move(parts));
}

constexpr std::array kRows{
    BuiltinRow{"matches", "input:s, pattern:s, flags:s?", matches, TypeKind::kBoolean},
    BuiltinRow{"replace", "input:s, pattern:s, replacement:s, flags:s?", replace,
               TypeKind::kString},
    BuiltinRow{"split", "string:s, delimiter:s", split, TypeKind::kList},
};

}  // namespace

std::span<const BuiltinRow> regex_builtins() {
  return kRows;
}

}  // namespace alternat::feel
