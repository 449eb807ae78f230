// SPDX-License-Identifier: EUPL-1.2
// Collecting, ordering and printing what is wrong, and the near-miss hint.
#include "base/diagnostics.h"

#include <algorithm>

#include "base/assert.h"

namespace alternat {

namespace {

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({above + 1, row[j - 1] + 1, replaced});
      diagonal = above;
    }
  }
  return row[right.size()];
}

}  // namespace

void Diagnostics::error(std::string_view code, std::string message, SourceSpan span) {
  add({Severity::kError, std::string(code), std::move(message), std::move(span)});
}

void Diagnostics::warning(std::string_view code, std::string message, SourceSpan span) {
  add({Severity::kWarning, std::string(code), std::move(message), std::move(span)});
}

void Diagnostics::add(Diagnostic diagnostic) {
  items_.push_back(std::move(diagnostic));
}

void Diagnostics::append(const Diagnostics& other) {
  const std::vector<Diagnostic> copy = other.items_;  // other may be this
  items_.insert(items_.end(), copy.begin(), copy.end());
}

bool Diagnostics::has_errors() const {
  return std::any_of(items_.begin(), items_.end(),
                     [](const Diagnostic& item) { return item.severity == Severity::kError; });
}

void Diagnostics::sort_by_place() {
  std::stable_sort(
      items_.begin(), items_.end(),
      [](const Diagnostic& left, const Diagnostic& right) { return left.span < right.span; });
}

Error Diagnostics::to_error(Fault fault) const {
  ALTERNAT_ASSERT(has_errors());
  Error error;
  error.fault = fault;
  for (const Diagnostic& item : items_) {
    if (item.severity != Severity::kError) continue;
    if (error.code.empty()) error.code = item.code;
    if (!error.message.empty()) error.message += '\n';
    error.message += item.message;
    error.spans.push_back(item.span);
  }
  return error;
}

std::string to_string(const Diagnostic& diagnostic) {
  std::string text = to_string(diagnostic.span);
  if (!text.empty()) text += ": ";
  text += diagnostic.severity == Severity::kError ? "error: " : "warning: ";
  return text + diagnostic.message + " [" + diagnostic.code + "]";
}

std::string nearest_name(std::string_view given, const std::vector<std::string>& known) {
  std::string nearest;
  std::size_t best = std::max<std::size_t>(1, given.size() / 3) + 1;
  for (const std::string& name : known) {
    const std::size_t distance = edit_distance(given, name);
    if (distance < best && distance < name.size()) {
      best = distance;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace alternat
