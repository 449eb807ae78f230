// SPDX-License-Identifier: EUPL-1.2
// History: dated entries of which the last that began by a day, and was known by another, holds.
// Every status in content is a history; there is no "current".
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "terms/imprecise_date.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

template <typename T>
struct HistoryEntry {
  ImpreciseDate from;
  T value{};
  LocalText reason;
  std::string decided_by;          // office id; "" = not recorded
  std::optional<Date> known_from;  // absent = always known
  Provenance provenance;
  SourceSpan span;
};

template <typename T>
class History {
 public:
  void add(HistoryEntry<T> entry) {
    entries_.push_back(std::move(entry));
    std::stable_sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
      return a.from.first_day() < b.from.first_day();
    });
  }
  // In the order of time.
  const std::vector<HistoryEntry<T>>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }
  // nullptr = nothing recorded by then.
  const HistoryEntry<T>* on(Date day, Date known_as_of) const {
    const HistoryEntry<T>* found = nullptr;
    for (const HistoryEntry<T>& entry : entries_) {
      const bool known = !entry.known_from || *entry.known_from <= known_as_of;
      if (known && entry.from.first_day() <= day) found = &entry;
    }
    return found;
  }

 private:
  std::vector<HistoryEntry<T>> entries_;
};

}  // namespace alternat::terms
