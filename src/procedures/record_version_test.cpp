// SPDX-License-Identifier: EUPL-1.2
// Versions of a record type: what was recorded before zones were said is read as it was, and what
// says a zone has a type of its own.
#include <doctest/doctest.h>

#include "procedures/migration.h"
#include "procedures/record_json.h"

namespace alternat::procedures {
namespace {

Instant moment() {
  return *Instant::from_iso("2026-06-29T22:00:00Z");
}

std::string wrong(const Json& json) {
  const Result<Record> read = record_from_json(json);
  return read ? "read" : to_string(read.error());
}

TEST_CASE("a record without a zone keeps its first type, and one with a zone is of the second") {
  CHECK(type_name(Record(TimerSet{"wait", 1, moment(), "c"})) == "TimerSet");
  CHECK(type_name(Record(TimerSet{"wait", 1, moment(), "c", 0, "Etc/GMT-4"})) == "TimerSetV2");
  CHECK(type_name(Record(TaskOpened{"work", 1, "r", moment(), "c", {}})) == "TaskOpened");
  CHECK(type_name(Record(TaskOpened{"work", 1, "r", moment(), "c", {}, "UTC"})) == "TaskOpenedV2");
  CHECK(type_name(Record(ClockChanged{"a", 1, "x", "extended", "agreed", moment(), "P1D"})) ==
        "ClockChanged");
  CHECK(type_name(Record(ClockChanged{"a", 1, "x", "extended", "agreed", moment(), "P1D",
                                      "UTC"})) == "ClockChangedV2");
  CaseMigrated moved;
  moved.timers.push_back({"wait", 1, moment(), "c"});
  CHECK(type_name(moved) == "CaseMigrated");
  moved.timers.front().zone = "UTC";
  CHECK(type_name(moved) == "CaseMigratedV2");
  CHECK(plain_type("TimerSetV2") == "TimerSet");
  CHECK(plain_type("TimerSet") == "TimerSet");
  CHECK(plain_type("V2") == "V2");
}

TEST_CASE("both versions are read back, and neither takes the fields of the other") {
  for (const Record& record : {Record(TimerSet{"wait", 1, moment(), "c"}),
                               Record(TimerSet{"wait", 1, moment(), "c", 2, "Etc/GMT-4", moment()}),
                               Record(TaskOpened{"work", 1, "r", moment(), "c", {"f"}, "UTC"})}) {
    const Result<Record> read = record_from_json(to_json(record));
    REQUIRE(read.ok());
    CHECK(*read == record);
  }
  Json first = to_json(TimerSet{"wait", 1, moment(), "c"});
  first["zone"] = "UTC";
  CHECK(wrong(first) == "record.malformed: The record TimerSet has a wrong field \"zone\".");
  first.erase("zone");
  first["type"] = "TimerSetV2";
  CHECK(wrong(first) == "record.malformed: The record TimerSetV2 has a wrong field \"zone\".");
  CHECK(wrong({{"type", "TimerFiredV2"}}) ==
        "record.unknown_type: There is no record of type \"TimerFiredV2\".");
}

TEST_CASE("a stream of first versions replays to a state that knows no zone") {
  State state;
  for (
      const char* body :
      {R"({"type":"CaseOpened","definition":"p","hash":"h","element":"begin"})",
       R"({"type":"ElementActivated","element":"work","token":1})",
       R"({"type":"TaskOpened","element":"work","token":1,"role":"r","due":"2026-06-29T22:00:00Z"})",
       R"({"type":"TimerSet","element":"late","token":1,"due":"2026-06-29T22:00:00Z"})",
       R"({"type":"ClockChanged","element":"late","token":1,"by":"x","change":"extended","reason":"agreed","due":"2026-06-30T22:00:00Z","period":"P1D"})"}) {
    const Result<Record> record = record_from_json(Json::parse(body));
    REQUIRE(record.ok());
    apply(state, *record);
  }
  CHECK(state.tasks.at(0).zone.empty());
  CHECK(state.timers.at(0).zone.empty());
  CHECK(state.timers.at(0).due == *Instant::from_iso("2026-06-30T22:00:00Z"));
}

}  // namespace
}  // namespace alternat::procedures
