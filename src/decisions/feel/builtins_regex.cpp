// SPDX-License-Identifier: EUPL-1.2
// matches, replace, split: XPath 2.0 regular expressions (DMN 1.5 table 74) through ICU. The
// pattern is rewritten where the two languages differ: `$` at the very end only, class subtraction
// `[a-z-[aeiou]]`, \i and \c, the flag x.
// DEVIATION: ICU accepts some patterns that XPath refuses (look-around, possessive quantifiers);
// patterns are limited in time, and give null when they exceed it.
#include <unicode/regex.h>

#include <array>
#include <memory>
#include <optional>

#include "decisions/feel/builtins.h"

namespace alternat::feel {

namespace {

constexpr std::int32_t kTimeLimit = 200;  // ICU steps of about a millisecond

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

Value narrow(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return Value::from_string(result);
}

// One pass over an XPath pattern that writes it for ICU.
class Rewriter {
 public:
  Rewriter(std::string_view pattern, bool multiline, bool dot_all)
      : pattern_(pattern), multiline_(multiline), dot_all_(dot_all) {}

  // nullopt if a back-reference names no group before it (XPath F&O 7.6.1).
  std::optional<std::string> run() {
    for (; at_ < pattern_.size(); ++at_) {
      const char c = pattern_[at_];
      if (c == '\\' && at_ + 1 < pattern_.size()) {
        if (!escape()) return std::nullopt;
      } else if (class_depth_ > 0) {
        inside_class(c);
      } else {
        outside_class(c);
      }
    }
    return result_;
  }

 private:
  bool escape() {
    const char next = pattern_[++at_];
    const bool inside = class_depth_ > 0;
    if (next == 'i') {
      result_ += inside ? "\\p{L}_:" : "[\\p{L}_:]";
    } else if (next == 'c') {
      result_ += inside ? "\\p{L}\\p{N}_:.\\-" : "[\\p{L}\\p{N}_:.\\-]";
    } else if ((next == 'p' || next == 'P') && pattern_.substr(at_ + 1).starts_with("{Is")) {
      result_ += std::string("\\") + next + "{block=";  // a block of Unicode: \p{IsBasicLatin}
      at_ += 3;
    } else {
      const bool reference = next >= '1' && next <= '9';
      if (reference && (inside || next - '0' > groups_)) return false;
      result_ += '\\';
      result_ += next;
    }
    return true;
  }

  void inside_class(char c) {
    const bool subtraction = c == '-' && pattern_.substr(at_ + 1).starts_with("[");
    if (subtraction) result_ += '-';
    if (c == '[') ++class_depth_;
    if (c == ']') --class_depth_;
    result_ += c;
  }

  void outside_class(char c) {
    if (c == '[') ++class_depth_;
    if (c == '(' && !pattern_.substr(at_ + 1).starts_with("?")) ++groups_;
    if (c == '$' && !multiline_) {
      result_ += "\\z";
    } else if (c == '.' && !dot_all_) {
      result_ += "[^\\n\\r]";
    } else {
      if (c == '#') result_ += '\\';
      result_ += c;
    }
  }

  std::string_view pattern_;
  bool multiline_;
  bool dot_all_;
  std::size_t at_ = 0;
  std::string result_;
  int class_depth_ = 0;
  int groups_ = 0;
};

// The flag x: white space outside classes does not count.
std::string without_space(std::string_view pattern) {
  std::string result;
  int class_depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && class_depth == 0) continue;
    if (c == '[') ++class_depth;
    if (c == ']' && class_depth > 0) --class_depth;
    result += c;
  }
  return result;
}

std::unique_ptr<icu::RegexPattern> compile(std::string_view pattern, std::string_view flags) {
  std::uint32_t options = UREGEX_UNIX_LINES;
  bool multiline = false;
  bool ignore_space = false;
  for (const char flag : flags) {
    switch (flag) {
      case 's':
        options |= UREGEX_DOTALL;
        break;
      case 'm':
        multiline = true;
        break;
      case 'i':
        options |= UREGEX_CASE_INSENSITIVE;
        break;
      case 'x':
        ignore_space = true;
        break;
      default:
        return nullptr;
    }
  }
  if (multiline) options |= UREGEX_MULTILINE;
  const std::string kept = ignore_space ? without_space(pattern) : std::string(pattern);
  const auto rewritten = Rewriter(kept, multiline, (options & UREGEX_DOTALL) != 0).run();
  if (!rewritten) return nullptr;
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

Value matches(const Invocation& call) {
  Matching matching(call[0].string(), call[1].string(), flags_of(call[2]));
  if (!matching.usable()) return call.fail("matches(): the pattern or the flags are not valid.");
  const bool found = matching.matcher->find(matching.status) != 0;
  if (U_FAILURE(matching.status) != 0) return call.fail("matches(): the pattern takes too long.");
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

Value replace(const Invocation& call) {
  Matching matching(call[0].string(), call[1].string(), flags_of(call[3]));
  if (!matching.usable()) return call.fail("replace(): the pattern or the flags are not valid.");
  if (matching.matches_empty()) return call.fail("replace(): the pattern matches nothing at all.");
  if (!is_replacement(call[2].string())) {
    return call.fail("replace(): in the replacement, '\\' stands before '\\' or '$' only.");
  }
  const icu::UnicodeString result =
      matching.matcher->replaceAll(wide(call[2].string()), matching.status);
  if (U_FAILURE(matching.status) != 0) return call.fail("replace(): it could not be carried out.");
  return narrow(result);
}

Value split(const Invocation& call) {
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
  if (U_FAILURE(matching.status) != 0) return call.fail("split(): the delimiter takes too long.");
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
