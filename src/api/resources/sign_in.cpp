// SPDX-License-Identifier: EUPL-1.2
// Sign in, sign out, account. In the demo one click takes a role; elsewhere a password is asked.
#include "api/http/form.h"
#include "api/resources/routes.h"
#include "casework/demo/cast.h"

namespace alternat::api {

namespace {

// The demo's cast knows names and descriptions in both languages.
Json account_json(const Visit& visit, const Account& account) {
  const casework::DemoAccount* player =
      visit.site.cast ? visit.site.cast->find_account(account.principal.account) : nullptr;
  return {{"account", account.principal.account},
          {"name", player ? player->name.in(visit.language) : account.principal.name},
          {"organisation", account.principal.organisation},
          {"role", account.principal.role},
          {"description", player ? player->description.in(visit.language) : account.description}};
}

struct SignInView {
  std::string account;  // as typed
  std::string error;
};

Response show_sign_in(const Visit& visit, const SignInView& view) {
  const Words words = visit.words();
  const FormToken token = form_token(visit);
  Json roles = Json::array();
  if (visit.site.mode == Mode::kDemo) {
    for (const Account& account : visit.site.accounts->all())
      roles.push_back(account_json(visit, account));
  }
  Page page;
  page.template_name = "sign-in";
  page.title = words.text("sign_in.title");
  page.nav = "sign-in";
  page.status = view.error.empty() ? 200 : 403;
  page.model = {{"csrf_token", token.token},
                {"account", view.account},
                {"error", view.error},
                {"roles", std::move(roles)},
                {"is_demo", visit.site.mode == Mode::kDemo}};
  Response response = respond(visit, page);
  if (!token.set_cookie.empty()) response.set_header("Set-Cookie", token.set_cookie);
  return response;
}

// `next`: a page of this node to go on with; "" = the tray.
Response signed_in(const Visit& visit, const Principal& principal, std::string_view next) {
  // A fresh session each time: an old cookie cannot be fixed beforehand.
  visit.site.sessions->close(visit.request.cookie(kSessionCookie));
  const std::string secret = visit.site.sessions->open(principal, visit.site.clock->now());
  Response response = redirect_to(next.empty() ? std::string_view("/tray") : next);
  response.set_header("Set-Cookie", session_cookie(secret, visit.site.transport));
  return response;
}

Response take_sign_in(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const std::string role(form->get("role"));
  if (!role.empty()) {
    const Account* account = site.accounts->find(role);
    if (site.mode != Mode::kDemo || !account) {
      return respond_error(visit, Error{Fault::kForbidden,
                                        "auth.no_demo_role",
                                        "Roles are taken with one click only in the demo.",
                                        {}});
    }
    return signed_in(visit, account->principal, form->get("next"));
  }
  const std::string name(form->get("account"));
  const Result<Principal> principal =
      site.accounts->sign_in(name, std::string(form->get("password")), site.clock->now());
  if (principal) return signed_in(visit, *principal, form->get("next"));
  if (visit.representation == Representation::kJson) return respond_error(visit, principal.error());
  const std::string key = "error.code_" + principal.error().code;
  return show_sign_in(visit,
                      {name, visit.words().find_text(key).value_or(principal.error().message)});
}

Response take_sign_out(const Site& site, const Request& request) {
  site.sessions->close(request.cookie(kSessionCookie));
  Response response = redirect_to("/");
  response.set_header("Set-Cookie", expired_session_cookie(site.transport));
  return response;
}

// `key`: of the calendar feed, in the one answer that shows it; "" otherwise.
Response show_account(const Visit& visit, const std::string& key) {
  const Site& site = visit.site;
  const Principal& who = visit.session->principal;
  const FormToken token = form_token(visit);
  Page page;
  page.template_name = "account";
  page.title = visit.words().text("account.title");
  page.model = {{"account", who.account},
                {"name", who.name},
                {"organisation", who.organisation},
                {"role", who.role},
                {"sessions", site.sessions->count(who.account, site.clock->now())},
                {"has_feed", site.feed_keys->has_key(who.account)},
                {"feed_path", key.empty() ? "" : "/tray/calendar.ics?key=" + key},
                {"csrf_token", token.token}};
  return respond(visit, page);
}

Response take_feed(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  if (!visit.session) return redirect_to("/sign-in");
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const std::string& account = visit.session->principal.account;
  if (form->get("act") == "revoke") {
    if (Status ended = site.feed_keys->revoke(account); !ended)
      return respond_error(visit, ended.error());
    return show_account(visit, "");
  }
  const Result<std::string> key = site.feed_keys->make(account);
  return key ? show_account(visit, *key) : respond_error(visit, key.error());
}

}  // namespace

void add_identity_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/sign-in", Effect::kRead, [&site](const Request& request) {
                return show_sign_in(make_visit(site, request), {});
              }});
  router.add({Method::kPost, "/sign-in", Effect::kChange,
              [&site](const Request& request) { return take_sign_in(site, request); }});
  router.add({Method::kPost, "/sign-out", Effect::kChange,
              [&site](const Request& request) { return take_sign_out(site, request); }});
  router.add({Method::kGet, "/account", Effect::kRead, [&site](const Request& request) {
                const Visit visit = make_visit(site, request);
                return visit.session ? show_account(visit, "") : redirect_to("/sign-in");
              }});
  router.add({Method::kPost, "/account/feed", Effect::kChange,
              [&site](const Request& request) { return take_feed(site, request); }});
}

}  // namespace alternat::api
