// SPDX-License-Identifier: EUPL-1.2
// Moving a running case to another version of its procedure: what would happen, and why not. Pure:
// the same versions, state and mapping give the same plan. A case never jumps past the safeguards
// of a phase, and no token is lost.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "procedures/definition.h"
#include "procedures/state.h"

namespace alternat::procedures {

// Old element or flow id -> new one. What is not named keeps its id.
using ElementMapping = std::map<std::string, std::string>;

enum class Verdict { kMoves, kNeedsPerson, kBreaks };
std::string_view to_string(Verdict verdict);  // "moves", "needs_person", "breaks"

// One reason. A finding of kMoves informs only.
struct Finding {
  Verdict verdict = Verdict::kMoves;
  std::string code;     // element_gone, kind_changed, … : docs/migration.md
  std::string element;  // of the old version; of the new one where something was added
  TokenId token = 0;
  std::string detail;  // the new element, role, fact, phase it is about
  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Renamed {
  std::string from;
  std::string to;
  friend bool operator==(const Renamed&, const Renamed&) = default;
};
struct Waiting {  // an event that a token waits for
  std::string element;
  TokenId token = 0;
  friend bool operator==(const Waiting&, const Waiting&) = default;
};

// The record of a move, and of taking it back. It says all that changes in the state, so that a
// case is replayed without either version.
struct CaseMigrated {
  std::string migration;  // the same id for all cases moved together
  std::string from;       // hashes of the versions
  std::string to;
  std::string reason;  // a code or file reference, no sentence about a person
  bool undo = false;
  std::vector<Renamed> renamed;    // elements and flows where something stands
  std::vector<OpenTask> tasks;     // as they are from now on; by element and token
  std::vector<Waiting> withdrawn;  // timers and messages waited for no longer
  std::vector<SetTimer> timers;    // waited for from now on
  std::vector<AwaitedMessage> messages;
  friend bool operator==(const CaseMigrated&, const CaseMigrated&) = default;
};
// "CaseMigrated", or "CaseMigratedV2" where a task or timer in it says the zone of its day.
std::string_view type_name(const CaseMigrated& record);

struct MigrationPlan {
  Verdict verdict = Verdict::kMoves;
  std::vector<Finding> findings;
  CaseMigrated record;            // without id and reason; nothing in it if the verdict is kBreaks
  std::vector<Waiting> to_start;  // timer events of the new version whose clocks start now
};

struct MigrationInput {
  const Definition& from;
  const Definition& to;
  const State& state;
  const ElementMapping& mapping;
};

// The state must be open, not ended, and of version `from`; asserted.
MigrationPlan plan_migration(const MigrationInput& input);

// What takes `after` back to `before`: `moved` led from the one to the other.
CaseMigrated undo_of(const CaseMigrated& moved, const State& before, const State& after);

void apply_migration(State& state, const CaseMigrated& record);

// One sentence for people at a command line.
std::string describe(const Finding& finding);

}  // namespace alternat::procedures
