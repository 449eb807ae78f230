// SPDX-License-Identifier: EUPL-1.2
// The main program of test_fuzz_x: runs one fuzz target over the files kept for it in tests/fuzz/x,
// each of them a start of the search or an input that once was trouble. A crash is the failure.
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  const char* folder = count > 1 ? arguments[1] : ALTERNAT_FUZZ_CORPUS;
  const auto files = alternat::list_files(folder, "");
  std::size_t passed = 0, failed = 0;
  if (!files) {
    std::puts("0 passed, 0 failed");
    return 0;
  }
  for (const std::string& file : *files) {
    const auto bytes = alternat::read_file(file, std::size_t{64} << 20);
    if (!bytes) {
      std::printf("FAILED %s: %s\n", file.c_str(), alternat::to_string(bytes.error()).c_str());
      ++failed;
      continue;
    }
    std::printf("%s\n", file.c_str());  // the last one named is the one that crashed
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
    ++passed;
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
