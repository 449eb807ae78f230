// SPDX-License-Identifier: EUPL-1.2
// ALTERNAT_ASSERT(x): a bug if false. On in release; prints the place and aborts.
#pragma once

namespace alternat {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}  // namespace alternat

#define ALTERNAT_ASSERT(x) \
  ((x) ? static_cast<void>(0) : ::alternat::assertion_failed(#x, __FILE__, __LINE__))
