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

}  // namespace

Sides smallest(Sides sides, const std::function<bool(const Sides&)>& is_violation) {
  if (!is_violation(sides)) return sides;
  for (bool again = true; again;) {
    again = false;
    for (const std::string& key : common_keys(sides)) {
      Sides fewer = sides;
      fewer.before.erase(key);
      fewer.after.erase(key);
      if (!is_violation(fewer)) continue;
      sides = std::move(fewer);
      again = true;
    }
  }
  return sides;
}

}  // namespace alternat::scenarios
