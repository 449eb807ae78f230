// SPDX-License-Identifier: EUPL-1.2
// What the tests of casework share: the real content, loaded once; a node of the fictitious
// partnership in a folder that goes away, under a clock that is told the time; people who act.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "casework/open_case.h"
#include "casework/work_on_case.h"
#include "ledger/testing.h"

namespace alternat::casework::testing {

inline constexpr const char* kPartnership = "xa-xb";

inline const program::Program& content() {
  static const std::unique_ptr<program::Program> program = [] {
    Diagnostics diagnostics;
    auto loaded = program::load_program(ALTERNAT_SOURCE_DIR "/content", diagnostics);
    for (const Diagnostic& one : diagnostics.items()) MESSAGE(to_string(one));
    REQUIRE(loaded);
    return loaded;
  }();
  return *program;
}

inline Instant at(std::string_view iso) {
  Result<Instant> instant = Instant::from_iso(iso);
  REQUIRE(instant.ok());
  return *instant;
}

inline Date day(std::string_view iso) {
  Result<Date> date = Date::from_iso(iso);
  REQUIRE(date.ok());
  return *date;
}

// A node that begins on Monday 15 June 2026, 10:00 in Berlin.
class World {
 public:
  explicit World(const program::Program& program = content()) { reopen(program); }

  // Closes ledger and node and opens both again: a restart.
  void reopen() { reopen(*program_); }
  void reopen(const program::Program& program) {
    program_ = &program;
    node_.reset();
    ledger_.reset();
    Result<std::unique_ptr<ledger::Ledger>> ledger =
        ledger::Ledger::open({folder_.path(), "demo.invalid", &ledger_random_});
    REQUIRE(ledger.ok());
    ledger_ = std::move(*ledger);
    NodeParts parts;
    parts.program = program_;
    parts.ledger = ledger_.get();
    parts.clock = &clock;
    parts.random = &ids_;
    parts.id_prefix = "SYN-";
    Result<std::unique_ptr<Node>> node = Node::open(parts);
    REQUIRE(node.ok());
    node_ = std::move(*node);
  }

  Node& node() { return *node_; }

  // A new request of the role's account "SYN-<role>-<number>", in the realm of labour unless said.
  Call call(access::Role role, int number = 1, std::string_view realm = "labour") {
    const std::string name = std::string(access::to_text(role));
    return Call{
        ledger::testing::make_id<access::ActorId>("SYN-" + name + "-" + std::to_string(number)),
        {ledger::testing::make_id<access::OrganisationId>("SYN-org-" + name),
         access::organisation_of(role)},
        role,
        purpose_of(role, realm),
        ledger::testing::make_id<ledger::CommandId>("cmd-" + std::to_string(++commands_))};
  }

  projections::CaseRow row(const std::string& case_id) const {
    const std::optional<projections::CaseRow> found =
        node_->with_tables([&](const projections::Tables& tables) {
          const projections::CaseRow* one = tables.find_case(kPartnership, case_id);
          return one ? std::optional(*one) : std::nullopt;
        });
    REQUIRE(found);
    return *found;
  }

  // The only open task of the case; "" if there is none.
  std::string task(const std::string& case_id) const {
    const projections::CaseRow of = row(case_id);
    REQUIRE(of.state.tasks.size() <= 1);
    return of.state.tasks.empty() ? "" : of.state.tasks.front().element;
  }

  TaskRef ref(const std::string& case_id, const std::string& element) const {
    for (const procedures::OpenTask& task : row(case_id).state.tasks)
      if (task.element == element) return {element, task.token};
    return {element, 0};
  }

  Result<StepResult> complete(const Call& call, const std::string& case_id,
                              const std::string& element, const procedures::Values& values) {
    return complete_task(*node_, call, {kPartnership, case_id, std::nullopt}, ref(case_id, element),
                         values);
  }

  std::uint64_t records() const {
    return node_->with_tables(
        [](const projections::Tables& tables) { return tables.last_position(); });
  }
  std::string digest() const {
    return node_->with_tables([](const projections::Tables& tables) { return tables.digest(); });
  }
  // Of the tables that a new fold of the same ledger gives.
  std::string replayed_digest() {
    projections::Tables tables;
    const Status status = ledger::replay(
        ledger_->store(), [&](const ledger::StoredRecord& record) { return tables.apply(record); });
    REQUIRE(status.ok());
    return tables.digest();
  }
  // The newest record of the type; a row of the log.
  std::optional<projections::LogRow> last_record(std::string_view type) const {
    return node_->with_tables(
        [&](const projections::Tables& tables) -> std::optional<projections::LogRow> {
          for (const projections::LogRow& row : tables.recent("", 100000))
            if (row.type == type) return row;
          return std::nullopt;
        });
  }

  FixedClock clock{at("2026-06-15T08:00:00Z")};

 private:
  static access::Purpose purpose_of(access::Role role, std::string_view realm) {
    const std::optional<access::Realm> found = access::find_realm(realm);
    const std::optional<access::Purpose> purpose =
        found ? access::usual_purpose(role, *found) : std::nullopt;
    return purpose.value_or(access::Purpose::kSteering);
  }

  const program::Program* program_ = nullptr;
  ledger::testing::TemporaryFolder folder_;
  SeededRandom ledger_random_{7};
  SeededRandom ids_{8};
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<Node> node_;
  int commands_ = 0;
};

// One step of a story: who answers what with what.
struct Answer {
  const char* element;
  access::Role role;
  int number;  // which person of the role
  procedures::Values values;
};

// What the agency records of a recruitment that is fair.
inline procedures::Values fair_recruitment() {
  return {{"recruitment_finding", "\"fair\""},
          {"residence_country", "\"XB\""},
          {"recruitment_channel", "\"labour_agency\""},
          {"repayment_clause", "\"none\""},
          {"documents_held_by_others", "false"},
          {"pay_comparable", "true"},
          {"agency_standing", "\"no_agency\""},
          {"selection_filter", "\"none\""},
          {"ranking_by_machine", "false"},
          {"living_arrangement", "\"none\""}};
}

// The placement of an engineer with a recognised degree under s.18b, from the description of the
// vacancy to the first working day.
inline std::vector<Answer> placement_answers() {
  using access::Role;
  return {
      {"describe",
       Role::kEmployer,
       1,
       {{"isco08", "\"2512\""},
        {"gross_annual_cents", "5520000"},
        {"weekly_hours", "40"},
        {"recruited_by", "\"labour_agency\""},
        {"worker_costs_cents", "0"}}},
      {"recruitment_check", Role::kLabourAgency, 1, fair_recruitment()},
      {"recruitment_check", Role::kLabourAgency, 2, {}},
      {"proposal", Role::kLabourAgency, 1, {{"proposal_made_on", "\"2026-06-15\""}}},
      {"consent", Role::kCandidate, 1, {{"consent_to_transfer", "true"}}},
      {"offer",
       Role::kEmployer,
       1,
       {{"offer_made", "true"}, {"offer_information_complete", "true"}}},
      {"accept", Role::kCandidate, 1, {{"offer_accepted", "true"}, {"target_pathway", "\"18b\""}}},
      {"ba_consent", Role::kLabourAgency, 1, {{"ba_decision", "\"consent\""}}},
      {"visa_application",
       Role::kCandidate,
       1,
       {{"visa_application_complete_on", "\"2026-06-15\""}}},
      {"visa_decision", Role::kVisaSection, 1, {{"visa_decision", "\"issued\""}}},
      {"arrival", Role::kCandidate, 1, {{"arrived_on", "\"2026-06-15\""}}},
      {"first_day",
       Role::kEmployer,
       1,
       {{"contract_unchanged", "true"}, {"advice_information_given", "true"}}},
  };
}

inline procedures::Values candidate_facts() {
  return {{"nationality", "\"XB\""},
          {"birth_date", "\"1994-03-12\""},
          {"qual_kind", "\"degree\""},
          {"degree_comparable", "true"},
          {"job_offer", "true"},
          {"job_qualified", "true"},
          {"licence_state", "\"not_needed\""},
          {"german_level", "\"B1\""}};
}

// Opens a placement and answers until `element` is the open task ("" = to the end).
inline std::string placement_until(World& world, std::string_view element) {
  const Result<OpenedCase> opened = open_case(world.node(), world.call(access::Role::kCandidate),
                                              {kPartnership, "placement", "", candidate_facts()});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  for (const Answer& answer : placement_answers()) {
    if (answer.element == element) return opened->case_id;
    const Result<StepResult> done = world.complete(world.call(answer.role, answer.number),
                                                   opened->case_id, answer.element, answer.values);
    if (!done) MESSAGE(answer.element << ": " << to_string(done.error()));
    REQUIRE(done.ok());
  }
  return opened->case_id;
}

}  // namespace alternat::casework::testing
