// SPDX-License-Identifier: EUPL-1.2
// Use case: running cases move to the version of their procedure that the content has now:
// rehearsed, moved in bulk, taken back. Each move is one record of one case; a command that was
// stopped half-way goes on where it stopped. Rules and reasons: docs/migration.md.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "casework/step.h"
#include "procedures/migration.h"

namespace alternat::casework {

// By procedure.
using Mappings = std::map<std::string, procedures::ElementMapping>;

// TOML: a table for each procedure, "old element" = "new element". Errors: toml.*,
// migration.mapping (what stands there is no text).
Result<Mappings> read_mappings(const std::string& file);
Result<Mappings> parse_mappings(std::string_view text, const std::string& file);

struct MigrationScope {
  std::string procedure;  // "" = every procedure
  Mappings mappings;
};

struct RehearsedCase {
  std::string partnership;
  std::string case_id;
  std::string procedure;
  std::string from;  // hashes
  std::string to;
  std::uint64_t version = 0;
  procedures::Verdict verdict = procedures::Verdict::kMoves;
  std::vector<procedures::Finding> findings;
  std::string problem;  // why it could not even be looked at: its version is not loaded
};

// Every live case whose version is not the content's, by procedure and id. Reads nothing from the
// vault and records nothing. Errors: migration.no_procedure, migration.unknown_element (a mapping
// names what neither version has).
Result<std::vector<RehearsedCase>> rehearse(const Node& node, const MigrationScope& scope);

struct MigrationOrder {
  std::string id;  // "" = made from procedure, versions and mapping: the same order, the same id
  std::string reason;              // a code or file reference
  std::set<std::string> accepted;  // codes of findings that a person took upon herself
  std::size_t moves_max = 0;       // at most so many now; 0 = all. Sent again, it goes on
};

struct LeftCase {
  RehearsedCase of;
  Error why;
};

struct MigrationRun {
  std::string id;
  std::vector<RehearsedCase> moved;
  std::vector<LeftCase> left;  // stayed on their version, with the reason
  std::size_t waiting = 0;     // would move, but moves_max was reached
};

// `call.command` is not used: each case has a command of its own. Errors: those of rehearse,
// migration.reason, migration.id, casework.no_part (of the first procedure the role may not move).
Result<MigrationRun> migrate(Node& node, const Call& call, const MigrationScope& scope,
                             const MigrationOrder& order);

// Puts back every case of the migration that has not moved on since. Errors migration.unknown,
// migration.reason, casework.no_part.
Result<MigrationRun> undo_migration(Node& node, const Call& call, const std::string& migration,
                                    const std::string& reason);

// Whether the role moves cases of the procedure: an authority with work in it; the lead unit too,
// but never in a return.
bool may_migrate(const procedures::Definition& definition, access::Role role);

// What came of a run or rehearsal, for programs (docs/schema/migration.schema.json).
Json to_json(const RehearsedCase& one);
Json to_json(const MigrationRun& run);

}  // namespace alternat::casework
