// SPDX-License-Identifier: EUPL-1.2
#include "main/print.h"

#include <iostream>
#include <iterator>

#include "base/file.h"

namespace alternat::commands {
namespace {

constexpr std::size_t kFactsBytesMax = std::size_t{8} << 20;

}  // namespace

void print(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.items())
    std::cerr << to_string(diagnostic) << '\n';
}

int refuse(const Error& error) {
  std::cerr << to_string(error) << '\n';
  return 1;
}

std::unique_ptr<program::Program> load_or_print(const std::string& content) {
  Diagnostics diagnostics;
  std::unique_ptr<program::Program> program = program::load_program(content, diagnostics);
  if (!program) print(diagnostics);
  return program;
}

Result<std::string> read_text(const std::string& file) {
  if (file != "-") return read_file(file, kFactsBytesMax);
  std::string text(kFactsBytesMax + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  if (text.size() > kFactsBytesMax)
    return Error{Fault::kRefused, "file.too_large", "Standard input holds more than 8 MiB.", {}};
  return text;
}

Result<Json> read_json(const std::string& file) {
  const Result<std::string> text = read_text(file);
  if (!text) return text.error();
  return parse_json(*text, file == "-" ? "standard input" : file);
}

void print_safeguards(const Json& answer) {
  for (const auto& [phase, result] : answer.at("phases").items()) {
    std::cout << phase << ": " << result.value("outcome", "") << '\n';
    for (const Json& gate : result.value("gates", Json::array())) {
      if (gate.value("outcome", "") == "PASS") continue;
      std::cout << "  " << gate.value("id", "") << ' ' << gate.value("outcome", "") << ' '
                << gate.value("citation", "") << ' ' << gate.value("note", "") << '\n';
    }
  }
  std::cout << "No outcome approves a removal; where nothing is recorded against it, a person must "
               "confirm.\n";
}

}  // namespace alternat::commands
