// SPDX-License-Identifier: EUPL-1.2
// Routes of the public pages.
#include "api/resources/routes.h"

#include "api/resources/counters.h"
#include "api/resources/home.h"
#include "api/resources/instrument.h"
#include "api/resources/partnership.h"
#include "api/resources/report.h"
#include "api/resources/work_routes.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

Error no_partnership(std::string_view id) {
  return Error{Fault::kNotFound,
               "partnership.not_found",
               "There is no partnership '" + std::string(id.substr(0, 60)) + "'.",
               {}};
}

Response show_home(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  return respond(visit, home_page(visit.words(), {*site.content, site.map,
                                                  parse_home_sort(request.query.get("sort"))}));
}

Response show_partnership(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const auto* subject = site.content->find_partnership(request.parameter("id"));
  if (!subject) return respond_error(visit, no_partnership(request.parameter("id")));
  std::string_view word = request.parameter("tab");
  if (word.empty()) word = "overview";
  const std::optional<PartnershipTab> tab = find_partnership_tab(word);
  if (!tab) {
    return respond_error(visit, Error{Fault::kNotFound,
                                      "http.not_found",
                                      "There is no page '" + request.path.substr(0, 200) + "'.",
                                      {}});
  }
  const Counters counters = counters_for(visit, *subject);
  const bool whole =
      visit.representation == Representation::kJson && *tab == PartnershipTab::kOverview;
  const Extent extent = whole ? Extent::kWhole : Extent::kTab;
  return respond(
      visit, partnership_page(visit.words(), {*site.content, *subject, counters, *tab, extent}));
}

Response show_instrument(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const auto* subject = site.content->find_partnership(request.parameter("id"));
  if (!subject) return respond_error(visit, no_partnership(request.parameter("id")));
  const terms::Instrument* instrument = subject->find_instrument(request.parameter("instrument"));
  if (!instrument) {
    return respond_error(
        visit, Error{Fault::kNotFound,
                     "instrument.not_found",
                     "There is no instrument '" +
                         std::string(request.parameter("instrument").substr(0, 60)) + "' in '" +
                         subject->partnership.id + "'.",
                     {}});
  }
  return respond(visit, instrument_page(visit.words(), {*site.content, *subject, *instrument}));
}

}  // namespace

void add_public_routes(Router& router, const Site& site) {
  const auto get = [&router, &site](const char* pattern,
                                    Response (*show)(const Site&, const Request&)) {
    router.add({Method::kGet, pattern, Effect::kRead,
                [&site, show](const Request& request) { return show(site, request); }});
  };
  get("/", show_home);
  get("/partnerships/{id}", show_partnership);
  get("/partnerships/{id}/{tab}", show_partnership);
  get("/partnerships/{id}/instruments/{instrument}", show_instrument);
  router.add({Method::kGet, "/partnerships", Effect::kRead,
              [&site](const Request& request) { return show_home(site, request); }});
  router.add({Method::kGet, "/report", Effect::kRead, [&site](const Request& request) {
                const Visit visit = make_visit(site, request);
                return respond(visit, report_page(visit.words()));
              }});
}

void add_routes(Router& router, const Site& site) {
  add_public_routes(router, site);
  add_pathway_routes(router, site);
  add_changes_routes(router, site);
  add_identity_routes(router, site);
  add_tray_routes(router, site);
  add_case_routes(router, site);
  add_amend_routes(router, site);
  add_case_list_routes(router, site);
  add_open_case_routes(router, site);
  add_record_routes(router, site);
  add_decision_routes(router, site);
  add_counter_routes(router, site);
  add_week_routes(router, site);
  add_feed_routes(router, site);
  add_deadline_routes(router, site);
  add_proof_routes(router, site);
  add_human_work_routes(router, site);
  add_incident_routes(router, site);
  add_substitution_routes(router, site);
  add_version_routes(router, site);
}

}  // namespace alternat::api
