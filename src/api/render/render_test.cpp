// SPDX-License-Identifier: EUPL-1.2
// Composition, escaping, addresses, formats.
#include <doctest/doctest.h>

#include <filesystem>

#include "api/render/compose.h"
#include "api/render/format.h"
#include "api/render/templates.h"
#include "api/render/url.h"
#include "base/file.h"
#include "base/json.h"

namespace alternat::api {
namespace {

std::optional<std::string> test_text(std::string_view language, std::string_view key) {
  if (key == "home.title") return language == "de" ? "Öffentlich & gut" : "Public & good";
  if (key == "odd") return "{{secret}}";
  return std::nullopt;
}

std::string composed(const TemplateSources& sources, Diagnostics& diagnostics) {
  return compose(sources, "page", "de", test_text, diagnostics);
}

TEST_CASE("partials are copied in and texts are filled in escaped") {
  Diagnostics diagnostics;
  const TemplateSources sources = {{"page", "<h1>{{t.home.title}}</h1>{{> part}}\n"},
                                   {"part", "<p>{{name}}</p>\n"}};
  CHECK(composed(sources, diagnostics) == "<h1>Öffentlich &amp; gut</h1><p>{{name}}</p>\n");
  CHECK(diagnostics.empty());
}

TEST_CASE("a sentence cannot smuggle in a tag") {
  Diagnostics diagnostics;
  CHECK(composed({{"page", "{{t.odd}}"}}, diagnostics) == "&#123;&#123;secret}}");
}

TEST_CASE("what must not be in a template is refused with its place") {
  const auto first = [](const std::string& source) {
    Diagnostics diagnostics;
    composed({{"page", source}, {"circle", "{{> circle}}"}}, diagnostics);
    return diagnostics.empty() ? std::string() : to_string(diagnostics.items().front());
  };
  CHECK(first("a\n {{{x}}}") ==
        "templates/page.mustache:2:2: error: Only escaped tags are allowed in templates: no {{{, "
        "no {{&, no {{=, no unclosed tag. [template.unescaped]");
  CHECK(first("{{& x}}").ends_with("[template.unescaped]"));
  CHECK(first("{{t.none}}") ==
        "templates/page.mustache:1:1: error: The text 'none' is not in content/text/de.toml. "
        "[template.text]");
  CHECK(first("{{> other}}") ==
        "templates/page.mustache:1:1: error: There is no template 'other'. [template.unknown]");
  CHECK(first("{{> circle}}").ends_with("[template.nested]"));
  CHECK(first("<a href=\"{{link}}\">") ==
        "templates/page.mustache:1:4: error: An address in a template is a literal or one value "
        "whose key ends with 'href', not '{{link}}'. [template.href]");
  CHECK(first("<a href=\"/x/{{id}}\">").ends_with("[template.href]"));
  CHECK(first("<a href=\"{{edit_href}}\"><a href=\"/x\"><a href=\"#f-{{id}}\">").empty());
  CHECK(first("<p style=\"x\">").ends_with("[template.inline]"));
  CHECK(first("<p onclick=\"x\">").ends_with("[template.inline]"));
}

TEST_CASE("addresses are ours, or https; everything else becomes #") {
  CHECK(checked_href("/a?b=c#d") == "/a?b=c#d");
  CHECK(checked_href("#a") == "#a");
  CHECK(checked_href("?sort=x") == "?sort=x");
  CHECK(checked_href("https://example.org/x") == "https://example.org/x");
  CHECK(checked_href("mailto:a@example.org") == "mailto:a@example.org");
  for (const char* bad : {"javascript:alert(1)", "//evil.example", "data:text/html,x", "", "/a b",
                          "/a\"b", "https://a/<", "/\\evil", "ftp://x", "/a\nb"}) {
    CHECK(checked_href(bad) == "#");
  }
  CHECK(make_href("/", {{"sort", "a&b"}, {"empty", ""}, {"x", "1"}}) == "/?sort=a%26b&x=1");
}

TEST_CASE("a page escapes values, checks addresses and inserts pictures only by name") {
  const std::string folder =
      (std::filesystem::temp_directory_path() / "alternat-templates-test").string();
  std::filesystem::create_directories(folder + "/components");
  REQUIRE(write_file(folder + "/page.mustache",
                     "{{t.home.title}}|{{name}}|<a href=\"{{go_href}}\">|{{#map_picture}}"
                     "{{/map_picture}}|{{#items_any}}{{items_count}}:{{#items}}{{> components/row}}"
                     "{{/items}}{{/items_any}}|{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}|{{n}}")
              .ok());
  REQUIRE(write_file(folder + "/components/row.mustache", "[{{v}}]").ok());
  const Result<Templates> templates = Templates::load(folder, {"de", "en"}, test_text);
  REQUIRE(templates.ok());
  const Json model = {{"name", "<b>"},        {"go_href", "javascript:x"},
                      {"map_picture", "map"}, {"items", Json::array({{{"v", "1"}}, {{"v", "2"}}})},
                      {"empty", ""},          {"n", 3}};
  CHECK(templates->render("page", "en", model, {{"map", "<svg/>"}}) ==
        "Public &amp; good|&lt;b&gt;|<a href=\"#\">|<svg/>|2:[1][2]|yes|3");
  CHECK_FALSE(without_pictures(model).contains("map_picture"));
  CHECK(without_pictures(model)["items"].size() == 2);
  std::filesystem::remove_all(folder);
}

TEST_CASE("dates are words, deadlines say how far they are") {
  const Date today = *Date::from_iso("2026-06-03");
  const Date day = *Date::from_iso("2026-06-15");
  CHECK(format_date(day, "en") == "15 June 2026");
  CHECK(format_date(day, "de") == "15. Juni 2026");
  CHECK(format_deadline(day, today, "en") == "15 June 2026, in 12 days");
  CHECK(format_deadline(day, today, "de") == "15. Juni 2026, in 12 Tagen");
  CHECK(format_distance(today, today, "en") == "today");
  CHECK(format_distance(today.plus_days(1), today, "de") == "morgen");
  CHECK(format_distance(today.plus_days(-1), today, "de") == "gestern");
  CHECK(format_distance(today.plus_days(-2), today, "en") == "2 days ago");
}

TEST_CASE("numbers and amounts group by the language") {
  CHECK(format_number("1234567.50", "en") == "1,234,567.50");
  CHECK(format_number("1234567.50", "de") == "1.234.567,50");
  CHECK(format_number("-123", "de") == "\u2212123");
  CHECK(format_number("about 5", "de") == "about 5");
  CHECK(format_cents("4993420", "EUR", "en") == "49,934.20 EUR");
  CHECK(format_cents("5", "EUR", "de") == "0,05 EUR");
  CHECK(format_cents("-12345", "EUR", "en") == "\u2212123.45 EUR");
  CHECK(format_quantity("4993420", "EUR cents a year", "de") == "49.934,20 EUR im Jahr");
  CHECK(format_quantity("5000", "persons a year", "en") == "5,000 persons a year");
  CHECK(format_quantity("12", "months", "de") == "12 Monate");
  CHECK(format_quantity("1", "months", "de") == "1 Monat");
  CHECK(format_quantity("1", "years", "en") == "1 year");
  CHECK(format_citation("AufenthG s.18g(1) sentence 2 no.1", "de") ==
        "AufenthG § 18g Abs. 1 Satz 2 Nr. 1");
  CHECK(format_citation("AufenthG s. 18g", "de") == "AufenthG § 18g");
  CHECK(format_citation("BeschV s.6(1)", "en") == "BeschV s.6(1)");
  CHECK(fill_in("{a} of {b} {c}", {{"a", "1"}, {"b", "{a}"}}) == "1 of {a} {c}");
}

}  // namespace
}  // namespace alternat::api
