// SPDX-License-Identifier: EUPL-1.2
// A control state of a case: what the engine holds, how fresh the gates are, and what scripts gave.
// Personal values are no part of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "procedures/engine.h"
#include "proofs/guards.h"
#include "proofs/subject.h"

namespace alternat::proofs {

inline constexpr std::array<std::string_view, 3> kPhases = {"contact", "scheduling", "execution"};
// kPhases.size() if it is none.
std::size_t phase_index(std::string_view phase);

// Of the safeguards of one phase: never asked; passed and nothing they read changed since; passed
// before a change; asked and not passed.
enum class GateStatus : std::uint8_t { kNever, kPassed, kStale, kNotPassed };
std::string_view to_text(GateStatus status);

struct CaseState {
  procedures::State state;
  std::array<GateStatus, 3> gates = {};
  std::uint32_t sent =
      0;  // bit i: message i of MessageRules left (the first 32 that others wait for)
  Known known;
};

struct StateKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const StateKey&, const StateKey&) = default;
};
struct StateKeyHash {
  std::size_t operator()(const StateKey& key) const { return key.low; }
};

// 128 bits of the control part: what the future depends on.
StateKey key_of(const CaseState& state);

// How a record changes gates, messages sent and known values; `values` are those of the command.
// The engine's own state is changed by procedures::apply as well. Written apart from the engine on
// purpose: it is what the engine is held against.
class Monitor {
 public:
  Monitor(const Subject& subject, const Guards& guards) : subject_(subject), guards_(guards) {}
  void apply(CaseState& state, const procedures::Record& record,
             const procedures::Values& values) const;

 private:
  const Subject& subject_;
  const Guards& guards_;
};

}  // namespace alternat::proofs
