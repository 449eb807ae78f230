// SPDX-License-Identifier: EUPL-1.2
// Instruments as rows, and the timeline of their lives with the time between steps.
#include <algorithm>

#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

struct Step {
  terms::ImpreciseDate on;
  std::string instrument;
  std::string text;
  terms::Provenance provenance;
};

void add_steps(const PartContext& context, const terms::Instrument& instrument,
               std::vector<Step>& steps) {
  const std::string& title = context.words.in(instrument.title);
  if (instrument.signed_on && instrument.signed_on->on) {
    steps.push_back({*instrument.signed_on->on, title, context.words.text("timeline.signed"),
                     instrument.signed_on->provenance});
  }
  if (instrument.in_force_on && instrument.in_force_on->on) {
    steps.push_back({*instrument.in_force_on->on, title, context.words.text("timeline.in_force"),
                     instrument.in_force_on->provenance});
  }
  for (const terms::Milestone& milestone : instrument.milestones) {
    if (!milestone.on) continue;
    steps.push_back({*milestone.on, title, context.words.in(milestone.text), milestone.provenance});
  }
}

// "9 months later", from the middle-free first days; only where both days are exact to the month.
std::string distance(const PartContext& context, const Step& from, const Step& to) {
  if (from.on.to_text().size() < 7 || to.on.to_text().size() < 7) return {};
  const int months = from.on.first_day().completed_months_until(to.on.first_day());
  if (months >= 2) {
    return context.words.text("timeline.months_later", {{"count", std::to_string(months)}});
  }
  const int days = to.on.first_day().days() - from.on.first_day().days();
  if (days < 2 || !from.on.day() || !to.on.day()) return {};
  return context.words.text("timeline.days_later", {{"count", std::to_string(days)}});
}

}  // namespace

Json instrument_row(const PartContext& context, const terms::Instrument& instrument) {
  const Words& words = context.words;
  const auto* status = instrument.status.on(words.today(), words.today());
  const std::string status_word =
      status ? std::string(terms::to_text(status->value)) : "not_established";
  const std::string kind(terms::to_text(instrument.kind));
  const std::string binding(terms::to_text(instrument.binding));
  Json item = {
      {"id", instrument.id},
      {"href", "/partnerships/" + context.subject.partnership.id + "/instruments/" + instrument.id},
      {"title", words.in(instrument.title)},
      {"kind", kind},
      {"kind_label", words.label("instrument", kind)},
      {"basis", binding},
      {"basis_label", words.label("basis", binding)},
      {"status", status_word},
      {"status_label", words.label("instrument_status", status_word)},
      {"publication", terms::to_text(instrument.publication)},
      {"publication_label", words.label("publication", terms::to_text(instrument.publication))},
      {"publication_reference", instrument.publication_reference},
      {"clause_count", instrument.clauses.size()},
      {"source", context.notes.mark(instrument.provenance)}};
  const auto add_date = [&](const char* key, const std::optional<terms::SourcedDate>& date) {
    const std::string name(key);
    const bool known = date && date->on;
    item[name] = known ? Json(date->on->to_text()) : Json(nullptr);
    item[name + "_text"] = known ? words.date(*date->on) : "";
    item[name + "_source"] = date ? context.notes.mark(date->provenance) : Json(nullptr);
  };
  add_date("signed", instrument.signed_on);
  add_date("in_force", instrument.in_force_on);
  return item;
}

Json instruments_part(const PartContext& context) {
  std::vector<const terms::Instrument*> sorted;
  for (const terms::Instrument& instrument : context.subject.instruments) {
    sorted.push_back(&instrument);
  }
  const auto day_of = [](const terms::Instrument* instrument) {
    return instrument->signed_on && instrument->signed_on->on
               ? instrument->signed_on->on->first_day().days()
               : 0;
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&day_of](const auto* a, const auto* b) { return day_of(a) > day_of(b); });
  Json out = Json::array();
  for (const terms::Instrument* instrument : sorted) {
    out.push_back(instrument_row(context, *instrument));
  }
  return out;
}

Json timeline_part(const PartContext& context) {
  std::vector<Step> steps;
  for (const terms::Instrument& instrument : context.subject.instruments) {
    add_steps(context, instrument, steps);
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return a.on.first_day() < b.on.first_day();
  });
  Json out = Json::array();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    out.push_back({{"on", step.on.to_text()},
                   {"on_text", context.words.date(step.on)},
                   {"instrument_title", step.instrument},
                   {"text", step.text},
                   {"is_future", step.on.first_day() > context.words.today()},
                   {"after_text", i == 0 ? "" : distance(context, steps[i - 1], step)},
                   {"source", context.notes.mark(step.provenance)}});
  }
  return out;
}

}  // namespace alternat::api
