// SPDX-License-Identifier: EUPL-1.2
// The world around a case as free choices, one after the other, so that every way a command can go
// is gone once. Given to procedures::decide, so that what is explored is the engine itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "procedures/environment.h"
#include "proofs/guards.h"

namespace alternat::proofs {

class FreeEnvironment final : public procedures::Environment {
 public:
  // `known`: of the state; results of this command are taken from what decide passes.
  FreeEnvironment(const Subject& subject, Guards& guards, const Known& known)
      : subject_(subject), guards_(guards), known_(known) {}

  // Starts anew with the choices as they stand.
  void rewind() { used_ = 0; }
  // The next vector of choices; false if all were had.
  bool advance();
  const std::vector<std::uint8_t>& choices() const { return choices_; }
  void set_choices(std::vector<std::uint8_t> choices) { choices_ = std::move(choices); }

  Instant now() const override { return Instant::from_micros(1'000'000'000'000'000); }
  procedures::Truth condition(const procedures::Expression& expression,
                              const procedures::Values& fresh) const override;
  std::optional<std::string> value(const procedures::Expression& expression,
                                   const procedures::Values& fresh) const override;
  Result<procedures::Deadline> deadline(const procedures::ClockTerms& clock,
                                        const procedures::Values& fresh) const override;
  bool reads(std::string_view decision, std::string_view variable) const override {
    return subject_.around.reads(decision, variable);
  }

 private:
  Known all_known(const procedures::Values& fresh) const;
  std::size_t choose(std::size_t count) const;

  const Subject& subject_;
  Guards& guards_;
  const Known& known_;
  mutable std::vector<std::uint8_t> choices_;
  mutable std::vector<std::uint8_t> counts_;
  mutable std::size_t used_ = 0;
  mutable std::string prefix_;   // truths so far of the gateway in hand
  mutable std::string element_;  // that gateway
};

// The value a script gives that may be anything; never taken for a known one.
inline constexpr std::string_view kAnyValue = "\"?\"";

}  // namespace alternat::proofs
