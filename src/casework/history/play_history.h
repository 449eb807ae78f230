// SPDX-License-Identifier: EUPL-1.2
// Plays a worked history through the ordinary use cases on a node of its own, under a clock that is
// told the time, and compares what was recorded with what the history expects.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/history/read_history.h"
#include "casework/node.h"
#include "program/program.h"

namespace alternat::casework {

// What came of one step: the records as lines, as docs/examples.md lists them.
struct PlayedStep {
  std::vector<std::string> lines;
  std::string message;               // why a command was refused; "" = it was not
  std::vector<std::string> records;  // of the case: type and body
};

// A look at the case after each step of it, before time goes on.
using Look = std::function<Status(Node& node, const projections::CaseRow& row)>;

// One for each step. Errors: those of the ledger and of `look`; a refused command is a line, not an
// error.
Result<std::vector<PlayedStep>> play_history(const program::Program& program,
                                             const History& history, const Look& look = {});

// The same on a node that stops after each step, starts again from its records and is sent the last
// command once more. Error history.not_idempotent: that left a record.
Result<std::vector<PlayedStep>> play_with_restarts(const program::Program& program,
                                                   const History& history);

// One text for each step that gave something else, with place and both; empty = as expected.
std::vector<std::string> differences(const History& history, const std::vector<PlayedStep>& played);

// The text with every expectation replaced by what came; prose, commands and values stay.
std::string rewritten(std::string_view text, const History& history,
                      const std::vector<PlayedStep>& played);

}  // namespace alternat::casework
