// SPDX-License-Identifier: EUPL-1.2
#include "casework/human_work.h"

#include <algorithm>

#include "casework/beside.h"
#include "casework/case_values.h"
#include "casework/may_act.h"

namespace alternat::casework {
namespace {

using procedures::OpenTask;
using procedures::Rejection;
using Objection = std::optional<Rejection>;

constexpr std::size_t kCommentMax = 2000;
constexpr std::size_t kReferenceMax = 80;

Rejection no_task(const TaskRef& task) {
  return {"casework.no_task", "The case has no open task '" + task.element +
                                  "' of that number; it may be done already. Look at it again."};
}

Rejection wrong_role(const OpenTask& task) {
  return {"casework.wrong_role",
          "The task '" + task.element + "' is for the role '" + task.role + "'."};
}

std::string role_of(const Call& call) {
  return std::string(access::to_text(call.role));
}

bool holds(const Node& node, const Call& call, const OpenTask& task) {
  if (task.claimed_by.empty() || task.claimed_by == call.actor.text()) return true;
  return node.with_tables([&](const projections::Tables& tables) {
    return tables.stands_in(call.actor.text(), task.claimed_by, task.role, node.today());
  });
}

Objection may_give(const Node& node, const Call& call, const GiveTask& what, const Loaded& loaded) {
  const OpenTask* task = loaded.row.state.find_task(what.task.element, what.task.token);
  if (!task) return no_task(what.task);
  if (task->role != role_of(call) || task->role != what.to.role) return wrong_role(*task);
  if (what.how == Giving::kReassign && !what.is_lead)
    return Rejection{"casework.not_lead",
                     "Only a lead of the office takes a task from a colleague."};
  if (what.how == Giving::kDelegate && !holds(node, call, *task))
    return Rejection{"casework.not_holder",
                     "'" + task->element + "' is held by somebody else, who can give it away."};
  if (task->claimed_by == what.to.account)
    return Rejection{"casework.same_person", "That person holds the task already."};
  if (task->proposed_by == what.to.account)
    return Rejection{"casework.four_eyes",
                     "Whoever answered '" + task->element + "' may not also confirm it."};
  return std::nullopt;
}

bool works_here(const Loaded& loaded, const Call& call) {
  return has_work(loaded.procedure->definition, role_of(call));
}

Objection part_only(const Loaded& loaded, const Call& call) {
  if (works_here(loaded, call)) return std::nullopt;
  return Rejection{"casework.no_part", "The role '" + role_of(call) + "' has no work in '" +
                                           loaded.row.procedure + "'. Nothing was changed."};
}

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_word(const std::string& text) {
  return !text.empty() && text.size() <= 40 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

Json task_body(const TaskRef& task) {
  return {{"element", task.element}, {"token", task.token}};
}

Error wrong_substitution(const char* why) {
  return {
      Fault::kMalformed, "casework.substitution", std::string(why) + " Nothing was recorded.", {}};
}

Status check_substitution(const Node& node, const Call& call, const NewSubstitution& what) {
  if (what.absent.account == what.substitute.account)
    return wrong_substitution("Nobody stands in for herself.");
  if (what.absent.role != what.substitute.role || !access::find_role(what.absent.role))
    return wrong_substitution("A substitute has the same role as the absent person.");
  if (what.to < what.from || what.to < node.today())
    return wrong_substitution("The last day lies before the first day or in the past.");
  const bool own = call.actor.text() == what.absent.account;
  if (own || (what.is_lead && role_of(call) == what.absent.role)) return {};
  return Error{Fault::kForbidden,
               "casework.not_lead",
               "A substitution is recorded by the absent person herself or by a lead of her role.",
               {}};
}

Status append_to_node(Node& node, const Call& call, const std::string& id,
                      const ExtraRecord& record) {
  Result<ledger::LogId> log = ledger::LogId::from_text("node");
  Result<ledger::StreamId> stream = ledger::StreamId::from_text(id);
  if (!log) return log.error();
  if (!stream) return stream.error();
  Result<ledger::AppendResult> appended =
      node.ledger().store().append({*log,
                                    call.command,
                                    call.actor,
                                    std::string(access::to_text(access::Purpose::kAdministration)),
                                    node.now(),
                                    {{*stream, record.type, node.today(), record.body.dump(), {}}},
                                    {{*stream, std::nullopt}}});
  if (!appended) return appended.error();
  return node.catch_up(appended->records.back().position);
}

struct Overdue {
  CaseRef of;
  TaskRef task;
};

std::vector<Overdue> overdue_tasks(const Node& node) {
  return node.with_tables([&](const projections::Tables& tables) {
    std::vector<Overdue> out;
    for (const projections::TaskRow& row : tables.tasks_due_by(node.now())) {
      if (row.of->realm == "returns") continue;
      const auto& marks = row.of->marks;
      const bool up = std::any_of(marks.begin(), marks.end(), [&](const auto& mark) {
        return mark.element == row.task->element && mark.token == row.task->token &&
               mark.escalated_at;
      });
      if (up || row.task->role == access::to_text(access::Role::kLeadUnit)) continue;
      out.push_back({{row.of->partnership, row.of->id, row.of->version},
                     {row.task->element, row.task->token}});
    }
    return out;
  });
}

}  // namespace

Result<StepResult> give_task(Node& node, const Call& call, const CaseRef& of,
                             const GiveTask& what) {
  Json body = task_body(what.task);
  body["to"] = what.to.account;
  body["how"] = what.how == Giving::kReassign ? "reassigned" : "delegated";
  return record_beside(node, call, of,
                       {{"TaskAssigned", std::move(body)},
                        [&](const Loaded& loaded) { return may_give(node, call, what, loaded); },
                        ""});
}

Result<StepResult> set_follow_up(Node& node, const Call& call, const CaseRef& of,
                                 const TaskRef& task, std::optional<Date> on) {
  if (on && *on < node.today())
    return Error{Fault::kMalformed,
                 "casework.follow_up_past",
                 "The day " + on->to_iso() + " is past; nobody would look again.",
                 {}};
  Json body = task_body(task);
  if (on) body["on"] = on->to_iso();
  return record_beside(node, call, of,
                       {{"FollowUpSet", std::move(body)},
                        [&](const Loaded& loaded) -> Objection {
                          const OpenTask* open =
                              loaded.row.state.find_task(task.element, task.token);
                          if (!open) return no_task(task);
                          if (open->role != role_of(call)) return wrong_role(*open);
                          return std::nullopt;
                        },
                        ""});
}

Result<StepResult> add_comment(Node& node, const Call& call, const CaseRef& of,
                               const std::string& text) {
  if (text.empty() || text.size() > kCommentMax)
    return Error{Fault::kMalformed,
                 "casework.comment",
                 "A comment has 1 to 2000 bytes; this one has " + std::to_string(text.size()) + ".",
                 {}};
  return record_beside(node, call, of,
                       {{"CommentRecorded", Json::object()},
                        [&](const Loaded& loaded) { return part_only(loaded, call); },
                        text});
}

Result<StepResult> add_document(Node& node, const Call& call, const CaseRef& of,
                                const DocumentRef& document) {
  if (!is_hash(document.hash) || !is_word(document.kind) ||
      document.reference.size() > kReferenceMax)
    return Error{Fault::kMalformed,
                 "casework.document",
                 "A document has a SHA-256 as 64 small hex digits, a kind as one small word, and a "
                 "file reference of at most 80 bytes.",
                 {}};
  return record_beside(
      node, call, of,
      {{"DocumentRecorded",
        {{"hash", document.hash}, {"kind", document.kind}, {"reference", document.reference}}},
       [&](const Loaded& loaded) { return part_only(loaded, call); },
       ""});
}

Result<std::string> record_substitution(Node& node, const Call& call, const NewSubstitution& what) {
  if (Status status = check_substitution(node, call, what); !status) return status.error();
  const std::string id = node.new_id("substitution");
  const ExtraRecord record{"SubstitutionRecorded",
                           {{"absent", what.absent.account},
                            {"substitute", what.substitute.account},
                            {"role", what.absent.role},
                            {"from", what.from.to_iso()},
                            {"to", what.to.to_iso()}}};
  if (Status status = append_to_node(node, call, id, record); !status) return status.error();
  return id;
}

Status end_substitution(Node& node, const Call& call, const std::string& id, bool is_lead) {
  const auto found = node.with_tables(
      [&](const projections::Tables& tables) -> std::optional<projections::Substitution> {
        for (const projections::Substitution& one : tables.substitutions())
          if (one.id == id && !one.ended) return one;
        return std::nullopt;
      });
  if (!found)
    return Error{Fault::kNotFound,
                 "casework.no_substitution",
                 "There is no substitution '" + id + "' that still holds.",
                 {}};
  const bool own = call.actor.text() == found->absent;
  if (!own && !(is_lead && role_of(call) == found->role))
    return Error{Fault::kForbidden,
                 "casework.not_lead",
                 "A substitution is ended by the absent person herself or by a lead of her role.",
                 {}};
  return append_to_node(node, call, id, {"SubstitutionEnded", Json::object()});
}

ClockRun escalate(Node& node) {
  ClockRun run;
  for (const Overdue& overdue : overdue_tasks(node)) {
    const auto row = node.with_tables([&](const projections::Tables& tables) {
      return *tables.find_case(overdue.of.partnership, overdue.of.case_id);
    });
    Result<Call> call = engine_call(row, "escalate", overdue.task.token);
    if (!call) {
      run.failures.push_back(call.error());
      continue;
    }
    Json body = task_body(overdue.task);
    body["to"] = std::string(access::to_text(access::Role::kLeadUnit));
    const Result<StepResult> done =
        record_beside(node, *call, overdue.of, {{"TaskEscalated", std::move(body)}, nullptr, ""});
    if (done) {
      ++run.fired;
    } else {
      run.failures.push_back(done.error());
    }
  }
  return run;
}

}  // namespace alternat::casework
