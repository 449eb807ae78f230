// SPDX-License-Identifier: EUPL-1.2
// Every refusal of the program as a whole, with its message: the shipped content, broken in one
// place each.
#include "program/checks.h"

#include "program/testing.h"

namespace alternat::program::testing {
namespace {

// The file's errors with and without the change: the shipped content has none.
std::string errors_after(const std::string& file, const std::string& old_text,
                         const std::string& new_text) {
  ContentCopy copy;
  copy.replace(file, old_text, new_text);
  return copy.errors();
}

TEST_CASE("the shipped content has no error") {
  const ContentCopy copy;
  CHECK(copy.load()->procedures().size() >= 7);
}

TEST_CASE("an input that is neither fact nor parameter is named, with the near miss") {
  const std::string errors = errors_after("law/de/pathways/18b.dmn", "name=\"job_qualified\" label",
                                          "name=\"job_qualifeid\" label");
  CHECK_MESSAGE(
      errors.find("law/de/pathways/18b.dmn: [program.unknown_input] The input "
                  "'job_qualifeid' is no fact of the dictionary, no parameter and not 'on'. "
                  "Did you mean 'job_qualified'?") != std::string::npos,
      errors);
}

TEST_CASE("a form that asks an unknown fact is refused") {
  CHECK(errors_after("procedures/placement.bpmn", "alternat:form=\"proposal_made_on\"",
                     "alternat:form=\"proposal_maid_on\"") ==
        "procedures/placement.bpmn: [program.unknown_fact] 'proposal' asks for "
        "'proposal_maid_on', which is not in the fact dictionary. Did you mean "
        "'proposal_made_on'?\n");
}

TEST_CASE("no work procedure asks a fact of a return, and no return a fact of work") {
  CHECK(errors_after("procedures/placement.bpmn", "alternat:form=\"proposal_made_on\"",
                     "alternat:form=\"proposal_made_on,fear_expressed?\"") ==
        "procedures/placement.bpmn: [program.wrong_realm] 'proposal' asks for 'fear_expressed', a "
        "fact of the realm returns. A procedure of the realm labour asks facts of its own realm "
        "only.\n");
  CHECK(errors_after("procedures/readmission.bpmn", "alternat:form=\"departure_confirmed\"",
                     "alternat:form=\"departure_confirmed,gross_annual_cents\"") ==
        "procedures/readmission.bpmn: [program.wrong_realm] 'departure' asks for "
        "'gross_annual_cents', a fact of the realm labour. A procedure of the realm returns asks "
        "facts of its own realm only.\n");
}

TEST_CASE("a condition reads no fact of another realm either") {
  CHECK(errors_after("procedures/placement.bpmn", "recruitment_settled = true",
                     "recruitment_settled = true and track_pending = false") ==
        "procedures/placement.bpmn: [program.wrong_realm] The condition reads 'track_pending', a "
        "fact of the realm returns. A procedure of the realm labour asks facts of its own realm "
        "only.\n");
}

TEST_CASE("a procedure of an agreement asks nothing about a person, not even what two realms ask") {
  const std::string form = "alternat:form=\"reminder_sent_on,cosignature_due_on\"";
  CHECK(errors_after("procedures/instrument-lifecycle.bpmn", form,
                     "alternat:form=\"reminder_sent_on,german_level\"") ==
        "procedures/instrument-lifecycle.bpmn: [program.wrong_realm] 'ask_expressly' asks for "
        "'german_level', a fact of the realm labour. A procedure of the realm agreement asks facts "
        "of its own realm only.\n");
  std::string both;
  {
    const ContentCopy copy;
    const std::unique_ptr<Program> program = copy.load();
    for (const terms::FactDefinition& fact : program->content().facts.all())
      if (fact.realms.is_shared()) both = fact.id;
  }
  REQUIRE_FALSE(both.empty());
  CHECK(errors_after("procedures/instrument-lifecycle.bpmn", form,
                     "alternat:form=\"reminder_sent_on," + both + "\"") ==
        "procedures/instrument-lifecycle.bpmn: [program.wrong_realm] 'ask_expressly' asks for '" +
            both +
            "', a fact of the realm labour and returns. A procedure of the realm agreement asks "
            "facts of its own "
            "realm only.\n");
  // A labour procedure may ask it.
  ContentCopy labour;
  labour.replace("procedures/placement.bpmn", "alternat:form=\"proposal_made_on\"",
                 "alternat:form=\"proposal_made_on," + both + "\"");
  labour.load();
}

TEST_CASE("a lane of a role that access does not know is refused") {
  const std::string errors = errors_after("procedures/placement.bpmn", "alternat:role=\"employer\"",
                                          "alternat:role=\"employr\"");
  CHECK_MESSAGE(errors.find("procedures/placement.bpmn: [program.unknown_role] 'describe' is given "
                            "to the role 'employr', which access does not know. Did you mean "
                            "'employer'?\n") != std::string::npos,
                errors);
}

TEST_CASE("a task asks a role only for what that role may write") {
  // BeschV s.36: the agency decides on its consent; what a refusal of asylum says is not its
  // matter.
  CHECK(errors_after("procedures/placement.bpmn", "alternat:form=\"ba_decision\"",
                     "alternat:form=\"ba_decision,asylum_state\"") ==
        "procedures/placement.bpmn: [program.not_writable] 'ba_consent' asks the role "
        "'labour_agency' for 'asylum_state', but that role writes no facts of the category asylum "
        "in the realm labour (content/law/de/access.dmn). Give the task to a role that may.\n");
  // Whoever accompanies an interview must be able to record that fear was expressed.
  CHECK(errors_after("procedures/readmission.bpmn",
                     "alternat:form=\"interview_held_on,fear_expressed\"\n          "
                     "alternat:role=\"aliens_authority\"",
                     "alternat:form=\"interview_held_on,fear_expressed\"\n          "
                     "alternat:role=\"return_centre\"") ==
        "procedures/readmission.bpmn: [program.not_writable] 'interview' asks the role "
        "'return_centre' for 'fear_expressed', but that role writes no facts of the category "
        "asylum in the realm returns (content/law/de/access.dmn). Give the task to a role that "
        "may.\n");
}

TEST_CASE("a decision that does not exist is refused") {
  for (const char* decision : {"pathway:99z", "model:none"})
    CHECK(errors_after("procedures/placement.bpmn", "alternat:decision=\"pathway:*\"",
                       "alternat:decision=\"" + std::string(decision) + "\"")
              .find("procedures/placement.bpmn: [program.unknown_decision] 'pathway_check' asks "
                    "for the decision '" +
                    std::string(decision) +
                    "'. Known are 'pathway:<id>', 'pathway:*', 'model:<id>' with a decision of its "
                    "own name, and 'safeguards:contact|scheduling|execution'.\n") !=
          std::string::npos);
}

TEST_CASE("a promise counted by nothing that exists is refused") {
  const std::string file = "partnerships/xa-xb/commitments.toml";
  CHECK(errors_after(file, "procedure = \"placement\", element = \"arrived\"",
                     "procedure = \"placements\", element = \"arrived\"") ==
        file +
            ": [program.unknown_procedure] It is counted by the procedure 'placements', which does "
            "not exist.\n");
  CHECK(errors_after(file, "procedure = \"placement\", element = \"arrived\"",
                     "procedure = \"placement\", element = \"arived\"") ==
        file +
            ": [program.unknown_element] It is counted by the element 'arived', which 'placement' "
            "does not have. Did you mean 'arrived'?\n");
}

TEST_CASE("two procedures with one id name both files") {
  ContentCopy copy;
  copy.copy("procedures/placement.bpmn", "procedures/placement-again.bpmn");
  const std::string errors = copy.errors();
  CHECK_MESSAGE(errors.find("[program.duplicate_procedure] The procedure 'placement' stands in ") !=
                    std::string::npos,
                errors);
  CHECK(errors.find("ids are unique.") != std::string::npos);
}

TEST_CASE("a reason, a lift and a task without a sentence are named") {
  ContentCopy copy;
  copy.replace("law/de/pathways/18b.dmn", "<text>\"JOB_NOT_QUALIFIED\"</text>",
               "<text>\"JOB_NOT_GOOD\"</text>");
  const std::string errors = copy.errors();
  CHECK_MESSAGE(
      errors.find("law/de/pathways/18b.dmn: [program.no_text] There is no text "
                  "'reason.JOB_NOT_GOOD.short' in content/text for what stands here.\n") !=
          std::string::npos,
      errors);
  CHECK(errors_after("law/de/safeguards/status.dmn", "lift=\"nationality_clarified\"",
                     "lift=\"nationality_clear\"") ==
        "law/de/safeguards/status.dmn: [program.no_text] There is no text "
        "'lift.nationality_clear.what' in content/text for what stands here.\n");
}

TEST_CASE("a pathway that does not say what an agreement changes is refused") {
  ContentCopy copy;
  for (const char* file : {"text/parts/purposes.de.toml", "text/parts/purposes.en.toml"})
    copy.replace(file, "[pathway.16e]", "[pathway.16x]");
  const std::string errors = copy.errors();
  CHECK_MESSAGE(errors.find("law/de/pathways/16e.dmn: [program.no_text] There is no text "
                            "'pathway.16e.changes' in content/text for what stands here.\n") !=
                    std::string::npos,
                errors);
}

TEST_CASE("facts under a partnership that does not exist are refused") {
  const ContentCopy copy;
  const std::unique_ptr<Program> program = copy.load();
  const Date on = Date::from_ymd(2026, 6, 15).value();
  const Result<Json> facts = program->facts_under("xa-xc", Json::object(), on, on);
  REQUIRE_FALSE(facts.ok());
  CHECK(to_string(facts.error()) ==
        "program.unknown_partnership: There is no partnership 'xa-xc'. 'alternat check' lists the "
        "content; ids look like 'xa-xb'.");
}

TEST_CASE("without its access table the content is refused") {
  ContentCopy copy;
  copy.remove("law/de/access.dmn");
  const std::string errors = copy.errors();
  CHECK_MESSAGE(errors.find("[access.no_table]") != std::string::npos, errors);
}

TEST_CASE("a clock names a unit, a rule and a calendar that exist") {
  const std::string counting = "alternat:counting=\"bgb_fixed_end\"";
  CHECK(
      errors_after("procedures/placement.bpmn", counting, "alternat:counting=\"bgb_fixed_ende\"") ==
      "procedures/placement.bpmn: [calendar.rule_not_found] 'ba_consent': There is no counting "
      "rule 'bgb_fixed_ende' in content/law/calendars/rules.toml. Did you mean "
      "'bgb_fixed_end'?\n");
  CHECK(
      errors_after("procedures/placement.bpmn", counting, counting + " alternat:calendar=\"de-BA\"")
          .starts_with("procedures/placement.bpmn: [calendar.not_found] 'ba_consent': There is "
                       "no calendar 'de-BA'"));
}

TEST_CASE("consent is not deemed by a rule that moves the end") {
  // The timer is the second that counts so; the task stands before it.
  ContentCopy copy;
  const std::string counting = "alternat:counting=\"bgb_fixed_end\"";
  copy.replace("procedures/placement.bpmn", counting, "alternat:counting=\"werktage\"");
  copy.replace("procedures/placement.bpmn", counting, "alternat:counting=\"calendar_days\"");
  CHECK(copy.errors().find("[program.fiction_moved] 'ba_silence' deems consent by the rule 'bgb', "
                           "which moves an end on a day off; a fiction sets in with the end "
                           "itself: write alternat:counting=\"bgb_fixed_end\".") !=
        std::string::npos);
}

}  // namespace
}  // namespace alternat::program::testing
