// SPDX-License-Identifier: EUPL-1.2
// Composition: text in, text out.
#include "api/render/compose.h"

#include <algorithm>
#include <array>

#include "base/markup.h"

namespace alternat::api {

namespace {

struct Composer {
  const TemplateSources& sources;
  std::string_view language;
  const TextSource& texts;
  Diagnostics& diagnostics;
};

SourceSpan span_at(std::string_view name, std::string_view source, std::size_t offset) {
  SourceSpan span;
  span.file = "templates/" + std::string(name) + ".mustache";
  const std::string_view before = source.substr(0, offset);
  span.line = 1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n');
  span.column = static_cast<std::uint32_t>(
      offset - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1);
  return span;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The sentence, escaped; braces cannot start a tag, since the catalogue's sentences hold none.
std::string fill_text(const Composer& composer, std::string_view key, const SourceSpan& span) {
  const std::optional<std::string> text = composer.texts(composer.language, key);
  if (!text) {
    composer.diagnostics.error("template.text",
                               "The text '" + std::string(key) + "' is not in content/text/" +
                                   std::string(composer.language) + ".toml.",
                               span);
    return std::string(key);
  }
  std::string out = escape_markup(*text);
  for (std::size_t at = 0; (at = out.find('{', at)) != std::string::npos;) {
    out.replace(at, 1, "&#123;");
  }
  return out;
}

// Appends the source of `name`, tag by tag.
void expand(const Composer& composer, std::string_view name, int depth, std::string& out) {
  const auto found = composer.sources.find(name);
  const std::string_view source = found->second;
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t open = source.find("{{", at);
    out += source.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = source.find("}}", open);
    const SourceSpan span = span_at(name, source, open);
    const std::string_view tag =
        close == std::string_view::npos ? "" : trimmed(source.substr(open + 2, close - open - 2));
    if (tag.empty() || tag[0] == '{' || tag[0] == '&' || tag[0] == '=') {
      composer.diagnostics.error("template.unescaped",
                                 "Only escaped tags are allowed in templates: no {{{, no {{&, no "
                                 "{{=, no unclosed tag.",
                                 span);
      return;
    }
    if (tag[0] == '>') {
      const std::string_view partial = trimmed(tag.substr(1));
      if (composer.sources.find(partial) == composer.sources.end()) {
        composer.diagnostics.error("template.unknown",
                                   "There is no template '" + std::string(partial) + "'.", span);
      } else if (depth >= 10) {
        composer.diagnostics.error("template.nested",
                                   "Templates are nested more than ten deep at '" +
                                       std::string(partial) + "'; is there a circle?",
                                   span);
      } else {
        std::string inner;
        expand(composer, partial, depth + 1, inner);
        while (inner.ends_with('\n')) inner.pop_back();
        out += inner;
      }
    } else if (tag.starts_with("t.")) {
      out += fill_text(composer, tag.substr(2), span);
    } else {
      out += source.substr(open, close + 2 - open);
    }
    at = close + 2;
  }
}

// Looks at the raw source of one template: addresses and inline code.
void lint(std::string_view name, std::string_view source, Diagnostics& diagnostics) {
  for (const std::string_view attribute : {"href=\"", "src=\"", "action=\"", "formaction=\""}) {
    for (std::size_t at = 0; (at = source.find(attribute, at)) != std::string_view::npos;) {
      const std::size_t start = at + attribute.size();
      const std::string_view value = source.substr(start, source.find('"', start) - start);
      const std::size_t open = value.find("{{");
      const bool literal = open == std::string_view::npos || value.starts_with('#');
      const bool checked =
          open == 0 && value.ends_with("href}}") && value.find("{{", 2) == std::string_view::npos;
      if (!literal && !checked) {
        diagnostics.error("template.href",
                          "An address in a template is a literal or one value whose key ends with "
                          "'href', not '" +
                              std::string(value) + "'.",
                          span_at(name, source, at));
      }
      at = start;
    }
  }
  for (const std::string_view bad : {" style=\"", " onclick=", " onload=", " onsubmit=",
                                     " onchange=", "<style", "<script>", "javascript:"}) {
    const std::size_t at = source.find(bad);
    if (at == std::string_view::npos) continue;
    diagnostics.error("template.inline",
                      "No inline styles or scripts in templates (found '" + std::string(bad) +
                          "'): the content policy refuses them.",
                      span_at(name, source, at));
  }
}

}  // namespace

std::string compose(const TemplateSources& sources, std::string_view name,
                    std::string_view language, const TextSource& texts, Diagnostics& diagnostics) {
  const auto found = sources.find(name);
  if (found == sources.end()) {
    diagnostics.error("template.unknown", "There is no template '" + std::string(name) + "'.", {});
    return {};
  }
  lint(name, found->second, diagnostics);
  std::string out;
  expand({sources, language, texts, diagnostics}, name, 0, out);
  return out;
}

}  // namespace alternat::api
