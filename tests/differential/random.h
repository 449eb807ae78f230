// SPDX-License-Identifier: EUPL-1.2
// Seeded random choices, the same on every machine (splitmix64).
#pragma once

#include <cstddef>
#include <vector>

namespace alternat::differential {

class Random {
 public:
  explicit Random(unsigned long long seed) : state_(seed) {}

  unsigned long long next() {
    unsigned long long z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // 0 … bound - 1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  unsigned long long state_;
};

}  // namespace alternat::differential
