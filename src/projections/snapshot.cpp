// SPDX-License-Identifier: EUPL-1.2
// Opening a snapshot of this ledger; what tables take from one, and give to the next.
#include "projections/snapshot.h"

#include <algorithm>
#include <tuple>

#include "ledger/codec.h"
#include "projections/tables.h"

namespace alternat::projections {
namespace {

DraftCase draft_of(const CaseRow& row, Words& words) {
  DraftCase draft;
  draft.partnership = row.partnership;
  draft.id = row.id;
  draft.bytes = encode_case(row, words);
  draft.opened_at = row.opened_at.micros();
  words.add(row.partnership);
  draft.procedure = words.add(row.procedure);
  draft.hash = words.add(row.hash);
  draft.flags = flags_of(row);
  for (const procedures::SetTimer& timer : row.state.timers)
    if (!timer.is_suspended)
      draft.timers.push_back({timer.due.micros(), timer.token, words.add(timer.element)});
  for (const procedures::OpenTask& task : row.state.tasks)
    draft.tasks.push_back({task.due ? task.due->micros() : kNeverDue, task.token,
                           words.add(task.element), words.add(task.role)});
  return draft;
}

// A case again from its own records, up to where the snapshot stands.
ColdTables::Repair repair_from(ledger::Store* ledger, std::uint64_t position) {
  return
      [ledger, position](const std::string& partnership, const std::string& id) -> Result<CaseRow> {
        const Result<ledger::LogId> log = ledger::LogId::from_text(partnership);
        const Result<ledger::StreamId> stream = ledger::StreamId::from_text(id);
        if (!log) return log.error();
        if (!stream) return stream.error();
        Result<std::unique_ptr<ledger::Reader>> reader = ledger->read();
        if (!reader) return reader.error();
        Result<std::vector<ledger::StoredRecord>> records = (*reader)->read_stream(*log, *stream);
        if (!records) return records.error();
        std::erase_if(*records, [&](const auto& stored) { return stored.position > position; });
        return fold_case(*records);
      };
}

}  // namespace

// The hash covers the record's nonce, so no two ledgers have it at the same place.
Result<ledger::Hash> hash_at(ledger::Store& ledger, std::uint64_t position) {
  if (position == 0) return ledger::Hash{};
  Result<std::unique_ptr<ledger::Reader>> reader = ledger.read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->read_all(position - 1, 1);
  if (!records) return records.error();
  if (records->empty() || records->front().position != position)
    return Error{Fault::kUnavailable,
                 "snapshot.newer_than_ledger",
                 "The snapshot of the tables goes up to record " + std::to_string(position) +
                     ", which the ledger does not have: it is not used. If an older ledger was "
                     "not put back on purpose, look for the newer one.",
                 {}};
  return ledger::commitment_of(ledger::encode(records->front().record));
}

Result<std::unique_ptr<ColdTables>> open_snapshot(const std::string& path, ledger::Store& ledger) {
  Result<std::unique_ptr<SnapshotFile>> file = SnapshotFile::open(path);
  if (!file) return file.error();
  const SnapshotOf of = (*file)->of();
  const Result<ledger::Hash> here = hash_at(ledger, of.position);
  if (!here) return here.error();
  if (*here != of.record)
    return Error{Fault::kUnavailable,
                 "snapshot.other_ledger",
                 "The snapshot of the tables is of another ledger and is not used: its record " +
                     std::to_string(of.position) + " is not this one's.",
                 {}};
  Result<std::unique_ptr<ColdTables>> cold = ColdTables::open(std::move(*file));
  if (cold) (*cold)->repair_with(repair_from(&ledger, of.position));
  return cold;
}

void Tables::begin_with(std::unique_ptr<ColdTables> cold) {
  cold_ = std::move(cold);
  last_position_ = cold_->of().position;
  substitutions_ = std::move(cold_->beside.substitutions);
  incidents_ = std::move(cold_->beside.incidents);
  thrown_ = std::move(cold_->beside.thrown);
  for (KeptVersion& kept : cold_->versions) versions_[kept.hash] = std::move(kept);
  for (std::size_t i = 0; i < incidents_.size(); ++i)
    if (!incidents_[i].settled_at)
      open_incidents_[{incidents_[i].partnership, incidents_[i].case_id}].push_back(i);
  for (std::size_t i = 0; i < thrown_.size(); ++i)
    if (thrown_[i].settled.empty()) outbox_.push_back(i);
  due_.attach(cold_.get());
}

SnapshotDraft Tables::draft() const {
  SnapshotDraft draft;
  draft.position = last_position_;
  if (cold_) {
    draft.words = cold_->words().copy();
    draft.replaced.resize(cold_->cases().size());
    for (std::uint32_t i = 0; i < draft.replaced.size(); ++i)
      draft.replaced[i] = cold_->is_replaced(i);
  }
  draft.cases.reserve(cases_.size());
  std::vector<const CaseRow*> rows;  // in order, so that the same tables give the same bytes
  for (const auto& [key, row] : cases_) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const CaseRow* a, const CaseRow* b) {
    return std::tie(a->partnership, a->id) < std::tie(b->partnership, b->id);
  });
  for (const CaseRow* row : rows) draft.cases.push_back(draft_of(*row, draft.words));
  draft.counts = counts_;
  BesideRows beside{substitutions_, incidents_, thrown_};
  ByteWriter out;
  encode_beside(beside, draft.words, out);
  out.number(versions_.size());
  for (const auto& [hash, kept] : versions_) {
    out.text(kept.procedure);
    out.text(hash);
    out.number(kept.positions.size());
    for (const std::uint64_t position : kept.positions) out.number(position);
  }
  draft.beside = out.take();
  return draft;
}

void Tables::adopt(std::unique_ptr<ColdTables> cold) {
  const std::uint64_t position = cold->of().position;
  if (last_position_ == position) {  // nothing happened since: all of it is in the snapshot
    due_ = DueIndex();
    cases_.clear();
    counts_.clear();
  }
  std::erase_if(cases_, [&](const auto& one) {
    if (one.second.records.back() > position) return false;
    due_.remove(one.second);
    return true;
  });
  for (auto& [key, counts] : counts_)
    std::erase_if(counts, [&](const Count& count) { return count.position <= position; });
  std::erase_if(counts_, [](const auto& one) { return one.second.empty(); });
  due_.attach(cold.get());
  cold_ = std::move(cold);
  for (const auto& [key, row] : cases_)
    if (const auto index = cold_->find(key.first, key.second)) {
      const CaseRow before = cold_->read(*index);
      cold_->replace(*index);
      due_.forget_cold(before);
    }
}

Result<CaseRow> fold_case(std::span<const ledger::StoredRecord> records) {
  Tables tables;
  for (const ledger::StoredRecord& stored : records) {
    tables.last_position_ = stored.position - 1;  // those of one stream only
    if (Status status = tables.apply(stored); !status) return status.error();
  }
  if (tables.cases_.empty())
    return Error{Fault::kUnavailable,
                 "projections.no_case",
                 "The ledger does not have the records of a case that the tables know. Run "
                 "'alternat verify' on the data folder.",
                 {}};
  return std::move(tables.cases_.begin()->second);
}

}  // namespace alternat::projections
