// SPDX-License-Identifier: EUPL-1.2
#include "main/demo_folder.h"

#include <filesystem>
#include <iostream>

#include "base/file.h"
#include "base/json.h"
#include "casework/demo/seed.h"
#include "casework/node.h"

namespace alternat::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20260615;
constexpr const char* kMarker = "/demo.json";

// The hash of the content a marked folder was played with; "" if it is no demo's.
std::string content_of(const std::string& folder) {
  Result<std::string> text = read_file(folder + kMarker);
  if (!text) return "";
  Result<Json> marker = parse_json(*text, folder + kMarker);
  return marker.ok() && marker->is_object() ? marker->value("content", "unknown") : "";
}

Status clear(const std::string& folder) {
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed))
    fs::remove_all(entry.path(), failed);
  if (failed)
    return Error{Fault::kUnavailable,
                 "serve.folder",
                 "The demo's folder " + folder + " cannot be emptied: " + failed.message() + ".",
                 {}};
  return {};
}

// Ledger and node under a clock that is told the time; both are closed again at the end.
Result<casework::DemoTally> play(const std::string& folder, const program::Program& program,
                                 const casework::DemoCast& cast) {
  SeededRandom random(kSeed);
  SeededRandom ids(kSeed + 1);
  FixedClock clock(SystemClock().now());
  Result<std::unique_ptr<ledger::Ledger>> ledger =
      ledger::Ledger::open({folder, "demo.invalid", &random});
  if (!ledger) return ledger.error();
  casework::NodeParts parts;
  parts.program = &program;
  parts.ledger = ledger->get();
  parts.clock = &clock;
  parts.random = &ids;
  parts.id_prefix = "SYN-";
  Result<std::unique_ptr<casework::Node>> node = casework::Node::open(parts);
  if (!node) return node.error();
  return casework::seed_demo(**node, clock, {&cast, kSeed, clock.now()});
}

}  // namespace

bool is_demo_folder(const std::string& folder) {
  return !content_of(folder).empty();
}

Status prepare_demo_folder(const std::string& folder, const program::Program& program,
                           const casework::DemoCast& cast) {
  std::error_code failed;
  const bool empty = !fs::exists(folder) || fs::is_empty(folder, failed);
  const std::string played = content_of(folder);
  if (played == program.hash()) return {};
  if (!empty && played.empty())
    return Error{Fault::kRefused,
                 "serve.not_a_demo_folder",
                 "The folder " + folder +
                     " holds something that is no demo. Choose an empty folder: "
                     "--data DIR. Nothing was changed.",
                 {}};
  fs::create_directories(folder, failed);
  if (Status status = clear(folder); !status) return status;
  // Marked before it is played: a demo that was stopped half way is cleared and played again.
  const Json begun = {{"content", "unfinished"}, {"seed", kSeed}};
  if (Status status = write_file(folder + kMarker, begun.dump(2) + "\n"); !status) return status;
  std::cout << "Playing the demo's stories into " << folder << " …" << std::endl;
  Result<casework::DemoTally> tally = play(folder, program, cast);
  if (!tally) return tally.error();
  const Json marker = {{"content", program.hash()}, {"seed", kSeed}};
  if (Status status = write_file(folder + kMarker, marker.dump(2) + "\n"); !status) return status;
  std::cout << tally->cases << " cases, " << tally->steps << " steps." << std::endl;
  return {};
}

}  // namespace alternat::commands
