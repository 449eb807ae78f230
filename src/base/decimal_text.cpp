// SPDX-License-Identifier: EUPL-1.2
// Decimal to and from text: one rounding to 34 digits on the way in, plain digits on the way out.
#include <algorithm>

#include "base/decimal.h"
#include "base/decimal_bits.h"

namespace alternat {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Error malformed(std::string_view text) {
  return {Fault::kMalformed,
          "decimal.malformed",
          "'" + std::string(text.substr(0, 40)) +
              "' is not a number. Write digits with a point, for example -12.50.",
          {}};
}

// What stands in the text, before any rounding: digits * 10^exponent.
struct Literal {
  bool is_negative = false;
  std::string digits;  // without leading zeros
  std::int64_t exponent = 0;
};

// [-] (digits [. digits] | . digits) [(e|E) [+|-] digits]
std::optional<Literal> read_literal(std::string_view text) {
  Literal literal;
  std::size_t at = 0;
  const auto take_digits = [&](bool is_fraction) {
    const std::size_t first = at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (!literal.digits.empty() || text[at] != '0') literal.digits += text[at];
      if (is_fraction) --literal.exponent;
    }
    return at - first;
  };
  if (text.starts_with('-')) {
    literal.is_negative = true;
    ++at;
  }
  const std::size_t whole = take_digits(false);
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (take_digits(true) == 0) return std::nullopt;
  } else if (whole == 0) {
    return std::nullopt;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool is_negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (at == text.size()) return std::nullopt;
    std::int64_t value = 0;
    constexpr std::int64_t kBound = 1'000'000'000'000;  // more changes nothing
    for (; at < text.size() && is_digit(text[at]); ++at) {
      value = std::min(kBound, value * 10 + (text[at] - '0'));
    }
    literal.exponent += is_negative ? -value : value;
  }
  if (at != text.size()) return std::nullopt;
  return literal;
}

// Keeps at most 34 digits and the smallest exponent of the format, rounding half-even once.
DecimalParts round_literal(const Literal& literal) {
  DecimalParts parts;
  parts.is_negative = literal.is_negative;
  const auto count = static_cast<std::int64_t>(literal.digits.size());
  std::int64_t cut = std::max<std::int64_t>(0, count - kDecimalDigits);
  cut = std::max(cut, kExponentMin - literal.exponent);
  const std::int64_t keep = count - cut;
  if (keep < 0) return {};  // below half of the smallest number
  for (std::int64_t i = 0; i < keep; ++i) {
    const auto digit = static_cast<Uint128>(literal.digits[static_cast<std::size_t>(i)] - '0');
    parts.coefficient = parts.coefficient * 10 + digit;
  }
  if (cut > 0 && keep < count) {
    const std::string_view rest =
        std::string_view(literal.digits).substr(static_cast<std::size_t>(keep));
    const bool is_tie = rest[0] == '5' && rest.find_first_not_of('0', 1) == std::string_view::npos;
    if (is_tie ? parts.coefficient % 2 == 1 : rest[0] >= '5') ++parts.coefficient;
  }
  std::int64_t exponent = literal.exponent + cut;
  if (parts.coefficient == power_of_ten(kDecimalDigits)) {
    parts.coefficient /= 10;
    ++exponent;
  }
  constexpr std::int64_t kFarOut = 1'000'000;  // keeps the int in range; the caller refuses it
  parts.exponent = static_cast<int>(std::min(exponent, kFarOut));
  return parts;
}

}  // namespace

Result<Decimal> Decimal::from_text(std::string_view text) {
  const std::optional<Literal> literal = read_literal(text);
  if (!literal) return malformed(text);
  if (literal->digits.empty()) return Decimal();
  DecimalParts parts = round_literal(*literal);
  while (parts.exponent > kExponentMax && parts.coefficient < power_of_ten(kDecimalDigits - 1)) {
    parts.coefficient *= 10;
    --parts.exponent;
  }
  if (parts.exponent > kExponentMax) {
    return Error{Fault::kMalformed,
                 "decimal.too_large",
                 "'" + std::string(text.substr(0, 40)) +
                     "' is larger than the largest decimal128 number (about 10^6145).",
                 {}};
  }
  return DecimalAccess::from_parts(parts);
}

std::string Decimal::to_text() const {
  DecimalParts parts = DecimalAccess::parts(*this);
  strip_zeros(parts);
  if (parts.coefficient == 0) return "0";
  std::string digits;
  for (Uint128 rest = parts.coefficient; rest != 0; rest /= 10) {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  std::reverse(digits.begin(), digits.end());
  if (parts.exponent >= 0) {
    digits.append(static_cast<std::size_t>(parts.exponent), '0');
  } else {
    const auto scale = static_cast<std::size_t>(-parts.exponent);
    if (digits.size() <= scale) digits.insert(0, scale - digits.size() + 1, '0');
    digits.insert(digits.size() - scale, 1, '.');
  }
  return parts.is_negative ? "-" + digits : digits;
}

}  // namespace alternat
