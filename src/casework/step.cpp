// SPDX-License-Identifier: EUPL-1.2
#include "casework/step.h"

#include <algorithm>

#include "base/assert.h"
#include "casework/case_environment.h"
#include "casework/case_values.h"
#include "casework/decision_run.h"
#include "casework/may_act.h"
#include "casework/record_batch.h"
#include "procedures/engine.h"

namespace alternat::casework {
namespace {

constexpr int kDecisionsMax = 100;  // in one command; more means that a procedure runs in a circle
constexpr int kTriesMax = 5;

Error no_case(const StepRequest& request) {
  return {Fault::kNotFound,
          "casework.no_case",
          "There is no case '" + request.case_id + "' in '" + request.partnership + "'.",
          {}};
}

// The case that does not exist yet: its first records follow in one batch.
Result<Loaded> begin(const Node& node, const StepRequest& request) {
  projections::CaseRow row;
  row.id = request.case_id;
  row.partnership = request.partnership;
  row.procedure = request.begins->procedure;
  row.subject = request.begins->subject;
  const program::CompiledProcedure* procedure = node.program().find_procedure(row.procedure);
  ALTERNAT_ASSERT(procedure);  // open_case has looked
  row.hash = procedure->definition.hash;
  row.realm = std::string(procedures::to_string(procedure->definition.realm));
  return Loaded{std::move(row), procedure};
}

Result<Loaded> load(const Node& node, const StepRequest& request) {
  if (request.begins) return begin(node, request);
  std::optional<projections::CaseRow> row =
      node.with_tables([&](const projections::Tables& tables) {
        const projections::CaseRow* found = tables.find_case(request.partnership, request.case_id);
        return found ? std::optional(*found) : std::nullopt;
      });
  if (!row) return no_case(request);
  Result<const program::CompiledProcedure*> procedure = node.version(row->procedure, row->hash);
  if (!procedure) return procedure.error();
  return Loaded{std::move(*row), *procedure};
}

Result<access::Grant> grant_for(const Node& node, const Call& call, const std::string& case_id) {
  Result<access::CaseId> case_ref = access::CaseId::from_text(case_id);
  if (!case_ref) return case_ref.error();
  return node.program().access().grant(
      {call.actor, call.organisation, call.role, call.purpose, *case_ref});
}

// Whether the vault will take the values: a beginning it refuses leaves nothing behind.
bool may_write(const Node& node, const Call& call, const Loaded& loaded, const Prepared& prepared) {
  if (prepared.values.empty()) return true;
  const Result<access::Grant> grant = grant_for(node, call, loaded.row.id);
  return grant.ok() && std::all_of(prepared.values.begin(), prepared.values.end(),
                                   [&](const ledger::PersonalValue& value) {
                                     return grant->may_write(value.value.category());
                                   });
}

Result<ledger::AppendResult> append(Node& node, const Call& call, const Loaded& loaded,
                                    Prepared prepared) {
  if (prepared.values.empty()) return node.ledger().store().append(prepared.batch);
  Result<access::Grant> grant = grant_for(node, call, loaded.row.id);
  if (!grant) return grant.error();
  return node.ledger().append(std::move(prepared.batch), prepared.values, *grant);
}

Result<StepResult> refuse(Node& node, const Call& call, const Loaded& loaded,
                          const StepRequest& request, const procedures::Rejection& rejection) {
  const Error error{Fault::kRefused, rejection.code, rejection.message, {}};
  if (request.begins) return error;  // there is no case that could remember it
  const ExtraRecord record{
      "CommandRejected",
      {{"command", std::string(procedures::type_name(request.action))}, {"code", rejection.code}}};
  Result<Prepared> prepared = prepare_batch(node, call, loaded, {{record}, {}, {}});
  if (!prepared) return prepared.error();
  Result<ledger::AppendResult> kept = node.ledger().store().append(prepared->batch);
  if (!kept) return kept.error();
  if (Status status = node.catch_up(kept->records.back().position); !status) return status.error();
  return error;
}

// A letter that nothing waits for: it is recorded, and no token moves.
bool is_record_only(const StepRequest& request) {
  const auto* amend = std::get_if<procedures::AmendValues>(&request.action);
  return amend && amend->values.empty() && !request.extra.empty();
}

Result<procedures::Decision> decide(Node& node, const Call& call, const Loaded& loaded,
                                    const StepRequest& request) {
  if (std::optional<procedures::Rejection> objection =
          objection_to(node, call, loaded, request.action))
    return procedures::Decision(std::move(*objection));
  if (is_record_only(request)) return procedures::Decision(procedures::Decided{});
  CaseValues values(node, loaded.row);
  const CaseEnvironment environment(node, *loaded.procedure, loaded.row, values);
  const procedures::Command command{call.command.text(),
                                    {call.actor.text(), {std::string(access::to_text(call.role))}},
                                    request.action};
  procedures::Decision decision =
      procedures::decide(loaded.procedure->definition, loaded.row.state, command, environment);
  if (const Status& failed = environment.failure(); !failed) return failed.error();
  return decision;
}

const procedures::OpenTask* task_of(const Loaded& loaded, const procedures::Action& action) {
  const auto find = [&](const auto& of) {
    return loaded.row.state.find_task(of.element, of.token);
  };
  if (const auto* claim = std::get_if<procedures::ClaimTask>(&action)) return find(*claim);
  if (const auto* release = std::get_if<procedures::ReleaseTask>(&action)) return find(*release);
  if (const auto* complete = std::get_if<procedures::CompleteTask>(&action)) return find(*complete);
  return nullptr;
}

// Whoever stands in for the absent holder of a task takes it over, under her own name, before she
// does anything with it: two pairs of eyes stay those of two persons.
std::optional<ExtraRecord> stand_in(const Node& node, const Call& call, Loaded& loaded,
                                    const procedures::Action& action) {
  const procedures::OpenTask* task = task_of(loaded, action);
  if (!task || task->claimed_by.empty() || task->claimed_by == call.actor.text())
    return std::nullopt;
  const bool stands = node.with_tables([&](const projections::Tables& tables) {
    return task->role == access::to_text(call.role) &&
           tables.stands_in(call.actor.text(), task->claimed_by, task->role, node.today());
  });
  if (!stands) return std::nullopt;
  ExtraRecord record{"TaskAssigned",
                     {{"element", task->element},
                      {"token", task->token},
                      {"to", call.actor.text()},
                      {"from", task->claimed_by},
                      {"how", "substituted"}}};
  const bool claims = std::holds_alternative<procedures::ClaimTask>(action);
  for (procedures::OpenTask& open : loaded.row.state.tasks)
    if (open.element == task->element && open.token == task->token)
      open.claimed_by = claims ? "" : call.actor.text();
  return record;
}

// The command itself: decide and append. The lock of the case is held.
Result<StepResult> act_once(Node& node, const Call& call, const StepRequest& request) {
  Result<Loaded> loaded = load(node, request);
  if (!loaded) return loaded.error();
  if (request.seen_version && *request.seen_version != loaded->row.version)
    return Error{Fault::kConflict,
                 "casework.stale_version",
                 "The case has moved on since you opened it (version " +
                     std::to_string(*request.seen_version) + ", now " +
                     std::to_string(loaded->row.version) +
                     "). Nothing was changed: look at it again and repeat what is still right.",
                 {}};
  std::vector<ExtraRecord> extra = request.extra;
  if (std::optional<ExtraRecord> taken = stand_in(node, call, *loaded, request.action))
    extra.push_back(std::move(*taken));
  Result<procedures::Decision> decision = decide(node, call, *loaded, request);
  if (!decision) return decision.error();
  if (const auto* rejection = std::get_if<procedures::Rejection>(&*decision))
    return refuse(node, call, *loaded, request, *rejection);
  const auto& decided = std::get<procedures::Decided>(*decision);
  Result<Prepared> prepared =
      prepare_batch(node, call, *loaded, {extra, decided.records, decided.values});
  if (!prepared) return prepared.error();
  if (request.begins && may_write(node, call, *loaded, *prepared))
    if (Status status = node.keep(*loaded->procedure); !status) return status.error();
  Result<ledger::AppendResult> appended = append(node, call, *loaded, std::move(*prepared));
  if (!appended) return appended.error();
  if (Status status = node.catch_up(appended->records.back().position); !status)
    return status.error();
  return StepResult{loaded->row.version + appended->records.size(), appended->already};
}

// Where nodes share a ledger another one may have moved the case since it was loaded: the command
// is then decided anew on the case as it stands now.
Result<StepResult> act(Node& node, const Call& call, const StepRequest& request) {
  Result<StepResult> result = act_once(node, call, request);
  for (int tries = 1; !result && result.error().code == "ledger.stale_version" && tries < kTriesMax;
       ++tries) {
    if (Status status = node.catch_up(); !status) return status.error();
    result = act_once(node, call, request);
  }
  return result;
}

// The result of an automatic decision as a step of its own, by the node's engine. The command's id
// names the version it answers: decided twice, it is recorded once.
Result<StepResult> record_decision(Node& node, const StepRequest& request, const Loaded& loaded) {
  const procedures::PendingDecision& pending = loaded.row.state.decisions.front();
  Result<Call> engine = engine_call(loaded.row, "decision", pending.token);
  if (!engine) return engine.error();
  CaseValues values(node, loaded.row);
  Result<DecisionOutcome> outcome = run_decision(node, loaded.row, pending.decision, values);
  if (!outcome) return outcome.error();
  StepRequest next{
      request.partnership,
      request.case_id,
      std::nullopt,
      procedures::RecordDecision{pending.element, pending.token, outcome->outcome, outcome->model},
      {},
      {}};
  return act(node, *engine, next);
}

bool waits_for_decision(const Node& node, const StepRequest& request) {
  return node.with_tables([&](const projections::Tables& tables) {
    const projections::CaseRow* row = tables.find_case(request.partnership, request.case_id);
    return row && !row->state.decisions.empty();
  });
}

// Until none is due; `result` is what the command itself gave.
Result<StepResult> run_decisions(Node& node, const StepRequest& command,
                                 Result<StepResult> result) {
  StepRequest request = command;
  request.begins.reset();
  for (int round = 1; result.ok() && round <= kDecisionsMax; ++round) {
    if (!waits_for_decision(node, request)) break;
    Result<Loaded> loaded = load(node, request);
    if (!loaded) return loaded.error();
    result = record_decision(node, request, *loaded);
  }
  return result;
}

}  // namespace

Result<StepResult> step(Node& node, const Call& call, const StepRequest& request) {
  std::lock_guard lock(node.lock_of(request.case_id));
  Result<ledger::LogId> log = ledger::LogId::from_text(request.partnership);
  if (!log) return no_case(request);
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> before = (*reader)->find_command(*log, call.command);
  if (!before) return before.error();
  reader->reset();
  if (before->empty()) return run_decisions(node, request, act(node, call, request));
  StepRequest known = request;
  known.begins.reset();
  Result<Loaded> loaded = load(node, known);
  if (!loaded) return loaded.error();
  // Perhaps the node stopped between the command and the decisions it led to.
  Result<StepResult> result = run_decisions(node, known, StepResult{loaded->row.version, true});
  if (result.ok()) result->already = true;
  return result;
}

Result<StepResult> resume_decisions(Node& node, const std::string& partnership,
                                    const std::string& case_id) {
  std::lock_guard lock(node.lock_of(case_id));
  const StepRequest request{partnership, case_id, {}, procedures::AmendValues{}, {}, {}};
  Result<Loaded> loaded = load(node, request);
  if (!loaded) return loaded.error();
  return run_decisions(node, request, StepResult{loaded->row.version, false});
}

}  // namespace alternat::casework
