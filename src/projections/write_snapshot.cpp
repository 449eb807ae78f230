// SPDX-License-Identifier: EUPL-1.2
// Writes the next snapshot from the one before and what changed since: both are in order, so every
// section is a merge; bytes of cases that did not change are copied as they lie.
#include <algorithm>
#include <set>
#include <tuple>

#include "base/assert.h"
#include "projections/snapshot.h"

namespace alternat::projections {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

template <typename Item>
std::string_view bytes_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

class Merge {
 public:
  Merge(SnapshotDraft draft, const ColdTables* before, SnapshotWriter& out)
      : draft_(std::move(draft)), before_(before), out_(out) {}

  void write() {
    rows();
    timers();
    tasks();
    counts();
    out_.append(directory_.bytes());
    out_.end_section(Section::kDirectory);
    out_.append(draft_.beside);
    out_.end_section(Section::kBeside);
    ByteWriter words;
    words.number(draft_.words.size());
    for (std::uint32_t i = 0; i < draft_.words.size(); ++i) words.text(draft_.words.at(i));
    out_.append(words.bytes());
    out_.end_section(Section::kWords);
  }

 private:
  std::uint32_t cold_count() const {
    return before_ ? static_cast<std::uint32_t>(before_->cases().size()) : 0;
  }

  // All cases in order: numbers them anew, and writes rows, directory and ids.
  void rows() {
    cold_to_new_.assign(cold_count(), kNone);
    std::uint32_t cold = 0;
    for (std::uint32_t hot = 0; hot < draft_.cases.size(); ++hot) {
      const DraftCase& one = draft_.cases[hot];
      for (; cold < cold_count() && is_before(cold, one); ++cold) keep(cold);
      if (cold < cold_count() && draft_.replaced[cold] && is_same(cold, one))
        cold_to_new_[cold++] = static_cast<std::uint32_t>(cases_.size());
      hot_to_new_.push_back(static_cast<std::uint32_t>(cases_.size()));
      add({0, check_of(one.bytes), one.opened_at, 0, 0, draft_.words.add(one.partnership),
           one.procedure, one.hash, one.flags},
          one.bytes, one.id);
    }
    for (; cold < cold_count(); ++cold) keep(cold);
    out_.end_section(Section::kRows);
    out_.append(bytes_of(cases_));
    out_.end_section(Section::kCases);
    out_.append(ids_);
    out_.end_section(Section::kIds);
    ids_.clear();
  }
  bool is_before(std::uint32_t cold, const DraftCase& hot) const {
    const std::string_view partnership = before_->word(before_->cases()[cold].partnership);
    const std::string_view id = before_->id(cold), hot_partnership = hot.partnership,
                           hot_id = hot.id;
    return std::tie(partnership, id) < std::tie(hot_partnership, hot_id);
  }
  bool is_same(std::uint32_t cold, const DraftCase& hot) const {
    return before_->word(before_->cases()[cold].partnership) == hot.partnership &&
           before_->id(cold) == hot.id;
  }
  // The numbers of words stay, so its bytes still say the same; damaged ones still show.
  void keep(std::uint32_t cold) {
    ALTERNAT_ASSERT(!draft_.replaced[cold]);
    cold_to_new_[cold] = static_cast<std::uint32_t>(cases_.size());
    add(before_->cases()[cold], before_->row_bytes(cold), before_->id(cold));
  }
  void add(ColdCase one, std::string_view bytes, std::string_view id) {
    ids_.append(id);
    one.offset = rows_end_;
    one.size = static_cast<std::uint32_t>(bytes.size());
    one.id_end = static_cast<std::uint32_t>(ids_.size());
    cases_.push_back(one);
    out_.append(bytes);
    rows_end_ += bytes.size();
  }

  template <typename Item>
  bool is_earlier(const Item& a, const Item& b) const {
    if (a.due != b.due) return a.due < b.due;
    if (a.of != b.of) return a.of < b.of;
    if (a.token != b.token) return a.token < b.token;
    return draft_.words.at(a.element) < draft_.words.at(b.element);
  }
  // Of the snapshot before, those that still stand; with `hot`, in order.
  template <typename Item>
  std::vector<Item> merged(std::span<const Item> cold, std::vector<Item> hot) const {
    const auto earlier = [&](const Item& a, const Item& b) { return is_earlier(a, b); };
    std::sort(hot.begin(), hot.end(), earlier);
    std::vector<Item> standing;
    for (Item item : cold) {
      if (draft_.replaced[item.of]) continue;
      item.of = cold_to_new_[item.of];
      standing.push_back(item);
    }
    std::vector<Item> all;
    all.reserve(standing.size() + hot.size());
    std::merge(standing.begin(), standing.end(), hot.begin(), hot.end(), std::back_inserter(all),
               earlier);
    return all;
  }

  void timers() {
    std::vector<ColdTimer> hot;
    for (std::size_t i = 0; i < draft_.cases.size(); ++i)
      for (const DraftCase::Timer& timer : draft_.cases[i].timers)
        hot.push_back({timer.due, timer.token, hot_to_new_[i], timer.element});
    out_.append(bytes_of(
        merged(before_ ? before_->timers() : std::span<const ColdTimer>(), std::move(hot))));
    out_.end_section(Section::kTimers);
  }

  void tasks() {
    std::map<std::string, std::vector<ColdTask>> by_role;
    for (std::size_t i = 0; i < draft_.cases.size(); ++i)
      for (const DraftCase::Task& task : draft_.cases[i].tasks)
        by_role[draft_.words.at(task.role)].push_back(
            {task.due, task.token, hot_to_new_[i], task.element});
    if (before_)
      for (const auto& [role, range] : before_->roles()) by_role[role];
    directory_.number(by_role.size());
    std::map<RoleKey, std::size_t> task_counts;
    std::size_t end = 0;
    for (auto& [role, hot] : by_role) {
      std::span<const ColdTask> cold;
      if (before_)
        if (const auto found = before_->roles().find(role); found != before_->roles().end())
          cold = before_->tasks().subspan(found->second.begin,
                                          found->second.end - found->second.begin);
      const std::vector<ColdTask> all = merged(cold, std::move(hot));
      std::map<std::uint32_t, std::size_t> of_partnership;
      for (const ColdTask& task : all) ++of_partnership[cases_[task.of].partnership];
      for (const auto& [word, count] : of_partnership)
        task_counts[{role, draft_.words.at(word)}] = count;
      range(role, end, all.size());
      out_.append(bytes_of(all));
    }
    out_.end_section(Section::kTasks);
    // Behind the ranges of the counts: see counts().
    tail_.number(task_counts.size());
    for (const auto& [key, count] : task_counts) {
      tail_.text(key.first);
      tail_.text(key.second);
      tail_.number(count);
    }
  }
  void range(const std::string& name, std::size_t& end, std::size_t size) {
    directory_.text(name);
    directory_.number(end);
    directory_.number(end += size);
  }

  void counts() {
    std::set<std::string> keys;
    for (const auto& [key, counts] : draft_.counts) keys.insert(key);
    if (before_)
      for (const auto& [key, range] : before_->count_keys()) keys.insert(key);
    directory_.number(keys.size());
    std::size_t end = 0;
    for (const std::string& key : keys) {
      std::vector<ColdCount> all;
      if (before_)
        if (const auto found = before_->count_keys().find(key);
            found != before_->count_keys().end())
          for (std::size_t i = found->second.begin; i < found->second.end; ++i) {
            ColdCount count = before_->counts()[i];
            count.of = cold_to_new_[count.of];
            all.push_back(count);
          }
      if (const auto found = draft_.counts.find(key); found != draft_.counts.end())
        for (const Count& count : found->second)
          all.push_back({count.position, number_of(key.substr(0, key.find('|')), count.stream),
                         count.effective_on.days()});
      range(key, end, all.size());
      out_.append(bytes_of(all));
    }
    out_.end_section(Section::kCounts);
    directory_.append(tail_.bytes());
  }
  // What was counted since is of a case that changed since.
  std::uint32_t number_of(const std::string& partnership, const std::string& id) const {
    const auto found = std::lower_bound(
        draft_.cases.begin(), draft_.cases.end(), std::tie(partnership, id),
        [](const DraftCase& a, const auto& key) { return std::tie(a.partnership, a.id) < key; });
    ALTERNAT_ASSERT(found != draft_.cases.end() && found->id == id);
    return hot_to_new_[static_cast<std::size_t>(found - draft_.cases.begin())];
  }

  SnapshotDraft draft_;
  const ColdTables* before_;
  SnapshotWriter& out_;
  std::vector<ColdCase> cases_;
  std::string ids_;
  std::uint64_t rows_end_ = 0;
  std::vector<std::uint32_t> cold_to_new_, hot_to_new_;
  ByteWriter directory_, tail_;
};

}  // namespace

Status write_snapshot(SnapshotDraft draft, const ColdTables* before, const std::string& path,
                      ledger::Store& ledger) {
  SnapshotOf of;
  of.position = draft.position;
  Result<ledger::Hash> hash = hash_at(ledger, of.position);
  if (!hash) return hash.error();
  of.record = *hash;
  Result<std::unique_ptr<SnapshotWriter>> writer = SnapshotWriter::create(path);
  if (!writer) return writer.error();
  Merge(std::move(draft), before, **writer).write();
  return (*writer)->finish(of);
}

}  // namespace alternat::projections
