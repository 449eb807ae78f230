// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/value.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

Value round_trip(const char* text, const Type& type) {
  const auto value = from_json(Json::parse(text), type);
  REQUIRE(value.ok());
  return *value;
}

}  // namespace

TEST_CASE("values are copied, moved and assigned without loss") {
  const std::string long_text(100, 'x');
  for (const Value& value :
       {Value(), Value::from_bool(true), Value::from_int(7), Value::from_string("short"),
        Value::from_string(long_text), Value::from_items({Value::from_int(1)}),
        Value::from_date(Date::from_days(20'000)), Value::unknown("a")}) {
    Value copy = value;
    CHECK(identical(copy, value));
    Value moved = std::move(copy);
    CHECK(identical(moved, value));
    copy = moved;
    moved = Value::from_int(1);
    CHECK(identical(copy, value));
    copy = static_cast<const Value&>(copy);
    CHECK(identical(copy, value));
  }
}

TEST_CASE("strings of 24 bytes and of 25 are the same to whoever reads them") {
  for (const std::size_t size : {0U, 1U, 23U, 24U, 25U, 1000U}) {
    const std::string text(size, 'y');
    CHECK(Value::from_string(text).string() == text);
  }
}

TEST_CASE("Unknown merges the sets of names, sorted and once each") {
  const Value merged = merge_unknown(Value::unknown("b"), Value::unknown({"c", "a", "b"}));
  CHECK(merged.unknown_names() == std::vector<std::string>{"a", "b", "c"});
  CHECK(!Value::from_items({merged}).is_unknown());
  CHECK(Value::from_items({merged}).has_unknown());
  CHECK(join(Value::from_int(1), Value::from_int(1), merged).is_number());
  CHECK(join(Value::from_int(1), Value::from_int(2), merged).is_unknown());
}

TEST_CASE("a date keeps its day; beyond year 9999 it is no base Date") {
  const auto date = Date::from_iso("2024-02-29");
  REQUIRE(date.ok());
  CHECK(Value::from_date(*date).date() == *date);
  CHECK(!parse_date("10000-01-01")->date());
}

TEST_CASE("nesting is bounded") {
  Value value = Value::from_int(1);
  int depth = 0;
  while (!value.is_null() && depth < 1000) {
    value = Value::from_items({value});
    ++depth;
  }
  CHECK(depth == kValueDepthMax + 1);
}

TEST_CASE("JSON becomes what its type says") {
  CHECK(round_trip("\"2026-06-15\"", Type::simple(TypeKind::kDate)).kind() == Kind::kDate);
  CHECK(round_trip("\"2026-06-15\"", Type::any()).is_string());
  CHECK(round_trip("\"P1Y\"", Type::simple(TypeKind::kYearsMonths)).months() == 12);
  CHECK(round_trip("12.34", Type::any()).number() == Decimal::from_scaled(1234, 2));
  CHECK(round_trip("null", Type::simple(TypeKind::kNumber)).is_null());
  CHECK(round_trip("\"123456789012345678901234567890\"", Type::simple(TypeKind::kNumber))
            .number()
            .to_text() == "123456789012345678901234567890");
  const Type people = Type::list_of(Type::context_of({{"born", Type::simple(TypeKind::kDate)}}));
  const Value list = round_trip("[{\"born\": \"2000-02-29\", \"name\": \"A\"}]", people);
  CHECK(list.items()[0].find_entry("born")->kind() == Kind::kDate);
  CHECK(to_json(list).dump() == "[{\"born\":\"2000-02-29\",\"name\":\"A\"}]");
}

TEST_CASE("JSON of another type is refused with its path") {
  const Type people = Type::list_of(Type::context_of({{"born", Type::simple(TypeKind::kDate)}}));
  const auto value = from_json(Json::parse("[{\"born\": \"2023-02-29\"}]"), people);
  REQUIRE(!value.ok());
  CHECK(value.error().code == "feel.json_type");
  CHECK(value.error().message == "'[1].born' must be a date, not \"2023-02-29\".");
  CHECK(!from_json(Json::parse("\"x\""), Type::simple(TypeKind::kNumber)).ok());
  CHECK(!from_json(Json::parse("{}"), Type::simple(TypeKind::kNumber)).ok());
}

TEST_CASE("values become JSON") {
  CHECK(to_json(Value::from_int(5)).dump() == "5");
  CHECK(to_json(Value::from_number(Decimal::from_scaled(15, 1))).dump() == "1.5");
  CHECK(to_json(Value::from_number(*Decimal::from_text("0.1234567890123456789012345"))).dump() ==
        "\"0.1234567890123456789012345\"");
  CHECK(to_json(Value::unknown("gross")).dump() == "{\"unknown\":[\"gross\"]}");
  CHECK(to_json(*parse_duration("PT36H")).dump() == "\"P1DT12H\"");
}

TEST_CASE("implicit conversions: one item and a list of one, a date as a moment") {
  const Type number = Type::simple(TypeKind::kNumber);
  CHECK(coerce(Value::from_items({Value::from_int(1)}), number)->is_number());
  CHECK(coerce(Value::from_int(1), Type::list_of(number))->is_list());
  CHECK(!coerce(Value::from_string("a"), number));
  CHECK(!coerce(Value::from_items({Value::from_int(1), Value::from_int(2)}), number));
  CHECK(to_text(*coerce(*parse_date("2026-01-01"), Type::simple(TypeKind::kDateTime))) ==
        "2026-01-01T00:00:00Z");
  CHECK(coerce(Value::unknown("a"), number)->is_unknown());
}

TEST_CASE("type names of models and of FEEL are the same types") {
  CHECK(Type::from_name("feel:number").kind == TypeKind::kNumber);
  CHECK(Type::from_name("dateTime") == Type::from_name("date and time"));
  CHECK(Type::from_name("dayTimeDuration") == Type::from_name("days and time duration"));
  bool found = true;
  Type::from_name("tNothing", &found);
  CHECK(!found);
  CHECK(to_string(Type::list_of(Type::context_of({{"a", Type::simple(TypeKind::kString)}}))) ==
        "list<context<a: string>>");
}

}  // namespace alternat::feel
