// SPDX-License-Identifier: EUPL-1.2
// For tests of this folder: small models written as text, an environment with a handful of values,
// and records as one line each. The notation is described in examples/README.md.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "procedures/engine.h"

namespace alternat::procedures::testing {

// The model notation -> BPMN 2.0 XML without a diagram.
std::string model_xml(std::string_view model);

// Conditions "name op literal" joined by " and ": null if a name has no value. Deadlines: days of
// "PnD" or hours of "PTnH" after `starts` or now; an agreement's clock is not established.
class TestEnvironment final : public Environment {
 public:
  Instant moment = Instant::from_micros(0);
  Values values;  // the vault
  bool reads_all = true;

  Instant now() const override { return moment; }
  Truth condition(const Expression& expression, const Values& fresh) const override;
  std::optional<std::string> value(const Expression& expression,
                                   const Values& fresh) const override;
  Result<Deadline> deadline(const ClockTerms& clock, const Values& fresh) const override;
  bool reads(std::string_view, std::string_view) const override { return reads_all; }
};

// "TaskOpened check 2 form=a,b? role=officer".
std::string to_line(const Record& record);
// Where the tokens stand, sorted: "check >f2" (">" = waits before the target of the flow).
std::string token_line(const State& state);

}  // namespace alternat::procedures::testing
