// SPDX-License-Identifier: EUPL-1.2
// Tables: what people read, folded from records in commit order and rebuildable from nothing. The
// same fold runs live and in replay; `digest` shows that both agree. Holds no personal value.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/store.h"
#include "projections/case_row.h"
#include "projections/cold_tables.h"
#include "projections/due_index.h"
#include "projections/kept_version.h"

namespace alternat::projections {

// One line of the log: enough to say what happened, by whom, in which case.
struct LogRow {
  std::uint64_t position = 0;
  std::string log;
  std::string stream;
  std::uint64_t version = 0;
  std::string command;
  std::string type;     // without its version: "TimerSetV2" is a "TimerSet"
  std::string element;  // of the procedure; "" = none
  std::string detail;   // code, outcome, message or reference, by type
  std::string actor;
  std::string purpose;
  Instant recorded_at = Instant::from_micros(0);
  Date effective_on = Date::from_days(0);
};

// An element reached in a case: what commitments and quotas are counted from.
struct Count {
  std::uint64_t position = 0;
  std::string stream;
  Date effective_on = Date::from_days(0);
};

// What is known of a case without its row, for looks over all of them.
struct CaseGlance {
  std::string_view partnership, id, procedure, hash;
  std::uint32_t flags = 0;  // CaseFlag
};

struct SnapshotDraft;
struct PreparedRecord;

class Tables {
 public:
  // Keeps the lines of the log in memory: for short logs.
  Tables();
  // Reads the lines of the log from the ledger when somebody asks; it outlives this.
  explicit Tables(ledger::Store* ledger);
  ~Tables();
  Tables(Tables&&) noexcept;
  Tables& operator=(Tables&&) noexcept;

  // Folds one record. Errors projections.gap (a position or version is missing) and record.* (a
  // body that its type does not have): the ledger and the program do not fit; nothing is changed
  // then.
  Status apply(const ledger::StoredRecord& stored);
  // The same, of a record that another thread may have read already.
  Status apply(const PreparedRecord& prepared);

  // Rows are found where they lie: a pointer holds until the next `apply`, `drop_rows` or `adopt`.
  const CaseRow* find_case(std::string_view partnership, std::string_view id) const;
  // Of one partnership, or of all for ""; newest first. Reads every row: to look over all cases
  // use `glance`.
  std::vector<const CaseRow*> cases(std::string_view partnership) const;
  // Those with a follow-up day or a task that was handed up; newest first.
  std::vector<const CaseRow*> marked_cases() const;
  std::size_t case_count() const;
  // Every case, in no order; a view holds until the visitor returns.
  void glance(const std::function<void(const CaseGlance&)>& visit) const;
  // The first `count_max` open tasks of a role ("" = every role) in a partnership ("" = all), by
  // deadline; those without one last.
  std::vector<TaskRow> tasks(std::string_view role, std::string_view partnership,
                             std::size_t count_max = SIZE_MAX) const;
  // Every open task whose deadline is `moment` or before, by deadline.
  std::vector<TaskRow> tasks_due_by(Instant moment) const { return due_.tasks_due_by(moment); }
  // How many there are; no row is read.
  std::size_t task_count(std::string_view role, std::string_view partnership) const {
    return due_.task_count(role, partnership);
  }
  // Timers due by `moment`, earliest first, at most `count_max`. Cost: what is due, not what runs.
  std::vector<DueTimer> due_timers(Instant moment, std::size_t count_max = SIZE_MAX) const;
  // When the next one is due; nullopt if none runs. Constant.
  std::optional<Instant> next_due() const { return due_.next_due(); }
  // How often the element of the procedure was completed in the partnership in the period.
  std::vector<Count> counts(std::string_view partnership, std::string_view procedure,
                            std::string_view element, const Period& period) const;
  // A line of the log; nullopt if there is none.
  std::optional<LogRow> find_record(std::uint64_t position) const;
  // The lines of a case, in order.
  std::vector<LogRow> lines_of(const CaseRow& row) const;
  // The lines before a position (0: from the last), newest first, until the visitor says false.
  void walk_back(std::uint64_t before, const std::function<bool(const LogRow&)>& visit) const;
  // The last `count_max` rows of a partnership ("" = all), newest first.
  std::vector<LogRow> recent(std::string_view partnership, std::size_t count_max) const;

  // Everybody who stands in for somebody, in the order of recording.
  const std::vector<Substitution>& substitutions() const { return substitutions_; }
  // Whether `actor` stands in for `absent` in the role on the day.
  bool stands_in(std::string_view actor, std::string_view absent, std::string_view role,
                 Date on) const;
  // Every incident, in the order in which they were raised.
  const std::vector<IncidentRow>& incidents() const { return incidents_; }
  // Messages that cases threw, in the order of the log.
  const std::vector<ThrownMessage>& thrown() const { return thrown_; }
  // Those that wait to be delivered.
  std::vector<ThrownMessage> outbox() const;
  // The kept version of a procedure; nullptr if no case ever began on it here.
  const KeptVersion* find_version(std::string_view hash) const;
  // Every kept version, by hash.
  const std::map<std::string, KeptVersion, std::less<>>& versions() const { return versions_; }

  std::uint64_t last_position() const { return last_position_; }
  // Whether the lines of the log are kept here, so that `prepare` must read every body.
  bool keeps_lines() const { return ledger_ == nullptr; }
  // SHA-256 over every table in a fixed order: live and replayed tables with one digest are the
  // same.
  std::string digest() const;

  // Begins with what a snapshot holds. Only for tables that folded nothing.
  void begin_with(std::unique_ptr<ColdTables> cold);
  // All that changed since the snapshot these tables began with, to be written as the next one.
  SnapshotDraft draft() const;
  // The snapshot written from that draft takes the place of the one before; what did not change
  // since is forgotten here and read there.
  void adopt(std::unique_ptr<ColdTables> cold);
  const ColdTables* cold() const { return cold_.get(); }
  // Rows read from the snapshot are kept for the next look; this many are.
  std::size_t rows_kept() const { return cold_ ? cold_->rows_kept() : 0; }
  // Cases that changed since the snapshot: those that live in memory.
  std::size_t changed_cases() const { return cases_.size(); }
  void drop_rows() {
    if (cold_) cold_->drop_rows();
  }

 private:
  using CaseKey = std::pair<std::string, std::string>;  // partnership, id
  using CaseKeyView = std::pair<std::string_view, std::string_view>;
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(const CaseKeyView& key) const;
    std::size_t operator()(const CaseKey& key) const {
      return (*this)(CaseKeyView{key.first, key.second});
    }
  };
  struct KeyEqual {
    using is_transparent = void;
    bool operator()(const auto& a, const auto& b) const {
      return a.first == b.first && a.second == b.second;
    }
  };

  Status apply_to_case(const PreparedRecord& prepared);
  Status apply_procedure(const PreparedRecord& prepared, CaseRow& of);
  void apply_to_node(const nlohmann::json& body, const LogRow& row);
  // Casework's own records in a case, beside the procedure's.
  Status apply_beside(const nlohmann::json& body, const LogRow& row, CaseRow& of);
  void follow_messages(const nlohmann::json& body, const LogRow& row);
  void follow_incidents(const procedures::Record& record, const LogRow& row, const CaseRow& of);
  CaseRow* find_to_change(CaseKeyView key);
  // The case leaves the snapshot; its row then stood as it gives.
  CaseRow take_cold(std::uint32_t index);
  // Every row by partnership and id; one of the snapshot is gone when the visitor returns.
  void each_row(const std::function<void(const CaseRow&)>& visit) const;

  friend Result<CaseRow> fold_case(std::span<const ledger::StoredRecord> records);

  ledger::Store* ledger_ = nullptr;
  std::unique_ptr<ColdTables> cold_;  // before due_, which looks into it
  // With a snapshot: those that changed since.
  std::unordered_map<CaseKey, CaseRow, KeyHash, KeyEqual> cases_;
  DueIndex due_;
  std::map<std::string, std::vector<Count>> counts_;  // "partnership|procedure|element"
  std::map<std::string, KeptVersion, std::less<>> versions_;
  std::vector<Substitution> substitutions_;
  std::vector<IncidentRow> incidents_;
  std::vector<ThrownMessage> thrown_;
  std::vector<std::size_t> outbox_;                             // indices of thrown_
  std::map<CaseKey, std::vector<std::size_t>> open_incidents_;  // indices of incidents_
  std::vector<LogRow> log_;                                     // without a ledger
  std::uint64_t last_position_ = 0;
};

// A case from nothing but its own records, in order.
Result<CaseRow> fold_case(std::span<const ledger::StoredRecord> records);

}  // namespace alternat::projections
