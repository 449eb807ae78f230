// SPDX-License-Identifier: EUPL-1.2
// Router: method and path pattern to handler. A pattern segment "{id}" takes one non-empty segment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"
#include "base/result.h"

namespace alternat::api {

// What a POST does decides what it must prove (identity/csrf.h).
enum class Effect {
  kRead,     // GET: changes nothing
  kCompute,  // POST that stores nothing (the pathway check): same origin is enough
  kChange,   // POST that changes something: same origin and a token bound to the session
};

struct Route {
  Method method = Method::kGet;
  std::string pattern;
  Effect effect = Effect::kRead;
  Handler handler;
};

class Router {
 public:
  // Asserts that the pattern starts with '/' and that no equal route exists.
  void add(Route route);
  // The route for the request, with request.parameters filled in. HEAD finds GET. A literal segment
  // goes before a parameter. Errors: http.not_found, http.method_not_allowed.
  Result<const Route*> find(Request& request) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace alternat::api
