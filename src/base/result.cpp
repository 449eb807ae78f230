// SPDX-License-Identifier: EUPL-1.2
// How an error prints.
#include "base/result.h"

namespace alternat {

std::string to_string(const Error& error) {
  std::string text;
  for (const SourceSpan& span : error.spans) {
    text += text.empty() ? "" : ", ";
    text += to_string(span);
  }
  if (!text.empty()) text += ": ";
  return text + error.code + ": " + error.message;
}

}  // namespace alternat
