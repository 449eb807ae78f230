// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's SHA-256 with a prefetched digest and one context a thread.
#include "ledger/sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/assert.h"

namespace alternat::ledger {
namespace {

struct Digest {
  Digest() : md(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context(EVP_MD_CTX_new()) {
    ALTERNAT_ASSERT(md != nullptr && context != nullptr);
  }
  ~Digest() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(md);
  }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  EVP_MD* md;
  EVP_MD_CTX* context;
};

}  // namespace

Hash sha256(std::string_view bytes) {
  return sha256(bytes, {}, {});
}

Hash sha256(std::string_view first, std::string_view second, std::string_view third) {
  thread_local Digest digest;
  Hash hash;
  bool ok = EVP_DigestInit_ex(digest.context, digest.md, nullptr) == 1;
  for (std::string_view part : {first, second, third})
    ok = ok && EVP_DigestUpdate(digest.context, part.data(), part.size()) == 1;
  ok = ok && EVP_DigestFinal_ex(digest.context, hash.data(), nullptr) == 1;
  ALTERNAT_ASSERT(ok);
  return hash;
}

Hash hmac_sha256(std::string_view key, std::string_view message) {
  Hash hash;
  unsigned size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(message.data());
  const bool ok = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, message.size(),
                       hash.data(), &size) != nullptr;
  ALTERNAT_ASSERT(ok && size == hash.size());
  return hash;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (char c : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    text.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return text;
}

}  // namespace alternat::ledger
