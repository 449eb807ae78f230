// SPDX-License-Identifier: EUPL-1.2
// Routes of the officer pages. Each needs a session; without one the browser goes to the sign-in
// form and a program gets a problem.
#include "api/resources/routes.h"
#include "api/resources/tray.h"

namespace alternat::api {

namespace {

Response needs_session(const Visit& visit) {
  if (visit.representation == Representation::kHtml) return redirect_to("/sign-in");
  return respond_error(visit, Error{Fault::kForbidden,
                                    "auth.no_session",
                                    "This page needs a sign-in; send the session cookie.",
                                    {}});
}

Response show_tray(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  if (!visit.session) return needs_session(visit);
  return respond(visit, tray_page(visit.words(), {visit.session->principal.name, {}}));
}

}  // namespace

void add_casework_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/tray", Effect::kRead,
              [&site](const Request& request) { return show_tray(site, request); }});
}

}  // namespace alternat::api
