// SPDX-License-Identifier: EUPL-1.2
#include "api/render/fact_help.h"

#include <algorithm>
#include <cctype>

namespace alternat::api {
namespace {

// Sentences end with ". " or with the text.
std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(". ");
    out.emplace_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return out;
}

bool same_words(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

// "threat_s59, order_s34a" -> the words for each; "" if one of them is no value of the fact.
std::string labels_of(const Words& words, const terms::FactDefinition& fact,
                      std::string_view codes) {
  std::string out;
  while (!codes.empty()) {
    const std::size_t comma = codes.find(", ");
    const std::string code(codes.substr(0, comma));
    if (std::find(fact.values.begin(), fact.values.end(), code) == fact.values.end()) return "";
    out += (out.empty() ? "" : ", ") + words.label("value", code);
    codes.remove_prefix(comma == std::string_view::npos ? codes.size() : comma + 2);
  }
  return out;
}

// "temp_agency: lends workers out." -> "temporary work agency: lends workers out."
std::string in_words(const Words& words, const terms::FactDefinition& fact, std::string sentence) {
  const std::size_t colon = sentence.find(": ");
  if (colon == std::string::npos) return sentence;
  const std::string label = labels_of(words, fact, std::string_view(sentence).substr(0, colon));
  if (label.empty()) return sentence;
  const std::string_view rest = std::string_view(sentence).substr(colon + 2);
  if (same_words(label, rest.substr(0, rest.find_last_not_of('.') + 1))) return "";
  return label + ": " + std::string(rest);
}

}  // namespace

std::string fact_help(const Words& words, const terms::FactDefinition& fact) {
  std::string out;
  for (std::string& sentence : sentences_of(words.in(fact.help))) {
    const std::string said = in_words(words, fact, std::move(sentence));
    if (said.empty()) continue;
    out += (out.empty() ? "" : " ") + said;
  }
  return out;
}

}  // namespace alternat::api
