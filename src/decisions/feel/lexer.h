// SPDX-License-Identifier: EUPL-1.2
// The lexer of FEEL (DMN 1.5 clause 10.3.1.2, grammar rules 22 to 62): text to tokens. A name with
// spaces is several kName tokens; the parser, which knows the declared names, puts them together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alternat::feel {

enum class TokenKind : std::uint8_t {
  kEnd,
  kName,    // one word of a name, or a keyword: keywords are words with a meaning by position
  kNumber,  // digits, point, exponent
  kString,  // without quotes, escapes still in
  kAt,      // @"…": the text between the quotes
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kColon,
  kDot,
  kDotDot,
  kPlus,
  kMinus,
  kStar,
  kStarStar,
  kSlash,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kArrow,     // ->
  kQuestion,  // ?
  kApostrophe,
  kBad,  // a character that FEEL has no use for, or a string without end
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::uint32_t at = 0;   // offset of the first byte
  std::uint32_t end = 0;  // offset behind the last
  std::string_view text;  // of kName, kNumber, kString, kAt: what counts
};

// Comments and white space fall away; the last token is kEnd. Views into `text`.
std::vector<Token> read_tokens(std::string_view text);

// The words and signs of a declared name, for comparison with tokens: "Date-Time 2" is 4 of them.
std::vector<std::string> split_name(std::string_view name);

// Whether the string needs no unescaping is not asked: this always gives the string meant. False if
// an escape is none of FEEL's (the text then stays as written).
bool unescape(std::string_view written, std::string& meant);

}  // namespace alternat::feel
