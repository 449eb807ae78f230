// SPDX-License-Identifier: EUPL-1.2
// Negotiation, forms, routes, problems: the parts of HTTP that need no socket.
#include <doctest/doctest.h>

#include "api/http/accept.h"
#include "api/http/form.h"
#include "api/http/gzip.h"
#include "api/http/problem.h"
#include "api/http/router.h"
#include "base/json.h"

namespace alternat::api {
namespace {

TEST_CASE("a browser gets HTML, a program that names JSON gets JSON") {
  const char* browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  CHECK(choose_representation(browser) == Representation::kHtml);
  CHECK(choose_representation("application/json") == Representation::kJson);
  CHECK(choose_representation("application/json;q=0.9, text/html;q=0.8") == Representation::kJson);
  CHECK(choose_representation("application/json;q=0.8, text/html;q=0.9") == Representation::kHtml);
  CHECK(choose_representation("*/*") == Representation::kHtml);
  CHECK(choose_representation("") == Representation::kHtml);
  CHECK(choose_representation("application/json;q=0") == Representation::kHtml);
}

TEST_CASE("the language follows quality, then the first offered") {
  const std::vector<std::string> offered = {"en", "de"};
  CHECK(choose_language("de-DE,de;q=0.9,en;q=0.8", offered) == "de");
  CHECK(choose_language("fr, en;q=0.5, de;q=0.7", offered) == "de");
  CHECK(choose_language("fr", offered) == "en");
  CHECK(choose_language("de;q=0, en", offered) == "en");
}

TEST_CASE("gzip is used only where it is accepted") {
  CHECK(accepts_gzip("gzip, deflate, br"));
  CHECK(accepts_gzip("*"));
  CHECK_FALSE(accepts_gzip("gzip;q=0, *"));
  CHECK_FALSE(accepts_gzip("br"));
  const std::string packed = gzip(std::string(1000, 'a'), 6);
  CHECK(packed.size() < 100);
  CHECK(packed.substr(0, 2) == "\x1f\x8b");  // RFC 1952, 2.3.1
}

TEST_CASE("form fields decode plus signs and percent sequences, in order") {
  const Result<Fields> fields = parse_urlencoded("a=1+2&b=%C3%A4&a=x%26y&c");
  REQUIRE(fields.ok());
  REQUIRE(fields->all().size() == 4);
  CHECK(fields->get("a") == "1 2");
  CHECK(fields->get("b") == "ä");
  CHECK(fields->all()[2].second == "x&y");
  CHECK(fields->get("c").empty());
}

TEST_CASE("a broken form is refused with its code") {
  for (const char* text : {"a=%ZZ", "a=%4", "a=%00", "a=%C3%28", "a=%ED%A0%80"}) {
    const Result<Fields> fields = parse_urlencoded(text);
    REQUIRE_FALSE(fields.ok());
    CHECK(fields.error().code == "form.malformed");
    CHECK(fields.error().message ==
          "The form field 'a' is not well-formed text (broken %-sequence, NUL or not UTF-8); send "
          "it again from the page.");
  }
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a=1&";
  CHECK(parse_urlencoded(many).error().code == "form.too_many_fields");
  CHECK(parse_urlencoded(many).error().message ==
        "The form has more than 1000 fields; no page of this node sends so many.");
  Request request;
  request.headers["content-type"] = "text/plain";
  CHECK(parse_form(request).error().code == "form.content_type");
  CHECK(parse_form(request).error().message ==
        "A form is read as application/x-www-form-urlencoded, not as 'text/plain'.");
}

TEST_CASE("percent-encoding keeps only unreserved characters") {
  CHECK(percent_encode("a b/ä~") == "a%20b%2F%C3%A4~");
  CHECK(percent_decode("a%20b+") == "a b+");
  CHECK_FALSE(percent_decode("%").has_value());
}

TEST_CASE("a literal segment goes before a parameter, and HEAD finds GET") {
  Router router;
  const auto answer = [](std::string text) {
    return [text](const Request&) {
      Response response;
      response.body = text;
      return response;
    };
  };
  router.add({Method::kGet, "/p/{id}", Effect::kRead, answer("id")});
  router.add({Method::kGet, "/p/list", Effect::kRead, answer("list")});
  Request request;
  request.path = "/p/list";
  CHECK((*router.find(request))->handler(request).body == "list");
  request.path = "/p/xa-xb";
  request.method = Method::kHead;
  CHECK((*router.find(request))->handler(request).body == "id");
  CHECK(request.parameter("id") == "xa-xb");
  request.path = "/p/";
  CHECK(router.find(request).error().code == "http.not_found");
  CHECK(router.find(request).error().message == "There is no page '/p/'.");
  request.path = "/p/a";
  request.method = Method::kPost;
  CHECK(router.find(request).error().code == "http.method_not_allowed");
  CHECK(http_status(router.find(request).error()) == 405);
}

TEST_CASE("six faults become six statuses") {
  const auto status = [](Fault fault) { return http_status(Error{fault, "x.y", "m", {}}); };
  CHECK(status(Fault::kMalformed) == 400);
  CHECK(status(Fault::kForbidden) == 403);
  CHECK(status(Fault::kNotFound) == 404);
  CHECK(status(Fault::kConflict) == 409);
  CHECK(status(Fault::kRefused) == 422);
  CHECK(status(Fault::kUnavailable) == 503);
}

TEST_CASE("a problem names code, detail and path, and places only of what the client sent") {
  const Error error{Fault::kRefused, "facts.unknown_id", "No fact 'agee'.", {{"body", 3, 5}}};
  const Json problem = Json::parse(problem_json(error, "/pathways"));
  CHECK(problem["status"] == 422);
  CHECK(problem["code"] == "facts.unknown_id");
  CHECK(problem["detail"] == "No fact 'agee'.");
  CHECK(problem["instance"] == "/pathways");
  CHECK(problem["places"][0] == "body:3:5");
  const Error inside{Fault::kUnavailable, "file.unreadable", "m", {{"/etc/x", 1, 1}}};
  CHECK_FALSE(Json::parse(problem_json(inside, "/")).contains("places"));
}

TEST_CASE("cookies are found by exact name") {
  Request request;
  request.headers["cookie"] = "xlang=fr; lang=de;  a=b=c";
  CHECK(request.cookie("lang") == "de");
  CHECK(request.cookie("a") == "b=c");
  CHECK(request.cookie("none").empty());
}

TEST_CASE("a redirect stays on this node") {
  CHECK(*redirect_to("/tray?x=1").find_header("Location") == "/tray?x=1");
  CHECK(*redirect_to("//evil.example").find_header("Location") == "/");
  CHECK(*redirect_to("https://evil.example").find_header("Location") == "/");
  CHECK(*redirect_to("/\\evil.example").find_header("Location") == "/");
  CHECK(*redirect_to("/a\r\nSet-Cookie: x").find_header("Location") == "/");
}

}  // namespace
}  // namespace alternat::api
