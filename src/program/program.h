// SPDX-License-Identifier: EUPL-1.2
// Program: a content folder, compiled: facts, parameters, models, agreements, procedures, access.
// The only loader for use: what the hierarchy of norms forbids never becomes a Program (design:
// law, instruments, partnership). Immutable afterwards; safe to read from several threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/access_table.h"
#include "base/diagnostics.h"
#include "base/json.h"
#include "calendar/calendar_set.h"
#include "decisions/assessment/assess.h"
#include "decisions/dmn/model_set.h"
#include "program/compiled_procedure.h"
#include "terms/content_folder.h"

namespace alternat::program {

class Program {
 public:
  ~Program();
  const terms::Content& content() const { return content_; }
  const dmn::ModelSet& models() const { return models_; }
  const calendar::CalendarSet& calendars() const { return calendars_; }
  const access::AccessTable& access() const { return *access_; }
  const std::vector<CompiledProcedure>& procedures() const { return procedures_; }
  // nullptr if there is none. A procedure of the partnership outranks one of the shared library.
  const CompiledProcedure* find_procedure(std::string_view id) const;
  assessment::Law law() const {
    return {&models_, &content_.facts, &content_.parameters, plan_.get()};
  }
  // SHA-256 over the names and bytes of all content files, hex: which content answered.
  const std::string& hash() const { return hash_; }

  // The facts as the partnership's overlays leave them: facts that an agreement in force sets,
  // where the file itself says nothing about them. Error program.unknown_partnership.
  Result<Json> facts_under(std::string_view partnership, Json facts, Date on,
                           Date known_as_of) const;

 private:
  friend std::unique_ptr<Program> load_program(const std::string& folder, Diagnostics& diagnostics);
  Program() = default;

  terms::Content content_;
  dmn::ModelSet models_;
  calendar::CalendarSet calendars_;
  std::optional<access::AccessTable> access_;
  std::vector<CompiledProcedure> procedures_;
  std::unique_ptr<const assessment::AssessmentPlan> plan_;
  std::string hash_;
};

// Reads, compiles and checks the whole folder; every mistake is in `diagnostics`, sorted by place.
// nullptr if there is an error. Codes: those of the readers, and program.* (checks.h).
std::unique_ptr<Program> load_program(const std::string& folder, Diagnostics& diagnostics);

}  // namespace alternat::program
