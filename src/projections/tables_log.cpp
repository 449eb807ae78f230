// SPDX-License-Identifier: EUPL-1.2
// The lines of the log, from memory or from the ledger, and the digest over all tables.
#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "projections/prepared_record.h"
#include "projections/tables.h"

namespace alternat::projections {
namespace {

constexpr std::size_t kLinesAtOnce = 256;

std::vector<LogRow> lines_from(Result<std::vector<ledger::StoredRecord>> records) {
  std::vector<LogRow> lines;
  if (!records) return lines;
  for (const ledger::StoredRecord& stored : *records) {
    const Result<Json> body = parse_json(stored.record.body, "record");
    lines.push_back(line_of(stored, body ? *body : Json::object()));
  }
  return lines;
}

std::string human_work_of(const CaseRow& row) {
  std::string text;
  for (const TaskMark& mark : row.marks)
    text += row.id + ' ' + mark.element + ' ' + (mark.follow_up ? mark.follow_up->to_iso() : "") +
            ' ' + mark.escalated_to + '\n';
  if (row.migration)
    text += row.id + ' ' + row.migration->migration + (row.migration->undone ? " undone\n" : "\n");
  return text;
}

std::string case_text(const CaseRow& row) {
  std::string text = row.partnership + '/' + row.id + ' ' + row.procedure + ' ' + row.hash + ' ' +
                     row.realm + ' ' + std::to_string(row.version) + ' ' +
                     std::to_string(row.state.records) + ' ' + procedures::control_key(row.state) +
                     ' ' + row.state.outcome + '\n';
  for (const procedures::OpenTask& task : row.state.tasks)
    text += task.element + ' ' + task.role + ' ' + task.claimed_by + ' ' +
            (task.due ? task.due->to_iso() : "") + task.zone +
            (task.is_suspended ? " stands" : "") + '\n';
  for (const procedures::SetTimer& timer : row.state.timers)
    text += timer.element + ' ' + timer.due.to_iso() + timer.zone +
            (timer.is_suspended ? " stands" : "") + '\n';
  return text;
}

}  // namespace

std::optional<LogRow> Tables::find_record(std::uint64_t position) const {
  if (position == 0 || position > last_position_) return std::nullopt;
  if (!ledger_) return log_[position - 1];
  Result<std::unique_ptr<ledger::Reader>> reader = ledger_->read();
  if (!reader) return std::nullopt;
  std::vector<LogRow> lines = lines_from((*reader)->read_all(position - 1, 1));
  if (lines.empty() || lines.front().position != position) return std::nullopt;
  return std::move(lines.front());
}

std::vector<LogRow> Tables::lines_of(const CaseRow& row) const {
  std::vector<LogRow> lines;
  if (!ledger_) {
    for (const std::uint64_t position : row.records)
      if (position <= log_.size()) lines.push_back(log_[position - 1]);
    return lines;
  }
  const Result<ledger::LogId> log = ledger::LogId::from_text(row.partnership);
  const Result<ledger::StreamId> stream = ledger::StreamId::from_text(row.id);
  if (!log || !stream) return lines;
  Result<std::unique_ptr<ledger::Reader>> reader = ledger_->read();
  if (!reader) return lines;
  lines = lines_from((*reader)->read_stream(*log, *stream));
  // What was appended a moment ago and is not folded yet does not show.
  std::erase_if(lines, [&](const LogRow& line) {
    return !std::binary_search(row.records.begin(), row.records.end(), line.position);
  });
  return lines;
}

void Tables::walk_back(std::uint64_t before,
                       const std::function<bool(const LogRow&)>& visit) const {
  std::uint64_t end = before == 0 ? last_position_ : std::min(before - 1, last_position_);
  Result<std::unique_ptr<ledger::Reader>> reader =
      ledger_ ? ledger_->read() : Result<std::unique_ptr<ledger::Reader>>(nullptr);
  while (end > 0 && reader) {
    const std::uint64_t begin = end > kLinesAtOnce ? end - kLinesAtOnce : 0;  // excluded
    std::vector<LogRow> lines;
    if (ledger_)
      lines = lines_from((*reader)->read_all(begin, end - begin));
    else
      lines.assign(log_.begin() + static_cast<std::ptrdiff_t>(begin),
                   log_.begin() + static_cast<std::ptrdiff_t>(end));
    if (lines.empty()) return;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
      if (!visit(*line)) return;
    end = begin;
  }
}

std::vector<LogRow> Tables::recent(std::string_view partnership, std::size_t count_max) const {
  std::vector<LogRow> rows;
  if (count_max == 0) return rows;
  walk_back(0, [&](const LogRow& line) {
    if (partnership.empty() || line.log == partnership) rows.push_back(line);
    return rows.size() < count_max;
  });
  return rows;
}

std::string Tables::digest() const {
  std::string text, human;
  each_row([&](const CaseRow& row) {
    text += case_text(row);
    human += human_work_of(row);
  });
  const auto add_counts = [&](const std::string& key) {
    if (cold_) {
      const auto range = cold_->count_keys().find(key);
      for (std::size_t i = range == cold_->count_keys().end() ? 0 : range->second.begin;
           range != cold_->count_keys().end() && i < range->second.end; ++i)
        text += ' ' + std::to_string(cold_->counts()[i].position);
    }
    if (const auto found = counts_.find(key); found != counts_.end())
      for (const Count& count : found->second) text += ' ' + std::to_string(count.position);
  };
  std::set<std::string> keys;
  for (const auto& [key, counts] : counts_) keys.insert(key);
  if (cold_)
    for (const auto& [key, range] : cold_->count_keys()) keys.insert(key);
  for (const std::string& key : keys) {
    text += key;
    add_counts(key);
    text += '\n';
  }
  text += human;
  for (const IncidentRow& incident : incidents_)
    text += incident.case_id + ' ' + incident.reason + ' ' + incident.settled_by + '\n';
  for (const Substitution& one : substitutions_)
    text += one.id + ' ' + one.to.to_iso() + (one.ended ? " ended\n" : "\n");
  for (const ThrownMessage& thrown : thrown_)
    text += thrown.case_id + ' ' + thrown.message + ' ' + thrown.settled + ' ' + thrown.to + '\n';
  for (const auto& [hash, kept] : versions_)
    text += kept.procedure + ' ' + hash + ' ' + std::to_string(kept.positions.size()) + '\n';
  text += std::to_string(last_position_);
  return sha256_hex(text);
}

}  // namespace alternat::projections
