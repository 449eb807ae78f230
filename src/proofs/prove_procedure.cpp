// SPDX-License-Identifier: EUPL-1.2
#include "proofs/prove_procedure.h"

#include <algorithm>
#include <set>

#include "decisions/feel/convert.h"
#include "proofs/gates.h"
#include "proofs/walk.h"

namespace alternat::proofs {

namespace {

constexpr std::size_t kCounterexamplesMax = 5;
constexpr std::string_view kRunaway = "runaway: ";

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// What both properties leave out.
std::vector<LeftOut> abstraction(const Subject& subject, const Guards& guards) {
  std::vector<LeftOut> lines = {
      {"Values of facts are free: a condition may be true, false or open, except where the outcome "
       "of a decision, a script or a term of the agreement settles it.",
       {"free_values", {}}},
      {"Conditions of one gateway are tried together with every value they tell apart; which come "
       "together is computed, what happens between gateways is not remembered.",
       {"one_gateway", {}}},
      {"Decisions answer anything that conditions tell apart, and one thing more.",
       {"any_decision", {}}},
      {"A period may end at any moment after it was set (nobody suspends or extends it); a message "
       "may come whenever it is awaited.",
       {"periods", {}}},
      {"Who acts, claims and instants are left out; a second person is always there for four eyes.",
       {"people", {}}},
      {"States are told apart by 128 bits of their control part.", {"bits", {}}}};
  std::string terms;
  for (const auto& [name, value] : subject.terms)
    terms += (terms.empty() ? "" : ", ") + name + " = " + feel::to_literal(value);
  if (!terms.empty())
    lines.push_back({"Terms of the agreement: " + terms + ".", {"terms", {{"terms", terms}}}});
  for (const auto& [element, why] : guards.free_groups())
    lines.push_back({"The conditions of " + element + " are free choices: " + why + ".",
                     {"free_group", {{"element", element}, {"why", why}}}});
  if (guards.has_loops())
    lines.push_back(
        {"Activities with instances have none, one or two of them; a loop that no "
         "maximum bounds may go on at any time.",
         {"loops", {}}});
  const auto& nodes = subject.procedure.definition->nodes;
  if (std::any_of(nodes.begin(), nodes.end(), [](const auto& node) { return !node.phase.empty(); }))
    lines.push_back(
        {"Any fact that a gate reads may change at any moment; facts that the same gates read are "
         "one.",
         {"gate_facts", {}}});
  return lines;
}

SourceSpan span_of(const Subject& subject, const std::string& element) {
  const procedures::Definition& definition = *subject.procedure.definition;
  const procedures::NodeIndex index = definition.find_node(element);
  return index == procedures::kNoIndex ? definition.span : definition.nodes[index].span;
}

Proof frame(Property property, const Subject& subject, const ProcedureScope& scope,
            const Explorer& explorer) {
  Proof proof;
  proof.property = property;
  proof.scope = scope.scope;
  proof.procedure = subject.procedure.definition->id;
  proof.partnerships = scope.partnerships;
  proof.states = explorer.states();
  proof.transitions = explorer.transitions();
  return proof;
}

// Does not hold where something was found; holds where nothing was and all was seen.
void conclude(Proof& proof, const std::string& bound) {
  proof.bound = bound;
  const bool real =
      std::any_of(proof.counterexamples.begin(), proof.counterexamples.end(),
                  [](const Counterexample& found) { return found.replay != Replay::kSpurious; });
  if (real) {
    proof.holds = false;
  } else if (bound.empty() && proof.counterexamples.empty()) {
    proof.holds = true;
  } else if (bound.empty()) {
    proof.bound = "only spurious counterexamples: the abstraction is too coarse to tell";
  }
}

Proof prove_gates(const Explorer& explorer, const Subject& subject, const ProcedureScope& scope) {
  Proof proof = frame(Property::kGates, subject, scope, explorer);
  proof.abstraction = abstraction(subject, explorer.guards());
  proof.not_shown = {
      "Whether what is recorded is true, and whether anybody acts outside Alternat.",
      "Whether the gates ask the right things: that is the law's tables, and the worked examples.",
      "A correction of the file that says an act was done is a record, not a step: it moves "
      "nothing, and it is seen in the log."};
  for (const Finding& finding : explorer.findings()) {
    if (finding.wrong.what.starts_with(kRunaway)) continue;
    if (proof.counterexamples.size() == kCounterexamplesMax) break;
    Counterexample found = walk(explorer, finding);
    const std::size_t colon = finding.wrong.what.find(": ");
    found.entry = finding.wrong.what.substr(0, colon);
    found.span = span_of(subject, found.entry);
    found.hint =
        "Give the element the phase, lead every path to it through that phase's safeguards, or "
        "say in law/de/messages.toml what the message is.";
    proof.counterexamples.push_back(std::move(found));
  }
  conclude(proof, explorer.bound());
  return proof;
}

std::string name_of(const Step& step) {
  return step.element.empty() ? step.command : step.element;
}

void say_stuck(Counterexample& found) {
  if (found.steps.empty()) {
    found.what = "No end can be reached from the beginning.";
    found.sentence = {"stuck_at_once", {}};
    return;
  }
  const Step& last = found.steps.back();
  found.what = "No end can be reached once " + name_of(last) + " is done: tokens stand at " +
               join(last.tokens);
  if (!last.incidents.empty()) found.what += ", with an incident at " + join(last.incidents);
  found.what += ".";
  found.sentence = {last.incidents.empty() ? "stuck" : "stuck_with_incident",
                    {{"element", name_of(last)},
                     {"elements", join(last.tokens)},
                     {"incidents", join(last.incidents)}}};
}

// A token that waits for ever inside a part is lost, though an interruption may still end the case.
void add_hanging(const Explorer& explorer, const Subject& subject, Proof& proof) {
  for (const Finding& finding : explorer.hanging()) {
    if (proof.counterexamples.size() == kCounterexamplesMax) return;
    Counterexample found = walk(explorer, finding);
    const std::string& part = finding.wrong.what;
    const Step& last = found.steps.back();
    found.what = "Nothing " + (part.empty() ? "in the case" : "inside \"" + part + "\"") +
                 " can move any more once " + name_of(last) + " is done: tokens stand at " +
                 join(last.tokens) + "; only an interruption leads on.";
    found.sentence = {
        part.empty() ? "hanging_case" : "hanging",
        {{"part", part}, {"element", name_of(last)}, {"elements", join(last.tokens)}}};
    found.entry = part.empty() && !last.tokens.empty() ? last.tokens.front() : part;
    found.span = span_of(subject, found.entry);
    found.hint =
        "A join waits for a token that cannot come: check the gateways that split before it, "
        "inside the same part.";
    proof.counterexamples.push_back(std::move(found));
  }
}

Proof prove_ends(const Explorer& explorer, const Subject& subject, const ProcedureScope& scope) {
  Proof proof = frame(Property::kEnds, subject, scope, explorer);
  proof.abstraction = abstraction(subject, explorer.guards());
  proof.abstraction.push_back(
      {"Cancelling a case and choosing a way past an incident do not count as ways to an end.",
       {"no_way_out", {}}});
  proof.not_shown = {
      "That anybody does what is due: shown is that from every state an end can be "
      "reached, not when.",
      "That a case with these very facts reaches it: the facts are free."};
  for (const Finding& finding : explorer.findings()) {
    if (!finding.wrong.what.starts_with(kRunaway)) continue;
    Counterexample found = walk(explorer, finding);
    found.what = finding.wrong.what.substr(kRunaway.size());
    found.span = subject.procedure.definition->span;
    found.hint = "Put a task, a message or a timer into the loop.";
    proof.counterexamples.push_back(std::move(found));
  }
  if (explorer.bound().empty()) {
    for (const Finding& finding : explorer.without_end()) {
      if (proof.counterexamples.size() == kCounterexamplesMax) break;
      Counterexample found = walk(explorer, finding);
      say_stuck(found);
      if (!found.steps.empty() && !found.steps.back().tokens.empty())
        found.entry = found.steps.back().tokens.front();
      found.span = span_of(subject, found.entry);
      found.hint =
          "A join waits for a token that cannot come, or a condition leaves no way: check the "
          "gateways that split before it.";
      proof.counterexamples.push_back(std::move(found));
    }
    add_hanging(explorer, subject, proof);
    const std::vector<std::string> unseen = explorer.never_entered();
    if (!unseen.empty()) proof.notes.push_back("Never entered: " + join(unseen) + ".");
  }
  conclude(proof, explorer.bound());
  return proof;
}

}  // namespace

std::vector<Proof> prove_procedure(const Subject& subject, const ProcedureScope& scope,
                                   ExploreLimits limits) {
  Guards guards(subject);
  Explorer explorer(subject, guards, limits);
  explorer.run(
      [&](const Transition& transition) { return watch_gates(subject, guards, transition); });
  return {prove_gates(explorer, subject, scope), prove_ends(explorer, subject, scope)};
}

}  // namespace alternat::proofs
