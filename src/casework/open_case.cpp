// SPDX-License-Identifier: EUPL-1.2
#include "casework/open_case.h"

#include "casework/values_check.h"

namespace alternat::casework {
namespace {

// The case's first record; the procedure's own follow in the same log under the start command.
Status register_case(Node& node, const Call& call, const OpenCase& request,
                     const program::CompiledProcedure& procedure, const std::string& case_id) {
  Result<ledger::LogId> log = ledger::LogId::from_text(request.partnership);
  Result<ledger::StreamId> stream = ledger::StreamId::from_text(case_id);
  Result<ledger::CommandId> command =
      ledger::CommandId::from_text(call.command.text() + ".register");
  if (!log) return log.error();
  if (!stream) return stream.error();
  if (!command) return command.error();
  Json body = {{"procedure", request.procedure},
               {"hash", procedure.definition.hash},
               {"realm", std::string(procedures::to_string(procedure.definition.realm))}};
  if (procedure.definition.subject == procedures::Subject::kPerson)
    body["subject"] = request.subject.empty() ? node.new_id("person") : request.subject;
  const ledger::Batch batch{
      *log,          *command,
      call.actor,    std::string(access::to_text(call.purpose)),
      node.now(),    {{*stream, "CaseRegistered", node.today(), body.dump(), {}}},
      {{*stream, 0}}};
  if (Result<ledger::AppendResult> appended = node.ledger().store().append(batch); !appended)
    return appended.error();
  return node.catch_up();
}

// The case that this command opened before, if it did.
Result<std::string> find_opened(Node& node, const std::string& partnership,
                                const ledger::CommandId& command) {
  Result<ledger::LogId> log = ledger::LogId::from_text(partnership);
  Result<ledger::CommandId> registered = ledger::CommandId::from_text(command.text() + ".register");
  if (!log) return log.error();
  if (!registered) return registered.error();
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->find_command(*log, *registered);
  if (!records) return records.error();
  return records->empty() ? std::string() : records->front().record.header.stream.text();
}

}  // namespace

Result<OpenedCase> open_case(Node& node, const Call& call, const OpenCase& request) {
  if (!node.program().content().find_partnership(request.partnership))
    return Error{Fault::kNotFound,
                 "casework.no_partnership",
                 "There is no partnership '" + request.partnership + "'.",
                 {}};
  const program::CompiledProcedure* procedure = node.program().find_procedure(request.procedure);
  if (!procedure)
    return Error{Fault::kNotFound,
                 "casework.no_procedure",
                 "There is no procedure '" + request.procedure + "'.",
                 {}};
  if (procedure->definition.subject == procedures::Subject::kPerson &&
      !node.may_take_persons(request.partnership))
    return Error{Fault::kForbidden,
                 "casework.real_person",
                 "This node has no signed impact assessment: it takes invented persons of the "
                 "fictitious partnership only. Nothing was stored.",
                 {}};
  if (Status status = check_values(node.program(), request.values); !status) return status.error();
  Result<std::string> before = find_opened(node, request.partnership, call.command);
  if (!before) return before.error();
  const std::string case_id = before->empty() ? node.new_id("case") : *before;
  if (before->empty())
    if (Status status = register_case(node, call, request, *procedure, case_id); !status)
      return status.error();
  Result<StepResult> started = step(node, call,
                                    {request.partnership,
                                     case_id,
                                     std::nullopt,
                                     procedures::StartCase{"", "", request.values},
                                     {}});
  if (!started) return started.error();
  return OpenedCase{case_id, started->version};
}

}  // namespace alternat::casework
