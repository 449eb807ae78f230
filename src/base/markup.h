// SPDX-License-Identifier: EUPL-1.2
// Text made safe to stand in markup.
#pragma once

#include <string>
#include <string_view>

namespace alternat {

// For text and attributes of XML, HTML and SVG: & < > " ' as character references; control
// characters, which no markup allows, are dropped (tab and line ends stay).
std::string escape_markup(std::string_view text);

}  // namespace alternat
