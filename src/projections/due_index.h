// SPDX-License-Identifier: EUPL-1.2
// DueIndex: timers by the moment they are due, open tasks by role and deadline, of all cases: a
// million cost nothing until they are due. Folded beside the cases; holds no value of its own.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "projections/case_row.h"

namespace alternat::projections {

struct DueTimer {
  const CaseRow* of = nullptr;
  const procedures::SetTimer* timer = nullptr;
};

// A task somebody must do, with the case it belongs to.
struct TaskRow {
  const CaseRow* of = nullptr;
  const procedures::OpenTask* task = nullptr;
};

class DueIndex {
 public:
  // Before the case changes, and after; `row` keeps its address. Cost: logarithmic in all, for each
  // timer and task of the case.
  void remove(const CaseRow& row);
  void add(const CaseRow& row);

  // The earliest timer that runs; nullopt if none does. Constant.
  std::optional<Instant> next_due() const;
  // Timers due by `moment`, earliest first, at most `count_max`; suspended ones are never due.
  std::vector<DueTimer> due_by(Instant moment, std::size_t count_max) const;
  // Tasks of a role ("" = every role) in a partnership ("" = all), by deadline; those without one
  // last.
  std::vector<TaskRow> tasks(std::string_view role, std::string_view partnership) const;
  std::size_t timer_count() const { return timers_.size(); }

 private:
  struct Entry {
    Instant due = Instant::from_micros(0);
    const CaseRow* of = nullptr;
    procedures::TokenId token = 0;
    const std::string* element = nullptr;  // of words_
    const std::string* role = nullptr;     // of words_; nullptr for timers
  };
  struct Earlier {
    bool operator()(const Entry& a, const Entry& b) const;
  };

  const std::string* word(const std::string& text) { return &*words_.insert(text).first; }
  Entry entry_of(const CaseRow& row, const procedures::SetTimer& timer);
  Entry entry_of(const CaseRow& row, const procedures::OpenTask& task);

  std::set<std::string> words_;  // names of elements and roles: a few hundred
  std::set<Entry, Earlier> timers_;
  std::set<Entry, Earlier> tasks_;
};

}  // namespace alternat::projections
