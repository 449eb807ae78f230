// SPDX-License-Identifier: EUPL-1.2
// Random numbers of one draw: a function of the seed, the person and the fact, so that neither the
// number of threads nor another fact changes what is drawn. SplitMix64 (Steele, Lea, Flood 2014).
#pragma once

#include <cstdint>
#include <string_view>

namespace alternat::scenarios {

inline std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

// FNV-1a, 64 bits: the same on every machine.
inline std::uint64_t text_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t person, std::uint64_t name)
      : state_(mixed(mixed(seed + 0x9e3779b97f4a7c15ULL) ^ person * 0xd1342543de82ef95ULL) ^ name) {
  }

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    return mixed(state_);
  }
  // 0 … bound - 1. The bias is below bound / 2^64. `bound` is at least 1.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  bool percent(int share) { return below(100) < static_cast<std::uint64_t>(share); }

 private:
  std::uint64_t state_;
};

}  // namespace alternat::scenarios
