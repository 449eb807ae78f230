// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: decode never crashes, and what it accepts encodes to the same bytes.
// docs/fuzzing.md.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "ledger/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const alternat::Result<alternat::ledger::Record> record = alternat::ledger::decode(bytes);
  if (record.ok()) ALTERNAT_ASSERT(alternat::ledger::encode(*record) == bytes);
  return 0;
}
