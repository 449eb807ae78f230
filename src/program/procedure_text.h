// SPDX-License-Identifier: EUPL-1.2
// The texts one version of a procedure is made of: its own file first, then the files of the
// procedures it calls. Their hash is the version: a changed called procedure is another version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "program/compiled_procedure.h"

namespace alternat::program {

// The file that holds the process of the id; nullptr if none of them does.
const ProcedureText* find_process(const std::vector<ProcedureText>& files, const std::string& id);

// SHA-256, hex: of the file's bytes; with called files over the hashes of all, in their order.
std::string version_hash(const std::vector<ProcedureText>& texts);

// What a procedure is compiled over.
struct Surroundings {
  const terms::FactDictionary& facts;
  const calendar::CalendarSet* calendars = nullptr;
};

// A version that was kept when its cases began: read as its day allowed it (structure only: what
// content may say today does not judge it), with its FEEL compiled over today's facts. Absent if
// an error was reported (bpmn.*, feel.*).
std::optional<CompiledProcedure> compile_kept(std::vector<ProcedureText> texts,
                                              const Surroundings& around, Diagnostics& diagnostics);

}  // namespace alternat::program
