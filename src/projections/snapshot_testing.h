// SPDX-License-Identifier: EUPL-1.2
// What the tests of the snapshot share: a ledger with a random history of several cases, and every
// answer that the tables give, as one text.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/sql/sql_store.h"
#include "ledger/sqlite/files.h"
#include "ledger/testing.h"
#include "procedures/record_json.h"
#include "projections/fold.h"
#include "projections/snapshot.h"

namespace alternat::projections::testing {

using ledger::testing::make_id;

class History {
 public:
  explicit History(std::uint64_t seed) : chance_(seed), nonces_(seed) { reopen(); }

  void reopen() {
    store_.reset();
    Result<std::unique_ptr<ledger::Store>> opened = ledger::sql::open_store(
        {ledger::sqlite::databases_in(folder_.path()), &nonces_, 1024, 256});
    REQUIRE(opened.ok());
    store_ = std::move(*opened);
  }
  ledger::Store& store() { return *store_; }
  std::string path() const { return folder_.file("tables.snapshot"); }
  const std::string& folder() const { return folder_.path(); }
  std::mt19937_64& chance() { return chance_; }
  std::uint64_t pick(std::uint64_t count) { return chance_() % count; }

  void append(const std::string& log, const std::string& stream, const std::string& type,
              const Json& body) {
    ++commands_;
    const auto id = make_id<ledger::StreamId>(stream);
    const auto appended = store_->append(
        {make_id<ledger::LogId>(log),
         make_id<ledger::CommandId>("command-" + std::to_string(commands_)),
         make_id<access::ActorId>("SYN-officer"),
         "placement",
         Instant::from_micros(static_cast<std::int64_t>(commands_) * 1'000'000),
         {{id, type, Date::from_days(20'000 + static_cast<int>(commands_ % 50)), body.dump(), {}}},
         {{id, std::nullopt}}});
    REQUIRE_MESSAGE(appended.ok(), (appended.ok() ? "" : appended.error().message));
  }
  void append(const CaseRow& of, const procedures::Record& record) {
    Json body = procedures::to_json(record);
    body.erase("type");
    append(of.partnership, of.id, std::string(procedures::type_name(record)), body);
  }

  // One thing happens that the procedures allow; `tables` are those of all before.
  void step(const Tables& tables) {
    const std::string log = pick(3) == 0 ? "xa-xc" : "xa-xb";
    const std::string id = "SYN-case_" + std::to_string(pick(12));
    const CaseRow* of = tables.find_case(log, id);
    if (pick(12) == 0) return step_of_node();
    if (!of)
      return append(log, id, "CaseRegistered",
                    {{"procedure", pick(2) ? "placement" : "visa"},
                     {"hash", "h" + std::to_string(pick(3))},
                     {"realm", "labour"},
                     {"subject", pick(2) ? "SYN-person_1" : ""}});
    if (!of->state.opened)
      return append(*of, procedures::CaseOpened{of->procedure, of->hash, "begin"});
    if (of->state.ended) return append(log, id, "CommentRecorded", Json::object());
    if (of->state.tokens.empty() || pick(5) == 0) return begin(*of);
    go_on(*of);
  }

 private:
  void step_of_node() {
    const std::string number = std::to_string(pick(4));
    if (pick(3) == 0)
      append("node", "SYN-sub_" + number, "SubstitutionRecorded",
             {{"absent", "SYN-a"},
              {"substitute", "SYN-b"},
              {"role", "visa_section"},
              {"from", "2026-06-01"},
              {"to", "2026-06-0" + std::to_string(1 + pick(9))}});
    else if (pick(2) == 0)
      append("node", "SYN-sub_" + number, "SubstitutionEnded", Json::object());
    else
      append("node", "procedures", "ProcedureKept",
             {{"hash", "h" + number}, {"procedure", "placement"}});
  }
  void begin(const CaseRow& of) {
    if (of.state.tokens.empty() && pick(4) == 0)
      return append(of, procedures::CaseEnded{"end", "done", ""});
    append(of, procedures::ElementActivated{
                   "step" + std::to_string(pick(4)), of.state.last_token + 1, 0, {}});
  }
  Instant moment() { return Instant::from_micros(static_cast<std::int64_t>(pick(40)) * 1000); }

  void go_on(const CaseRow& of) {
    const procedures::Token& token = of.state.tokens[pick(of.state.tokens.size())];
    const std::string& element = token.element;
    const procedures::OpenTask* task = of.state.find_task(element, token.id);
    const procedures::SetTimer* timer = of.state.find_timer(element, token.id);
    const procedures::Incident* incident = of.state.find_incident(element, token.id);
    switch (pick(11)) {
      case 0:
        if (task) return append(of, procedures::TaskClaimed{element, token.id, "SYN-officer"});
        return append(of, procedures::TaskOpened{element,
                                                 token.id,
                                                 pick(2) ? "employer" : "visa_section",
                                                 pick(3) ? std::optional(moment()) : std::nullopt,
                                                 "clause",
                                                 {"job_offer"}});
      case 1:
        if (timer) return append(of, procedures::TimerFired{element, token.id});
        return append(of, procedures::TimerSet{element, token.id, moment(), "clause"});
      case 2:
        if (timer)
          return append(of, procedures::ClockChanged{
                                element, token.id, "SYN-officer",
                                timer->is_suspended ? "resumed" : "suspended", "file_incomplete",
                                timer->is_suspended ? std::optional(moment()) : std::nullopt, ""});
        break;
      case 3:
        if (incident)
          return append(of, procedures::IncidentResolved{element, token.id, "SYN-officer", "", {}});
        return append(of, procedures::IncidentRaised{element, token.id, "no_flow", "f1"});
      case 4:
        return append(of, procedures::MessageThrown{element, token.id, "offer"});
      case 5:
        return append(of.partnership, of.id, "MessageDelivered",
                      {{"thrown", of.version}, {"outcome", "delivered"}, {"to", "SYN-case_1"}});
      case 6:
        return append(of, procedures::VariableSet{element, token.id, {"wage"}});
      case 7:
        if (task)
          return append(of.partnership, of.id, "FollowUpSet",
                        {{"element", element}, {"token", token.id}, {"on", "2026-06-15"}});
        return append(of, procedures::DecisionRequested{element, token.id, "safeguards:contact"});
      case 8:
        return append(of, procedures::DecisionRecorded{element, token.id, "safeguards:contact",
                                                       pick(2) ? "PASS" : "HOLD", "gate", ""});
      case 9:
        return append(of.partnership, of.id, "CaseValuesRecorded",
                      {{"values", {{"seats", pick(100)}, {"title", "a \"word\""}}}});
      default:
        break;
    }
    append(of, procedures::ElementCompleted{element, token.id});
  }

  ledger::testing::TemporaryFolder folder_;
  std::mt19937_64 chance_;
  SeededRandom nonces_;
  std::unique_ptr<ledger::Store> store_;
  std::uint64_t commands_ = 0;
};

// Every question, and what the tables answer.
inline std::string answers_of(const Tables& tables) {
  std::string text = tables.digest() + ' ' + std::to_string(tables.last_position()) + '\n';
  for (const std::string role : {"", "employer", "visa_section", "lead_unit"})
    for (const std::string log : {"", "xa-xb", "xa-xc", "xa-xd"}) {
      for (const std::size_t most : {std::size_t{3}, SIZE_MAX})
        for (const TaskRow& row : tables.tasks(role, log, most))
          text += row.of->id + ' ' + row.task->element + ' ' + row.task->role + ',';
      text += std::to_string(tables.task_count(role, log)) + '\n';
    }
  for (const std::int64_t moment : {0, 10'000, 50'000}) {
    for (const DueTimer& due : tables.due_timers(Instant::from_micros(moment)))
      text += due.of->id + ' ' + due.timer->element + ' ' + due.timer->due.to_iso() + ',';
    for (const DueTimer& due : tables.due_timers(Instant::from_micros(moment), 2))
      text += due.of->id + ' ' + due.timer->element + ',';
  }
  for (const TaskRow& row : tables.tasks_due_by(Instant::from_micros(20'000)))
    text += row.of->id + row.task->element + ',';
  text += tables.next_due() ? tables.next_due()->to_iso() : "none";
  for (const CaseRow* row : tables.cases("")) {
    Words words;
    text += '\n' + row->partnership + row->id + encode_case(*row, words) +
            std::to_string(flags_of(*row));
    for (const LogRow& line : tables.lines_of(*row))
      text += line.type + line.element + line.detail + std::to_string(line.position);
  }
  const Period always{Date::from_days(0), std::nullopt};
  for (int step = 0; step < 4; ++step)
    for (const Count& count :
         tables.counts("xa-xb", "placement", "step" + std::to_string(step), always))
      text += count.stream + std::to_string(count.position) + count.effective_on.to_iso() + ',';
  for (const IncidentRow& row : tables.incidents())
    text += row.case_id + row.element + (row.settled_at ? row.settled_at->to_iso() : "open");
  for (const ThrownMessage& row : tables.thrown()) text += row.case_id + row.settled + row.to;
  for (const ThrownMessage& row : tables.outbox()) text += row.case_id + row.thrown_at.to_iso();
  for (const Substitution& row : tables.substitutions())
    text += row.id + row.substitute + row.from.to_iso() + (row.ended ? "ended" : "");
  for (const auto& [hash, kept] : tables.versions())
    for (const std::uint64_t position : kept.positions) text += hash + std::to_string(position);
  for (const LogRow& line : tables.recent("xa-xb", 20)) text += line.command;
  std::vector<std::string> glances;
  tables.glance([&](const CaseGlance& one) {
    glances.push_back(std::string(one.partnership) + std::string(one.id) +
                      std::string(one.procedure) + std::string(one.hash) +
                      std::to_string(one.flags));
  });
  std::sort(glances.begin(), glances.end());
  for (const std::string& one : glances) text += one;
  return text + std::to_string(tables.case_count());
}

inline void fold(History& history, Tables& tables) {
  const Status status = fold_rest(history.store(), tables);
  REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : status.error().message));
}

inline void save(History& history, Tables& tables) {
  const Status written =
      write_snapshot(tables.draft(), tables.cold(), history.path(), history.store());
  REQUIRE_MESSAGE(written.ok(), (written.ok() ? "" : written.error().message));
}

}  // namespace alternat::projections::testing
