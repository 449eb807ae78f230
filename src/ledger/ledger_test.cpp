// SPDX-License-Identifier: EUPL-1.2
// Records and personal values together: what is written, who sees what, what is recorded of it, and
// that an erased value is nowhere on disk.
#include "ledger/ledger.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/file.h"
#include "ledger/sqlite/open_database.h"
#include "ledger/testing.h"

namespace alternat::ledger {
using access::FactCategory;
using access::Grant;
using access::Purpose;
using access::Role;
using testing::grant_for;
using testing::make_id;

namespace {

constexpr std::string_view kPlanted = "PLANTED-Zephyrine-Quillfeather";

struct Fixture {
  testing::TemporaryFolder folder;
  SeededRandom random{11};
  access::AccessTable table = testing::widest_table();
  std::unique_ptr<Ledger> ledger = open();
  int requests = 0;

  std::unique_ptr<Ledger> open() {
    Result<std::unique_ptr<Ledger>> opened =
        Ledger::open({folder.path(), "node.example", &random, 1024});
    if (!opened) INFO(opened.error().message);
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  void reopen() {
    ledger.reset();
    ledger = open();
  }
  Grant visa(std::string_view case_ref = "case_1") {
    return grant_for(table, Purpose::kVisaProcedure, Role::kVisaSection, case_ref);
  }
  Batch batch(const std::string& command, std::uint64_t version,
              const std::string& stream = "case_1", const std::string& purpose = "visa_procedure") {
    return {make_id<LogId>("xa-xb"),
            make_id<CommandId>(command),
            make_id<access::ActorId>("actor_1"),
            purpose,
            Instant::from_micros(5),
            {{make_id<StreamId>(stream), "FactRecorded", Date::from_days(20619), "{}", {}}},
            {{make_id<StreamId>(stream), version}}};
  }
  PersonalValue value(const std::string& name, FactCategory category, std::string text,
                      const std::string& subject = "person_1") {
    return {0, make_id<SubjectId>(subject), "case", name, {category, std::move(text)}};
  }
  Result<AppendResult> put(const std::string& command, std::uint64_t version,
                           const std::vector<PersonalValue>& values) {
    return ledger->append(batch(command, version), values, visa());
  }
  ReadRequest request(const Grant& grant, const std::string& subject = "person_1") {
    return {make_id<LogId>("xa-xb"),
            make_id<CommandId>("read_" + std::to_string(++requests)),
            Instant::from_micros(1000 + requests),
            Date::from_days(20619),
            {{&grant, make_id<LogId>("xa-xb"), make_id<SubjectId>(subject)}}};
  }
  Result<PersonalData> read(const Grant& grant, const std::string& subject = "person_1") {
    Result<std::vector<PersonalData>> data = ledger->read_personal(request(grant, subject));
    if (!data) return data.error();
    return std::move(data->front());
  }
  ErasureOrder erasure(const std::string& command, const std::string& subject = "person_1") {
    return {make_id<CommandId>(command),
            make_id<access::ActorId>("actor_2"),
            "administration",
            Instant::from_micros(9),
            Date::from_days(20620),
            access::Realm::kLabour,
            make_id<SubjectId>(subject),
            "retention_end"};
  }
  // Files of the folder, besides `except`, that contain the text.
  std::vector<std::string> files_with(std::string_view text) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      const Result<std::string> content = read_file(entry.path().string(), 1u << 30);
      REQUIRE(content.ok());
      if (content->find(text) != std::string::npos) found.push_back(entry.path().filename());
    }
    return found;
  }
  std::vector<StoredRecord> stream(const std::string& log, const std::string& name) {
    auto reader = ledger->store().read();
    REQUIRE(reader.ok());
    auto records = (*reader)->read_stream(make_id<LogId>(log), make_id<StreamId>(name));
    REQUIRE(records.ok());
    return std::move(*records);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "values go to the vault, their commitments to the record, nothing else") {
  const std::string text(kPlanted);
  const Result<AppendResult> appended =
      put("cmd_1", 0,
          {value("surname", FactCategory::kIdentity, text),
           value("german_level", FactCategory::kLanguage, "\"B1\"")});
  REQUIRE(appended.ok());
  const Record& record = appended->records[0].record;
  REQUIRE(record.commitments.size() == 2);
  CHECK(record.commitments[0].realm == access::Realm::kLabour);
  CHECK(record.commitments[0].hash != record.commitments[1].hash);
  CHECK(files_with(text).empty());
  CHECK(files_with("person_1") == std::vector<std::string>{"keys-labour.db-wal"});

  const Grant grant = visa();
  const Result<PersonalData> data = read(grant);
  REQUIRE(data.ok());
  REQUIRE(data->values.size() == 2);
  CHECK(data->values[0].name == "surname");
  CHECK(data->values[0].value.reveal(grant) == text);
  CHECK(data->values[0].version == 1);
  CHECK(data->values[0].item == 0);
  CHECK(data->values[0].commitment == record.commitments[0]);
  CHECK(data->values[1].value.reveal(grant) == "\"B1\"");
  CHECK(data->redacted.empty());
}

TEST_CASE_FIXTURE(Fixture, "later values come after earlier ones, also after a restart") {
  REQUIRE(put("cmd_2", 0, {value("german_level", FactCategory::kLanguage, "\"A2\"")}).ok());
  REQUIRE(put("cmd_1", 1, {value("german_level", FactCategory::kLanguage, "\"B1\"")}).ok());
  reopen();
  const Grant grant = visa();
  const Result<PersonalData> data = read(grant);
  REQUIRE(data.ok());
  REQUIRE(data->values.size() == 2);
  CHECK(data->values[0].value.reveal(grant) == "\"A2\"");
  CHECK(data->values[1].value.reveal(grant) == "\"B1\"");
  CHECK(data->values[1].version == 2);
}

TEST_CASE_FIXTURE(Fixture, "a grant shows its categories and names the others") {
  REQUIRE(put("cmd_1", 0,
              {value("german_level", FactCategory::kLanguage, "\"B1\""),
               value("illness", FactCategory::kHealth, "\"x\""),
               value("children", FactCategory::kFamily, "2")})
              .ok());
  const Grant employer = grant_for(table, Purpose::kPlacement, Role::kEmployer, "case_1");
  const Result<PersonalData> data = read(employer);
  REQUIRE(data.ok());
  REQUIRE(data->values.size() == 1);
  CHECK(data->values[0].name == "german_level");
  CHECK(data->redacted == std::vector{FactCategory::kHealth, FactCategory::kFamily});
}

TEST_CASE_FIXTURE(Fixture, "a grant for another case, person or realm shows nothing") {
  REQUIRE(put("cmd_1", 0, {value("german_level", FactCategory::kLanguage, "\"B1\"")}).ok());
  CHECK(read(visa("case_2"))->values.empty());
  CHECK(read(visa(), "person_2")->values.empty());
  const Grant returns = grant_for(table, Purpose::kReadmission, Role::kAliensAuthority, "case_1");
  const Result<PersonalData> data = read(returns);
  REQUIRE(data.ok());
  CHECK(data->values.empty());
  CHECK(data->redacted.empty());
}

TEST_CASE_FIXTURE(Fixture, "what a grant does not write is refused before anything is kept") {
  const auto code = [&](const Batch& wrong, const std::vector<PersonalValue>& values,
                        const Grant& grant) {
    const Result<AppendResult> result = ledger->append(wrong, values, grant);
    return result.ok() ? "" : result.error().code;
  };
  const std::vector<PersonalValue> level = {value("level", FactCategory::kLanguage, "1")};
  const Grant employer = grant_for(table, Purpose::kPlacement, Role::kEmployer, "case_1");
  CHECK(code(batch("c", 0, "case_1", "placement"),
             {value("illness", FactCategory::kHealth, "\"x\"")}, employer) == "vault.not_granted");
  CHECK(code(batch("c", 0), level, visa("case_2")) == "vault.not_granted");
  CHECK(code(batch("c", 0, "case_1", "training"), level, visa()) == "vault.not_granted");
  std::vector<PersonalValue> misplaced = level;
  misplaced[0].ordinal = 1;
  CHECK(code(batch("c", 0), misplaced, visa()) == "vault.value_malformed");
  CHECK(code(batch("c", 0), {value("a name", FactCategory::kLanguage, "1")}, visa()) ==
        "vault.value_malformed");
  CHECK(code(batch("c", 0),
             {value("big", FactCategory::kLanguage, std::string((16u << 20) + 1, 'x'))},
             visa()) == "vault.value_malformed");
  CHECK(stream("xa-xb", "case_1").empty());
  const Result<AppendResult> refused =
      ledger->append(batch("c", 0, "case_1", "placement"),
                     std::vector{value("i", FactCategory::kHealth, "1")}, employer);
  CHECK(refused.error().message ==
        "role employer does not write category health for the purpose placement.");
}

TEST_CASE_FIXTURE(Fixture, "a command with values sent twice acts once; other values are refused") {
  const std::vector<PersonalValue> values = {value("surname", FactCategory::kIdentity, "\"A\"")};
  const Result<AppendResult> first = put("cmd_1", 0, values);
  REQUIRE(first.ok());
  const Result<AppendResult> again = put("cmd_1", 0, values);
  REQUIRE(again.ok());
  CHECK(again->already);
  CHECK((again->records[0].record == first->records[0].record));
  for (const std::vector<PersonalValue>& other :
       {std::vector{value("surname", FactCategory::kIdentity, "\"B\"")},
        std::vector{value("name", FactCategory::kIdentity, "\"A\"")},
        std::vector{value("surname", FactCategory::kIdentity, "\"A\"", "person_2")},
        std::vector{values[0], values[0]}}) {
    const Result<AppendResult> reused = put("cmd_1", 0, other);
    REQUIRE_FALSE(reused.ok());
    CHECK(reused.error().code == "ledger.command_reused");
  }
  CHECK(read(visa())->values.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "values of a refused command are gone and its id is free again") {
  REQUIRE(put("cmd_1", 0, {value("a", FactCategory::kIdentity, "1")}).ok());
  const Result<AppendResult> stale =
      put("cmd_2", 0, {value("b", FactCategory::kIdentity, "\"first\"")});
  REQUIRE_FALSE(stale.ok());
  CHECK(stale.error().code == "ledger.stale_version");
  CHECK(read(visa())->values.size() == 1);
  REQUIRE(put("cmd_2", 1, {value("b", FactCategory::kIdentity, "\"second\"")}).ok());
  const Grant grant = visa();
  const Result<PersonalData> data = read(grant);
  REQUIRE(data->values.size() == 2);
  CHECK(data->values[1].value.reveal(grant) == "\"second\"");
}

TEST_CASE_FIXTURE(Fixture,
                  "a read is one record, without persons, and its detail is for the person") {
  REQUIRE(put("cmd_1", 0,
              {value("german_level", FactCategory::kLanguage, "\"B1\""),
               value("illness", FactCategory::kHealth, "\"x\"", "person_2")})
              .ok());
  const Grant employer = grant_for(table, Purpose::kPlacement, Role::kEmployer, "case_1");
  ReadRequest both = request(employer);
  both.items.push_back({&employer, make_id<LogId>("xa-xb"), make_id<SubjectId>("person_2")});
  REQUIRE(ledger->read_personal(both).ok());

  const std::vector<StoredRecord> reads = stream("xa-xb", "reads-labour");
  REQUIRE(reads.size() == 1);
  const Record& record = reads[0].record;
  CHECK(record.header.type == "PersonalDataRead");
  CHECK(record.header.purpose == "placement");
  CHECK(
      record.body ==
      R"({"categories":["language"],"realm":"labour","redacted":["health"],"role":"employer","subjects":2})");
  CHECK(record.commitments.size() == 2);

  const Grant own = grant_for(table, Purpose::kOwnApplication, Role::kCandidate, "case_1");
  const Result<std::vector<PastRead>> past = ledger->read_past_reads(request(own));
  REQUIRE(past.ok());
  REQUIRE(past->size() == 1);
  CHECK(past->front().actor.text() == "actor_1");
  CHECK(past->front().role == "employer");
  CHECK(past->front().purpose == "placement");
  CHECK(past->front().categories == std::vector<std::string>{"language"});
  CHECK(past->front().read_at == both.recorded_at);
  CHECK(stream("xa-xb", "reads-labour").size() == 2);
  // Looking at the list is on the list.
  CHECK(ledger->read_past_reads(request(own))->size() == 2);
  // The detail is no fact of the case.
  CHECK(read(own)->values.size() == 1);
  const Result<std::vector<PastRead>> refused = ledger->read_past_reads(request(employer));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "vault.not_granted");
  CHECK(refused.error().message == "who read is shown to the person herself and to oversight.");
}

TEST_CASE_FIXTURE(Fixture, "a read request is answered once, and its grants agree") {
  const Grant grant = visa();
  const ReadRequest once = request(grant);
  REQUIRE(ledger->read_personal(once).ok());
  CHECK(ledger->read_personal(once).error().code == "ledger.command_reused");
  ReadRequest empty = request(grant);
  empty.items.clear();
  CHECK(ledger->read_personal(empty).error().code == "vault.not_granted");
  const Grant other = grant_for(table, Purpose::kReadmission, Role::kAliensAuthority, "case_1");
  ReadRequest mixed = request(grant);
  mixed.items.push_back({&other, make_id<LogId>("xa-xb"), make_id<SubjectId>("person_1")});
  const Result<std::vector<PersonalData>> refused = ledger->read_personal(mixed);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message ==
        "the grants of one read are of one actor, one role and one purpose.");
}

TEST_CASE_FIXTURE(Fixture,
                  "after erasure nothing of the person is on disk, and the records still verify") {
  const std::string text(kPlanted);
  const std::string subject = "SYN-subject_planted";
  const Result<AppendResult> appended =
      put("cmd_1", 0,
          {value("surname", FactCategory::kIdentity, text, subject),
           value("surname", FactCategory::kIdentity, "\"other\"", "person_2")});
  REQUIRE(appended.ok());
  const Grant grant = visa();
  REQUIRE(read(grant, subject).ok());
  const Record record = appended->records[0].record;
  using ValueState = Ledger::ValueState;
  CHECK(*ledger->check_values(record) == std::vector{ValueState::kVerified, ValueState::kVerified});

  const Result<AppendResult> erased = ledger->erase(erasure("erase_1", subject));
  REQUIRE(erased.ok());
  CHECK_FALSE(erased->already);
  const Record& erasure_record = erased->records[0].record;
  CHECK(erasure_record.header.log.text() == "node");
  CHECK(erasure_record.header.type == "PersonalDataErased");
  CHECK(erasure_record.body.find("\"ground\":\"retention_end\"") != std::string::npos);
  CHECK(erasure_record.body.find(subject) == std::string::npos);

  const Result<PersonalData> gone = read(grant, subject);
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().code == "vault.erased");
  CHECK(gone.error().fault == Fault::kNotFound);
  CHECK(*ledger->check_values(record) == std::vector{ValueState::kErased, ValueState::kVerified});
  CHECK(read(grant, "person_2")->values.size() == 1);
  CHECK(put("cmd_2", 1, {value("surname", FactCategory::kIdentity, text, subject)}).error().code ==
        "vault.erased");

  CHECK(files_with(text).empty());
  reopen();
  CHECK(files_with(text).empty());
  CHECK(read(grant, subject).error().code == "vault.erased");
  // Sent again: the same record, nothing more to do.
  const Result<AppendResult> again = ledger->erase(erasure("erase_1", subject));
  REQUIRE(again.ok());
  CHECK(again->already);
  // A retry of the command whose values are gone still gives its first result.
  CHECK(put("cmd_1", 0,
            {value("surname", FactCategory::kIdentity, text, subject),
             value("surname", FactCategory::kIdentity, "\"other\"", "person_2")})
            ->already);
}

TEST_CASE_FIXTURE(Fixture, "erasing leaves no byte of the sealed values and wrapped keys either") {
  REQUIRE(put("cmd_1", 0, {value("surname", FactCategory::kIdentity, std::string(kPlanted))}).ok());
  std::vector<std::string> traces;
  {
    // What lies there before: the ciphertext, the wrapped key, the key's id.
    const auto collect = [&](const std::string& file, const char* sql) {
      Result<sql::Connection> raw = sqlite::open_for_reading(folder.file(file));
      REQUIRE(raw.ok());
      sql::Query query = raw->query(sql);
      REQUIRE(*query.step());
      for (int column : {0, 1}) traces.emplace_back(query.bytes_at(column));
    };
    collect("vault-labour.db", "SELECT sealed, key_id FROM vault_values");
    collect("keys-labour.db", "SELECT wrapped, key_id FROM data_keys");
  }
  for (const std::string& trace : traces) CHECK_FALSE(files_with(trace).empty());
  REQUIRE(ledger->erase(erasure("erase_1")).ok());
  CHECK(files_with(traces[0]).empty());
  CHECK(files_with(traces[2]).empty());
  // The key's id stays in the erasure record alone: that is the list a restore applies again.
  for (const std::string& file : files_with(traces[1])) CHECK(file.starts_with("ledger.db"));
}

TEST_CASE_FIXTURE(Fixture,
                  "an erasure that stopped after its record is finished at the next start") {
  REQUIRE(put("cmd_1", 0, {value("surname", FactCategory::kIdentity, "\"A\"")}).ok());
  ledger.reset();
  const std::string keys = folder.file("keys-labour.db");
  const std::string vault = folder.file("vault-labour.db");
  std::filesystem::copy_file(keys, keys + ".old");
  std::filesystem::copy_file(vault, vault + ".old");
  ledger = open();
  REQUIRE(ledger->erase(erasure("erase_1")).ok());
  ledger.reset();
  // As if the crash came before the keys went, or an old backup of both files was put back.
  std::filesystem::rename(keys + ".old", keys);
  std::filesystem::rename(vault + ".old", vault);
  ledger = open();
  CHECK(read(visa()).error().code == "vault.erased");
}

TEST_CASE_FIXTURE(Fixture, "erasing somebody unknown says so and records nothing") {
  const Result<AppendResult> unknown = ledger->erase(erasure("erase_1", "person_9"));
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == "vault.unknown_subject");
  CHECK(unknown.error().message == "There are no personal data of subject person_9.");
  CHECK(stream("node", "erasures-labour").empty());
  // And the id may be used.
  CHECK(put("cmd_1", 0, {value("a", FactCategory::kIdentity, "1", "person_9")}).ok());
}

TEST_CASE_FIXTURE(Fixture, "a value without a record is swept at the next start") {
  REQUIRE(put("cmd_1", 0, {value("a", FactCategory::kIdentity, "1")}).ok());
  ledger.reset();
  {
    Result<sql::Connection> raw =
        sqlite::open_connection(folder.file("vault-labour.db"), sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("INSERT INTO vault_values SELECT log, 'cmd_lost', ordinal, item, stream, "
                         "key_id, category, commitment, sealed FROM vault_values; "
                         "INSERT INTO unsettled VALUES ('xa-xb', 'cmd_lost');"
                         "INSERT OR IGNORE INTO unsettled VALUES ('xa-xb', 'cmd_1')")
                .ok());
  }
  ledger = open();
  ledger.reset();
  Result<sql::Connection> raw = sqlite::open_for_reading(folder.file("vault-labour.db"));
  sql::Query values = raw->query("SELECT command FROM vault_values");
  REQUIRE(*values.step());
  CHECK(values.bytes_at(0) == "cmd_1");
  CHECK_FALSE(*values.step());
  sql::Query open_commands = raw->query("SELECT 1 FROM unsettled");
  CHECK_FALSE(*open_commands.step());
}

TEST_CASE_FIXTURE(Fixture, "a value changed on disk is found, not shown") {
  REQUIRE(put("cmd_1", 0, {value("a", FactCategory::kIdentity, "1")}).ok());
  const Record record = stream("xa-xb", "case_1")[0].record;
  {
    Result<sql::Connection> raw =
        sqlite::open_connection(folder.file("vault-labour.db"), sqlite::OpenMode::kReadWrite);
    REQUIRE(raw->execute("UPDATE vault_values SET sealed = zeroblob(length(sealed))").ok());
  }
  const Result<PersonalData> data = read(visa());
  REQUIRE_FALSE(data.ok());
  CHECK(data.error().code == "ledger.damaged");
  CHECK(data.error().message ==
        "A value of command cmd_1 in log xa-xb does not fit its record's commitment.");
  CHECK(*ledger->check_values(record) == std::vector{Ledger::ValueState::kDiffers});
}

}  // namespace alternat::ledger
