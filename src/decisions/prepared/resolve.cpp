// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/resolve.h"

#include <algorithm>

namespace alternat::prepared {
namespace {

// Known if all that may come out is one class.
class Joined {
 public:
  void add(std::uint8_t one) {
    differs_ |= !first_ && one != class_;
    class_ = one;
    first_ = false;
  }
  std::uint8_t get(const Table& table) const { return differs_ ? table.unknown_class : class_; }

 private:
  bool first_ = true;
  bool differs_ = false;
  std::uint8_t class_ = 0;
};

}  // namespace

std::uint8_t resolve_slowly(const Table& table, const Masks& masks, const std::uint8_t* registers) {
  const std::uint64_t hits = masks.yes | masks.maybe;
  const auto output = [&](std::uint64_t bits) {
    return output_class(table, static_cast<std::size_t>(std::countr_zero(bits)), registers);
  };
  const std::uint8_t fallback = table.no_hit_is_null ? table.null_class : table.no_hit;
  Joined joined;
  std::uint64_t joins = hits;
  bool with_fallback = false;
  switch (table.policy) {
    case dmn::HitPolicy::kUnique: {
      const int certain = std::popcount(masks.yes);
      if (certain > 1) return table.null_class;
      // With a certain hit a second one would make null; without, none may hit.
      if (masks.maybe != 0) joined.add(certain == 1 ? table.null_class : fallback);
      // Two that may hit may both hit.
      if (masks.maybe != 0 && !std::has_single_bit(hits)) joined.add(table.null_class);
      break;
    }
    case dmn::HitPolicy::kAny: {
      const std::uint64_t first = hits & (~hits + 1);
      if (first & masks.yes)
        for (std::uint64_t rest = masks.yes & ~first; rest != 0; rest &= rest - 1)
          if (output(rest) != output(first) && output(rest) != table.unknown_class &&
              output(first) != table.unknown_class)
            return table.null_class;
      // Outputs that are not known may turn out different, and then there is no result.
      bool may_differ = false;
      for (std::uint64_t rest = hits; rest != 0; rest &= rest - 1)
        may_differ |= output(rest) == table.unknown_class;
      may_differ = may_differ && !std::has_single_bit(hits);
      if (masks.maybe == 0 && !may_differ) return output(first);
      if (may_differ) joined.add(table.null_class);
      with_fallback = masks.yes == 0;
      break;
    }
    case dmn::HitPolicy::kFirst: {
      const std::uint64_t first = masks.yes & (~masks.yes + 1);
      joins = hits & (first | (first - 1));
      with_fallback = masks.yes == 0;
      break;
    }
    case dmn::HitPolicy::kPriority:
    case dmn::HitPolicy::kCollect:
    case dmn::HitPolicy::kRuleOrder:
    case dmn::HitPolicy::kOutputOrder:
      return kEscapeClass;
  }
  if (with_fallback) joined.add(fallback);
  for (; joins != 0; joins &= joins - 1) joined.add(output(joins));
  const std::uint8_t result = joined.get(table);
  // Null, and no rule says yes: the table has no answer.
  return result == table.null_class && masks.yes == 0 ? table.undecided_class : result;
}

Cell resolve_sum(const Table& table, const Masks& masks, int scale) {
  if (masks.maybe != 0) return kUnknownCell;
  if (masks.yes == 0) return table.no_hit_cell;
  std::uint64_t rest = masks.yes;
  if (table.aggregation == dmn::Aggregation::kCount) {
    Cell unit = 2;
    for (int i = 0; i < scale; ++i) unit *= 10;
    return unit * std::popcount(rest);
  }
  Cell total = table.addends[static_cast<std::size_t>(std::countr_zero(rest))];
  for (rest &= rest - 1; rest != 0; rest &= rest - 1) {
    const Cell next = table.addends[static_cast<std::size_t>(std::countr_zero(rest))];
    if (table.aggregation == dmn::Aggregation::kSum) total += next;
    if (table.aggregation == dmn::Aggregation::kMin) total = std::min(total, next);
    if (table.aggregation == dmn::Aggregation::kMax) total = std::max(total, next);
  }
  return total;
}

}  // namespace alternat::prepared
