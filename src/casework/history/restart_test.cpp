// SPDX-License-Identifier: EUPL-1.2
// Every worked history of the content on a node that is stopped after each step and starts again
// from its records: the same records as without, and a command sent again leaves none.
#include "base/file.h"
#include "casework/history/play_history.h"
#include "casework/testing.h"

namespace alternat::casework::testing {
namespace {

TEST_CASE("a node that stops at every step and replays gives the same history") {
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/examples/procedures", ".history.md");
  REQUIRE(files.ok());
  REQUIRE(files->size() > 50);
  std::size_t steps = 0;
  for (const std::string& path : *files) {
    CAPTURE(path);
    const Result<std::string> text = read_file(path);
    REQUIRE(text.ok());
    const Result<History> history = parse_history(*text, path);
    REQUIRE(history.ok());
    const auto whole = play_history(content(), *history);
    const auto restarted = play_with_restarts(content(), *history);
    REQUIRE(whole.ok());
    REQUIRE_MESSAGE(restarted.ok(), (restarted.ok() ? "" : restarted.error().message));
    REQUIRE(whole->size() == restarted->size());
    for (std::size_t i = 0; i < whole->size(); ++i) {
      CAPTURE(history->steps[i].text);
      CHECK((*whole)[i].records == (*restarted)[i].records);
      CHECK((*whole)[i].lines == (*restarted)[i].lines);
    }
    steps += whole->size();
  }
  MESSAGE(steps << " steps of " << files->size() << " histories");
}

}  // namespace
}  // namespace alternat::casework::testing
