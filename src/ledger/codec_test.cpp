// SPDX-License-Identifier: EUPL-1.2
// The record encoding: golden files, every refusal, and the property that one record has one
// encoding.
#include "ledger/codec.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/file.h"
#include "ledger/canonical_json.h"
#include "ledger/sha256.h"
#include "ledger/testing.h"

namespace alternat::ledger {
using testing::make_id;

namespace {

struct Golden {
  std::string bytes;
  std::string commitment;
  std::string leaf;
};

Golden read_golden(const std::string& name) {
  const Result<std::string> file =
      read_file(std::string(ALTERNAT_SOURCE_DIR) + "/src/ledger/golden/" + name + ".hex");
  REQUIRE(file.ok());
  Golden golden;
  std::size_t at = 0;
  while (at < file->size()) {
    const std::size_t end = file->find('\n', at);
    const std::string line = file->substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.find("): ");
    if (line.starts_with("#")) {
      if (line.find("(commitment)") != std::string::npos)
        golden.commitment = line.substr(colon + 3);
      if (line.find("(leaf)") != std::string::npos) golden.leaf = line.substr(colon + 3);
      continue;
    }
    for (std::size_t i = 0; i + 1 < line.size(); i += 2)
      golden.bytes.push_back(static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16)));
  }
  return golden;
}

Nonce counting_nonce(unsigned char first) {
  Nonce nonce;
  for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] = static_cast<unsigned char>(first + i);
  return nonce;
}

Record minimal_record() {
  return {{make_id<LogId>("node"),
           make_id<StreamId>("s"),
           1,
           make_id<CommandId>("c"),
           0,
           "T",
           Instant::from_micros(0),
           Date::from_days(0),
           make_id<access::ActorId>("a"),
           "system",
           {}},
          "{}",
          {}};
}

Record full_record() {
  Hash ones;
  ones.fill(255);
  return {
      {make_id<LogId>("xa-xb"), make_id<StreamId>("SYN-case_0123456789abcdef0123456789abcdef"), 7,
       make_id<CommandId>("cmd_ffeeddccbbaa99887766554433221100"), 2, "CaseOpenedV2",
       // 2026-06-15T08:30:00.123456Z; 2026-06-15 is day 20619 since 1970-01-01.
       Instant::from_micros(20619ll * 86'400'000'000 + (8 * 3600 + 30 * 60) * 1'000'000ll + 123456),
       Date::from_days(20619), make_id<access::ActorId>("actor_00000000000000000000000000000001"),
       "visa_procedure", counting_nonce(32)},
      R"({"amount":-80,"list":[true,false,null,{"a":"\"x\\"}],"pathway":"18g","text":"für"})",
      {{access::Realm::kLabour, counting_nonce(0)}, {access::Realm::kAdvice, ones}}};
}

std::string error_code(std::string_view bytes) {
  const Result<Record> record = decode(bytes);
  return record.ok() ? "" : record.error().code;
}

std::string body_error(std::string_view text) {
  const Status status = check_canonical_object(text);
  return status.ok() ? "" : status.error().message;
}

}  // namespace

TEST_CASE("the golden files are what encode gives and what decode reads") {
  const auto check = [](const std::string& name, const Record& record) {
    const Golden golden = read_golden(name);
    CHECK(encode(record) == golden.bytes);
    const Result<Record> decoded = decode(golden.bytes);
    REQUIRE(decoded.ok());
    CHECK((*decoded == record));
    const Hash commitment = commitment_of(golden.bytes);
    CHECK(to_hex(bytes_of(commitment)) == golden.commitment);
    CHECK(to_hex(bytes_of(sha256(std::string_view("\0", 1), bytes_of(commitment)))) == golden.leaf);
  };
  check("record_v1_minimal", minimal_record());
  check("record_v1_full", full_record());
  Record early = minimal_record();
  early.header.log = make_id<LogId>("xa-xb");
  early.header.stream = make_id<StreamId>("instrument_1");
  early.header.version = (1ull << 63) - 1;
  early.header.command = make_id<CommandId>("import_1");
  early.header.ordinal = 0xffffffff;
  early.header.type = "InstrumentSigned";
  early.header.recorded_at = Instant::from_micros(-1);
  early.header.effective_on = Date::from_iso("1965-02-28").value();
  early.header.actor = make_id<access::ActorId>("importer");
  early.header.purpose = "steering";
  early.header.nonce.fill(0xab);
  early.body = R"({"signed_on":"1965-02-28"})";
  check("record_v1_before_1970", early);
}

TEST_CASE("decode refuses every prefix, every extension, and what it cannot know") {
  const std::string bytes = encode(full_record());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(error_code(std::string_view(bytes).substr(0, size)) == "ledger.record_malformed");
  CHECK(error_code(bytes + '\0') == "ledger.record_malformed");
  std::string newer = bytes;
  newer[3] = 2;
  const Result<Record> record = decode(newer);
  REQUIRE_FALSE(record.ok());
  CHECK(record.error().code == "ledger.record_version");
  CHECK(record.error().message ==
        "record: encoding version 2 is newer than this program; update Alternat.");
  newer[3] = 0;
  CHECK(error_code(newer) == "ledger.record_malformed");
}

TEST_CASE("a record with a field that no record may have is refused with the field's name") {
  const auto message = [](auto change) {
    Record record = full_record();
    change(record);
    const Status status = check_record(record);
    return status.ok() ? std::string() : status.error().code + " " + status.error().message;
  };
  const std::string code = "ledger.record_malformed record: ";
  CHECK(message([](Record& r) { r.header.version = 0; }) == code + "version is from 1 to 2^63-1.");
  CHECK(message([](Record& r) { r.header.version = 1ull << 63; }) ==
        code + "version is from 1 to 2^63-1.");
  CHECK(message([](Record& r) { r.header.type = "caseOpened"; }) ==
        code + "type is UpperCamel, at most 64 letters and digits.");
  CHECK(message([](Record& r) { r.header.type = "T" + std::string(64, 'x'); }) ==
        code + "type is UpperCamel, at most 64 letters and digits.");
  CHECK(message([](Record& r) { r.header.type = "T" + std::string(63, 'x'); }).empty());
  CHECK(message([](Record& r) { r.header.purpose = "Visa"; }) ==
        code + "purpose is snake_case, at most 64 bytes.");
  CHECK(message([](Record& r) { r.body = "{" + std::string(1u << 20, ' ') + "}"; }) ==
        code + "body is at most 1 MiB.");
  CHECK(message([](Record& r) { r.commitments[0].realm = static_cast<access::Realm>(4); }) ==
        code + "a commitment's realm is 1, 2 or 3.");
  CHECK(message([](Record& r) { r.commitments.resize(4097, r.commitments[0]); }) ==
        code + "more than 4096 commitments.");
  CHECK(message([](Record& r) { r.header.effective_on = Date::from_days(2'932'897); }) ==
        code + "effective_on is outside -9999 to 9999.");
  CHECK(message([](Record& r) {
          r.header.recorded_at = Instant::from_micros(2'932'897ll * 86'400'000'000);
        }) == code + "recorded_at is outside -9999 to 9999.");
  CHECK(message([](Record& r) { r.body = "{ }"; }) ==
        "ledger.record_malformed record body, byte 1: a key expected.");
}

TEST_CASE("a body has one spelling") {
  for (std::string_view good :
       {"{}", R"({"a":0})", R"({"a":9007199254740991,"b":-9007199254740991})",
        R"({"a":[],"a_1":{},"b":[[1],"x"]})", R"({"a":"\"\\ é 漢 😀"})"})
    CHECK(body_error(good) == "");
  const auto starts = [](std::string_view text, std::string_view with) {
    INFO(text);
    CHECK(body_error(text).find(with) != std::string::npos);
  };
  starts("", "one JSON object");
  starts("[]", "one JSON object");
  starts("{}x", "something follows");
  starts(R"({"b":1,"a":2})", "keys are not sorted");
  starts(R"({"a":1,"a":2})", "keys are not sorted");
  starts(R"({"A":1})", "snake_case");
  starts(R"({"":1})", "snake_case");
  starts(R"({"a": 1})", "a value expected");
  starts(R"({"a":01})", "leading zero");
  starts(R"({"a":-0})", "-0 is written 0");
  starts(R"({"a":1.5})", "only integers");
  starts(R"({"a":1e3})", "only integers");
  starts(R"({"a":9007199254740992})", "beyond 2^53-1");
  starts(R"({"a":"\n"})", "an escape other");
  starts(R"({"a":"\u0041"})", "an escape other");
  starts("{\"a\":\"\n\"}", "control character");
  starts("{\"a\":\"\xc0\x80\"}", "not UTF-8");
  starts("{\"a\":\"\xed\xa0\x80\"}", "not UTF-8");
  starts("{\"a\":\"\xf4\x90\x80\x80\"}", "not UTF-8");
  starts("{\"a\":\"x", "without an end");
  starts(R"({"a":tru})", "a value expected");
  starts(R"({"a":[1,]})", "a value expected");
  starts(R"({"a":1,})", "a key expected");
  CHECK(body_error("{\"a\":\"" + std::string(256, 'x') + "\"}") == "");
  starts("{\"a\":\"" + std::string(257, 'x') + "\"}", "more than 256 bytes");
  const auto nested = [](std::size_t n) {
    return "{\"a\":" + std::string(n, '[') + std::string(n, ']') + "}";
  };
  CHECK(body_error(nested(16)) == "");
  starts(nested(17), "more than 16 levels");
}

TEST_CASE("canonical_object spells a value the one way, or refuses it") {
  const Result<std::string> text =
      canonical_object(Json{{"b", 1}, {"a", "q\"\\"}, {"c", Json::array({true, nullptr})}});
  REQUIRE(text.ok());
  CHECK(*text == R"({"a":"q\"\\","b":1,"c":[true,null]})");
  for (const Json& bad : {Json{{"a", 1.5}}, Json{{"a", "\xff"}}, Json{{"a", "line\nbreak"}},
                          Json::array(), Json{{"Key", 1}}}) {
    const Result<std::string> refused = canonical_object(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "ledger.body_not_canonical");
  }
}

TEST_CASE("property: what decode accepts is exactly what encode gives") {
  const std::string base = encode(full_record());
  const bool held =
      rc::check("mutated records", [&](std::uint32_t where, unsigned char byte, bool cut) {
        std::string bytes = base;
        bytes[where % bytes.size()] = static_cast<char>(byte);
        if (cut) bytes.erase(where % bytes.size(), byte % 7);
        const Result<Record> record = decode(bytes);
        if (record.ok()) RC_ASSERT(encode(*record) == bytes);
      });
  CHECK(held);
}

TEST_CASE("hashes agree with their standards") {
  // FIPS 180-4, example "abc"; RFC 4231, test case 2.
  CHECK(to_hex(bytes_of(sha256("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("a", "b", "c") == sha256("abc"));
  CHECK(to_hex(bytes_of(hmac_sha256("Jefe", "what do ya want for nothing?"))) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace alternat::ledger
