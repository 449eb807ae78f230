// SPDX-License-Identifier: EUPL-1.2
// Sessions: who is signed in, held at the server. The cookie carries 256 random bits and nothing
// else; the store keeps only their hash, so that a dump of the store signs nobody in.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/instant.h"

namespace alternat::api {

struct Principal {
  std::string account;       // "SYN-visa-officer"
  std::string name;          // as shown
  std::string organisation;  // id
  std::string role;          // id
  bool is_lead = false;      // gives the tasks of her role to colleagues
};

struct Session {
  Principal principal;
  Instant started;
  Instant last_seen;
};

inline constexpr std::string_view kSessionCookie = "alternat_session";
inline constexpr std::int64_t kSessionIdleMicros = 30ll * 60 * 1000000;       // half an hour
inline constexpr std::int64_t kSessionLifeMicros = 12ll * 60 * 60 * 1000000;  // a working day

class SessionStore {
 public:
  virtual ~SessionStore() = default;
  // The secret for the cookie (64 hex digits).
  virtual std::string open(const Principal& principal, Instant now) = 0;
  // The session of the secret, if it lives; marks it seen.
  virtual std::optional<Session> find(std::string_view secret, Instant now) = 0;
  // Signs out; nothing happens if there is none.
  virtual void close(std::string_view secret) = 0;
  // Sessions of an account, for the page that lists them.
  virtual std::size_t count(std::string_view account, Instant now) = 0;
};

// Thread-safe; sessions end with the process. Beyond 10,000 the one seen longest ago ends.
class MemorySessions final : public SessionStore {
 public:
  explicit MemorySessions(RandomSource& random) : random_(random) {}
  std::string open(const Principal& principal, Instant now) override;
  std::optional<Session> find(std::string_view secret, Instant now) override;
  void close(std::string_view secret) override;
  std::size_t count(std::string_view account, Instant now) override;

 private:
  void drop_expired(Instant now);

  RandomSource& random_;
  std::mutex mutex_;
  std::map<std::string, Session, std::less<>> sessions_;  // by hash of the secret
};

// Set-Cookie values: HttpOnly, SameSite=Strict, path /; kSecure adds Secure (behind TLS).
enum class CookieTransport { kPlain, kSecure };
std::string session_cookie(std::string_view secret, CookieTransport transport);
std::string expired_session_cookie(CookieTransport transport);

}  // namespace alternat::api
