// SPDX-License-Identifier: EUPL-1.2
// The world around a case, for procedures::decide: FEEL over the case's values, legal clocks, the
// moment. Opens the vault only when an expression reads a value that is not at hand.
#pragma once

#include "casework/case_values.h"
#include "procedures/environment.h"

namespace alternat::casework {

class CaseEnvironment final : public procedures::Environment {
 public:
  // All outlive the environment.
  CaseEnvironment(Node& node, const program::CompiledProcedure& procedure,
                  const projections::CaseRow& row, CaseValues& values)
      : node_(node), procedure_(procedure), row_(row), values_(values), now_(node.now()) {}

  Instant now() const override { return now_; }
  procedures::Truth condition(const procedures::Expression& expression,
                              const procedures::Values& fresh) const override;
  std::optional<std::string> value(const procedures::Expression& expression,
                                   const procedures::Values& fresh) const override;
  Result<procedures::Deadline> deadline(const procedures::ClockTerms& clock,
                                        const procedures::Values& fresh) const override;
  Result<procedures::Deadline> deadline_after(const procedures::ClockTerms& clock,
                                              const procedures::Deadline& previous,
                                              const procedures::Values& fresh) const override;
  bool reads(std::string_view decision, std::string_view variable) const override;

  // The vault could not be read: whatever was decided without it does not count.
  const Status& failure() const { return failure_; }

 private:
  feel::Value evaluate(const procedures::Expression& expression,
                       const procedures::Values& fresh) const;
  feel::Value value_of(const feel::Scope::Name& name, const procedures::Values& fresh) const;
  std::optional<std::string> text_of(const std::string& name,
                                     const procedures::Values& fresh) const;

  Node& node_;
  const program::CompiledProcedure& procedure_;
  const projections::CaseRow& row_;
  CaseValues& values_;
  Instant now_;
  mutable Status failure_;
};

}  // namespace alternat::casework
