// SPDX-License-Identifier: EUPL-1.2
// The officers' pages on a real node: who gets in, what is refused and how, what acts once. Needs
// web/dist (npm run build in web/); says so where it is absent.
#include "api/resources/work_testing.h"

namespace alternat::api::testing {
namespace {

TEST_CASE("without a session people get the sign-in form and programs a problem") {
  const auto office = make_office();
  if (!office) return;
  for (const char* path : {"/tray", "/week", "/cases/new", "/records/1", "/cases/xa-xb/SYN-x",
                           "/partnerships/xa-xb/cases", "/partnerships/xa-xb/records"}) {
    CAPTURE(path);
    CHECK(get(*office, "", path).status == 303);
    const Response refused = get(*office, "", path, As::kProgram);
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == "auth.no_session");
  }
}

TEST_CASE("a case opens for roles with a part in it, and for nobody else") {
  const auto office = make_office();
  if (!office) return;
  const Opened placement = open(*office, "placement", Role::kCandidate);
  const Opened readmission = open(*office, "readmission", Role::kAliensAuthority, "returns");
  CHECK(get(*office, "SYN-candidate-1", placement.path).status == 200);
  CHECK(get(*office, "SYN-visa_section-1", placement.path).status == 200);
  CHECK(get(*office, "SYN-monitor-1", placement.path).status == 200);
  CHECK(get(*office, "SYN-monitor-1", readmission.path).status == 200);
  // Another candidate; steering offices; the state of origin; work never sees a return.
  for (const char* other : {"SYN-candidate-2", "SYN-lead_unit-1", "SYN-partner_desk-1",
                            "SYN-administrator-1", "SYN-aliens_authority-1"}) {
    CAPTURE(other);
    const Response refused = get(*office, other, placement.path, As::kProgram);
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == "case.no_part");
  }
  for (const char* other : {"SYN-visa_section-1", "SYN-labour_agency-1", "SYN-employer-1",
                            "SYN-partner_desk-1", "SYN-lead_unit-1"}) {
    CAPTURE(other);
    CHECK(get(*office, other, readmission.path).status == 403);
  }
  const Response missing = get(*office, "SYN-monitor-1", "/cases/xa-xb/SYN-none", As::kProgram);
  CHECK(missing.status == 404);
  CHECK(code_of(missing) == "case.not_found");
}

TEST_CASE("what a role may not see is named, and no value of it is there") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const Json page = json_of(*office, "SYN-employer-1", opened.path);
  bool named = false;
  for (const Json& hidden : page["withheld"]) named |= hidden["category"] == "age";
  CHECK(named);
  for (const Json& group : page["fact_groups"]) CHECK(group["category"] != "age");
  CHECK(page.dump().find("birth") == std::string::npos);
  CHECK(json_of(*office, "SYN-candidate-1", opened.path)["withheld"].empty());
}

TEST_CASE("an empty form is answered with every problem, and what was typed is kept") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::uint64_t before = office->world.row(opened.id).version;
  const Response page =
      send(*office, "SYN-employer-1", opened.path + "/tasks/describe",
           task_fields(*office, "SYN-employer-1", opened, "describe") +
               "&f.isco08=2512&f.weekly_hours=many&f.recruited_by=&f.worker_costs_cents=0");
  CHECK(page.status == 422);
  CHECK(has(page, "href=\"#f.gross_annual_cents\""));
  CHECK(has(page, "href=\"#f.weekly_hours\""));
  CHECK(has(page, "href=\"#f.recruited_by\""));
  CHECK_FALSE(has(page, "href=\"#f.isco08\""));
  CHECK(has(page, "value=\"many\""));
  CHECK(office->world.row(opened.id).version == before);
}

TEST_CASE("a task is completed once, however often the button is pressed") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::string path = opened.path + "/tasks/describe";
  const std::string typed = task_fields(*office, "SYN-employer-1", opened, "describe") + kDescribe;
  const Response first = send(*office, "SYN-employer-1", path, typed);
  CHECK(first.status == 303);
  CHECK(*first.find_header("Location") == opened.path + "?notice=completed");
  CHECK(office->world.task(opened.id) == "recruitment_check");
  const std::uint64_t after = office->world.row(opened.id).version;
  const Response second = send(*office, "SYN-employer-1", path, typed);
  CHECK(second.status == 303);
  CHECK(*second.find_header("Location") == opened.path + "?notice=already");
  CHECK(office->world.row(opened.id).version == after);
}

TEST_CASE("a case that moved on is not touched") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::string stale = task_fields(*office, "SYN-employer-1", opened, "describe") + kDescribe;
  CHECK(send(*office, "SYN-employer-1", opened.path + "/tasks/describe",
             task_fields(*office, "SYN-employer-1", opened, "describe") + "&act=x" + kDescribe)
            .status == 303);
  const std::uint64_t after = office->world.row(opened.id).version;
  const Response page = send(*office, "SYN-employer-1", opened.path + "/tasks/describe", stale);
  CHECK(page.status == 409);
  CHECK(has(page, "The case has moved on since you opened it."));
  CHECK(office->world.row(opened.id).version == after);
}

TEST_CASE("a task is not done by another role, and who only looks does nothing") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::string typed = task_fields(*office, "SYN-employer-1", opened, "describe") + kDescribe;
  const std::string path = opened.path + "/tasks/describe";
  CHECK(send(*office, "SYN-candidate-1", path, typed).status == 403);
  CHECK(send(*office, "SYN-visa_section-1", path, typed).status == 403);
  const Response looked = send(*office, "SYN-monitor-1", path, typed);
  CHECK(looked.status == 403);
  CHECK(has(looked, "case.only_looks"));
  CHECK(office->world.task(opened.id) == "describe");
  CHECK(send(*office, "SYN-employer-1", opened.path + "/tasks/nothing", typed).status == 404);
}

TEST_CASE("claim and release go through the tray and back") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const auto press = [&](const char* act) {
    const Json item = json_of(*office, "SYN-employer-1", "/tray")["groups"][0]["items"][0];
    return send(*office, "SYN-employer-1", opened.path + "/tasks/describe",
                std::string("back=tray&act=") + act + "&token=" + item["token"].dump() +
                    "&command=" + item["command"].get<std::string>() +
                    "&version=" + item["version"].dump());
  };
  CHECK(*press("claim").find_header("Location") == "/tray?notice=claimed");
  CHECK(json_of(*office, "SYN-employer-1", "/tray")["groups"][0]["items"][0]["is_mine"] == true);
  CHECK(json_of(*office, "SYN-employer-2", "/tray")["groups"][0]["items"][0]["is_mine"] == false);
  CHECK(*press("release").find_header("Location") == "/tray?notice=released");
  CHECK(json_of(*office, "SYN-employer-1", "/tray?procedure=none")["count"] == 0);
}

TEST_CASE("a letter needs its hash and a day that has come") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "readmission", Role::kAliensAuthority, "returns");
  const Response page =
      send(*office, "SYN-return_centre-1", opened.path + "/letters/receipt",
           "command=letter-1&version=" + std::to_string(office->world.row(opened.id).version) +
               "&on=2026-06-16&hash=ABC&medium=letter&reference=SYN-1"
               "&f.partner_receipt_on=2026-06-15");
  CHECK(page.status == 422);
  CHECK(has(page, "lies in the future"));
  CHECK(has(page, "64 small hex digits"));
  CHECK(has(page, "is needed to complete the task"));
  CHECK(send(*office, "SYN-return_centre-1", opened.path + "/letters/none",
             "command=letter-2&version=1")
            .status == 404);
  CHECK(
      send(*office, "SYN-monitor-1", opened.path + "/letters/receipt", "command=letter-3&version=1")
          .status == 403);
}

TEST_CASE("a decision opens where every fact it rests on may be read, and names what may not") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::string path = opened.path + "/decisions/pathway_check";
  const Response open_page = get(*office, "SYN-candidate-1", path, As::kProgram);
  CHECK(open_page.status == 200);
  CHECK(Json::parse(open_page.body)["recorded_outcome"] == "");
  const Response closed = get(*office, "SYN-employer-1", path, As::kProgram);
  CHECK(closed.status == 403);
  CHECK(code_of(closed) == "decision.hidden_facts");
  CHECK(get(*office, "SYN-candidate-1", opened.path + "/decisions/describe").status == 404);
}

TEST_CASE("the safeguards of a return name what stops, what lifts it and what is not known") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "readmission", Role::kAliensAuthority, "returns");
  const Json page =
      json_of(*office, "SYN-aliens_authority-1", opened.path + "/decisions/gate_contact");
  CHECK(page["phase_result"]["phase"] == "contact");
  CHECK(page["outcome"] != "PASS");
  REQUIRE(!page["phase_result"]["stopping"].empty());
  for (const Json& gate : page["phase_result"]["stopping"]) {
    CHECK(gate["outcome"] != "PASS");
    CHECK_FALSE(gate["title"].get<std::string>().empty());
  }
  CHECK(page["phases"].size() == 5);
  CHECK(page.dump().find("approved") == std::string::npos);
}

TEST_CASE("a record has its place in the tree and no personal value") {
  const auto office = make_office();
  if (!office) return;
  open(*office, "placement", Role::kCandidate);
  REQUIRE(office->world.node().ledger().store().sequence().ok());
  // The first record of a node keeps the text of the procedure, in the node's own log.
  CHECK(json_of(*office, "SYN-monitor-1", "/records/1")["type"] == "ProcedureKept");
  const Json record = json_of(*office, "SYN-monitor-1", "/records/2");
  CHECK(record["type"] == "CaseRegistered");
  CHECK(record["leaf_index"] == 0);
  CHECK(record["leaf_hash"].get<std::string>().size() == 64);
  CHECK(record["sentence"] == "Candidate opened the case.");
  CHECK(get(*office, "SYN-monitor-1", "/records/99999").status == 404);
  CHECK(get(*office, "SYN-administrator-1", "/records/1").status == 403);
  CHECK(get(*office, "SYN-partner_desk-1", "/records/1").status == 403);
  const Json log = json_of(*office, "SYN-monitor-1", "/partnerships/xa-xb/records");
  CHECK(log["lines"].size() > 1);
  CHECK(log.dump().find("1994") == std::string::npos);
}

TEST_CASE("the lead unit lands on its week, which is for steering offices only") {
  const auto office = make_office();
  if (!office) return;
  const Response tray = get(*office, "SYN-lead_unit-1", "/tray");
  CHECK(tray.status == 303);
  CHECK(*tray.find_header("Location") == "/week");
  const Json week = json_of(*office, "SYN-lead_unit-1", "/week");
  CHECK(week["columns"].size() == 3);
  CHECK(get(*office, "SYN-visa_section-1", "/week").status == 403);
}

TEST_CASE("opening a case goes to it, twice pressed to the same one") {
  const auto office = make_office();
  if (!office) return;
  const std::string typed = "partnership=xa-xb&procedure=readmission&command=new-1";
  const Response first = send(*office, "SYN-aliens_authority-1", "/cases/new", typed);
  REQUIRE(first.status == 303);
  const Response second = send(*office, "SYN-aliens_authority-1", "/cases/new", typed);
  CHECK(*first.find_header("Location") == *second.find_header("Location"));
  CHECK(first.find_header("Location")->starts_with("/cases/xa-xb/SYN-case_"));
  CHECK(send(*office, "SYN-visa_section-1", "/cases/new",
             "partnership=xa-xb&procedure=readmission&command=new-2")
            .status == 403);
  CHECK(get(*office, "SYN-monitor-1", "/cases/new").status == 403);
  CHECK(send(*office, "SYN-aliens_authority-1", "/cases/new",
             "partnership=nowhere&procedure=readmission&command=new-3")
            .status == 422);
  CHECK(send(*office, "SYN-aliens_authority-1", "/cases/new",
             "partnership=xa-xb&procedure=nothing&command=new-4")
            .status == 422);
}

TEST_CASE("facts are corrected by who may write them, once, and only where they change") {
  const auto office = make_office();
  if (!office) return;
  const Opened opened = open(*office, "placement", Role::kCandidate);
  const std::string path = opened.path + "/facts";
  const auto fields = [&](const char* command) {
    return std::string("command=") + command +
           "&version=" + std::to_string(office->world.row(opened.id).version);
  };
  CHECK(send(*office, "SYN-candidate-1", path, fields("fix-1") + "&f.german_level=B1").status ==
        422);  // unchanged: nothing to record
  CHECK(
      send(*office, "SYN-candidate-1", path, fields("fix-2") + "&f.birth_date=1994-02-30").status ==
      422);
  const Response done =
      send(*office, "SYN-candidate-1", path, fields("fix-3") + "&f.german_level=B2");
  CHECK(done.status == 303);
  CHECK(json_of(*office, "SYN-candidate-1", opened.path).dump().find("B2") != std::string::npos);
  CHECK(
      send(*office, "SYN-candidate-1", path, "command=fix-4&version=1&f.german_level=C1").status ==
      409);
  CHECK(send(*office, "SYN-monitor-1", path, fields("fix-5") + "&f.german_level=C1").status == 403);
  // An employer writes about the job only; what she may not write is not asked and not taken.
  const Json asked = json_of(*office, "SYN-employer-1", path);
  CHECK(asked.dump().find("german_level") == std::string::npos);
  CHECK(send(*office, "SYN-employer-1", path, fields("fix-6") + "&f.german_level=C1").status ==
        422);
}

TEST_CASE(
    "offices see the exact counter with its records, the public a disclosed one with the rule") {
  const auto office = make_office();
  if (!office) return;
  const auto counted = [&](const std::string& account) {
    const Json page = json_of(*office, account, "/partnerships/xa-xb/promises");
    for (const Json& side : page["promises"])
      for (const Json& promise : side["items"])
        if (promise["is_counted"] == true) return promise;
    return Json();
  };
  const Json exact = counted("SYN-visa_section-1");
  CHECK(exact["counted"] == 0);
  CHECK(exact["counted_rule"] == "");
  const std::string href = exact["counted_href"];
  CHECK(get(*office, "SYN-visa_section-1", href).status == 200);
  const Json open_to_all = counted("");
  CHECK(open_to_all["counted"].is_null());
  CHECK(open_to_all["counted_href"] == "");
  CHECK(open_to_all["counted_rule"].get<std::string>().find("never shown") != std::string::npos);
  CHECK(get(*office, "SYN-candidate-1", href).status == 403);
  CHECK(get(*office, "SYN-visa_section-1", "/partnerships/xa-xb/counted/none").status == 404);
}

}  // namespace
}  // namespace alternat::api::testing
