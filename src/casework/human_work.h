// SPDX-License-Identifier: EUPL-1.2
// Use cases of people who work together: give a task to a colleague, look again on a day, stand in
// for somebody who is absent, comment, add a document. What each leaves: docs/human-work.md.
#pragma once

#include <vector>

#include "casework/run_clock.h"
#include "casework/work_on_case.h"

namespace alternat::casework {

// Somebody a task is given to: the account and its role, as the caller's list of accounts has it.
struct Colleague {
  std::string account;
  std::string role;
};

enum class Giving {
  kDelegate,  // by whoever holds the task, or takes a free one of her role
  kReassign,  // by a lead of the role, from whoever holds it
};

// Errors: casework.no_task, casework.wrong_role, casework.not_holder (delegating what another
// holds), casework.not_lead, casework.four_eyes (to the first of two persons),
// casework.same_person, and those of record_beside.
struct GiveTask {
  TaskRef task;
  Colleague to;
  Giving how = Giving::kDelegate;
  bool is_lead = false;  // of the giver, as her account says
};
Result<StepResult> give_task(Node& node, const Call& call, const CaseRef& of, const GiveTask& what);

// nullopt takes the day away. Errors: casework.no_task, casework.wrong_role,
// casework.follow_up_past.
Result<StepResult> set_follow_up(Node& node, const Call& call, const CaseRef& of,
                                 const TaskRef& task, std::optional<Date> on);

// The text goes to the vault; the record says only that there is one. Errors: casework.comment
// (empty, or longer than 2000 bytes), casework.no_part, casework.no_vault.
Result<StepResult> add_comment(Node& node, const Call& call, const CaseRef& of,
                               const std::string& text);

struct DocumentRef {
  std::string hash;       // SHA-256, 64 small hex digits
  std::string kind;       // an id word: "minutes", "expert_opinion"
  std::string reference;  // the file's own; no personal data, at most 80 bytes
};
// Errors: casework.document (hash, kind or reference), casework.no_part.
Result<StepResult> add_document(Node& node, const Call& call, const CaseRef& of,
                                const DocumentRef& document);

struct NewSubstitution {
  Colleague absent;
  Colleague substitute;
  Date from = Date::from_days(0);
  Date to = Date::from_days(0);
  bool is_lead = false;  // of the caller
};
// From now on the substitute may do what the absent person holds, under her own name; two pairs of
// eyes stay two persons. Returns the id. Errors: casework.substitution (days, same person, other
// roles), casework.not_lead (only the absent person herself or a lead of her role).
Result<std::string> record_substitution(Node& node, const Call& call, const NewSubstitution& what);
// Errors: casework.no_substitution, casework.not_lead.
Status end_substitution(Node& node, const Call& call, const std::string& id, bool is_lead);

// Open tasks whose period has run out and that were not handed up yet: each goes to the next
// level's tray as well. The next level is the lead unit; never for returns, whose offices keep
// them.
ClockRun escalate(Node& node);

}  // namespace alternat::casework
