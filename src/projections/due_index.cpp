// SPDX-License-Identifier: EUPL-1.2
#include "projections/due_index.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace alternat::projections {

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

// Tasks without a deadline stand behind all others.
DueIndex::Entry DueIndex::entry_of(const CaseRow& row, const procedures::OpenTask& task) {
  return {task.due.value_or(Instant::from_micros(kNeverDue)), &row, task.token, word(task.element),
          word(task.role)};
}

void DueIndex::remove(const CaseRow& row) {
  for (const procedures::SetTimer& timer : row.state.timers) timers_.erase(entry_of(row, timer));
  for (const procedures::OpenTask& task : row.state.tasks)
    if (tasks_.erase(entry_of(row, task)) > 0) --task_counts_[{task.role, row.partnership}];
}

void DueIndex::add(const CaseRow& row) {
  for (const procedures::SetTimer& timer : row.state.timers)
    if (!timer.is_suspended) timers_.insert(entry_of(row, timer));
  for (const procedures::OpenTask& task : row.state.tasks)
    if (tasks_.insert(entry_of(row, task)).second) ++task_counts_[{task.role, row.partnership}];
}

void DueIndex::attach(const ColdTables* cold) {
  cold_ = cold;
  cold_timer_ = 0;
  task_counts_.clear();
  for (const Entry& entry : tasks_) ++task_counts_[{*entry.role, entry.of->partnership}];
}

void DueIndex::forget_cold(const CaseRow& row) {
  for (const procedures::OpenTask& task : row.state.tasks)
    --task_counts_[{task.role, row.partnership}];
  const auto timers = cold_->timers();
  while (cold_timer_ < timers.size() && cold_->is_replaced(timers[cold_timer_].of)) ++cold_timer_;
}

std::optional<Instant> DueIndex::next_due() const {
  std::optional<Instant> first;
  if (!timers_.empty()) first = timers_.begin()->due;
  if (cold_ && cold_timer_ < cold_->timers().size()) {
    const Instant due = Instant::from_micros(cold_->timers()[cold_timer_].due);
    if (!first || due < *first) first = due;
  }
  return first;
}

namespace {

// Whether a case of the snapshot comes before another one that is due at the same moment.
bool is_earlier_case(const ColdTables& cold, std::uint32_t index, const CaseRow& other) {
  const std::string_view partnership = cold.word(cold.cases()[index].partnership);
  const std::string_view id = cold.id(index);
  const std::string_view other_partnership = other.partnership, other_id = other.id;
  return std::tie(partnership, id) < std::tie(other_partnership, other_id);
}

template <typename Item>
void skip_replaced(const ColdTables& cold, std::span<const Item> items, std::size_t& at,
                   std::size_t end) {
  while (at < end && cold.is_replaced(items[at].of)) ++at;
}

}  // namespace

std::vector<DueTimer> DueIndex::due_by(Instant moment, std::size_t count_max) const {
  std::vector<DueTimer> due;
  auto hot = timers_.begin();
  std::size_t at = cold_timer_;
  const std::span<const ColdTimer> cold = cold_ ? cold_->timers() : std::span<const ColdTimer>();
  while (due.size() < count_max) {
    if (cold_) skip_replaced(*cold_, cold, at, cold.size());
    const bool has_hot = hot != timers_.end() && hot->due <= moment;
    const bool has_cold = at < cold.size() && cold[at].due <= moment.micros();
    if (!has_hot && !has_cold) break;
    const bool takes_cold =
        has_cold &&
        (!has_hot || cold[at].due < hot->due.micros() ||
         (cold[at].due == hot->due.micros() && is_earlier_case(*cold_, cold[at].of, *hot->of)));
    if (takes_cold) {
      const CaseRow& row = cold_->row(cold[at].of);
      due.push_back({&row, row.state.find_timer(cold_->word(cold[at].element), cold[at].token)});
      ++at;
    } else {
      due.push_back({hot->of, hot->of->state.find_timer(*hot->element, hot->token)});
      ++hot;
    }
  }
  return due;
}

// The tasks of one role in order: those that were added and those of the snapshot.
class DueIndex::TaskCursor {
 public:
  TaskCursor(Entries::const_iterator hot, Entries::const_iterator hot_end, const ColdTables* cold,
             ColdRange range)
      : hot_(hot), hot_end_(hot_end), cold_(cold), range_(range) {
    settle();
  }

  bool is_done() const { return !takes_cold_ && hot_ == hot_end_; }
  std::int64_t due() const {
    return takes_cold_ ? cold_->tasks()[range_.begin].due : hot_->due.micros();
  }
  const std::string& partnership() const {
    if (!takes_cold_) return hot_->of->partnership;
    return cold_->word(cold_->cases()[cold_->tasks()[range_.begin].of].partnership);
  }
  TaskRow get() const {
    if (!takes_cold_) return {hot_->of, hot_->of->state.find_task(*hot_->element, hot_->token)};
    const ColdTask& task = cold_->tasks()[range_.begin];
    const CaseRow& row = cold_->row(task.of);
    return {&row, row.state.find_task(cold_->word(task.element), task.token)};
  }
  void advance() {
    if (takes_cold_)
      ++range_.begin;
    else
      ++hot_;
    settle();
  }

 private:
  void settle() {
    if (cold_) skip_replaced(*cold_, cold_->tasks(), range_.begin, range_.end);
    takes_cold_ = cold_ && range_.begin < range_.end;
    if (!takes_cold_ || hot_ == hot_end_) return;
    const ColdTask& task = cold_->tasks()[range_.begin];
    const std::int64_t hot_due = hot_->due.micros();
    takes_cold_ =
        task.due < hot_due || (task.due == hot_due && is_earlier_case(*cold_, task.of, *hot_->of));
  }

  Entries::const_iterator hot_, hot_end_;
  const ColdTables* cold_;
  ColdRange range_;
  bool takes_cold_ = false;
};

DueIndex::TaskCursor DueIndex::cursor_of(std::string_view role) const {
  auto begin = tasks_.end(), end = tasks_.end();
  if (const auto known = words_.find(role); known != words_.end()) {
    const CaseRow nobody;
    const std::string none;
    const Instant first = Instant::from_micros(INT64_MIN);
    begin = tasks_.lower_bound({first, &nobody, 0, &none, &*known});
    const auto next = std::next(known);
    if (next != words_.end()) end = tasks_.lower_bound({first, &nobody, 0, &none, &*next});
  }
  ColdRange range;
  if (cold_)
    if (const auto found = cold_->roles().find(role); found != cold_->roles().end())
      range = found->second;
  return {begin, end, cold_, range};
}

std::set<std::string, std::less<>> DueIndex::roles() const {
  std::set<std::string, std::less<>> all;
  for (const auto& [key, count] : task_counts_) all.insert(key.first);
  if (cold_)
    for (const auto& [role, range] : cold_->roles()) all.insert(role);
  return all;
}

// Of equal deadlines the role that comes first by name goes first.
DueIndex::TaskCursor* DueIndex::first_of(std::vector<TaskCursor>& cursors) {
  TaskCursor* first = nullptr;
  for (TaskCursor& cursor : cursors)
    if (!cursor.is_done() && (!first || cursor.due() < first->due())) first = &cursor;
  return first;
}

std::vector<TaskRow> DueIndex::tasks_due_by(Instant moment) const {
  std::vector<TaskCursor> cursors;
  for (const std::string& one : roles()) cursors.push_back(cursor_of(one));
  std::vector<TaskRow> rows;
  for (TaskCursor* first = first_of(cursors); first && first->due() <= moment.micros();
       first = first_of(cursors)) {
    rows.push_back(first->get());
    first->advance();
  }
  return rows;
}

std::vector<TaskRow> DueIndex::tasks(std::string_view role, std::string_view partnership,
                                     std::size_t count_max) const {
  std::vector<TaskCursor> cursors;
  if (!role.empty())
    cursors.push_back(cursor_of(role));
  else
    for (const std::string& one : roles()) cursors.push_back(cursor_of(one));
  std::vector<TaskRow> rows;
  while (rows.size() < count_max) {
    TaskCursor* first = first_of(cursors);
    if (!first) break;
    if (partnership.empty() || first->partnership() == partnership) rows.push_back(first->get());
    first->advance();
  }
  return rows;
}

std::size_t DueIndex::task_count(std::string_view role, std::string_view partnership) const {
  std::int64_t count = 0;
  const auto add_up = [&](const auto& counts) {
    for (const auto& [key, number] : counts)
      if ((role.empty() || key.first == role) && (partnership.empty() || key.second == partnership))
        count += static_cast<std::int64_t>(number);
  };
  add_up(task_counts_);
  if (cold_) add_up(cold_->task_counts());
  return static_cast<std::size_t>(count);
}

}  // namespace alternat::projections
