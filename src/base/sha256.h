// SPDX-License-Identifier: EUPL-1.2
// SHA-256 (FIPS 180-4) of bytes at once, as the library of the distribution computes it.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace alternat {

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes);
// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string to_hex(std::string_view bytes);

}  // namespace alternat
