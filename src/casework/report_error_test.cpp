// SPDX-License-Identifier: EUPL-1.2
// Errors that people report for a task: the event at the task's border takes over, for its own role
// only, and what surrounds the task is not told by a report.
#include "casework/may_act.h"
#include "casework/small_procedures.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

using access::Role;

const std::string kErrors =
    "<error id=\"lost\" name=\"FILE_LOST\" errorCode=\"FILE_LOST\"/>\n"
    "<error id=\"other\" name=\"WITHDRAWN\" errorCode=\"WITHDRAWN\"/>\n";

// A task with an event for FILE_LOST at its border.
const program::Program& failing() {
  static const std::unique_ptr<program::Program> program = content_with(SmallProcedure{
      "fail-task", "agreement", "lead_unit",
      "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n<boundaryEvent id=\"no_file\" "
      "attachedToRef=\"work\"><errorEventDefinition errorRef=\"lost\"/></boundaryEvent>\n"
      "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n"
      "<endEvent id=\"stopped\" alternat:outcome=\"stopped\"/>\n" +
          flow("begin", "work") + flow("work", "done") + flow("no_file", "stopped"),
      kErrors});
  return *program;
}

std::string open(World& world) {
  const Result<OpenedCase> opened =
      open_case(world.node(), world.call(Role::kLeadUnit, 1, "agreement"),
                {kPartnership, "fail-task", "", {}});
  if (!opened) MESSAGE(to_string(opened.error()));
  REQUIRE(opened.ok());
  return opened->case_id;
}

Result<StepResult> report(World& world, const std::string& id, Role role, const char* code) {
  return report_error(world.node(), world.call(role, 1, "agreement"), {kPartnership, id, {}},
                      world.ref(id, "work"), code);
}

TEST_CASE("an error that a person reports goes the way of the event at the task") {
  World world(failing());
  const std::string id = open(world);
  REQUIRE(report(world, id, Role::kLeadUnit, "FILE_LOST").ok());
  CHECK(world.row(id).state.ended);
  CHECK(world.row(id).state.outcome == "stopped");
  CHECK(world.last_record("ErrorThrown")->element == "work");
  CHECK(world.digest() == world.replayed_digest());
}

TEST_CASE("an error reported by the same command twice acts once") {
  World world(failing());
  const std::string id = open(world);
  const Call call = world.call(Role::kLeadUnit, 1, "agreement");
  const TaskRef ref = world.ref(id, "work");
  REQUIRE(report_error(world.node(), call, {kPartnership, id, {}}, ref, "FILE_LOST").ok());
  const std::uint64_t version = world.row(id).version;
  const Result<StepResult> again =
      report_error(world.node(), call, {kPartnership, id, {}}, ref, "FILE_LOST");
  REQUIRE(again.ok());
  CHECK(again->already);
  CHECK(world.row(id).version == version);
}

TEST_CASE("no error is reported that the task does not foresee, by another role, or for no task") {
  World world(failing());
  const std::string id = open(world);
  const Result<StepResult> unknown = report(world, id, Role::kLeadUnit, "WITHDRAWN");
  REQUIRE_FALSE(unknown.ok());
  CHECK(to_string(unknown.error()) ==
        "casework.error_not_foreseen: No event at 'work' of 'fail-task' catches the error that is "
        "reported. Nothing was changed.");
  const Result<StepResult> foreign = report(world, id, Role::kLabourAgency, "FILE_LOST");
  REQUIRE_FALSE(foreign.ok());
  CHECK(foreign.error().code == "procedure.wrong_role");
  const Result<StepResult> nothing =
      report_error(world.node(), world.call(Role::kLeadUnit, 1, "agreement"),
                   {kPartnership, id, {}}, {"elsewhere", 1}, "FILE_LOST");
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.error().code == "casework.no_part");
  CHECK(world.task(id) == "work");
}

TEST_CASE("in the shipped procedures nobody ends a part of a procedure by a report") {
  for (const program::CompiledProcedure& procedure : content().procedures())
    for (const procedures::Node& node : procedure.definition.nodes) {
      CAPTURE(procedure.definition.id);
      CAPTURE(node.id);
      if (node.kind == procedures::NodeKind::kUserTask)
        CHECK(reportable_errors(procedure.definition, node.id).empty());
    }
}

}  // namespace
}  // namespace alternat::casework::testing
