// SPDX-License-Identifier: EUPL-1.2
// Adding, comparing and writing amounts.
#include "base/money.h"

#include <algorithm>

#include "base/assert.h"

namespace alternat {

namespace {

// ISO 4217: currencies whose minor unit is not a hundredth.
std::size_t minor_digits(std::string_view currency) {
  constexpr std::string_view kNone =
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  constexpr std::string_view kThree = "BHD IQD JOD KWD LYD OMR TND";
  constexpr std::string_view kFour = "CLF UYW";
  if (kNone.find(currency) != std::string_view::npos) return 0;
  if (kThree.find(currency) != std::string_view::npos) return 3;
  if (kFour.find(currency) != std::string_view::npos) return 4;
  return 2;
}

}  // namespace

Result<Money> Money::from_minor(std::int64_t minor, std::string_view currency) {
  const bool is_code =
      currency.size() == 3 &&
      std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code) {
    return Error{Fault::kMalformed,
                 "money.currency",
                 "'" + std::string(currency.substr(0, 20)) +
                     "' is not a currency code of ISO 4217 (three capital letters).",
                 {}};
  }
  return Money(minor, std::string(currency));
}

Money Money::operator+(const Money& other) const {
  ALTERNAT_ASSERT(currency_ == other.currency_);
  std::int64_t sum = 0;
  ALTERNAT_ASSERT(!__builtin_add_overflow(minor_, other.minor_, &sum));
  return {sum, currency_};
}

Money Money::operator-(const Money& other) const {
  ALTERNAT_ASSERT(currency_ == other.currency_);
  std::int64_t difference = 0;
  ALTERNAT_ASSERT(!__builtin_sub_overflow(minor_, other.minor_, &difference));
  return {difference, currency_};
}

std::strong_ordering Money::compare(const Money& other) const {
  ALTERNAT_ASSERT(currency_ == other.currency_);
  return minor_ <=> other.minor_;
}

std::string Money::format(std::string_view language) const {
  const bool is_german = language == "de";
  const char group = is_german ? '.' : ',';
  const char point = is_german ? ',' : '.';
  const auto unsigned_minor = static_cast<std::uint64_t>(minor_);
  std::string digits = std::to_string(minor_ < 0 ? 0 - unsigned_minor : unsigned_minor);
  const std::size_t scale = minor_digits(currency_);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  const std::size_t whole = digits.size() - scale;
  std::string text = minor_ < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == whole) text += point;
    if (i > 0 && i < whole && (whole - i) % 3 == 0) text += group;
    text += digits[i];
  }
  return text + " " + currency_;
}

}  // namespace alternat
