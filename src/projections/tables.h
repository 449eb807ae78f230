// SPDX-License-Identifier: EUPL-1.2
// Tables: what people read, folded from records in commit order and rebuildable from nothing. The
// same fold runs live and in replay; `digest` shows that both agree. Holds no personal value.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/store.h"
#include "projections/case_row.h"
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
  std::string type;
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

class Tables {
 public:
  // Folds one record. Errors projections.gap (a position or version is missing) and record.* (a
  // body that its type does not have): the ledger and the program do not fit; nothing is changed
  // then.
  Status apply(const ledger::StoredRecord& stored);

  const CaseRow* find_case(std::string_view partnership, std::string_view id) const;
  // Of one partnership, or of all for ""; newest first.
  std::vector<const CaseRow*> cases(std::string_view partnership) const;
  // Open tasks of a role ("" = every role) in a partnership ("" = all), by deadline; those without
  // one last.
  std::vector<TaskRow> tasks(std::string_view role, std::string_view partnership) const;
  // Timers due by `moment`, earliest first, at most `count_max`. Cost: what is due, not what runs.
  std::vector<DueTimer> due_timers(Instant moment, std::size_t count_max = SIZE_MAX) const;
  // When the next one is due; nullopt if none runs. Constant.
  std::optional<Instant> next_due() const { return due_.next_due(); }
  // How often the element of the procedure was completed in the partnership in the period.
  std::vector<Count> counts(std::string_view partnership, std::string_view procedure,
                            std::string_view element, const Period& period) const;
  const LogRow* find_record(std::uint64_t position) const;
  // The last `count_max` rows of a partnership ("" = all), newest first.
  std::vector<const LogRow*> recent(std::string_view partnership, std::size_t count_max) const;

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
  // SHA-256 over every table in a fixed order: live and replayed tables with one digest are the
  // same.
  std::string digest() const;

 private:
  Status apply_to_case(const ledger::StoredRecord& stored, LogRow& row);
  void apply_to_node(const nlohmann::json& body, const LogRow& row);
  // Casework's own records in a case, beside the procedure's.
  Status apply_beside(const nlohmann::json& body, const LogRow& row, CaseRow& of);
  void follow_messages(const nlohmann::json& body, const LogRow& row);
  void follow_incidents(const procedures::Record& record, const LogRow& row, const CaseRow& of);

  using CaseKey = std::pair<std::string, std::string>;  // partnership, id
  std::map<CaseKey, CaseRow> cases_;
  DueIndex due_;
  std::map<std::string, std::vector<Count>> counts_;  // "partnership|procedure|element"
  std::map<std::string, KeptVersion, std::less<>> versions_;
  std::vector<Substitution> substitutions_;
  std::vector<IncidentRow> incidents_;
  std::vector<ThrownMessage> thrown_;
  std::vector<std::size_t> outbox_;                             // indices of thrown_
  std::map<CaseKey, std::vector<std::size_t>> open_incidents_;  // indices of incidents_
  std::vector<LogRow> log_;
  std::uint64_t last_position_ = 0;
};

}  // namespace alternat::projections
