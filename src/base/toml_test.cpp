// SPDX-License-Identifier: EUPL-1.2
// TOML: order and places of the file, exact numbers, and every mistake reported.
#include "base/toml.h"

#include <doctest/doctest.h>

using alternat::Diagnostics;
using alternat::parse_toml;
using alternat::TomlNode;
using alternat::TomlReader;

namespace {

std::string error_of(std::string_view text) {
  const auto result = parse_toml(text, "x.toml");
  return result ? "no error" : result.error().code + ": " + result.error().message;
}

std::string place(const TomlNode* node) {
  return to_string(node->span());
}

}  // namespace

TEST_CASE("keys keep the order of the file and values their types") {
  const std::string text =
      "zeta = \"\xC3\xA4\"\n"
      "alpha = 1_000\n"
      "flag = true\n"
      "day = 2026-06-15\n"
      "list = [\"a\", 2, { de = \"x\", en = \"y\" }]\n"
      "[section]\n"
      "key = 1\n"
      "[[row]]\n"
      "n = 1\n"
      "[[row]]\n"
      "n = 2\n";
  const TomlNode root = parse_toml(text, "x.toml").value();
  const auto& entries = root.as_table()->entries;
  REQUIRE(entries.size() == 7);
  const char* order[] = {"zeta", "alpha", "flag", "day", "list", "section", "row"};
  for (std::size_t i = 0; i < 7; ++i) CHECK(entries[i].first == order[i]);
  CHECK(*entries[0].second.as_string() == "\xC3\xA4");
  CHECK(entries[1].second.as_number()->to_int() == 1000);
  CHECK(*entries[2].second.as_bool());
  CHECK(entries[3].second.as_date()->to_iso() == "2026-06-15");
  const TomlNode& list = entries[4].second;
  CHECK((*list.as_array())[2].as_table()->entries[1].first == "en");
  CHECK(entries[6].second.as_array()->size() == 2);
  CHECK(root.as_table()->find("none") == nullptr);
}

TEST_CASE("places are those of the file, from 1, in characters") {
  const std::string text =
      "a = \"x\"\n"
      "b = [ \"\xC3\xA4\xC3\xB6\", 7 ]\n"
      "\n"
      "  [t]\r\n"
      "  c = { d = 1.5, e = 2 }\n"
      "[[r]]\n"
      "f.g = 3\n";
  const TomlNode root = parse_toml(text, "x.toml").value();
  const auto& table = *root.as_table();
  CHECK(place(&root) == "x.toml:1:1");
  CHECK(place(table.find("a")) == "x.toml:1:5");
  CHECK(place(table.find("b")) == "x.toml:2:5");
  CHECK(place(&(*table.find("b")->as_array())[1]) == "x.toml:2:13");
  CHECK(place(table.find("t")) == "x.toml:4:3");
  const TomlNode* inner = table.find("t")->as_table()->find("c");
  CHECK(place(inner) == "x.toml:5:7");
  CHECK(place(inner->as_table()->find("d")) == "x.toml:5:13");
  CHECK(place(inner->as_table()->find("e")) == "x.toml:5:22");
  const TomlNode& row = (*table.find("r")->as_array())[0];
  CHECK(place(&row) == "x.toml:6:1");
  CHECK(place(row.as_table()->find("f")->as_table()->find("g")) == "x.toml:7:7");
}

TEST_CASE("a float is its own digits, never a double") {
  const std::string text =
      "a = 0.1\nb = 1_234.567_890_123_456_789_012_345_678\nc = -2.5e-3 # x\nd = [+1.50,2.0]\n";
  const TomlNode root = parse_toml(text, "x.toml").value();
  const auto show = [&root](const char* key) {
    return root.as_table()->find(key)->as_number()->to_text();
  };
  CHECK(show("a") == "0.1");
  CHECK(show("b") == "1234.567890123456789012345678");
  CHECK(show("c") == "-0.0025");
  CHECK((*root.as_table()->find("d")->as_array())[0].as_number()->to_text() == "1.5");
  CHECK((*root.as_table()->find("d")->as_array())[1].as_number()->to_text() == "2");
}

TEST_CASE("toml.malformed and toml.no_time name the place") {
  CHECK(error_of("a = 1\nb = \n").starts_with("toml.malformed: This is not TOML: "));
  CHECK(error_of("a = 1\nb = \n").find("(x.toml, line 2, column ") != std::string::npos);
  CHECK(error_of("a = 1\na = 2\n").starts_with("toml.malformed: This is not TOML: "));
  CHECK(error_of("a = 2026-02-30\n").starts_with("toml.malformed: "));
  CHECK(error_of("a = 1\nb = inf\n") ==
        "toml.malformed: This is not a finite number (x.toml, line 2, column 5).");
  CHECK(error_of("a = 12:30:00\n") ==
        "toml.no_time: A time of day is not used here; write a date only (x.toml, line 1, column "
        "5).");
  CHECK(error_of("\na = 2026-06-15T12:30:00Z\n") ==
        "toml.no_time: A time of day is not used here; write a date only (x.toml, line 2, column "
        "5).");
  CHECK(alternat::read_toml("/no/such.toml").error().code == "file.not_found");
}

TEST_CASE("what trips an assertion of the library beneath is an error with its line") {
  CHECK(error_of("a = 1\n[\n[x.y]\nz = 2\n") ==
        "toml.malformed: This is not TOML: a key or value is expected here (x.toml, line 2, column "
        "1).");
}

TEST_CASE("a letter outside quotes is an error with its place, not undefined behaviour") {
  CHECK(error_of("a = 1\ngr\xC3\xB6sse = 2\n").starts_with("toml.malformed: This is not TOML: "));
  CHECK(error_of("a = 1\ngr\xC3\xB6sse = 2\n").find("line 2, column 3") != std::string::npos);
  CHECK(error_of("\xC3\xA4 = 2\n").find("line 1, column 1") != std::string::npos);
}

TEST_CASE("a reader takes known keys and reports all that is wrong at once") {
  const TomlNode root = parse_toml(
                            "name = \"x\"\n"
                            "count = 1.5\n"
                            "flag = \"yes\"\n"
                            "day = \"2026-06-15\"\n"
                            "tags = [\"a\", 1]\n"
                            "rows = [1]\n"
                            "valid_form = 2026-01-01\n",
                            "x.toml")
                            .value();
  Diagnostics found;
  {
    TomlReader reader(root, found);
    CHECK(reader.take_string("name") == "x");
    CHECK(reader.take_string("title").empty());
    CHECK_FALSE(reader.find_integer("count").has_value());
    CHECK_FALSE(reader.find_bool("flag").has_value());
    CHECK_FALSE(reader.find_date("day").has_value());
    CHECK(reader.find_strings("tags") == std::vector<std::string>{"a"});
    CHECK(reader.find_tables("rows").empty());
    CHECK_FALSE(reader.find_date("valid_from").has_value());
    CHECK_FALSE(reader.find_number("absent").has_value());
    CHECK(to_string(reader.span_of("count")) == "x.toml:2:9");
    CHECK(to_string(reader.span_of("absent")) == "x.toml:1:1");
  }
  std::vector<std::string> lines;
  for (const auto& item : found.items()) lines.push_back(to_string(item));
  CHECK(lines == std::vector<std::string>{
                     "x.toml:1:1: error: The key 'title' is missing. [toml.missing_key]",
                     "x.toml:2:9: error: 'count' must be a whole number. [toml.wrong_type]",
                     "x.toml:3:8: error: 'flag' must be true or false. [toml.wrong_type]",
                     "x.toml:4:7: error: 'day' must be a date such as 2026-06-15, without quotes. "
                     "[toml.wrong_type]",
                     "x.toml:5:14: error: 'tags' must be a list of texts. [toml.wrong_type]",
                     "x.toml:6:9: error: 'rows' must be a list of tables. [toml.wrong_type]",
                     "x.toml:7:14: error: The key 'valid_form' is not known here. Did you mean "
                     "'valid_from'? [toml.unknown_key]",
                 });
}

TEST_CASE("reading what is no table is one mistake, not one for every key") {
  const TomlNode root = parse_toml("a = 1\n", "x.toml").value();
  Diagnostics found;
  TomlReader reader(*root.as_table()->find("a"), found);
  CHECK(reader.take_string("name").empty());
  reader.finish();
  REQUIRE(found.items().size() == 1);
  CHECK(to_string(found.items()[0]) ==
        "x.toml:1:5: error: A table is expected here. [toml.wrong_type]");
}
