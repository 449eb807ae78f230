// SPDX-License-Identifier: EUPL-1.2
// The tray of an office with more tasks than one page shows.
#include <set>

#include "api/resources/work_testing.h"
#include "casework/small_procedures.h"

namespace alternat::api::testing {
namespace {

using casework::testing::flow;
using casework::testing::SmallProcedure;

constexpr const char* kLead = "SYN-lead_unit-1";

// An office of the lead unit with so many open tasks of one small procedure.
std::unique_ptr<Office> busy_office(int tasks) {
  static const std::unique_ptr<program::Program> program = casework::testing::content_with(
      SmallProcedure{"tray-small", "agreement", "lead_unit",
                     "<startEvent id=\"begin\"/>\n<userTask id=\"work\"/>\n"
                     "<endEvent id=\"done\" alternat:outcome=\"done\"/>\n" +
                         flow("begin", "work") + flow("work", "done"),
                     ""});
  std::unique_ptr<Office> office = make_office(*program);
  for (int i = 0; office && i < tasks; ++i)
    open(*office, "tray-small", Role::kLeadUnit, "agreement");
  return office;
}

std::size_t items_of(const Json& page, std::set<std::string>& cases) {
  std::size_t count = 0;
  for (const Json& group : page["groups"])
    for (const Json& item : group["items"]) {
      cases.insert(item["href"].get<std::string>());
      ++count;
    }
  return count;
}

TEST_CASE("fifty tasks stand on one page, without a word of others") {
  const auto office = busy_office(50);
  if (!office) return;
  const Json page = json_of(*office, kLead, "/tray");
  CHECK(page["count"] == 50);
  CHECK(page["count_text"] == "50 tasks");
  CHECK(page["next_href"] == "");
}

TEST_CASE("an office with more sees fifty, of how many, and the way to the rest; each task once") {
  const auto office = busy_office(103);
  if (!office) return;
  std::set<std::string> cases;
  const Json first = json_of(*office, kLead, "/tray");
  CHECK(first["count"] == 103);
  CHECK(first["count_text"] == "1 to 50 of 103 tasks");
  CHECK(items_of(first, cases) == 50);
  CHECK(first["next_href"] == "/tray?role=own&page=2");
  CHECK(first["previous_href"] == "");
  CHECK(items_of(json_of(*office, kLead, "/tray?page=2"), cases) == 50);
  const Json last = json_of(*office, kLead, "/tray?page=3");
  CHECK(last["count_text"] == "101 to 103 of 103 tasks");
  CHECK(items_of(last, cases) == 3);
  CHECK(last["next_href"] == "");
  CHECK(last["previous_href"] == "/tray?role=own&page=2");
  CHECK(cases.size() == 103);
  // A page beyond the last, and what is no number.
  CHECK(json_of(*office, kLead, "/tray?page=999")["count_text"] == "101 to 103 of 103 tasks");
  CHECK(json_of(*office, kLead, "/tray?page=x")["count_text"] == "1 to 50 of 103 tasks");
  CHECK(has(get(*office, kLead, "/tray?page=2"), "The next 50"));
  CHECK(json_of(*office, kLead, "/tray?partnership=nowhere")["count"] == 0);
}

}  // namespace
}  // namespace alternat::api::testing
