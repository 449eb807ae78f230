// SPDX-License-Identifier: EUPL-1.2
#include "program/procedure_text.h"

#include "base/assert.h"
#include "base/sha256.h"
#include "base/xml.h"
#include "procedures/read_definition.h"

namespace alternat::program {

const ProcedureText* find_process(const std::vector<ProcedureText>& files, const std::string& id) {
  for (const ProcedureText& file : files) {
    if (file.text.find('"' + id + '"') == std::string::npos) continue;
    const Result<XmlElement> root = parse_xml(file.text, file.file);
    if (!root) continue;
    for (const XmlElement& child : root->children)
      if (child.name == "process" && child.attribute_or("id", "") == id) return &file;
  }
  return nullptr;
}

std::string version_hash(const std::vector<ProcedureText>& texts) {
  ALTERNAT_ASSERT(!texts.empty());
  if (texts.size() == 1) return sha256_hex(texts.front().text);
  std::string all;
  for (const ProcedureText& text : texts) all += sha256_hex(text.text) + '\n';
  return sha256_hex(all);
}

std::optional<CompiledProcedure> compile_kept(std::vector<ProcedureText> texts,
                                              const Surroundings& around,
                                              Diagnostics& diagnostics) {
  if (texts.empty()) return std::nullopt;
  const procedures::ProcessLibrary library =
      [&texts](const std::string& id) -> std::optional<procedures::ProcessFile> {
    const ProcedureText* found = find_process(texts, id);
    if (!found) return std::nullopt;
    return procedures::ProcessFile{found->text, found->file};
  };
  std::optional<procedures::Definition> definition = procedures::read_definition(
      texts.front().text, texts.front().file, procedures::Profile::kStandard, diagnostics, library);
  if (!definition) return std::nullopt;
  definition->hash = version_hash(texts);
  CompiledProcedure procedure =
      compile_procedure(std::move(*definition), around.facts, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  procedure.calendars = around.calendars;
  procedure.texts = std::move(texts);
  return procedure;
}

}  // namespace alternat::program
