// SPDX-License-Identifier: EUPL-1.2
// ColdTables: the tables as they stood when a snapshot was written, read where they lie in the
// file. A case that changes afterwards is replaced here and lives on in Tables. Looks may come from
// several threads; what changes (`replace`, `drop_rows`) needs them to be away.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "projections/case_codec.h"
#include "projections/case_row.h"
#include "projections/kept_version.h"
#include "projections/snapshot_file.h"

namespace alternat::projections {

// What the directory says of a case, without its row.
enum CaseFlag : std::uint32_t {
  kCaseEnded = 1,
  kCaseDecides = 2,  // a decision is due
  kCaseMarked = 4,   // a task has a follow-up day or was handed up
  kCaseMoved = 8,    // was migrated
  kCaseOfPerson = 16,
};
std::uint32_t flags_of(const CaseRow& row);

struct ColdCase {
  std::uint64_t offset;  // in Section::kRows
  std::uint64_t check;   // of its bytes there
  std::int64_t opened_at;
  std::uint32_t size;
  std::uint32_t id_end;  // in Section::kIds; it begins where the one before ends
  std::uint32_t partnership, procedure, hash;  // words
  std::uint32_t flags;
};
struct ColdTimer {
  std::int64_t due;
  std::uint64_t token;
  std::uint32_t of;
  std::uint32_t element;
};
struct ColdTask {
  std::int64_t due;  // kNeverDue: none
  std::uint64_t token;
  std::uint32_t of;
  std::uint32_t element;
};
struct ColdCount {
  std::uint64_t position;
  std::uint32_t of;
  std::int32_t day;
};
constexpr std::int64_t kNeverDue = INT64_MAX;

// Of a case's bytes.
std::uint64_t check_of(std::string_view bytes);

struct ColdRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

using RoleKey = std::pair<std::string, std::string>;  // role, partnership

class ColdTables {
 public:
  // Gives a case again from its own records, where its bytes were damaged.
  using Repair =
      std::function<Result<CaseRow>(const std::string& partnership, const std::string& id)>;

  // Error snapshot.damaged.
  static Result<std::unique_ptr<ColdTables>> open(std::unique_ptr<SnapshotFile> file);
  void repair_with(Repair repair) { repair_ = std::move(repair); }

  const SnapshotOf& of() const { return file_->of(); }
  std::size_t file_size() const { return file_->size(); }
  std::span<const ColdCase> cases() const { return cases_; }
  std::span<const ColdTimer> timers() const { return timers_; }
  std::span<const ColdTask> tasks() const { return tasks_; }
  std::span<const ColdCount> counts() const { return counts_; }
  // Of tasks(), by role; of counts(), by key.
  const std::map<std::string, ColdRange, std::less<>>& roles() const { return roles_; }
  const std::map<std::string, ColdRange, std::less<>>& count_keys() const { return count_keys_; }
  // Open tasks by role and partnership, with those of cases that were replaced.
  const std::map<RoleKey, std::size_t>& task_counts() const { return task_counts_; }
  const Words& words() const { return words_; }
  const std::string& word(std::uint32_t number) const { return words_.at(number); }
  std::string_view id(std::uint32_t index) const;
  std::string_view row_bytes(std::uint32_t index) const;

  // Also of those that were replaced. Logarithmic.
  std::optional<std::uint32_t> find(std::string_view partnership, std::string_view id) const;
  bool is_replaced(std::uint32_t index) const { return replaced_[index]; }
  void replace(std::uint32_t index);
  // The case as it stood: read anew, or kept until `drop_rows`.
  CaseRow read(std::uint32_t index) const;
  const CaseRow& row(std::uint32_t index) const;
  std::size_t rows_kept() const;
  void drop_rows() { rows_.clear(); }
  // Cases whose bytes were damaged and that were folded again.
  std::size_t repaired() const;

  // Taken over by Tables when it opens the snapshot.
  BesideRows beside;
  std::vector<KeptVersion> versions;

 private:
  ColdTables() = default;
  Status load();
  bool fits() const;

  std::unique_ptr<SnapshotFile> file_;
  Repair repair_;
  Words words_;
  std::span<const ColdCase> cases_;
  std::span<const ColdTimer> timers_;
  std::span<const ColdTask> tasks_;
  std::span<const ColdCount> counts_;
  std::map<std::string, ColdRange, std::less<>> roles_;
  std::map<std::string, ColdRange, std::less<>> count_keys_;
  std::map<RoleKey, std::size_t> task_counts_;
  std::vector<bool> replaced_;
  mutable std::mutex rows_mutex_;
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<CaseRow>> rows_;
  mutable std::size_t repaired_ = 0;
};

}  // namespace alternat::projections
