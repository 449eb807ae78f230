// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/drawing.h"

#include <algorithm>

namespace alternat::scenarios {

using feel::Value;

Value Drawing::run() {
  if (random.percent(draw.unknown)) return Value::unknown(fact.id);
  if (random.percent(draw.none)) return Value::null();
  if (random.percent(draw.partners) && partners && !partners->empty())
    return Value::from_string((*partners)[random.below(partners->size())]);
  const bool at_boundary = random.percent(draw.boundary);
  if (presumed && random.percent(draw.presumed)) return *presumed;
  if (at_boundary && !boundaries->empty()) return (*boundaries)[random.below(boundaries->size())];
  if (weights > 0) {
    std::uint64_t left = random.below(weights);
    for (std::size_t i = 0; i < shared->size(); ++i) {
      const auto weight = static_cast<std::uint64_t>(draw.share[i].second);
      if (left < weight) return (*shared)[i];
      left -= weight;
    }
  }
  return plain();
}

Value Drawing::plain() {
  switch (fact.type) {
    case terms::FactType::kBoolean:
      return Value::from_bool(random.percent(50));
    case terms::FactType::kNumber:
      return number();
    case terms::FactType::kDate:
      return date();
    case terms::FactType::kString:
      return text();
    case terms::FactType::kStrings: {
      std::vector<Value> items;
      for (const std::string& value : fact.values)
        if (random.percent(40)) items.push_back(Value::from_string(value));
      return items.empty() ? Value::null() : Value::from_items(std::move(items));
    }
    case terms::FactType::kContexts:
      return periods();
    case terms::FactType::kDates:
      break;
  }
  return Value::null();
}

Value Drawing::number() {
  constexpr std::int64_t kWidest = 120;
  const std::int64_t least = fact.minimum ? fact.minimum->to_int().value_or(0) : 0;
  const std::int64_t most =
      fact.maximum ? fact.maximum->to_int().value_or(kWidest) : least + kWidest;
  Bounds bounds = draw.range.value_or(Bounds{least, std::min(most, least + kWidest)});
  bounds.low = std::max(bounds.low, least);
  if (fact.maximum) bounds.high = std::min(bounds.high, most);
  const std::int64_t steps = (bounds.high - bounds.low) / draw.step;
  return Value::from_int(bounds.low +
                         draw.step * random.between(0, std::max<std::int64_t>(0, steps)));
}

Value Drawing::date() {
  constexpr std::int64_t kYear = 366;
  const Bounds bounds = draw.days.value_or(Bounds{-3 * kYear, kYear});
  if (base && base->kind() != feel::Kind::kDate) return Value::null();
  const std::int64_t from = base ? base->day() : on.days();
  return Value::from_day(from + random.between(bounds.low, bounds.high));
}

Value Drawing::text() {
  if (!fact.values.empty())
    return Value::from_string(fact.values[random.below(fact.values.size())]);
  if (!boundaries->empty()) return (*boundaries)[random.below(boundaries->size())];
  return Value::from_string("other");
}

// One of the pool of lists; who would have worked as a child has none.
Value Drawing::periods() {
  if (!pool || pool->empty()) return Value::null();
  return (*pool)[random.below(pool->size())];
}

// None to three periods of the last twelve years: the first date of a period is its start, the
// second its end (one in five goes on), texts are drawn from what the work may be.
std::vector<Value> periods_pool(const terms::FactDefinition& fact, Date on, Random random) {
  static const std::vector<std::string> kOccupations = {"2512", "2512", "1330", "2166",
                                                        "7212", "5223", "3512"};
  static const std::vector<std::string> kRelations = {"related", "related", "related", "other"};
  constexpr std::size_t kPool = 256;
  std::vector<Value> pool;
  while (pool.size() < kPool) {
    std::vector<Value> list;
    const std::uint64_t count = 1 + random.below(3);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::int64_t start = on.days() - random.between(30, 12 * 365);
      const std::int64_t end = start + random.between(15, 6 * 365);
      int dates = 0;
      std::vector<Value::Entry> entries;
      for (const terms::FactField& field : fact.fields) {
        Value value = Value::null();
        if (field.type == terms::FactType::kDate) {
          if (dates++ == 0)
            value = Value::from_day(start);
          else if (!random.percent(20))
            value = Value::from_day(std::min<std::int64_t>(end, on.days()));
        } else if (field.type == terms::FactType::kString) {
          const auto& texts = field.name == "isco" ? kOccupations : kRelations;
          value = Value::from_string(texts[random.below(texts.size())]);
        }
        entries.push_back({field.name, std::move(value)});
      }
      list.push_back(Value::from_entries(std::move(entries)));
    }
    pool.push_back(Value::from_items(std::move(list)));
  }
  return pool;
}

}  // namespace alternat::scenarios
