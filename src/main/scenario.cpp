// SPDX-License-Identifier: EUPL-1.2
// scenario: one synthetic population through two content folders.
#include "scenarios/scenario.h"

#include <iostream>

#include "main/commands.h"
#include "main/population_arguments.h"
#include "main/print.h"
#include "program/program.h"

namespace alternat::commands {

int scenario(const ScenarioCommand& command) {
  const Result<PopulationArguments> arguments =
      read_population_arguments(command.population, command.seed, command.on);
  if (!arguments) return refuse(arguments.error());
  const std::unique_ptr<program::Program> before = load_or_print(command.before);
  const std::unique_ptr<program::Program> after = load_or_print(command.after);
  if (!before || !after) return 1;
  Diagnostics diagnostics;
  const scenarios::Shares shares =
      scenarios::read_shares(command.before + "/audit", before->content().facts, diagnostics);
  print(diagnostics);
  if (diagnostics.has_errors()) return 1;
  scenarios::ScenarioOptions options(arguments->on);
  options.population = arguments->population;
  options.seed = arguments->seed;
  options.partners = partner_countries(*before, arguments->on);
  options.threads = threads_to_use(command.threads);
  options.prepared = !command.interpreted;
  Progress progress(arguments->population);
  options.progress = [&progress](std::uint64_t done) { progress.show(done); };
  std::cerr << "On " << arguments->on.to_iso() << ", seed " << arguments->seed << ", content "
            << before->hash().substr(0, 16) << " and " << after->hash().substr(0, 16) << '\n';
  const Result<scenarios::ScenarioReport> report = scenarios::run_scenario(
      {before->law(), &before->content()}, {after->law(), &after->content()}, shares, options);
  progress.finish();
  if (!report) return refuse(report.error());
  if (command.json) {
    Json json = scenarios::to_json(*report);
    json["on"] = arguments->on.to_iso();
    json["seed"] = arguments->seed;
    json["before"] = before->hash();
    json["after"] = after->hash();
    std::cout << json.dump(2) << '\n';
  } else {
    std::cout << scenarios::to_text(*report);
  }
  return 0;
}

}  // namespace alternat::commands
