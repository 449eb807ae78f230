// SPDX-License-Identifier: EUPL-1.2
// The words of access: realms, purposes, roles, kinds of organisation, fact categories. Their text
// names stand in record headers for ever: a name may be added, never changed or given a new
// meaning.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terms/fact.h"

namespace alternat::access {

// Three separate stores of personal data: own subject ids, keys, files and backups. The number is
// part of the record encoding.
enum class Realm : std::uint8_t { kLabour = 1, kReturns = 2, kAdvice = 3 };
inline constexpr std::array<Realm, 3> kRealms = {Realm::kLabour, Realm::kReturns, Realm::kAdvice};

// The data category of a fact (docs/content.md) is what access goes by; it is written once, in
// terms.
using FactCategory = terms::DataCategory;
inline constexpr std::size_t kCategoryCount = 16;

enum class Role : std::uint8_t {
  kLeadUnit,
  kMinistryDesk,
  kVisaSection,
  kLabourAgency,
  kRecognitionBody,
  kAliensAuthority,
  kFederalPolice,
  kBamf,
  kReturnCentre,
  kEmployer,
  kCandidate,
  kPersonConcerned,
  kPartnerDesk,
  kCounsel,
  kMonitor,
  kParliament,
  kPublic,
  kAdministrator,
  kEngine,  // the node itself, when a decision or a condition needs a value
};
inline constexpr std::size_t kRoleCount = 19;

enum class OrganisationKind : std::uint8_t {
  kFederalMinistry,
  kMission,
  kEmploymentAgency,
  kRecognitionBody,
  kLandAuthority,
  kFederalPolice,
  kFederalOffice,
  kReturnCentre,
  kEmployer,
  kPrivatePerson,
  kPartnerState,
  kLegalCounsel,
  kMonitoringBody,
  kParliament,
  kOperator,
};
inline constexpr std::size_t kOrganisationKindCount = 15;

// Why data is read or written. Each purpose belongs to one realm, or to none (then it reaches no
// personal data at all).
enum class Purpose : std::uint8_t {
  // none: agreements, promises, figures, the node itself
  kSteering,
  kPublicInformation,
  kStatistics,
  kAdministration,
  // labour: work, training, recognition, visas
  kVisaProcedure,
  kRecognition,
  kTraining,
  kPlacement,
  kVacancy,
  kOwnApplication,
  kLabourOversight,
  // returns
  kReadmission,
  kSafeguardCheck,
  kReturnExecution,
  kReturnCounselling,
  kOwnReturnCase,
  kReturnMonitoring,
  // advice and complaints
  kAdvice,
  kComplaint,
  kOwnAdvice,
  kAdviceOversight,
};
inline constexpr std::size_t kPurposeCount = 21;

// Stable snake_case names; find_… is empty for an unknown name.
std::string_view to_text(Realm realm);
using terms::to_text;
std::string_view to_text(Role role);
std::string_view to_text(OrganisationKind kind);
std::string_view to_text(Purpose purpose);
std::optional<Realm> find_realm(std::string_view name);
std::optional<FactCategory> find_category(std::string_view name);
std::optional<Role> find_role(std::string_view name);
std::optional<OrganisationKind> find_organisation_kind(std::string_view name);
std::optional<Purpose> find_purpose(std::string_view name);

// The realm whose personal data the purpose may reach; empty: none at all.
std::optional<Realm> realm_of(Purpose purpose);
// The purpose for which a role works in a realm, if nothing else is said; empty: it has no part
// there.
std::optional<Purpose> usual_purpose(Role role, Realm realm);
// The kind of organisation whose members may act in the role.
OrganisationKind organisation_of(Role role);

// A set of categories as bits.
class CategorySet {
 public:
  constexpr CategorySet() = default;
  constexpr CategorySet(std::initializer_list<FactCategory> categories) {
    for (FactCategory category : categories) add(category);
  }
  static constexpr CategorySet all() {
    CategorySet set;
    set.bits_ = 0xffff;
    return set;
  }
  constexpr void add(FactCategory category) {
    bits_ = static_cast<std::uint16_t>(bits_ | (1u << static_cast<unsigned>(category)));
  }
  constexpr bool contains(FactCategory category) const {
    return (bits_ >> static_cast<unsigned>(category)) & 1u;
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr CategorySet both(CategorySet other) const {
    CategorySet set;
    set.bits_ = bits_ & other.bits_;
    return set;
  }
  constexpr std::uint16_t bits() const { return bits_; }
  // In the order of the enumeration.
  std::vector<FactCategory> members() const;
  friend constexpr bool operator==(CategorySet, CategorySet) = default;

 private:
  std::uint16_t bits_ = 0;
};

}  // namespace alternat::access
