// SPDX-License-Identifier: EUPL-1.2
// Questions as a view model.
#include "api/resources/pathway_form.h"

#include <algorithm>
#include <array>

#include "api/render/fact_help.h"
#include "api/resources/decision_table.h"
#include "api/resources/pathway_words.h"
#include "decisions/dmn/model_set.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

// In the order people think in; who someone is and how old come first.
constexpr std::array<std::string_view, 9> kGroups = {"you",      "qualification", "employment",
                                                     "language", "finance",       "residence",
                                                     "family",   "procedure",     "other"};

std::string group_of(const terms::FactDefinition& fact) {
  if (fact.category == terms::DataCategory::kIdentity || fact.category == terms::DataCategory::kAge)
    return "you";
  const std::string word(terms::to_text(fact.category));
  const bool known = std::find(kGroups.begin(), kGroups.end(), word) != kGroups.end();
  return known ? word : "other";
}

// What settles most comes first; what no longer matters last.
void sort_by_weight(Json& questions, const std::vector<std::string>& open_facts) {
  const auto place = [&](const Json& question) {
    return std::find(open_facts.begin(), open_facts.end(), question["fact"].get<std::string>()) -
           open_facts.begin();
  };
  std::stable_sort(questions.begin(), questions.end(),
                   [&](const Json& a, const Json& b) { return place(a) < place(b); });
}

bool said_by_person(const terms::FactDefinition& fact) {
  return std::any_of(fact.set_by.begin(), fact.set_by.end(), [](const std::string& who) {
    return who == "candidate" || who == "employer";
  });
}

std::string unit_text(const Words& words, const std::string& unit) {
  if (unit.empty()) return {};
  const std::string one = words.quantity("2", unit);  // "2 months"
  if (!is_in_cents(unit)) return one.substr(one.find(' ') + 1);
  // "0.01 EUR a year": the words after the number.
  return one.substr(one.find(' ') + 1);
}

Json options_json(const Words& words, const terms::FactDefinition& fact, const Answers& answers) {
  Json out = Json::array();
  for (const std::string& value : fact.values) {
    bool chosen = false;
    for (const auto& [name, typed] : answers.typed.all()) {
      chosen |= name == "f." + fact.id && typed == value;
    }
    out.push_back({{"value", value},
                   {"label", words.label("value", value)},
                   {"id", "f." + fact.id + "." + value},
                   {"is_chosen", chosen}});
  }
  return out;
}

Json period_rows(const Words& words, const terms::FactDefinition& fact, const Answers& answers) {
  Json rows = Json::array();
  for (int row = 0; row < 3; ++row) {
    Json fields = Json::array();
    for (const terms::FactField& field : fact.fields) {
      const std::string name = "f." + fact.id + "." + std::to_string(row) + "." + field.name;
      fields.push_back({{"name", name},
                        {"label", words.label("field", field.name)},
                        {"is_date", field.type == terms::FactType::kDate},
                        {"value", answers.typed.get(name)}});
    }
    rows.push_back({{"number", row + 1}, {"fields", std::move(fields)}});
  }
  return rows;
}

std::string presumed_text(const Words& words, const terms::FactDefinition& fact) {
  if (!fact.presumed) return {};
  struct Visitor {
    const Words& words;
    const std::string& unit;
    std::string operator()(bool value) const {
      return words.text(value ? "common.yes" : "common.no");
    }
    std::string operator()(const Decimal& value) const {
      return words.quantity(value.to_text(), unit);
    }
    std::string operator()(const std::string& value) const { return words.label("value", value); }
    std::string operator()(const Date& value) const { return words.date(value); }
  };
  return std::visit(Visitor{words, fact.unit}, *fact.presumed);
}

bool is_answered(const Answers& answers, const std::string& fact) {
  if (answers.facts.contains(fact)) return true;
  return std::any_of(answers.errors.begin(), answers.errors.end(),
                     [&fact](const AnswerError& error) { return error.field == "f." + fact; });
}

// What was set aside, and what carries it in the form.
void add_pruned(const Words& words, const FormInput& input, Json& model) {
  Json pruned = Json::array();
  for (const auto& [fact, value] : input.answers.pruned.items())
    pruned.push_back({{"fact", fact},
                      {"label", shown_name(words, input.content, fact)},
                      {"value_text", given_text(words, input.content, fact, value)}});
  Json aside = Json::array();
  for (const auto& [name, value] : input.answers.typed.all())
    if (name.starts_with("pruned.") || name.starts_with("keep."))
      aside.push_back({{"name", name}, {"value", value}});
  model["pruned"] = std::move(pruned);
  model["aside"] = std::move(aside);
}

// The head of both pages: day, partnership, errors.
Json form_head(const Words& words, const FormInput& input) {
  Json partnerships = Json::array();
  for (const terms::PartnershipContent& content : input.content.partnerships) {
    const terms::Partnership& partnership = content.partnership;
    partnerships.push_back({{"id", partnership.id},
                            {"label", words.country(partnership.origin.code())},
                            {"is_chosen", partnership.id == input.answers.partnership}});
  }
  std::sort(partnerships.begin(), partnerships.end(),
            [](const Json& a, const Json& b) { return a["label"] < b["label"]; });
  Json errors = Json::array();
  for (const AnswerError& error : input.answers.errors) {
    errors.push_back({{"href", "#" + error.field},
                      {"field", error.field},
                      {"label", error.label},
                      {"message", error.message}});
  }
  const std::string day(input.answers.typed.get("on"));
  Json out = {{"partnerships", std::move(partnerships)},
              {"partnership", input.answers.partnership},
              {"on", day.empty() ? words.today().to_iso() : day},
              {"errors", std::move(errors)},
              {"typed_in", words.language()},
              {"answered_count", input.answers.facts.size()},
              {"open_count", input.open_facts.size()}};
  out["open_text"] = words.text(input.open_facts.size() == 1 ? "check.open_one" : "check.open_many",
                                {{"count", std::to_string(input.open_facts.size())}});
  for (const AnswerError& error : input.answers.errors) {
    if (error.field == "on") out["on_error"] = error.message;
  }
  if (!out.contains("on_error")) out["on_error"] = "";
  out["warnings"] = Json::array();
  for (const AnswerError& warning : input.answers.warnings)
    out["warnings"].push_back(
        {{"href", "#" + warning.field}, {"label", warning.label}, {"message", warning.message}});
  return out;
}

}  // namespace

Json question_json(const Words& words, const terms::FactDefinition& fact, const Answers& answers) {
  const std::string field = "f." + fact.id;
  const std::string value(answers.typed.get(field));
  const bool is_choice = fact.type == terms::FactType::kString && !fact.values.empty();
  std::string error;
  for (const AnswerError& candidate : answers.errors) {
    if (candidate.field == field) error = candidate.message;
  }
  Json out = {{"fact", fact.id},
              {"field", field},
              {"label", words.in(fact.label)},
              {"question", words.in(fact.question)},
              {"help", fact_help(words, fact)},
              {"evidence", words.in(fact.evidence)},
              {"unit_text", unit_text(words, fact.unit)},
              {"category", terms::to_text(fact.category)},
              {"value", value},
              {"error", error},
              {"is_boolean", fact.type == terms::FactType::kBoolean},
              {"is_yes", value == "true"},
              {"is_no", value == "false"},
              {"is_open", value.empty()},
              {"is_choice", is_choice},
              {"is_text", fact.type == terms::FactType::kString && fact.values.empty()},
              {"is_number", fact.type == terms::FactType::kNumber},
              {"is_date", fact.type == terms::FactType::kDate},
              {"is_list", fact.type == terms::FactType::kStrings},
              {"is_periods", fact.type == terms::FactType::kContexts},
              {"options", options_json(words, fact, answers)},
              {"rows", fact.type == terms::FactType::kContexts ? period_rows(words, fact, answers)
                                                               : Json::array()},
              {"none_field", "none." + fact.id},
              {"is_none", answers.typed.get("none." + fact.id) == "1"},
              {"presumed_text", presumed_text(words, fact)}};
  out["can_be_none"] = is_choice || fact.type == terms::FactType::kDate ||
                       fact.type == terms::FactType::kStrings ||
                       fact.type == terms::FactType::kContexts;
  return out;
}

Page form_page(const Words& words, const FormInput& input) {
  std::map<std::string, Json> groups;
  Json presumed = Json::array();
  Json others = Json::array();
  std::size_t settled = 0;
  for (const terms::FactDefinition& fact : input.content.facts.all()) {
    if (!fact.realms.asks_work() || input.models.inputs_named(fact.id).empty()) continue;
    Json question = question_json(words, fact, input.answers);
    const bool is_open = std::find(input.open_facts.begin(), input.open_facts.end(), fact.id) !=
                         input.open_facts.end();
    question["still_matters"] = is_open;
    const bool is_presumed = fact.presumed || !fact.presumed_from.empty();
    if (!is_presumed && !is_open && !is_answered(input.answers, fact.id)) {
      ++settled;  // it could change nothing now
    } else if (is_presumed) {
      presumed.push_back(std::move(question));
    } else if (!said_by_person(fact)) {
      others.push_back(std::move(question));
    } else {
      auto& group = groups.try_emplace(group_of(fact), Json::array()).first->second;
      group.push_back(std::move(question));
    }
  }
  Json shown = Json::array();
  for (const std::string_view word : kGroups) {
    const auto found = groups.find(std::string(word));
    if (found == groups.end()) continue;
    sort_by_weight(found->second, input.open_facts);
    shown.push_back({{"group", word},
                     {"label", words.label("group", word)},
                     {"questions", std::move(found->second)}});
  }
  Page page;
  page.template_name = "pathways";
  page.title = words.text("check.title");
  page.nav = "pathways";
  page.status = input.answers.errors.empty() ? 200 : 422;
  page.model = form_head(words, input);
  add_pruned(words, input, page.model);
  page.model["groups"] = std::move(shown);
  page.model["presumed"] = std::move(presumed);
  page.model["others"] = std::move(others);
  page.model["settled_count"] = settled;
  page.model["settled_text"] =
      settled == 0 ? ""
                   : words.text(settled == 1 ? "check.settled_one" : "check.settled_many",
                                {{"count", std::to_string(settled)}});
  return page;
}

namespace {

std::set<std::string, std::less<>> skipped_facts(const Answers& answers) {
  std::set<std::string, std::less<>> skipped;
  for (const auto& [name, value] : answers.typed.all())
    if (name == "skip") skipped.insert(value);
  return skipped;
}

Page question_page(const Words& words, const FormInput& input, const terms::FactDefinition& fact) {
  Json carried = Json::array();
  for (const auto& [name, value] : input.answers.typed.all()) {
    const bool own = name == "f." + fact.id || name == "none." + fact.id ||
                     name.starts_with("f." + fact.id + ".");
    if (own || value.empty() || name == "action" || name == "lang") continue;
    carried.push_back({{"name", name}, {"value", value}});
  }
  Page page;
  page.template_name = "pathways-step";
  page.title = words.in(fact.question);
  page.nav = "pathways";
  page.status = input.answers.errors.empty() ? 200 : 422;
  page.model = form_head(words, input);
  page.model["question"] = question_json(words, fact, input.answers);
  page.model["carried"] = std::move(carried);
  page.model["is_presumed"] = false;
  add_pruned(words, input, page.model);
  return page;
}

}  // namespace

std::optional<Page> step_page(const Words& words, const FormInput& input) {
  const terms::FactDefinition* next = nullptr;
  if (!input.answers.errors.empty()) {
    const std::string& field = input.answers.errors.front().field;
    next = input.content.facts.find(field.starts_with("f.") ? field.substr(2) : field);
  }
  const auto skipped = skipped_facts(input.answers);
  for (const std::string& id : input.open_facts) {
    if (next) break;
    const terms::FactDefinition* fact = input.content.facts.find(id);
    const bool asked = fact && !fact->presumed && said_by_person(*fact);
    if (asked && !skipped.contains(id) && !input.answers.facts.contains(id)) next = fact;
  }
  if (!next) return std::nullopt;
  return question_page(words, input, *next);
}

std::vector<std::string> presumed_candidates(const FormInput& input) {
  const auto skipped = skipped_facts(input.answers);
  std::vector<std::string> found;
  for (const terms::FactDefinition& fact : input.content.facts.all())
    if (fact.presumed && fact.realms.asks_work() && said_by_person(fact) &&
        !skipped.contains(fact.id) && !input.answers.facts.contains(fact.id) &&
        !input.answers.pruned.contains(fact.id))
      found.push_back(fact.id);
  return found;
}

Page presumed_step_page(const Words& words, const FormInput& input, const std::string& fact) {
  Page page = question_page(words, input, *input.content.facts.find(fact));
  page.model["is_presumed"] = true;
  page.model["presumed_note"] =
      words.text("check.presumed_step",
                 {{"value", page.model["question"]["presumed_text"].get<std::string>()}});
  return page;
}

}  // namespace alternat::api
