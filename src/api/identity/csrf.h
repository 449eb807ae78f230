// SPDX-License-Identifier: EUPL-1.2
// Protection against forged requests: every POST must come from our own pages (Origin,
// Sec-Fetch-Site), and one that changes something carries a token bound to the session.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "api/http/message.h"
#include "api/http/router.h"
#include "base/id.h"
#include "base/result.h"

namespace alternat::api {

inline constexpr std::string_view kCsrfField = "csrf_token";
inline constexpr std::string_view kCsrfHeader = "x-csrf-token";  // for programs with a session
// Before there is a session (the sign-in form) the token is bound to this cookie's random value.
inline constexpr std::string_view kVisitCookie = "alternat_visit";

class Csrf {
 public:
  // The key lives as long as the process. `random` must be safe for concurrent use.
  explicit Csrf(RandomSource& random);

  // A token for the secret of the session or visit. Another text each time (masked), so that a
  // compressed page does not betray it.
  std::string token(std::string_view secret) const;
  // Errors: csrf.foreign_origin; csrf.token for Effect::kChange with a missing or wrong token.
  Status check(const Request& request, Effect effect) const;
  // A fresh value for the visit cookie.
  std::string new_visit() const;

 private:
  std::array<unsigned char, 32> mac(std::string_view secret) const;

  RandomSource& random_;
  std::array<unsigned char, 32> key_ = {};
};

// The secret that tokens are bound to: the session's cookie, else the visit's; "" if neither.
std::string_view csrf_secret(const Request& request);

}  // namespace alternat::api
