// SPDX-License-Identifier: EUPL-1.2
// Realms of data, and the sets of them a fact may be asked in. A fact of several realms is asked in
// each and never copied; one of `agreement` says nothing about a person. Format: docs/content.md.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/toml.h"

namespace alternat::terms {

enum class Realm : std::uint8_t { kLabour, kReturns, kAdvice, kAgreement };

class Realms {
 public:
  constexpr Realms() = default;
  constexpr Realms(std::initializer_list<Realm> realms) {
    for (const Realm realm : realms) bits_ |= bit(realm);
  }

  constexpr bool contains(Realm realm) const { return (bits_ & bit(realm)) != 0; }
  // By its word, as procedures and cases name it; false for any other word.
  bool contains(std::string_view realm) const;
  constexpr void add(Realm realm) { bits_ |= bit(realm); }
  constexpr bool is_empty() const { return bits_ == 0; }
  // Several realms ask it, each for itself.
  constexpr bool is_shared() const { return (bits_ & (bits_ - 1)) != 0; }
  // Pathways of work may ask it: it is of labour, or of an agreement.
  constexpr bool asks_work() const {
    return contains(Realm::kLabour) || contains(Realm::kAgreement);
  }
  friend constexpr bool operator==(Realms, Realms) = default;

 private:
  static constexpr std::uint8_t bit(Realm realm) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(realm));
  }
  std::uint8_t bits_ = 0;
};

std::string_view to_text(Realm realm);  // "labour", "returns", "advice", "agreement"
std::string to_text(Realms realms);     // "labour and returns"
std::optional<Realm> find_realm(std::string_view text);

// The key `realm` of a fact: one word, or a list of them. A list names no agreement, and never
// advice beside returns. Error fact.realm; empty only with an error.
Realms read_realms(TomlReader& reader, const std::string& fact, Diagnostics& diagnostics);

}  // namespace alternat::terms
