// SPDX-License-Identifier: EUPL-1.2
#include "proofs/gates.h"

#include <algorithm>

namespace alternat::proofs {

namespace {

std::string words(GateStatus status) {
  switch (status) {
    case GateStatus::kNever:
      return "were never asked";
    case GateStatus::kPassed:
      return "passed";
    case GateStatus::kStale:
      return "passed before a fact they read changed";
    case GateStatus::kNotPassed:
      return "did not pass";
  }
  return "";
}

// Records of one command, with the gates as they stand before each of them.
class Watcher {
 public:
  Watcher(const Subject& subject, const Guards& guards, const Transition& transition)
      : subject_(subject), monitor_(subject, guards), transition_(transition) {}

  Wrong run() {
    gates_ = transition_.before.gates;
    sent_ = transition_.before.sent;
    for (const procedures::Record& record : transition_.records) {
      Wrong wrong = check(record);
      if (!wrong.what.empty()) return wrong;
      advance(record);
    }
    return {};
  }

 private:
  using Pieces = std::vector<std::pair<std::string, std::string>>;
  // What is done at an element of a phase: for the sentence, in English and as a key.
  struct Act {
    std::string what;
    std::string key;
    Pieces pieces;
  };

  const procedures::Node* node(const std::string& element) const {
    const procedures::Definition& definition = *subject_.procedure.definition;
    const procedures::NodeIndex index = definition.find_node(element);
    return index == procedures::kNoIndex ? nullptr : &definition.nodes[index];
  }

  static Wrong wrong(const std::string& element, const Act& act, const std::string& why) {
    Wrong found{element + ": " + act.what + why, {act.key, act.pieces}};
    found.sentence.pieces.emplace_back("element", element);
    return found;
  }

  static Wrong shut(std::string_view phase, GateStatus status, const std::string& element,
                    Act act) {
    if (status == GateStatus::kPassed) return {};
    act.pieces.emplace_back("phase", std::string(phase));
    act.pieces.emplace_back("gate", std::string(to_text(status)));
    return wrong(element, act,
                 " while the safeguards before " + std::string(phase) + " " + words(status));
  }

  Wrong check(const procedures::Record& record) const {
    if (const auto* activated = std::get_if<procedures::ElementActivated>(&record)) {
      const procedures::Node* at = node(activated->element);
      if (at == nullptr || at->phase.empty()) return {};
      return shut(at->phase, gates_[phase_index(at->phase)], at->id,
                  {"it is entered", "gates_entered", {}});
    }
    if (const auto* completed = std::get_if<procedures::TaskCompleted>(&record)) {
      const procedures::Node* at = node(completed->element);
      if (at == nullptr || at->phase.empty()) return {};
      return shut(at->phase, transition_.before.gates[phase_index(at->phase)], at->id,
                  {"its task is completed", "gates_completed", {}});
    }
    if (const auto* set = std::get_if<procedures::VariableSet>(&record)) return check_act(*set);
    if (const auto* thrown = std::get_if<procedures::MessageThrown>(&record))
      return check_message(*thrown);
    return {};
  }

  // A correction of the file (no element) is no act.
  Wrong check_act(const procedures::VariableSet& set) const {
    if (set.element.empty() || set.token == 0) return {};
    const std::string& procedure = subject_.procedure.definition->id;
    for (const terms::ActFact& act : subject_.around.messages->acts()) {
      if (std::find(act.except.begin(), act.except.end(), procedure) != act.except.end()) continue;
      for (const std::string& name : set.names)
        if (name == act.fact) {
          Wrong found =
              shut(act.phase, transition_.before.gates[phase_index(act.phase)], set.element,
                   {"\"" + name + "\" is recorded", "gates_recorded", {{"fact", name}}});
          if (!found.what.empty()) return found;
        }
    }
    return {};
  }

  Wrong check_message(const procedures::MessageThrown& thrown) const {
    if (subject_.procedure.definition->realm != procedures::Realm::kReturns) return {};
    const std::string leaves = "\"" + thrown.message + "\" leaves for the partner state";
    const Pieces message = {{"message", thrown.message}};
    const terms::MessageType* type = subject_.around.messages->find(thrown.message);
    if (type == nullptr)
      return shut("contact", gates_[0], thrown.element,
                  {leaves + " (it is not in law/de/messages.toml and is read as such)",
                   "gates_undeclared", message});
    if (type->to != terms::Recipient::kPartnerState || type->reply) return {};
    if (!type->phase.empty())
      return shut(type->phase, gates_[phase_index(type->phase)], thrown.element,
                  {leaves, "gates_leaves", message});
    if (type->after.empty())
      return wrong(thrown.element, {leaves, "gates_nothing_before", message},
                   " and neither gates nor an earlier message stand before it");
    const auto& messages = subject_.around.messages->messages();
    for (std::size_t i = 0; i < messages.size() && i < 32; ++i)
      if (((sent_ >> i) & 1U) != 0 &&
          std::find(type->after.begin(), type->after.end(), messages[i].id) != type->after.end())
        return {};
    return wrong(thrown.element, {leaves, "gates_first_word", message},
                 " though nothing about the person has left before");
  }

  void advance(const procedures::Record& record) {
    CaseState state;
    state.gates = gates_;
    state.sent = sent_;
    monitor_.apply(state, record, {});  // values of scripts play no part here
    gates_ = state.gates;
    sent_ = state.sent;
  }

  const Subject& subject_;
  Monitor monitor_;
  const Transition& transition_;
  std::array<GateStatus, 3> gates_ = {};
  std::uint32_t sent_ = 0;
};

}  // namespace

Wrong watch_gates(const Subject& subject, const Guards& guards, const Transition& transition) {
  return Watcher(subject, guards, transition).run();
}

}  // namespace alternat::proofs
