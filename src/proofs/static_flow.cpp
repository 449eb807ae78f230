// SPDX-License-Identifier: EUPL-1.2
#include "proofs/static_flow.h"

#include <algorithm>
#include <map>
#include <set>

#include "proofs/flow_graph.h"

namespace alternat::proofs {

namespace {

using procedures::Node;
using procedures::NodeIndex;
using procedures::NodeKind;
using terms::DataCategory;

// Protected facts behind a name, each with how it got there ("" = it is the fact itself).
using Taint = std::map<std::string, std::string>;

// The message that the node sends; "" if it sends none.
std::string thrown_by(const Node& node) {
  if (node.kind == NodeKind::kSendTask || node.kind == NodeKind::kServiceTask) return node.message;
  if (node.kind != NodeKind::kThrowEvent && node.kind != NodeKind::kEndEvent) return "";
  for (const procedures::Trigger& trigger : node.triggers)
    if (trigger.kind == procedures::EventKind::kMessage) return trigger.name;
  return "";
}

bool throws(const Node& node) {
  return !thrown_by(node).empty();
}

class FlowProver {
 public:
  explicit FlowProver(const FlowSubject& subject)
      : subject_(subject), definition_(*subject.procedure.definition), graph_(definition_) {}

  Proof run() {
    proof_.property = Property::kNoninterference;
    proof_.procedure = definition_.id;
    proof_.unit = "flows";
    describe();
    find_taints();
    for (const Node& node : definition_.nodes)
      if (throws(node) && reaches_partner(node)) check_content(node);
    for (NodeIndex i = 0; i < definition_.nodes.size(); ++i) check_decider(i);
    proof_.holds = proof_.counterexamples.empty();
    return std::move(proof_);
  }

 private:
  void describe() {
    proof_.abstraction = {
        {"Protected are facts of the categories asylum, health and criminal, and all that FEEL, a "
         "script, a table or the safeguards derive from them, whatever their values.",
         {"protected", {}}},
        {"A message depends on a condition if the way taken there decides whether the message is "
         "reached (control dependence over sequence flows, boundary events and errors).",
         {"control_dependence", {}}},
        {"A message that is not in law/de/messages.toml is read as one to a partner state.",
         {"undeclared", {}}}};
    proof_.not_shown = {
        "What a person who has read a file writes into a form or a letter.",
        "What the moment of a message tells where it leaves with no batch; messages to a partner "
        "state about a return must name a batch.",
        "What anybody tells the partner state outside Alternat."};
  }

  const terms::MessageType* type_of(const Node& node) const {
    return subject_.around.messages->find(thrown_by(node));
  }

  bool reaches_partner(const Node& node) const {
    const terms::MessageType* type = type_of(node);
    return type == nullptr || type->to == terms::Recipient::kPartnerState;
  }

  DataCategory category_of(const std::string& fact) const {
    const terms::FactDefinition* found = subject_.around.facts->find(fact);
    return found == nullptr ? DataCategory::kProcedure : found->category;
  }

  std::vector<std::string> names_of(std::uint32_t expression) const {
    std::vector<std::string> names;
    const auto& compiled = (*subject_.procedure.expressions)[expression];
    if (!compiled) return names;
    for (const std::uint32_t slot : compiled->slots())
      names.push_back(subject_.procedure.scope->names()[slot].name);
    return names;
  }

  Taint taint_of(const std::string& name) const {
    if (const auto found = taints_.find(name); found != taints_.end()) return found->second;
    if (is_protected(category_of(name))) return {{name, ""}};
    return {};
  }

  // Results of decisions and scripts, to a fixed point: scripts may read each other's results.
  void find_taints() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const Node& node : definition_.nodes) {
        if (node.result.empty()) continue;
        Taint taint = taint_of(node.result);
        const std::size_t before = taint.size();
        const auto names =
            node.script ? names_of(node.script->index) : subject_.facts_of(node.decision);
        for (const std::string& name : names)
          for (const auto& [fact, way] : taint_of(name))
            taint.emplace(fact, "through \"" + node.result + "\" (" + node.id + ")");
        if (taint.size() == before) continue;
        taints_[node.result] = std::move(taint);
        changed = true;
      }
    }
  }

  const terms::Release* find_release(const std::string& message, terms::ReleaseChannel channel,
                                     const std::string& field, DataCategory category) const {
    for (const terms::Release& release : subject_.around.messages->releases())
      if (release.message == message && release.channel == channel && release.field == field &&
          std::find(release.categories.begin(), release.categories.end(), category) !=
              release.categories.end())
        return &release;
    return nullptr;
  }

  void fail(const Node& node, std::string what, Sentence sentence, std::string hint) {
    Counterexample found;
    found.what = std::move(what);
    found.sentence = std::move(sentence);
    found.sentence.pieces.emplace_back("element", node.id);
    found.sentence.pieces.emplace_back("message", thrown_by(node));
    found.span = node.span;
    found.entry = node.id;
    found.hint = std::move(hint);
    proof_.counterexamples.push_back(std::move(found));
  }

  void use(const terms::Release& release) {
    if (used_.insert(release.id).second)
      proof_.abstraction.push_back(
          {"Release \"" + release.id + "\": " + release.reason.en,
           {"release", {{"message", release.message}, {"release", release.id}}}});
  }

  void check_content(const Node& node) {
    const terms::MessageType* type = type_of(node);
    if (type != nullptr && type->batch == terms::Batch::kAtOnce &&
        definition_.realm == procedures::Realm::kReturns)
      fail(node,
           node.id + ": \"" + thrown_by(node) +
               "\" leaves for the partner state at once; the moment shows when a hold was lifted",
           {"flow_at_once", {}}, "Name a batch for the message in law/de/messages.toml.");
    for (const terms::MessageField* field : subject_.fields) {
      if (field->message != thrown_by(node)) continue;
      ++proof_.states;
      check_field(node, *field);
    }
  }

  void check_field(const Node& node, const terms::MessageField& field) {
    std::map<DataCategory, std::string> carried;
    if (is_protected(field.category)) carried[field.category] = "is itself of that category";
    if (const terms::FieldSource* source = subject_.around.messages->find_source(field.name))
      for (const auto& [fact, way] : taint_of(source->fact))
        carried[category_of(fact)] = "is filled from \"" + fact + "\" " + way;
    for (const auto& [category, why] : carried) {
      const terms::Release* release =
          find_release(thrown_by(node), terms::ReleaseChannel::kField, field.name, category);
      const bool consent =
          category != DataCategory::kHealth || field.rule == terms::FieldRule::kWithConsent;
      if (release != nullptr && consent) {
        use(*release);
        continue;
      }
      fail(node,
           node.id + ": the field \"" + field.name + "\" of \"" + thrown_by(node) +
               "\" shows a fact of the category " + std::string(terms::to_text(category)) +
               " to the partner state: it " + why +
               (consent ? "" : ", and it does not need the person's consent"),
           {consent ? "flow_field" : "flow_field_without_consent",
            {{"field", field.name}, {"category", std::string(terms::to_text(category))}}},
           "Take the field out of the data article's message, or declare the release with its "
           "reason in law/de/messages.toml.");
    }
  }

  // Names whose values decide which way is taken at the node, or when.
  std::vector<std::string> deciding_names(const Node& node) const {
    std::vector<std::string> names;
    for (const procedures::FlowIndex flow : node.outgoing)
      if (const auto& condition = definition_.flows[flow].condition)
        for (std::string& name : names_of(condition->index)) names.push_back(std::move(name));
    for (const procedures::Trigger& trigger : node.triggers)
      if (trigger.condition)
        for (std::string& name : names_of(trigger.condition->index))
          names.push_back(std::move(name));
    if (node.clock) {
      if (!node.clock->starts.empty()) names.push_back(node.clock->starts);
      if (!node.clock->date.empty()) names.push_back(node.clock->date);
    }
    return names;
  }

  void check_decider(NodeIndex index) {
    const Node& node = definition_.nodes[index];
    Taint taint;
    for (const std::string& name : deciding_names(node)) taint.merge(taint_of(name));
    if (taint.empty()) return;
    for (const NodeIndex reached : graph_.decided_by(index)) {
      const Node& sink = definition_.nodes[reached];
      if (throws(sink) && reaches_partner(sink)) check_leaving(node, sink, taint);
    }
  }

  void check_leaving(const Node& decider, const Node& sink, const Taint& taint) {
    std::set<DataCategory> told;
    for (const auto& [fact, way] : taint) {
      const DataCategory category = category_of(fact);
      if (!told.insert(category).second) continue;
      ++proof_.states;
      if (const terms::Release* release =
              find_release(thrown_by(sink), terms::ReleaseChannel::kLeaving, "", category)) {
        use(*release);
        continue;
      }
      fail(sink,
           sink.id + ": whether \"" + thrown_by(sink) +
               "\" leaves for the partner state depends on "
               "\"" +
               fact + "\" (" + std::string(terms::to_text(category)) + ")" +
               (way.empty() ? "" : " " + way) + ", at " + decider.id,
           {"flow_leaving",
            {{"fact", fact},
             {"category", std::string(terms::to_text(category))},
             {"decider", decider.id}}},
           "Let the message leave on every way from there, or declare the release with its reason "
           "in law/de/messages.toml.");
    }
  }

  const FlowSubject& subject_;
  const procedures::Definition& definition_;
  FlowGraph graph_;
  std::map<std::string, Taint> taints_;
  std::set<std::string> used_;
  Proof proof_;
};

}  // namespace

bool is_protected(DataCategory category) {
  return category == DataCategory::kAsylum || category == DataCategory::kHealth ||
         category == DataCategory::kCriminal;
}

Proof prove_flow(const FlowSubject& subject) {
  return FlowProver(subject).run();
}

}  // namespace alternat::proofs
