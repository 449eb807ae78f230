// SPDX-License-Identifier: EUPL-1.2
// Country: an ISO 3166-1 alpha-2 code (and XK, and the user-assigned XA…XZ of the fictitious pair).
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace alternat {

class Country {
 public:
  // Error country.unknown for anything that is not an assigned alpha-2 code; lower case is refused
  // with a suggestion.
  static Result<Country> from_code(std::string_view code);
  const std::string& code() const { return code_; }
  friend auto operator<=>(const Country&, const Country&) = default;

 private:
  explicit Country(std::string code) : code_(std::move(code)) {}
  std::string code_;
};

}  // namespace alternat
