// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes as a worked history (*.history.md): read; and one that gives exactly
// what it expects differs in nothing and is rewritten to itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "casework/history/play_history.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alternat;  // NOLINT: a program of one function
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<casework::History> history = casework::parse_history(text, "x.history.md");
  if (!history) {
    ALTERNAT_ASSERT(!history.error().code.empty() && !history.error().message.empty());
    return 0;
  }
  std::vector<casework::PlayedStep> played;
  for (const casework::HistoryStep& step : history->steps) played.push_back({step.expected, ""});
  ALTERNAT_ASSERT(casework::differences(*history, played).empty());
  const std::string again = casework::rewritten(text, *history, played);
  const Result<casework::History> reread = casework::parse_history(again, "x.history.md");
  ALTERNAT_ASSERT(reread.ok() && reread->steps.size() == history->steps.size());
  for (std::size_t i = 0; i < reread->steps.size(); ++i)
    ALTERNAT_ASSERT(reread->steps[i].expected == history->steps[i].expected);
  return 0;
}
