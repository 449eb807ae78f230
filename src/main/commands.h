// SPDX-License-Identifier: EUPL-1.2
// The commands of `alternat`, one function each: arguments in, exit code out (0 done, 1 refused
// with diagnostics on stderr, 2 usage). Shapes of the JSON: docs/schema.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace alternat::commands {

struct CheckOptions {
  std::string content = "content";
};
int check(const CheckOptions& options);
// docs/facts.md on stdout.
int document(const CheckOptions& options);

struct AssessOptions {
  std::string content = "content";
  std::string facts;  // file; "-" = standard input
  std::string on;     // ISO day; "" = the facts' own `on`
  std::string known_as_of;
  std::string partnership;
  std::string language = "en";  // of the text; JSON has both
  bool json = false;
  bool strict = false;
  bool trace = false;
};
int pathways(const AssessOptions& options);
int safeguards(const AssessOptions& options);

struct DecideOptions {
  std::string content = "content";
  std::string model;  // id in the content, or a file
  std::string facts;
  std::string on;
  std::string decision;  // name of a decision, service or function; "" = all decisions
  bool json = false;
  bool trace = false;
};
int decide(const DecideOptions& options);

struct ExamplesOptions {
  std::string content = "content";
  std::string folder = "content/examples";
  bool rewrite = false;  // histories: write what came into the files
};
int examples(const ExamplesOptions& options);

struct AuditCommand {
  std::string content = "content";
  std::string population, seed, on;  // as typed; the day may be empty
  unsigned threads = 0;              // 0: all of the machine
  bool interpreted = false;
  bool json = false;
};
int audit(const AuditCommand& command);

struct ScenarioCommand {
  std::string before, after;  // content folders
  std::string population, seed, on;
  unsigned threads = 0;
  bool interpreted = false;
  bool json = false;
};
int scenario(const ScenarioCommand& command);

// Either two days of one content, or two contents (each example on its own day, or all on `on`).
struct DiffOptions {
  std::string content = "content";
  std::string from, to;       // days
  std::string before, after;  // content folders
  std::string on;
  std::string examples;  // folder of worked examples; "" = the content's own
  bool json = false;
};
int diff(const DiffOptions& options);

// When a period ends, and why: docs/content-calendars.md.
struct DeadlineOptions {
  std::string content = "content";
  std::string start;  // day, or moment for hours
  std::string rule;   // "P12D:treaty", "ba_consent"
  std::string calendar = "de";
  std::string event = "receipt";
  std::vector<std::string> suspended;  // "2026-06-10..2026-06-12"
  std::string extended;                // "P6D"
  std::string reason;
  std::string language = "en";
  bool json = false;
};
int deadline(const DeadlineOptions& options);

// A list of holidays as a file of content/law/calendars, on stdout.
struct ImportHolidaysOptions {
  std::string file;
  std::string region;  // as the list calls it
  std::string id;      // of the calendar
  std::string zone;
  std::string name;
  std::string title = "list of public holidays given by the operator";
  std::vector<std::string> weekend = {"saturday", "sunday"};
};
int import_holidays(const ImportHolidaysOptions& options);

struct ProveCommand {
  std::string content = "content";
  std::string partnership;
  std::vector<std::string> properties, procedures;  // empty: all
  std::size_t states_max = 0;                       // 0: the default bound
  bool json = false;
};
int prove(const ProveCommand& command);

int tck(const std::string& folder);
int bpmn_suite(const std::string& folder);

struct NodeOptions {
  std::string content = "content";
  std::string data = "var/node";
  std::string store;  // "postgresql://…"; "" = files in the data folder
};
int verify(const NodeOptions& options);
int replay(const NodeOptions& options);

// A node's databases, byte for byte, to an empty place: folders, or "postgresql://…".
struct CopyOptions {
  std::string from, to;
};
int copy(const CopyOptions& options);

struct MigrateOptions {
  std::string content = "content";
  std::string data = "var/node";
  std::string procedure;  // "" = all that changed
  std::string mapping;    // TOML file
  std::string migration;  // id
  std::string by, role = "lead_unit", reason;
  std::vector<std::string> accept;  // codes
  bool dry_run = false;
  bool json = false;
};
int rehearse(const MigrateOptions& options);
int migrate(const MigrateOptions& options);
int undo(const MigrateOptions& options);

struct ServeOptions {
  std::string content = "content";
  std::string web = "web";
  std::string data = "var/node";
  std::string store;  // "postgresql://…"; "" = files in the data folder
  int port = 8080;
  bool demo = false;
  bool without_cases = false;  // public pages and /proofs only: no node, nobody signs in
};
int serve(const ServeOptions& options);

}  // namespace alternat::commands
