// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "decisions/assessment/boxes.h"
#include "decisions/assessment/gate.h"
#include "decisions/assessment/inputs.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/feel/convert.h"
#include "proofs/prove_law.h"

namespace alternat::proofs {

namespace {

using assessment::Gate;
using assessment::GateOutcome;

constexpr std::size_t kBoxesMax = 20'000;  // of one gate and one setting
constexpr int kEvaluationsMax = 20'000;

// One gate with one fact set: law and agreement side by side in every box.
class GateComparison {
 public:
  GateComparison(const assessment::Law& law, const Gate& gate, const Setting& setting)
      : law_(law),
        gate_(gate),
        setting_(setting),
        boxes_(law, gate.decision),
        evaluation_(*law.models) {
    const assessment::AssessmentOptions options(setting.from);
    evaluation_.context().set_today(feel::Value::from_date(setting.from));
    assessment::set_inputs(law, Json::object(), options, assessment::Presume::kNothing,
                           evaluation_);
    const terms::FactDefinition* fact = law.facts->find(setting.fact);
    value_ = fact == nullptr ? feel::Value() : assessment::value_of_fact(*fact, setting.value);
    for (const std::string& name : gate.facts)
      if (name != setting.fact) others_.push_back(name);
  }

  void run() { visit(0); }
  std::size_t boxes() const { return count_; }
  bool complete() const { return complete_; }
  const std::string& weaker() const { return weaker_; }

 private:
  void visit(std::size_t depth) {
    if (!weaker_.empty()) return;
    if (count_ >= kBoxesMax) {
      complete_ = false;
      return;
    }
    if (depth == others_.size()) return compare();
    const std::string& name = others_[depth];
    path_.emplace_back(name, "not recorded");
    visit(depth + 1);
    const assessment::Representatives values = boxes_.representatives(name, evaluation_);
    complete_ = complete_ && values.complete;
    for (const feel::Value& value : values.values) {
      evaluation_.set_inputs_named(name, value);
      path_.back().second = feel::to_literal(value);
      visit(depth + 1);
    }
    evaluation_.set_inputs_named(name, feel::Value::unknown(name));
    path_.pop_back();
  }

  void compare() {
    ++count_;
    const auto by_law = evaluate_gate(law_, gate_, evaluation_, kEvaluationsMax);
    evaluation_.set_inputs_named(setting_.fact, value_);
    const auto composed = evaluate_gate(law_, gate_, evaluation_, kEvaluationsMax);
    evaluation_.set_inputs_named(setting_.fact, feel::Value::unknown(setting_.fact));
    for (std::size_t i = 0; i < gate_.columns.size(); ++i) {
      if (composed[i] >= by_law[i]) continue;
      weaker_ = "with " + setting_.fact + " = " + feel::to_literal(value_);
      for (const auto& [name, value] : path_) weaker_ += ", " + name + " = " + value;
      weaker_ += ", before " + std::string(assessment::to_text(gate_.columns[i].first)) +
                 ": by law " + std::string(assessment::to_text(by_law[i])) +
                 ", under the agreement " + std::string(assessment::to_text(composed[i]));
      return;
    }
  }

  const assessment::Law& law_;
  const Gate& gate_;
  const Setting& setting_;
  assessment::Boxes boxes_;
  dmn::Evaluation evaluation_;
  feel::Value value_;
  std::vector<std::string> others_;
  std::vector<std::pair<std::string, std::string>> path_;
  std::size_t count_ = 0;
  bool complete_ = true;
  std::string weaker_;
};

void compare_all(const assessment::Law& law, const Gate& gate, const std::vector<Setting>& settings,
                 Proof& proof) {
  bool touched = false;
  for (const Setting& setting : settings) {
    if (!std::binary_search(gate.facts.begin(), gate.facts.end(), setting.fact)) continue;
    touched = true;
    GateComparison comparison(law, gate, setting);
    comparison.run();
    proof.states += comparison.boxes();
    if (!comparison.weaker().empty()) {
      Counterexample found;
      found.what = gate.id + " is less strict than the law through overlay \"" + setting.overlay +
                   "\": " + comparison.weaker() + ".";
      found.sentence = {"weaker",
                        {{"gate_id", gate.id},
                         {"overlay", setting.overlay},
                         {"fact", setting.fact},
                         {"case", comparison.weaker()}}};
      found.span = setting.span;
      found.entry = gate.id;
      found.hint = "Safeguards only tighten: no agreement may set this fact.";
      proof.counterexamples.push_back(std::move(found));
    } else if (!comparison.complete()) {
      proof.bound = gate.id + " with \"" + setting.fact +
                    "\": too many boxes, or a fact without "
                    "an end of values";
    }
  }
  if (!touched) ++proof.states;  // no fact of the gate is set: one box, the law's own
}

}  // namespace

Proof prove_safeguards(const assessment::Law& law, const std::vector<Setting>& settings,
                       const std::string& partnership) {
  Proof proof;
  proof.property = Property::kSafeguards;
  proof.scope = partnership;
  proof.partnerships = {partnership};
  proof.unit = "boxes";
  proof.abstraction = {
      {"An agreement reaches safeguards only through facts that its overlays set where the file "
       "says nothing; all others of the gate are tried with every value its table tells apart, and "
       "unrecorded.",
       {"overlays_only", {}}},
      {"One gate at a time: the outcome of a phase is the strictest of its gates, so no gate less "
       "strict means no phase less strict.",
       {"one_gate", {}}},
      {"All overlays are tried, whether in force or not.", {"all_overlays", {}}}};
  proof.not_shown = {"That the law's own safeguards are strict enough.",
                     "That an officer records the facts of the person before the agreement's are "
                     "assumed."};
  const Result<std::vector<Gate>> gates = assessment::find_gates(law);
  if (!gates) {
    proof.bound = gates.error().message;
    return proof;
  }
  for (const Gate& gate : *gates) compare_all(law, gate, settings, proof);
  proof.notes.push_back(std::to_string(gates->size()) + " gates, " +
                        std::to_string(settings.size()) + " facts set by overlays.");
  if (!proof.counterexamples.empty()) {
    proof.holds = false;
  } else if (proof.bound.empty()) {
    proof.holds = true;
  }
  return proof;
}

}  // namespace alternat::proofs
