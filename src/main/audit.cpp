// SPDX-License-Identifier: EUPL-1.2
// audit: synthetic persons through all pathways, held against what must hold for everybody.
#include "scenarios/audit.h"

#include <iostream>

#include "main/commands.h"
#include "main/population_arguments.h"
#include "main/print.h"
#include "program/program.h"

namespace alternat::commands {

int audit(const AuditCommand& command) {
  const Result<PopulationArguments> arguments =
      read_population_arguments(command.population, command.seed, command.on);
  if (!arguments) return refuse(arguments.error());
  const std::unique_ptr<program::Program> program = load_or_print(command.content);
  if (!program) return 1;
  Diagnostics diagnostics;
  const scenarios::Shares shares =
      scenarios::read_shares(command.content + "/audit", program->content().facts, diagnostics);
  print(diagnostics);
  if (diagnostics.has_errors()) return 1;
  scenarios::AuditOptions options(arguments->on);
  options.population = arguments->population;
  options.seed = arguments->seed;
  options.partners = partner_countries(*program, arguments->on);
  options.threads = threads_to_use(command.threads);
  options.prepared = !command.interpreted;
  Progress progress(arguments->population);
  options.progress = [&progress](std::uint64_t done) { progress.show(done); };
  std::cerr << "On " << arguments->on.to_iso() << ", seed " << arguments->seed << ", content "
            << program->hash().substr(0, 16) << ", partners";
  for (const std::string& partner : options.partners) std::cerr << ' ' << partner;
  std::cerr << '\n';
  const Result<scenarios::AuditReport> report = scenarios::audit(program->law(), shares, options);
  progress.finish();
  if (!report) return refuse(report.error());
  if (command.json) {
    Json json = scenarios::to_json(*report);
    json["on"] = arguments->on.to_iso();
    json["seed"] = arguments->seed;
    json["content"] = program->hash();
    std::cout << json.dump(2) << '\n';
  } else {
    std::cout << scenarios::to_text(*report);
  }
  return report->violation_count() == 0 ? 0 : 1;
}

}  // namespace alternat::commands
