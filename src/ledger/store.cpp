// SPDX-License-Identifier: EUPL-1.2
// Replay: every record once, in commit order.
#include "ledger/store.h"

namespace alternat::ledger {

Status replay(Store& store, const std::function<Status(const StoredRecord&)>& visit) {
  constexpr std::size_t kPage = 1000;
  Result<std::unique_ptr<Reader>> reader = store.read();
  if (!reader) return reader.error();
  std::uint64_t position = 0;
  for (;;) {
    Result<std::vector<StoredRecord>> page = (*reader)->read_all(position, kPage);
    if (!page) return page.error();
    for (const StoredRecord& stored : *page)
      if (Status status = visit(stored); !status) return status;
    if (page->size() < kPage) return {};
    position = page->back().position;
  }
}

}  // namespace alternat::ledger
