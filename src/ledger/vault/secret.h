// SPDX-License-Identifier: EUPL-1.2
// Keys of 256 bits that wipe themselves, and sealing with XChaCha20-Poly1305 (libsodium's AEAD).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace alternat::ledger::vault {

class SecretKey {
 public:
  SecretKey() = default;
  static SecretKey random(RandomSource* random);
  // Asserts 32 bytes.
  static SecretKey from_bytes(std::string_view bytes);
  ~SecretKey();
  SecretKey(SecretKey&&) = default;
  SecretKey& operator=(SecretKey&&) = default;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  const unsigned char* data() const { return bytes_.data(); }
  // HMAC-SHA-256 of the label under this key: an independent key for another use.
  SecretKey derive(std::string_view label) const;

 private:
  std::array<unsigned char, 32> bytes_{};
};

// nonce (24 bytes) || ciphertext and tag. `context` is authenticated, not kept.
std::string seal(const SecretKey& key, std::string_view text, std::string_view context,
                 RandomSource* random);
// Empty: not sealed with this key and context, or changed since.
std::optional<std::string> open_sealed(const SecretKey& key, std::string_view sealed,
                                       std::string_view context);

}  // namespace alternat::ledger::vault
