// SPDX-License-Identifier: EUPL-1.2
// The `alternat` command: arguments and nothing else; each command is a function of commands.h.
#include <CLI/CLI.hpp>

#include "main/commands.h"

namespace {

namespace commands = alternat::commands;

using commands::AssessOptions;

struct Everything {
  commands::CheckOptions check;
  AssessOptions pathways, safeguards;
  commands::DecideOptions decide;
  commands::ExamplesOptions examples;
  commands::DiffOptions diff;
  commands::DeadlineOptions deadline;
  commands::ImportHolidaysOptions holidays;
  commands::NodeOptions verify, replay;
  commands::CopyOptions copy;
  commands::MigrateOptions rehearse, migrate, undo;
  commands::ServeOptions serve;
  commands::AuditCommand audit;
  commands::ScenarioCommand scenario;
  commands::ProveCommand prove;
  std::string suite;
  int code = 0;
};

void add_content(CLI::App* command, std::string& content) {
  command->add_option("--content", content, "the content folder")->capture_default_str();
}

void add_store(CLI::App* command, std::string& store) {
  command->add_option("--store", store,
                      "a PostgreSQL database, postgresql://…; without it files in the data folder");
}

void add_assessment(CLI::App* command, AssessOptions& options) {
  add_content(command, options.content);
  command->add_option("--facts", options.facts, "facts as JSON, by fact id; - reads standard input")
      ->required();
  command->add_option("--on", options.on, "the day of the decision, YYYY-MM-DD");
  command->add_option("--known-as-of", options.known_as_of, "law and terms as known on that day");
  command->add_option("--partnership", options.partnership,
                      "what an agreement changes, e.g. xa-xb");
  command->add_option("--language", options.language, "of the text: de or en")
      ->capture_default_str();
  command->add_flag("--json", options.json, "the answer as JSON (docs/schema)");
  command->add_flag("--trace", options.trace, "with every table, rule and cell (JSON only)");
}

void add_decisions(CLI::App& app, Everything& all) {
  CLI::App* check = app.add_subcommand("check", "compile the content and name every mistake");
  check->add_option("content", all.check.content, "the content folder")->capture_default_str();
  check->callback([&all] { all.code = commands::check(all.check); });

  CLI::App* document = app.add_subcommand("document", "print docs/facts.md from the dictionary");
  document->add_option("content", all.check.content, "the content folder")->capture_default_str();
  document->callback([&all] { all.code = commands::document(all.check); });

  CLI::App* pathways = app.add_subcommand("pathways", "which pathways fit these facts, and why");
  add_assessment(pathways, all.pathways);
  pathways->add_flag("--strict", all.pathways.strict, "presume nothing that is not stated");
  pathways->callback([&all] { all.code = commands::pathways(all.pathways); });

  CLI::App* safeguards =
      app.add_subcommand("safeguards", "which safeguards stand before a step of a return");
  add_assessment(safeguards, all.safeguards);
  safeguards->callback([&all] { all.code = commands::safeguards(all.safeguards); });

  CLI::App* decide = app.add_subcommand("decide", "evaluate one decision model");
  add_content(decide, all.decide.content);
  decide->add_option("--model", all.decide.model, "id of a model of the content, or a DMN file")
      ->required();
  decide->add_option("--facts", all.decide.facts, "inputs as JSON; - reads standard input")
      ->required();
  decide->add_option("--on", all.decide.on, "the day of the decision");
  decide->add_option("--decision", all.decide.decision,
                     "only this decision, decision service or function, by name");
  decide->add_flag("--json", all.decide.json, "the answer as JSON (docs/schema)");
  decide->add_flag("--trace", all.decide.trace, "with every table, rule and cell (JSON)");
  decide->callback([&all] { all.code = commands::decide(all.decide); });
}

void add_diff(CLI::App& app, Everything& all) {
  CLI::App* diff = app.add_subcommand(
      "diff", "what changed in the law and its answers between two days or two contents");
  add_content(diff, all.diff.content);
  diff->add_option("--from", all.diff.from, "the first day, YYYY-MM-DD");
  diff->add_option("--to", all.diff.to, "the second day");
  diff->add_option("--before", all.diff.before, "the first content folder");
  diff->add_option("--after", all.diff.after, "the second content folder");
  diff->add_option("--on", all.diff.on, "with two contents: one day for all examples");
  diff->add_option("--examples", all.diff.examples, "worked examples to ask (the content's own)");
  diff->add_flag("--json", all.diff.json, "the answer as JSON (docs/schema/diff.schema.json)");
  diff->callback([&all] { all.code = commands::diff(all.diff); });
}

void add_deadline(CLI::App& app, Everything& all) {
  CLI::App* deadline = app.add_subcommand("deadline", "when a period ends, and why, step by step");
  commands::DeadlineOptions& options = all.deadline;
  add_content(deadline, options.content);
  deadline->add_option("--start", options.start, "YYYY-MM-DD; with time and zone for hours")
      ->required();
  deadline
      ->add_option("--rule", options.rule,
                   "P12D, P5D:working_days:treaty, PT48H:eu, or a clock of the law: ba_consent")
      ->required();
  deadline->add_option("--calendar", options.calendar, "de-BE, or both sides' as xa+xb")
      ->capture_default_str();
  deadline->add_option("--event", options.event, "receipt, service, completeness, …")
      ->capture_default_str();
  deadline->add_option("--suspended", options.suspended,
                       "days that do not count, 2026-06-10..2026-06-12; may be repeated");
  deadline->add_option("--extended", options.extended, "a further period, P6D; needs --reason");
  deadline->add_option("--reason", options.reason, "why it is extended");
  deadline->add_option("--language", options.language, "of the text: de or en")
      ->capture_default_str();
  deadline->add_flag("--json", options.json, "as JSON (docs/schema/deadline.schema.json)");
  deadline->callback([&all] { all.code = commands::deadline(all.deadline); });
}

void add_import(CLI::App& app, Everything& all) {
  CLI::App* import = app.add_subcommand("import", "turn an operator's lists into content");
  import->require_subcommand(1);
  CLI::App* holidays = import->add_subcommand(
      "holidays", "public holidays of a place as a calendar file, on standard output");
  commands::ImportHolidaysOptions& options = all.holidays;
  holidays->add_option("--file", options.file, "tab-separated list (docs/content-calendars.md)")
      ->required();
  holidays->add_option("--region", options.region, "as the list calls the place")->required();
  holidays->add_option("--id", options.id, "of the calendar, e.g. ge")->required();
  holidays->add_option("--zone", options.zone, "IANA zone, e.g. Asia/Tbilisi")->required();
  holidays->add_option("--name", options.name, "what the place is called");
  holidays->add_option("--title", options.title, "where the list comes from");
  holidays->add_option("--weekend", options.weekend, "e.g. friday saturday")->capture_default_str();
  holidays->callback([&all] { all.code = commands::import_holidays(all.holidays); });
}

void add_prove(CLI::App& app, Everything& all) {
  CLI::App* prove = app.add_subcommand(
      "prove", "whether safeguards, secrecy and ends hold on every path (docs/proofs.md)");
  prove->add_option("partnership", all.prove.partnership, "only this one, e.g. xa-xb");
  add_content(prove, all.prove.content);
  prove->add_option("--property", all.prove.properties,
                    "only these: gates, noninterference, ends, safeguards, tables, access");
  prove->add_option("--procedure", all.prove.procedures, "only these procedures, by id");
  prove->add_option("--states", all.prove.states_max,
                    "bound on the control states of one procedure (300000)");
  prove->add_flag("--json", all.prove.json, "as JSON (docs/schema/proof.schema.json)");
  prove->callback([&all] { all.code = commands::prove(all.prove); });
}

void add_tests(CLI::App& app, Everything& all) {
  CLI::App* examples = app.add_subcommand("examples", "run the worked examples");
  add_content(examples, all.examples.content);
  examples->add_flag("--rewrite", all.examples.rewrite,
                     "write what the histories gave into their files; read the difference");
  examples->add_option("folder", all.examples.folder, "where *.case.md and *.history.md lie")
      ->capture_default_str();
  examples->callback([&all] { all.code = commands::examples(all.examples); });

  CLI::App* tck = app.add_subcommand("tck", "run the DMN compatibility kit of a folder");
  tck->add_option("folder", all.suite)->required();
  tck->callback([&all] { all.code = commands::tck(all.suite); });

  CLI::App* suite = app.add_subcommand("bpmn-suite", "run the BPMN conformance models of a folder");
  suite->add_option("folder", all.suite)->required();
  suite->callback([&all] { all.code = commands::bpmn_suite(all.suite); });
}

template <typename Command>
void add_population(CLI::App* command, Command& options) {
  command->add_option("--population", options.population, "how many synthetic persons")->required();
  command->add_option("--seed", options.seed, "a whole number; the same seed, the same persons")
      ->required();
  command->add_option("--on", options.on, "the day of the decision (default: today, UTC)");
  command->add_option("--threads", options.threads, "default: all; changes nothing but the time");
  command->add_flag("--interpreted", options.interpreted,
                    "decide everybody with the interpreter (slow)");
  command->add_flag("--json", options.json, "the report as JSON");
}

void add_populations(CLI::App& app, Everything& all) {
  CLI::App* audit = app.add_subcommand(
      "audit", "synthetic persons through all pathways, held against docs/audit.md");
  add_content(audit, all.audit.content);
  add_population(audit, all.audit);
  audit->callback([&all] { all.code = commands::audit(all.audit); });

  CLI::App* scenario = app.add_subcommand(
      "scenario", "one population through two content folders: who gains, who loses");
  scenario->add_option("--before", all.scenario.before, "a content folder")->required();
  scenario->add_option("--after", all.scenario.after, "a content folder")->required();
  add_population(scenario, all.scenario);
  scenario->callback([&all] { all.code = commands::scenario(all.scenario); });
}

void add_node(CLI::App& app, Everything& all) {
  CLI::App* serve = app.add_subcommand("serve", "run a node");
  add_content(serve, all.serve.content);
  serve->add_option("--data", all.serve.data, "the node's data folder")->capture_default_str();
  add_store(serve, all.serve.store);
  serve->add_option("--web", all.serve.web, "templates and styles")->capture_default_str();
  serve->add_option("--port", all.serve.port, "HTTP port")->capture_default_str();
  serve->add_flag("--demo", all.serve.demo,
                  "invented persons, one-click sign-in; binds to this machine only");
  serve->add_flag("--without-cases", all.serve.without_cases,
                  "public pages only; also for content that fails its proofs (/proofs shows how)");
  serve->callback([&all] { all.code = commands::serve(all.serve); });

  CLI::App* verify = app.add_subcommand("verify", "recompute every hash of a node's ledger");
  verify->add_option("--data", all.verify.data)->capture_default_str();
  add_store(verify, all.verify.store);
  verify->callback([&all] { all.code = commands::verify(all.verify); });

  CLI::App* replay = app.add_subcommand("replay", "rebuild every table from the records");
  add_content(replay, all.replay.content);
  replay->add_option("--data", all.replay.data)->capture_default_str();
  add_store(replay, all.replay.store);
  replay->callback([&all] { all.code = commands::replay(all.replay); });

  CLI::App* copy = app.add_subcommand(
      "copy",
      "copy a stopped node's databases to an empty place, without changing a byte of its trees");
  copy->add_option("--from", all.copy.from, "a data folder or postgresql://…")->required();
  copy->add_option("--to", all.copy.to, "an empty folder or database")->required();
  copy->callback([&all] { all.code = commands::copy(all.copy); });
}

void add_person(CLI::App* command, commands::MigrateOptions& options) {
  command->add_option("--by", options.by, "who moves them: an account id");
  command->add_option("--role", options.role, "in which role")->capture_default_str();
  command->add_option("--reason", options.reason, "a code or file reference");
}

void add_migration(CLI::App* command, commands::MigrateOptions& options) {
  add_content(command, options.content);
  command->add_option("--data", options.data, "the node's data folder")->capture_default_str();
  command->add_option("--procedure", options.procedure,
                      "only this one (default: all that changed)");
  command->add_option("--mapping", options.mapping,
                      "TOML: a table for each procedure, \"old element\" = \"new element\"");
  command->add_flag("--json", options.json, "the answer as JSON (docs/schema)");
}

void add_migrations(CLI::App& app, Everything& all) {
  CLI::App* rehearse = app.add_subcommand(
      "rehearse", "what would happen to running cases under the content's procedures");
  add_migration(rehearse, all.rehearse);
  rehearse->callback([&all] { all.code = commands::rehearse(all.rehearse); });

  CLI::App* migrate =
      app.add_subcommand("migrate", "move running cases to the content's procedures");
  add_migration(migrate, all.migrate);
  add_person(migrate, all.migrate);
  migrate->add_option("--migration", all.migrate.migration,
                      "an id (default: the same for the same order)");
  migrate
      ->add_option("--accept", all.migrate.accept,
                   "reasons that a person took upon herself, by code")
      ->delimiter(',');
  migrate->add_flag("--dry-run", all.migrate.dry_run, "rehearse only");
  migrate->callback([&all] { all.code = commands::migrate(all.migrate); });

  CLI::App* undo = app.add_subcommand("undo", "put the cases of a migration back");
  add_content(undo, all.undo.content);
  undo->add_option("--data", all.undo.data, "the node's data folder")->capture_default_str();
  undo->add_option("--migration", all.undo.migration, "its id")->required();
  add_person(undo, all.undo);
  undo->add_flag("--json", all.undo.json, "the answer as JSON (docs/schema)");
  undo->callback([&all] { all.code = commands::undo(all.undo); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Alternat runs migration partnerships: terms become rules, rules decide cases, cases "
      "leave evidence, evidence is counted.");
  app.name("alternat");
  app.require_subcommand(1);
  Everything all;
  add_decisions(app, all);
  add_diff(app, all);
  add_deadline(app, all);
  add_import(app, all);
  add_prove(app, all);
  add_tests(app, all);
  add_populations(app, all);
  add_node(app, all);
  add_migrations(app, all);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  }
  return all.code;
}
