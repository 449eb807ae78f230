// SPDX-License-Identifier: EUPL-1.2
// Money: minor units (cents) and an ISO 4217 currency. Mixing currencies is a bug and asserts.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

class Money {
 public:
  // Error money.currency unless three upper-case letters.
  static Result<Money> from_minor(std::int64_t minor, std::string_view currency);
  std::int64_t minor() const { return minor_; }
  const std::string& currency() const { return currency_; }
  // Assert: same currency, no overflow.
  Money operator+(const Money& other) const;
  Money operator-(const Money& other) const;
  std::strong_ordering compare(const Money& other) const;
  // "45,934.20 EUR" (en) or "45.934,20 EUR" (de).
  std::string format(std::string_view language) const;
  friend bool operator==(const Money&, const Money&) = default;

 private:
  Money(std::int64_t minor, std::string currency) : minor_(minor), currency_(std::move(currency)) {}
  std::int64_t minor_;
  std::string currency_;
};

}  // namespace alternat
