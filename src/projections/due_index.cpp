// SPDX-License-Identifier: EUPL-1.2
#include "projections/due_index.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace alternat::projections {

namespace {

// Tasks without a deadline stand behind all others.
constexpr std::int64_t kNever = INT64_MAX;

}  // namespace

bool DueIndex::Earlier::operator()(const Entry& a, const Entry& b) const {
  if (a.role != nullptr && b.role != nullptr && a.role != b.role) return *a.role < *b.role;
  if (a.due != b.due) return a.due < b.due;
  if (a.of != b.of) {
    return std::tie(a.of->partnership, a.of->id) < std::tie(b.of->partnership, b.of->id);
  }
  if (a.token != b.token) return a.token < b.token;
  return a.element != b.element && *a.element < *b.element;
}

DueIndex::Entry DueIndex::entry_of(const CaseRow& row, const procedures::SetTimer& timer) {
  return {timer.due, &row, timer.token, word(timer.element), nullptr};
}

DueIndex::Entry DueIndex::entry_of(const CaseRow& row, const procedures::OpenTask& task) {
  return {task.due.value_or(Instant::from_micros(kNever)), &row, task.token, word(task.element),
          word(task.role)};
}

void DueIndex::remove(const CaseRow& row) {
  for (const procedures::SetTimer& timer : row.state.timers) timers_.erase(entry_of(row, timer));
  for (const procedures::OpenTask& task : row.state.tasks) tasks_.erase(entry_of(row, task));
}

void DueIndex::add(const CaseRow& row) {
  for (const procedures::SetTimer& timer : row.state.timers)
    if (!timer.is_suspended) timers_.insert(entry_of(row, timer));
  for (const procedures::OpenTask& task : row.state.tasks) tasks_.insert(entry_of(row, task));
}

std::optional<Instant> DueIndex::next_due() const {
  return timers_.empty() ? std::nullopt : std::optional(timers_.begin()->due);
}

std::vector<DueTimer> DueIndex::due_by(Instant moment, std::size_t count_max) const {
  std::vector<DueTimer> due;
  for (const Entry& entry : timers_) {
    if (entry.due > moment || due.size() == count_max) break;
    due.push_back({entry.of, entry.of->state.find_timer(*entry.element, entry.token)});
  }
  return due;
}

std::vector<TaskRow> DueIndex::tasks(std::string_view role, std::string_view partnership) const {
  std::vector<TaskRow> rows;
  auto entry = tasks_.begin();
  if (!role.empty()) {
    const auto known = words_.find(std::string(role));
    if (known == words_.end()) return rows;
    const CaseRow nobody;
    const std::string none;
    entry = tasks_.lower_bound({Instant::from_micros(INT64_MIN), &nobody, 0, &none, &*known});
  }
  for (; entry != tasks_.end() && (role.empty() || *entry->role == role); ++entry) {
    if (!partnership.empty() && entry->of->partnership != partnership) continue;
    rows.push_back({entry->of, entry->of->state.find_task(*entry->element, entry->token)});
  }
  if (!role.empty()) return rows;
  std::stable_sort(rows.begin(), rows.end(), [](const TaskRow& a, const TaskRow& b) {
    if (a.task->due.has_value() != b.task->due.has_value()) return a.task->due.has_value();
    return a.task->due && *a.task->due < *b.task->due;
  });
  return rows;
}

}  // namespace alternat::projections
