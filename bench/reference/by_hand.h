// SPDX-License-Identifier: EUPL-1.2
// The two reference workloads written by hand: plain C++ over plain structs, known facts only. The
// limit beside which the prepared forms are measured.
#pragma once

#include <cstdint>

namespace alternat::bench {

enum class Kind : std::uint8_t { kDegree, kVocational, kIt, kOther };
enum class Level : std::uint8_t { kNone, kA1, kA2, kB1, kB2, kC1, kC2 };

struct TablePerson {
  Kind kind = Kind::kOther;
  Level level = Level::kNone;
  std::int64_t pay_cents = 0;
  std::int64_t months_tenths = 0;
  std::int64_t age = 0;
};

// Number of the one rule that hits; 0: none.
inline int table_one(const TablePerson& person) {
  const bool is_older = person.age >= 45;
  switch (person.kind) {
    case Kind::kDegree:
      if (person.pay_cents >= 5'070'000) return is_older ? 2 : 1;
      if (person.pay_cents < 4'593'420) return 5;
      return person.level >= Level::kB1 ? 3 : 4;
    case Kind::kVocational:
      if (person.pay_cents < 4'347'050) return 10;
      if (is_older) return person.age <= 67 ? 9 : 0;
      if (person.months_tenths < 245) return 8;
      return person.level >= Level::kB1 ? 6 : 7;
    case Kind::kIt:
    case Kind::kOther:
      if (person.months_tenths < 360) return 12;
      return person.months_tenths <= 6000 && person.level != Level::kNone && person.age < 60 ? 11
                                                                                             : 0;
  }
  return 0;
}

// Bit i - 1: rule i hits.
inline std::uint64_t table_ways(const TablePerson& person) {
  const bool degree = person.kind == Kind::kDegree, vocational = person.kind == Kind::kVocational;
  const bool it = person.kind == Kind::kIt, other = person.kind == Kind::kOther;
  const auto bit = [](int rule, bool hits) {
    return static_cast<std::uint64_t>(hits) << (rule - 1);
  };
  const std::int64_t pay = person.pay_cents, months = person.months_tenths, age = person.age;
  return bit(1, degree & (pay < 4'593'420)) |
         bit(2, degree & (pay < 5'070'000) & (person.level <= Level::kA2)) |
         bit(3, vocational & (pay < 4'347'050)) | bit(4, vocational & (months < 245)) |
         bit(5, (it | other) & (months < 360)) |
         bit(6, it & (months >= 360) & (months < 600) & (person.level <= Level::kA2)) |
         bit(7, (pay < 5'577'000) & (age >= 45) & (age <= 67)) | bit(8, age > 67) |
         bit(9, age < 18) | bit(10, other & (person.level == Level::kNone)) |
         bit(11, !degree & (person.level <= Level::kA1)) |
         bit(12, (pay >= 0) & (pay < 1'200'000) & (months >= 0) & (months < 60));
}

enum class Qualification : std::uint8_t { kDegree, kVocational, kNone };
enum class Card : std::uint8_t { kSkilled, kPoints, kTooFewPoints, kNoBasis, kFunds, kMinor };

struct CardPerson {
  Qualification qualification = Qualification::kNone;
  bool recognised = false, shortage = false, partner_qualifies = false;
  Level german = Level::kNone, english = Level::kNone;
  std::int64_t months_5y_tenths = 0, months_7y_tenths = 0;
  std::int64_t age = 0, stay_months = 0, funds_cents = 0;
};

inline int language_points(Level german, Level english) {
  if (german >= Level::kB2) return 3;
  if (german == Level::kB1) return 2;
  return (german == Level::kA2 ? 1 : 0) + (english >= Level::kC1 ? 1 : 0);
}
inline int experience_points(const CardPerson& person) {
  if (person.months_7y_tenths >= 600) return 3;
  return person.months_5y_tenths >= 245 ? 2 : 0;
}
inline int age_points(std::int64_t age) {
  return age <= 35 ? 2 : age <= 40 ? 1 : 0;
}

inline Card card(const CardPerson& person) {
  if (person.age < 18) return Card::kMinor;
  if (person.funds_cents < 1'309'200) return Card::kFunds;
  if (person.qualification == Qualification::kNone) return Card::kNoBasis;
  if (person.recognised) return Card::kSkilled;
  if (person.german == Level::kNone && person.english < Level::kB2) return Card::kNoBasis;
  const int points = language_points(person.german, person.english) + experience_points(person) +
                     age_points(person.age) + (person.stay_months >= 6 ? 1 : 0) +
                     (person.shortage ? 1 : 0) + (person.partner_qualifies ? 1 : 0);
  return points >= 6 ? Card::kPoints : Card::kTooFewPoints;
}

}  // namespace alternat::bench
