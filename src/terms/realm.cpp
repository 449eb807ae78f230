// SPDX-License-Identifier: EUPL-1.2
#include "terms/realm.h"

#include <array>
#include <span>
#include <vector>

#include "terms/named.h"

namespace alternat::terms {

namespace {

constexpr std::array kRealms = {
    Named<Realm>{"labour", Realm::kLabour}, Named<Realm>{"returns", Realm::kReturns},
    Named<Realm>{"advice", Realm::kAdvice}, Named<Realm>{"agreement", Realm::kAgreement}};

std::span<const Named<Realm>> table() {
  return kRealms;
}

// Why no fact may have these realms together; "" if one may.
std::string objection(Realms realms) {
  if (realms.contains(Realm::kAgreement) && realms.is_shared())
    return "what an agreement asks says nothing about a person, so it stands in no other realm";
  if (realms.contains(Realm::kAdvice) && realms.contains(Realm::kReturns))
    return "nothing said in advice or a complaint is asked in a returns case; give the two facts "
           "two names";
  return "";
}

}  // namespace

bool Realms::contains(std::string_view realm) const {
  const std::optional<Realm> found = find_realm(realm);
  return found && contains(*found);
}

std::string_view to_text(Realm realm) {
  return text_of(table(), realm);
}

std::string to_text(Realms realms) {
  std::string text;
  for (const Named<Realm>& one : kRealms)
    if (realms.contains(one.value)) text += (text.empty() ? "" : " and ") + std::string(one.text);
  return text;
}

std::optional<Realm> find_realm(std::string_view text) {
  return find_named(table(), text);
}

Realms read_realms(TomlReader& reader, const std::string& fact, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("realm");
  if (node == nullptr) {
    diagnostics.error("fact.realm",
                      "fact \"" + fact +
                          "\" has no realm: labour, returns, advice or agreement, "
                          "or a list of realms that ask it each for itself",
                      reader.span());
    return {};
  }
  std::vector<const TomlNode*> words;
  if (const TomlNode::Array* list = node->as_array())
    for (const TomlNode& one : *list) words.push_back(&one);
  else
    words.push_back(node);
  Realms realms;
  for (const TomlNode* one : words) {
    const std::string* word = one->as_string();
    const std::optional<Realm> found = word ? find_realm(*word) : std::nullopt;
    if (found && realms.contains(*found))
      diagnostics.error("fact.realm", "realm: \"" + *word + "\" stands in the list twice",
                        one->span());
    else if (!found)
      diagnostics.error("fact.realm",
                        "realm: " + (word ? not_one_of(*word, words_of(table()))
                                          : "a realm is a word: " + list_of(words_of(table()))),
                        one->span());
    if (found) realms.add(*found);
  }
  if (words.empty())
    diagnostics.error("fact.realm", "fact \"" + fact + "\": the list of realms is empty",
                      node->span());
  if (const std::string why = objection(realms); !why.empty())
    diagnostics.error("fact.realm",
                      "fact \"" + fact + "\" cannot be of " + to_text(realms) + ": " + why,
                      node->span());
  return realms;
}

}  // namespace alternat::terms
