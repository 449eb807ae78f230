// SPDX-License-Identifier: EUPL-1.2
// Reads DMN 1.2 to 1.5 XML. Every problem of the file is collected with its place; a construct that
// is not supported is dmn.unsupported, never silently left out.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "decisions/dmn/definitions.h"

namespace alternat::dmn {

// nullptr if the file is no DMN at all; else the model as far as it could be read, with errors in
// `diagnostics` if any. Codes: xml.*, dmn.not_dmn, dmn.unsupported, dmn.missing_attribute,
// dmn.missing_element, dmn.duplicate_id, dmn.duplicate_name, dmn.bad_hit_policy,
// dmn.bad_aggregation, dmn.rule_width, dmn.expression_language.
std::unique_ptr<Definitions> read_definitions(std::string_view bytes, const std::string& file,
                                              Diagnostics& diagnostics);

// SHA-256 in lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace alternat::dmn
