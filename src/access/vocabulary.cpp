// SPDX-License-Identifier: EUPL-1.2
// The names of the words of access, and what purpose belongs to which realm.
#include "access/vocabulary.h"

namespace alternat::access {
namespace {

constexpr std::array<std::string_view, 3> kRealmNames = {"labour", "returns", "advice"};  // from 1

struct RoleRow {
  std::string_view name;
  OrganisationKind kind;
};
constexpr std::array kRoles = {
    RoleRow{"lead_unit", OrganisationKind::kFederalMinistry},
    RoleRow{"ministry_desk", OrganisationKind::kFederalMinistry},
    RoleRow{"visa_section", OrganisationKind::kMission},
    RoleRow{"labour_agency", OrganisationKind::kEmploymentAgency},
    RoleRow{"recognition_body", OrganisationKind::kRecognitionBody},
    RoleRow{"aliens_authority", OrganisationKind::kLandAuthority},
    RoleRow{"federal_police", OrganisationKind::kFederalPolice},
    RoleRow{"bamf", OrganisationKind::kFederalOffice},
    RoleRow{"return_centre", OrganisationKind::kReturnCentre},
    RoleRow{"employer", OrganisationKind::kEmployer},
    RoleRow{"candidate", OrganisationKind::kPrivatePerson},
    RoleRow{"person_concerned", OrganisationKind::kPrivatePerson},
    RoleRow{"partner_desk", OrganisationKind::kPartnerState},
    RoleRow{"counsel", OrganisationKind::kLegalCounsel},
    RoleRow{"monitor", OrganisationKind::kMonitoringBody},
    RoleRow{"parliament", OrganisationKind::kParliament},
    RoleRow{"public", OrganisationKind::kPrivatePerson},
    RoleRow{"administrator", OrganisationKind::kOperator},
    RoleRow{"engine", OrganisationKind::kOperator},
};
static_assert(kRoles.size() == kRoleCount);

constexpr std::array<std::string_view, kOrganisationKindCount> kKindNames = {
    "federal_ministry", "mission",        "employment_agency", "recognition_body", "land_authority",
    "federal_police",   "federal_office", "return_centre",     "employer",         "private_person",
    "partner_state",    "legal_counsel",  "monitoring_body",   "parliament",       "operator"};
static_assert(!kKindNames.back().empty());

struct PurposeRow {
  std::string_view name;
  std::optional<Realm> realm;
};
constexpr std::array kPurposes = {
    PurposeRow{"steering", std::nullopt},
    PurposeRow{"public_information", std::nullopt},
    PurposeRow{"statistics", std::nullopt},
    PurposeRow{"administration", std::nullopt},
    PurposeRow{"visa_procedure", Realm::kLabour},
    PurposeRow{"recognition", Realm::kLabour},
    PurposeRow{"training", Realm::kLabour},
    PurposeRow{"placement", Realm::kLabour},
    PurposeRow{"vacancy", Realm::kLabour},
    PurposeRow{"own_application", Realm::kLabour},
    PurposeRow{"labour_oversight", Realm::kLabour},
    PurposeRow{"readmission", Realm::kReturns},
    PurposeRow{"safeguard_check", Realm::kReturns},
    PurposeRow{"return_execution", Realm::kReturns},
    PurposeRow{"return_counselling", Realm::kReturns},
    PurposeRow{"own_return_case", Realm::kReturns},
    PurposeRow{"return_monitoring", Realm::kReturns},
    PurposeRow{"advice", Realm::kAdvice},
    PurposeRow{"complaint", Realm::kAdvice},
    PurposeRow{"own_advice", Realm::kAdvice},
    PurposeRow{"advice_oversight", Realm::kAdvice},
};
static_assert(kPurposes.size() == kPurposeCount);

std::string_view name_of(std::string_view name) {
  return name;
}
std::string_view name_of(const RoleRow& row) {
  return row.name;
}
std::string_view name_of(const PurposeRow& row) {
  return row.name;
}

template <typename E, typename Rows>
std::optional<E> find_in(const Rows& rows, std::string_view name, unsigned first) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (name_of(rows[i]) == name) return static_cast<E>(i + first);
  return std::nullopt;
}

}  // namespace

std::string_view to_text(Realm realm) {
  return kRealmNames[static_cast<unsigned>(realm) - 1];
}
std::string_view to_text(Role role) {
  return kRoles[static_cast<unsigned>(role)].name;
}
std::string_view to_text(OrganisationKind kind) {
  return kKindNames[static_cast<unsigned>(kind)];
}
std::string_view to_text(Purpose purpose) {
  return kPurposes[static_cast<unsigned>(purpose)].name;
}

std::optional<Realm> find_realm(std::string_view name) {
  return find_in<Realm>(kRealmNames, name, 1);
}
std::optional<FactCategory> find_category(std::string_view name) {
  return terms::find_data_category(name);
}
std::optional<Role> find_role(std::string_view name) {
  return find_in<Role>(kRoles, name, 0);
}
std::optional<OrganisationKind> find_organisation_kind(std::string_view name) {
  return find_in<OrganisationKind>(kKindNames, name, 0);
}
std::optional<Purpose> find_purpose(std::string_view name) {
  return find_in<Purpose>(kPurposes, name, 0);
}

std::optional<Realm> realm_of(Purpose purpose) {
  return kPurposes[static_cast<unsigned>(purpose)].realm;
}
OrganisationKind organisation_of(Role role) {
  return kRoles[static_cast<unsigned>(role)].kind;
}

std::vector<FactCategory> CategorySet::members() const {
  std::vector<FactCategory> found;
  for (unsigned i = 0; i < kCategoryCount; ++i)
    if (contains(static_cast<FactCategory>(i))) found.push_back(static_cast<FactCategory>(i));
  return found;
}

namespace {

struct UsualRow {
  Realm realm;
  Role role;
  Purpose purpose;
};
constexpr std::array kUsual = {
    UsualRow{Realm::kLabour, Role::kVisaSection, Purpose::kVisaProcedure},
    UsualRow{Realm::kLabour, Role::kLabourAgency, Purpose::kPlacement},
    UsualRow{Realm::kLabour, Role::kRecognitionBody, Purpose::kRecognition},
    UsualRow{Realm::kLabour, Role::kAliensAuthority, Purpose::kVisaProcedure},
    UsualRow{Realm::kLabour, Role::kEmployer, Purpose::kVacancy},
    UsualRow{Realm::kLabour, Role::kCandidate, Purpose::kOwnApplication},
    UsualRow{Realm::kLabour, Role::kPartnerDesk, Purpose::kPlacement},
    UsualRow{Realm::kLabour, Role::kCounsel, Purpose::kOwnApplication},
    UsualRow{Realm::kLabour, Role::kMonitor, Purpose::kLabourOversight},
    UsualRow{Realm::kLabour, Role::kEngine, Purpose::kVisaProcedure},
    UsualRow{Realm::kReturns, Role::kAliensAuthority, Purpose::kReadmission},
    UsualRow{Realm::kReturns, Role::kFederalPolice, Purpose::kReturnExecution},
    UsualRow{Realm::kReturns, Role::kBamf, Purpose::kSafeguardCheck},
    UsualRow{Realm::kReturns, Role::kReturnCentre, Purpose::kReadmission},
    UsualRow{Realm::kReturns, Role::kPartnerDesk, Purpose::kReadmission},
    UsualRow{Realm::kReturns, Role::kPersonConcerned, Purpose::kOwnReturnCase},
    UsualRow{Realm::kReturns, Role::kCounsel, Purpose::kOwnReturnCase},
    UsualRow{Realm::kReturns, Role::kMonitor, Purpose::kReturnMonitoring},
    UsualRow{Realm::kReturns, Role::kEngine, Purpose::kSafeguardCheck},
    UsualRow{Realm::kAdvice, Role::kCandidate, Purpose::kOwnAdvice},
    UsualRow{Realm::kAdvice, Role::kPersonConcerned, Purpose::kOwnAdvice},
    UsualRow{Realm::kAdvice, Role::kCounsel, Purpose::kOwnAdvice},
    UsualRow{Realm::kAdvice, Role::kMonitor, Purpose::kAdviceOversight},
};

}  // namespace

std::optional<Purpose> usual_purpose(Role role, Realm realm) {
  for (const UsualRow& row : kUsual)
    if (row.role == role && row.realm == realm) return row.purpose;
  return std::nullopt;
}

}  // namespace alternat::access
