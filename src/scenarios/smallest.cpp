// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/smallest.h"

#include <string>
#include <vector>

namespace alternat::scenarios {
namespace {

std::vector<std::string> common_keys(const Sides& sides) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : sides.before.items())
    if (key != "on" && sides.after.contains(key) && sides.after[key] == value) keys.push_back(key);
  return keys;
}

Sides without(Sides sides, const std::vector<std::string>& keys, std::size_t from,
              std::size_t until) {
  for (std::size_t i = from; i < until && i < keys.size(); ++i) {
    sides.before.erase(keys[i]);
    sides.after.erase(keys[i]);
  }
  return sides;
}

}  // namespace

// Halves first, then ever smaller parts, until no single fact can go.
Sides smallest(Sides sides, const std::function<bool(const Sides&)>& is_violation) {
  if (!is_violation(sides)) return sides;
  std::size_t part = (common_keys(sides).size() + 1) / 2;
  while (part > 0) {
    bool fewer = false;
    const std::vector<std::string> keys = common_keys(sides);
    for (std::size_t from = 0; from < keys.size(); from += part) {
      Sides tried = without(sides, keys, from, from + part);
      if (!is_violation(tried)) continue;
      sides = std::move(tried);
      fewer = true;
    }
    if (part == 1 && !fewer) break;
    if (part > 1) part /= 2;
  }
  return sides;
}

}  // namespace alternat::scenarios
