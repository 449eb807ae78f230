// SPDX-License-Identifier: EUPL-1.2
// A CaseRow as bytes and back, for a snapshot. A field added to a row or to a state and forgotten
// here does not compile: every struct is taken apart by all its members.
#pragma once

#include <string>
#include <string_view>

#include "projections/bytes.h"
#include "projections/case_row.h"
#include "projections/words.h"

namespace alternat::projections {

// Rows that are kept beside the cases.
struct BesideRows {
  std::vector<Substitution> substitutions;
  std::vector<IncidentRow> incidents;
  std::vector<ThrownMessage> thrown;
};

// `row.id` and `row.partnership` are not in it: the directory has them.
std::string encode_case(const CaseRow& row, Words& words);
// False if the bytes are no row (of this format, with these words); `row` is then undefined.
bool decode_case(std::string_view bytes, const Words& words, CaseRow& row);

void encode_beside(BesideRows& rows, Words& words, ByteWriter& out);
// Whether all was there says `in`.
void decode_beside(ByteReader& in, const Words& words, BesideRows& rows);

}  // namespace alternat::projections
