// SPDX-License-Identifier: EUPL-1.2
// Use case: begin a case of a procedure in a partnership.
#pragma once

#include "casework/step.h"

namespace alternat::casework {

struct OpenCase {
  std::string partnership;
  std::string procedure;
  std::string
      subject;  // a known pseudonym of the same realm; "" = a new person, where one is concerned
  procedures::Values values;  // JSON texts by fact id
  // By which messages of other cases find this one: the id or key of a case it belongs to. "" = its
  // own id. No personal data.
  std::string key = {};
  std::string start = {};  // start event; "" = the plain one
};

struct OpenedCase {
  std::string case_id;
  std::uint64_t version = 0;
};

// Opens a case under a new id. Errors: casework.no_partnership, casework.no_procedure,
// casework.key (no id text), casework.real_person (a node that may hold only invented persons),
// facts.* (all problems of the values), and those of step.
Result<OpenedCase> open_case(Node& node, const Call& call, const OpenCase& request);

}  // namespace alternat::casework
