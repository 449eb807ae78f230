// SPDX-License-Identifier: EUPL-1.2
#include "casework/open_case.h"

#include "casework/values_check.h"

namespace alternat::casework {
namespace {

// The case that this command opened before, if it did.
Result<std::string> find_opened(Node& node, const std::string& partnership,
                                const ledger::CommandId& command) {
  Result<ledger::LogId> log = ledger::LogId::from_text(partnership);
  if (!log) return log.error();
  Result<std::unique_ptr<ledger::Reader>> reader = node.ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->find_command(*log, command);
  if (!records) return records.error();
  return records->empty() ? std::string() : records->front().record.header.stream.text();
}

StepRequest beginning(Node& node, const OpenCase& request,
                      const program::CompiledProcedure& procedure, const std::string& case_id) {
  NewCase begins{request.procedure, ""};
  if (procedure.definition.subject == procedures::Subject::kPerson)
    begins.subject = request.subject.empty() ? node.new_id("person") : request.subject;
  Json body = {{"procedure", request.procedure},
               {"hash", procedure.definition.hash},
               {"realm", std::string(procedures::to_string(procedure.definition.realm))}};
  if (!begins.subject.empty()) body["subject"] = begins.subject;
  if (!request.key.empty()) body["key"] = request.key;
  return {request.partnership,
          case_id,
          std::nullopt,
          procedures::StartCase{request.start, "", request.values},
          {{"CaseRegistered", std::move(body)}},
          std::move(begins)};
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
  if (!request.key.empty() && !check_id_text(request.key).ok())
    return Error{Fault::kMalformed,
                 "casework.key",
                 "The key of a case is the id of the case it belongs to, or a word of at most 80 "
                 "letters, digits and . _ -.",
                 {}};
  if (Status status = check_values(node.program(), request.values); !status) return status.error();
  Result<std::string> before = find_opened(node, request.partnership, call.command);
  if (!before) return before.error();
  const std::string case_id = before->empty() ? node.new_id("case") : *before;
  Result<StepResult> started = step(node, call, beginning(node, request, *procedure, case_id));
  if (!started) return started.error();
  return OpenedCase{case_id, started->version};
}

}  // namespace alternat::casework
