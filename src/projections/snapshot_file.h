// SPDX-License-Identifier: EUPL-1.2
// The file of a snapshot: sections of bytes with their SHA-256 behind a header that says of which
// ledger and up to which record. Written beside its place and renamed, so that a stop at any moment
// leaves the old file or none; read through mmap, the cases' own bytes only when they are asked
// for. It is never the truth: whatever is wrong with it, the tables are folded from the ledger.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/record.h"

namespace alternat::projections {

// Raised with every change of what a file holds or of what the fold makes of a record: an older
// file is then not read.
constexpr std::uint32_t kSnapshotFormat = 2;

enum class Section : std::uint32_t {
  kWords,      // texts that rows share
  kCases,      // ColdCase, by partnership and id
  kIds,        // their ids, one behind the other
  kTimers,     // ColdTimer, by moment
  kTasks,      // ColdTask, by role and deadline
  kCounts,     // ColdCount, by key, in the order of the log
  kDirectory,  // ranges of kTasks by role and of kCounts by key; how many tasks lie where
  kBeside,     // substitutions, incidents, messages, kept versions
  kRows,       // cases as bytes: each has its own check in kCases, so that none need be read
};
constexpr std::size_t kSectionCount = 9;

// Which ledger, and how far: the position and the hash of the last record that is in the tables.
struct SnapshotOf {
  std::uint64_t position = 0;
  ledger::Hash record = {};
};

class SnapshotFile {
 public:
  // Reads and checks all but kRows. Errors: snapshot.absent; snapshot.format (another version of
  // Alternat wrote it); snapshot.damaged (cut, altered, or no snapshot at all).
  static Result<std::unique_ptr<SnapshotFile>> open(const std::string& path);
  ~SnapshotFile();
  SnapshotFile(const SnapshotFile&) = delete;
  SnapshotFile& operator=(const SnapshotFile&) = delete;

  const SnapshotOf& of() const { return of_; }
  // Holds as long as this.
  std::string_view section(Section which) const {
    return sections_[static_cast<std::size_t>(which)];
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  SnapshotFile() = default;
  Status check();

  std::string_view bytes_;  // mapped
  SnapshotOf of_;
  std::array<std::string_view, kSectionCount> sections_;
};

// Writes one file: the sections in any order, each in as many parts as one likes.
class SnapshotWriter {
 public:
  // To `path` + ".new". Error snapshot.write_failed.
  static Result<std::unique_ptr<SnapshotWriter>> create(const std::string& path);
  // Removes what was not finished.
  ~SnapshotWriter();
  SnapshotWriter(const SnapshotWriter&) = delete;
  SnapshotWriter& operator=(const SnapshotWriter&) = delete;

  void append(std::string_view bytes);
  // What was appended since the last one is the section.
  void end_section(Section which);
  // All sections are there: the file takes its place, durably. Error snapshot.write_failed.
  Status finish(const SnapshotOf& of);

 private:
  explicit SnapshotWriter(std::string path);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alternat::projections
