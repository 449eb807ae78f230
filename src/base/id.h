// SPDX-License-Identifier: EUPL-1.2
// Id<Tag>: 128 random bits with a text prefix ("case_3f…", "SYN-case_…" in the demo). Ids of two
// tags cannot be mixed. The text form is the identity: prefix, '_', 32 lower-case hex digits.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

template <typename Tag>
class Id {
 public:
  // Error id.malformed if `text` is empty, longer than 80 bytes or has other than [A-Za-z0-9_.-].
  static Result<Id> from_text(std::string_view text);
  const std::string& text() const { return text_; }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

Status check_id_text(std::string_view text);

template <typename Tag>
Result<Id<Tag>> Id<Tag>::from_text(std::string_view text) {
  if (Status status = check_id_text(text); !status) return status.error();
  return Id(std::string(text));
}

// Where ids and nonces come from: the system's randomness, or a seed in demo and tests. Passed in.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  // Fills `size` bytes.
  virtual void fill(unsigned char* bytes, std::size_t size) = 0;
  // prefix + '_' + 32 hex digits.
  std::string new_id_text(std::string_view prefix);
};

class SystemRandom final : public RandomSource {
 public:
  void fill(unsigned char* bytes, std::size_t size) override;
};

// Deterministic (ChaCha20 stream of the seed): demo and tests only.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(unsigned char* bytes, std::size_t size) override;

 private:
  std::uint64_t seed_;
  std::uint64_t counter_ = 0;
};

}  // namespace alternat
