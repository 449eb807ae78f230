// SPDX-License-Identifier: EUPL-1.2
// A population in blocks on several threads. Each thread has its own worker; what they counted is
// summed, so the number of threads changes nothing but the time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace alternat::scenarios {

struct Blocks {
  std::uint64_t size = 0;
  std::uint64_t block = 1;
  unsigned threads = 1;
  std::function<void(std::uint64_t done)> progress;  // one call at a time; may be empty
};

// `make` gives a Worker with run(first, count) and tally(); `sum` has add(tally).
template <typename Worker, typename Make, typename Sum>
Sum run_blocks(const Blocks& blocks, Make make, Sum sum) {
  std::atomic<std::uint64_t> next{0};
  std::mutex mutex;
  std::uint64_t done = 0;
  const auto work = [&] {
    Worker worker = make();
    for (;;) {
      const std::uint64_t first = next.fetch_add(blocks.block);
      if (first >= blocks.size) break;
      const std::uint64_t count = std::min(blocks.block, blocks.size - first);
      worker.run(first, count);
      const std::lock_guard lock(mutex);
      done += count;
      if (blocks.progress) blocks.progress(done);
    }
    const std::lock_guard lock(mutex);
    sum.add(worker.tally());
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < blocks.threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return sum;
}

}  // namespace alternat::scenarios
