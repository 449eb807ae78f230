// SPDX-License-Identifier: EUPL-1.2
// XML: names resolved, places right, everything dangerous or ill-formed refused.
#include "base/xml.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/markup.h"

using alternat::escape_markup;
using alternat::parse_xml;
using alternat::XmlElement;

namespace {

std::string error_of(std::string_view text) {
  const auto result = parse_xml(text, "x.dmn");
  return result ? "no error" : result.error().code + ": " + result.error().message;
}

std::string nested(std::size_t levels) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += "<a>";
  for (std::size_t i = 0; i < levels; ++i) text += "</a>";
  return text;
}

}  // namespace

TEST_CASE("elements, attributes and text are read with namespaces resolved") {
  const std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!-- hello -->\n"
      "<d:defs xmlns:d=\"urn:d\" xmlns=\"urn:e\" id=\"1\" d:kind=\"k\">\n"
      "  <item name=\"a &lt; b\"> x &amp; <![CDATA[<y>]]></item>\n"
      "  <item xmlns=\"\" xml:lang=\"de\"/><d:item/>\n"
      "</d:defs>\n";
  const XmlElement root = parse_xml(text, "x.dmn").value();
  CHECK(root.name == "defs");
  CHECK(root.namespace_uri == "urn:d");
  CHECK(to_string(root.span) == "x.dmn:3:1");
  CHECK(root.attributes.size() == 2);
  CHECK(*root.find_attribute("id") == "1");
  CHECK(root.find_attribute("kind") == nullptr);
  CHECK(*root.find_attribute("kind", "urn:d") == "k");
  CHECK(root.attribute_or("absent", "f") == "f");
  REQUIRE(root.children_named("item").size() == 3);
  const XmlElement& first = *root.find_child("item");
  CHECK(first.namespace_uri == "urn:e");
  CHECK(*first.find_attribute("name") == "a < b");
  CHECK(first.text == " x & <y>");
  CHECK(to_string(first.span) == "x.dmn:4:3");
  CHECK(root.children[1].namespace_uri.empty());
  CHECK(*root.children[1].find_attribute("lang", "http://www.w3.org/XML/1998/namespace") == "de");
  CHECK(root.children[2].namespace_uri == "urn:d");
  CHECK(root.find_child("none") == nullptr);
}

TEST_CASE("white space of an element's own text is kept") {
  CHECK(parse_xml("<a> </a>", "x").value().text == " ");
  CHECK(parse_xml("\xEF\xBB\xBF<a>\xC3\xA4</a>", "x").value().text == "\xC3\xA4");
}

TEST_CASE("xml.malformed names the place") {
  CHECK(error_of("<a>\n  <b>\n</a>").starts_with("xml.malformed: This is not well-formed XML: "));
  CHECK(error_of("<a>\n <p:b/></a>") ==
        "xml.malformed: The prefix 'p' is not declared (x.dmn, line 2, column 2).");
  CHECK(error_of("<a p:x=\"1\"/>") ==
        "xml.malformed: The prefix 'p' is not declared (x.dmn, line 1, column 1).");
  CHECK(error_of("<a x=\"1\" x=\"2\"/>") ==
        "xml.malformed: The attribute 'x' stands twice (x.dmn, line 1, column 1).");
  CHECK(error_of("<a/>\n<b/>") ==
        "xml.malformed: The XML has a second root element (x.dmn, line 2, column 1).");
  CHECK(error_of("<a>\n&foo;</a>") ==
        "xml.malformed: An unknown entity or a bare '&'; write &amp; (x.dmn, line 2, column 1).");
  CHECK(error_of("<a><!-- &foo; --><![CDATA[ & ]]>&#228;</a>") == "no error");
  CHECK(error_of("<a xmlns:p=\"\"/>") ==
        "xml.malformed: The prefix 'p' has an empty namespace (x.dmn, line 1, column 1).");
  CHECK(error_of("<a>\xE4</a>") ==
        "xml.malformed: The XML is not UTF-8; save it as UTF-8 (x.dmn, line 1, column 4).");
  CHECK(error_of(std::string_view("<a>\0</a>", 8)) ==
        "xml.malformed: A zero byte stands in the XML; save it as UTF-8 (x.dmn, line 1, column "
        "4).");
  CHECK(error_of("").starts_with("xml.malformed: "));
  CHECK(error_of("<a>").starts_with("xml.malformed: "));
}

TEST_CASE("xml.doctype: nothing can expand or fetch") {
  CHECK(error_of("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>") ==
        "xml.doctype: A document type declaration is not allowed; remove it (x.dmn, line 2, column "
        "1).");
}

TEST_CASE("xml.too_deep beyond 500 levels, not at 500") {
  CHECK(error_of(nested(500)) == "no error");
  CHECK(error_of(nested(501)) ==
        "xml.too_deep: The XML is nested deeper than 500 levels (x.dmn, line 1, column 1501).");
  CHECK(error_of(nested(200000)).starts_with("xml.too_deep: "));
}

TEST_CASE("xml.too_large beyond 64 MiB") {
  CHECK(error_of(std::string((64u << 20) + 1, ' ')) ==
        "xml.too_large: 'x.dmn' is larger than 64 MiB.");
}

TEST_CASE("a missing file is named, and text is escaped for both places") {
  CHECK(alternat::read_xml("/no/such.dmn").error().code == "file.not_found");
  CHECK(escape_markup("a<b> & \"c\" 'd'") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
}
