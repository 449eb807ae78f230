// SPDX-License-Identifier: EUPL-1.2
// What the tests of the officers' pages share: a real node with accounts, people who sign in with
// one click, forms that are sent. Needs web/dist; says so where it is absent.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <map>

#include "api/server.h"
#include "base/json.h"
#include "casework/testing.h"

namespace alternat::api::testing {

using access::Role;
using casework::testing::World;

struct Office {
  explicit Office(const program::Program& program) : world(program) {}
  World world;
  SeededRandom random{7};
  std::unique_ptr<Server> server;
  std::map<std::string, std::string> cookies;  // by account
};

inline std::vector<Account> accounts() {
  std::vector<Account> out;
  for (const char* role :
       {"lead_unit", "ministry_desk", "visa_section", "labour_agency", "aliens_authority",
        "return_centre", "employer", "candidate", "partner_desk", "monitor", "administrator"})
    for (const char* number : {"1", "2"})
      out.push_back(
          {{std::string("SYN-") + role + "-" + number, role, std::string("SYN-org-") + role, role},
           "",
           ""});
  return out;
}

inline std::unique_ptr<Office> make_office(
    const program::Program& program = casework::testing::content()) {
  const std::string root = ALTERNAT_SOURCE_DIR;
  if (!std::filesystem::exists(root + "/web/dist/site.css")) {
    std::puts("SKIPPED officers' pages: web/dist is not built");
    return nullptr;
  }
  auto office = std::make_unique<Office>(program);
  ServerOptions options;
  options.web_folder = root + "/web";
  options.mode = Mode::kDemo;
  options.accounts = accounts();
  auto server = Server::create(
      {&program, &office->world.node(), nullptr, &office->world.clock, &office->random}, options);
  REQUIRE_MESSAGE(server.ok(), to_string(server.error()));
  office->server = std::move(*server);
  return office;
}

inline std::string between(const std::string& text, const std::string& from,
                           const std::string& until) {
  const std::size_t start = text.find(from);
  if (start == std::string::npos) return {};
  const std::size_t begin = start + from.size();
  return text.substr(begin, text.find(until, begin) - begin);
}

inline Request request_of(const std::string& path) {
  Request request;
  const std::size_t mark = path.find('?');
  request.path = path.substr(0, mark);
  request.headers["host"] = "localhost";
  if (mark == std::string::npos) return request;
  const std::string pair = path.substr(mark + 1);
  request.query.add(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
  return request;
}

inline std::string first_pair(const Response& response) {
  const std::string* cookie = response.find_header("Set-Cookie");
  return cookie ? cookie->substr(0, cookie->find(';')) : "";
}

// The session cookie of an account; signs in with one click the first time.
inline std::string cookie_of(Office& office, const std::string& account) {
  std::string& cookie = office.cookies[account];
  if (!cookie.empty()) return cookie;
  const Response form = office.server->answer(request_of("/sign-in"));
  Request post = request_of("/sign-in");
  post.method = Method::kPost;
  post.headers["content-type"] = "application/x-www-form-urlencoded";
  post.headers["cookie"] = first_pair(form);
  post.body =
      "role=" + account + "&csrf_token=" + between(form.body, "name=\"csrf_token\" value=\"", "\"");
  const Response signed_in = office.server->answer(post);
  REQUIRE(signed_in.status == 303);
  return cookie = first_pair(signed_in);
}

enum class As { kPerson, kProgram };

inline Response get(Office& office, const std::string& account, const std::string& path,
                    As as = As::kPerson) {
  Request request = request_of(path);
  if (!account.empty()) request.headers["cookie"] = cookie_of(office, account);
  if (as == As::kProgram) request.headers["accept"] = "application/json";
  return office.server->answer(request);
}

inline Json json_of(Office& office, const std::string& account, const std::string& path) {
  return Json::parse(get(office, account, path, As::kProgram).body);
}

// A form of the page `from`, sent by the account with what is typed.
inline Response send(Office& office, const std::string& account, const std::string& path,
                     const std::string& typed) {
  const Response any = get(office, account, "/account");
  Request post = request_of(path);
  post.method = Method::kPost;
  post.headers["content-type"] = "application/x-www-form-urlencoded";
  post.headers["cookie"] = cookie_of(office, account);
  post.body = typed + "&csrf_token=" + between(any.body, "name=\"csrf_token\" value=\"", "\"");
  return office.server->answer(post);
}

inline bool has(const Response& response, const std::string& part) {
  return response.body.find(part) != std::string::npos;
}

inline std::string code_of(const Response& response) {
  return Json::parse(response.body).value("code", "");
}

struct Opened {
  std::string id;
  std::string path;
};

inline Opened open(Office& office, const char* procedure, Role role,
                   std::string_view realm = "labour") {
  const procedures::Values facts =
      realm == "labour" ? casework::testing::candidate_facts() : procedures::Values{};
  const Result<casework::OpenedCase> opened =
      casework::open_case(office.world.node(), office.world.call(role, 1, realm),
                          {casework::testing::kPartnership, procedure, "", facts});
  REQUIRE_MESSAGE(opened.ok(), to_string(opened.error()));
  return {opened->case_id, "/cases/xa-xb/" + opened->case_id};
}

// The hidden fields of the task's form, as the page of the account has them.
inline std::string task_fields(Office& office, const std::string& account, const Opened& opened,
                               const std::string& element) {
  const Json page = json_of(office, account, opened.path);
  for (const Json& task : page["tasks"])
    if (task["element"] == element)
      return "act=complete&token=" + task["token"].dump() +
             "&command=" + task["complete_command"].get<std::string>() +
             "&version=" + std::to_string(office.world.row(opened.id).version);
  return "act=complete&token=0&command=none&version=0";
}

inline constexpr const char* kDescribe =
    "&f.isco08=2512&f.gross_annual_cents=55,200&f.weekly_hours=40&f.recruited_by=labour_agency"
    "&f.worker_costs_cents=0";

}  // namespace alternat::api::testing
