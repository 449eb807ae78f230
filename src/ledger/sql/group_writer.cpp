// SPDX-License-Identifier: EUPL-1.2
// The writer thread: wait, take a group, run it in one transaction, wake its callers.
#include "ledger/sql/group_writer.h"

#include <chrono>

#include "base/assert.h"

namespace alternat::ledger::sql {
namespace {

// How long the writer waits for company before it does its own work.
constexpr std::chrono::milliseconds kIdleAfter{20};

Error not_written(const Error& cause) {
  return {Fault::kUnavailable,
          "ledger.write_failed",
          "The append was not recorded, nothing was changed: " + cause.message,
          {}};
}

// A server that went away may have committed before it did.
Error outcome_unknown(const Error& cause) {
  return {Fault::kUnavailable,
          "ledger.unreachable",
          "Whether this was recorded is not known; send the same command again: " + cause.message,
          {}};
}

}  // namespace

GroupWriter::GroupWriter(Connection connection, Limits limits, Housekeeping housekeeping)
    : connection_(std::move(connection)),
      limits_(limits),
      housekeeping_(std::move(housekeeping)),
      thread_([this] { work(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Status GroupWriter::run(const Job& job) {
  Waiting waiting{&job, false, {}, std::binary_semaphore{0}};
  return enqueue(&waiting);
}

Status GroupWriter::run_alone(const Job& job) {
  Waiting waiting{&job, true, {}, std::binary_semaphore{0}};
  return enqueue(&waiting);
}

Status GroupWriter::enqueue(Waiting* waiting) {
  {
    const std::lock_guard lock(mutex_);
    ALTERNAT_ASSERT(!stopping_);
    if (queue_.size() >= limits_.queue_max)
      return Error{Fault::kUnavailable,
                   "ledger.busy",
                   "The ledger has " + std::to_string(queue_.size()) +
                       " writes waiting; nothing was recorded, try again.",
                   {}};
    queue_.push_back(waiting);
  }
  wake_.notify_one();
  waiting->done.acquire();
  return waiting->status;
}

// Empty group and true: nobody waits, time for housekeeping. False: stop.
bool GroupWriter::take_group(std::vector<Waiting*>* group) {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stopping_ || !queue_.empty(); };
  if (housekeeping_ && more_to_do_) {
    if (!wake_.wait_for(lock, kIdleAfter, ready)) return true;
  } else {
    wake_.wait(lock, ready);
  }
  if (queue_.empty()) return false;
  const bool alone = queue_.front()->alone;
  while (!queue_.empty() && group->size() < limits_.group_max) {
    if (queue_.front()->alone && !group->empty()) break;
    group->push_back(queue_.front());
    queue_.pop_front();
    if (alone) break;
  }
  return true;
}

void GroupWriter::work() {
  for (;;) {
    std::vector<Waiting*> group;
    if (!take_group(&group)) return;
    if (group.empty()) {
      run_idle();
    } else if (read_only_) {
      for (Waiting* waiting : group) {
        waiting->status = Error{Fault::kUnavailable,
                                "ledger.read_only",
                                "An earlier write failed; the ledger only reads until the node is "
                                "started again. Check the disk.",
                                {}};
      }
    } else if (group.front()->alone) {
      group.front()->status = (*group.front()->job)(connection_);
    } else {
      run_group(group);
      more_to_do_ = true;
    }
    for (Waiting* waiting : group) waiting->done.release();
  }
}

void GroupWriter::run_group(const std::vector<Waiting*>& group) {
  Status status = connection_.begin_writing();
  if (status.ok()) status = run_jobs(group);
  if (status.ok()) status = commit();
  if (status.ok()) return;
  const Error error =
      connection_.is_lost() ? outcome_unknown(status.error()) : not_written(status.error());
  roll_back();
  for (Waiting* waiting : group) waiting->status = error;
}

Status GroupWriter::run_jobs(const std::vector<Waiting*>& group) {
  for (Waiting* waiting : group) {
    const std::int64_t before = connection_.total_changes();
    waiting->status = (*waiting->job)(connection_);
    if (waiting->status.ok()) continue;
    if (connection_.total_changes() != before || !connection_.can_commit())
      return waiting->status.error();
  }
  if (!housekeeping_) return {};
  Result<bool> more = housekeeping_(connection_, Moment::kInGroup);
  if (!more) return more.error();
  return {};
}

// A commit that fails on a sync may or may not be on disk: from then on nothing is safe to promise.
Status GroupWriter::commit() {
  Status status = connection_.commit();
  if (!status.ok() && status.error().code != "ledger.busy" && !connection_.is_lost())
    read_only_ = true;
  return status;
}

void GroupWriter::roll_back() {
  if (connection_.is_lost()) return;  // the server rolls back; what others did is looked up anew
  if (!connection_.is_idle() && !connection_.roll_back().ok()) read_only_ = true;
  if (housekeeping_ && !housekeeping_(connection_, Moment::kRolledBack).ok()) read_only_ = true;
}

void GroupWriter::run_idle() {
  more_to_do_ = false;
  if (read_only_) return;
  if (!connection_.begin_writing().ok()) return;
  Result<bool> more = housekeeping_(connection_, Moment::kIdle);
  const Status status = more.ok() ? commit() : more.error();
  if (!status.ok()) return roll_back();
  more_to_do_ = *more;
}

}  // namespace alternat::ledger::sql
