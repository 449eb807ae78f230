// SPDX-License-Identifier: EUPL-1.2
// Ids: their form, and the two sources of randomness.
#include "base/id.h"

#include <doctest/doctest.h>

#include <set>

using alternat::check_id_text;
using alternat::Id;
using alternat::SeededRandom;
using alternat::SystemRandom;

namespace {
struct CaseTag;
}  // namespace

TEST_CASE("an id keeps its text and refuses what is no id") {
  CHECK(Id<CaseTag>::from_text("SYN-case_3f").value().text() == "SYN-case_3f");
  CHECK(check_id_text("").error().message == "This is not an id: it is empty.");
  CHECK(check_id_text(std::string(80, 'a')).ok());
  CHECK(check_id_text(std::string(81, 'a')).error().message ==
        "This is not an id: it has 81 bytes, more than 80.");
  CHECK(check_id_text("case/3f").error().message ==
        "This is not an id: it has other characters than A-Z a-z 0-9 _ . -.");
  CHECK(check_id_text("case 3").error().code == "id.malformed");
}

TEST_CASE("a seed gives the same ids again, and never one twice") {
  SeededRandom left(42);
  SeededRandom right(42);
  SeededRandom other(43);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = left.new_id_text("case");
    CHECK(text == right.new_id_text("case"));
    CHECK(text != other.new_id_text("case"));
    seen.insert(text);
  }
  CHECK(seen.size() == 1000);
  CHECK(seen.begin()->size() == 5 + 32);
}

TEST_CASE("the system's randomness gives well-formed, different ids") {
  SystemRandom random;
  const std::string first = random.new_id_text("SYN-case");
  CHECK(check_id_text(first).ok());
  CHECK(first.starts_with("SYN-case_"));
  CHECK(first != random.new_id_text("SYN-case"));
}
