// SPDX-License-Identifier: EUPL-1.2
// Choosing, out of what lies in a vault, what a grant shows: the values that the case's own records
// commit to, in their order, in the categories the grant reads.
#pragma once

#include <string_view>

#include "ledger/ledger.h"
#include "ledger/vault/realm_vault.h"

namespace alternat::ledger {

// The retention class of the detail of reads; never shown among a subject's values.
inline constexpr std::string_view kReadLogRetention = "read_log";

// Errors vault.not_granted: no item, or grants of two actors, purposes or realms.
Status check_read_request(const ReadRequest& request);

Result<PersonalData> collect_personal(vault::RealmVault& vault, Reader& records,
                                      const ReadItem& item);
// Reads of the item's subject in the grant's case, oldest first.
Result<std::vector<PastRead>> collect_past_reads(vault::RealmVault& vault, Reader& records,
                                                 const ReadItem& item);

// What is recorded of a request: the body of PersonalDataRead, and the detail kept for one subject.
std::string read_record_body(const ReadRequest& request, const std::vector<PersonalData>& shown);
std::string read_detail(const ReadRequest& request, const ReadItem& item,
                        const PersonalData& shown);

}  // namespace alternat::ledger
