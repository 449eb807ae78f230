// SPDX-License-Identifier: EUPL-1.2
// Result, Status, SourceSpan and Diagnostics: what they hold and how they print.
#include "base/result.h"

#include <doctest/doctest.h>

#include "base/diagnostics.h"

using alternat::Diagnostics;
using alternat::Error;
using alternat::Fault;
using alternat::nearest_name;
using alternat::Result;
using alternat::SourceSpan;
using alternat::Status;

TEST_CASE("a result is a value or an error") {
  const Result<int> good = 7;
  CHECK(good.ok());
  CHECK(*good == 7);
  const Result<int> bad = Error{Fault::kRefused, "test.code", "No.", {}};
  CHECK_FALSE(bad.ok());
  CHECK(bad.error().code == "test.code");
  CHECK(Status().ok());
  CHECK_FALSE(Status(bad.error()).ok());
}

TEST_CASE("places and errors print as editors can follow them") {
  CHECK(to_string(SourceSpan{"a.toml", 3, 7}) == "a.toml:3:7");
  CHECK(to_string(SourceSpan{"a.toml", 3, 0}) == "a.toml:3");
  CHECK(to_string(SourceSpan{"a.toml", 0, 0}) == "a.toml");
  CHECK(to_string(Error{Fault::kRefused, "x.y", "No.", {}}) == "x.y: No.");
  CHECK(to_string(Error{Fault::kRefused, "x.y", "No.", {{"a", 1, 2}, {"b", 3, 4}}}) ==
        "a:1:2, b:3:4: x.y: No.");
}

TEST_CASE("diagnostics collect everything and become one error") {
  Diagnostics found;
  CHECK(found.empty());
  found.warning("w.one", "Careful.", {"b.toml", 1, 1});
  CHECK_FALSE(found.has_errors());
  found.error("e.two", "Second.", {"b.toml", 9, 2});
  found.error("e.one", "First.", {"a.toml", 4, 2});
  CHECK(found.has_errors());
  CHECK(to_string(found.items()[0]) == "b.toml:1:1: warning: Careful. [w.one]");
  found.sort_by_place();
  CHECK(to_string(found.items()[0]) == "a.toml:4:2: error: First. [e.one]");
  const Error error = found.to_error(Fault::kMalformed);
  CHECK(error.fault == Fault::kMalformed);
  CHECK(error.code == "e.one");
  CHECK(error.message == "First.\nSecond.");
  CHECK(error.spans.size() == 2);
  found.append(found);
  CHECK(found.items().size() == 6);
}

TEST_CASE("a near miss is suggested, a stranger is not") {
  const std::vector<std::string> known = {"valid_from", "valid_until", "name"};
  CHECK(nearest_name("valid_form", known) == "valid_from");
  CHECK(nearest_name("nam", known) == "name");
  CHECK(nearest_name("colour", known).empty());
  CHECK(nearest_name("", known).empty());
}
