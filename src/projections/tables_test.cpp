// SPDX-License-Identifier: EUPL-1.2
// The fold: a case's life in records, and what people read of it.
#include "projections/tables.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "procedures/record_json.h"
#include "projections/disclosure.h"

namespace alternat::projections {
namespace {

template <typename IdType>
IdType id(const char* text) {
  return *IdType::from_text(text);
}

// Writes records one after the other, as the store would commit them.
class Writer {
 public:
  ledger::StoredRecord next(const char* type, const Json& body, Date day = Date::from_days(20000)) {
    ++position_;
    return {position_,
            {{id<ledger::LogId>("xa-xb"),
              id<ledger::StreamId>("SYN-case_1"),
              position_,
              *ledger::CommandId::from_text("command-" + std::to_string(position_)),
              0,
              type,
              Instant::from_micros(static_cast<std::int64_t>(position_) * 1000000),
              day,
              id<access::ActorId>("SYN-officer"),
              "placement",
              {}},
             body.dump(),
             {}}};
  }
  ledger::StoredRecord next(const procedures::Record& record) {
    Json body = procedures::to_json(record);
    body.erase("type");
    return next(std::string(procedures::type_name(record)).c_str(), body);
  }
  ledger::StoredRecord registered() {
    return next("CaseRegistered", {{"procedure", "placement"},
                                   {"hash", "abc"},
                                   {"realm", "labour"},
                                   {"subject", "SYN-person_1"}});
  }

 private:
  std::uint64_t position_ = 0;
};

void fold(Tables& tables, const std::vector<ledger::StoredRecord>& records) {
  for (const ledger::StoredRecord& record : records) {
    const Status status = tables.apply(record);
    REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : status.error().message));
  }
}

std::vector<ledger::StoredRecord> a_case(Writer& writer) {
  return {
      writer.registered(), writer.next(procedures::CaseOpened{"placement", "abc", "begin"}),
      writer.next(procedures::ElementActivated{"offer", 1, 0, {}}),
      writer.next(procedures::TaskOpened{
          "offer", 1, "employer", Instant::from_micros(5000000000), "clause 4(2)", {"job_offer"}})};
}

TEST_CASE("an open task stands in its role's tray with the case it belongs to") {
  Writer writer;
  Tables tables;
  fold(tables, a_case(writer));
  REQUIRE(tables.tasks("employer", "xa-xb").size() == 1);
  CHECK(tables.tasks("employer", "xa-xb")[0].of->subject == "SYN-person_1");
  CHECK(tables.tasks("visa_section", "xa-xb").empty());
  CHECK(tables.tasks("employer", "xa-xc").empty());
}

TEST_CASE("a completed element is counted in the period of the day it took effect") {
  Writer writer;
  Tables tables;
  std::vector<ledger::StoredRecord> records = a_case(writer);
  records.push_back(writer.next(procedures::TaskCompleted{"offer", 1, "SYN-officer"}));
  records.push_back(writer.next(procedures::ElementCompleted{"offer", 1}));
  fold(tables, records);
  CHECK(tables.tasks("employer", "").empty());
  const Date day = Date::from_days(20000);
  const std::vector<Count> counts =
      tables.counts("xa-xb", "placement", "offer", {day, day.plus_days(1)});
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].position == 6);
  CHECK(tables.find_record(counts[0].position)->type == "ElementCompleted");
  CHECK(tables.counts("xa-xb", "placement", "offer", {day.plus_days(1), std::nullopt}).empty());
}

TEST_CASE("folding the same records again gives the same digest, one more record another") {
  Writer first, second;
  Tables live, replayed;
  fold(live, a_case(first));
  fold(replayed, a_case(second));
  CHECK(live.digest() == replayed.digest());
  fold(live, {first.next(procedures::TaskClaimed{"offer", 1, "SYN-officer"})});
  CHECK(live.digest() != replayed.digest());
}

TEST_CASE("a missing record and a body that is no record are refused and change nothing") {
  Writer writer;
  Tables tables;
  const ledger::StoredRecord skipped = writer.registered();
  const Status gap = tables.apply(writer.next("TaskOpened", Json::object()));
  REQUIRE_FALSE(gap.ok());
  CHECK(gap.error().code == "projections.gap");
  REQUIRE(tables.apply(skipped).ok());
  Writer again;
  again.registered();
  const Status bad = tables.apply(again.next("TaskOpened", {{"element", 7}}));
  CHECK_FALSE(bad.ok());
  CHECK(tables.last_position() == 1);
}

TEST_CASE("a public count below five is never shown and larger ones are rounded to five") {
  CHECK_FALSE(disclosed(0).has_value());
  CHECK_FALSE(disclosed(4).has_value());
  CHECK(disclosed(5) == 5);
  CHECK(disclosed(7) == 5);
  CHECK(disclosed(8) == 10);
  CHECK_FALSE(disclosed(9, kSensitiveCellMinimum).has_value());
}

TEST_CASE("timers are found by the moment they are due, and only those") {
  Writer writer;
  Tables tables;
  CHECK_FALSE(tables.next_due());
  fold(tables,
       {writer.registered(), writer.next(procedures::CaseOpened{"placement", "abc", "begin"}),
        writer.next(procedures::ElementActivated{"wait", 1, 0, {}}),
        writer.next(procedures::TimerSet{"late", 1, Instant::from_micros(900), "c"}),
        writer.next(procedures::TimerSet{"early", 1, Instant::from_micros(300), "c"})});
  CHECK(tables.next_due() == Instant::from_micros(300));
  CHECK(tables.due_timers(Instant::from_micros(299)).empty());
  REQUIRE(tables.due_timers(Instant::from_micros(300)).size() == 1);
  CHECK(tables.due_timers(Instant::from_micros(300))[0].timer->element == "early");
  REQUIRE(tables.due_timers(Instant::from_micros(900)).size() == 2);
  CHECK(tables.due_timers(Instant::from_micros(900))[1].timer->element == "late");
  CHECK(tables.due_timers(Instant::from_micros(900), 1).size() == 1);
  fold(tables, {writer.next(procedures::TimerFired{"early", 1})});
  CHECK(tables.next_due() == Instant::from_micros(900));
  fold(tables, {writer.next(procedures::ElementTerminated{"wait", 1})});
  CHECK_FALSE(tables.next_due());
}

TEST_CASE("a suspended timer is due on no day; resumed or extended it is due on the new one") {
  Writer writer;
  Tables tables;
  fold(tables,
       {writer.registered(), writer.next(procedures::CaseOpened{"placement", "abc", "begin"}),
        writer.next(procedures::ElementActivated{"wait", 1, 0, {}}),
        writer.next(procedures::TimerSet{"wait", 1, Instant::from_micros(300), "c"}),
        writer.next(procedures::ClockChanged{"wait", 1, "SYN-officer", "suspended",
                                             "file_incomplete", std::nullopt, ""})});
  CHECK_FALSE(tables.next_due());
  CHECK(tables.due_timers(Instant::from_micros(1000)).empty());
  const std::string standing = tables.digest();
  fold(tables,
       {writer.next(procedures::ClockChanged{"wait", 1, "SYN-officer", "resumed", "file_complete",
                                             Instant::from_micros(500), ""})});
  CHECK(tables.digest() != standing);
  CHECK(tables.next_due() == Instant::from_micros(500));
  fold(tables, {writer.next(procedures::ClockChanged{"wait", 1, "SYN-officer", "extended", "agreed",
                                                     Instant::from_micros(700), "P2D"})});
  CHECK(tables.next_due() == Instant::from_micros(700));
}

}  // namespace
}  // namespace alternat::projections
