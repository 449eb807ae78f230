// SPDX-License-Identifier: EUPL-1.2
#include "proofs/prove_realms.h"

#include <optional>

#include "access/firewall.h"

namespace alternat::proofs {

namespace {

using procedures::Node;
using terms::FactDefinition;
using terms::Realm;

// The firewall of the dictionary, said independently of the reader of content/facts.
std::string objection(const FactDefinition& fact) {
  if (fact.realms.contains(Realm::kAdvice) && fact.realms.contains(Realm::kReturns))
    return "what is said in advice or a complaint is asked in a returns case";
  if (fact.realms.contains(Realm::kAgreement) && fact.realms.is_shared())
    return "what an agreement asks stands in a person's case";
  const std::optional<access::FactCategory> category =
      access::find_category(terms::to_text(fact.category));
  if (fact.realms.contains(Realm::kReturns) && category &&
      access::kLabourCategories.contains(*category))
    return "a category of work and training stands in a returns case";
  return "";
}

class RealmProver {
 public:
  explicit RealmProver(const RealmSubject& subject) : subject_(subject) {}

  Proof run() {
    proof_.property = Property::kAccess;
    proof_.scope = "realms of facts";
    proof_.unit = "uses";
    proof_.abstraction = {
        {"Values are left out: a fact that is named is taken to be read.", {"named_is_read", {}}},
        {"A decision \"pathway:…\" in a returns case is answered over the case's own file alone, "
         "so "
         "the facts of work that its rows name are unknown there.",
         {"own_file", {}}}};
    proof_.not_shown = {
        "What a person who works in two realms carries from one file to the other.",
        "Who is behind two cases: a link exists only at the person's wish, one way, for re-entry."};
    for (const FactDefinition& fact : subject_.facts.all()) {
      ++proof_.states;
      if (const std::string why = objection(fact); !why.empty())
        fail({"realm_of_fact", {{"fact", fact.id}}},
             "The fact \"" + fact.id + "\" (" + terms::to_text(fact.realms) + "): " + why + ".",
             fact.span);
    }
    for (const Procedure& procedure : subject_.procedures) check(procedure);
    proof_.holds = proof_.counterexamples.empty();
    return std::move(proof_);
  }

 private:
  void check(const Procedure& procedure) {
    definition_ = procedure.definition;
    for (const Node& node : definition_->nodes) {
      for (const procedures::FormField& field : node.form)
        use(node.id + " asks for", field.fact, node.span);
      for (const procedures::Mapping& mapping : node.inputs)
        use(node.id + " fills", mapping.to, node.span);
      for (const procedures::Mapping& mapping : node.outputs)
        use(node.id + " fills", mapping.to, node.span);
      if (node.clock && !node.clock->starts.empty())
        use(node.id + " counts from", node.clock->starts, node.span);
      if (node.decision.starts_with("safeguards:") || node.decision.starts_with("model:"))
        for (const std::string& fact : subject_.facts_of(node.decision))
          use(node.id + " decides over", fact, node.span);
    }
    for (const procedures::Expression* expression : procedures::expressions_of(*definition_)) {
      const auto& compiled = (*procedure.expressions)[expression->index];
      if (!compiled) continue;
      for (const std::uint32_t slot : compiled->slots())
        use("A condition reads", procedure.scope->names()[slot].name, expression->span);
    }
  }

  void use(const std::string& how, const std::string& name, const SourceSpan& span) {
    const FactDefinition* fact = subject_.facts.find(name);
    if (fact == nullptr) return;  // a result, a script's value, a term
    ++proof_.states;
    const std::string_view realm = procedures::to_string(definition_->realm);
    // What is about no person is of no realm of persons.
    if (fact->realms.contains(realm) || fact->realms.contains(Realm::kAgreement)) return;
    fail({"realm_of_use", {{"procedure", definition_->id}, {"fact", name}}},
         definition_->id + " (" + std::string(realm) + "): " + how + " \"" + name +
             "\", a fact of the realm " + terms::to_text(fact->realms) + ".",
         span);
  }

  void fail(Sentence sentence, std::string what, const SourceSpan& span) {
    Counterexample found;
    found.sentence = std::move(sentence);
    found.what = std::move(what);
    found.span = span;
    found.hint = "Give the procedure a fact of its own realm, under a name of its own.";
    proof_.counterexamples.push_back(std::move(found));
  }

  const RealmSubject& subject_;
  const procedures::Definition* definition_ = nullptr;
  Proof proof_;
};

}  // namespace

Proof prove_realms(const RealmSubject& subject) {
  return RealmProver(subject).run();
}

}  // namespace alternat::proofs
