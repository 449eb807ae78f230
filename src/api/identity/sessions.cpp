// SPDX-License-Identifier: EUPL-1.2
// Sessions in memory.
#include "api/identity/sessions.h"

#include <sodium.h>

#include <algorithm>

namespace alternat::api {

namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSessionsMax = 10000;

std::string hash_of(std::string_view secret) {
  unsigned char digest[32];
  crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size(), nullptr, 0);
  return std::string(reinterpret_cast<const char*>(digest), sizeof digest);
}

bool lives(const Session& session, Instant now) {
  return now.micros() - session.last_seen.micros() < kSessionIdleMicros &&
         now.micros() - session.started.micros() < kSessionLifeMicros;
}

std::string attributes(CookieTransport transport) {
  std::string out = "; Path=/; HttpOnly; SameSite=Strict";
  if (transport == CookieTransport::kSecure) out += "; Secure";
  return out;
}

}  // namespace

std::string MemorySessions::open(const Principal& principal, Instant now) {
  const std::lock_guard lock(mutex_);
  unsigned char bytes[kSecretBytes];
  random_.fill(bytes, sizeof bytes);
  char hex[kSecretBytes * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
  drop_expired(now);
  if (sessions_.size() >= kSessionsMax) {
    sessions_.erase(std::min_element(
        sessions_.begin(), sessions_.end(),
        [](const auto& a, const auto& b) { return a.second.last_seen < b.second.last_seen; }));
  }
  sessions_.insert_or_assign(hash_of(hex), Session{principal, now, now});
  return hex;
}

std::optional<Session> MemorySessions::find(std::string_view secret, Instant now) {
  if (secret.size() != kSecretBytes * 2) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(hash_of(secret));
  if (found == sessions_.end()) return std::nullopt;
  if (!lives(found->second, now)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.last_seen = now;
  return found->second;
}

void MemorySessions::close(std::string_view secret) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(hash_of(secret));
}

std::size_t MemorySessions::count(std::string_view account, Instant now) {
  const std::lock_guard lock(mutex_);
  drop_expired(now);
  return static_cast<std::size_t>(std::count_if(
      sessions_.begin(), sessions_.end(),
      [account](const auto& item) { return item.second.principal.account == account; }));
}

void MemorySessions::drop_expired(Instant now) {
  std::erase_if(sessions_, [now](const auto& item) { return !lives(item.second, now); });
}

std::string session_cookie(std::string_view secret, CookieTransport transport) {
  return std::string(kSessionCookie) + "=" + std::string(secret) + attributes(transport);
}

std::string expired_session_cookie(CookieTransport transport) {
  return std::string(kSessionCookie) + "=" + attributes(transport) + "; Max-Age=0";
}

}  // namespace alternat::api
