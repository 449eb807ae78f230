// SPDX-License-Identifier: EUPL-1.2
// What people tell a case beside its forms: that a task cannot be done, and signals; on the page in
// both languages, as JSON, and refused with stable codes.
#include "api/resources/work_testing.h"
#include "casework/signals.h"
#include "casework/small_procedures.h"

namespace alternat::api::testing {
namespace {

using casework::testing::flow;
using casework::testing::SmallProcedure;

constexpr const char* kLead = "SYN-lead_unit-1";

const std::string kNamed =
    "<error id=\"lost\" name=\"FILE_LOST\" errorCode=\"FILE_LOST\"/>\n"
    "<signal id=\"sig\" name=\"component_stopped\"/>\n";
const std::string kSignal = "<signalEventDefinition signalRef=\"sig\"/>";

// A task that may fail, beside which a signal is heard.
SmallProcedure hearer() {
  return {"told-hearer", "agreement", "lead_unit",
          "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n"
          "<boundaryEvent id=\"no_file\" attachedToRef=\"work\"><errorEventDefinition "
          "errorRef=\"lost\"/></boundaryEvent>\n"
          "<boundaryEvent id=\"ear\" attachedToRef=\"work\" cancelActivity=\"false\">" +
              kSignal +
              "</boundaryEvent>\n<endEvent id=\"heard\" alternat:outcome=\"heard\"/>\n"
              "<endEvent id=\"stopped\" alternat:outcome=\"stopped\"/>\n"
              "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
              flow("begin", "work") + flow("work", "done") + flow("ear", "heard") +
              flow("no_file", "stopped"),
          kNamed};
}

SmallProcedure thrower() {
  return {"told-thrower", "agreement", "lead_unit",
          "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n<intermediateThrowEvent "
          "id=\"tell\">" +
              kSignal +
              "</intermediateThrowEvent>\n<endEvent id=\"told\" alternat:outcome=\"told\"/>\n" +
              flow("begin", "work") + flow("work", "tell") + flow("tell", "told"),
          kNamed};
}

std::unique_ptr<Office> told_office() {
  static const std::unique_ptr<program::Program> program =
      casework::testing::content_with(hearer(), thrower());
  return make_office(*program);
}

Opened open_told(Office& office, const char* procedure) {
  return open(office, procedure, Role::kLeadUnit, "agreement");
}

std::string fields(Office& office, const Opened& opened, const std::string& command) {
  return "command=" + command + "&version=" + std::to_string(office.world.row(opened.id).version);
}

std::string report_fields(Office& office, const Opened& opened, const std::string& code) {
  const Json task = json_of(office, kLead, opened.path)["tasks"][0];
  return fields(office, opened, task["report_command"].get<std::string>()) +
         "&act=report&token=" + task["token"].dump() + "&error=" + code;
}

// The same form, sent by a program.
Response send_json(Office& office, const std::string& path, const std::string& typed) {
  const Response any = get(office, kLead, "/account");
  Request post = request_of(path);
  post.method = Method::kPost;
  post.headers["content-type"] = "application/x-www-form-urlencoded";
  post.headers["accept"] = "application/json";
  post.headers["cookie"] = cookie_of(office, kLead);
  post.body = typed + "&csrf_token=" + between(any.body, "name=\"csrf_token\" value=\"", "\"");
  return office.server->answer(post);
}

std::vector<std::string> sentences(Office& office, const Opened& opened,
                                   const std::string& query = "") {
  std::vector<std::string> out;
  const Json page = json_of(office, kLead, opened.path + query);
  for (const Json& one : page["story"]) out.push_back(one["sentence"]);
  return out;
}

bool among(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

TEST_CASE("the page offers the errors that the task foresees, and one report goes their way") {
  const auto office = told_office();
  if (!office) return;
  const Opened opened = open_told(*office, "told-hearer");
  const Json task = json_of(*office, kLead, opened.path)["tasks"][0];
  REQUIRE(task["reports"].size() == 1);
  CHECK(task["reports"][0]["code"] == "FILE_LOST");
  CHECK(task["reports"][0]["label"] == "no_file");
  CHECK(has(get(*office, kLead, opened.path), "This cannot be done"));
  CHECK(has(get(*office, kLead, opened.path + "?lang=de"), "Das lässt sich nicht erledigen"));
  const std::string typed = report_fields(*office, opened, "FILE_LOST");
  const Response done = send(*office, kLead, opened.path + "/tasks/work", typed);
  CHECK(done.status == 303);
  CHECK(*done.find_header("Location") == opened.path + "?notice=reported");
  CHECK(office->world.row(opened.id).state.outcome == "stopped");
  CHECK(among(sentences(*office, opened),
              "Lead unit reported that “work” cannot be done: FILE LOST."));
  CHECK(among(sentences(*office, opened, "?lang=de"),
              "Federführung meldete, dass sich „work“ nicht erledigen lässt: FILE LOST."));
  const Response twice = send(*office, kLead, opened.path + "/tasks/work", typed);
  CHECK(*twice.find_header("Location") == opened.path + "?notice=already");
}

TEST_CASE("an error the task does not foresee is refused, on the page and as JSON") {
  const auto office = told_office();
  if (!office) return;
  const Opened opened = open_told(*office, "told-hearer");
  const std::string path = opened.path + "/tasks/work";
  const Response page = send(*office, kLead, path, report_fields(*office, opened, "ANYTHING"));
  CHECK(page.status == 422);
  CHECK(has(page, "The procedure does not foresee this for the task."));
  const Response json = send_json(*office, path, report_fields(*office, opened, "ANYTHING"));
  CHECK(json.status == 422);
  CHECK(code_of(json) == "casework.error_not_foreseen");
  // Another role, one that only looks, and a task that is not open.
  const std::string typed = report_fields(*office, opened, "FILE_LOST");
  for (const char* other : {"SYN-labour_agency-1", "SYN-monitor-1", "SYN-ministry_desk-1"}) {
    CAPTURE(other);
    CHECK(send(*office, other, path, typed).status == 403);
  }
  CHECK(send(*office, kLead, opened.path + "/tasks/nothing", typed).status == 404);
  CHECK_FALSE(office->world.row(opened.id).state.ended);
}

TEST_CASE("the page offers the signals that the case waits for, to whom the procedure lets") {
  const auto office = told_office();
  if (!office) return;
  const Opened opened = open_told(*office, "told-hearer");
  const Json page = json_of(*office, kLead, opened.path);
  REQUIRE(page["signals"].size() == 1);
  CHECK(page["signals"][0]["signal"] == "component_stopped");
  CHECK(page["signals"][0]["label"] == "component stopped");
  CHECK(page["signals"][0]["waits"] == Json::array({"ear"}));
  CHECK(has(get(*office, kLead, opened.path), "What others may tell the case"));
  CHECK(has(get(*office, kLead, opened.path + "?lang=de"), "Was dem Fall mitgeteilt werden kann"));
  const std::string path = page["signals"][0]["action_href"];
  const std::string typed =
      fields(*office, opened, page["signals"][0]["signal_command"].get<std::string>());
  const Response done = send(*office, kLead, path, typed);
  CHECK(*done.find_header("Location") == opened.path + "?notice=signalled");
  CHECK(among(sentences(*office, opened), "The case was told: “ear”."));
  CHECK(among(sentences(*office, opened, "?lang=de"), "Dem Fall wurde mitgeteilt: „ear“."));
  CHECK(*send(*office, kLead, path, typed).find_header("Location") ==
        opened.path + "?notice=already");
}

TEST_CASE("a signal that nothing awaits, and one of a role without a part, change nothing") {
  const auto office = told_office();
  if (!office) return;
  const Opened opened = open_told(*office, "told-hearer");
  const Response unknown =
      send_json(*office, opened.path + "/signals/other", fields(*office, opened, "signal-1"));
  CHECK(unknown.status == 422);
  CHECK(code_of(unknown) == "procedure.signal_not_awaited");
  const Response shown =
      send(*office, kLead, opened.path + "/signals/other", fields(*office, opened, "signal-2"));
  CHECK(shown.status == 422);
  CHECK(has(shown, "Nothing in the case waits for this any more."));
  for (const char* other : {"SYN-labour_agency-1", "SYN-monitor-1", "SYN-candidate-1"}) {
    CAPTURE(other);
    CHECK(send(*office, other, opened.path + "/signals/component_stopped",
               fields(*office, opened, "signal-3"))
              .status == 403);
  }
  CHECK(office->world.task(opened.id) == "work");
  CHECK_FALSE(among(sentences(*office, opened), "The case was told: “ear”."));
}

TEST_CASE("the story tells signals to other cases and what became of them, in both languages") {
  const auto office = told_office();
  if (!office) return;
  const Opened sender = open_told(*office, "told-thrower");
  REQUIRE(office->world
              .complete(office->world.call(Role::kLeadUnit, 1, "agreement"), sender.id, "work", {})
              .ok());
  REQUIRE(casework::deliver_signals(office->world.node()).failures.empty());
  CHECK(among(sentences(*office, sender), "Told to all who wait for it: “tell”."));
  CHECK(among(sentences(*office, sender), "No other case waited for what this case told."));
  CHECK(among(sentences(*office, sender, "?lang=de"),
              "Allen mitgeteilt, die darauf warten: „tell“."));
  const Opened heard = open_told(*office, "told-hearer");
  const Opened again = open_told(*office, "told-thrower");
  REQUIRE(office->world
              .complete(office->world.call(Role::kLeadUnit, 1, "agreement"), again.id, "work", {})
              .ok());
  CHECK(casework::deliver_signals(office->world.node()).fired == 1);
  CHECK(among(sentences(*office, again),
              "What this case told has reached the cases that waited for it."));
  CHECK(among(sentences(*office, heard), "The case was told: “ear”."));
}

}  // namespace
}  // namespace alternat::api::testing
