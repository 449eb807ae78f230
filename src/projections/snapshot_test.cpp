// SPDX-License-Identifier: EUPL-1.2
// A snapshot and what came after it are the same tables as those folded from nothing; a file that
// is cut, altered, of another ledger, of a longer one or of another format is never used.
#include "projections/snapshot.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "projections/snapshot_testing.h"

namespace alternat::projections {
using testing::answers_of;
using testing::fold;
using testing::History;
using testing::save;

namespace {

std::string answers_from_nothing(History& history) {
  Tables tables(&history.store());
  fold(history, tables);
  return answers_of(tables);
}

Tables opened(History& history) {
  Result<std::unique_ptr<ColdTables>> cold = open_snapshot(history.path(), history.store());
  REQUIRE_MESSAGE(cold.ok(), (cold.ok() ? "" : cold.error().message));
  Tables tables(&history.store());
  tables.begin_with(std::move(*cold));
  return tables;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A ledger of some length with its snapshot.
struct Saved {
  explicit Saved(int steps) : history(7) {
    Tables tables(&history.store());
    for (int i = 0; i < steps; ++i) {
      history.step(tables);
      fold(history, tables);
    }
    save(history, tables);
  }
  std::string code() {
    const auto cold = open_snapshot(history.path(), history.store());
    return cold ? "" : cold.error().code;
  }
  History history;
};

TEST_CASE("a random history folded in pieces with snapshots between is the one folded at once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    History history(seed);
    Tables tables(&history.store());
    for (int i = 0; i < 260; ++i) {
      history.step(tables);
      fold(history, tables);
      const std::uint64_t chance = history.pick(40);
      if (chance == 0) {  // the node goes on
        save(history, tables);
        Result<std::unique_ptr<ColdTables>> cold = open_snapshot(history.path(), history.store());
        REQUIRE(cold.ok());
        if (history.pick(2) == 0) {  // something happened while it was written
          history.step(tables);
          fold(history, tables);
        }
        tables.adopt(std::move(*cold));
      } else if (chance == 1 && std::filesystem::exists(history.path())) {  // it starts again
        tables = opened(history);
        fold(history, tables);
      } else if (chance == 2) {
        tables.drop_rows();
      }
      if (i % 20 == 0) REQUIRE(answers_of(tables) == answers_from_nothing(history));
    }
    REQUIRE(answers_of(tables) == answers_from_nothing(history));
  }
}

TEST_CASE("a snapshot of empty tables opens") {
  History history(1);
  Tables tables(&history.store());
  save(history, tables);
  CHECK(answers_of(opened(history)) == answers_from_nothing(history));
}

TEST_CASE("a snapshot that was cut or altered anywhere before its rows is refused") {
  Saved saved(60);
  const std::string whole = read_file(saved.history.path());
  REQUIRE(saved.code().empty());
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    write_file(saved.history.path(), whole.substr(0, size));
    REQUIRE(saved.code() == "snapshot.damaged");
  }
  write_file(saved.history.path(), whole + "x");
  CHECK(saved.code() == "snapshot.damaged");
  write_file(saved.history.path(), "not a snapshot");
  CHECK(saved.code() == "snapshot.damaged");
  CHECK(SnapshotFile::open(saved.history.path()).error().message ==
        "The snapshot of the tables is not used: it ends too early. The tables are folded from the "
        "ledger, which takes longer.");
}

TEST_CASE("a flipped bit is refused at the start, or its case is folded again when it is read") {
  Saved saved(80);
  const std::string whole = read_file(saved.history.path());
  const std::string truth = answers_from_nothing(saved.history);
  std::size_t refused = 0, repaired = 0;
  for (std::size_t place = 0; place < whole.size(); place += 61) {
    std::string altered = whole;
    altered[place] = static_cast<char>(altered[place] ^ 0x10);
    write_file(saved.history.path(), altered);
    Result<std::unique_ptr<ColdTables>> cold =
        open_snapshot(saved.history.path(), saved.history.store());
    if (!cold) {
      const std::string& code = cold.error().code;
      REQUIRE((code == "snapshot.damaged" || code == "snapshot.format"));
      ++refused;
      continue;
    }
    Tables tables(&saved.history.store());
    tables.begin_with(std::move(*cold));
    REQUIRE(answers_of(tables) == truth);
    repaired += tables.cold()->repaired();
  }
  CHECK(refused > 0);
  CHECK(repaired > 0);
}

TEST_CASE("a snapshot of another format is refused") {
  Saved saved(20);
  std::string bytes = read_file(saved.history.path());
  ++bytes[8];
  write_file(saved.history.path(), bytes);
  CHECK(saved.code() == "snapshot.format");
}

TEST_CASE("a snapshot of another ledger, or of a longer one, is refused") {
  Saved saved(40);
  Saved other(40);
  // The same history, but each record of a ledger has its own nonce.
  SystemRandom random;
  std::filesystem::copy_file(saved.history.path(), other.history.path(),
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(other.code().empty());  // the same seed gives the same bytes
  History third(8);
  Tables tables(&third.store());
  for (int i = 0; i < 40; ++i) {
    third.step(tables);
    fold(third, tables);
  }
  std::filesystem::copy_file(saved.history.path(), third.path());
  const auto of_other = open_snapshot(third.path(), third.store());
  REQUIRE_FALSE(of_other.ok());
  CHECK(of_other.error().code == "snapshot.other_ledger");
  History shorter(7);
  std::filesystem::copy_file(saved.history.path(), shorter.path());
  const auto newer = open_snapshot(shorter.path(), shorter.store());
  REQUIRE_FALSE(newer.ok());
  CHECK(newer.error().code == "snapshot.newer_than_ledger");
}

TEST_CASE("without a file there is no snapshot, and where none can be written it is said") {
  History history(1);
  CHECK(open_snapshot(history.path(), history.store()).error().code == "snapshot.absent");
  Tables tables(&history.store());
  const Status written =
      write_snapshot(tables.draft(), nullptr, history.folder() + "/nowhere/s", history.store());
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().code == "snapshot.write_failed");
}

TEST_CASE("the bytes of a snapshot are fixed: another list of members is another format") {
  Saved saved(200);
  // Changed on purpose? Raise kSnapshotFormat, then write the new hash here.
  CHECK(kSnapshotFormat == 2);
  CHECK(sha256_hex(read_file(saved.history.path())) ==
        "ef5d60dd8945e384544e62ba5fae9e5f35d728c7992f9533f6f6f21f4d997f19");
}

TEST_CASE("killed at any moment of writing, the old snapshot stands or the new one does") {
  Saved saved(120);
  Tables tables = opened(saved.history);
  const std::string truth = answers_of(tables);
  for (int round = 0; round < 12; ++round) {
    SnapshotDraft draft = tables.draft();
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      for (;;) {  // writes only the file; the store is left alone
        Result<std::unique_ptr<SnapshotWriter>> writer =
            SnapshotWriter::create(saved.history.path());
        if (!writer) _exit(1);
        for (std::uint32_t i = 0; i < kSectionCount; ++i) {
          (*writer)->append(tables.cold()->words().size() ? std::string(100'000, 'x') : "");
          (*writer)->end_section(static_cast<Section>(i));
        }
        // Never finished: what a kill would leave at the latest moment before the rename.
      }
    }
    usleep(static_cast<useconds_t>(2000 * round));
    kill(child, SIGKILL);
    int ended = 0;
    waitpid(child, &ended, 0);
    REQUIRE(saved.code().empty());
  }
  save(saved.history, tables);  // over what was left
  CHECK(answers_of(opened(saved.history)) == truth);
  CHECK_FALSE(std::filesystem::exists(saved.history.path() + ".new"));
}

}  // namespace
}  // namespace alternat::projections
