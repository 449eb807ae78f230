// SPDX-License-Identifier: EUPL-1.2
#include "casework/migrate.h"

#include <algorithm>

#include "base/assert.h"
#include "base/sha256.h"
#include "casework/case_environment.h"
#include "casework/case_values.h"
#include "casework/may_act.h"
#include "casework/record_batch.h"
#include "casework/rehearsal.h"
#include "procedures/migration_json.h"

namespace alternat::casework {
namespace {

constexpr std::size_t kReasonMax = 80;
constexpr std::size_t kIdMax = 20;

Status check_reason(const std::string& reason) {
  const bool plain = std::all_of(reason.begin(), reason.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" ._/-").find(c) != std::string_view::npos;
  });
  if (!reason.empty() && reason.size() <= kReasonMax && plain) return {};
  return Error{Fault::kMalformed,
               "migration.reason",
               "A move needs a reason: a code or file reference of at most 80 letters, digits, "
               "spaces and . _ / -; never a person's name.",
               {}};
}

Status check_id(const std::string& id) {
  if (check_id_text(id).ok() && id.size() <= kIdMax) return {};
  return Error{Fault::kMalformed,
               "migration.id",
               "The id of a migration has at most 20 letters, digits and . _ -, not '" + id + "'.",
               {}};
}

// The same order gives the same id: sent again after a stop, it goes on.
std::string id_of(const Node& node, const MigrationScope& scope) {
  std::string all = scope.procedure + '\n';
  for (const program::CompiledProcedure& procedure : node.program().procedures())
    if (scope.procedure.empty() || procedure.definition.id == scope.procedure)
      all += procedure.definition.hash + '\n';
  for (const auto& [procedure, mapping] : scope.mappings)
    for (const auto& [from, to] : mapping) all += procedure + ' ' + from + ' ' + to + '\n';
  return "m-" + sha256_hex(all).substr(0, 12);
}

std::optional<projections::CaseRow> row_of(const Node& node, const RehearsedCase& one) {
  return node.with_tables([&](const projections::Tables& tables) {
    const projections::CaseRow* row = tables.find_case(one.partnership, one.case_id);
    return row ? std::optional(*row) : std::nullopt;
  });
}

Error no_part(const std::string& procedure, access::Role role) {
  return {Fault::kForbidden,
          "casework.no_part",
          "The role '" + std::string(access::to_text(role)) + "' does not move cases of '" +
              procedure + "'. Nothing was changed.",
          {}};
}

Error moved_on(const projections::CaseRow& row) {
  return {Fault::kConflict,
          "migration.moved_on",
          "The case has moved on since (version " + std::to_string(row.version) +
              "); it stays on its version.",
          {}};
}

Result<Call> call_in(const Call& call, const projections::CaseRow& row, const std::string& what) {
  Result<ledger::CommandId> command = ledger::CommandId::from_text(
      what + "-" + std::to_string(row.version) + "-" + row.id.substr(0, 48));
  if (!command) return command.error();
  Call one = call;
  one.command = *command;
  one.purpose = purpose_for(call.role, row.realm);
  return one;
}

// The lock of the case is held.
Status record_move(Node& node, const Call& call, const Loaded& loaded,
                   const procedures::CaseMigrated& record) {
  const ExtraRecord extra{std::string(procedures::type_name(record)), procedures::to_json(record)};
  Result<Prepared> prepared = prepare_batch(node, call, loaded, {{extra}, {}, {}});
  if (!prepared) return prepared.error();
  Result<ledger::AppendResult> appended = node.ledger().store().append(prepared->batch);
  if (!appended) return appended.error();
  return node.catch_up(appended->records.back().position);
}

// The clocks that the new version would have started when the case came to where it stands.
Status start_clocks(Node& node, const projections::CaseRow& row,
                    const program::CompiledProcedure& target, procedures::MigrationPlan& plan) {
  CaseValues values(node, row);
  const CaseEnvironment environment(node, target, row, values);
  for (const procedures::Waiting& start : plan.to_start) {
    const procedures::Node& event =
        target.definition.nodes[target.definition.find_node(start.element)];
    Result<procedures::Deadline> due = environment.deadline(*event.clock, {});
    if (const Status& failed = environment.failure(); !failed) return failed;
    if (!due) return due.error();
    procedures::SetTimer timer;
    timer.element = start.element;
    timer.token = start.token;
    timer.due = due->due;
    timer.clause = due->clause;
    plan.record.timers.push_back(std::move(timer));
  }
  return {};
}

Error left_behind(const RehearsedCase& one, const MigrationOrder& order) {
  std::string why = one.problem;
  for (const procedures::Finding& finding : one.findings) {
    if (finding.verdict == procedures::Verdict::kMoves || order.accepted.contains(finding.code))
      continue;
    why += (why.empty() ? "" : "; ") + procedures::describe(finding);
  }
  const bool breaks = one.verdict == procedures::Verdict::kBreaks;
  return {Fault::kRefused, breaks ? "migration.breaks" : "migration.needs_person", why, {}};
}

bool is_accepted(const RehearsedCase& one, const MigrationOrder& order) {
  if (one.verdict == procedures::Verdict::kBreaks || !one.problem.empty()) return false;
  return std::all_of(one.findings.begin(), one.findings.end(),
                     [&](const procedures::Finding& finding) {
                       return finding.verdict == procedures::Verdict::kMoves ||
                              order.accepted.contains(finding.code);
                     });
}

Status move_case(Node& node, const Call& call, const RehearsedCase& one,
                 const MigrationScope& scope, const MigrationOrder& order) {
  std::lock_guard lock(node.lock_of(one.case_id));
  std::optional<projections::CaseRow> row = row_of(node, one);
  const program::CompiledProcedure* target = node.program().find_procedure(one.procedure);
  if (!row || row->version != one.version) return moved_on(*row);
  Result<const program::CompiledProcedure*> source = node.version(row->procedure, row->hash);
  if (!source) return source.error();
  procedures::MigrationPlan plan = procedures::plan_migration(
      {(*source)->definition, target->definition, row->state, mapping_of(scope, one.procedure)});
  if (Status status = start_clocks(node, *row, *target, plan); !status) return status;
  plan.record.migration = order.id;
  plan.record.reason = order.reason;
  Result<Call> own = call_in(call, *row, "move-" + order.id);
  if (!own) return own.error();
  if (Status status = node.keep(*target); !status) return status;
  return record_move(node, *own, {std::move(*row), *source}, plan.record);
}

// The move as it was recorded, and the state before it, from the case's own records.
struct Past {
  procedures::State before;
  procedures::CaseMigrated moved;
};

Result<Past> past_of(Node& node, const projections::CaseRow& row) {
  Result<ledger::LogId> log = ledger::LogId::from_text(row.partnership);
  Result<ledger::StreamId> stream = ledger::StreamId::from_text(row.id);
  if (!log) return log.error();
  if (!stream) return stream.error();
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->read_stream(*log, *stream);
  if (!records) return records.error();
  const std::size_t moved_at = row.migration->version - 1;
  ALTERNAT_ASSERT(moved_at < records->size());
  projections::Tables tables;
  for (std::size_t i = 0; i < moved_at; ++i) {
    (*records)[i].position = i + 1;  // of this fold of one stream
    if (Status status = tables.apply((*records)[i]); !status) return status.error();
  }
  Result<Json> body = parse_json((*records)[moved_at].record.body, "CaseMigrated");
  if (!body) return body.error();
  Result<procedures::CaseMigrated> moved = procedures::migrated_from_json(*body);
  if (!moved) return moved.error();
  return Past{tables.find_case(row.partnership, row.id)->state, std::move(*moved)};
}

Status put_back(Node& node, const Call& call, const RehearsedCase& one, const std::string& reason) {
  std::lock_guard lock(node.lock_of(one.case_id));
  std::optional<projections::CaseRow> row = row_of(node, one);
  if (!row->migration || row->version != row->migration->version) return moved_on(*row);
  Result<const program::CompiledProcedure*> source =
      node.version(row->procedure, row->migration->from);
  if (!source) return source.error();
  Result<Past> past = past_of(node, *row);
  if (!past) return past.error();
  procedures::CaseMigrated undo = procedures::undo_of(past->moved, past->before, row->state);
  undo.reason = reason;
  Result<Call> own = call_in(call, *row, "back-" + past->moved.migration);
  if (!own) return own.error();
  return record_move(node, *own, {std::move(*row), *source}, undo);
}

}  // namespace

bool may_migrate(const procedures::Definition& definition, access::Role role) {
  if (!is_office(role)) return false;
  if (has_work(definition, std::string(access::to_text(role)))) return true;
  return role == access::Role::kLeadUnit && definition.realm != procedures::Realm::kReturns;
}

Result<MigrationRun> migrate(Node& node, const Call& call, const MigrationScope& scope,
                             const MigrationOrder& order) {
  MigrationOrder known = order;
  if (known.id.empty()) known.id = id_of(node, scope);
  if (Status status = check_reason(known.reason); !status) return status.error();
  if (Status status = check_id(known.id); !status) return status.error();
  Result<std::vector<RehearsedCase>> cases = rehearse(node, scope);
  if (!cases) return cases.error();
  for (const RehearsedCase& one : *cases)
    if (!may_migrate(node.program().find_procedure(one.procedure)->definition, call.role))
      return no_part(one.procedure, call.role);
  MigrationRun run{known.id, {}, {}, 0};
  for (RehearsedCase& one : *cases) {
    if (!is_accepted(one, known)) {
      Error why = left_behind(one, known);
      run.left.push_back({std::move(one), std::move(why)});
    } else if (known.moves_max > 0 && run.moved.size() >= known.moves_max) {
      ++run.waiting;
    } else if (Status status = move_case(node, call, one, scope, known); status.ok()) {
      run.moved.push_back(std::move(one));
    } else {
      run.left.push_back({std::move(one), status.error()});
    }
  }
  return run;
}

Result<MigrationRun> undo_migration(Node& node, const Call& call, const std::string& migration,
                                    const std::string& reason) {
  if (Status status = check_reason(reason); !status) return status.error();
  const std::vector<RehearsedCase> cases = moved_by(node, migration);
  if (cases.empty())
    return Error{Fault::kNotFound,
                 "migration.unknown",
                 "No case was moved by a migration '" + migration + "' that still stands.",
                 {}};
  for (const RehearsedCase& one : cases) {
    const program::CompiledProcedure* procedure = node.program().find_procedure(one.procedure);
    if (procedure && !may_migrate(procedure->definition, call.role))
      return no_part(one.procedure, call.role);
  }
  MigrationRun run{migration, {}, {}, 0};
  for (const RehearsedCase& one : cases) {
    if (Status status = put_back(node, call, one, reason); status.ok()) {
      run.moved.push_back(one);
    } else {
      run.left.push_back({one, status.error()});
    }
  }
  return run;
}

}  // namespace alternat::casework
