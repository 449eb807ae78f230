// SPDX-License-Identifier: EUPL-1.2
// CaseValues: the values a case holds, opened only when a decision or condition really needs one,
// under the grant of the node's own engine; that read is recorded like any other.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "casework/node.h"
#include "procedures/command.h"

namespace alternat::casework {

class CaseValues {
 public:
  // `row` is a copy made under the tables' lock.
  CaseValues(Node& node, const projections::CaseRow& row) : node_(node), row_(row) {}

  // name -> JSON text, the last recorded one of each. Errors: access.*, vault.*, ledger.*.
  Result<const procedures::Values*> all();

 private:
  Node& node_;
  const projections::CaseRow& row_;
  std::optional<procedures::Values> loaded_;
};

// The grant under which the node itself decides in a case of that realm.
Result<access::Grant> engine_grant(const Node& node, const projections::CaseRow& row);

// A command of the node itself in a case: "<kind>-<case>-<version>-<token>", so that the same step
// of the same version, tried again, acts once.
Result<Call> engine_call(const projections::CaseRow& row, const std::string& kind,
                         procedures::TokenId token);

// The purpose for which a role works in a realm ("labour", "returns", "advice", "agreement");
// kSteering where it has no part in it: that opens no personal data.
access::Purpose purpose_for(access::Role role, std::string_view realm);

}  // namespace alternat::casework
