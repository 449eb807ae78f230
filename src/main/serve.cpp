// SPDX-License-Identifier: EUPL-1.2
// serve: program, ledger, node, clock and server put together.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include "api/server.h"
#include "casework/human_work.h"
#include "casework/outbox.h"
#include "casework/run_clock.h"
#include "casework/signals.h"
#include "main/commands.h"
#include "main/demo_folder.h"
#include "main/print.h"
#include "program/prove.h"

namespace alternat::commands {
namespace {

constexpr const char* kFictitious = "xa-xb";
// A snapshot of the tables is written after so many records, and at a clean stop.
constexpr std::uint64_t kRecordsBetween = 100'000;

// Fires what is due, once a second, until told to stop; on a shared store also reads, ten times a
// second, what other nodes recorded. A timer that two nodes find due is one command and fires once.
class Ticker {
 public:
  Ticker(casework::Node& node, bool is_shared)
      : thread_([this, &node, is_shared] { run(node, is_shared); }) {}
  ~Ticker() {
    {
      std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void run(casework::Node& node, bool is_shared) {
    std::unique_lock lock(mutex_);
    const auto pause = std::chrono::milliseconds(is_shared ? 100 : 1000);
    for (unsigned turn = 0, second = 0; !wake_.wait_for(lock, pause, [this] { return stopped_; });
         ++turn) {
      lock.unlock();
      if (is_shared) follow(node);
      if (!is_shared || turn % 10 == 0) work(node, second++);
      lock.lock();
    }
  }

  void work(casework::Node& node, unsigned second) {
    print(casework::run_clock(node));
    print(casework::deliver_messages(node));
    print(casework::deliver_signals(node));
    if (second % 60 == 0) print(casework::escalate(node));
    node.trim();
    save(node, second);
  }

  // While the server is away nothing can be read; it is said once.
  void follow(casework::Node& node) {
    const Status read = node.catch_up();
    if (!read && !is_away_) std::cerr << to_string(read.error()) << '\n';
    is_away_ = !read;
  }

  // Where none can be written the node runs all the same; it tries again in ten minutes.
  void save(casework::Node& node, unsigned second) {
    if (second < save_from_) return;
    const Status saved = node.save_snapshot(kRecordsBetween);
    if (saved) return;
    std::cerr << to_string(saved.error()) << '\n';
    save_from_ = second + 600;
  }

  static void print(const casework::ClockRun& run) {
    for (const Error& failure : run.failures) std::cerr << to_string(failure) << '\n';
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  bool is_away_ = false;    // the thread's own
  unsigned save_from_ = 0;  // likewise
  std::thread thread_;
};

Result<casework::DemoCast> prepare(const ServeOptions& options, const program::Program& program) {
  if (options.demo) {
    Result<casework::DemoCast> cast = casework::read_cast(options.content, kFictitious);
    if (!cast) return cast;
    // Playing anew would empty the folder, and with it the keys of what lies in the database.
    if (!options.store.empty() && !is_demo_folder(options.data))
      return Error{Fault::kRefused,
                   "serve.demo_store",
                   "The folder " + options.data +
                       " holds no demo whose copy the database could be. Serve the demo there once "
                       "without --store, then 'alternat copy --from " +
                       options.data + " --to …'. Nothing was changed.",
                   {}};
    if (!options.store.empty()) return cast;
    if (Status status = prepare_demo_folder(options.data, program, *cast); !status)
      return status.error();
    return cast;
  }
  if (is_demo_folder(options.data))
    return Error{Fault::kRefused,
                 "serve.demo_folder",
                 "The folder " + options.data +
                     " is a demo's. Serve it with --demo, or choose another "
                     "with --data DIR.",
                 {}};
  std::error_code failed;
  std::filesystem::create_directories(options.data, failed);
  return casework::DemoCast{};
}

// The demo's accounts sign in with one click and have no password.
std::vector<api::Account> accounts_of(const casework::DemoCast& cast) {
  std::vector<api::Account> accounts;
  for (const casework::DemoAccount& account : cast.accounts)
    accounts.push_back({{account.id, account.name.de, account.organisation,
                         std::string(access::to_text(account.role)), account.is_lead},
                        "",
                        account.description.de});
  return accounts;
}

int run_server(const ServeOptions& options, const api::ServerSources& sources) {
  api::ServerOptions server_options;
  server_options.listen.port = static_cast<std::uint16_t>(options.port);
  server_options.web_folder = options.web;
  server_options.mode = options.demo ? api::Mode::kDemo : api::Mode::kOperation;
  server_options.accounts = accounts_of(*sources.cast);
  if (sources.node) server_options.feed_file = options.data + "/feeds.json";
  Result<std::unique_ptr<api::Server>> server = api::Server::create(sources, server_options);
  if (!server) return refuse(server.error());
  api::block_stop_signals();
  if (Status status = (*server)->start(); !status) return refuse(status.error());
  std::cout << "Alternat listens on http://localhost:" << (*server)->port()
            << (options.demo    ? " (demo: every person is invented)"
                : !sources.node ? " (pages only: no case runs)"
                                : "")
            << std::endl;
  {
    std::optional<Ticker> ticker;
    if (sources.node) ticker.emplace(*sources.node, !options.store.empty());
    api::wait_for_stop_signal();
  }
  (*server)->stop();
  std::cout << "Stopped." << std::endl;
  return 0;
}

// No case runs under content that fails its proofs.
Status is_safe(const program::Program& program) {
  Diagnostics diagnostics;
  program::check_safety(program, diagnostics);
  if (!diagnostics.has_errors()) return {};
  print(diagnostics);
  return Error{Fault::kRefused,
               "serve.unsafe_content",
               "No case may run under this content: the safety properties above fail. Mend them; "
               "with --without-cases the pages are served, and /proofs walks the way of each.",
               {}};
}

int serve_node(const ServeOptions& options, const program::Program& program) {
  if (Status status = is_safe(program); !status) return refuse(status.error());
  Result<casework::DemoCast> cast = prepare(options, program);
  if (!cast) return refuse(cast.error());
  SystemRandom ledger_random, ids, sessions;
  const SystemClock clock;
  Result<std::unique_ptr<ledger::Ledger>> ledger =
      ledger::Ledger::open({options.data, options.demo ? "demo.invalid" : "localhost",
                            &ledger_random, 1024, options.store});
  if (!ledger) return refuse(ledger.error());
  casework::NodeParts parts;
  parts.program = &program;
  parts.ledger = ledger->get();
  parts.clock = &clock;
  parts.random = &ids;
  parts.id_prefix = options.demo ? "SYN-" : "";
  parts.snapshot = options.data + "/tables.snapshot";
  Result<std::unique_ptr<casework::Node>> node = casework::Node::open(parts);
  if (!node) return refuse(node.error());
  if (const std::optional<Error>& refused = (*node)->snapshot_refused())
    std::cerr << to_string(*refused) << '\n';
  for (const Error& failure : casework::resume(**node).failures)
    std::cerr << to_string(failure) << '\n';
  const int code = run_server(options, {&program, node->get(), &*cast, &clock, &sessions});
  if (const Status saved = (*node)->save_snapshot(1); !saved)
    std::cerr << to_string(saved.error()) << '\n';
  return code;
}

int serve_pages(const ServeOptions& options, const program::Program& program) {
  if (options.demo)
    return refuse({Fault::kMalformed,
                   "serve.demo_without_cases",
                   "The demo is made of cases: choose --demo or --without-cases.",
                   {}});
  SystemRandom sessions;
  const SystemClock clock;
  const casework::DemoCast nobody;
  return run_server(options, {&program, nullptr, &nobody, &clock, &sessions});
}

}  // namespace

int serve(const ServeOptions& options) {
  if (options.port < 0 || options.port > 65535)
    return refuse({Fault::kMalformed, "serve.port", "A port lies between 0 and 65535.", {}});
  const std::unique_ptr<program::Program> program = load_or_print(options.content);
  if (!program) return 1;
  return options.without_cases ? serve_pages(options, *program) : serve_node(options, *program);
}

}  // namespace alternat::commands
