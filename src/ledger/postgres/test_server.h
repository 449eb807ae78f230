// SPDX-License-Identifier: EUPL-1.2
// A PostgreSQL server of its own for tests: made in a temporary folder, reached by a socket there
// only, gone with the program. initdb refuses root: then it runs as the user postgres.
#pragma once

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace alternat::ledger::testing {

class TestServer {
 public:
  // nullptr where PostgreSQL is not installed; says so once.
  static TestServer* find() {
    static TestServer server;
    return server.is_running_ ? &server : nullptr;
  }
  // Of a new, empty database.
  std::string new_database() {
    const std::string name = "t" + std::to_string(++count_);
    run("createdb -h '" + folder_ + "' -U postgres " + name);
    return "postgresql://postgres@/" + name + "?host=" + folder_;
  }
  // As if the machine lost power; the next start recovers.
  void kill() { run("kill -9 $(head -n 1 '" + folder_ + "/data/postmaster.pid'); sleep 0.2"); }
  // Children of a killed server take a moment to notice: until then starting is refused.
  void start() {
    is_running_ = false;
    for (int attempt = 0; attempt < 50 && !is_running_; ++attempt)
      is_running_ = run(kBin + "/pg_ctl -D '" + folder_ + "/data' -w -t 30 -l '" + folder_ +
                        "/log' -o \"-k '" + folder_ +
                        "' -c listen_addresses=''\" start || { sleep "
                        "0.2; false; }");
  }
  const std::string& folder() const { return folder_; }

 private:
  TestServer() {
    if (!std::filesystem::exists(kBin + "/initdb")) {
      std::cout << "SKIPPED PostgreSQL 15 is not installed\n";
      return;
    }
    std::string pattern = "/tmp/alternat-pg-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) return;
    folder_ = pattern;
    ::chmod(folder_.c_str(), 0777);
    if (!run(kBin + "/initdb -D '" + folder_ +
             "/data' -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync"))
      std::cout << "initdb failed in " << folder_ << "\n";
    start();
  }
  ~TestServer() {
    if (folder_.empty()) return;
    if (is_running_) run(kBin + "/pg_ctl -D '" + folder_ + "/data' -m immediate stop");
    run("rm -rf '" + folder_ + "/data'");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  bool run(const std::string& command) {
    const std::string file = folder_ + "/command.sh";
    std::ofstream(file) << "cd " << folder_ << "\n" << command << "\n";
    const std::string as = ::geteuid() == 0 ? "runuser -u postgres -- " : "";
    return std::system((as + "sh '" + file + "' >/dev/null 2>&1").c_str()) == 0;
  }

  inline static const std::string kBin = "/usr/lib/postgresql/15/bin";
  std::string folder_;
  bool is_running_ = false;
  int count_ = 0;
};

}  // namespace alternat::ledger::testing
