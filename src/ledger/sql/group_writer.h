// SPDX-License-Identifier: EUPL-1.2
// GroupWriter: the one writer of a database. Jobs of many threads wait in a bounded queue; one
// thread runs as many as are waiting in one transaction, so that one sync to disk serves them all.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <semaphore>
#include <thread>

#include "ledger/sql/connection.h"

namespace alternat::ledger::sql {

class GroupWriter {
 public:
  // Runs inside the group's transaction. An error returned before anything was written refuses this
  // job alone; one returned after it was, rolls the whole group back.
  using Job = std::function<Status(Connection&)>;
  // Work of the database's own; runs in the transaction of a group (with it waiting) or, when
  // nobody waits, in one of its own. Returns true if it has more to do.
  enum class Moment { kInGroup, kIdle, kRolledBack };
  using Housekeeping = std::function<Result<bool>(Connection&, Moment)>;

  struct Limits {
    std::size_t queue_max = 1024;
    std::size_t group_max = 256;
  };

  GroupWriter(Connection connection, Limits limits, Housekeeping housekeeping = {});
  // Finishes what is in the queue.
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  // Returns after the job's transaction is on disk. Errors: the job's; ledger.busy (queue full),
  // ledger.write_failed (rolled back), ledger.read_only (an earlier commit failed in a way that
  // leaves the disk's state unknown; reopen).
  Status run(const Job& job);
  // Like run, but outside any transaction and alone (checkpoints of the write-ahead log).
  Status run_alone(const Job& job);

 private:
  struct Waiting {
    const Job* job;
    bool alone;
    Status status;
    std::binary_semaphore done{0};
  };
  Status enqueue(Waiting* waiting);
  void work();
  bool take_group(std::vector<Waiting*>* group);
  void run_group(const std::vector<Waiting*>& group);
  Status run_jobs(const std::vector<Waiting*>& group);
  Status commit();
  void run_idle();
  void roll_back();

  Connection connection_;
  Limits limits_;
  Housekeeping housekeeping_;
  bool more_to_do_ = true;
  bool read_only_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting*> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace alternat::ledger::sql
