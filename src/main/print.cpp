// SPDX-License-Identifier: EUPL-1.2
#include "main/print.h"

#include <iostream>
#include <iterator>

#include "base/file.h"

namespace alternat::commands {
namespace {

std::string joined(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
  return text;
}

void print_reason(const Json& reason) {
  std::cout << "    - " << reason.value("code", "") << " (" << reason.value("citation", "") << ")";
  if (reason.contains("delta") && reason["delta"].is_object())
    std::cout << ": " << reason["delta"].value("text", "");
  std::cout << '\n';
}

void print_result(const Json& result) {
  std::cout << "  " << result.value("pathway", "") << ' ' << result.value("row", "") << ": "
            << result.value("outcome", "");
  if (result.value("outcome", "") == "ELIGIBLE")
    std::cout << " (" << result.value("class", "") << ')';
  std::cout << '\n';
  for (const Json& reason : result.value("reasons", Json::array())) print_reason(reason);
  if (const Json missing = result.value("missing", Json::array()); !missing.empty())
    std::cout << "    still open: " << joined(missing) << '\n';
  for (const Json& changes : result.value("shortest", Json::array())) {
    std::cout << "    would change it:";
    for (const Json& change : changes)
      std::cout << ' ' << change.value("fact", "") << " = " << change["to"].dump();
    std::cout << '\n';
  }
}

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

Result<Json> read_json(const std::string& file) {
  if (file != "-") {
    Result<std::string> text = read_file(file);
    if (!text) return text.error();
    return parse_json(*text, file);
  }
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  return parse_json(text, "standard input");
}

void print_pathways(const Json& answer) {
  std::cout << "On " << answer.value("on", "")
            << ", on these facts (the mission decides, this is no promise):\n";
  for (const Json& result : answer.at("results")) print_result(result);
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
