// SPDX-License-Identifier: EUPL-1.2
// Composition of templates before they are compiled: partials are copied in, texts of the catalogue
// are filled in, and what must not be in a template is refused.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace alternat::api {

// The sentence for a key ("home.title") in a language, or nullopt.
using TextSource =
    std::function<std::optional<std::string>(std::string_view language, std::string_view key)>;

// Template sources by name ("home", "components/badge").
using TemplateSources = std::map<std::string, std::string, std::less<>>;

// The source of `name` with every {{> partial}} replaced by its text (nested at most ten deep) and
// every {{t.key}} by the escaped sentence. Codes: template.unknown (a partial that is not there),
// template.nested, template.text (a key without a sentence), template.unescaped ({{{ or {{&),
// template.href (an address that does not come from a key ending with href), template.inline (a
// style attribute, an event handler, a script or style element with content).
std::string compose(const TemplateSources& sources, std::string_view name,
                    std::string_view language, const TextSource& texts, Diagnostics& diagnostics);

}  // namespace alternat::api
