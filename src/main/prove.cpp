// SPDX-License-Identifier: EUPL-1.2
// prove: the six properties of docs/proofs.md over a content folder.
#include "program/prove.h"

#include <iostream>

#include "main/commands.h"
#include "main/print.h"

namespace alternat::commands {

int prove(const ProveCommand& command) {
  program::ProveOptions options;
  options.partnership = command.partnership;
  options.procedures = command.procedures;
  for (const std::string& text : command.properties) {
    const std::optional<proofs::Property> property = proofs::find_property(text);
    if (!property)
      return refuse({Fault::kMalformed,
                     "prove.unknown_property",
                     "There is no property '" + text +
                         "'. Known are gates, noninterference, ends, safeguards, tables and "
                         "access.",
                     {}});
    options.properties.push_back(*property);
  }
  if (command.states_max > 0) options.states_max = command.states_max;
  const std::unique_ptr<program::Program> program = load_or_print(command.content);
  if (!program) return 1;
  const Result<proofs::Report> report = program::prove(*program, options);
  if (!report) return refuse(report.error());
  if (command.json) {
    std::cout << proofs::to_json(*report).dump(2) << '\n';
  } else {
    std::cout << proofs::to_text(*report);
  }
  return proofs::holds(*report) ? 0 : 1;
}

}  // namespace alternat::commands
