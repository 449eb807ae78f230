// SPDX-License-Identifier: EUPL-1.2
// RFC 9457 problem details: the one place where our faults become HTTP statuses.
#pragma once

#include <string>

#include "api/http/message.h"
#include "base/result.h"

namespace alternat::api {

// 400, 403, 404, 409, 422, 503; and four codes of HTTP itself: http.method_not_allowed 405,
// http.body_too_large 413, form.content_type 415, auth.too_many_attempts 429.
int http_status(const Error& error);

// The JSON text: type, title, status, detail, code, instance (the path), places. Source places are
// given only where the error is about what the client sent (malformed, refused).
std::string problem_json(const Error& error, const std::string& path);

// application/problem+json with the status.
Response problem_response(const Error& error, const std::string& path);

}  // namespace alternat::api
