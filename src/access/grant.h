// SPDX-License-Identifier: EUPL-1.2
// Grant: the only key to personal data. Only an AccessTable makes one, for one actor, purpose and
// case; the vault opens nothing without it. It lives as long as the request.
#pragma once

#include "access/vocabulary.h"
#include "base/id.h"

namespace alternat::access {

struct ActorTag;
struct OrganisationTag;
struct CaseTag;
using ActorId = Id<ActorTag>;
using OrganisationId = Id<OrganisationTag>;
// A case (or a candidate's file): the stream of the same name in the ledger.
using CaseId = Id<CaseTag>;

struct Organisation {
  OrganisationId id;
  OrganisationKind kind;
};

struct AccessRequest {
  ActorId actor;
  Organisation organisation;
  Role role;
  Purpose purpose;
  CaseId case_ref;
};

class AccessTable;

class Grant {
 public:
  Grant(const Grant&) = delete;
  Grant& operator=(const Grant&) = delete;
  Grant(Grant&&) = default;
  Grant& operator=(Grant&&) = default;

  const ActorId& actor() const { return request_.actor; }
  const Organisation& organisation() const { return request_.organisation; }
  Role role() const { return request_.role; }
  Purpose purpose() const { return request_.purpose; }
  const CaseId& case_ref() const { return request_.case_ref; }
  Realm realm() const { return realm_; }
  CategorySet readable() const { return readable_; }
  CategorySet writable() const { return writable_; }
  bool may_read(FactCategory category) const { return readable_.contains(category); }
  bool may_write(FactCategory category) const { return writable_.contains(category); }

 private:
  friend class AccessTable;
  Grant(AccessRequest request, Realm realm, CategorySet readable, CategorySet writable)
      : request_(std::move(request)), realm_(realm), readable_(readable), writable_(writable) {}

  AccessRequest request_;
  Realm realm_;
  CategorySet readable_;
  CategorySet writable_;
};

}  // namespace alternat::access
