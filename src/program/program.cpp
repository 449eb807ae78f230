// SPDX-License-Identifier: EUPL-1.2
#include "program/program.h"

#include <algorithm>

#include "access/load_access.h"
#include "base/file.h"
#include "base/sha256.h"
#include "calendar/calendar_reader.h"
#include "decisions/assessment/plan.h"
#include "procedures/read_definition.h"
#include "program/checks.h"
#include "program/procedure_text.h"

namespace alternat::program {
namespace {

void report(const Error& error, Diagnostics& diagnostics) {
  diagnostics.error(error.code, error.message,
                    error.spans.empty() ? SourceSpan{} : error.spans.front());
}

// Over "path NUL hash-of-bytes" of every file in order of path: independent of the folder's own
// name.
std::string hash_of_folder(const std::string& folder, Diagnostics& diagnostics) {
  std::string all;
  for (const char* suffix : {".bpmn", ".dmn", ".toml"}) {
    Result<std::vector<std::string>> files = list_files(folder, suffix);
    if (!files) {
      report(files.error(), diagnostics);
      continue;
    }
    for (const std::string& file : *files)
      if (Result<std::string> bytes = read_file(file); bytes.ok())
        all += file.substr(folder.size()) + '\0' + sha256_hex(*bytes) + '\n';
  }
  return sha256_hex(all);
}

void read_procedures(const std::string& folder, const terms::FactDictionary& facts,
                     std::vector<CompiledProcedure>& procedures, Diagnostics& diagnostics) {
  Result<std::vector<std::string>> files = list_files(folder, ".bpmn");
  if (!files) return report(files.error(), diagnostics);
  std::vector<ProcedureText> all;
  for (const std::string& file : *files) {
    Result<std::string> bytes = read_file(file);
    if (bytes)
      all.push_back({file, std::move(*bytes)});
    else
      report(bytes.error(), diagnostics);
  }
  for (const ProcedureText& own : all) {
    std::vector<ProcedureText> texts = {own};
    // A called procedure is part of the version: changed, it makes another one.
    const procedures::ProcessLibrary library =
        [&](const std::string& id) -> std::optional<procedures::ProcessFile> {
      const ProcedureText* found = find_process(all, id);
      if (!found) return std::nullopt;
      const bool known = std::any_of(texts.begin(), texts.end(), [&](const ProcedureText& text) {
        return text.file == found->file;
      });
      if (!known) texts.push_back(*found);
      return procedures::ProcessFile{found->text, found->file};
    };
    std::optional<procedures::Definition> definition = procedures::read_definition(
        own.text, own.file, procedures::Profile::kContent, diagnostics, library);
    if (!definition) continue;
    definition->hash = version_hash(texts);
    for (const CompiledProcedure& other : procedures)
      if (other.definition.id == definition->id)
        diagnostics.error("program.duplicate_procedure",
                          "The procedure '" + definition->id + "' stands in " +
                              other.definition.span.file + " too; ids are unique.",
                          definition->span);
    procedures.push_back(compile_procedure(std::move(*definition), facts, diagnostics));
    procedures.back().texts = std::move(texts);
  }
}

Json json_of(const terms::FactLiteral& literal) {
  if (const auto* value = std::get_if<bool>(&literal)) return *value;
  if (const auto* value = std::get_if<std::string>(&literal)) return *value;
  if (const auto* value = std::get_if<Date>(&literal)) return value->to_iso();
  const auto& number = std::get<Decimal>(literal);
  if (const std::optional<std::int64_t> whole = number.to_int()) return *whole;
  return number.to_text();
}

}  // namespace

Program::~Program() = default;

const CompiledProcedure* Program::find_procedure(std::string_view id) const {
  for (const CompiledProcedure& procedure : procedures_)
    if (procedure.definition.id == id) return &procedure;
  return nullptr;
}

Result<Json> Program::facts_under(std::string_view partnership, Json facts, Date on,
                                  Date known_as_of) const {
  const terms::PartnershipContent* of = content_.find_partnership(partnership);
  if (!of)
    return Error{Fault::kNotFound,
                 "program.unknown_partnership",
                 "There is no partnership '" + std::string(partnership) +
                     "'. 'alternat check' lists the content; ids look like 'xa-xb'.",
                 {}};
  for (const terms::Overlay* overlay : of->overlays_on(on, known_as_of))
    for (const terms::OverlayFact& fact : overlay->sets) {
      if (facts.contains(fact.fact)) continue;
      facts[fact.fact] = fact.value ? json_of(*fact.value) : Json(fact.values);
    }
  return facts;
}

std::unique_ptr<Program> load_program(const std::string& folder, Diagnostics& diagnostics) {
  std::unique_ptr<Program> program(new Program());
  program->content_ = terms::read_content(folder, diagnostics);
  program->models_.add_folder(folder, diagnostics);
  program->calendars_ = calendar::load_calendars(folder + "/law/calendars", diagnostics);
  program->models_.set_calendars(&program->calendars_);
  terms::add_named_periods(program->content_.clocks, program->calendars_);
  read_procedures(folder, program->content_.facts, program->procedures_, diagnostics);
  for (CompiledProcedure& procedure : program->procedures_)
    procedure.calendars = &program->calendars_;
  program->hash_ = hash_of_folder(folder, diagnostics);
  if (Result<access::AccessTable> table =
          access::compile_access(program->models_, folder + "/law/de/access.dmn"))
    program->access_ = *table;
  else
    report(table.error(), diagnostics);
  check_program(*program, diagnostics);
  diagnostics.sort_by_place();
  if (diagnostics.has_errors()) return nullptr;
  program->plan_ = std::make_unique<const assessment::AssessmentPlan>(program->law());
  return program;
}

}  // namespace alternat::program
