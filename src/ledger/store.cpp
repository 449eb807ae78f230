// SPDX-License-Identifier: EUPL-1.2
// What every implementation of the store shares: checking a batch, and replay.
#include "ledger/store.h"

#include <algorithm>

#include "ledger/codec.h"

namespace alternat::ledger {
namespace {

constexpr std::size_t kRecordsMax = 1000;

Error batch_error(const char* code, const std::string& what) {
  return {Fault::kMalformed, code, what, {}};
}

// What would be written, at some version: enough to check it.
Record first_record(const Batch& batch, const NewRecord& made) {
  return {{batch.log,
           made.stream,
           1,
           batch.command,
           0,
           made.type,
           batch.recorded_at,
           made.effective_on,
           batch.actor,
           batch.purpose,
           {}},
          made.body,
          made.commitments};
}

}  // namespace

Status check_batch(const Batch& batch) {
  if (batch.records.empty() || batch.records.size() > kRecordsMax)
    return batch_error("ledger.batch_malformed", "a batch has 1 to 1000 records, this one " +
                                                     std::to_string(batch.records.size()) + ".");
  const auto& expectations = batch.expectations;
  for (auto it = expectations.begin(); it != expectations.end(); ++it) {
    const auto same = [&](const StreamExpectation& other) { return other.stream == it->stream; };
    if (std::any_of(std::next(it), expectations.end(), same))
      return batch_error("ledger.batch_malformed",
                         "stream " + it->stream.text() + " is expected twice in one batch.");
  }
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const StreamId& stream = batch.records[i].stream;
    const auto same = [&](const StreamExpectation& other) { return other.stream == stream; };
    if (std::none_of(expectations.begin(), expectations.end(), same))
      return batch_error("ledger.stream_not_expected",
                         "the batch writes to stream " + stream.text() +
                             " without saying at which version it stands.");
    if (Status status = check_record(first_record(batch, batch.records[i])); !status) return status;
  }
  return {};
}

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
