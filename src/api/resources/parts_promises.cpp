// SPDX-License-Identifier: EUPL-1.2
// Promises of each side, quotas, numbers as published. Kinds are never added up to one percentage.
#include <algorithm>
#include <array>

#include "api/render/format.h"
#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "documents/pictures/bar_chart.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::array<std::string_view, 3> kParties = {"destination", "origin", "both"};

Json status_json(const PartContext& context, const terms::History<int>& history) {
  Json out = Json::array();
  for (const auto& entry : history.entries()) {
    out.push_back({{"from", entry.from.to_text()},
                   {"from_text", context.words.date(entry.from)},
                   {"level", entry.value},
                   {"level_label", context.words.label("level", std::to_string(entry.value))},
                   {"evidence", context.words.in(entry.reason)},
                   {"source", context.notes.mark(entry.provenance)}});
  }
  return out;
}

Json views_json(const PartContext& context, const std::vector<terms::PartyView>& views) {
  Json out = Json::array();
  for (const terms::PartyView& view : views) {
    out.push_back({{"party", terms::to_text(view.party)},
                   {"party_name", context.country_of(terms::to_text(view.party))},
                   {"text", context.words.in(view.text)},
                   {"on_text", context.words.date(view.on)},
                   {"source", context.notes.mark(view.provenance)}});
  }
  return out;
}

// The sentence of the badge: "up to 5,000 persons a year", "not established".
std::string measure_text(const PartContext& context, const terms::Commitment& commitment) {
  const Words& words = context.words;
  if (!commitment.quantity) return {};
  std::string text = words.quantity(commitment.quantity->to_text(), commitment.unit);
  if (commitment.period) {
    const std::string period = words.label("period", terms::to_text(*commitment.period));
    if (!period.empty() && commitment.period != terms::CountingPeriod::kOnce) text += " " + period;
  }
  const std::string pattern = "promise.measure_" + std::string(terms::to_text(commitment.kind));
  return words.find_text(pattern) ? words.text(pattern, {{"quantity", text}}) : text;
}

std::string clause_href(const PartContext& context, const terms::Commitment& commitment) {
  const terms::Instrument* instrument = context.subject.find_instrument(commitment.instrument);
  if (!instrument) return {};
  std::string href =
      "/partnerships/" + context.subject.partnership.id + "/instruments/" + instrument->id;
  if (instrument->find_clause(commitment.clause)) href += "#clause-" + commitment.clause;
  return href;
}

// Numbers of one unit as whole steps for the bars: scaled by 100, rounded by the decimal itself.
std::int64_t bar_value(const std::string& decimal) {
  std::int64_t value = 0;
  std::size_t places = 0;
  bool point = false;
  for (const char c : decimal) {
    if (c == '.') {
      point = true;
    } else if (c >= '0' && c <= '9' && (!point || places < 2) && value < 1'000'000'000'000'000) {
      value = value * 10 + (c - '0');
      places += point ? 1 : 0;
    }
  }
  for (; places < 2; ++places) value *= 10;
  return value;
}

}  // namespace

Json promise_json(const PartContext& context, const terms::Commitment& commitment) {
  const Words& words = context.words;
  const std::string kind(terms::to_text(commitment.kind));
  const std::string component(terms::to_text(commitment.component));
  const std::string party(terms::to_text(commitment.owes));
  const auto* level = commitment.status.on(words.today(), words.today());
  const bool counted = commitment.quantity.has_value();
  const bool wants_number = kind == "cap" || kind == "target" || kind == "duration";
  Json owners = Json::array();
  for (const std::string& owner : commitment.owners) owners.push_back(context.office_name(owner));
  Json series = Json::array();
  for (const std::string& id : commitment.series) {
    if (const terms::Series* found = context.subject.find_series(id)) {
      series.push_back(series_json(context, *found));
    }
  }
  const terms::Instrument* instrument = context.subject.find_instrument(commitment.instrument);
  Json out = {{"id", commitment.id},
              {"anchor", "promise-" + commitment.id},
              {"kind", kind},
              {"kind_label", words.label("kind", kind)},
              {"kind_note", words.find_text("label.kind_note." + kind).value_or("")},
              {"component", component},
              {"component_label", words.label("component", component)},
              {"owes", party},
              {"owes_name", context.country_of(party)},
              {"title", words.in(commitment.title)},
              {"detail", words.in(commitment.detail)},
              {"owners", std::move(owners)},
              {"quantity", counted ? Json(commitment.quantity->to_text()) : Json(nullptr)},
              {"unit", commitment.unit},
              {"measure_text", measure_text(context, commitment)},
              {"number_missing", wants_number && !counted},
              {"due_text", words.date(commitment.due)},
              {"clause", commitment.clause},
              {"article", article_number(commitment.clause)},
              {"instrument", commitment.instrument},
              {"instrument_title", instrument ? words.in(instrument->title) : ""},
              {"clause_href", clause_href(context, commitment)},
              {"status", status_json(context, commitment.status)},
              {"series", std::move(series)},
              {"views", views_json(context, commitment.views)},
              {"linked", commitment.linked},
              {"source", context.notes.mark(commitment.provenance)}};
  out["due"] = commitment.due ? Json(commitment.due->to_text()) : Json(nullptr);
  out["period"] = commitment.period ? Json(terms::to_text(*commitment.period)) : Json(nullptr);
  out["level"] = level ? Json(level->value) : Json(nullptr);
  out["level_label"] = level ? words.label("level", std::to_string(level->value)) : "";
  out["level_since"] = level ? words.date(level->from) : "";
  out["level_evidence"] = level ? words.in(level->reason) : "";
  out["level_source"] = level ? context.notes.mark(level->provenance) : Json(nullptr);
  const auto counter = context.counters.find(commitment.id);
  const bool moves = counter != context.counters.end();
  const bool has_number = moves && counter->second.count.has_value();
  out["counted"] = has_number ? Json(*counter->second.count) : Json(nullptr);
  out["counted_text"] = moves ? counter->second.text : "";
  out["counted_rule"] = moves ? counter->second.rule : "";
  out["counted_href"] = moves ? counter->second.href : "";
  out["is_counted"] = commitment.counted_by.has_value();
  return out;
}

namespace {

bool was_agreed(const terms::Commitment& commitment) {
  return commitment.kind != terms::CommitmentKind::kNoQuotaAgreed &&
         commitment.kind != terms::CommitmentKind::kDeclined;
}

}  // namespace

Json promises_part(const PartContext& context) {
  Json out = Json::array();
  const auto add = [&](std::string_view party, const std::string& title, const auto& belongs) {
    Json items = Json::array();
    for (const terms::Commitment& commitment : context.subject.commitments) {
      if (belongs(commitment)) items.push_back(promise_json(context, commitment));
    }
    const bool wide = party == "both" || party == "none";
    if (wide && items.empty()) return;
    out.push_back(
        {{"party", party}, {"title", title}, {"is_shared", wide}, {"items", std::move(items)}});
  };
  for (const std::string_view party : kParties) {
    const std::string name = context.country_of(party);
    add(party,
        party == "both" ? context.words.text("promise.both_owe")
                        : context.words.text("promise.party_owes", {{"party", name}}),
        [party](const terms::Commitment& commitment) {
          return was_agreed(commitment) && terms::to_text(commitment.owes) == party;
        });
  }
  add("none", context.words.text("promise.not_agreed"),
      [](const terms::Commitment& commitment) { return !was_agreed(commitment); });
  return out;
}

Json promise_kinds_part(const PartContext& context) {
  Json out = Json::array();
  for (int kind = 0; kind <= static_cast<int>(terms::CommitmentKind::kDeclined); ++kind) {
    const std::string word(terms::to_text(static_cast<terms::CommitmentKind>(kind)));
    std::array<int, 3> counts = {};
    for (const terms::Commitment& commitment : context.subject.commitments) {
      if (static_cast<int>(commitment.kind) != kind) continue;
      const auto party =
          std::find(kParties.begin(), kParties.end(), terms::to_text(commitment.owes));
      ++counts[static_cast<std::size_t>(party - kParties.begin()) % kParties.size()];
    }
    if (counts[0] + counts[1] + counts[2] == 0) continue;
    out.push_back({{"kind", word},
                   {"kind_label", context.words.label("kind", word)},
                   {"destination", counts[0]},
                   {"origin", counts[1]},
                   {"both", counts[2]}});
  }
  return out;
}

Json quotas_part(const PartContext& context) {
  const Words& words = context.words;
  Json out = Json::array();
  for (const terms::Quota& quota : context.subject.quotas) {
    Json numbers = Json::array();
    for (const terms::QuotaNumber& number : quota.numbers) {
      numbers.push_back(
          {{"from_text", words.date(number.from)},
           {"until_text", words.date(number.until)},
           {"number", number.number ? Json(number.number->to_text()) : Json(nullptr)},
           {"number_text",
            number.number ? words.quantity(number.number->to_text(), quota.unit) : ""},
           {"source", context.notes.mark(number.provenance)}});
    }
    Json events = Json::array();
    for (const terms::QuotaEvent& event : quota.events) {
      events.push_back({{"on_text", words.date(event.on)},
                        {"kind", event.kind},
                        {"kind_label", words.label("quota_event", event.kind)},
                        {"text", words.in(event.text)},
                        {"source", context.notes.mark(event.provenance)}});
    }
    const terms::QuotaNumber* now = quota.on(words.today(), words.today());
    const bool known = now && now->number;
    const std::string period(terms::to_text(quota.period));
    Json series = Json::array();
    for (const std::string& id : quota.series) {
      if (const terms::Series* found = context.subject.find_series(id)) {
        series.push_back(series_json(context, *found));
      }
    }
    out.push_back({{"id", quota.id},
                   {"title", words.in(quota.title)},
                   {"number", known ? Json(now->number->to_text()) : Json(nullptr)},
                   {"number_text", known ? words.quantity(now->number->to_text(), quota.unit) : ""},
                   {"unit", quota.unit},
                   {"period", period},
                   {"period_label", words.label("period", period)},
                   {"effect", terms::to_text(quota.effect)},
                   {"effect_label", words.label("quota_effect", terms::to_text(quota.effect))},
                   {"fixed_by", terms::to_text(quota.fixed_by)},
                   {"fixed_by_label", words.label("fixed_by", terms::to_text(quota.fixed_by))},
                   {"citation", quota.citation},
                   {"numbers", std::move(numbers)},
                   {"events", std::move(events)},
                   {"series", std::move(series)},
                   {"source", context.notes.mark(known ? now->provenance : quota.provenance)}});
  }
  return out;
}

Json series_json(const PartContext& context, const terms::Series& series) {
  const Words& words = context.words;
  Json numbers = Json::array();
  documents::BarChart chart;
  for (const terms::SeriesNumber& number : series.numbers) {
    const std::string value = number.value.to_text();
    const std::string qualifier = words.label("qualifier", number.qualifier);
    const std::string text = (qualifier.empty() ? "" : qualifier + " ") + words.quantity(value, "");
    const std::string period =
        words.date(number.from) + (number.until ? " \u2013 " + words.date(*number.until) : "");
    numbers.push_back({{"from", number.from.to_text()},
                       {"until", number.until ? Json(number.until->to_text()) : Json(nullptr)},
                       {"period_text", period},
                       {"value", value},
                       {"value_text", text},
                       {"qualifier", number.qualifier},
                       {"note", words.in(number.note)},
                       {"source", context.notes.mark(number.provenance)}});
    const bool whole_year = number.from.to_text().size() == 4 && !number.until;
    chart.bars.push_back(
        {whole_year ? number.from.to_text() : words.date(number.from), bar_value(value), text});
  }
  Json out = {{"id", series.id},
              {"title", words.in(series.title)},
              {"definition", words.in(series.definition)},
              {"unit", series.unit},
              {"component", terms::to_text(series.component)},
              {"component_label", words.label("component", terms::to_text(series.component))},
              {"numbers", std::move(numbers)},
              {"differing", series.has_differing_sources()}};
  if (chart.bars.size() > 1) {
    const std::string name = "series-" + series.id;
    context.pictures[name] = documents::draw_bar_chart(chart);
    out["chart_picture"] = name;
  } else {
    out["chart_picture"] = "";
  }
  return out;
}

Json series_part(const PartContext& context) {
  Json out = Json::array();
  for (const terms::Series& series : context.subject.series) {
    out.push_back(series_json(context, series));
  }
  return out;
}

}  // namespace alternat::api
