// SPDX-License-Identifier: EUPL-1.2
// Reading XML 1.0 with Namespaces on pugixml. What pugixml lets pass and the standard forbids
// (several roots, repeated attributes, unknown entities, undeclared prefixes) is refused here.
#include "base/xml.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "base/file.h"
#include "base/text.h"

namespace alternat {

namespace {

constexpr std::size_t kLevelsMax = 500;
constexpr std::size_t kBytesMax = 64u << 20;
constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

Error place_error(std::string code, const std::string& message, const SourceSpan& span) {
  return {Fault::kMalformed,
          std::move(code),
          message + " (" + span.file + ", line " + std::to_string(span.line) + ", column " +
              std::to_string(span.column) + ").",
          {span}};
}

struct SplitName {
  std::string_view prefix;
  std::string_view local;
};

SplitName split_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// Walks pugixml's tree and builds ours; stops at the first error.
class TreeBuilder {
 public:
  explicit TreeBuilder(const LineIndex& lines) : lines_(lines) {}

  std::optional<Error> build(const pugi::xml_node& node, XmlElement& element, std::size_t level) {
    element.span = span_of(node);
    if (level > kLevelsMax) {
      return place_error("xml.too_deep", "The XML is nested deeper than 500 levels", element.span);
    }
    const std::size_t outer_scope = scope_.size();
    auto error = declare_namespaces(node, element.span);
    if (!error) error = name_element(node, element);
    if (!error) error = read_attributes(node, element);
    if (!error) error = read_content(node, element, level);
    scope_.resize(outer_scope);
    return error;
  }

 private:
  using Binding = std::pair<std::string_view, std::string_view>;  // prefix, uri

  SourceSpan span_of(const pugi::xml_node& node) const {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 1));
    return lines_.span_at(offset - 1);  // the '<' before the name
  }

  std::optional<Error> declare_namespaces(const pugi::xml_node& node, const SourceSpan& span) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const SplitName name = split_name(attribute.name());
      const std::string_view uri = attribute.value();
      if (name.prefix == "xmlns") {
        if (uri.empty()) {
          return place_error("xml.malformed",
                             "The prefix '" + std::string(name.local) + "' has an empty namespace",
                             span);
        }
        scope_.emplace_back(name.local, uri);
      } else if (name.prefix.empty() && name.local == "xmlns") {
        scope_.emplace_back(std::string_view(), uri);
      }
    }
    return std::nullopt;
  }

  // The namespace of a prefix, or nullopt if nothing declares it; the empty prefix is always known.
  std::optional<std::string_view> find_uri(std::string_view prefix) const {
    const auto found =
        std::find_if(scope_.rbegin(), scope_.rend(),
                     [prefix](const Binding& binding) { return binding.first == prefix; });
    if (found != scope_.rend()) return found->second;
    if (prefix == "xml") return kXmlUri;
    if (prefix.empty()) return std::string_view();
    return std::nullopt;
  }

  Error undeclared(std::string_view prefix, const SourceSpan& span) const {
    return place_error("xml.malformed", "The prefix '" + std::string(prefix) + "' is not declared",
                       span);
  }

  std::optional<Error> name_element(const pugi::xml_node& node, XmlElement& element) const {
    const SplitName name = split_name(node.name());
    const auto uri = find_uri(name.prefix);
    if (!uri) return undeclared(name.prefix, element.span);
    element.name = name.local;
    element.namespace_uri = *uri;
    return std::nullopt;
  }

  std::optional<Error> read_attributes(const pugi::xml_node& node, XmlElement& element) const {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const SplitName name = split_name(attribute.name());
      if (name.prefix == "xmlns" || (name.prefix.empty() && name.local == "xmlns")) continue;
      // Namespaces in XML 1.0, 6.2: an attribute without prefix has no namespace.
      const auto uri = name.prefix.empty() ? std::string_view() : find_uri(name.prefix);
      if (!uri) return undeclared(name.prefix, element.span);
      if (element.find_attribute(name.local, *uri) != nullptr) {
        return place_error("xml.malformed",
                           "The attribute '" + std::string(name.local) + "' stands twice",
                           element.span);
      }
      element.attributes.push_back({std::string(name.local), std::string(*uri), attribute.value()});
    }
    return std::nullopt;
  }

  std::optional<Error> read_content(const pugi::xml_node& node, XmlElement& element,
                                    std::size_t level) {
    for (const pugi::xml_node child : node.children()) {
      switch (child.type()) {
        case pugi::node_element: {
          element.children.emplace_back();
          if (auto error = build(child, element.children.back(), level + 1)) return error;
          break;
        }
        case pugi::node_pcdata:
        case pugi::node_cdata:
          element.text += child.value();
          break;
        case pugi::node_null:
        case pugi::node_document:
        case pugi::node_comment:
        case pugi::node_pi:
        case pugi::node_declaration:
        case pugi::node_doctype:
          break;
      }
    }
    return std::nullopt;
  }

  const LineIndex& lines_;
  std::vector<Binding> scope_;
};

// The offset of the first '&' that starts neither a character reference nor one of the five
// entities of XML, outside comments, CDATA and processing instructions; npos if there is none.
std::size_t find_unknown_entity(std::string_view text) {
  struct Island {
    std::string_view open;
    std::string_view close;
  };
  static constexpr std::array<Island, 3> kIslands = {
      {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
  static constexpr std::array<std::string_view, 6> kKnown = {"&lt;",   "&gt;",   "&amp;",
                                                             "&quot;", "&apos;", "&#"};
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos;
       at = text.find_first_of("<&", at + 1)) {
    const std::string_view rest = text.substr(at);
    const auto starts = [rest](std::string_view start) { return rest.starts_with(start); };
    if (text[at] == '&') {
      if (std::none_of(kKnown.begin(), kKnown.end(), starts)) return at;
      continue;
    }
    for (const Island& island : kIslands) {
      if (!starts(island.open)) continue;
      const std::size_t end = text.find(island.close, at + island.open.size());
      if (end == std::string_view::npos) return end;
      at = end;
      break;
    }
  }
  return std::string_view::npos;
}

// What can be refused before the text is parsed.
std::optional<Error> check_bytes(std::string_view text, const LineIndex& lines) {
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    return place_error("xml.malformed", "A zero byte stands in the XML; save it as UTF-8",
                       lines.span_at(at));
  }
  if (const auto at = find_invalid_utf8(text)) {
    return place_error("xml.malformed", "The XML is not UTF-8; save it as UTF-8",
                       lines.span_at(*at));
  }
  return std::nullopt;
}

// What pugixml accepts of a document as a whole and XML 1.0 does not.
std::optional<Error> check_document(const pugi::xml_document& document, std::string_view text,
                                    const LineIndex& lines) {
  std::size_t roots = 0;
  for (const pugi::xml_node node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      return place_error("xml.doctype", "A document type declaration is not allowed; remove it",
                         lines.span_at(text.find("<!DOCTYPE")));
    }
    if (node.type() == pugi::node_element && ++roots > 1) {
      const auto offset = static_cast<std::size_t>(node.offset_debug());
      return place_error("xml.malformed", "The XML has a second root element",
                         lines.span_at(offset - 1));
    }
  }
  if (const std::size_t at = find_unknown_entity(text); at != std::string_view::npos) {
    return place_error("xml.malformed", "An unknown entity or a bare '&'; write &amp;",
                       lines.span_at(at));
  }
  return std::nullopt;
}

}  // namespace

const std::string* XmlElement::find_attribute(std::string_view attribute,
                                              std::string_view uri) const {
  for (const XmlAttribute& candidate : attributes) {
    if (candidate.name == attribute && candidate.namespace_uri == uri) return &candidate.value;
  }
  return nullptr;
}

std::string XmlElement::attribute_or(std::string_view attribute, std::string_view fallback) const {
  const std::string* found = find_attribute(attribute);
  return found != nullptr ? *found : std::string(fallback);
}

const XmlElement* XmlElement::find_child(std::string_view child) const {
  for (const XmlElement& candidate : children) {
    if (candidate.name == child) return &candidate;
  }
  return nullptr;
}

std::vector<const XmlElement*> XmlElement::children_named(std::string_view child) const {
  std::vector<const XmlElement*> found;
  for (const XmlElement& candidate : children) {
    if (candidate.name == child) found.push_back(&candidate);
  }
  return found;
}

Result<XmlElement> parse_xml(std::string_view text, const std::string& file) {
  if (text.size() > kBytesMax) {
    return Error{
        Fault::kRefused, "xml.too_large", "'" + file + "' is larger than 64 MiB.", {{file, 0, 0}}};
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const LineIndex lines(text, file);
  if (auto error = check_bytes(text, lines)) return *error;
  pugi::xml_document document;
  constexpr unsigned kFlags = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), kFlags, pugi::encoding_utf8);
  if (!parsed) {
    return place_error(
        "xml.malformed", std::string("This is not well-formed XML: ") + parsed.description(),
        lines.span_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))));
  }
  if (auto error = check_document(document, text, lines)) return *error;
  XmlElement root;
  if (auto error = TreeBuilder(lines).build(document.document_element(), root, 1)) return *error;
  return root;
}

Result<XmlElement> read_xml(const std::string& path) {
  const Result<std::string> text = read_file(path, kBytesMax);
  if (!text) return text.error();
  return parse_xml(*text, path);
}

}  // namespace alternat
