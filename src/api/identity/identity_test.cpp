// SPDX-License-Identifier: EUPL-1.2
// Sessions, forged-form protection, accounts.
#include <doctest/doctest.h>

#include "api/identity/accounts.h"
#include "api/identity/csrf.h"
#include "api/identity/sessions.h"

namespace alternat::api {
namespace {

const Instant kNow = Instant::from_micros(1'780'000'000'000'000);

TEST_CASE("a session lives by its secret, and ends by idleness, age and sign-out") {
  SeededRandom random(1);
  MemorySessions sessions(random);
  const std::string secret = sessions.open({"SYN-a", "A", "o", "r"}, kNow);
  CHECK(secret.size() == 64);
  REQUIRE(sessions.find(secret, kNow).has_value());
  CHECK(sessions.find(secret, kNow)->principal.account == "SYN-a");
  CHECK(sessions.count("SYN-a", kNow) == 1);
  CHECK_FALSE(sessions.find(std::string(64, '0'), kNow).has_value());
  CHECK(sessions.find(secret, kNow.plus_micros(kSessionIdleMicros - 1)).has_value());
  CHECK_FALSE(sessions.find(secret, kNow.plus_micros(kSessionIdleMicros * 2)).has_value());
  const std::string other = sessions.open({"SYN-b", "B", "o", "r"}, kNow);
  sessions.close(other);
  CHECK_FALSE(sessions.find(other, kNow).has_value());
}

TEST_CASE("a session in constant use ends after a working day") {
  SeededRandom random(2);
  MemorySessions sessions(random);
  const std::string secret = sessions.open({"SYN-a", "A", "o", "r"}, kNow);
  Instant at = kNow;
  while (at.micros() - kNow.micros() + kSessionIdleMicros / 2 < kSessionLifeMicros) {
    at = at.plus_micros(kSessionIdleMicros / 2);
    REQUIRE(sessions.find(secret, at).has_value());
  }
  CHECK_FALSE(sessions.find(secret, kNow.plus_micros(kSessionLifeMicros)).has_value());
}

TEST_CASE("the session cookie is HttpOnly and SameSite=Strict") {
  CHECK(session_cookie("s", CookieTransport::kPlain) ==
        "alternat_session=s; Path=/; HttpOnly; SameSite=Strict");
  CHECK(session_cookie("s", CookieTransport::kSecure).ends_with("; Secure"));
  CHECK(expired_session_cookie(CookieTransport::kPlain).ends_with("Max-Age=0"));
}

Request form_post(const std::string& token) {
  Request request;
  request.method = Method::kPost;
  request.headers["host"] = "localhost:8080";
  request.headers["origin"] = "http://localhost:8080";
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["cookie"] = "alternat_session=secret";
  request.body = "csrf_token=" + token;
  return request;
}

TEST_CASE("a token fits its session only, and looks different each time") {
  SeededRandom random(3);
  const Csrf csrf(random);
  const std::string token = csrf.token("secret");
  CHECK(token != csrf.token("secret"));
  CHECK(csrf.check(form_post(token), Effect::kChange).ok());
  CHECK(csrf.check(form_post(csrf.token("secret")), Effect::kChange).ok());
  const Status other = csrf.check(form_post(csrf.token("other")), Effect::kChange);
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == "csrf.token");
  CHECK(other.error().message ==
        "The page was open too long, or you signed in again since. Nothing was changed; reload "
        "the page and send the form again.");
  CHECK(csrf.check(form_post(""), Effect::kChange).error().code == "csrf.token");
  CHECK(csrf.check(form_post(""), Effect::kCompute).ok());
  Request program = form_post("");
  program.headers["x-csrf-token"] = token;
  CHECK(csrf.check(program, Effect::kChange).ok());
}

TEST_CASE("a form from another site is refused whatever it carries") {
  SeededRandom random(4);
  const Csrf csrf(random);
  Request request = form_post(csrf.token("secret"));
  request.headers["origin"] = "http://evil.example";
  CHECK(csrf.check(request, Effect::kChange).error().code == "csrf.foreign_origin");
  CHECK(csrf.check(request, Effect::kCompute).error().message ==
        "This form was sent from another site. Open the page here and send it again.");
  request = form_post(csrf.token("secret"));
  request.headers["sec-fetch-site"] = "cross-site";
  CHECK_FALSE(csrf.check(request, Effect::kChange).ok());
}

TEST_CASE("an account signs in with its password only, and pauses after five failures") {
  const Result<std::string> hash = hash_password("correct horse battery");
  REQUIRE(hash.ok());
  CHECK(hash->starts_with("$argon2id$"));
  const std::string text = R"({"accounts":[{"account":"SYN-a","name":"A","organisation":"o",)"
                           R"("role":"r","password_hash":")" +
                           *hash + "\"}]}";
  Result<Accounts> accounts = Accounts::from_json(text, "accounts.json");
  REQUIRE(accounts.ok());
  CHECK(accounts->sign_in("SYN-a", "correct horse battery", kNow)->role == "r");
  const Result<Principal> wrong = accounts->sign_in("SYN-a", "wrong", kNow);
  const Result<Principal> nobody = accounts->sign_in("SYN-x", "wrong", kNow);
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().code == "auth.refused");
  CHECK(wrong.error().message == nobody.error().message);
  for (int i = 0; i < 4; ++i) CHECK_FALSE(accounts->sign_in("SYN-a", "wrong", kNow).ok());
  CHECK(accounts->sign_in("SYN-a", "correct horse battery", kNow).error().code ==
        "auth.too_many_attempts");
  CHECK(accounts->sign_in("SYN-a", "correct horse battery", kNow.plus_micros(61'000'000)).ok());
}

TEST_CASE("a broken accounts file says what is wrong") {
  CHECK(Accounts::from_json("{}", "a.json").error().code == "accounts.malformed");
  CHECK(Accounts::from_json(R"({"accounts":[{"account":"a"}]})", "a.json").error().message ==
        "Each account needs account, name and role as texts (account number 1).");
  const char* twice = R"({"accounts":[{"account":"a","name":"A","role":"r"},
                                      {"account":"a","name":"A","role":"r"}]})";
  CHECK(Accounts::from_json(twice, "a.json").error().message == "The account 'a' is given twice.");
  CHECK(hash_password("short").error().code == "auth.password_too_short");
}

}  // namespace
}  // namespace alternat::api
