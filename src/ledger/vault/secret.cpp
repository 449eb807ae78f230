// SPDX-License-Identifier: EUPL-1.2
// The calls into libsodium.
#include "ledger/vault/secret.h"

#include <sodium.h>

#include "base/assert.h"
#include "ledger/sha256.h"

namespace alternat::ledger::vault {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* data_of(std::string* bytes) {
  return reinterpret_cast<unsigned char*>(bytes->data());
}

}  // namespace

SecretKey SecretKey::random(RandomSource* random) {
  SecretKey key;
  random->fill(key.bytes_.data(), key.bytes_.size());
  return key;
}

SecretKey SecretKey::from_bytes(std::string_view bytes) {
  SecretKey key;
  ALTERNAT_ASSERT(bytes.size() == key.bytes_.size());
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::derive(std::string_view label) const {
  Hash hash = hmac_sha256(bytes(), label);
  SecretKey key = from_bytes(bytes_of(hash));
  sodium_memzero(hash.data(), hash.size());
  return key;
}

std::string seal(const SecretKey& key, std::string_view text, std::string_view context,
                 RandomSource* random) {
  std::string sealed(kNonceBytes + text.size() + kTagBytes, '\0');
  random->fill(data_of(&sealed), kNonceBytes);
  const int code = crypto_aead_xchacha20poly1305_ietf_encrypt(
      data_of(&sealed) + kNonceBytes, nullptr, data_of(text), text.size(), data_of(context),
      context.size(), nullptr, data_of(&sealed), key.data());
  ALTERNAT_ASSERT(code == 0);
  return sealed;
}

std::optional<std::string> open_sealed(const SecretKey& key, std::string_view sealed,
                                       std::string_view context) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  std::string text(sealed.size() - kNonceBytes - kTagBytes, '\0');
  const int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
      data_of(&text), nullptr, nullptr, data_of(sealed) + kNonceBytes, sealed.size() - kNonceBytes,
      data_of(context), context.size(), data_of(sealed), key.data());
  if (code != 0) return std::nullopt;
  return text;
}

}  // namespace alternat::ledger::vault
