// SPDX-License-Identifier: EUPL-1.2
// What decide() may ask of the world around a case: the moment, FEEL over the case's values,
// deadlines, and which facts a decision reads. One implementation joins FEEL, calendar and vault
// (casework); the proofs pass one that answers with free choices.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "procedures/command.h"
#include "procedures/definition.h"

namespace alternat::procedures {

enum class Truth { kFalse, kTrue, kNull };

struct Deadline {
  Instant due = Instant::from_micros(0);
  std::string clause;  // the agreement's own clause where the clock is the agreement's
  std::string zone;    // in which the last day was counted
};

class Environment {
 public:
  virtual ~Environment() = default;
  virtual Instant now() const = 0;
  // `fresh` outranks what the case already holds: values of this command, outcomes of decisions.
  // Anything but true and false is kNull.
  virtual Truth condition(const Expression& expression, const Values& fresh) const = 0;
  // JSON text; absent = null.
  virtual std::optional<std::string> value(const Expression& expression,
                                           const Values& fresh) const = 0;
  // Error codes become the detail of an incident: a clock that is not established is never guessed.
  virtual Result<Deadline> deadline(const ClockTerms& clock, const Values& fresh) const = 0;
  // The next time of a cycle whose last was due at `previous`, whenever it fired.
  virtual Result<Deadline> deadline_after(const ClockTerms& clock, const Deadline& previous,
                                          const Values& fresh) const {
    (void)previous;
    return deadline(clock, fresh);
  }
  // Whether the decision reads the variable; true if unknown (then a change makes its result
  // stale).
  virtual bool reads(std::string_view decision, std::string_view variable) const = 0;
};

}  // namespace alternat::procedures
