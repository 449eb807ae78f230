// SPDX-License-Identifier: EUPL-1.2
#include "proofs/case_state.h"

#include <algorithm>

#include "proofs/free_environment.h"

namespace alternat::proofs {

namespace {

// Two 64-bit FNV-like lanes with a final mix (splitmix64): no cryptography, only to tell states
// apart.
struct Hasher {
  std::uint64_t high = 0xcbf29ce484222325ULL;
  std::uint64_t low = 0x9e3779b97f4a7c15ULL;
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0xff);
  }
  void add_byte(std::uint64_t byte) {
    high = (high ^ byte) * 0x100000001b3ULL;
    low = (low + byte + 1) * 0xd6e8feb86659fd93ULL;
    low ^= low >> 32;
  }
  static std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }
};

}  // namespace

std::size_t phase_index(std::string_view phase) {
  return static_cast<std::size_t>(std::find(kPhases.begin(), kPhases.end(), phase) -
                                  kPhases.begin());
}

std::string_view to_text(GateStatus status) {
  switch (status) {
    case GateStatus::kNever:
      return "never";
    case GateStatus::kPassed:
      return "passed";
    case GateStatus::kStale:
      return "stale";
    case GateStatus::kNotPassed:
      return "not_passed";
  }
  return "";
}

StateKey key_of(const CaseState& state) {
  Hasher hasher;
  hasher.add(procedures::control_key(state.state));
  for (const auto& [name, outcome] : state.state.result_names) {
    hasher.add(name);
    hasher.add(outcome);
  }
  for (const GateStatus status : state.gates) hasher.add_byte(static_cast<std::uint64_t>(status));
  for (int shift = 0; shift < 32; shift += 8) hasher.add_byte((state.sent >> shift) & 0xffU);
  for (const auto& [name, value] : state.known) {
    hasher.add(name);
    hasher.add(value);
  }
  return {Hasher::mix(hasher.high), Hasher::mix(hasher.low)};
}

void Monitor::apply(CaseState& state, const procedures::Record& record,
                    const procedures::Values& values) const {
  if (const auto* set = std::get_if<procedures::VariableSet>(&record)) {
    for (const std::string& name : set->names) {
      for (std::size_t i = 0; i < kPhases.size(); ++i)
        if (state.gates[i] == GateStatus::kPassed &&
            subject_.around.reads("safeguards:" + std::string(kPhases[i]), name))
          state.gates[i] = GateStatus::kStale;
      if (!guards_.is_script_result(name)) continue;
      const auto value = values.find(name);
      if (value == values.end() || value->second == kAnyValue || value->second == "1") {
        state.known.erase(name);
      } else {
        state.known[name] = value->second;
      }
    }
  } else if (const auto* decided = std::get_if<procedures::DecisionRecorded>(&record)) {
    if (!decided->decision.starts_with("safeguards:")) return;
    const std::size_t phase = phase_index(std::string_view(decided->decision).substr(11));
    if (phase < kPhases.size())
      state.gates[phase] =
          decided->outcome == "PASS" ? GateStatus::kPassed : GateStatus::kNotPassed;
  } else if (const auto* thrown = std::get_if<procedures::MessageThrown>(&record)) {
    const auto& messages = subject_.around.messages->messages();
    for (std::size_t i = 0; i < messages.size() && i < 32; ++i) {
      if (messages[i].id != thrown->message) continue;
      // Only what another message waits for is remembered: the rest would only split states.
      for (const terms::MessageType& later : messages)
        if (std::find(later.after.begin(), later.after.end(), thrown->message) != later.after.end())
          state.sent |= 1U << i;
    }
  }
}

}  // namespace alternat::proofs
