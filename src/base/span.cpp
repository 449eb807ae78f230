// SPDX-License-Identifier: EUPL-1.2
// How a place prints.
#include "base/span.h"

namespace alternat {

std::string to_string(const SourceSpan& span) {
  std::string text = span.file;
  if (span.line == 0) return text;
  text += ":" + std::to_string(span.line);
  if (span.column != 0) text += ":" + std::to_string(span.column);
  return text;
}

}  // namespace alternat
