// SPDX-License-Identifier: EUPL-1.2
// How the commands speak: diagnostics and refusals on stderr, answers for people on stdout.
#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "base/json.h"
#include "program/program.h"

namespace alternat::commands {

// One line each, on stderr.
void print(const Diagnostics& diagnostics);
// Prints the error and gives exit code 1.
int refuse(const Error& error);
// nullptr after its diagnostics were printed; warnings are printed too.
std::unique_ptr<program::Program> load_or_print(const std::string& content);
// A file, or standard input for "-".
Result<std::string> read_text(const std::string& file);
Result<Json> read_json(const std::string& file);

// The answers as text, from the JSON of docs/schema. Of the pathways: main/answer_words.h.
void print_safeguards(const Json& answer);

}  // namespace alternat::commands
