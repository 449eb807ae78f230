// SPDX-License-Identifier: EUPL-1.2
// AccessTable: purpose × role × category -> read, write, as bits. The only maker of Grants. A
// matrix that breaks the firewall never becomes a table.
#pragma once

#include <array>

#include "access/grant.h"
#include "base/diagnostics.h"

namespace alternat::access {

// What content says, before it is checked. Anyone may fill one in.
class AccessMatrix {
 public:
  CategorySet& readable(Purpose purpose, Role role) { return read_[place(purpose, role)]; }
  CategorySet& writable(Purpose purpose, Role role) { return write_[place(purpose, role)]; }
  CategorySet readable(Purpose purpose, Role role) const { return read_[place(purpose, role)]; }
  CategorySet writable(Purpose purpose, Role role) const { return write_[place(purpose, role)]; }

 private:
  using Cells = std::array<CategorySet, kPurposeCount * kRoleCount>;
  static std::size_t place(Purpose purpose, Role role) {
    return static_cast<std::size_t>(purpose) * kRoleCount + static_cast<std::size_t>(role);
  }
  Cells read_;
  Cells write_;
};

class AccessTable {
 public:
  // Error: the findings of check_firewall, if there are any.
  static Result<AccessTable> from_matrix(const AccessMatrix& matrix);

  // Errors: access.wrong_organisation (the role is not one of that kind of organisation),
  // access.refused (the purpose gives this role no personal data). Cost: two table look-ups.
  Result<Grant> grant(AccessRequest request) const;
  const AccessMatrix& matrix() const { return matrix_; }

 private:
  explicit AccessTable(const AccessMatrix& matrix) : matrix_(matrix) {}
  AccessMatrix matrix_;
};

}  // namespace alternat::access
