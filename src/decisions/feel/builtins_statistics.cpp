// SPDX-License-Identifier: EUPL-1.2
// Functions over lists of numbers, and min and max of what has an order: DMN 1.5 table 75.
#include <algorithm>
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

// False, with the warning given, unless all items are numbers.
bool all_numbers(const Invocation& call) {
  for (const Value& item : call[0].items()) {
    if (!item.is_number()) {
      call.fail("Every item must be a number.");
      return false;
    }
  }
  return true;
}

Value number_or_fail(const Invocation& call, const std::optional<Decimal>& number) {
  return number ? Value::from_number(*number) : call.fail("The result is too large.");
}

Value extreme(const Invocation& call, int wanted) {
  const auto items = call[0].items();
  if (items.empty()) return call.fail("The list is empty.");
  Value best = items.front();
  for (const Value& item : items) {
    const auto order = order_of(item, best);
    if (!order) return call.fail("The items cannot be compared.");
    if (*order == wanted) best = item;
  }
  return best;
}

Value minimum(const Invocation& call) {
  return extreme(call, -1);
}
Value maximum(const Invocation& call) {
  return extreme(call, 1);
}

std::optional<Decimal> sum_of(std::span<const Value> items) {
  std::optional<Decimal> sum = Decimal();
  for (const Value& item : items) {
    if (sum) sum = sum->plus(item.number());
  }
  return sum;
}

std::optional<Decimal> mean_of(std::span<const Value> items) {
  const auto sum = sum_of(items);
  if (!sum) return sum;
  return sum->divided_by(Decimal::from_int(static_cast<std::int64_t>(items.size())));
}

Value sum(const Invocation& call) {
  if (call[0].items().empty()) return call.fail("sum(): the list is empty.");
  return all_numbers(call) ? number_or_fail(call, sum_of(call[0].items())) : Value();
}

Value mean(const Invocation& call) {
  if (call[0].items().empty()) return call.fail("mean(): the list is empty.");
  return all_numbers(call) ? number_or_fail(call, mean_of(call[0].items())) : Value();
}

Value product(const Invocation& call) {
  if (call[0].items().empty()) return call.fail("product(): the list is empty.");
  if (!all_numbers(call)) return Value();
  std::optional<Decimal> product = Decimal::from_int(1);
  for (const Value& item : call[0].items()) {
    if (product) product = product->times(item.number());
  }
  return number_or_fail(call, product);
}

std::vector<Decimal> sorted_numbers(const Value& list) {
  std::vector<Decimal> numbers;
  for (const Value& item : list.items()) numbers.push_back(item.number());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Value median(const Invocation& call) {
  if (call[0].items().empty()) return call.fail("median(): the list is empty.");
  if (!all_numbers(call)) return Value();
  const std::vector<Decimal> numbers = sorted_numbers(call[0]);
  const std::size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return Value::from_number(numbers[half]);
  const auto both = numbers[half - 1].plus(numbers[half]);
  return number_or_fail(call, both ? both->divided_by(Decimal::from_int(2)) : both);
}

// The sample's standard deviation: n - 1 in the denominator.
Value standard_deviation(const Invocation& call) {
  if (!all_numbers(call)) return Value();
  const auto items = call[0].items();
  if (items.size() < 2) return call.fail("stddev(): it takes at least two numbers.");
  const auto mean_value = mean_of(items);
  std::optional<Decimal> squares = Decimal();
  for (const Value& item : items) {
    const auto distance = mean_value ? item.number().minus(*mean_value) : std::nullopt;
    const auto square = distance ? distance->times(*distance) : std::nullopt;
    squares = squares && square ? squares->plus(*square) : std::nullopt;
  }
  if (!squares) return number_or_fail(call, squares);
  const auto count = Decimal::from_int(static_cast<std::int64_t>(items.size()) - 1);
  const auto variance = squares->divided_by(count);
  return number_or_fail(call, variance ? variance->square_root() : variance);
}

// The most frequent numbers, ascending.
Value mode(const Invocation& call) {
  if (!all_numbers(call)) return Value();
  const std::vector<Decimal> numbers = sorted_numbers(call[0]);
  std::vector<Value> most;
  std::size_t most_count = 0;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i;
    while (end < numbers.size() && numbers[end] == numbers[i]) ++end;
    if (end - i > most_count) most.clear();
    most_count = std::max(most_count, end - i);
    if (end - i == most_count) most.push_back(Value::from_number(numbers[i]));
    i = end;
  }
  return Value::from_items(std::move(most));
}

constexpr TypeKind kNumber = TypeKind::kNumber;

constexpr std::array kRows{
    BuiltinRow{"min", "list:l", minimum},
    BuiltinRow{"min", "c:x...", minimum},
    BuiltinRow{"max", "list:l", maximum},
    BuiltinRow{"max", "c:x...", maximum},
    BuiltinRow{"sum", "list:l", sum, kNumber},
    BuiltinRow{"sum", "n:x...", sum, kNumber},
    BuiltinRow{"mean", "list:l", mean, kNumber},
    BuiltinRow{"mean", "n:x...", mean, kNumber},
    BuiltinRow{"product", "list:l", product, kNumber},
    BuiltinRow{"product", "n:x...", product, kNumber},
    BuiltinRow{"median", "list:l", median, kNumber},
    BuiltinRow{"median", "n:x...", median, kNumber},
    BuiltinRow{"stddev", "list:l", standard_deviation, kNumber},
    BuiltinRow{"stddev", "n:x...", standard_deviation, kNumber},
    BuiltinRow{"mode", "list:l", mode, TypeKind::kList},
    BuiltinRow{"mode", "n:x...", mode, TypeKind::kList},
};

}  // namespace

std::span<const BuiltinRow> statistics_builtins() {
  return kRows;
}

}  // namespace alternat::feel
