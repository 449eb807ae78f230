// SPDX-License-Identifier: EUPL-1.2
// SHA-256 with the digest looked up once: for ids of many small texts. Private to prepared.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <string_view>

#include "base/assert.h"

namespace alternat::prepared {

class Hasher {
 public:
  Hasher() : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    ALTERNAT_ASSERT(digest_ && context_);
  }
  ~Hasher() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(digest_);
  }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  // The first 32 hex digits of the hash of both texts behind one another; valid until the next.
  std::string_view hex32(std::string_view first, std::string_view second) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
    unsigned size = 0;
    const bool done = EVP_DigestInit_ex2(context_, digest_, nullptr) == 1 &&
                      EVP_DigestUpdate(context_, first.data(), first.size()) == 1 &&
                      EVP_DigestUpdate(context_, second.data(), second.size()) == 1 &&
                      EVP_DigestFinal_ex(context_, hash.data(), &size) == 1;
    ALTERNAT_ASSERT(done);
    static constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < hex_.size(); ++i)
      hex_[i] = kDigits[i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15];
    return {hex_.data(), hex_.size()};
  }

 private:
  EVP_MD* digest_;
  EVP_MD_CTX* context_;
  std::array<char, 32> hex_{};
};

}  // namespace alternat::prepared
