// SPDX-License-Identifier: EUPL-1.2
// rehearse, migrate, undo: running cases of a node that is not serving, under another content.
#include <filesystem>
#include <iostream>

#include "casework/migrate.h"
#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {
namespace {

// Everything a use case works on, for the length of one command.
struct Opened {
  std::unique_ptr<program::Program> program;
  SystemRandom random;
  SystemClock clock;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<casework::Node> node;
};

Status open_node(const MigrateOptions& options, Opened& opened) {
  if (!std::filesystem::exists(options.data + "/ledger.db"))
    return Error{
        Fault::kNotFound,
        "node.no_ledger",
        "The folder " + options.data + " holds no ledger. Name a node's folder: --data DIR.",
        {}};
  Result<std::unique_ptr<ledger::Ledger>> ledger =
      ledger::Ledger::open({options.data, "localhost", &opened.random});
  if (!ledger) return ledger.error();
  opened.ledger = std::move(*ledger);
  casework::NodeParts parts;
  parts.program = opened.program.get();
  parts.ledger = opened.ledger.get();
  parts.clock = &opened.clock;
  parts.random = &opened.random;
  Result<std::unique_ptr<casework::Node>> node = casework::Node::open(parts);
  if (!node) return node.error();
  opened.node = std::move(*node);
  return {};
}

Result<casework::Call> caller(const MigrateOptions& options) {
  if (options.by.empty())
    return Error{Fault::kMalformed,
                 "migration.no_actor",
                 "A move is recorded with who made it: --by ACCOUNT.",
                 {}};
  const std::optional<access::Role> role = access::find_role(options.role);
  if (!role)
    return Error{Fault::kMalformed,
                 "migration.unknown_role",
                 "Access does not know the role '" + options.role + "'.",
                 {}};
  Result<access::ActorId> actor = access::ActorId::from_text(options.by);
  Result<access::OrganisationId> organisation = access::OrganisationId::from_text("node");
  Result<ledger::CommandId> command = ledger::CommandId::from_text("migrate");
  if (!actor) return actor.error();
  if (!organisation) return organisation.error();
  if (!command) return command.error();
  return casework::Call{*actor,
                        {*organisation, access::organisation_of(*role)},
                        *role,
                        access::Purpose::kSteering,
                        *command};
}

Result<casework::MigrationScope> scope_of(const MigrateOptions& options) {
  casework::MigrationScope scope{options.procedure, {}};
  if (options.mapping.empty()) return scope;
  Result<casework::Mappings> mappings = casework::read_mappings(options.mapping);
  if (!mappings) return mappings.error();
  scope.mappings = std::move(*mappings);
  return scope;
}

void print_reasons(const casework::RehearsedCase& one) {
  for (const procedures::Finding& finding : one.findings)
    std::cout << "    " << finding.code << ": " << procedures::describe(finding) << '\n';
  if (!one.problem.empty()) std::cout << "    " << one.problem << '\n';
}

void print_case(const casework::RehearsedCase& one, std::string_view word) {
  std::cout << word << ' ' << one.procedure << ' ' << one.partnership << '/' << one.case_id << ' '
            << one.from.substr(0, 12) << " -> " << one.to.substr(0, 12) << '\n';
}

int show_rehearsal(const std::vector<casework::RehearsedCase>& cases, bool json) {
  std::map<procedures::Verdict, std::size_t> count;
  Json list = Json::array();
  for (const casework::RehearsedCase& one : cases) {
    ++count[one.verdict];
    if (json) {
      list.push_back(casework::to_json(one));
      continue;
    }
    print_case(one, procedures::to_string(one.verdict));
    print_reasons(one);
  }
  using procedures::Verdict;
  if (json) {
    std::cout << Json{{"moves", count[Verdict::kMoves]},
                      {"needs_person", count[Verdict::kNeedsPerson]},
                      {"breaks", count[Verdict::kBreaks]},
                      {"cases", std::move(list)}}
                     .dump(2)
              << '\n';
  } else {
    std::cout << cases.size() << " running cases on other versions: " << count[Verdict::kMoves]
              << " move, " << count[Verdict::kNeedsPerson] << " need a person, "
              << count[Verdict::kBreaks] << " break\n";
  }
  return 0;
}

int show_run(const casework::MigrationRun& run, bool json, std::string_view word) {
  if (json) {
    std::cout << casework::to_json(run).dump(2) << '\n';
    return 0;
  }
  for (const casework::RehearsedCase& one : run.moved) print_case(one, word);
  for (const casework::LeftCase& left : run.left) {
    print_case(left.of, "left");
    std::cout << "    " << left.why.code << ": " << left.why.message << '\n';
  }
  std::cout << "migration " << run.id << ": " << run.moved.size() << ' ' << word << ", "
            << run.left.size() << " left\n";
  return 0;
}

}  // namespace

int rehearse(const MigrateOptions& options) {
  Opened opened;
  opened.program = load_or_print(options.content);
  if (!opened.program) return 1;
  Result<casework::MigrationScope> scope = scope_of(options);
  if (!scope) return refuse(scope.error());
  if (Status status = open_node(options, opened); !status) return refuse(status.error());
  Result<std::vector<casework::RehearsedCase>> cases = casework::rehearse(*opened.node, *scope);
  if (!cases) return refuse(cases.error());
  return show_rehearsal(*cases, options.json);
}

int migrate(const MigrateOptions& options) {
  if (options.dry_run) return rehearse(options);
  Opened opened;
  opened.program = load_or_print(options.content);
  if (!opened.program) return 1;
  Result<casework::MigrationScope> scope = scope_of(options);
  if (!scope) return refuse(scope.error());
  Result<casework::Call> call = caller(options);
  if (!call) return refuse(call.error());
  if (Status status = open_node(options, opened); !status) return refuse(status.error());
  const casework::MigrationOrder order{
      options.migration, options.reason, {options.accept.begin(), options.accept.end()}, 0};
  Result<casework::MigrationRun> run = casework::migrate(*opened.node, *call, *scope, order);
  if (!run) return refuse(run.error());
  return show_run(*run, options.json, "moved");
}

int undo(const MigrateOptions& options) {
  Opened opened;
  opened.program = load_or_print(options.content);
  if (!opened.program) return 1;
  Result<casework::Call> call = caller(options);
  if (!call) return refuse(call.error());
  if (Status status = open_node(options, opened); !status) return refuse(status.error());
  Result<casework::MigrationRun> run =
      casework::undo_migration(*opened.node, *call, options.migration, options.reason);
  if (!run) return refuse(run.error());
  return show_run(*run, options.json, "back");
}

}  // namespace alternat::commands
