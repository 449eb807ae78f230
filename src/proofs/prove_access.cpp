// SPDX-License-Identifier: EUPL-1.2
#include "access/firewall.h"
#include "proofs/prove_law.h"

namespace alternat::proofs {

namespace {

using access::CategorySet;
using access::FactCategory;
using access::Purpose;
using access::Realm;
using access::Role;

constexpr CategorySet kProtected = {FactCategory::kAsylum, FactCategory::kHealth,
                                    FactCategory::kCriminal};

// The firewall said once more, in few words and independently of access/firewall.cpp: what must
// never stand in a box, or "".
std::string objection(Purpose purpose, Role role, FactCategory category) {
  const std::optional<Realm> realm = access::realm_of(purpose);
  if (!realm) return "a purpose of no realm reaches personal data";
  if (*realm == Realm::kReturns && access::kLabourCategories.contains(category))
    return "something known from work, training or advice is read for a return";
  if (*realm == Realm::kLabour && category == FactCategory::kReturn)
    return "something of a return is read for work";
  if (role == Role::kPartnerDesk && kProtected.contains(category))
    return "a partner state's desk sees a protected fact";
  const bool own = role == Role::kCandidate || role == Role::kPersonConcerned ||
                   role == Role::kCounsel || role == Role::kMonitor;
  if (*realm == Realm::kAdvice && !own) return "advice or a complaint reaches an authority";
  return "";
}

}  // namespace

Proof prove_access(const access::AccessMatrix& matrix, const SourceSpan& place) {
  Proof proof;
  proof.property = Property::kAccess;
  proof.scope = "access table";
  proof.unit = "boxes";
  proof.abstraction = {{"None: every purpose, role and category is looked at, reading and writing.",
                        {"every_box", {}}}};
  proof.not_shown = {"What somebody who may read a value tells somebody who may not.",
                     "That the organisations behind the roles are kept apart outside Alternat."};
  for (std::size_t p = 0; p < access::kPurposeCount; ++p)
    for (std::size_t r = 0; r < access::kRoleCount; ++r)
      for (const FactCategory category : CategorySet::all().members()) {
        ++proof.states;
        const auto purpose = static_cast<Purpose>(p);
        const auto role = static_cast<Role>(r);
        const bool read = matrix.readable(purpose, role).contains(category);
        if (!read && !matrix.writable(purpose, role).contains(category)) continue;
        std::string why = objection(purpose, role, category);
        if (why.empty()) why = access::firewall_objection(purpose, role, category);
        if (why.empty()) continue;
        Counterexample found;
        found.what = "Purpose " + std::string(access::to_text(purpose)) + ", role " +
                     std::string(access::to_text(role)) + ", category " +
                     std::string(access::to_text(category)) +
                     (read ? ", reading: " : ", writing: ") + why + ".";
        found.sentence = {read ? "access_reads" : "access_writes",
                          {{"purpose", std::string(access::to_text(purpose))},
                           {"role", std::string(access::to_text(role))},
                           {"category", std::string(access::to_text(category))}}};
        found.span = place;
        found.hint = "Take the category out of the row in law/de/access.dmn.";
        proof.counterexamples.push_back(std::move(found));
      }
  proof.holds = proof.counterexamples.empty();
  return proof;
}

}  // namespace alternat::proofs
