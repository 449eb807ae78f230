// SPDX-License-Identifier: EUPL-1.2
#include "projections/fold.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "projections/prepared_record.h"

namespace alternat::projections {
namespace {

constexpr std::size_t kPage = 1000;
constexpr std::size_t kPagesAhead = 4;

struct Page {
  std::vector<ledger::StoredRecord> stored;
  std::vector<PreparedRecord> prepared;  // of `stored`, which stays where it is
  Status status;
  bool is_last = false;
};

Page read_page(ledger::Reader& reader, std::uint64_t position, bool with_bodies) {
  Page page;
  Result<std::vector<ledger::StoredRecord>> records = reader.read_all(position, kPage);
  if (!records) {
    page.status = records.error();
    page.is_last = true;
    return page;
  }
  page.stored = std::move(*records);
  page.is_last = page.stored.size() < kPage;
  page.prepared.reserve(page.stored.size());
  for (const ledger::StoredRecord& stored : page.stored)
    page.prepared.push_back(prepare(stored, with_bodies));
  return page;
}

Status apply_page(Tables& tables, const Page& page) {
  for (const PreparedRecord& prepared : page.prepared)
    if (Status status = tables.apply(prepared); !status) return status;
  return page.status;
}

// Pages in order from one thread to another, a few at a time.
class PageQueue {
 public:
  // False: nobody wants more.
  bool push(Page page) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_closed_ || pages_.size() < kPagesAhead; });
    if (is_closed_) return false;
    pages_.push_back(std::move(page));
    changed_.notify_all();
    return true;
  }
  Page pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !pages_.empty(); });
    Page page = std::move(pages_.front());
    pages_.pop_front();
    changed_.notify_all();
    return page;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Page> pages_;
  bool is_closed_ = false;
};

Status fold_ahead(ledger::Reader& reader, Tables& tables) {
  PageQueue queue;
  std::thread ahead([&, position = tables.last_position()]() mutable {
    for (bool goes_on = true; goes_on;) {
      Page page = read_page(reader, position, tables.keeps_lines());
      if (!page.stored.empty()) position = page.stored.back().position;
      goes_on = !page.is_last;
      goes_on = queue.push(std::move(page)) && goes_on;
    }
  });
  Status status;
  for (bool goes_on = true; goes_on && status.ok();) {
    const Page page = queue.pop();
    goes_on = !page.is_last;
    status = apply_page(tables, page);
  }
  queue.close();
  ahead.join();
  return status;
}

}  // namespace

Status fold_rest(ledger::Store& ledger, Tables& tables) {
  Result<std::unique_ptr<ledger::Reader>> reader = ledger.read();
  if (!reader) return reader.error();
  const Page first = read_page(**reader, tables.last_position(), tables.keeps_lines());
  if (Status status = apply_page(tables, first); !status || first.is_last) return status;
  return fold_ahead(**reader, tables);
}

}  // namespace alternat::projections
