// SPDX-License-Identifier: EUPL-1.2
#include "projections/cold_tables.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/assert.h"
#include "base/sha256.h"

namespace alternat::projections {
namespace {

Error unreadable(const char* what) {
  return {Fault::kUnavailable,
          "snapshot.damaged",
          std::string("The snapshot of the tables is not used: ") + what +
              " do not fit. The tables are folded from the ledger, which takes longer.",
          {}};
}

template <typename Item>
std::span<const Item> items_of(std::string_view bytes) {
  return {reinterpret_cast<const Item*>(bytes.data()), bytes.size() / sizeof(Item)};
}

template <typename Item>
bool refer_to(std::span<const Item> items, std::size_t cases) {
  return std::all_of(items.begin(), items.end(), [&](const Item& item) { return item.of < cases; });
}

}  // namespace

std::uint32_t flags_of(const CaseRow& row) {
  return (row.state.ended ? kCaseEnded : 0U) | (row.state.decisions.empty() ? 0U : kCaseDecides) |
         (row.marks.empty() ? 0U : kCaseMarked) | (row.migration ? kCaseMoved : 0U) |
         (row.subject.empty() ? 0U : kCaseOfPerson);
}

std::uint64_t check_of(std::string_view bytes) {
  const Sha256 hash = sha256(bytes);
  std::uint64_t check = 0;
  std::memcpy(&check, hash.data(), sizeof check);
  return check;
}

Result<std::unique_ptr<ColdTables>> ColdTables::open(std::unique_ptr<SnapshotFile> file) {
  std::unique_ptr<ColdTables> cold(new ColdTables);
  cold->file_ = std::move(file);
  if (Status loaded = cold->load(); !loaded) return loaded.error();
  return cold;
}

Status ColdTables::load() {
  cases_ = items_of<ColdCase>(file_->section(Section::kCases));
  timers_ = items_of<ColdTimer>(file_->section(Section::kTimers));
  tasks_ = items_of<ColdTask>(file_->section(Section::kTasks));
  counts_ = items_of<ColdCount>(file_->section(Section::kCounts));
  ByteReader words(file_->section(Section::kWords));
  for (std::size_t left = words.count(); left > 0; --left) words_.add(words.text());
  if (!words.is_whole()) return unreadable("its words");
  ByteReader directory(file_->section(Section::kDirectory));
  for (auto* ranges : {&roles_, &count_keys_})
    for (std::size_t left = directory.count(); left > 0; --left) {
      ColdRange& range = (*ranges)[std::string(directory.text())];
      range.begin = directory.number();
      range.end = directory.number();
    }
  for (std::size_t left = directory.count(); left > 0; --left) {
    std::string role(directory.text());
    std::string partnership(directory.text());
    task_counts_[{std::move(role), std::move(partnership)}] = directory.number();
  }
  if (!directory.is_whole()) return unreadable("its ranges");
  ByteReader rest(file_->section(Section::kBeside));
  decode_beside(rest, words_, beside);
  for (std::size_t left = rest.count(); left > 0; --left) {
    KeptVersion& kept = versions.emplace_back();
    kept.procedure = rest.text();
    kept.hash = rest.text();
    kept.positions.resize(rest.count());
    for (std::uint64_t& position : kept.positions) position = rest.number();
  }
  if (!rest.is_whole()) return unreadable("its lists");
  if (!fits()) return unreadable("its parts");
  replaced_.assign(cases_.size(), false);
  return {};
}

// The parts are those of one file and lie within each other. (Their bytes were checked.)
bool ColdTables::fits() const {
  const std::size_t rows = file_->section(Section::kRows).size();
  const std::size_t ids = file_->section(Section::kIds).size();
  std::uint32_t id_begin = 0;
  for (const ColdCase& one : cases_) {
    if (one.offset > rows || one.size > rows - one.offset) return false;
    if (one.id_end < id_begin || one.id_end > ids) return false;
    if (std::max({one.partnership, one.procedure, one.hash}) >= words_.size()) return false;
    id_begin = one.id_end;
  }
  const auto within = [](const auto& ranges, std::size_t size) {
    return std::all_of(ranges.begin(), ranges.end(), [&](const auto& one) {
      return one.second.begin <= one.second.end && one.second.end <= size;
    });
  };
  return refer_to(timers_, cases_.size()) && refer_to(tasks_, cases_.size()) &&
         refer_to(counts_, cases_.size()) && within(roles_, tasks_.size()) &&
         within(count_keys_, counts_.size());
}

std::string_view ColdTables::id(std::uint32_t index) const {
  const std::uint32_t begin = index == 0 ? 0 : cases_[index - 1].id_end;
  return file_->section(Section::kIds).substr(begin, cases_[index].id_end - begin);
}

std::string_view ColdTables::row_bytes(std::uint32_t index) const {
  return file_->section(Section::kRows).substr(cases_[index].offset, cases_[index].size);
}

std::optional<std::uint32_t> ColdTables::find(std::string_view partnership,
                                              std::string_view id_text) const {
  std::uint32_t begin = 0;
  auto end = static_cast<std::uint32_t>(cases_.size());
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    const std::string_view of = word(cases_[middle].partnership);
    const std::string_view its_id = id(middle);
    if (std::tie(of, its_id) < std::tie(partnership, id_text))
      begin = middle + 1;
    else
      end = middle;
  }
  const bool is_it = begin < cases_.size() && word(cases_[begin].partnership) == partnership &&
                     id(begin) == id_text;
  return is_it ? std::optional(begin) : std::nullopt;
}

void ColdTables::replace(std::uint32_t index) {
  replaced_[index] = true;
  rows_.erase(index);
}

// What lies on the disk may have changed since the start: then the case is made again from its
// records, and if that fails too there is nothing true to show.
CaseRow ColdTables::read(std::uint32_t index) const {
  CaseRow row;
  const std::string_view bytes = row_bytes(index);
  if (check_of(bytes) != cases_[index].check || !decode_case(bytes, words_, row)) {
    ALTERNAT_ASSERT(repair_ != nullptr);
    Result<CaseRow> again = repair_(word(cases_[index].partnership), std::string(id(index)));
    ALTERNAT_ASSERT(again.ok());
    const std::lock_guard lock(rows_mutex_);
    ++repaired_;
    return std::move(*again);
  }
  row.partnership = word(cases_[index].partnership);
  row.id = id(index);
  return row;
}

const CaseRow& ColdTables::row(std::uint32_t index) const {
  {
    const std::lock_guard lock(rows_mutex_);
    if (const auto found = rows_.find(index); found != rows_.end()) return *found->second;
  }
  auto made = std::make_unique<CaseRow>(read(index));
  const std::lock_guard lock(rows_mutex_);
  return *rows_.try_emplace(index, std::move(made)).first->second;
}

std::size_t ColdTables::rows_kept() const {
  const std::lock_guard lock(rows_mutex_);
  return rows_.size();
}

std::size_t ColdTables::repaired() const {
  const std::lock_guard lock(rows_mutex_);
  return repaired_;
}

}  // namespace alternat::projections
