// SPDX-License-Identifier: EUPL-1.2
// What the tests of this folder share: ids from text, a folder that goes away, grants for
// everything.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "access/access_table.h"
#include "access/firewall.h"
#include "ledger/record.h"

namespace alternat::ledger::testing {

template <typename T>
T make_id(std::string_view text) {
  Result<T> id = T::from_text(text);
  REQUIRE(id.ok());
  return std::move(*id);
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    // Memory where there is some: the tests wait for many syncs.
    const std::filesystem::path parent = std::filesystem::is_directory("/dev/shm")
                                             ? std::filesystem::path("/dev/shm")
                                             : std::filesystem::temp_directory_path();
    std::string pattern = (parent / "alternat-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Everything that the firewall allows.
inline access::AccessTable widest_table() {
  access::AccessMatrix matrix;
  for (unsigned p = 0; p < access::kPurposeCount; ++p)
    for (unsigned r = 0; r < access::kRoleCount; ++r)
      for (access::FactCategory category : access::CategorySet::all().members()) {
        const auto purpose = static_cast<access::Purpose>(p);
        const auto role = static_cast<access::Role>(r);
        if (!access::firewall_objection(purpose, role, category).empty()) continue;
        matrix.readable(purpose, role).add(category);
        matrix.writable(purpose, role).add(category);
      }
  Result<access::AccessTable> table = access::AccessTable::from_matrix(matrix);
  REQUIRE(table.ok());
  return std::move(*table);
}

inline access::Grant grant_for(const access::AccessTable& table, access::Purpose purpose,
                               access::Role role, std::string_view case_ref) {
  Result<access::Grant> grant =
      table.grant({make_id<access::ActorId>("actor_1"),
                   {make_id<access::OrganisationId>("org_1"), access::organisation_of(role)},
                   role,
                   purpose,
                   make_id<access::CaseId>(case_ref)});
  REQUIRE(grant.ok());
  return std::move(*grant);
}

}  // namespace alternat::ledger::testing
