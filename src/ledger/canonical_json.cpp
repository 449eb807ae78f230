// SPDX-License-Identifier: EUPL-1.2
// One pass over the bytes checks that they are the one spelling of an allowed value (RFC 8785,
// narrowed).
#include "ledger/canonical_json.h"

#include "base/text.h"

namespace alternat::ledger {
namespace {

constexpr std::size_t kDepthMax = 16;
constexpr std::size_t kStringMax = 256;
constexpr std::size_t kKeyMax = 64;
constexpr std::string_view kLargestInteger = "9007199254740991";  // 2^53 - 1

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  Status run() {
    if (const std::optional<std::size_t> bad = find_invalid_utf8(text_)) {
      at_ = *bad;
      return refuse("not UTF-8");
    }
    if (!is_at('{')) return refuse("a body is one JSON object");
    if (!value(0)) return refuse(why_);
    if (at_ != text_.size()) return refuse("something follows the object");
    return {};
  }

 private:
  Status refuse(std::string_view why) const {
    return Error{Fault::kMalformed,
                 "ledger.body_not_canonical",
                 "record body, byte " + std::to_string(at_) + ": " + std::string(why) + ".",
                 {}};
  }
  bool fail(std::string_view why) {
    why_ = why;
    return false;
  }
  bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }

  bool value(std::size_t depth) {
    if (depth > kDepthMax) return fail("more than 16 levels");
    if (is_at('{')) return object(depth);
    if (is_at('[')) return array(depth);
    if (is_at('"')) return string();
    for (std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return true;
      }
    }
    return integer();
  }

  bool object(std::size_t depth) {
    ++at_;
    if (take('}')) return true;
    std::string_view previous;
    do {
      std::string_view name;
      if (!key(&name)) return false;
      if (!previous.empty() && name <= previous) return fail("keys are not sorted and unique");
      previous = name;
      if (!take(':')) return fail("':' expected");
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("',' or '}' expected");
  }

  bool array(std::size_t depth) {
    ++at_;
    if (take(']')) return true;
    do {
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("',' or ']' expected");
  }

  bool key(std::string_view* name) {
    if (!take('"')) return fail("a key expected");
    const std::size_t start = at_;
    while (at_ < text_.size() && is_key_byte(text_[at_])) ++at_;
    *name = text_.substr(start, at_ - start);
    if (name->empty() || name->size() > kKeyMax || !(name->front() >= 'a' && name->front() <= 'z'))
      return fail("a key is snake_case, at most 64 bytes");
    return take('"') || fail("a key is snake_case, at most 64 bytes");
  }
  static bool is_key_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  // Control characters are refused, so the only escapes are \" and \\.
  bool string() {
    const std::size_t start = ++at_;
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        if (at_ - start > kStringMax) return fail("a string of more than 256 bytes");
        ++at_;
        return true;
      }
      if (c < 0x20 || c == 0x7f) return fail("a control character in a string");
      if (c == '\\') {
        const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (next != '"' && next != '\\') return fail("an escape other than \\\" and \\\\");
        at_ += 2;
        continue;
      }
      ++at_;
    }
    return fail("a string without an end");
  }

  bool integer() {
    const bool negative = take('-');
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    const std::string_view digits = text_.substr(start, at_ - start);
    if (digits.empty()) return fail("a value expected");
    if (digits.size() > 1 && digits.front() == '0') return fail("a number with a leading zero");
    if (negative && digits == "0") return fail("-0 is written 0");
    if (digits.size() > kLargestInteger.size() ||
        (digits.size() == kLargestInteger.size() && digits > kLargestInteger))
      return fail("an integer beyond 2^53-1");
    if (is_at('.') || is_at('e') || is_at('E'))
      return fail("only integers are numbers here; decimals are strings");
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view why_;
};

}  // namespace

Status check_canonical_object(std::string_view text) {
  return Checker(text).run();
}

Result<std::string> canonical_object(const Json& value) {
  // Replacement keeps bad UTF-8 from throwing; it would no longer be the caller's value, so look
  // for it.
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.find("\xef\xbf\xbd") != std::string::npos)
    return Error{Fault::kMalformed,
                 "ledger.body_not_canonical",
                 "record body: a string is not UTF-8 (or holds the replacement character).",
                 {}};
  if (Status status = check_canonical_object(text); !status) return status.error();
  return text;
}

}  // namespace alternat::ledger
