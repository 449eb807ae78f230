// SPDX-License-Identifier: EUPL-1.2
// What a demo's cast may not be.
#include "casework/demo/cast.h"

#include "casework/demo/seed.h"
#include "casework/testing.h"
#include "program/testing.h"

namespace alternat::casework::testing {
namespace {

constexpr const char* kDemo = "partnerships/xa-xb/demo.toml";

std::string refusal(const std::string& old_text, const std::string& new_text) {
  program::testing::ContentCopy copy;
  copy.replace(kDemo, old_text, new_text);
  const Result<DemoCast> cast = read_cast(copy.folder(), kPartnership);
  return cast.ok() ? "not refused" : cast.error().code + ": " + cast.error().message;
}

TEST_CASE("everybody in a demo is invented, known to access, and there") {
  CHECK(refusal("id = \"SYN-lead-1\"", "id = \"lead-1\"")
            .starts_with("demo.id: 'lead-1' does not start with SYN-: the demo has only invented "
                         "persons and organisations."));
  CHECK(refusal("role = \"visa_section\"", "role = \"visa_office\"")
            .starts_with("demo.role: Access does not know the role 'visa_office'."));
  CHECK(refusal("letters = \"SYN-return-1\"", "letters = \"SYN-return-9\"") ==
        "demo.account: There is no account 'SYN-return-9'.");
  CHECK(refusal("gross_annual_cents = 5520000", "gross_annual_cents = 0.5") ==
        "demo.fact: A fact is a text, a whole number, true, false, a date or a list.");
}

TEST_CASE("a story that nobody in the cast can go on with says where") {
  program::testing::ContentCopy copy;
  copy.replace(kDemo, "role = \"recognition_body\"", "role = \"bamf\"");
  const Result<DemoCast> cast = read_cast(copy.folder(), kPartnership);
  REQUIRE(cast.ok());
  World world;
  const Result<DemoTally> tally =
      seed_demo(world.node(), world.clock, {&*cast, 1, at("2026-06-15T08:00:00Z")});
  REQUIRE_FALSE(tally.ok());
  CHECK(tally.error().code == "demo.account");
  CHECK(tally.error().message.find("In the demo's story of '") == 0);
  CHECK(tally.error().message.find("(role recognition_body).") != std::string::npos);
}

}  // namespace
}  // namespace alternat::casework::testing
