// SPDX-License-Identifier: EUPL-1.2
#include "casework/run_clock.h"

#include <algorithm>

#include "casework/case_values.h"

namespace alternat::casework {
namespace {

constexpr std::int64_t kPauseMicros = 15 * 60 * std::int64_t{1'000'000};

struct Due {
  std::string partnership;
  std::string case_id;
  procedures::FireTimer timer;
  std::string realm;
  std::uint64_t version;
};

std::vector<Due> due_now(const Node& node) {
  return node.with_tables([&](const projections::Tables& tables) {
    std::vector<Due> due;
    for (const auto& [row, timer] : tables.due_timers(node.now()))
      due.push_back(
          {row->partnership, row->id, {timer->element, timer->token}, row->realm, row->version});
    return due;
  });
}

// The command's id says which timer of which version: fired twice, it acts once.
Result<StepResult> fire(Node& node, const Due& due) {
  Result<access::ActorId> actor = access::ActorId::from_text("clock");
  Result<access::OrganisationId> organisation = access::OrganisationId::from_text("node");
  Result<ledger::CommandId> command = ledger::CommandId::from_text(
      "timer-" + due.case_id.substr(0, 48) + "-" + std::to_string(due.version) + "-" +
      std::to_string(due.timer.token));
  if (!actor) return actor.error();
  if (!organisation) return organisation.error();
  if (!command) return command.error();
  const Call call{*actor,
                  {*organisation, access::organisation_of(access::Role::kEngine)},
                  access::Role::kEngine,
                  purpose_for(access::Role::kEngine, due.realm),
                  *command};
  return step(node, call, {due.partnership, due.case_id, std::nullopt, due.timer, {}, {}});
}

}  // namespace

ClockRun run_clock(Node& node) {
  ClockRun run;
  for (const Due& due : due_now(node)) {
    const std::string what =
        due.partnership + '/' + due.case_id + '/' + std::to_string(due.timer.token);
    if (node.is_postponed(what)) continue;
    if (Result<StepResult> fired = fire(node, due); fired.ok()) {
      ++run.fired;
    } else {
      node.postpone(what, node.now().plus_micros(kPauseMicros));
      run.failures.push_back(fired.error());
    }
  }
  return run;
}

ClockRun resume(Node& node) {
  const std::vector<std::pair<std::string, std::string>> waiting =
      node.with_tables([](const projections::Tables& tables) {
        std::vector<std::pair<std::string, std::string>> found;
        tables.glance([&](const projections::CaseGlance& one) {
          if (one.flags & projections::kCaseDecides) found.emplace_back(one.partnership, one.id);
        });
        std::sort(found.begin(), found.end());
        return found;
      });
  ClockRun run;
  for (const auto& [partnership, case_id] : waiting) {
    if (Result<StepResult> done = resume_decisions(node, partnership, case_id); done.ok()) {
      ++run.fired;
    } else {
      run.failures.push_back(done.error());
    }
  }
  return run;
}

}  // namespace alternat::casework
