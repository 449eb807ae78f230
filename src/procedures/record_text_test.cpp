// SPDX-License-Identifier: EUPL-1.2
// The bodies of records: the bytes that the JSON tree gives, read back to the same record.
#include "procedures/record_text.h"

#include <doctest/doctest.h>

#include "procedures/record_fields.h"
#include "procedures/record_json.h"

namespace alternat::procedures {

namespace {

// Gives every field a value; strings of all sorts.
struct Filler {
  std::string text;
  void operator()(const char*, std::string& value) const { value = text; }
  void operator()(const char*, TokenId& value) const { value = 18'446'744'073'709'551U; }
  void operator()(const char*, Instant& value) const {
    value = Instant::from_micros(1'781'512'200'000'001);
  }
  void operator()(const char*, std::optional<Instant>& value) const {
    value = Instant::from_micros(-1);
  }
  void operator()(const char*, std::vector<std::string>& value) const { value = {"a", text}; }
  void operator()(const char*, std::vector<TokenId>& value) const { value = {1, 20, 0}; }
};

template <std::size_t index = 0>
void each_type(const std::string& text, std::vector<Record>& all) {
  if constexpr (index < std::variant_size_v<Record>) {
    std::variant_alternative_t<index, Record> record;
    all.emplace_back(record);  // with nothing in it
    Filler filler{text};
    fields(record, filler);
    all.emplace_back(record);
    each_type<index + 1>(text, all);
  }
}

std::string through_json(const Record& record) {
  Json json = to_json(record);
  json.erase("type");
  return json.dump();
}

std::string code(std::string_view type, std::string_view body) {
  const Result<Record> read = record_from_body(type, body);
  return read ? "" : read.error().code;
}

}  // namespace

TEST_CASE("every record has the bytes of its JSON and comes back the same") {
  for (const char* text : {"check", "BeschV § 36 Abs. 2", "a \"quoted\" \\ line\n\x7f", ""}) {
    std::vector<Record> all;
    each_type(text, all);
    CHECK(all.size() == 2 * std::variant_size_v<Record>);
    for (const Record& record : all) {
      const std::string body = to_body(record);
      CHECK(body == through_json(record));
      const Result<Record> back = record_from_body(type_name(record), body);
      REQUIRE(back.ok());
      CHECK(*back == record);
    }
  }
}

TEST_CASE("a body that another writer laid out is read as well") {
  const Record expected = TaskClaimed{"check", 2, "anna"};
  for (const char* body : {R"({"token":2,"element":"check","by":"anna"})",
                           "{ \"by\": \"anna\",\n  \"element\": \"check\", \"token\": 2 }",
                           R"({"by":"\u0061nna","element":"check","token":2})"}) {
    const Result<Record> read = record_from_body("TaskClaimed", body);
    REQUIRE(read.ok());
    CHECK(*read == expected);
  }
}

TEST_CASE("a body that is none of its type is refused with the codes of its JSON") {
  CHECK(code("CaseMoved", "{}") == "record.unknown_type");
  CHECK(code("TaskClaimed", R"({"element":1})") == "record.malformed");
  CHECK(code("TaskClaimed", R"({"where":"a"})") == "record.malformed");
  CHECK(code("TaskClaimed", R"({"token":"2"})") == "record.malformed");
  CHECK(code("TaskClaimed", R"({"token":-2})") == "record.malformed");
  CHECK(code("TimerSet", R"({"element":"a"})") == "record.malformed");
  CHECK(code("TimerSet", R"({"due":"tomorrow","element":"a"})") == "record.malformed");
  CHECK(code("ElementActivated", R"({"joined":["a"]})") == "record.malformed");
  CHECK(code("ElementActivated", R"({"joined":[1,"a"]})") == "record.malformed");
  CHECK(code("VariableSet", R"({"names":"a"})") == "record.malformed");
  CHECK(code("TaskClaimed", "[]") == "record.malformed");
  CHECK(code("TaskClaimed", "") == "json.malformed");
  CHECK(code("TaskClaimed", R"({"token":2)") == "json.malformed");
  CHECK(code("TaskClaimed", R"({"token":02})") == "json.malformed");
  CHECK(code("TaskClaimed", R"({"token":2,"token":2})") == "json.duplicate_key");
  CHECK(code("TaskClaimed", "{\"by\":\"\xff\"}") == "json.malformed");
}

}  // namespace alternat::procedures
