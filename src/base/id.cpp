// SPDX-License-Identifier: EUPL-1.2
// Checking the text of an id, and the two sources of randomness (libsodium beneath).
#include "base/id.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace alternat {

namespace {

bool is_id_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

}  // namespace

Status check_id_text(std::string_view text) {
  constexpr std::size_t kBytesMax = 80;
  std::string why;
  if (text.empty()) {
    why = "it is empty";
  } else if (text.size() > kBytesMax) {
    why = "it has " + std::to_string(text.size()) + " bytes, more than 80";
  } else if (!std::all_of(text.begin(), text.end(), is_id_character)) {
    why = "it has other characters than A-Z a-z 0-9 _ . -";
  } else {
    return {};
  }
  return Error{Fault::kMalformed, "id.malformed", "This is not an id: " + why + ".", {}};
}

std::string RandomSource::new_id_text(std::string_view prefix) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, 16> bytes{};
  fill(bytes.data(), bytes.size());
  std::string text(prefix);
  text += '_';
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  ALTERNAT_ASSERT(check_id_text(text).ok());
  return text;
}

void SystemRandom::fill(unsigned char* bytes, std::size_t size) {
  ALTERNAT_ASSERT(sodium_init() >= 0);
  randombytes_buf(bytes, size);
}

SeededRandom::SeededRandom(std::uint64_t seed) : seed_(seed) {}

void SeededRandom::fill(unsigned char* bytes, std::size_t size) {
  // Each call is its own ChaCha20 stream: the key is the seed and the number of the call.
  std::array<unsigned char, randombytes_SEEDBYTES> key{};
  for (std::size_t i = 0; i < 8; ++i) {
    key[i] = static_cast<unsigned char>(seed_ >> (8 * i));
    key[8 + i] = static_cast<unsigned char>(counter_ >> (8 * i));
  }
  ++counter_;
  randombytes_buf_deterministic(bytes, size, key.data());
}

}  // namespace alternat
