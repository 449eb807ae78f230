// SPDX-License-Identifier: EUPL-1.2
// A whole node moves to PostgreSQL and back, with its values, its trees and what was erased; and
// runs there.
#include "ledger/copy.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/file.h"
#include "ledger/codec.h"
#include "ledger/ledger.h"
#include "ledger/places.h"
#include "ledger/postgres/session.h"
#include "ledger/postgres/test_server.h"
#include "ledger/testing.h"
#include "ledger/verify.h"

namespace alternat::ledger {
using access::FactCategory;
using testing::make_id;
using testing::TestServer;

namespace {

struct Office {
  SeededRandom random{11};
  access::AccessTable table = testing::widest_table();
  access::Grant grant = testing::grant_for(table, access::Purpose::kVisaProcedure,
                                           access::Role::kVisaSection, "case_1");
  int requests = 0;

  std::unique_ptr<Ledger> open(const std::string& folder, const std::string& server = "") {
    Result<std::unique_ptr<Ledger>> ledger =
        Ledger::open({folder, "node.example", &random, 1024, server});
    CHECK_MESSAGE(ledger.ok(), (ledger.ok() ? "" : ledger.error().message));
    REQUIRE(ledger.ok());
    return std::move(*ledger);
  }
  Result<AppendResult> put(Ledger& ledger, const std::string& command, const std::string& subject,
                           const std::string& text) {
    const StreamId stream = make_id<StreamId>("case_1");
    const PersonalValue value{0,
                              make_id<SubjectId>(subject),
                              "case",
                              "field_of_training",
                              {FactCategory::kQualification, text}};
    return ledger.append({make_id<LogId>("xa-xb"),
                          make_id<CommandId>(command),
                          make_id<access::ActorId>("actor_1"),
                          "visa_procedure",
                          Instant::from_micros(5),
                          {{stream, "FactRecorded", Date::from_days(20619), "{}", {}}},
                          {{stream, std::nullopt}}},
                         std::vector<PersonalValue>{value}, grant);
  }
  // The values of a subject, or the error's code.
  std::string read(Ledger& ledger, const std::string& subject) {
    Result<std::vector<PersonalData>> data =
        ledger.read_personal({make_id<LogId>("xa-xb"),
                              make_id<CommandId>("read_" + std::to_string(++requests)),
                              Instant::from_micros(1000 + requests),
                              Date::from_days(20619),
                              {{&grant, make_id<LogId>("xa-xb"), make_id<SubjectId>(subject)}}});
    if (!data) return data.error().code;
    std::string all;
    for (const auto& value : data->front().values) all += value.value.reveal(grant) + ";";
    return all;
  }
  Status erase(Ledger& ledger, const std::string& subject) {
    const Result<AppendResult> erased =
        ledger.erase({make_id<CommandId>("erase_" + subject), make_id<access::ActorId>("actor_2"),
                      "administration", Instant::from_micros(9), Date::from_days(20620),
                      access::Realm::kLabour, make_id<SubjectId>(subject), "retention_end"});
    return erased.ok() ? Status() : Status(erased.error());
  }
};

std::string copy_code(const std::string& from, const std::string& to) {
  Result<std::unique_ptr<sql::Databases>> source = databases_at(from);
  Result<std::unique_ptr<sql::Databases>> target = databases_at(to);
  REQUIRE(source.ok());
  REQUIRE(target.ok());
  const Result<CopyReport> copied = copy(**source, **target);
  return copied.ok() ? "" : copied.error().code;
}

std::vector<std::string> bytes_of_all(Store& store) {
  std::vector<std::string> bytes;
  REQUIRE(replay(store, [&](const StoredRecord& stored) {
            bytes.push_back(std::to_string(stored.position) + encode(stored.record));
            return Status();
          }).ok());
  return bytes;
}

}  // namespace

TEST_CASE("a node runs on PostgreSQL: values are sealed, read, and erased beyond a new start") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  testing::TemporaryFolder folder;
  Office office;
  std::unique_ptr<Ledger> ledger = office.open(folder.path(), address);
  REQUIRE(office.put(*ledger, "cmd_1", "person_1", "PLANTED-Quillfeather").ok());
  REQUIRE(office.put(*ledger, "cmd_2", "person_2", "Nurse").ok());
  CHECK(office.put(*ledger, "cmd_1", "person_1", "PLANTED-Quillfeather")->already);
  CHECK(office.put(*ledger, "cmd_1", "person_1", "Other").error().code == "ledger.command_reused");
  CHECK(office.read(*ledger, "person_1") == "PLANTED-Quillfeather;");
  const Result<std::string> note = ledger->checkpoint(make_id<LogId>("xa-xb"));
  CHECK(note.ok());

  REQUIRE(office.erase(*ledger, "person_1").ok());
  CHECK(office.read(*ledger, "person_1") == "vault.erased");
  ledger.reset();
  ledger = office.open(folder.path(), address);
  CHECK(office.read(*ledger, "person_1") == "vault.erased");
  CHECK(office.read(*ledger, "person_2") == "Nurse;");
  CHECK(office.put(*ledger, "cmd_3", "person_1", "Again").error().code == "vault.erased");
  CHECK(verify(ledger->store(), {ledger->checkpoint_key()})->is_intact());
  Result<sql::Connection> connected =
      postgres::connect({address, "alternat_keys_labour"}, postgres::Use::kRead);
  REQUIRE(connected.ok());
  sql::Connection keys = std::move(*connected);
  sql::Query left = keys.query("SELECT count(*) FROM data_keys WHERE subject = 'person_1'");
  REQUIRE(left.step().ok());
  CHECK(left.integer_at(0) == 0);
}

TEST_CASE(
    "an erasure that the database user may not finish is not called done, and is finished later") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  testing::TemporaryFolder folder;
  Office office;
  const std::unique_ptr<Ledger> ledger = office.open(folder.path(), address);
  REQUIRE(office.put(*ledger, "cmd_1", "person_1", "Nurse").ok());
  Result<sql::Connection> connected =
      postgres::connect({address, "alternat_keys_labour"}, postgres::Use::kWrite);
  REQUIRE(connected.ok());
  REQUIRE(connected
              ->execute("DO $$ BEGIN CREATE ROLE somebody; EXCEPTION WHEN duplicate_object "
                        "THEN NULL; END $$; ALTER TABLE data_keys OWNER TO somebody")
              .ok());
  const Status refused = office.erase(*ledger, "person_1");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "ledger.not_owner");
  CHECK(office.read(*ledger, "person_1") == "vault.erased");
  REQUIRE(connected->execute("ALTER TABLE data_keys OWNER TO postgres").ok());
  CHECK(office.erase(*ledger, "person_1").ok());
}

TEST_CASE("without the keys of the first node, or with others, a second one does not open") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  testing::TemporaryFolder first, second;
  Office office;
  {
    office.open(first.path(), address);
  }
  Result<std::unique_ptr<Ledger>> none =
      Ledger::open({second.path(), "node.example", &office.random, 64, address});
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().code == "vault.missing_key");
  testing::TemporaryFolder foreign;
  {
    office.open(foreign.path());
  }
  Result<std::unique_ptr<Ledger>> wrong =
      Ledger::open({foreign.path(), "node.example", &office.random, 64, address});
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().code == "vault.wrong_key");
  for (const char* key : {"/node.key", "/log.key"})
    std::filesystem::copy_file(first.path() + key, second.path() + key);
  const std::unique_ptr<Ledger> one = office.open(first.path(), address);
  const std::unique_ptr<Ledger> two = office.open(second.path(), address);
  REQUIRE(office.put(*one, "cmd_1", "person_1", "Nurse").ok());
  CHECK(office.read(*two, "person_1") == "Nurse;");
}

TEST_CASE("a node is copied to PostgreSQL and back without changing a byte of its trees") {
  TestServer* server = TestServer::find();
  if (server == nullptr) return;
  testing::TemporaryFolder folder, back;
  Office office;
  std::vector<std::string> bytes;
  {
    const std::unique_ptr<Ledger> ledger = office.open(folder.path());
    for (int i = 0; i < 1100; ++i)  // more than one page
      REQUIRE(office
                  .put(*ledger, "cmd_" + std::to_string(i), "person_" + std::to_string(i % 5),
                       "value " + std::to_string(i))
                  .ok());
    REQUIRE(office.erase(*ledger, "person_3").ok());
    REQUIRE(ledger->checkpoint(make_id<LogId>("xa-xb")).ok());
    bytes = bytes_of_all(ledger->store());
  }
  const std::string address = server->new_database();
  CHECK(copy_code(folder.path(), address) == "");
  CHECK(copy_code(folder.path(), address) == "copy.not_empty");
  {
    const std::unique_ptr<Ledger> there = office.open(folder.path(), address);
    CHECK(bytes_of_all(there->store()) == bytes);
    CHECK(office.read(*there, "person_3") == "vault.erased");
    CHECK(office.read(*there, "person_1").starts_with("value 1;"));
    CHECK(verify(there->store(), {there->checkpoint_key()})->is_intact());
  }
  std::filesystem::create_directories(back.path());
  CHECK(copy_code(address, back.path()) == "");
  for (const char* key : {"/node.key", "/log.key"})
    std::filesystem::copy_file(folder.path() + key, back.path() + key);
  const std::unique_ptr<Ledger> again = office.open(back.path());
  std::vector<std::string> now = bytes_of_all(again->store());
  CHECK(now.size() == bytes.size() + 2);  // the two reads
  now.resize(bytes.size());
  CHECK(now == bytes);
  CHECK(office.read(*again, "person_2").starts_with("value 2;"));
}

TEST_CASE("a source that was altered is not copied, and nothing is made of it") {
  testing::TemporaryFolder folder, target;
  Office office;
  {
    const std::unique_ptr<Ledger> ledger = office.open(folder.path());
    REQUIRE(office.put(*ledger, "cmd_1", "person_1", "Nurse").ok());
  }
  const std::string path = folder.file("ledger.db");
  std::string bytes = *read_file(path, 1u << 30);
  const std::size_t at = bytes.find("FactRecorded", bytes.find("ALR"));
  REQUIRE(at != std::string::npos);
  bytes[at] = 'G';
  REQUIRE(write_file(path, bytes).ok());
  CHECK(copy_code(folder.path(), target.path()) == "copy.altered");
  CHECK_FALSE(std::filesystem::exists(target.file("ledger.db")));
}

}  // namespace alternat::ledger
