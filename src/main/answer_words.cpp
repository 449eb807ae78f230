// SPDX-License-Identifier: EUPL-1.2
#include "main/answer_words.h"

#include <iostream>

#include "api/render/words.h"
#include "api/resources/pathway_words.h"

namespace alternat::commands {
namespace {

// Both languages of one catalogue.
class Speaker {
 public:
  Speaker(const terms::Content& content, Date today)
      : source_([&content](std::string_view language, std::string_view key) {
          const std::string* text = content.texts.find(language, key);
          return text ? std::optional<std::string>(*text) : std::nullopt;
        }),
        de_(source_, "de", today),
        en_(source_, "en", today) {}

  const api::Words& in(const std::string& language) const { return language == "de" ? de_ : en_; }

  template <typename F>
  Json both(F sentence) const {
    return {{"de", sentence(de_)}, {"en", sentence(en_)}};
  }

 private:
  api::TextSource source_;
  api::Words de_, en_;
};

Date day_of(const Json& answer) {
  const Result<Date> day = Date::from_iso(answer.value("on", ""));
  return day ? *day : Date::from_days(0);
}

Json words_of(const Speaker& speaker, const terms::Content& content,
              const assessment::Reason& reason) {
  using Sentences = api::ReasonSentences;
  const Sentences de = api::reason_sentences(speaker.in("de"), content, reason);
  const Sentences en = api::reason_sentences(speaker.in("en"), content, reason);
  return {{"short", {{"de", de.brief}, {"en", en.brief}}},
          {"long", {{"de", de.details}, {"en", en.details}}},
          {"delta", {{"de", de.delta}, {"en", en.delta}}}};
}

Json ways_of(const Speaker& speaker, const terms::Content& content,
             const assessment::PathwayResult& result) {
  Json ways = Json::array();
  for (const assessment::ChangeSet& set : result.shortest) {
    Json way = Json::array();
    for (const assessment::FactChange& change : set)
      way.push_back(speaker.both([&](const api::Words& words) {
        const std::string by = words.label("by", api::change_by(content, change));
        return api::change_sentence(words, content, change) + (by.empty() ? "" : " (" + by + ")");
      }));
    ways.push_back(std::move(way));
  }
  return ways;
}

std::string joined(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
  return text;
}

void print_reason(const Json& reason, const std::string& language) {
  std::cout << "    - " << reason.value("code", "") << " (" << reason.value("citation", "") << ")";
  const Json& words = reason.at("words");
  std::cout << ": " << words["short"].value(language, "");
  if (const std::string delta = words["delta"].value(language, ""); !delta.empty())
    std::cout << "; " << delta;
  std::cout << '\n';
}

void print_ways(const api::Words& words, const Json& result) {
  for (const Json& way : result.value("ways", Json::array())) {
    std::string line;
    for (const Json& change : way)
      line += (line.empty() ? "" : "; ") + change.value(words.language(), "");
    std::cout << "    " << words.text("check.cli_way") << ": " << line << '\n';
  }
}

void print_dates(const api::Words& words, const Json& result) {
  for (const Json& at : result.value("at", Json::array())) {
    std::string as;
    for (const Json& day : at["as"])
      as += (as.empty() ? "" : ", ") + words.label("file_day", day.get<std::string>());
    const Result<Date> date = Date::from_iso(at.value("date", ""));
    std::cout << "    " << (date ? words.date(*date) : "") << " (" << as
              << "): " << at.value("outcome", "");
    if (!at["codes"].empty()) std::cout << " " << joined(at["codes"]);
    if (!at["not_established"].empty())
      std::cout << " (" << words.text("check.at_not_established") << ": "
                << joined(at["not_established"]) << ")";
    std::cout << '\n';
  }
}

void print_result(const api::Words& words, const Json& result) {
  std::cout << "  " << result.value("pathway", "") << ' ' << result.value("row", "") << ": "
            << result.value("outcome", "");
  if (result.value("outcome", "") == "ELIGIBLE")
    std::cout << " (" << result.value("class", "") << ')';
  std::cout << '\n';
  for (const Json& reason : result.value("reasons", Json::array()))
    print_reason(reason, words.language());
  print_dates(words, result);
  if (const Json missing = result.value("missing", Json::array()); !missing.empty())
    std::cout << "    " << words.text("check.cli_open") << ": " << joined(missing) << '\n';
  print_ways(words, result);
}

// A change of pay is advice to the employer, never to sign what nobody means to pay.
bool is_about_pay(const terms::Content& content, const Json& results) {
  for (const Json& result : results)
    for (const Json& way : result.value("shortest", Json::array()))
      for (const Json& change : way)
        if (const auto* fact = content.facts.find(change.value("fact", "")))
          if (fact->unit.find("cents") != std::string::npos) return true;
  return false;
}

}  // namespace

void add_words(const terms::Content& content, const std::vector<assessment::PathwayResult>& results,
               Json& answer) {
  const Speaker speaker(content, day_of(answer));
  for (std::size_t i = 0; i < results.size(); ++i) {
    Json& json = answer["results"][i];
    for (std::size_t r = 0; r < results[i].reasons.size(); ++r)
      json["reasons"][r]["words"] = words_of(speaker, content, results[i].reasons[r]);
    json["ways"] = ways_of(speaker, content, results[i]);
  }
}

Json warnings_json(const terms::Content& content, const std::vector<terms::FactProblem>& problems) {
  const Speaker speaker(content, Date::from_days(0));
  Json warnings = Json::array();
  for (const terms::FactProblem& problem : problems)
    if (problem.severity == Severity::kWarning)
      warnings.push_back({{"code", problem.code},
                          {"path", problem.path},
                          {"message", speaker.both([&](const api::Words& words) {
                             return api::problem_sentence(words, content.facts, problem);
                           })}});
  return warnings;
}

void print_pathways(const terms::Content& content, const Json& answer,
                    const std::string& language) {
  const Speaker speaker(content, day_of(answer));
  const api::Words& words = speaker.in(language);
  const std::string date = words.date(day_of(answer));
  std::cout << words.text("check.cli_head", {{"date", date}}) << '\n';
  for (const Json& warning : answer.value("warnings", Json::array()))
    std::cout << "  ! " << warning.value("path", "") << ": "
              << warning["message"].value(language, "") << '\n';
  for (const Json& result : answer.at("results")) print_result(words, result);
  if (is_about_pay(content, answer.at("results")))
    std::cout << words.text("check.shortest_pay") << '\n';
}

}  // namespace alternat::commands
