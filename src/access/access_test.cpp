// SPDX-License-Identifier: EUPL-1.2
// Grants and the firewall, over every purpose × role × category.
#include <doctest/doctest.h>

#include <set>
#include <type_traits>

#include "access/access_table.h"
#include "access/firewall.h"
#include "access/sensitive.h"

namespace alternat::access {

namespace {

template <typename Visit>
void for_each_box(Visit visit) {
  for (unsigned p = 0; p < kPurposeCount; ++p)
    for (unsigned r = 0; r < kRoleCount; ++r)
      for (FactCategory category : CategorySet::all().members())
        visit(static_cast<Purpose>(p), static_cast<Role>(r), category);
}

AccessRequest request(Purpose purpose, Role role) {
  return {ActorId::from_text("actor_1").value(),
          {OrganisationId::from_text("org_1").value(), organisation_of(role)},
          role,
          purpose,
          CaseId::from_text("case_1").value()};
}

AccessMatrix everything_allowed() {
  AccessMatrix matrix;
  for_each_box([&](Purpose purpose, Role role, FactCategory category) {
    if (firewall_objection(purpose, role, category).empty()) {
      matrix.readable(purpose, role).add(category);
      matrix.writable(purpose, role).add(category);
    }
  });
  return matrix;
}

static_assert(!std::is_copy_constructible_v<Grant>);
static_assert(!std::is_default_constructible_v<Grant>);
static_assert(!std::is_constructible_v<Grant, AccessRequest, Realm, CategorySet, CategorySet>);

}  // namespace

TEST_CASE("names are unique and found again") {
  std::set<std::string_view> purposes, roles, categories, kinds;
  for (unsigned i = 0; i < kPurposeCount; ++i) {
    purposes.insert(to_text(static_cast<Purpose>(i)));
    CHECK(find_purpose(to_text(static_cast<Purpose>(i))) == static_cast<Purpose>(i));
  }
  for (unsigned i = 0; i < kRoleCount; ++i) {
    roles.insert(to_text(static_cast<Role>(i)));
    CHECK(find_role(to_text(static_cast<Role>(i))) == static_cast<Role>(i));
  }
  for (unsigned i = 0; i < kCategoryCount; ++i) {
    categories.insert(to_text(static_cast<FactCategory>(i)));
    CHECK(find_category(to_text(static_cast<FactCategory>(i))) == static_cast<FactCategory>(i));
  }
  for (unsigned i = 0; i < kOrganisationKindCount; ++i) {
    kinds.insert(to_text(static_cast<OrganisationKind>(i)));
    CHECK(find_organisation_kind(to_text(static_cast<OrganisationKind>(i))) ==
          static_cast<OrganisationKind>(i));
  }
  for (Realm realm : kRealms) CHECK(find_realm(to_text(realm)) == realm);
  CHECK(purposes.size() == kPurposeCount);
  CHECK(roles.size() == kRoleCount);
  CHECK(categories.size() == kCategoryCount);
  CHECK(kinds.size() == kOrganisationKindCount);
  CHECK_FALSE(find_purpose("removal_ranking").has_value());
  CHECK_FALSE(find_realm("").has_value());
}

TEST_CASE("a grant holds exactly the boxes of the table, for every purpose, role and category") {
  // Every third allowed box is readable, every fifth writable: a pattern that no shortcut guesses.
  AccessMatrix matrix;
  unsigned n = 0;
  for_each_box([&](Purpose purpose, Role role, FactCategory category) {
    if (!firewall_objection(purpose, role, category).empty()) return;
    if (n % 3 == 0) matrix.readable(purpose, role).add(category);
    if (n % 5 == 0) matrix.writable(purpose, role).add(category);
    ++n;
  });
  const Result<AccessTable> table = AccessTable::from_matrix(matrix);
  REQUIRE(table.ok());
  for_each_box([&](Purpose purpose, Role role, FactCategory category) {
    const Result<Grant> grant = table->grant(request(purpose, role));
    const bool read = matrix.readable(purpose, role).contains(category);
    const bool write = matrix.writable(purpose, role).contains(category);
    if (!grant.ok()) {
      CHECK(grant.error().code == "access.refused");
      CHECK_FALSE((read || write));
      return;
    }
    CHECK(grant->may_read(category) == read);
    CHECK(grant->may_write(category) == write);
    CHECK(grant->realm() == *realm_of(purpose));
  });
}

TEST_CASE("no return purpose reaches a labour category, whoever asks and whatever the table says") {
  for_each_box([](Purpose purpose, Role role, FactCategory category) {
    if (realm_of(purpose) != Realm::kReturns || !kLabourCategories.contains(category)) return;
    AccessMatrix matrix;
    matrix.readable(purpose, role).add(category);
    const Result<AccessTable> table = AccessTable::from_matrix(matrix);
    REQUIRE_FALSE(table.ok());
    CHECK(table.error().code == "access.firewall");
  });
  const Result<AccessTable> widest = AccessTable::from_matrix(everything_allowed());
  REQUIRE(widest.ok());
  for_each_box([&](Purpose purpose, Role role, FactCategory category) {
    if (realm_of(purpose) != Realm::kReturns) return;
    const Result<Grant> grant = widest->grant(request(purpose, role));
    if (grant.ok() && kLabourCategories.contains(category)) {
      CHECK_FALSE(grant->may_read(category));
      CHECK_FALSE(grant->may_write(category));
    }
  });
}

TEST_CASE("what the firewall never allows") {
  const auto refused = [](Purpose purpose, Role role, FactCategory category) {
    return !firewall_objection(purpose, role, category).empty();
  };
  for_each_box([&](Purpose purpose, Role role, FactCategory category) {
    // Purposes without a realm, and roles that work without personal data.
    if (!realm_of(purpose)) CHECK(refused(purpose, role, category));
    for (Role never : {Role::kLeadUnit, Role::kMinistryDesk, Role::kParliament, Role::kPublic,
                       Role::kAdministrator})
      if (role == never) CHECK(refused(purpose, role, category));
    // No authority reads advice or complaints.
    if (realm_of(purpose) == Realm::kAdvice && role == Role::kAliensAuthority)
      CHECK(refused(purpose, role, category));
    // The partner state never learns of asylum, health or convictions.
    if (role == Role::kPartnerDesk &&
        (category == FactCategory::kAsylum || category == FactCategory::kHealth ||
         category == FactCategory::kCriminal))
      CHECK(refused(purpose, role, category));
    // Return authorities have no labour purpose; employers no return purpose.
    if (realm_of(purpose) == Realm::kLabour &&
        (role == Role::kFederalPolice || role == Role::kReturnCentre || role == Role::kBamf))
      CHECK(refused(purpose, role, category));
    if (realm_of(purpose) == Realm::kReturns && role == Role::kEmployer)
      CHECK(refused(purpose, role, category));
  });
  CHECK_FALSE(refused(Purpose::kReadmission, Role::kAliensAuthority, FactCategory::kIdentity));
  CHECK_FALSE(refused(Purpose::kPlacement, Role::kEmployer, FactCategory::kQualification));
  CHECK_FALSE(refused(Purpose::kAdvice, Role::kCounsel, FactCategory::kAsylum));
}

TEST_CASE("a finding of the firewall names the box and the reason") {
  AccessMatrix matrix;
  matrix.writable(Purpose::kReadmission, Role::kAliensAuthority).add(FactCategory::kEmployment);
  const Diagnostics findings = check_firewall(matrix, "content/law/de/access.dmn");
  REQUIRE(findings.items().size() == 1);
  CHECK(findings.items()[0].code == "access.firewall");
  CHECK(findings.items()[0].message ==
        "purpose readmission, role aliens_authority, category employment may not be set: nothing "
        "known from work, training or advice is read for a return purpose.");
  CHECK(findings.items()[0].span.file == "content/law/de/access.dmn");
}

TEST_CASE("a role of another organisation gets no grant") {
  const Result<AccessTable> table = AccessTable::from_matrix(everything_allowed());
  AccessRequest wrong = request(Purpose::kVisaProcedure, Role::kVisaSection);
  wrong.organisation.kind = OrganisationKind::kEmployer;
  const Result<Grant> grant = table->grant(wrong);
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.error().code == "access.wrong_organisation");
  CHECK(grant.error().message ==
        "role visa_section belongs to an organisation of kind mission, not employer.");
}

TEST_CASE("a purpose without personal data gets no grant") {
  const Result<AccessTable> table = AccessTable::from_matrix(everything_allowed());
  const Result<Grant> grant = table->grant(request(Purpose::kSteering, Role::kLeadUnit));
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.error().fault == Fault::kForbidden);
  CHECK(grant.error().code == "access.refused");
  CHECK(grant.error().message ==
        "role lead_unit reaches no personal data for the purpose steering "
        "(content/law/de/access.dmn).");
}

TEST_CASE("a sensitive value shows itself only to a grant of its category") {
  const Result<AccessTable> table = AccessTable::from_matrix(everything_allowed());
  const Result<Grant> grant = table->grant(request(Purpose::kVisaProcedure, Role::kVisaSection));
  REQUIRE(grant.ok());
  const Sensitive<std::string> value(FactCategory::kLanguage, "B1");
  CHECK(value.reveal(*grant) == "B1");
  CHECK(grant->case_ref().text() == "case_1");
}

}  // namespace alternat::access
