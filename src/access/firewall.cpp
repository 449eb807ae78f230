// SPDX-License-Identifier: EUPL-1.2
// The boxes no access table may fill: purpose limitation (GDPR Art. 5(1)(b), AZRG s.11), special
// categories only where the task needs them (GDPR Art. 9), nothing from work, training or advice
// into a return.
#include "access/firewall.h"

namespace alternat::access {
namespace {

// Bits over roles, so that each rule below is one line.
class Roles {
 public:
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role role : roles) bits_ |= 1u << static_cast<unsigned>(role);
  }
  constexpr bool contains(Role role) const { return (bits_ >> static_cast<unsigned>(role)) & 1u; }

 private:
  std::uint32_t bits_ = 0;
};

constexpr Roles kNeverPersonal = {Role::kLeadUnit, Role::kMinistryDesk, Role::kParliament,
                                  Role::kPublic, Role::kAdministrator};
constexpr Roles kReturnRoles = {
    Role::kAliensAuthority, Role::kFederalPolice, Role::kBamf,
    Role::kReturnCentre,    Role::kPartnerDesk,   Role::kPersonConcerned,
    Role::kCounsel,         Role::kMonitor,       Role::kEngine};
constexpr Roles kLabourRoles = {Role::kVisaSection,     Role::kLabourAgency, Role::kRecognitionBody,
                                Role::kAliensAuthority, Role::kEmployer,     Role::kCandidate,
                                Role::kPartnerDesk,     Role::kCounsel,      Role::kMonitor,
                                Role::kEngine};
constexpr Roles kAdviceRoles = {Role::kCandidate, Role::kPersonConcerned, Role::kCounsel,
                                Role::kMonitor};

constexpr CategorySet kNeverToPartner = {FactCategory::kAsylum,    FactCategory::kHealth,
                                         FactCategory::kCriminal,  FactCategory::kVulnerability,
                                         FactCategory::kResidence, FactCategory::kReturn};
constexpr CategorySet kNeverToEmployer = {FactCategory::kAsylum,        FactCategory::kHealth,
                                          FactCategory::kCriminal,      FactCategory::kReturn,
                                          FactCategory::kVulnerability, FactCategory::kFamily};

std::string returns_objection(Role role, FactCategory category) {
  if (!kReturnRoles.contains(role)) return "this role has no part in a return case";
  if (kLabourCategories.contains(category))
    return "nothing known from work, training or advice is read for a return purpose";
  return "";
}

std::string labour_objection(Role role, FactCategory category) {
  if (!kLabourRoles.contains(role)) return "this role has no part in work, training or visas";
  if (category == FactCategory::kReturn)
    return "return data reaches the labour side only at the person's wish, outside this table";
  if (role == Role::kEmployer && kNeverToEmployer.contains(category))
    return "no employer sees this category";
  return "";
}

bool is_own(Purpose purpose) {
  return purpose == Purpose::kOwnApplication || purpose == Purpose::kOwnReturnCase ||
         purpose == Purpose::kOwnAdvice;
}
bool is_oversight(Purpose purpose) {
  return purpose == Purpose::kLabourOversight || purpose == Purpose::kReturnMonitoring ||
         purpose == Purpose::kAdviceOversight;
}
bool acts_for_the_person(Role role) {
  return role == Role::kCandidate || role == Role::kPersonConcerned || role == Role::kCounsel;
}

}  // namespace

std::string firewall_objection(Purpose purpose, Role role, FactCategory category) {
  const std::optional<Realm> realm = realm_of(purpose);
  if (!realm) return "this purpose reaches no personal data";
  if (kNeverPersonal.contains(role)) return "this role works without personal data";
  if (is_own(purpose) && !acts_for_the_person(role))
    return "only the person or her counsel acts for this purpose";
  if (is_oversight(purpose) != (role == Role::kMonitor))
    return "the monitor acts for oversight, and nobody else does";
  if (role == Role::kPartnerDesk && kNeverToPartner.contains(category))
    return "no partner state sees this category";
  switch (*realm) {
    case Realm::kReturns:
      return returns_objection(role, category);
    case Realm::kLabour:
      return labour_objection(role, category);
    case Realm::kAdvice:
      return kAdviceRoles.contains(role) ? "" : "advice and complaints reach no authority";
  }
  return "no such realm";
}

Diagnostics check_firewall(const AccessMatrix& matrix, const std::string& file) {
  Diagnostics findings;
  for (unsigned p = 0; p < kPurposeCount; ++p) {
    for (unsigned r = 0; r < kRoleCount; ++r) {
      const auto purpose = static_cast<Purpose>(p);
      const auto role = static_cast<Role>(r);
      for (FactCategory category : CategorySet::all().members()) {
        if (!matrix.readable(purpose, role).contains(category) &&
            !matrix.writable(purpose, role).contains(category))
          continue;
        const std::string objection = firewall_objection(purpose, role, category);
        if (objection.empty()) continue;
        findings.error("access.firewall",
                       "purpose " + std::string(to_text(purpose)) + ", role " +
                           std::string(to_text(role)) + ", category " +
                           std::string(to_text(category)) + " may not be set: " + objection + ".",
                       SourceSpan{file, 0, 0});
      }
    }
  }
  return findings;
}

}  // namespace alternat::access
