// SPDX-License-Identifier: EUPL-1.2
#include "casework/demo/seed.h"

#include <algorithm>
#include <queue>
#include <random>

#include "base/json.h"
#include "base/sha256.h"
#include "casework/case_values.h"
#include "casework/open_case.h"
#include "casework/record_message.h"
#include "casework/run_clock.h"
#include "casework/work_on_case.h"

namespace alternat::casework {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kStepsMax = 60;  // of one case: a story that runs in a circle stops here

// One case on its way.
struct Journey {
  const DemoStory* story = nullptr;
  std::string case_id;
  procedures::Values facts;
  int steps = 0;
  int rests_after = kStepsMax;  // waits from then on
};

constexpr std::int32_t kAheadDays = 21;

bool is_to_come(std::string_view fact) {
  return fact.ends_with("_due_on") || fact.ends_with("_session_on");
}

class Player {
 public:
  Player(Node& node, FixedClock& clock, const DemoRun& run)
      : node_(node), clock_(clock), run_(run), random_(run.seed) {}

  Result<DemoTally> play() {
    for (const DemoStory& story : run_.cast->stories) plan(story);
    while (!queue_.empty()) {
      const auto [moment, index] = queue_.top();
      queue_.pop();
      if (Instant::from_micros(moment) > run_.until) continue;
      clock_.set(Instant::from_micros(moment));
      run_clock(node_);
      Result<bool> goes_on = advance(journeys_[index]);
      if (!goes_on) return goes_on.error();
      if (*goes_on) queue_.emplace(moment + pause(), index);
    }
    clock_.set(run_.until);
    run_clock(node_);
    return tally_;
  }

 private:
  // A number in [0, bound): the same on every machine (a modulo of the generator, no distribution).
  std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : random_() % bound; }
  std::int64_t pause() { return kDay + static_cast<std::int64_t>(below(4 * 24)) * kHour; }

  void plan(const DemoStory& story) {
    const std::int64_t span = static_cast<std::int64_t>(story.weeks) * 7 * kDay;
    for (int i = 0; i < story.cases; ++i) {
      Journey journey;
      journey.story = &story;
      journey.facts = story.facts;
      for (const auto& [fact, values] : story.vary)
        journey.facts[fact] = values[below(values.size())];
      if (static_cast<int>(below(100)) < story.rest_percent)
        journey.rests_after = 1 + static_cast<int>(below(8));
      const std::int64_t start = run_.until.micros() - span + span / story.cases * i +
                                 static_cast<std::int64_t>(8 + below(9)) * kHour;
      queue_.emplace(start, journeys_.size());
      journeys_.push_back(std::move(journey));
    }
  }

  Result<Call> call_as(const DemoAccount& account, const std::string& realm) {
    Result<access::ActorId> actor = access::ActorId::from_text(account.id);
    Result<access::OrganisationId> organisation =
        access::OrganisationId::from_text(account.organisation);
    Result<ledger::CommandId> command = ledger::CommandId::from_text(
        "demo-" + std::to_string(run_.seed) + "-" + std::to_string(++commands_));
    if (!actor) return actor.error();
    if (!organisation) return organisation.error();
    if (!command) return command.error();
    return Call{*actor,
                {*organisation, access::organisation_of(account.role)},
                account.role,
                purpose_for(account.role, realm),
                *command};
  }

  Error in_story(const Journey& journey, const Error& error) const {
    Error named = error;
    named.message = "In the demo's story of '" + journey.story->procedure + "', case " +
                    journey.case_id + ": " + error.message;
    named.spans = {journey.story->span};
    return named;
  }

  // One action; false when nothing is left to do or the journey rests.
  Result<bool> advance(Journey& journey) {
    if (journey.case_id.empty()) return open(journey);
    if (++journey.steps > std::min(journey.rests_after, kStepsMax)) return false;
    const std::optional<projections::CaseRow> row =
        node_.with_tables([&](const projections::Tables& tables) {
          const projections::CaseRow* found =
              tables.find_case(run_.cast->partnership, journey.case_id);
          return found ? std::optional(*found) : std::nullopt;
        });
    if (!row || row->state.ended) return false;
    Result<StepResult> done = StepResult{};
    if (!row->state.tasks.empty()) {
      done = work(journey, *row, row->state.tasks[below(row->state.tasks.size())]);
    } else if (!row->state.messages.empty()) {
      done = receive(journey, *row, row->state.messages.front());
    } else {
      return !row->state.timers.empty();
    }
    if (!done) return in_story(journey, done.error());
    ++tally_.steps;
    return true;
  }

  Result<bool> open(Journey& journey) {
    const DemoAccount* account = run_.cast->find_account(journey.story->opens);
    const program::CompiledProcedure* procedure =
        node_.program().find_procedure(journey.story->procedure);
    const std::string realm =
        procedure ? std::string(procedures::to_string(procedure->definition.realm)) : "labour";
    Result<Call> call = call_as(*account, realm);
    if (!call) return call.error();
    Result<OpenedCase> opened =
        open_case(node_, *call,
                  {run_.cast->partnership, journey.story->procedure, "", journey.story->opening});
    if (!opened) return in_story(journey, opened.error());
    journey.case_id = opened->case_id;
    ++tally_.cases;
    return true;
  }

  Result<StepResult> work(const Journey& journey, const projections::CaseRow& row,
                          const procedures::OpenTask& task) {
    const std::vector<const DemoAccount*> able = run_.cast->in_role(task.role);
    const auto account = std::find_if(able.begin(), able.end(), [&](const DemoAccount* one) {
      return one->id != task.proposed_by &&
             (task.claimed_by.empty() || one->id == task.claimed_by || !task.proposed_by.empty());
    });
    if (account == able.end())
      return Error{Fault::kRefused,
                   "demo.account",
                   "nobody in the cast can do '" + task.element + "' (role " + task.role + ").",
                   {}};
    Result<Call> call = call_as(**account, row.realm);
    if (!call) return call.error();
    return complete_task(
        node_, *call, {row.partnership, row.id, std::nullopt}, {task.element, task.token},
        // The second of two persons confirms what the first has answered.
        task.proposed_by.empty() ? answers(journey, task.form) : procedures::Values{});
  }

  Result<StepResult> receive(const Journey& journey, const projections::CaseRow& row,
                             const procedures::AwaitedMessage& message) {
    Result<Call> call = call_as(*run_.cast->find_account(journey.story->letters), row.realm);
    if (!call) return call.error();
    const Letter letter{message.message,
                        message.element,
                        "received",
                        "letter",
                        node_.today(),
                        sha256_hex("demo letter " + std::to_string(commands_)),
                        "SYN-" + std::to_string(1000 + commands_),
                        {}};
    return record_message(node_, *call, {row.partnership, row.id, std::nullopt}, letter);
  }

  // The fields of a message's own form.
  std::vector<std::string> form_of(const projections::CaseRow& row,
                                   const std::string& element) const {
    std::vector<std::string> form;
    const program::CompiledProcedure* procedure = node_.program().find_procedure(row.procedure);
    const procedures::NodeIndex index =
        procedure ? procedure->definition.find_node(element) : procedures::kNoIndex;
    if (index == procedures::kNoIndex) return form;
    for (const procedures::FormField& field : procedure->definition.nodes[index].form)
      form.push_back(field.optional ? field.fact + "?" : field.fact);
    return form;
  }

  procedures::Values answers(const Journey& journey, const std::vector<std::string>& form) {
    procedures::Values values;
    for (std::string name : form) {
      const bool optional = name.ends_with("?");
      if (optional) name.pop_back();
      if (const auto told = journey.facts.find(name); told != journey.facts.end())
        values[name] = told->second;
      else if (!optional)
        values[name] = usual(name);
    }
    return values;
  }

  // What a form gets where the story says nothing.
  std::string usual(const std::string& name) const {
    const terms::FactDefinition* fact = node_.program().content().facts.find(name);
    if (!fact) return "null";
    switch (fact->type) {
      case terms::FactType::kBoolean:
        return "true";
      case terms::FactType::kNumber:
        return fact->minimum && fact->minimum->to_int() ? std::to_string(*fact->minimum->to_int())
                                                        : "1";
      case terms::FactType::kString:
        return Json(fact->values.empty() ? "SYN-text" : fact->values.back()).dump();
      case terms::FactType::kDate:  // a deadline that somebody sets lies ahead
        return Json(node_.today().plus_days(is_to_come(name) ? kAheadDays : 0).to_iso()).dump();
      case terms::FactType::kStrings:
      case terms::FactType::kDates:
      case terms::FactType::kContexts:
        return "[]";
    }
    return "null";
  }

  using Moment = std::pair<std::int64_t, std::size_t>;  // when, which journey

  Node& node_;
  FixedClock& clock_;
  const DemoRun& run_;
  std::mt19937_64 random_;
  std::vector<Journey> journeys_;
  std::priority_queue<Moment, std::vector<Moment>, std::greater<>> queue_;
  std::uint64_t commands_ = 0;
  DemoTally tally_;
};

}  // namespace

Result<DemoTally> seed_demo(Node& node, FixedClock& clock, const DemoRun& run) {
  return Player(node, clock, run).play();
}

}  // namespace alternat::casework
