// SPDX-License-Identifier: EUPL-1.2
// The gates that a complete set of safeguards has, and the phases each one touches. A gate of this
// list without a model keeps its phases at REVIEW at best: nothing passes by being left out.
#include "decisions/assessment/assess.h"

namespace alternat::assessment {
namespace {

enum class Reach { kAll, kFromScheduling, kExecution, kDetention, kAfter };

struct GateReach {
  const char* id;
  Reach reach;
};

// tidy: table
constexpr GateReach kGates[] = {
    {"G01", Reach::kAll},
    {"G02", Reach::kAll},
    {"G03", Reach::kAll},
    {"G04", Reach::kAll},
    {"G05", Reach::kAll},
    {"G06", Reach::kAll},
    {"G07", Reach::kAll},
    {"G08", Reach::kAll},
    {"G09", Reach::kAll},
    {"G10", Reach::kAll},
    {"G11", Reach::kAll},
    {"G12", Reach::kAll},
    {"G13", Reach::kAll},
    {"G14", Reach::kFromScheduling},
    {"G15", Reach::kAll},
    {"G16", Reach::kAll},
    {"G17", Reach::kAll},
    {"G18", Reach::kAll},
    {"G19", Reach::kFromScheduling},
    {"G20", Reach::kAll},
    {"G21", Reach::kAll},
    {"G22", Reach::kAll},
    {"G23", Reach::kAll},
    {"G24", Reach::kAll},
    {"G25", Reach::kFromScheduling},
    {"G26", Reach::kAll},
    {"G27", Reach::kFromScheduling},
    {"G28", Reach::kFromScheduling},
    {"G29", Reach::kFromScheduling},
    {"G30", Reach::kFromScheduling},
    {"G31", Reach::kFromScheduling},
    {"G32", Reach::kFromScheduling},
    {"G33", Reach::kFromScheduling},
    {"G34", Reach::kAll},
    {"G35", Reach::kAll},
    {"G36", Reach::kExecution},
    {"G37", Reach::kAll},
    {"G38", Reach::kAll},
    {"G39", Reach::kFromScheduling},
    {"G40", Reach::kExecution},
    {"G41", Reach::kFromScheduling},
    {"G42", Reach::kExecution},
    {"G43", Reach::kExecution},
    {"G44", Reach::kExecution},
    {"G45", Reach::kFromScheduling},
    {"G46", Reach::kFromScheduling},
    {"G47", Reach::kFromScheduling},
    {"G48", Reach::kFromScheduling},
    {"G49", Reach::kFromScheduling},
    {"G50", Reach::kFromScheduling},
    {"G51", Reach::kExecution},
    {"G52", Reach::kFromScheduling},
    {"G53", Reach::kAll},
    {"G54", Reach::kExecution},
    {"G55", Reach::kDetention},
    {"G56", Reach::kDetention},
    {"G57", Reach::kDetention},
    {"G58", Reach::kDetention},
    {"G59", Reach::kExecution},
    {"G60", Reach::kAfter},
    {"G61", Reach::kExecution},
    {"G62", Reach::kAll},
};

std::vector<Phase> phases_of(Reach reach) {
  switch (reach) {
    case Reach::kAll:
      return {Phase::kContact, Phase::kScheduling, Phase::kExecution};
    case Reach::kFromScheduling:
      return {Phase::kScheduling, Phase::kExecution};
    case Reach::kExecution:
      return {Phase::kExecution};
    case Reach::kDetention:
      return {Phase::kDetention};
    case Reach::kAfter:
      return {Phase::kAfter};
  }
  return {};
}

std::vector<ExpectedGate> all_gates() {
  std::vector<ExpectedGate> gates;
  for (const GateReach& gate : kGates) gates.push_back({gate.id, phases_of(gate.reach)});
  return gates;
}

}  // namespace

const std::vector<ExpectedGate>& expected_gates() {
  static const std::vector<ExpectedGate> kAll = all_gates();
  return kAll;
}

}  // namespace alternat::assessment
