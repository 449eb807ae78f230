// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/gate.h"

#include <algorithm>

#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"

namespace alternat::assessment {
namespace {

using feel::Value;

Error bad_gate(const dmn::Decision& decision, const std::string& why) {
  return Error{Fault::kMalformed,
               "assessment.bad_gate",
               "gate \"" + decision.name + "\": " + why,
               {decision.span}};
}

std::optional<Phase> find_phase(const std::string& name) {
  for (Phase phase : kPhases)
    if (to_text(phase) == name) return phase;
  return std::nullopt;
}

std::optional<GateOutcome> find_outcome(std::string_view text) {
  for (GateOutcome outcome :
       {GateOutcome::kPass, GateOutcome::kReview, GateOutcome::kHold, GateOutcome::kBlock})
    if (to_text(outcome) == text) return outcome;
  return std::nullopt;
}

Result<Gate> read_gate(const Law& law, std::uint32_t index, const dmn::Extension& extension) {
  const dmn::DecisionNode& node = law.models->decisions()[index];
  const dmn::Decision& decision = *node.decision;
  Gate gate;
  gate.decision = index;
  gate.id = extension.get_or_empty("id");
  gate.citation = extension.get_or_empty("citation");
  gate.lift = extension.get_or_empty("lift");
  gate.model = law.models->models()[node.model]->hash;
  const dmn::DecisionTable* table = find_table(*law.models, index);
  if (!table || table->hit_policy != dmn::HitPolicy::kUnique)
    return bad_gate(decision, "a gate is a UNIQUE table");
  for (std::size_t i = 0; i < table->outputs.size(); ++i) {
    const std::optional<Phase> phase = find_phase(table->outputs[i].name);
    if (!phase)
      return bad_gate(decision, "output \"" + table->outputs[i].name +
                                    "\" is not a phase: contact, scheduling, execution, "
                                    "detention or after");
    gate.columns.emplace_back(*phase, i);
  }
  for (const dmn::Rule& rule : table->rules) {
    std::vector<GateOutcome> outcomes;
    for (const auto& [phase, column] : gate.columns) {
      const feel::Expression* expression = dmn::find_expression(rule.outputs[column]);
      const std::optional<Value> value = expression ? expression->view().constant() : std::nullopt;
      const std::optional<GateOutcome> outcome =
          value && value->is_string() ? find_outcome(value->string()) : std::nullopt;
      if (!outcome)
        return bad_gate(decision, "rule " + rule.id + " gives " + rule.outputs[column].text +
                                      ": write \"PASS\", \"REVIEW\", \"HOLD\" or \"BLOCK\"");
      outcomes.push_back(*outcome);
    }
    gate.rules.push_back(std::move(outcomes));
  }
  for (const std::string& name : input_names(*law.models, index))
    if (name != "on" && !(law.parameters && law.parameters->find(name))) gate.facts.push_back(name);
  return gate;
}

constexpr int kNoRule = -1;

GateOutcome outcome_of(const Gate& gate, int rule, std::size_t column) {
  return rule == kNoRule ? GateOutcome::kReview
                         : gate.rules[static_cast<std::size_t>(rule)][column];
}

// The rules that some completion of the unknown facts hits.
class PossibleRules {
 public:
  PossibleRules(const Law& law, const Gate& gate, dmn::Evaluation& evaluation, int budget)
      : gate_(gate), boxes_(law, gate.decision), evaluation_(evaluation), budget_(budget) {}

  // Indexes of rules; kNothing if a completion hits no rule or cannot be decided. Complete as far
  // as it can change the outcome.
  static constexpr int kNothing = kNoRule;
  const std::set<int>& run() {
    explore();
    return rules_;
  }

 private:
  // One reached rule at REVIEW or below and one above PASS in every phase: the answer is REVIEW
  // whatever else can be reached.
  bool is_settled() const {
    for (std::size_t column = 0; column < gate_.columns.size(); ++column) {
      GateOutcome least = GateOutcome::kBlock;
      GateOutcome strictest = GateOutcome::kPass;
      for (int rule : rules_) {
        const GateOutcome outcome = outcome_of(gate_, rule, column);
        least = std::min(least, outcome);
        strictest = std::max(strictest, outcome);
      }
      if (least > GateOutcome::kReview || strictest == GateOutcome::kPass) return false;
    }
    return true;
  }

  void explore() {
    if (is_settled()) return;
    std::vector<dmn::RuleVerdict> verdicts;
    evaluation_.rule_verdicts(gate_.decision, verdicts);
    mark_undecided(gate_.decision, evaluation_, verdicts);
    --budget_;
    std::set<std::string> open;
    std::set<int> candidates;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const int rule = static_cast<int>(i);
      switch (verdicts[i].verdict) {
        case dmn::Verdict::kNo:
          break;
        case dmn::Verdict::kError:
          candidates.insert(kNothing);
          break;
        case dmn::Verdict::kYes:
          candidates.insert(rule);
          break;
        case dmn::Verdict::kMaybe:
          candidates.insert(rule);
          open.insert(verdicts[i].unknown.begin(), verdicts[i].unknown.end());
          break;
      }
    }
    if (candidates.empty()) candidates.insert(kNothing);
    const auto fact = std::find_if(open.begin(), open.end(), [&](const std::string& name) {
      return std::binary_search(gate_.facts.begin(), gate_.facts.end(), name);
    });
    const bool nothing_new =
        std::includes(rules_.begin(), rules_.end(), candidates.begin(), candidates.end());
    if (fact == open.end() || budget_ <= 0) {
      rules_.insert(candidates.begin(), candidates.end());
      if (!open.empty()) rules_.insert(kNothing);
      return;
    }
    if (nothing_new && rules_.contains(kNothing)) return;
    const Representatives values = boxes_.representatives(*fact, evaluation_);
    if (!values.complete) rules_.insert(candidates.begin(), candidates.end());
    for (const Value& value : values.values) {
      evaluation_.set_inputs_named(*fact, value);
      explore();
    }
    evaluation_.set_inputs_named(*fact, Value::unknown(*fact));
  }

  const Gate& gate_;
  Boxes boxes_;
  dmn::Evaluation& evaluation_;
  int budget_;
  std::set<int> rules_;
};

}  // namespace

Result<std::vector<Gate>> find_gates(const Law& law) {
  std::vector<Gate> gates;
  for (std::uint32_t i = 0; i < law.models->decisions().size(); ++i) {
    const dmn::Decision& decision = *law.models->decisions()[i].decision;
    const dmn::Extension* extension = dmn::find_extension(decision.extensions, "gate");
    if (!extension) continue;
    Result<Gate> gate = read_gate(law, i, *extension);
    if (!gate) return gate.error();
    gates.push_back(std::move(*gate));
  }
  return gates;
}

std::vector<GateOutcome> evaluate_gate(const Law& law, const Gate& gate,
                                       dmn::Evaluation& evaluation, int evaluations_max) {
  const feel::EvaluationContext::Muted muted(evaluation.context());
  PossibleRules possible(law, gate, evaluation, evaluations_max);
  const std::set<int>& rules = possible.run();
  std::vector<GateOutcome> outcomes;
  for (std::size_t column = 0; column < gate.columns.size(); ++column) {
    bool all_pass = true;
    GateOutcome least = GateOutcome::kBlock;
    for (int rule : rules) {
      const GateOutcome outcome = outcome_of(gate, rule, column);
      all_pass &= outcome == GateOutcome::kPass;
      least = std::min(least, outcome);
    }
    const bool certain = rules.size() == 1;
    if (all_pass)
      outcomes.push_back(GateOutcome::kPass);
    else
      outcomes.push_back(certain ? least : std::max(least, GateOutcome::kReview));
  }
  return outcomes;
}

}  // namespace alternat::assessment
