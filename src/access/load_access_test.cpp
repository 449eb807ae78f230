// SPDX-License-Identifier: EUPL-1.2
// The shipped access.dmn, box by box, and files that are refused.
#include "access/load_access.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include "access/firewall.h"
#include "base/file.h"

namespace alternat::access {

namespace {

const std::string kShipped = std::string(ALTERNAT_SOURCE_DIR) + "/content/law/de/access.dmn";

// The shipped file with one text replaced, as a file of its own.
Result<AccessTable> load_with(const std::string& from, const std::string& to) {
  std::string text = *read_file(kShipped);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  char folder[] = "/tmp/alternat-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string path = std::string(folder) + "/access.dmn";
  REQUIRE(write_file(path, text).ok());
  return load_access(path);
}

}  // namespace

TEST_CASE("the shipped table loads and keeps the firewall in every box") {
  const Result<AccessTable> table = load_access(kShipped);
  if (!table.ok()) FAIL(table.error().message);
  CHECK(check_firewall(table->matrix()).empty());
  const AccessMatrix& matrix = table->matrix();
  for (unsigned p = 0; p < kPurposeCount; ++p)
    for (unsigned r = 0; r < kRoleCount; ++r) {
      const auto purpose = static_cast<Purpose>(p);
      const auto role = static_cast<Role>(r);
      // Whoever writes a category reads it, and every purpose of a realm serves somebody.
      CHECK(matrix.writable(purpose, role).both(matrix.readable(purpose, role)) ==
            matrix.writable(purpose, role));
      if (realm_of(purpose) == Realm::kReturns)
        CHECK(matrix.readable(purpose, role).both(kLabourCategories).empty());
    }
}

TEST_CASE("boxes of the shipped table, read off the file") {
  const Result<AccessTable> table = load_access(kShipped);
  REQUIRE(table.ok());
  const AccessMatrix& matrix = table->matrix();
  CHECK(matrix.readable(Purpose::kPlacement, Role::kEmployer) ==
        CategorySet{FactCategory::kIdentity, FactCategory::kContact, FactCategory::kQualification,
                    FactCategory::kLanguage, FactCategory::kEmployment, FactCategory::kProcedure});
  CHECK(matrix.writable(Purpose::kPlacement, Role::kEmployer) ==
        CategorySet{FactCategory::kEmployment, FactCategory::kProcedure});
  CHECK(matrix.readable(Purpose::kReadmission, Role::kPartnerDesk) ==
        CategorySet{FactCategory::kIdentity, FactCategory::kFamily, FactCategory::kAge,
                    FactCategory::kTravel, FactCategory::kProcedure});
  CHECK(matrix.readable(Purpose::kAdvice, Role::kCounsel) == CategorySet::all());
  CHECK(matrix.readable(Purpose::kAdvice, Role::kAliensAuthority).empty());
  CHECK(matrix.readable(Purpose::kSteering, Role::kLeadUnit).empty());
  CHECK(matrix.writable(Purpose::kReturnMonitoring, Role::kMonitor).empty());
  CHECK(matrix.readable(Purpose::kSafeguardCheck, Role::kEngine).contains(FactCategory::kAsylum));
  CHECK(matrix.writable(Purpose::kSafeguardCheck, Role::kEngine).empty());
}

TEST_CASE("a file that opens what the firewall closes is refused, with the box and the reason") {
  const Result<AccessTable> table =
      load_with("\"identity\", \"family\", \"age\", \"travel\", \"procedure\"",
                "\"identity\", \"family\", \"age\", \"asylum\", \"procedure\"");
  REQUIRE_FALSE(table.ok());
  CHECK(table.error().code == "access.firewall");
  CHECK(table.error().message.find(
            "purpose readmission, role partner_desk, category asylum may not "
            "be set: no partner state sees this category.") != std::string::npos);
}

TEST_CASE("a file without the table of a realm is refused") {
  const Result<AccessTable> table =
      load_with("id=\"access_advice\" name=\"access_advice\"", "id=\"other\" name=\"other\"");
  REQUIRE_FALSE(table.ok());
  CHECK(table.error().code == "access.no_table");
  CHECK(table.error().message.find("There is no decision access_advice.") != std::string::npos);
}

TEST_CASE("a table that gives something else than read and write is refused") {
  const Result<AccessTable> table =
      load_with("name=\"write\" typeRef=\"boolean\"", "name=\"change\" typeRef=\"boolean\"");
  REQUIRE_FALSE(table.ok());
  CHECK(table.error().code == "access.not_decided");
}

}  // namespace alternat::access
