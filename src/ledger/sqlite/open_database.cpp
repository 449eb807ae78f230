// SPDX-License-Identifier: EUPL-1.2
// The checks read the file's own header first (SQLite file format, section 1.3), because merely
// opening a foreign database with SQLite could already roll back its journal.
#include "ledger/sqlite/open_database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace alternat::ledger::sqlite {
namespace {

constexpr std::size_t kHeaderBytes = 100;

Error refused(const char* code, const std::string& path, const std::string& why) {
  return {Fault::kRefused, code, path + ": " + why, {}};
}

Error damaged(const std::string& path, const std::string& why) {
  return refused("ledger.damaged", path, why + "; nothing was changed: restore a backup.");
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Whole pages, and as many as the header says (SQLite file format, sections 1.3.2 and 1.3.7); after
// a crash the write-ahead log may know better.
Status check_size(const std::string& path, const std::string& header, const Schema& schema) {
  std::uint64_t page = big_endian(header, 14) & 0xffff;
  if (page == 1) page = 65536;
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  const std::uint64_t log_size = std::filesystem::file_size(path + "-wal", error);
  const bool has_log = !error && log_size > 0;
  if (page < 512 || size < page || (!has_log && size < big_endian(header, 28) * page))
    return damaged(path, "the " + std::string(schema.kind) + " is cut off");
  return {};
}

// Before SQLite touches the file.
Status check_file_header(const std::string& path, const Schema& schema) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return refused("ledger.not_a_ledger", path, "this is not a file.");
  std::ifstream file(path, std::ios::binary);
  std::string bytes(kHeaderBytes, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (bytes.size() < kHeaderBytes &&
      std::string_view("SQLite format 3\0", 16).starts_with(std::string_view(bytes).substr(0, 16)))
    return damaged(path, "the " + std::string(schema.kind) + " ends within its header");
  if (!bytes.starts_with(std::string_view("SQLite format 3\0", 16)))
    return refused("ledger.not_a_ledger", path, "this is not an Alternat database.");
  if (big_endian(bytes, 68) != static_cast<std::uint32_t>(schema.application_id))
    return refused("ledger.not_a_ledger", path,
                   "this is a database, but not an Alternat " + std::string(schema.kind) + ".");
  if (big_endian(bytes, 60) > static_cast<std::uint32_t>(schema.version))
    return refused("ledger.newer_schema", path,
                   "this " + std::string(schema.kind) + " has version " +
                       std::to_string(big_endian(bytes, 60)) + ", this program knows " +
                       std::to_string(schema.version) + "; update Alternat.");
  return check_size(path, bytes, schema);
}

Result<std::string> schema_text(sql::Connection& connection) {
  std::string text;
  sql::Query query =
      connection.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
  for (;;) {
    Result<bool> row = query.step();
    if (!row) return row.error();
    if (!*row) return text;
    text.append(query.bytes_at(0)).append("\n");
  }
}

Status check_tables(sql::Connection& connection, const Schema& schema) {
  {
    sql::Query version = connection.query("PRAGMA user_version");
    Result<bool> row = version.step();
    if (!row) return row.error();
    if (version.integer_at(0) != schema.version)
      return damaged(connection.path(), "it was never finished, or its version was overwritten");
  }
  Result<sql::Connection> model = open_connection(":memory:", OpenMode::kCreate);
  if (!model) return model.error();
  if (Status status = model->execute(std::string(schema.sql)); !status) return status;
  Result<std::string> expected = schema_text(*model);
  Result<std::string> found = schema_text(connection);
  if (!expected) return expected.error();
  if (!found) return found.error();
  if (*expected != *found)
    return damaged(connection.path(), "its tables and triggers are not those of an Alternat " +
                                          std::string(schema.kind));
  return {};
}

Status create_database(const std::string& path, const Schema& schema) {
  const std::string unfinished = path + ".unfinished";
  std::filesystem::remove(unfinished);
  {
    Result<sql::Connection> connection = open_connection(unfinished, OpenMode::kCreate);
    if (!connection) return connection.error();
    const std::string sql = "PRAGMA synchronous = FULL; BEGIN; PRAGMA application_id = " +
                            std::to_string(schema.application_id) +
                            "; PRAGMA user_version = " + std::to_string(schema.version) + ";" +
                            std::string(schema.sql) + "COMMIT;";
    if (Status status = connection->execute(sql); !status) return status;
  }
  ::chmod(unfinished.c_str(), 0600);
  if (std::rename(unfinished.c_str(), path.c_str()) != 0)
    return Error{Fault::kUnavailable, "ledger.write_failed", path + ": cannot be created.", {}};
  const int folder =
      ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

}  // namespace

Status check_database(const std::string& path, const Schema& schema) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return Error{Fault::kNotFound, "ledger.not_found", path + ": there is no such file.", {}};
  if (Status status = check_file_header(path, schema); !status) return status;
  // Read-only: a damaged file is found before a journal mode or a checkpoint could touch it.
  Result<sql::Connection> reader = open_connection(path, OpenMode::kReadOnly);
  if (!reader) return reader.error();
  return check_tables(*reader, schema);
}

Result<sql::Connection> open_database(const std::string& path, const Schema& schema,
                                      sql::IfAbsent if_absent) {
  std::error_code error;
  if (if_absent == sql::IfAbsent::kCreate && !std::filesystem::exists(path, error))
    if (Status status = create_database(path, schema); !status) return status.error();
  if (Status status = check_database(path, schema); !status) return status.error();
  Result<sql::Connection> connection = open_connection(path, OpenMode::kReadWrite);
  if (!connection) return connection.error();
  if (Status status = connection->execute(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
          "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
          "PRAGMA cache_size = -16000");
      !status)
    return status.error();
  return connection;
}

Result<sql::Connection> open_for_reading(const std::string& path) {
  Result<sql::Connection> connection = open_connection(path, OpenMode::kReadOnly);
  if (!connection) return connection.error();
  if (Status status = connection->execute(
          "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456");
      !status)
    return status.error();
  return connection;
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return Error{Fault::kUnavailable, "ledger.write_failed", path + ": cannot be created.", {}};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return Error{Fault::kUnavailable,
                 "ledger.in_use",
                 folder + ": another Alternat node is running on this folder; stop it first.",
                 {}};
  }
  return FolderLock(file);
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace alternat::ledger::sqlite
