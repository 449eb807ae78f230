// SPDX-License-Identifier: EUPL-1.2
// From a page to an answer: representation, layout, headers.
#include "api/site.h"

#include "api/http/form.h"
#include "api/http/gzip.h"
#include "api/http/problem.h"
#include "api/render/url.h"
#include "base/assert.h"
#include "program/program.h"

namespace alternat::api {

namespace {

constexpr std::size_t kGzipFrom = 1024;

// The address of this page in another language, other parameters kept.
std::string language_href(const Request& request, std::string_view language) {
  std::string out = request.path;
  char separator = '?';
  for (const auto& [name, value] : request.query.all()) {
    if (name == "lang") continue;
    out += separator + percent_encode(name) + "=" + percent_encode(value);
    separator = '&';
  }
  return out + separator + "lang=" + std::string(language);
}

Json language_links(const Visit& visit) {
  Json out = Json::array();
  for (const std::string& language : site_languages()) {
    out.push_back({{"code", language},
                   {"name", language == "de" ? "Deutsch" : "English"},
                   {"href", language_href(visit.request, language)},
                   {"is_current", language == visit.language}});
  }
  return out;
}

// A POST cannot be repeated by a link: the same fields, in another language.
Json repeat_fields(const Request& request) {
  Json out = Json::array();
  if (request.method != Method::kPost) return out;
  const Result<Fields> form = parse_form(request);
  if (!form) return out;
  for (const auto& [name, value] : form->all()) {
    if (name == kCsrfField || name == "lang") continue;
    out.push_back({{"name", name}, {"value", value}});
  }
  return out;
}

Json menu(const Visit& visit, const Page& page) {
  const Words words = visit.words();
  Json out = Json::array();
  const auto add = [&](const char* word, const char* href) {
    const std::string name(word);
    out.push_back(
        {{"href", href}, {"label", words.text("menu." + name)}, {"is_current", page.nav == name}});
  };
  add("home", "/");
  add("pathways", "/pathways");
  if (visit.session) add("tray", "/tray");
  add("report", "/report");
  return out;
}

Json layout_model(const Visit& visit, const Page& page) {
  const Site& site = visit.site;
  const bool posted = visit.request.method == Method::kPost;
  Json out = {
      {"language", visit.language},
      {"title", page.title},
      {"menu", menu(visit, page)},
      {"languages", language_links(visit)},
      {"is_posted", posted},
      {"repeat", repeat_fields(visit.request)},
      {"path_href", visit.request.path},
      {"stylesheet_href", site.files.href("site.css")},
      {"script_href", site.files.href("site.js")},
      {"icon_href", site.files.href("icon.svg")},
      {"json_href",
       posted || page.status != 200 ? "" : make_href(visit.request.path, {{"format", "json"}})},
      {"is_demo", site.mode == Mode::kDemo},
      {"is_synthetic", page.synthetic},
      {"is_officer", visit.session.has_value()},
      {"today_text", visit.words().date(site.today())},
      {"rules_version", site.program ? Json(site.program->hash().substr(0, 12)) : Json("")},
      {"body_picture", "body"}};
  out["user_name"] = visit.session ? visit.session->principal.name : "";
  out["can_sign_in"] = !visit.session;
  return out;
}

void add_security_headers(Response& response) {
  // Everything comes from the node itself; data: is for the icons inside the style sheet.
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' "
                      "data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri "
                      "'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("X-Frame-Options", "DENY");
  response.set_header("Referrer-Policy", "same-origin");
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  response.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  response.set_header("Vary", "Accept, Accept-Language, Accept-Encoding, Cookie");
  if (!response.find_header("Cache-Control")) response.set_header("Cache-Control", "no-store");
}

void compress(const Visit& visit, Response& response) {
  if (response.body.size() < kGzipFrom) return;
  if (!accepts_gzip(visit.request.header("accept-encoding"))) return;
  response.body = gzip(response.body, 5);
  response.set_header("Content-Encoding", "gzip");
}

Response finish(const Visit& visit, Response response) {
  const std::string_view asked = visit.request.query.get("lang");
  for (const std::string& language : site_languages()) {
    if (asked == language) {
      response.set_header("Set-Cookie",
                          "lang=" + language + "; Path=/; Max-Age=31536000; SameSite=Lax");
    }
  }
  response.set_header("Content-Language", visit.language);
  add_security_headers(response);
  compress(visit, response);
  return response;
}

}  // namespace

Date Site::today() const {
  const Result<Date> day = clock->now().day_in("Europe/Berlin");
  ALTERNAT_ASSERT(day.ok());
  return *day;
}

const std::vector<std::string>& site_languages() {
  static const std::vector<std::string> languages = {"en", "de"};
  return languages;
}

Visit make_visit(const Site& site, const Request& request) {
  Visit visit{site, request, {}, choose_representation(request.header("accept")), std::nullopt};
  std::string posted;
  if (request.method == Method::kPost) {
    if (const Result<Fields> form = parse_form(request)) posted = form->get("lang");
  }
  for (const std::string& language : site_languages()) {
    if (posted == language || request.query.get("lang") == language) visit.language = language;
  }
  if (visit.language.empty()) {
    for (const std::string& language : site_languages()) {
      if (request.cookie("lang") == language) visit.language = language;
    }
  }
  if (visit.language.empty()) {
    visit.language = choose_language(request.header("accept-language"), site_languages());
  }
  const std::string_view format = request.query.get("format");
  if (format == "json") visit.representation = Representation::kJson;
  if (format == "html") visit.representation = Representation::kHtml;
  const std::string_view secret = request.cookie(kSessionCookie);
  if (!secret.empty()) visit.session = site.sessions->find(secret, site.clock->now());
  return visit;
}

Response respond(const Visit& visit, const Page& page) {
  Response response;
  response.status = page.status;
  if (visit.representation == Representation::kJson) {
    response.content_type = "application/json";
    response.body =
        without_pictures(page.model).dump(2, ' ', false, Json::error_handler_t::replace);
    return finish(visit, std::move(response));
  }
  const Templates& templates = *visit.site.templates;
  Pictures body;
  body["body"] = templates.render(page.template_name, visit.language, page.model, page.pictures);
  response.body = templates.render("layout", visit.language, layout_model(visit, page), body);
  return finish(visit, std::move(response));
}

Response respond_error(const Visit& visit, const Error& error) {
  if (visit.representation == Representation::kJson) {
    return finish(visit, problem_response(error, visit.request.path));
  }
  const Words words = visit.words();
  const int status = http_status(error);
  Page page;
  page.status = status;
  page.template_name = "error";
  page.title = words.text("error.title_" + std::to_string(status));
  const std::string known = "error.code_" + error.code;
  page.model = {{"status", status},
                {"code", error.code},
                {"title", page.title},
                {"what", words.find_text(known).value_or(error.message)},
                {"todo", words.text("error.todo_" + std::to_string(status))},
                {"path", visit.request.path.substr(0, 200)}};
  return respond(visit, page);
}

FormToken form_token(const Visit& visit) {
  FormToken out;
  std::string secret(csrf_secret(visit.request));
  if (secret.empty()) {
    secret = visit.site.csrf->new_visit();
    out.set_cookie = std::string(kVisitCookie) + "=" + secret +
                     "; Path=/; HttpOnly; SameSite=Strict" +
                     (visit.site.transport == CookieTransport::kSecure ? "; Secure" : "");
  }
  out.token = visit.site.csrf->token(secret);
  return out;
}

}  // namespace alternat::api
