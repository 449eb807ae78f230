// SPDX-License-Identifier: EUPL-1.2
// Results as cards.
#include "api/resources/pathway_results.h"

#include <algorithm>
#include <map>

#include "api/render/format.h"
#include "api/resources/decision_table.h"
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

// "960,00 EUR im Jahr zu wenig (80,00 EUR im Monat)", in the page's language and its grouping.
std::string delta_text(const Words& words, const assessment::Delta& delta) {
  switch (delta.kind) {
    case assessment::DeltaKind::kLevel:
      return words.text("check.delta_level", {{"given", words.label("value", delta.given)},
                                              {"needed", words.label("value", delta.needed)}});
    case assessment::DeltaKind::kDays:
      return words.text("check.delta_days", {{"difference", delta.difference}});
    case assessment::DeltaKind::kNumber:
      break;
  }
  const Result<Decimal> given = Decimal::from_text(delta.given);
  const Result<Decimal> needed = Decimal::from_text(delta.needed);
  const bool too_much = given && needed && *given > *needed;
  const std::string quantity = words.quantity(delta.difference, delta.unit);
  std::string out =
      words.text(too_much ? "check.delta_over" : "check.delta_short", {{"difference", quantity}});
  const Result<Decimal> year = Decimal::from_text(delta.difference);
  if (year && delta.unit == "EUR cents a year") {
    const auto month = year->divided_by(Decimal::from_int(12));
    const auto whole = month ? month->rounded(0, Decimal::Rounding::kCeiling) : std::nullopt;
    if (whole) {
      out += " (" +
             words.text("check.delta_month",
                        {{"difference", words.quantity(whole->to_text(), "EUR cents a month")}}) +
             ")";
    }
  }
  return out;
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
  std::string given;
  std::string needed;
  std::string difference;
  if (reason.delta) {
    const std::string& unit = reason.delta->unit;
    given = shown_value(words, content, reason.delta->fact, Json(reason.delta->given));
    needed = shown_value(words, content, reason.delta->fact, Json(reason.delta->needed));
    if (reason.delta->kind == assessment::DeltaKind::kNumber) {
      given = words.quantity(reason.delta->given, unit);
      needed = words.quantity(reason.delta->needed, unit);
    }
    difference = delta_text(words, *reason.delta);
  }
  const std::string key = "reason." + reason.code + ".";
  const Words::Values fill = {{"value", given}, {"threshold", needed}, {"delta", difference}};
  Json out = {{"code", reason.code},
              {"citation", reason.citation},
              {"citation_text", format_citation(reason.citation, words.language())},
              {"rule", reason.rule},
              {"values", std::move(values)},
              {"compared", std::move(compared)},
              {"is_certain", reason.certain},
              {"short", words.find_text(key + "short") ? words.text(key + "short", fill)
                                                       : words.label("reason", reason.code)},
              {"long", words.find_text(key + "long") ? words.text(key + "long", fill) : ""}};
  out["delta"] = reason.delta ? Json(reason.delta->text) : Json(nullptr);
  out["delta_text"] = difference;
  return out;
}

Json missing_json(const Words& words, const terms::Content& content, const std::string& id) {
  const terms::FactDefinition* fact = content.facts.find(id);
  return {{"fact", id},
          {"label", fact ? words.in(fact->label) : words.label("derived", id)},
          {"question", fact ? words.in(fact->question) : ""},
          {"help", fact ? words.in(fact->help) : ""}};
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
         {"by", fact && fact->change ? fact->change->by : ""},
         {"by_label", fact && fact->change ? words.label("by", fact->change->by) : ""}});
  }
  return {{"changes", std::move(out)}, {"about_pay", pay}};
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

Page results_page(const Words& words, const ResultsInput& input) {
  std::vector<PathwayResult> sorted = input.results;
  std::stable_sort(sorted.begin(), sorted.end(), better_result);
  Json best = Json::array();
  Json rest = Json::array();
  for (const PathwayResult& result : sorted) {
    if (is_repealed(result)) continue;
    const bool failed = result.outcome == PathwayOutcome::kIneligible;
    (failed ? rest : best).push_back(result_json(words, input, result));
  }
  Json carried = Json::array();
  for (const auto& [name, value] : input.answers.typed.all()) {
    if (value.empty() || name == "action" || name == "lang" || name == "skip") continue;
    carried.push_back({{"name", name}, {"value", value}});
  }
  Json given = Json::array();
  for (const auto& [name, value] : input.answers.facts.items()) {
    given.push_back(
        {{"fact", name},
         {"label", shown_name(words, input.content, name)},
         {"value_text", value.is_array() && !value.empty() && value[0].is_object()
                            ? words.text("check.several", {{"count", std::to_string(value.size())}})
                            : shown_value(words, input.content, name, value)}});
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
                {"carried", std::move(carried)},
                {"partnership", partnership_json(words, input)},
                {"advice", advice_contacts(words)},
                {"open_count", open.size()},
                {"has_open", !open.empty()}};
  page.model["open_text"] = words.text(open.size() == 1 ? "check.open_one" : "check.open_many",
                                       {{"count", std::to_string(open.size())}});
  return page;
}

}  // namespace alternat::api
