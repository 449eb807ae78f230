// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "decisions/assessment/rows.h"
#include "decisions/assessment/table_sweep.h"
#include "decisions/dmn/definitions.h"
#include "decisions/dmn/model_set.h"
#include "proofs/prove_law.h"

namespace alternat::proofs {

namespace {

// Of one table, into the proof of its model.
class TableProver {
 public:
  TableProver(const assessment::Law& law, Proof& proof) : law_(law), proof_(proof) {}

  void add(std::uint32_t index) {
    const dmn::DecisionTable* table = assessment::find_table(*law_.models, index);
    if (table == nullptr) return;
    const dmn::Decision& decision = *law_.models->decisions()[index].decision;
    proof_.states += table->rules.size() * std::max<std::size_t>(table->inputs.size(), 1);
    check_reach(index, decision, *table);
    if (table->hit_policy == dmn::HitPolicy::kCollect) {
      return;  // no rule is an answer, and several are one too
    }
    if (table->hit_policy != dmn::HitPolicy::kUnique) {
      leave_open(decision, "its hit policy is " + std::string(dmn::to_text(table->hit_policy)));
      return;
    }
    check_coverage(index, decision, *table);
  }

  void finish() {
    if (!proof_.counterexamples.empty()) {
      proof_.holds = false;
    } else if (proof_.bound.empty()) {
      proof_.holds = true;
    }
  }

 private:
  void leave_open(const dmn::Decision& decision, const std::string& why) {
    proof_.bound += (proof_.bound.empty() ? "" : "; ") + decision.name + ": " + why;
  }

  void fail(const dmn::Decision& decision, const std::string& what, Sentence sentence) {
    Counterexample found;
    found.what = "table \"" + decision.name + "\" " + what;
    found.sentence = std::move(sentence);
    found.sentence.pieces.emplace_back("table", decision.name);
    found.span = decision.span;
    found.entry = decision.name;
    found.hint = "Add the rule that is missing, or narrow one of the two.";
    proof_.counterexamples.push_back(std::move(found));
  }

  void check_reach(std::uint32_t index, const dmn::Decision& decision,
                   const dmn::DecisionTable& table) {
    if (table.rules.empty() || table.inputs.empty()) return;
    for (const assessment::UnreachableRule& found : assessment::unreachable_rules(law_, index))
      fail(decision,
           "never hits rule " + found.rule + ": no value of " + found.input + " meets the cell " +
               found.cell + ".",
           {"table_dead", {{"rule", found.rule}, {"input", found.input}, {"cell", found.cell}}});
  }

  void check_coverage(std::uint32_t index, const dmn::Decision& decision,
                      const dmn::DecisionTable& table) {
    const assessment::SweepResult swept = assessment::sweep_table(law_, index);
    if (!swept.not_swept.empty()) leave_open(decision, swept.not_swept);
    const bool has_default =
        std::any_of(table.outputs.begin(), table.outputs.end(),
                    [](const dmn::OutputClause& output) { return output.fallback.has_value(); });
    if (swept.gap && !has_default)
      fail(decision, "has no rule for " + *swept.gap + ".", {"table_gap", {{"case", *swept.gap}}});
    if (swept.overlap)
      fail(decision, "hits rules " + swept.overlap_rules + " both for " + *swept.overlap + ".",
           {"table_overlap", {{"rules", swept.overlap_rules}, {"case", *swept.overlap}}});
  }

  const assessment::Law& law_;
  Proof& proof_;
};

}  // namespace

std::vector<Proof> prove_tables(const assessment::Law& law) {
  std::vector<Proof> proofs;
  const auto& models = law.models->models();
  for (std::size_t model = 0; model < models.size(); ++model) {
    Proof proof;
    proof.property = Property::kTables;
    proof.scope = "model " + models[model]->name;
    proof.unit = "cells";
    proof.abstraction = {
        {"Each column is tried with every value its cells tell apart; null is not swept (an "
         "unknown "
         "or missing value goes to a person).",
         {"columns", {}}},
        {"A parameter stands for any number: a column that compares with one is tried around it.",
         {"parameters", {}}},
        {"Of tables that collect, only whether every rule can hit: that none hits is an answer, "
         "and "
         "that several do.",
         {"collect", {}}}};
    proof.not_shown = {
        "That the rules say what the statute says: that is for the worked examples "
        "and for lawyers."};
    TableProver prover(law, proof);
    for (std::uint32_t i = 0; i < law.models->decisions().size(); ++i)
      if (law.models->decisions()[i].model == model) prover.add(i);
    prover.finish();
    if (proof.states > 0) proofs.push_back(std::move(proof));
  }
  return proofs;
}

}  // namespace alternat::proofs
