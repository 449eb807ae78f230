// SPDX-License-Identifier: EUPL-1.2
// gzip (RFC 1952) of an answer's body.
#pragma once

#include <string>
#include <string_view>

namespace alternat::api {

// `level` 1 (fast) to 9 (small). Deterministic: no name, no time stamp.
std::string gzip(std::string_view text, int level);

}  // namespace alternat::api
