// SPDX-License-Identifier: EUPL-1.2
#include "main/histories.h"

#include <iostream>

#include "base/file.h"
#include "casework/history/play_history.h"
#include "main/print.h"

namespace alternat::commands {

bool run_history(const program::Program& program, const std::string& file, bool rewrite) {
  Result<std::string> text = read_file(file);
  if (!text) return refuse(text.error()) == 0;
  Result<casework::History> history = casework::parse_history(*text, file);
  if (!history) return refuse(history.error()) == 0;
  Result<std::vector<casework::PlayedStep>> played = casework::play_history(program, *history);
  if (!played) {
    std::cerr << file << ": ";
    return refuse(played.error()) == 0;
  }
  const std::vector<std::string> found = casework::differences(*history, *played);
  for (const std::string& difference : found) std::cerr << difference << '\n';
  if (found.empty() || !rewrite) return found.empty();
  const Status written = write_file(file, casework::rewritten(*text, *history, *played));
  return written.ok() || refuse(written.error()) == 0;
}

}  // namespace alternat::commands
