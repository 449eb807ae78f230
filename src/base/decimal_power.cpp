// SPDX-License-Identifier: EUPL-1.2
#include "base/decimal_power.h"

#include <algorithm>
#include <string>
#include <vector>

namespace alternat {

namespace {

constexpr std::uint64_t kBase = 1'000'000'000;  // nine digits a limb
constexpr int kLimbDigits = 9;
constexpr std::size_t kLimbsKept = 10;  // at least 82 digits
constexpr std::int64_t kExponentBound = 20'000;

// limbs * 10^exponent; the least significant limb first, no zero limb last.
struct Long {
  std::vector<std::uint32_t> limbs;
  std::int64_t exponent = 0;

  void trim() {
    while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
    if (limbs.size() <= kLimbsKept) return;
    const auto dropped = static_cast<std::int64_t>(limbs.size() - kLimbsKept);
    limbs.erase(limbs.begin(), limbs.begin() + dropped);
    exponent += dropped * kLimbDigits;
  }
};

// 10^power as limbs, times `digit`.
Long shifted(std::uint32_t digit, std::int64_t power) {
  Long result;
  result.limbs.assign(static_cast<std::size_t>(power / kLimbDigits), 0);
  std::uint32_t limb = digit;
  for (std::int64_t i = 0; i < power % kLimbDigits; ++i) limb *= 10;
  result.limbs.push_back(limb);
  return result;
}

Long product_of(const Long& a, const Long& b) {
  std::vector<std::uint64_t> sums(a.limbs.size() + b.limbs.size() + 1);
  for (std::size_t i = 0; i < a.limbs.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs.size() || carry != 0; ++j) {
      const std::uint64_t factor = j < b.limbs.size() ? b.limbs[j] : 0;
      const std::uint64_t sum = sums[i + j] + carry + a.limbs[i] * factor;
      sums[i + j] = sum % kBase;
      carry = sum / kBase;
    }
  }
  Long result;
  result.exponent = a.exponent + b.exponent;
  for (const std::uint64_t sum : sums) result.limbs.push_back(static_cast<std::uint32_t>(sum));
  while (!result.limbs.empty() && result.limbs.back() == 0) result.limbs.pop_back();
  return result;
}

// a - b for a >= b of one exponent.
Long difference_of(Long a, const Long& b) {
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < a.limbs.size(); ++i) {
    std::int64_t limb = static_cast<std::int64_t>(a.limbs[i]) - borrow -
                        (i < b.limbs.size() ? static_cast<std::int64_t>(b.limbs[i]) : 0);
    borrow = limb < 0 ? 1 : 0;
    if (limb < 0) limb += static_cast<std::int64_t>(kBase);
    a.limbs[i] = static_cast<std::uint32_t>(limb);
  }
  return a;
}

// Of a number that is not negative.
Long long_of(const Decimal& number) {
  std::string digits = number.to_text();
  Long result;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    result.exponent = -static_cast<std::int64_t>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  const std::size_t last = digits.find_last_not_of('0');
  if (last == std::string::npos) return result;
  result.exponent += static_cast<std::int64_t>(digits.size() - last - 1);
  digits.resize(last + 1);
  for (std::size_t end = digits.size(); end > 0;) {
    const std::size_t start = end > kLimbDigits ? end - kLimbDigits : 0;
    result.limbs.push_back(
        static_cast<std::uint32_t>(std::stoul(digits.substr(start, end - start))));
    end = start;
  }
  result.trim();
  return result;
}

std::optional<Decimal> decimal_of(const Long& number) {
  std::string digits;
  for (auto limb = number.limbs.rbegin(); limb != number.limbs.rend(); ++limb) {
    const std::string part = std::to_string(*limb);
    if (!digits.empty()) digits.append(kLimbDigits - part.size(), '0');
    digits += part;
  }
  if (digits.empty()) return Decimal();
  const Result<Decimal> read = Decimal::from_text(digits + "e" + std::to_string(number.exponent));
  return read ? std::optional(*read) : std::nullopt;
}

// One step of Newton from a quotient of 34 digits: y * (2 - x * y).
std::optional<Long> inverse_of(const Long& number) {
  const auto rounded = decimal_of(number);
  const auto first = rounded ? Decimal::from_int(1).divided_by(*rounded) : std::nullopt;
  if (!first || first->is_zero()) return std::nullopt;
  const Long start = long_of(*first);
  const Long one = product_of(number, start);  // nearly 1, so its exponent is negative or 0
  if (one.exponent > 0) return start;
  Long rest = difference_of(shifted(2, -one.exponent), one);
  rest.exponent = one.exponent;
  Long result = product_of(start, rest);
  result.trim();
  return result;
}

}  // namespace

std::optional<Decimal> whole_power(const Decimal& left, std::int64_t exponent) {
  const bool is_inverse = exponent < 0;
  // Without overflow for the least of all.
  auto remaining =
      is_inverse ? 0 - static_cast<std::uint64_t>(exponent) : static_cast<std::uint64_t>(exponent);
  if (left.is_zero()) {
    if (is_inverse) return std::nullopt;
    return Decimal::from_int(remaining == 0 ? 1 : 0);
  }
  const bool is_negative = left.is_negative() && remaining % 2 == 1;
  Long square = long_of(left.is_negative() ? left.negated() : left);
  if (is_inverse) {
    const std::optional<Long> inverse = inverse_of(square);
    if (!inverse) return std::nullopt;
    square = *inverse;
  }
  Long result;
  result.limbs = {1};
  const auto size_of = [](const Long& number) {
    return number.exponent + static_cast<std::int64_t>(number.limbs.size()) * kLimbDigits;
  };
  while (remaining != 0) {
    if (remaining % 2 == 1) {
      result = product_of(result, square);
      result.trim();
    }
    remaining /= 2;
    if (size_of(result) > kExponentBound) return std::nullopt;
    if (size_of(result) < -kExponentBound) return Decimal();
    if (remaining == 0) break;
    square = product_of(square, square);
    square.trim();
    // A factor this large or small that is still to be used decides the whole.
    if (size_of(square) > kExponentBound) return std::nullopt;
    if (size_of(square) < -kExponentBound) return Decimal();
  }
  const auto power = decimal_of(result);
  return power && is_negative ? power->negated() : power;
}

}  // namespace alternat
