// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/regex_pattern.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace alternat::feel {

namespace {

constexpr int kGroupDepthMax = 200;
constexpr std::size_t kBoundDigitsMax = 6;
// XML Schema part 2, appendix F: the signs that need no escape nowhere; single escapes.
constexpr std::string_view kMetaSigns = ".\\?*+{}()|[]^$";
constexpr std::string_view kSingleEscapes = "\\|.?*+(){}-[]^$";
constexpr std::array kCategories{
    std::string_view("L"),  std::string_view("Lu"), std::string_view("Ll"), std::string_view("Lt"),
    std::string_view("Lm"), std::string_view("Lo"), std::string_view("M"),  std::string_view("Mn"),
    std::string_view("Mc"), std::string_view("Me"), std::string_view("N"),  std::string_view("Nd"),
    std::string_view("Nl"), std::string_view("No"), std::string_view("P"),  std::string_view("Pc"),
    std::string_view("Pd"), std::string_view("Ps"), std::string_view("Pe"), std::string_view("Pi"),
    std::string_view("Pf"), std::string_view("Po"), std::string_view("Z"),  std::string_view("Zs"),
    std::string_view("Zl"), std::string_view("Zp"), std::string_view("S"),  std::string_view("Sm"),
    std::string_view("Sc"), std::string_view("Sk"), std::string_view("So"), std::string_view("C"),
    std::string_view("Cc"), std::string_view("Cf"), std::string_view("Co"), std::string_view("Cn")};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The flag x: white space outside classes does not count.
std::string without_space(std::string_view pattern) {
  std::string kept;
  int class_depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (is_space(c) && class_depth == 0) continue;
    kept += c;
    if (c == '\\') {
      while (class_depth == 0 && i + 1 < pattern.size() && is_space(pattern[i + 1])) ++i;
      if (i + 1 < pattern.size()) kept += pattern[++i];
      continue;
    }
    if (c == '[') ++class_depth;
    if (c == ']' && class_depth > 0) --class_depth;
  }
  return kept;
}

// The class of an escape such as \d, as an ICU set; "" if the letter is none.
std::string_view class_of(char letter) {
  switch (letter) {
    case 'd':
      return "\\p{Nd}";
    case 'D':
      return "\\P{Nd}";
    case 's':
      return "[\\ \\t\\n\\r]";
    case 'S':
      return "[^\\ \\t\\n\\r]";
    case 'w':
      return "[^\\p{P}\\p{Z}\\p{C}]";
    case 'W':
      return "[\\p{P}\\p{Z}\\p{C}]";
    case 'i':
      return "[\\p{L}_\\:]";
    case 'I':
      return "[^\\p{L}_\\:]";
    case 'c':
      return "[\\p{L}\\p{N}\\p{M}_\\:.\\-\\u00B7]";
    case 'C':
      return "[^\\p{L}\\p{N}\\p{M}_\\:.\\-\\u00B7]";
    default:
      return {};
  }
}

class Rewriter {
 public:
  Rewriter(std::string_view pattern, const PatternFlags& flags)
      : pattern_(pattern), flags_(flags) {}

  std::optional<std::string> run() {
    if (!alternatives(0) || at_ != pattern_.size()) return std::nullopt;
    return result_;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }
  bool done() const { return at_ >= pattern_.size(); }

  bool alternatives(int depth) {
    if (depth > kGroupDepthMax) return false;
    while (!done() && peek() != ')') {
      if (peek() == '|') {
        result_ += '|';
        ++at_;
      } else if (!piece(depth)) {
        return false;
      }
    }
    return true;
  }

  bool piece(int depth) { return atom(depth) && quantifier(); }

  bool atom(int depth) {
    const char c = peek();
    if (c == '(') return group(depth);
    if (c == '[') return char_class(depth);
    if (c == '\\') return escape();
    ++at_;
    if (c == '^') {
      result_ += '^';
    } else if (c == '$') {
      result_ += flags_.multiline ? "$" : "\\z";
    } else if (c == '.') {
      result_ += flags_.dot_all ? "." : "[^\\n\\r]";
    } else if (kMetaSigns.find(c) != std::string_view::npos) {
      return false;
    } else {
      put_literal(c);
    }
    return true;
  }

  bool group(int depth) {
    ++at_;
    const bool captures = peek() != '?';
    if (!captures) {
      if (peek(1) != ':') return false;  // look-around, inline flags
      at_ += 2;
    }
    const std::size_t number = closed_.size();
    if (captures) closed_.push_back(false);
    result_ += captures ? "(" : "(?:";
    if (!alternatives(depth + 1) || peek() != ')') return false;
    ++at_;
    result_ += ')';
    if (captures) closed_[number] = true;
    return true;
  }

  bool quantifier() {
    const char c = peek();
    if (c == '{') {
      if (!bounds()) return false;
    } else if (c == '?' || c == '*' || c == '+') {
      result_ += c;
      ++at_;
    } else {
      return true;
    }
    if (peek() == '?') {
      result_ += '?';
      ++at_;
    }
    return true;
  }

  // {n}, {n,}, {n,m}
  bool bounds() {
    ++at_;
    const auto low = number();
    if (!low) return false;
    result_ += '{' + std::to_string(*low);
    if (peek() == ',') {
      ++at_;
      result_ += ',';
      if (is_digit(peek())) {
        const auto high = number();
        if (!high || *high < *low) return false;
        result_ += std::to_string(*high);
      }
    }
    if (peek() != '}') return false;
    ++at_;
    result_ += '}';
    return true;
  }

  std::optional<int> number() {
    int value = 0;
    std::size_t digits = 0;
    for (; is_digit(peek()) && digits < kBoundDigitsMax; ++digits, ++at_) {
      value = value * 10 + (peek() - '0');
    }
    if (digits == 0 || is_digit(peek())) return std::nullopt;
    return value;
  }

  // Outside classes: a back-reference, or what may also stand in a class.
  bool escape() {
    const char letter = peek(1);
    if (letter < '1' || letter > '9') return class_escape();
    ++at_;
    std::size_t group = 0;
    // The longest number of a group that exists (Functions and Operators 7.6.1).
    while (is_digit(peek())) {
      const std::size_t longer = group * 10 + static_cast<std::size_t>(peek() - '0');
      if (group != 0 && longer > closed_.size()) break;
      group = longer;
      ++at_;
    }
    if (group > closed_.size() || !closed_[group - 1]) return false;
    result_ += "(?:\\" + std::to_string(group) + ")";
    return true;
  }

  bool class_escape() {
    const char letter = peek(1);
    if (letter == 'p' || letter == 'P') return category();
    if (const std::string_view set = class_of(letter); !set.empty()) {
      result_ += set;
    } else if (letter == 'n' || letter == 'r' || letter == 't') {
      result_ += std::string("\\") + letter;
    } else if (letter != '\0' && kSingleEscapes.find(letter) != std::string_view::npos) {
      result_ += std::string("\\") + letter;
    } else {
      return false;
    }
    at_ += 2;
    return true;
  }

  // \p{Lu}, \P{IsBasicLatin}
  bool category() {
    const std::size_t close = pattern_.find('}', at_);
    if (peek(2) != '{' || close == std::string_view::npos) return false;
    const std::string_view name = pattern_.substr(at_ + 3, close - at_ - 3);
    const bool is_block = name.starts_with("Is") && name.size() > 2;
    bool known = is_block;
    for (const std::string_view category : kCategories) known = known || category == name;
    if (!known) return false;
    result_ += std::string("\\") + peek(1) + "{";
    result_ += is_block ? "block=" + std::string(name.substr(2)) : std::string(name);
    result_ += '}';
    at_ = close + 1;
    return true;
  }

  // [abc], [^a-z], [a-z-[aeiou]]
  bool char_class(int depth) {
    if (depth > kGroupDepthMax) return false;
    ++at_;
    std::string outer = std::move(result_);
    result_ = "[";
    if (peek() == '^') {
      result_ += '^';
      ++at_;
    }
    std::size_t items = 0;
    bool subtracts = false;
    while (!done() && peek() != ']' && !subtracts) {
      subtracts = items > 0 && peek() == '-' && peek(1) == '[';
      if (!subtracts && !class_item(items == 0)) return false;
      ++items;
    }
    if (items == 0) return false;
    result_ += ']';
    if (subtracts) {
      ++at_;
      const std::string minuend = std::exchange(result_, {});
      if (!char_class(depth + 1)) return false;
      result_ = "[" + minuend + "--" + result_ + "]";
    }
    if (peek() != ']') return false;
    ++at_;
    result_ = outer + result_;
    return true;
  }

  // One character, a range, or the class of an escape.
  bool class_item(bool first) {
    if (peek() == '\\' && !is_single_escape()) return class_escape();
    if (peek() == '-' && !first && peek(1) != ']') return false;
    const auto low = class_char();
    if (!low) return false;
    if (peek() != '-' || peek(1) == ']' || peek(1) == '[') return true;
    ++at_;
    result_ += '-';
    if (peek() == '\\' && !is_single_escape()) return false;
    const auto high = class_char();
    return high && *low <= *high;
  }

  bool is_single_escape() const {
    const char letter = peek(1);
    return letter == 'n' || letter == 'r' || letter == 't' ||
           (letter != '\0' && kSingleEscapes.find(letter) != std::string_view::npos);
  }

  // Writes one character of a class; its bytes in UTF-8 are in the order of code points.
  std::optional<std::string> class_char() {
    if (done() || peek() == '[' || peek() == ']') return std::nullopt;
    if (peek() == '\\') {
      const char letter = peek(1);
      result_ += std::string("\\") + letter;
      at_ += 2;
      const char meant = letter == 'n'   ? '\n'
                         : letter == 'r' ? '\r'
                         : letter == 't' ? '\t'
                                         : letter;
      return std::string(1, meant);
    }
    std::string bytes(1, peek());
    put_literal(peek());
    ++at_;
    while ((static_cast<unsigned char>(peek()) & 0xC0) == 0x80) {
      bytes += peek();
      result_ += peek();
      ++at_;
    }
    return bytes;
  }

  void put_literal(char c) {
    const bool plain = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
                       static_cast<unsigned char>(c) < 0x20;
    if (!plain) result_ += '\\';
    result_ += c;
  }

  std::string_view pattern_;
  const PatternFlags& flags_;
  std::size_t at_ = 0;
  std::string result_;
  std::vector<bool> closed_;  // by group
};

}  // namespace

std::optional<PatternFlags> read_pattern_flags(std::string_view letters) {
  PatternFlags flags;
  for (const char letter : letters) {
    switch (letter) {
      case 's':
        flags.dot_all = true;
        break;
      case 'm':
        flags.multiline = true;
        break;
      case 'i':
        flags.ignore_case = true;
        break;
      case 'x':
        flags.ignore_space = true;
        break;
      default:
        return std::nullopt;
    }
  }
  return flags;
}

std::optional<std::string> rewrite_pattern(std::string_view pattern, const PatternFlags& flags) {
  const std::string kept = flags.ignore_space ? without_space(pattern) : std::string(pattern);
  return Rewriter(kept, flags).run();
}

}  // namespace alternat::feel
