// SPDX-License-Identifier: EUPL-1.2
// Sequencer: gives committed records their leaf index, in commit order, in batches. There is one in
// a store, in its writer thread, so two records never get the same place.
#pragma once

#include <cstdint>

#include "ledger/sql/group_writer.h"

namespace alternat::ledger::sql {

class Sequencer {
 public:
  // Where the trees stand. Cost: a look-up for each log.
  // Where nodes share the database, another one may have sequenced meanwhile: then each run looks
  // first.
  static Result<Sequencer> find(Connection& connection, bool is_shared);

  // Housekeeping of the writer: in a group only when enough records wait; true if more wait.
  Result<bool> run(Connection& connection, GroupWriter::Moment moment);
  // All that wait.
  Status run_all(Connection& connection);

 private:
  Sequencer(std::uint64_t position, bool is_shared) : position_(position), is_shared_(is_shared) {}
  Status look_again(Connection& connection);
  // At most `count_max` records; the number sequenced.
  Result<std::size_t> sequence(Connection& connection, std::uint64_t until, std::size_t count_max);

  std::uint64_t position_;  // the last record that has a leaf
  bool is_shared_;
  std::uint64_t committed_ = 0;  // the last record that an earlier transaction committed
};

}  // namespace alternat::ledger::sql
