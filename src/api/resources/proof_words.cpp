// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/proof_words.h"

#include <algorithm>
#include <optional>

#include "api/resources/case_words.h"
#include "procedures/definition.h"
#include "program/program.h"

namespace alternat::api {

namespace {

class Pieces {
 public:
  Pieces(const Words& words, const ProofNames& names) : words_(words), names_(names) {}

  std::string say(std::string_view name, const std::string& value) const {
    if (name == "elements" || name == "incidents") return list(value);
    if (name == "element" || name == "part" || name == "decider") return element(value);
    if (name == "message") return message(value);
    if (name == "fact" || name == "input") return fact(value);
    if (name == "phase") return words_.text("proofs.phase." + value);
    if (name == "gate") return words_.text("proofs.gate." + value);
    if (name == "category") return words_.label("category", value);
    if (name == "role") return role_name(words_, value);
    if (name == "field") return field(value);
    if (name == "release") return release(value);
    if (name == "procedure")
      if (const auto* found = names_.program.find_procedure(value))
        return procedure_title(words_, found->definition);
    return value;
  }

 private:
  // A token before a gateway is named by its flow: said is what it waits before.
  std::string element(const std::string& id) const {
    if (names_.definition == nullptr) return id;
    const procedures::FlowIndex flow = names_.definition->find_flow(id);
    if (flow == procedures::kNoIndex) return element_name(words_, *names_.definition, id);
    const procedures::Node& target =
        names_.definition->nodes[names_.definition->flows[flow].target];
    return words_.text("proofs.before",
                       {{"name", element_name(words_, *names_.definition, target.id)}});
  }

  std::string list(std::string_view ids) const {
    std::string text;
    while (!ids.empty()) {
      const std::size_t end = std::min(ids.find(", "), ids.size());
      text += (text.empty() ? "" : ", ") + element(std::string(ids.substr(0, end)));
      ids.remove_prefix(std::min(end + 2, ids.size()));
    }
    return text;
  }

  std::string message(const std::string& id) const {
    const terms::MessageType* type = names_.program.content().messages.find(id);
    return type == nullptr ? id : words_.in(type->purpose);
  }

  std::string fact(const std::string& id) const {
    const terms::FactDefinition* found = names_.program.content().facts.find(id);
    return found == nullptr ? id : words_.in(found->label);
  }

  std::string field(const std::string& name) const {
    for (const terms::PartnershipContent& of : names_.program.content().partnerships)
      for (const terms::AgreementTerms& agreement : of.agreements)
        if (const terms::MessageField* found = agreement.find_field(name))
          return words_.in(found->label);
    return name;
  }

  std::string release(const std::string& id) const {
    for (const terms::Release& one : names_.program.content().messages.releases())
      if (one.id == id) return words_.in(one.reason);
    return id;
  }

  const Words& words_;
  const ProofNames& names_;
};

}  // namespace

std::string sentence_text(const Words& words, const ProofNames& names, std::string_view group,
                          const proofs::Sentence& sentence) {
  if (sentence.key.empty()) return "";
  std::optional<std::string> text =
      words.find_text("proofs." + std::string(group) + "." + sentence.key);
  if (!text) return "";
  const Pieces pieces(words, names);
  for (const auto& [name, value] : sentence.pieces) {
    const std::string mark = "{" + name + "}";
    const std::string said = pieces.say(name, value);
    for (std::size_t at = text->find(mark); at != std::string::npos;
         at = text->find(mark, at + said.size()))
      text->replace(at, mark.size(), said);
  }
  return *text;
}

std::string hint_text(const Words& words, proofs::Property property,
                      const proofs::Sentence& sentence) {
  if (const auto own = words.find_text("proofs.hint." + sentence.key)) return *own;
  return words.find_text("proofs.hint." + std::string(proofs::to_text(property))).value_or("");
}

}  // namespace alternat::api
