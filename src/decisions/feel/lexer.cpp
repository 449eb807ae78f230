// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/lexer.h"

#include <array>
#include <optional>

namespace alternat::feel {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of a UTF-8 sequence beyond ASCII count as letters, but for FEEL's white space among them.
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) {
  return is_name_start(c) || is_digit(c);
}

// Length of the white space at the front: ASCII controls and space, U+0085, U+00A0, U+1680, U+180E,
// U+2000…U+200B, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF (grammar rules 61, 62).
std::size_t space_at(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first == ' ' || (first >= 9 && first <= 13)) return 1;
  if (first == 0xC2 && (byte(1) == 0x85 || byte(1) == 0xA0)) return 2;
  if (first == 0xE1 && byte(1) == 0x9A && byte(2) == 0x80) return 3;
  if (first == 0xE1 && byte(1) == 0xA0 && byte(2) == 0x8E) return 3;
  if (first == 0xE2 && byte(1) == 0x80) {
    const unsigned last = byte(2);
    if ((last >= 0x80 && last <= 0x8B) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
  }
  if (first == 0xE2 && byte(1) == 0x81 && byte(2) == 0x9F) return 3;
  if (first == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;
  if (first == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;
  return 0;
}

struct Sign {
  std::string_view text;
  TokenKind kind;
};

// Longer signs first.
constexpr std::array kSigns{
    Sign{"**", TokenKind::kStarStar},   Sign{"!=", TokenKind::kNotEqual},
    Sign{"<=", TokenKind::kLessEqual},  Sign{">=", TokenKind::kGreaterEqual},
    Sign{"->", TokenKind::kArrow},      Sign{"..", TokenKind::kDotDot},
    Sign{"(", TokenKind::kLeftParen},   Sign{")", TokenKind::kRightParen},
    Sign{"[", TokenKind::kLeftBracket}, Sign{"]", TokenKind::kRightBracket},
    Sign{"{", TokenKind::kLeftBrace},   Sign{"}", TokenKind::kRightBrace},
    Sign{",", TokenKind::kComma},       Sign{":", TokenKind::kColon},
    Sign{".", TokenKind::kDot},         Sign{"+", TokenKind::kPlus},
    Sign{"-", TokenKind::kMinus},       Sign{"*", TokenKind::kStar},
    Sign{"/", TokenKind::kSlash},       Sign{"=", TokenKind::kEqual},
    Sign{"<", TokenKind::kLess},        Sign{">", TokenKind::kGreater},
    Sign{"?", TokenKind::kQuestion},    Sign{"'", TokenKind::kApostrophe},
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (skip_blank(); at_ < text_.size(); skip_blank()) tokens.push_back(next());
    Token end;
    end.at = end.end = static_cast<std::uint32_t>(text_.size());
    tokens.push_back(end);
    return tokens;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      if (const std::size_t space = space_at(text_.substr(at_))) {
        at_ += space;
      } else if (peek() == '/' && peek(1) == '/') {
        while (at_ < text_.size() && peek() != '\n') ++at_;
      } else if (peek() == '/' && peek(1) == '*') {
        const std::size_t close = text_.find("*/", at_ + 2);
        at_ = close == std::string_view::npos ? text_.size() : close + 2;
      } else {
        return;
      }
    }
  }

  Token next() {
    const std::size_t start = at_;
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
      skip_number();
      return token(TokenKind::kNumber, start, text_.substr(start, at_ - start));
    }
    if (is_name_start(peek())) {
      while (at_ < text_.size() && is_name_part(peek()) && space_at(text_.substr(at_)) == 0) ++at_;
      return token(TokenKind::kName, start, text_.substr(start, at_ - start));
    }
    if (peek() == '"') return read_string(start, TokenKind::kString);
    if (peek() == '@' && peek(1) == '"') {
      ++at_;
      return read_string(start, TokenKind::kAt);
    }
    for (const Sign& sign : kSigns) {
      if (text_.substr(at_).starts_with(sign.text)) {
        at_ += sign.text.size();
        return token(sign.kind, start, {});
      }
    }
    ++at_;
    return token(TokenKind::kBad, start, {});
  }

  // Grammar rule 36, with the exponent of DMN 1.5. "1..3" is a number and two dots.
  void skip_number() {
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    const bool exponent = peek() == 'e' || peek() == 'E';
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (exponent && is_digit(peek(sign))) {
      at_ += sign;
      while (is_digit(peek())) ++at_;
    }
  }

  Token read_string(std::size_t start, TokenKind kind) {
    ++at_;
    const std::size_t inside = at_;
    while (at_ < text_.size() && peek() != '"') at_ += peek() == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      at_ = text_.size();
      return token(TokenKind::kBad, start, {});
    }
    const std::string_view text = text_.substr(inside, at_ - inside);
    ++at_;
    return token(kind, start, text);
  }

  Token token(TokenKind kind, std::size_t start, std::string_view text) const {
    return {kind, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at_), text};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::optional<std::uint32_t> read_hex(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text) {
    const bool lower = c >= 'a' && c <= 'f';
    const bool upper = c >= 'A' && c <= 'F';
    if (!is_digit(c) && !lower && !upper) return std::nullopt;
    const int digit = is_digit(c) ? c - '0' : lower ? c - 'a' + 10 : c - 'A' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// \uXXXX or \UXXXXXX at the front; moves `written` behind it.
std::optional<std::uint32_t> read_code_point(std::string_view& written) {
  const std::size_t length = written.starts_with("\\u") ? 4 : written.starts_with("\\U") ? 6 : 0;
  if (length == 0 || written.size() < length + 2) return std::nullopt;
  const auto value = read_hex(written.substr(2, length));
  if (value) written.remove_prefix(length + 2);
  return value;
}

}  // namespace

std::vector<Token> read_tokens(std::string_view text) {
  return Lexer(text).run();
}

std::vector<std::string> split_name(std::string_view name) {
  std::vector<std::string> parts;
  for (const Token& token : read_tokens(name)) {
    if (token.kind == TokenKind::kEnd) break;
    parts.emplace_back(name.substr(token.at, token.end - token.at));
  }
  return parts;
}

bool unescape(std::string_view written, std::string& meant) {
  meant.clear();
  bool all_known = true;
  while (!written.empty()) {
    if (written.front() != '\\' || written.size() < 2) {
      meant += written.front();
      written.remove_prefix(1);
      continue;
    }
    const char c = written[1];
    if (c == 'u' || c == 'U') {
      auto code = read_code_point(written);
      if (code && *code >= 0xD800 && *code < 0xDC00) {  // the first half of a surrogate pair
        std::string_view rest = written;
        const auto low = read_code_point(rest);
        if (low && *low >= 0xDC00 && *low < 0xE000) {
          written = rest;
          code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        }
      }
      const bool valid = code && *code <= 0x10FFFF && (*code < 0xD800 || *code >= 0xE000);
      if (valid) {
        append_utf8(meant, *code);
        continue;
      }
      all_known = false;
      if (code) continue;
      meant += written.substr(0, 2);
      written.remove_prefix(2);
      continue;
    }
    const std::string_view known = "nrt\"'\\";
    const std::string_view stands_for = "\n\r\t\"'\\";
    const std::size_t at = known.find(c);
    if (at == std::string_view::npos) {
      all_known = false;
      meant += written.substr(0, 2);
    } else {
      meant += stands_for[at];
    }
    written.remove_prefix(2);
  }
  return all_known;
}

}  // namespace alternat::feel
