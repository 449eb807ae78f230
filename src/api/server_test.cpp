// SPDX-License-Identifier: EUPL-1.2
// The front as a whole, without a socket: representations, languages, problems, protection. Needs
// web/dist (npm run build in web/); says so where it is absent.
#include "api/server.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>

#include "base/json.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {
namespace {

struct Front {
  std::unique_ptr<program::Program> program;
  FixedClock clock{*Instant::from_iso("2026-11-24T09:00:00Z")};
  SeededRandom random{7};
  std::unique_ptr<Server> server;
};

// nullptr where the styles are not built.
Front* front() {
  static const std::unique_ptr<Front> made = []() -> std::unique_ptr<Front> {
    const std::string root = ALTERNAT_SOURCE_DIR;
    if (!std::filesystem::exists(root + "/web/dist/site.css")) {
      std::puts("SKIPPED public pages: web/dist is not built");
      return nullptr;
    }
    auto out = std::make_unique<Front>();
    Diagnostics diagnostics;
    out->program = program::load_program(root + "/content", diagnostics);
    REQUIRE(out->program);
    ServerOptions options;
    options.web_folder = root + "/web";
    options.mode = Mode::kDemo;
    options.accounts = {{{"SYN-a", "Role A", "org", "visa_section"}, "", "What A does"}};
    auto server =
        Server::create({out->program.get(), nullptr, nullptr, &out->clock, &out->random}, options);
    REQUIRE_MESSAGE(server.ok(), to_string(server.error()));
    out->server = std::move(server).value();
    return out;
  }();
  if (!made) std::puts("SKIPPED api server: web/dist is not built");
  return made.get();
}

Request get(const std::string& path) {
  Request request;
  request.path = path;
  request.headers["host"] = "localhost";
  return request;
}

bool has(const Response& response, const char* part) {
  return response.body.find(part) != std::string::npos;
}

TEST_CASE("one resource has two representations from one model") {
  if (!front()) return;
  const Response page = front()->server->answer(get("/partnerships/xa-xb"));
  CHECK(page.status == 200);
  CHECK(page.content_type == "text/html; charset=utf-8");
  CHECK(has(page, "<html lang=\"en\">"));
  Request request = get("/partnerships/xa-xb");
  request.headers["accept"] = "application/json";
  const Response json = front()->server->answer(request);
  CHECK(json.content_type == "application/json");
  const Json model = Json::parse(json.body);
  CHECK(model["id"] == "xa-xb");
  CHECK(model["promises"].size() >= 2);
  CHECK(json.body.find("_picture") == std::string::npos);
}

TEST_CASE("the language comes from the query, then the cookie, then the browser") {
  if (!front()) return;
  Request request = get("/");
  request.headers["accept-language"] = "de";
  CHECK(has(front()->server->answer(request), "<html lang=\"de\">"));
  request.headers["cookie"] = "lang=en";
  CHECK(has(front()->server->answer(request), "<html lang=\"en\">"));
  request.query.add("lang", "de");
  const Response response = front()->server->answer(request);
  CHECK(has(response, "<html lang=\"de\">"));
  CHECK(response.find_header("Set-Cookie")->starts_with("lang=de;"));
}

TEST_CASE("every answer carries the content policy and is not sniffed") {
  if (!front()) return;
  for (const char* path : {"/", "/pathways", "/nowhere", "/sign-in", "/report"}) {
    const Response response = front()->server->answer(get(path));
    const std::string* policy = response.find_header("Content-Security-Policy");
    REQUIRE(policy != nullptr);
    CHECK(policy->find("unsafe") == std::string::npos);
    CHECK(policy->find("frame-ancestors 'none'") != std::string::npos);
    CHECK(*response.find_header("X-Content-Type-Options") == "nosniff");
  }
}

TEST_CASE("an unknown page is a 404 for people and a problem for programs") {
  if (!front()) return;
  Request request = get("/partnerships/zz-zz");
  const Response page = front()->server->answer(request);
  CHECK(page.status == 404);
  CHECK(has(page, "There is no partnership at this address."));
  request.headers["accept"] = "application/json";
  const Response problem = front()->server->answer(request);
  CHECK(problem.content_type == "application/problem+json");
  CHECK(Json::parse(problem.body)["code"] == "partnership.not_found");
  CHECK(Json::parse(problem.body)["detail"] == "There is no partnership 'zz-zz'.");
  CHECK(front()->server->answer(get("/partnerships/xa-xb/instruments/none")).status == 404);
}

TEST_CASE("typed markup comes back escaped") {
  if (!front()) return;
  Request request = get("/pathways");
  request.method = Method::kPost;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.body = "action=answer&on=%3Cscript%3Ealert(1)%3C%2Fscript%3E";
  const Response response = front()->server->answer(request);
  CHECK(response.status == 422);
  CHECK_FALSE(has(response, "<script>alert"));
  CHECK(has(response, "&lt;script&gt;alert(1)"));
}

TEST_CASE("a program posts facts and gets results; unknown facts are refused with their names") {
  if (!front()) return;
  Request request = get("/pathways");
  request.method = Method::kPost;
  request.headers["accept"] = "application/json";
  request.headers["content-type"] = "application/json";
  request.body = R"({"on":"2026-11-24","no_such_fact":1})";
  const Response refused = front()->server->answer(request);
  CHECK(refused.status == 422);
  CHECK(Json::parse(refused.body)["code"] == "facts.unknown_id");
  request.body = "{";
  CHECK(front()->server->answer(request).status == 400);
}

// Everything that is open was skipped: what is presumed and could still change an answer is asked.
TEST_CASE("one question a page ends with what is presumed, and says so") {
  if (!front()) return;
  const terms::FactDictionary& facts = front()->program->content().facts;
  Request request = get("/pathways");
  request.method = Method::kPost;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["accept"] = "application/json";
  request.body = "action=next&mode=step";
  for (const terms::FactDefinition& fact : facts.all())
    if (!fact.presumed) request.body += "&skip=" + fact.id;
  const Response asked = front()->server->answer(request);
  CHECK(asked.status == 200);
  const Result<Json> model = parse_json(asked.body, "answer");
  REQUIRE(model.ok());
  CHECK(model->value("is_presumed", false));
  REQUIRE(model->contains("question"));
  const std::string fact = (*model)["question"]["fact"];
  REQUIRE(facts.find(fact));
  CHECK(facts.find(fact)->presumed);
  // What is set aside would be listed, and the page's own mode does not travel.
  CHECK(model->value("pruned", Json()).is_array());
  for (const Json& carried : (*model)["carried"]) CHECK(carried["name"] != "mode");
  // Skipped, the presumption stays and the next one comes.
  request.body += "&skip=" + fact;
  const Response next = front()->server->answer(request);
  const Result<Json> after = parse_json(next.body, "answer");
  REQUIRE(after.ok());
  CHECK((*after)["question"]["fact"] != fact);
  request.headers["accept"] = "text/html";
  CHECK(has(front()->server->answer(request), "presumed-note"));
}

TEST_CASE("a POST from another site, or a change without a token, changes nothing") {
  if (!front()) return;
  Request request = get("/sign-in");
  request.method = Method::kPost;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.body = "role=SYN-a";
  CHECK(front()->server->answer(request).status == 403);
  request.path = "/pathways";
  request.headers["origin"] = "https://evil.example";
  CHECK(front()->server->answer(request).status == 403);
}

TEST_CASE("in the demo one click takes a role, and the session opens the account page") {
  if (!front()) return;
  const Response form = front()->server->answer(get("/sign-in"));
  const std::string mark = "name=\"csrf_token\" value=\"";
  const std::size_t at = form.body.find(mark);
  REQUIRE(at != std::string::npos);
  const std::string token = form.body.substr(at + mark.size(), 128);
  const std::string cookie = *form.find_header("Set-Cookie");
  Request request = get("/sign-in");
  request.method = Method::kPost;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["cookie"] = cookie.substr(0, cookie.find(';'));
  request.body = "role=SYN-a&csrf_token=" + token;
  const Response signed_in = front()->server->answer(request);
  CHECK(signed_in.status == 303);
  CHECK(*signed_in.find_header("Location") == "/tray");
  Request account = get("/account");
  const std::string session = *signed_in.find_header("Set-Cookie");
  account.headers["cookie"] = session.substr(0, session.find(';'));
  CHECK(has(front()->server->answer(account), "Role A"));
  CHECK(front()->server->answer(get("/account")).status == 303);
  Request tray = get("/tray");
  CHECK(front()->server->answer(tray).status == 303);
  tray.headers["accept"] = "application/json";
  const Response refused = front()->server->answer(tray);
  CHECK(refused.status == 403);
  CHECK(Json::parse(refused.body)["code"] == "auth.no_session");
  CHECK(Json::parse(refused.body)["detail"] ==
        "This page needs a sign-in; send the session cookie.");
  tray.headers["cookie"] = account.headers["cookie"];
  CHECK(front()->server->answer(tray).status == 200);
}

TEST_CASE("static files are immutable under their hash and compressed") {
  if (!front()) return;
  const Response home = front()->server->answer(get("/"));
  const std::size_t at = home.body.find("/assets/");
  REQUIRE(at != std::string::npos);
  Request request = get(home.body.substr(at, home.body.find('"', at) - at));
  request.headers["accept-encoding"] = "gzip";
  const Response css = front()->server->answer(request);
  CHECK(css.status == 200);
  CHECK(*css.find_header("Content-Encoding") == "gzip");
  request.headers["if-none-match"] = *css.find_header("ETag");
  CHECK(front()->server->answer(request).status == 304);
  CHECK(front()->server->answer(get("/assets/0000/site.css")).status == 404);
}

TEST_CASE("the demo refuses an address that others reach") {
  if (!front()) return;
  ServerOptions options;
  options.mode = Mode::kDemo;
  options.listen.address = "0.0.0.0";
  const auto server = Server::create(
      {front()->program.get(), nullptr, nullptr, &front()->clock, &front()->random}, options);
  REQUIRE_FALSE(server.ok());
  CHECK(server.error().code == "api.demo_address");
  CHECK(server.error().message ==
        "The demo signs everybody in with one click, so it listens on 127.0.0.1 only, not on "
        "0.0.0.0.");
}

}  // namespace
}  // namespace alternat::api
