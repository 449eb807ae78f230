// SPDX-License-Identifier: EUPL-1.2
// Problem details (RFC 9457, section 3).
#include "api/http/problem.h"

#include "base/json.h"

namespace alternat::api {

namespace {

int status_of(Fault fault) {
  switch (fault) {
    case Fault::kMalformed:
      return 400;
    case Fault::kForbidden:
      return 403;
    case Fault::kNotFound:
      return 404;
    case Fault::kConflict:
      return 409;
    case Fault::kRefused:
      return 422;
    case Fault::kUnavailable:
      return 503;
  }
  return 500;
}

const char* title_of(int status) {
  switch (status) {
    case 400:
      return "The request is not well-formed";
    case 403:
      return "Not allowed";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Somebody else was faster";
    case 413:
      return "Too large";
    case 415:
      return "Media type not supported";
    case 422:
      return "Refused";
    case 429:
      return "Too many attempts";
    case 503:
      return "Not available at the moment";
    default:
      return "Error";
  }
}

}  // namespace

int http_status(const Error& error) {
  if (error.code == "http.method_not_allowed") return 405;
  if (error.code == "http.body_too_large") return 413;
  if (error.code == "form.content_type") return 415;
  if (error.code == "auth.too_many_attempts") return 429;
  return status_of(error.fault);
}

std::string problem_json(const Error& error, const std::string& path) {
  const int status = http_status(error);
  Json problem = {{"type", "about:blank"},   {"title", title_of(status)}, {"status", status},
                  {"detail", error.message}, {"code", error.code},        {"instance", path}};
  if (error.fault == Fault::kMalformed || error.fault == Fault::kRefused) {
    Json places = Json::array();
    for (const SourceSpan& span : error.spans) places.push_back(to_string(span));
    if (!places.empty()) problem["places"] = std::move(places);
  }
  return problem.dump(2, ' ', false, Json::error_handler_t::replace);
}

Response problem_response(const Error& error, const std::string& path) {
  Response response;
  response.status = http_status(error);
  response.content_type = "application/problem+json";
  response.body = problem_json(error, path);
  return response;
}

}  // namespace alternat::api
