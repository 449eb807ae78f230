// SPDX-License-Identifier: EUPL-1.2
// application/x-www-form-urlencoded and percent-encoding (WHATWG URL, section 5.1), with limits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/message.h"
#include "base/result.h"

namespace alternat::api {

// nullopt on a broken %-sequence or a NUL byte. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);
// Everything but unreserved characters (RFC 3986, 2.3) encoded.
std::string percent_encode(std::string_view text);

// Errors: form.too_many_fields (over 1,000), form.malformed (broken %-sequence, NUL, not UTF-8).
Result<Fields> parse_urlencoded(std::string_view text);

// The request's body as form fields. Errors: form.content_type unless it is urlencoded; those
// above.
Result<Fields> parse_form(const Request& request);

// True for well-formed UTF-8 without surrogates and overlong forms (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace alternat::api
