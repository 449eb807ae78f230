// SPDX-License-Identifier: EUPL-1.2
// Sequencer: gives committed records their leaf index, in commit order, in batches. There is one in
// a store, in its writer thread, so two records never get the same place.
#pragma once

#include <cstdint>

#include "ledger/sqlite/group_writer.h"

namespace alternat::ledger::sqlite {

class Sequencer {
 public:
  // Where the trees stand. Cost: a look-up for each log.
  static Result<Sequencer> find(Connection& connection);

  // Housekeeping of the writer: in a group only when enough records wait; true if more wait.
  Result<bool> run(Connection& connection, GroupWriter::Moment moment);
  // All that wait.
  Status run_all(Connection& connection);

 private:
  explicit Sequencer(std::uint64_t position) : position_(position) {}
  // At most `count_max` records; the number sequenced.
  Result<std::size_t> sequence(Connection& connection, std::uint64_t until, std::size_t count_max);

  std::uint64_t position_;       // the last record that has a leaf
  std::uint64_t committed_ = 0;  // the last record that an earlier transaction committed
};

}  // namespace alternat::ledger::sqlite
