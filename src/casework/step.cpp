// SPDX-License-Identifier: EUPL-1.2
#include "casework/step.h"

#include <algorithm>

#include "casework/case_environment.h"
#include "casework/case_values.h"
#include "casework/decision_run.h"
#include "procedures/engine.h"
#include "procedures/record_json.h"

namespace alternat::casework {
namespace {

constexpr int kDecisionsMax = 100;  // in one command; more means that a procedure runs in a circle

struct Loaded {
  projections::CaseRow row;
  const program::CompiledProcedure* procedure = nullptr;
};

Error no_case(const StepRequest& request) {
  return {Fault::kNotFound,
          "casework.no_case",
          "There is no case '" + request.case_id + "' in '" + request.partnership + "'.",
          {}};
}

Result<Loaded> load(const Node& node, const StepRequest& request) {
  std::optional<projections::CaseRow> row =
      node.with_tables([&](const projections::Tables& tables) {
        const projections::CaseRow* found = tables.find_case(request.partnership, request.case_id);
        return found ? std::optional(*found) : std::nullopt;
      });
  if (!row) return no_case(request);
  const program::CompiledProcedure* procedure = node.program().find_procedure(row->procedure);
  if (!procedure || procedure->definition.hash != row->hash)
    return Error{
        Fault::kConflict,
        "casework.version_not_loaded",
        "The case runs on a version of '" + row->procedure +
            "' that the content no longer has; it stays as it is until that version is back "
            "or the case is moved.",
        {}};
  return Loaded{std::move(*row), procedure};
}

// The body of a procedure's record: its JSON without the type, which stands in the header.
std::string body_of(const procedures::Record& record) {
  Json json = procedures::to_json(record);
  json.erase("type");
  return json.dump();
}

struct Prepared {
  ledger::Batch batch;
  std::vector<ledger::PersonalValue> values;
};

class BatchBuilder {
 public:
  BatchBuilder(Node& node, const Call& call, const Loaded& loaded)
      : node_(node), call_(call), loaded_(loaded) {}

  Result<Prepared> build(const std::vector<ExtraRecord>& extra,
                         const std::vector<procedures::Record>& records,
                         const procedures::Values& values) {
    Result<ledger::LogId> log = ledger::LogId::from_text(loaded_.row.partnership);
    Result<ledger::StreamId> stream = ledger::StreamId::from_text(loaded_.row.id);
    if (!log) return log.error();
    if (!stream) return stream.error();
    Prepared prepared{{*log,
                       call_.command,
                       call_.actor,
                       std::string(access::to_text(call_.purpose)),
                       node_.now(),
                       {},
                       {{*stream, loaded_.row.version}}},
                      {}};
    for (const ExtraRecord& record : extra)
      prepared.batch.records.push_back(
          {*stream, record.type, node_.today(), record.body.dump(), {}});
    if (loaded_.row.subject.empty()) add_open_values(values, *stream, prepared);
    for (const procedures::Record& record : records) {
      const auto ordinal = static_cast<std::uint32_t>(prepared.batch.records.size());
      prepared.batch.records.push_back({*stream,
                                        std::string(procedures::type_name(record)),
                                        node_.today(),
                                        body_of(record),
                                        {}});
      if (Status status = add_personal(record, ordinal, values, prepared); !status)
        return status.error();
    }
    return prepared;
  }

 private:
  // A case about an instrument or a project: its values are no personal data and stand in the open.
  void add_open_values(const procedures::Values& values, const ledger::StreamId& stream,
                       Prepared& prepared) {
    if (values.empty()) return;
    Json body = {{"values", Json::object()}};
    for (const auto& [name, text] : values)
      body["values"][name] = Json::parse(text, nullptr, false);
    prepared.batch.records.push_back(
        {stream, "CaseValuesRecorded", node_.today(), body.dump(), {}});
  }

  access::FactCategory category_of(const std::string& name) const {
    const terms::FactDefinition* fact = node_.program().content().facts.find(name);
    const std::optional<access::FactCategory> category =
        fact ? access::find_category(terms::to_text(fact->category)) : std::nullopt;
    return category.value_or(access::FactCategory::kProcedure);
  }

  Status add_personal(const procedures::Record& record, std::uint32_t ordinal,
                      const procedures::Values& values, Prepared& prepared) {
    const auto* set = std::get_if<procedures::VariableSet>(&record);
    if (!set || loaded_.row.subject.empty()) return {};
    Result<ledger::SubjectId> subject = ledger::SubjectId::from_text(loaded_.row.subject);
    if (!subject) return subject.error();
    for (const std::string& name : set->names) {
      const auto found = values.find(name);
      if (found == values.end()) continue;
      prepared.values.push_back({ordinal, *subject, "case", name,
                                 access::Sensitive<std::string>(category_of(name), found->second)});
    }
    return {};
  }

  Node& node_;
  const Call& call_;
  const Loaded& loaded_;
};

Result<access::Grant> grant_for(const Node& node, const Call& call, const std::string& case_id) {
  Result<access::CaseId> case_ref = access::CaseId::from_text(case_id);
  if (!case_ref) return case_ref.error();
  return node.program().access().grant(
      {call.actor, call.organisation, call.role, call.purpose, *case_ref});
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
  BatchBuilder builder(node, call, loaded);
  const ExtraRecord record{
      "CommandRejected",
      {{"command", std::string(procedures::type_name(request.action))}, {"code", rejection.code}}};
  Result<Prepared> prepared = builder.build({record}, {}, {});
  if (!prepared) return prepared.error();
  if (Result<ledger::AppendResult> kept = node.ledger().store().append(prepared->batch); !kept)
    return kept.error();
  if (Status status = node.catch_up(); !status) return status.error();
  return Error{Fault::kRefused, rejection.code, rejection.message, {}};
}

// The command itself: decide and append. The lock of the case is held.
Result<StepResult> act(Node& node, const Call& call, const StepRequest& request) {
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
  CaseValues values(node, call, loaded->row, "read");
  const CaseEnvironment environment(node, *loaded->procedure, loaded->row, values);
  const procedures::Command command{call.command.text(),
                                    {call.actor.text(), {std::string(access::to_text(call.role))}},
                                    request.action};
  procedures::Decision decision =
      procedures::decide(loaded->procedure->definition, loaded->row.state, command, environment);
  if (const Status& failed = environment.failure(); !failed) return failed.error();
  if (const auto* rejection = std::get_if<procedures::Rejection>(&decision))
    return refuse(node, call, *loaded, request, *rejection);
  const auto& decided = std::get<procedures::Decided>(decision);
  BatchBuilder builder(node, call, *loaded);
  Result<Prepared> prepared = builder.build(request.extra, decided.records, decided.values);
  if (!prepared) return prepared.error();
  Result<ledger::AppendResult> appended = append(node, call, *loaded, std::move(*prepared));
  if (!appended) return appended.error();
  if (Status status = node.catch_up(); !status) return status.error();
  return StepResult{loaded->row.version + appended->records.size(), appended->already};
}

// The result of an automatic decision as a step of its own, by the node's engine.
Result<StepResult> record_decision(Node& node, const Call& call, const StepRequest& request,
                                   const Loaded& loaded, int round) {
  const procedures::PendingDecision& pending = loaded.row.state.decisions.front();
  Result<ledger::CommandId> command =
      ledger::CommandId::from_text(call.command.text() + ".decision" + std::to_string(round));
  if (!command) return command.error();
  Call engine{call.actor, call.organisation, call.role, call.purpose, *command};
  CaseValues values(node, engine, loaded.row, "facts");
  Result<DecisionOutcome> outcome = run_decision(node, loaded.row, pending.decision, values);
  if (!outcome) return outcome.error();
  StepRequest next{
      request.partnership,
      request.case_id,
      std::nullopt,
      procedures::RecordDecision{pending.element, pending.token, outcome->outcome, outcome->model},
      {}};
  return act(node, engine, next);
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
  if (!before->empty()) {
    Result<Loaded> loaded = load(node, request);
    if (!loaded) return loaded.error();
    return StepResult{loaded->row.version, true};
  }
  reader->reset();
  Result<StepResult> result = act(node, call, request);
  for (int round = 1; result.ok() && round <= kDecisionsMax; ++round) {
    Result<Loaded> loaded = load(node, request);
    if (!loaded) return loaded.error();
    if (loaded->row.state.decisions.empty()) break;
    result = record_decision(node, call, request, *loaded, round);
  }
  return result;
}

}  // namespace alternat::casework
