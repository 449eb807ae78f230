// SPDX-License-Identifier: EUPL-1.2
// Diagnostics collects everything that is wrong with what a person wrote, with positions, so that
// one reading names all of it and never the first error only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace alternat {

enum class Severity { kWarning, kError };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;     // stable, dotted
  std::string message;  // what, why, what to do
  SourceSpan span;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

class Diagnostics {
 public:
  void error(std::string_view code, std::string message, SourceSpan span);
  void warning(std::string_view code, std::string message, SourceSpan span);
  void add(Diagnostic diagnostic);
  void append(const Diagnostics& other);

  bool has_errors() const;
  bool empty() const { return items_.empty(); }
  // In the order found; sort_by_place() orders by file, line, column.
  const std::vector<Diagnostic>& items() const { return items_; }
  void sort_by_place();
  // The errors as one Error (code of the first error, all messages, all spans). Asserts
  // has_errors().
  Error to_error(Fault fault) const;

 private:
  std::vector<Diagnostic> items_;
};

// "file:line:column: error: message [code]"
std::string to_string(const Diagnostic& diagnostic);

// The nearest of `known` to `given` within a third of its length (edit distance), or "" : for
// "did you mean" hints on unknown names. Cost: O(known * length^2).
std::string nearest_name(std::string_view given, const std::vector<std::string>& known);

}  // namespace alternat
