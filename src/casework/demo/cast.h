// SPDX-License-Identifier: EUPL-1.2
// The cast of a demo: invented accounts and the stories of invented persons, as a fictitious
// partnership's demo.toml tells them. Format: docs/content-demo.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/vocabulary.h"
#include "base/toml.h"
#include "procedures/command.h"
#include "terms/local_text.h"

namespace alternat::casework {

// Somebody who works in the demo; ids start with SYN-.
struct DemoAccount {
  std::string id;
  std::string organisation;
  access::Role role = access::Role::kPublic;
  bool is_lead = false;  // gives the tasks of her role to colleagues
  terms::LocalText name;
  terms::LocalText description;
};

// Cases of one procedure that begin alike and go on differently.
struct DemoStory {
  std::string procedure;
  std::string opens;    // account id
  std::string letters;  // account id that records what the partner sends
  int cases = 0;
  int weeks = 0;               // opened over so many weeks before the day
  int rest_percent = 0;        // how many stop somewhere on the way and wait
  procedures::Values opening;  // JSON texts recorded when the case is opened
  procedures::Values facts;    // JSON texts: what forms are answered with
  std::map<std::string, std::vector<std::string>> vary;  // fact -> JSON texts, one of them each
  SourceSpan span;
};

struct DemoCast {
  std::string partnership;
  std::vector<DemoAccount> accounts;
  std::vector<DemoStory> stories;

  const DemoAccount* find_account(std::string_view id) const;
  // The accounts of a role, in the order of the file.
  std::vector<const DemoAccount*> in_role(std::string_view role) const;
};

// Reads <content>/partnerships/<partnership>/demo.toml. Codes: demo.id (an id without SYN-),
// demo.role, demo.fact, demo.account and those of the TOML reader.
Result<DemoCast> read_cast(const std::string& content_folder, const std::string& partnership);

}  // namespace alternat::casework
