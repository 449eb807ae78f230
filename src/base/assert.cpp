// SPDX-License-Identifier: EUPL-1.2
// A bug was found: say where and stop, before it can decide anything.
#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace alternat {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
  std::fflush(stderr);
  std::abort();
}

}  // namespace alternat
