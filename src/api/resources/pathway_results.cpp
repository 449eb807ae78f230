// SPDX-License-Identifier: EUPL-1.2
// Results as cards.
#include "api/resources/pathway_results.h"

#include <algorithm>
#include <array>
#include <map>

#include "api/render/fact_help.h"
#include "api/render/format.h"
#include "api/resources/decision_table.h"
#include "api/resources/pathway_words.h"
#include "api/resources/report.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

using assessment::PathwayOutcome;
using assessment::PathwayResult;

int rank(PathwayOutcome outcome) {
  switch (outcome) {
    case PathwayOutcome::kEligible:
      return 0;
    case PathwayOutcome::kOfficer:
      return 1;
    case PathwayOutcome::kNeedsInfo:
      return 2;
    case PathwayOutcome::kIneligible:
      return 3;
  }
  return 4;
}

// In the order people look for a way; the page has a heading for each.
int group_rank(const std::string& group) {
  constexpr std::array<std::string_view, 8> kGroups = {
      "job", "recognition", "training", "study", "search", "family", "settlement", "other"};
  return static_cast<int>(std::find(kGroups.begin(), kGroups.end(), group) - kGroups.begin());
}

Json reason_json(const Words& words, const terms::Content& content,
                 const assessment::Reason& reason) {
  Json values = Json::object();
  Json compared = Json::array();
  for (const assessment::ComparedValue& value : reason.values) {
    values[value.name] = value.value;
    compared.push_back({{"name", value.name},
                        {"label", shown_name(words, content, value.name)},
                        {"value_text", shown_value(words, content, value.name, value.value)}});
  }
  const ReasonSentences sentences = reason_sentences(words, content, reason);
  Json out = {{"code", reason.code},
              {"citation", reason.citation},
              {"citation_text", format_citation(reason.citation, words.language())},
              {"rule", reason.rule},
              {"values", std::move(values)},
              {"compared", std::move(compared)},
              {"is_certain", reason.certain},
              {"short", sentences.brief},
              {"long", sentences.details}};
  out["delta"] = reason.delta ? Json(reason.delta->text) : Json(nullptr);
  out["delta_text"] = sentences.delta;
  return out;
}

Json missing_json(const Words& words, const terms::Content& content, const std::string& id) {
  const terms::FactDefinition* fact = content.facts.find(id);
  return {{"fact", id},
          {"label", fact ? words.in(fact->label) : words.label("derived", id)},
          {"question", fact ? words.in(fact->question) : ""},
          {"help", fact ? fact_help(words, *fact) : ""}};
}

Json shortest_json(const Words& words, const terms::Content& content,
                   const assessment::ChangeSet& changes) {
  Json out = Json::array();
  bool pay = false;
  for (const assessment::FactChange& change : changes) {
    const terms::FactDefinition* fact = content.facts.find(change.fact);
    const bool by_employer = fact && fact->change && fact->change->by == "employer";
    pay |= by_employer && fact->unit.find("cents") != std::string::npos;
    const bool known = !change.from.is_null();
    out.push_back(
        {{"fact", change.fact},
         {"from", change.from},
         {"to", change.to},
         {"label", shown_name(words, content, change.fact)},
         {"from_text", known ? shown_value(words, content, change.fact, change.from) : ""},
         {"to_text", shown_value(words, content, change.fact, change.to)},
         {"sentence", change_sentence(words, content, change)},
         {"by", change_by(content, change)},
         {"by_label", words.label("by", change_by(content, change))}});
  }
  return {{"changes", std::move(out)}, {"about_pay", pay}};
}

// "on the day of the application, 10 December 2025: conditions met".
Json dated_json(const Words& words, const PathwayResult& result) {
  Json out = Json::array();
  for (const assessment::DatedOutcome& at : result.at) {
    std::string as;
    for (const assessment::FileDay day : at.as)
      as += (as.empty() ? "" : ", ") + words.label("file_day", assessment::to_text(day));
    const std::string outcome(assessment::to_text(at.outcome));
    const bool established = at.not_established.empty();
    out.push_back({{"date", at.date.to_iso()},
                   {"date_text", words.date(at.date)},
                   {"as", as},
                   {"outcome", outcome},
                   {"codes", at.codes},
                   {"not_established", at.not_established},
                   {"outcome_label", established ? words.text("outcome." + outcome + ".label")
                                                 : words.text("check.at_not_established")}});
  }
  return out;
}

Json result_json(const Words& words, const ResultsInput& input, const PathwayResult& result) {
  const std::string outcome(assessment::to_text(result.outcome));
  const std::string legal_class(assessment::to_text(result.legal_class));
  Json reasons = Json::array();
  for (const assessment::Reason& reason : result.reasons) {
    reasons.push_back(reason_json(words, input.content, reason));
  }
  Json missing = Json::array();
  for (const std::string& id : result.missing) {
    missing.push_back(missing_json(words, input.content, id));
  }
  Json shortest = Json::array();
  for (const assessment::ChangeSet& changes : result.shortest) {
    shortest.push_back(shortest_json(words, input.content, changes));
  }
  Json presumed = Json::array();
  for (const std::string& id : result.presumed) {
    presumed.push_back(missing_json(words, input.content, id));
  }
  Json hooks = Json::array();
  for (const terms::Hook& hook : input.content.hooks) {
    if (std::find(result.hooks.begin(), result.hooks.end(), hook.id) == result.hooks.end())
      continue;
    hooks.push_back({{"id", hook.id},
                     {"effect", words.in(hook.effect)},
                     {"citation_text", format_citation(hook.citation, words.language())}});
  }
  const std::string key = "pathway." + result.pathway + ".";
  const std::string row_key = "pathway." + result.pathway + ".row." + result.row;
  const bool eligible = result.outcome == PathwayOutcome::kEligible;
  Json out = {{"pathway", result.pathway},
              {"row", result.row},
              {"citation", result.citation},
              {"citation_text", format_citation(result.citation, words.language())},
              {"model", result.model},
              {"anchor", "result-" + result.pathway + (result.row.empty() ? "" : "-" + result.row)},
              {"title", words.find_text(key + "title").value_or(result.citation)},
              {"about", words.find_text(key + "about").value_or("")},
              {"agreement_text", words.find_text(key + "changes").value_or("")},
              {"hooks", std::move(hooks)},
              {"row_title", words.find_text(row_key).value_or(result.row)},
              {"outcome", outcome},
              {"outcome_label", words.text("outcome." + outcome + ".label")},
              {"outcome_text", words.text("outcome." + outcome + ".text")},
              {"class", eligible ? Json(legal_class) : Json(nullptr)},
              {"class_label", eligible ? words.label("class", legal_class) : ""},
              {"reasons", std::move(reasons)},
              {"missing", std::move(missing)},
              {"shortest", std::move(shortest)},
              {"presumed", std::move(presumed)},
              {"exact", result.exact},
              {"ba_consent", result.ba_consent},
              {"group", result.group},
              {"at", dated_json(words, result)},
              {"ba_consent_label", words.label("ba_consent", result.ba_consent)},
              {"tables", decision_table(words, input.content, result.trace)}};
  out["is_" + outcome] = true;
  return out;
}

Json changes_json(const Words& words, const ResultsInput& input) {
  Json out = Json::array();
  if (!input.partnership) return out;
  for (const PathwayResult& result : input.results) {
    for (const PathwayResult& plain : input.plain_results) {
      if (plain.pathway != result.pathway || plain.row != result.row) continue;
      if (plain.outcome == result.outcome) continue;
      const std::string title =
          words.find_text("pathway." + result.pathway + ".title").value_or(result.citation);
      out.push_back(
          {{"title", title},
           {"pathway", result.pathway},
           {"row", result.row},
           {"before",
            words.text("outcome." + std::string(assessment::to_text(plain.outcome)) + ".label")},
           {"after",
            words.text("outcome." + std::string(assessment::to_text(result.outcome)) + ".label")}});
    }
  }
  return out;
}

Json partnership_json(const Words& words, const ResultsInput& input) {
  if (!input.partnership) return nullptr;
  Json overlays = Json::array();
  for (const terms::Overlay* overlay : input.partnership->overlays_on(input.on, words.today())) {
    const std::string kind(terms::to_text(overlay->kind));
    overlays.push_back({{"id", overlay->id},
                        {"kind", kind},
                        {"kind_label", words.label("overlay", kind)},
                        {"pathway", overlay->pathway},
                        {"summary", words.in(overlay->summary)}});
  }
  const terms::Partnership& partnership = input.partnership->partnership;
  return {{"id", partnership.id},
          {"title", words.in(partnership.title)},
          {"href", "/partnerships/" + partnership.id + "/pathways"},
          {"overlays", std::move(overlays)},
          {"changes", changes_json(words, input)},
          {"is_fictitious", partnership.fictitious}};
}

// Former law on a later day: nobody asks for it any more.
bool is_repealed(const PathwayResult& result) {
  if (result.reasons.size() != 1 || result.reasons.front().code != "NOT_IN_FORCE") return false;
  const std::vector<assessment::ComparedValue>& values = result.reasons.front().values;
  Json until, on;
  for (const assessment::ComparedValue& value : values) {
    if (value.name == "in_force_until") until = value.value;
    if (value.name == "on") on = value.value;
  }
  return until.is_string() && on.is_string() && on.get<std::string>() >= until.get<std::string>();
}

std::string how_value(const PathwayResult& result) {
  return result.row.empty() ? result.pathway : result.pathway + " " + result.row;
}

Json carried_json(const Answers& answers) {
  Json carried = Json::array();
  for (const auto& [name, value] : answers.typed.all()) {
    if (value.empty() || name == "action" || name == "lang" || name == "skip" || name == "how")
      continue;
    carried.push_back({{"name", name}, {"value", value}});
  }
  return carried;
}

Json problems_json(const std::vector<AnswerError>& problems) {
  Json out = Json::array();
  for (const AnswerError& problem : problems)
    out.push_back(
        {{"href", "#" + problem.field}, {"label", problem.label}, {"message", problem.message}});
  return out;
}

// Answers that change nothing any more: shown with what was said, and can be brought back.
Json pruned_json(const Words& words, const ResultsInput& input) {
  Json out = Json::array();
  for (const auto& [fact, value] : input.answers.pruned.items())
    out.push_back({{"fact", fact},
                   {"label", shown_name(words, input.content, fact)},
                   {"value_text", given_text(words, input.content, fact, value)}});
  return out;
}

}  // namespace

bool better_result(const PathwayResult& a, const PathwayResult& b) {
  const auto key = [](const PathwayResult& r) {
    const bool eligible = r.outcome == PathwayOutcome::kEligible;
    const bool open = r.outcome == PathwayOutcome::kNeedsInfo;
    const std::size_t within = eligible ? static_cast<std::size_t>(r.legal_class)
                               : open   ? r.missing.size()
                                        : r.reasons.size();
    return std::pair(rank(r.outcome), within);
  };
  if (rank(a.outcome) != rank(b.outcome)) return rank(a.outcome) < rank(b.outcome);
  const bool in_groups = rank(a.outcome) >= 2;
  if (in_groups && a.group != b.group) return group_rank(a.group) < group_rank(b.group);
  if (key(a) != key(b)) return key(a) < key(b);
  return a.order < b.order;
}

std::vector<std::string> open_facts(const std::vector<PathwayResult>& results) {
  std::map<std::string, int> counts;
  for (const PathwayResult& result : results) {
    for (const std::string& fact : result.missing) ++counts[fact];
  }
  std::vector<std::string> out;
  for (const auto& [fact, count] : counts) out.push_back(fact);
  std::stable_sort(out.begin(), out.end(), [&counts](const std::string& a, const std::string& b) {
    return counts[a] > counts[b];
  });
  return out;
}

Page how_page(const Words& words, const ResultsInput& input, const PathwayResult& result) {
  Page page;
  page.template_name = "pathways-how";
  page.nav = "pathways";
  page.model = result_json(words, input, result);
  page.title = words.text("check.how_title") + ": " + page.model["title"].get<std::string>();
  page.model["tables"] = decision_tables(words, input.content, result.trace);
  page.model["trace_id"] = result.trace.value("id", "");
  page.model["on"] = input.on.to_iso();
  page.model["on_text"] = words.date(input.on);
  page.model["how"] = how_value(result);
  page.model["carried"] = carried_json(input.answers);
  page.synthetic = input.partnership && input.partnership->partnership.fictitious;
  return page;
}

Page results_page(const Words& words, const ResultsInput& input) {
  std::vector<PathwayResult> sorted = input.results;
  std::stable_sort(sorted.begin(), sorted.end(), better_result);
  Json best = Json::array();
  Json rest = Json::array();
  std::map<std::string, std::string> last;  // section to the group its last card stands in
  for (const PathwayResult& result : sorted) {
    if (is_repealed(result)) continue;
    const bool failed = result.outcome == PathwayOutcome::kIneligible;
    const bool in_groups = failed || result.outcome == PathwayOutcome::kNeedsInfo;
    Json card = result_json(words, input, result);
    std::string& group = last[failed ? "rest" : "best"];
    // A heading before the first card of a group; the best ones stand without.
    const bool starts = in_groups && group != result.group;
    card["group_label"] = starts ? words.label("pathway_group", result.group) : "";
    group = in_groups ? result.group : "";
    card["how_value"] = input.can_explain ? how_value(result) : "";
    (failed ? rest : best).push_back(std::move(card));
  }
  Json given = Json::array();
  for (const auto& [name, value] : input.answers.facts.items()) {
    given.push_back({{"fact", name},
                     {"label", shown_name(words, input.content, name)},
                     {"value_text", given_text(words, input.content, name, value)}});
  }
  Page page;
  page.template_name = "pathways-answer";
  page.title = words.text("check.answer_title");
  page.nav = "pathways";
  page.synthetic = input.partnership && input.partnership->partnership.fictitious;
  const std::vector<std::string> open = open_facts(input.results);
  page.model = {{"on", input.on.to_iso()},
                {"on_text", words.date(input.on)},
                {"results", std::move(best)},
                {"not_met", std::move(rest)},
                {"given", std::move(given)},
                {"carried", carried_json(input.answers)},
                {"warnings", problems_json(input.answers.warnings)},
                {"pruned", pruned_json(words, input)},
                {"partnership", partnership_json(words, input)},
                {"advice", advice_contacts(words)},
                {"open_count", open.size()},
                {"has_open", !open.empty()}};
  page.model["open_text"] = words.text(open.size() == 1 ? "check.open_one" : "check.open_many",
                                       {{"count", std::to_string(open.size())}});
  return page;
}

}  // namespace alternat::api
