// SPDX-License-Identifier: EUPL-1.2
// Result<T>: a value or one Error. The only way a function of ours reports a failure that can
// happen. (std::expected needs C++23, which clang 14's tools cannot read.)
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/span.h"

namespace alternat {

// Six faults; only api/ maps them to HTTP (400, 403, 404, 409, 422, 503).
enum class Fault { kMalformed, kForbidden, kNotFound, kConflict, kRefused, kUnavailable };

// `code` is stable and dotted (`feel.unknown_name`); tests compare it. `message` says what, where,
// why and what to do, in one sentence or two, for whoever can fix it.
struct Error {
  Fault fault = Fault::kRefused;
  std::string code;
  std::string message;
  std::vector<SourceSpan> spans;
};

// "file:line:column: code: message" (spans first if there are any); for stderr and logs.
std::string to_string(const Error& error);

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& { return std::get<0>(state_); }
  T& value() & { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace alternat
