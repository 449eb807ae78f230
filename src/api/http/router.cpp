// SPDX-License-Identifier: EUPL-1.2
// Matching of paths against patterns, segment by segment.
#include "api/http/router.h"

#include <map>

#include "base/assert.h"

namespace alternat::api {

namespace {

std::string_view take_segment(std::string_view& rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::size_t end = rest.find('/');
  const std::string_view segment = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
  return segment;
}

// Number of literal segments matched, or -1.
int match(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string>& parameters) {
  int literals = 0;
  while (!pattern.empty() || !path.empty()) {
    if (pattern.empty() || path.empty()) return -1;
    const std::string_view expected = take_segment(pattern);
    const std::string_view segment = take_segment(path);
    if (expected.starts_with('{')) {
      if (segment.empty()) return -1;
      parameters[std::string(expected.substr(1, expected.size() - 2))] = std::string(segment);
    } else if (expected == segment) {
      ++literals;
    } else {
      return -1;
    }
  }
  return literals;
}

}  // namespace

void Router::add(Route route) {
  ALTERNAT_ASSERT(route.pattern.starts_with('/'));
  for (const Route& other : routes_) {
    ALTERNAT_ASSERT(other.method != route.method || other.pattern != route.pattern);
  }
  routes_.push_back(std::move(route));
}

Result<const Route*> Router::find(Request& request) const {
  const Method method = request.method == Method::kHead ? Method::kGet : request.method;
  const Route* best = nullptr;
  int best_literals = -1;
  bool path_known = false;
  for (const Route& route : routes_) {
    std::map<std::string, std::string> parameters;
    const int literals = match(route.pattern, request.path, parameters);
    if (literals < 0) continue;
    path_known = true;
    if (route.method != method || literals <= best_literals) continue;
    best = &route;
    best_literals = literals;
    request.parameters = std::move(parameters);
  }
  if (best) return best;
  if (path_known) {
    return Error{Fault::kMalformed,
                 "http.method_not_allowed",
                 "'" + request.path + "' does not answer this method.",
                 {}};
  }
  return Error{Fault::kNotFound,
               "http.not_found",
               "There is no page '" + request.path.substr(0, 200) + "'.",
               {}};
}

}  // namespace alternat::api
