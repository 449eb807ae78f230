// SPDX-License-Identifier: EUPL-1.2
// DueIndex: timers by the moment they are due, open tasks by role and deadline, of all cases: a
// million cost nothing until they are due. Folded beside the cases; of cases that did not change
// since a snapshot it reads the order there. Holds no value of its own.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "projections/case_row.h"
#include "projections/cold_tables.h"

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

  // From now on the timers and tasks of `cold` (nullptr: none) stand beside those that were added;
  // it outlives this.
  void attach(const ColdTables* cold);
  // The case, as it stands in the snapshot, was just replaced there.
  void forget_cold(const CaseRow& row);

  // The earliest timer that runs; nullopt if none does. Constant.
  std::optional<Instant> next_due() const;
  // Timers due by `moment`, earliest first, at most `count_max`; suspended ones are never due.
  std::vector<DueTimer> due_by(Instant moment, std::size_t count_max) const;
  // The first `count_max` tasks of a role ("" = every role) in a partnership ("" = all), by
  // deadline; those without one last. Cost: what is given, and what is passed over.
  std::vector<TaskRow> tasks(std::string_view role, std::string_view partnership,
                             std::size_t count_max) const;
  // Every task whose deadline is `moment` or before, by deadline. Cost: what is given.
  std::vector<TaskRow> tasks_due_by(Instant moment) const;
  // How many there are. Cost: the number of roles and partnerships.
  std::size_t task_count(std::string_view role, std::string_view partnership) const;

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
  using Entries = std::set<Entry, Earlier>;
  class TaskCursor;

  const std::string* word(const std::string& text) { return &*words_.insert(text).first; }
  Entry entry_of(const CaseRow& row, const procedures::SetTimer& timer);
  Entry entry_of(const CaseRow& row, const procedures::OpenTask& task);
  std::set<std::string, std::less<>> roles() const;
  TaskCursor cursor_of(std::string_view role) const;
  static TaskCursor* first_of(std::vector<TaskCursor>& cursors);

  std::set<std::string, std::less<>> words_;  // names of elements and roles: a few hundred
  Entries timers_;
  Entries tasks_;
  const ColdTables* cold_ = nullptr;
  std::size_t cold_timer_ = 0;  // the first of the snapshot's that still stands
  // Of tasks_, by role and partnership, less those of the snapshot that were replaced.
  std::map<RoleKey, std::int64_t> task_counts_;
};

}  // namespace alternat::projections
