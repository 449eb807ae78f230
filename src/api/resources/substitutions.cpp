// SPDX-License-Identifier: EUPL-1.2
// Who stands in for whom in the reader's role: the list, and the form that records or ends one.
#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/work_routes.h"
#include "casework/human_work.h"

namespace alternat::api {

namespace {

std::string name_of(const Site& site, const std::string& account) {
  const Account* found = site.accounts->find(account);
  return found ? found->principal.name : account;
}

Json list_json(const Visit& visit, const Viewer& viewer) {
  const Site& site = visit.site;
  const Words words = visit.words();
  Json out = Json::array();
  site.node->with_tables([&](const projections::Tables& tables) {
    for (const projections::Substitution& one : tables.substitutions()) {
      if (one.role != access::to_text(viewer.role) || one.ended || one.to < site.today()) continue;
      const bool mine = one.absent == viewer.who.account || viewer.who.is_lead;
      out.push_back({{"id", one.id},
                     {"absent", name_of(site, one.absent)},
                     {"substitute", name_of(site, one.substitute)},
                     {"from", one.from.to_iso()},
                     {"to", one.to.to_iso()},
                     {"days_text", words.date(one.from) + " – " + words.date(one.to)},
                     {"may_end", mine}});
    }
  });
  return out;
}

Page substitutions_page(const Visit& visit, const Viewer& viewer) {
  const Site& site = visit.site;
  Json colleagues = Json::array();
  Json absent = Json::array();
  for (const Account& account : site.accounts->all()) {
    if (account.principal.role != access::to_text(viewer.role)) continue;
    const Json one = {{"account", account.principal.account}, {"name", account.principal.name}};
    const bool self = account.principal.account == viewer.who.account;
    if (!self || viewer.who.is_lead) colleagues.push_back(one);
    if (self || viewer.who.is_lead) absent.push_back(one);
  }
  const std::string notice(visit.request.query.get("notice"));
  const Words words = visit.words();
  Page page;
  page.template_name = "substitutions";
  page.title = words.text("substitutions.title");
  page.nav = "tray";
  page.model = {{"role_label", role_name(words, access::to_text(viewer.role))},
                {"substitutions", list_json(visit, viewer)},
                {"absent", std::move(absent)},
                {"colleagues", std::move(colleagues)},
                {"may_record", may_act(viewer.role)},
                {"today", site.today().to_iso()},
                {"problem", ""},
                {"notice", notice.empty() ? "" : words.find_text("notice." + notice).value_or("")},
                {"csrf_token", form_token(visit).token}};
  return page;
}

Response refused(const Visit& visit, const Viewer& viewer, const Error& error) {
  if (visit.representation == Representation::kJson) return respond_error(visit, error);
  Page page = substitutions_page(visit, viewer);
  page.status = http_status(error);
  page.model["problem"] = visit.words().find_text("refusal." + error.code).value_or(error.message);
  return respond(visit, page);
}

Response show_substitutions(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  return respond(visit, substitutions_page(visit, *viewer));
}

Result<casework::Colleague> colleague(const Site& site, std::string_view account) {
  const Account* found = site.accounts->find(account);
  if (!found)
    return Error{Fault::kMalformed,
                 "casework.unknown_account",
                 "There is no account '" + std::string(account.substr(0, 80)) + "'.",
                 {}};
  return casework::Colleague{found->principal.account, found->principal.role};
}

Status carry_out(const Visit& visit, const Viewer& viewer, const Fields& form) {
  const Site& site = visit.site;
  const Result<casework::Call> call = call_for(viewer, "agreement", site.node->new_id("form"));
  if (!call) return call.error();
  if (form.get("act") == "end")
    return casework::end_substitution(*site.node, *call, std::string(form.get("id")),
                                      viewer.who.is_lead);
  const Result<casework::Colleague> absent = colleague(site, form.get("absent"));
  const Result<casework::Colleague> substitute = colleague(site, form.get("substitute"));
  const Result<Date> from = Date::from_iso(form.get("from"));
  const Result<Date> to = Date::from_iso(form.get("to"));
  if (!absent) return absent.error();
  if (!substitute) return substitute.error();
  if (!from) return from.error();
  if (!to) return to.error();
  const Result<std::string> id = casework::record_substitution(
      *site.node, *call, {*absent, *substitute, *from, *to, viewer.who.is_lead});
  return id ? Status() : Status(id.error());
}

Response take_substitution(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  if (!may_act(viewer->role))
    return respond_error(visit, Error{Fault::kForbidden,
                                      "case.only_looks",
                                      "Your role looks at cases and changes nothing in them.",
                                      {}});
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  if (const Status done = carry_out(visit, *viewer, *form); !done)
    return refused(visit, *viewer, done.error());
  return redirect_to("/substitutions?notice=noted");
}

}  // namespace

void add_substitution_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/substitutions", Effect::kRead,
              [&site](const Request& request) { return show_substitutions(site, request); }});
  router.add({Method::kPost, "/substitutions", Effect::kChange,
              [&site](const Request& request) { return take_substitution(site, request); }});
}

}  // namespace alternat::api
