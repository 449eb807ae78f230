// SPDX-License-Identifier: EUPL-1.2
// Making Grants out of the checked matrix.
#include "access/access_table.h"

#include "access/firewall.h"

namespace alternat::access {

Result<AccessTable> AccessTable::from_matrix(const AccessMatrix& matrix) {
  const Diagnostics findings = check_firewall(matrix);
  if (findings.has_errors()) return findings.to_error(Fault::kRefused);
  return AccessTable(matrix);
}

Result<Grant> AccessTable::grant(AccessRequest request) const {
  const std::string role(to_text(request.role));
  if (organisation_of(request.role) != request.organisation.kind)
    return Error{Fault::kForbidden,
                 "access.wrong_organisation",
                 "role " + role + " belongs to an organisation of kind " +
                     std::string(to_text(organisation_of(request.role))) + ", not " +
                     std::string(to_text(request.organisation.kind)) + ".",
                 {}};
  const CategorySet readable = matrix_.readable(request.purpose, request.role);
  const CategorySet writable = matrix_.writable(request.purpose, request.role);
  const std::optional<Realm> realm = realm_of(request.purpose);
  if (!realm || (readable.empty() && writable.empty()))
    return Error{Fault::kForbidden,
                 "access.refused",
                 "role " + role + " reaches no personal data for the purpose " +
                     std::string(to_text(request.purpose)) + " (content/law/de/access.dmn).",
                 {}};
  return Grant(std::move(request), *realm, readable, writable);
}

}  // namespace alternat::access
