// SPDX-License-Identifier: EUPL-1.2
#include "base/sha256.h"

#include <doctest/doctest.h>

namespace alternat {

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("bytes print as lower-case hex, high ones too") {
  CHECK(to_hex(std::string_view("\x00\x7f\xff", 3)) == "007fff");
}

}  // namespace alternat
