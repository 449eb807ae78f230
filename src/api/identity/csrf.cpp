// SPDX-License-Identifier: EUPL-1.2
// Tokens: hex(mask) + hex(mask XOR mac(secret)).
#include "api/identity/csrf.h"

#include <sodium.h>

#include "api/http/form.h"
#include "api/identity/sessions.h"

namespace alternat::api {

namespace {

constexpr std::size_t kMacBytes = 32;

std::string to_hex(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

bool is_own_origin(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  const std::size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;
  return origin.substr(scheme + 3) == request.header("host");
}

std::string sent_token(const Request& request) {
  const std::string_view header = request.header(kCsrfHeader);
  if (!header.empty()) return std::string(header);
  const Result<Fields> form = parse_form(request);
  return form ? std::string(form->get(kCsrfField)) : std::string();
}

}  // namespace

Csrf::Csrf(RandomSource& random) : random_(random) {
  random_.fill(key_.data(), key_.size());
}

std::array<unsigned char, 32> Csrf::mac(std::string_view secret) const {
  std::array<unsigned char, kMacBytes> out = {};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size(), key_.data(), key_.size());
  return out;
}

std::string Csrf::token(std::string_view secret) const {
  unsigned char bytes[kMacBytes * 2];
  random_.fill(bytes, kMacBytes);
  const auto plain = mac(secret);
  for (std::size_t i = 0; i < kMacBytes; ++i) bytes[kMacBytes + i] = bytes[i] ^ plain[i];
  return to_hex(bytes, sizeof bytes);
}

Status Csrf::check(const Request& request, Effect effect) const {
  if (effect == Effect::kRead) return {};
  if (!is_own_origin(request)) {
    return Error{Fault::kForbidden,
                 "csrf.foreign_origin",
                 "This form was sent from another site. Open the page here and send it again.",
                 {}};
  }
  if (effect == Effect::kCompute) return {};
  const std::string token = sent_token(request);
  const std::string_view secret = csrf_secret(request);
  unsigned char bytes[kMacBytes * 2];
  std::size_t size = 0;
  const bool readable = !secret.empty() && token.size() == sizeof bytes * 2 &&
                        sodium_hex2bin(bytes, sizeof bytes, token.data(), token.size(), nullptr,
                                       &size, nullptr) == 0 &&
                        size == sizeof bytes;
  if (readable) {
    for (std::size_t i = 0; i < kMacBytes; ++i) bytes[kMacBytes + i] ^= bytes[i];
    if (sodium_memcmp(bytes + kMacBytes, mac(secret).data(), kMacBytes) == 0) return {};
  }
  return Error{Fault::kForbidden,
               "csrf.token",
               "The page was open too long, or you signed in again since. Nothing was changed; "
               "reload the page and send the form again.",
               {}};
}

std::string Csrf::new_visit() const {
  unsigned char bytes[32];
  random_.fill(bytes, sizeof bytes);
  return to_hex(bytes, sizeof bytes);
}

std::string_view csrf_secret(const Request& request) {
  const std::string_view session = request.cookie(kSessionCookie);
  return session.empty() ? request.cookie(kVisitCookie) : session;
}

}  // namespace alternat::api
