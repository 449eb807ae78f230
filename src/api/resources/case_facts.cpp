// SPDX-License-Identifier: EUPL-1.2
// Reading facts through the viewer's Grant.
#include "api/resources/case_facts.h"

#include <algorithm>

#include "api/resources/decision_table.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

struct ReadKeys {
  ledger::LogId log;
  ledger::SubjectId subject;
  ledger::CommandId command;
};

Result<ReadKeys> read_keys(const Site& site, const projections::CaseRow& row) {
  Result<ledger::LogId> log = ledger::LogId::from_text(row.partnership);
  Result<ledger::SubjectId> subject = ledger::SubjectId::from_text(row.subject);
  Result<ledger::CommandId> command = ledger::CommandId::from_text(site.node->new_id("look"));
  if (!log) return log.error();
  if (!subject) return subject.error();
  if (!command) return command.error();
  return ReadKeys{*log, *subject, *command};
}

void keep_last(std::vector<SeenFact>& facts, SeenFact fact) {
  const auto same = std::find_if(facts.begin(), facts.end(),
                                 [&](const SeenFact& known) { return known.name == fact.name; });
  if (same == facts.end()) {
    facts.push_back(std::move(fact));
  } else {
    *same = std::move(fact);
  }
}

std::string shown(const Words& words, const terms::Content& content, const SeenFact& fact) {
  const bool of_contexts =
      fact.value.is_array() && !fact.value.empty() && fact.value[0].is_object();
  if (of_contexts)
    return words.text("check.several", {{"count", std::to_string(fact.value.size())}});
  return shown_value(words, content, fact.name, fact.value);
}

}  // namespace

const SeenFact* SeenFacts::find(std::string_view name) const {
  for (const SeenFact& fact : facts)
    if (fact.name == name) return &fact;
  return nullptr;
}

Json SeenFacts::as_object(const terms::FactDictionary& dictionary) const {
  Json object = Json::object();
  for (const SeenFact& fact : facts)
    if (dictionary.find(fact.name)) object[fact.name] = fact.value;
  return object;
}

Result<std::vector<Json>> read_bodies(const Site& site, const projections::CaseRow& row) {
  Result<ledger::LogId> log = ledger::LogId::from_text(row.partnership);
  Result<ledger::StreamId> stream = ledger::StreamId::from_text(row.id);
  if (!log) return log.error();
  if (!stream) return stream.error();
  Result<std::unique_ptr<ledger::Reader>> reader = site.node->ledger().store().read();
  if (!reader) return reader.error();
  Result<std::vector<ledger::StoredRecord>> records = (*reader)->read_stream(*log, *stream);
  if (!records) return records.error();
  std::vector<Json> bodies;
  for (const ledger::StoredRecord& record : *records)
    bodies.push_back(Json::parse(record.record.body, nullptr, false));
  return bodies;
}

Result<SeenFacts> read_facts(const Site& site, const Viewer& viewer, const CaseCopy& copy,
                             const std::vector<Json>& bodies) {
  SeenFacts seen;
  if (copy.sight != Sight::kFile) return seen;
  if (copy.row.subject.empty()) {
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (!bodies[i].is_object() || !bodies[i].contains("values")) continue;
      for (const auto& [name, value] : bodies[i]["values"].items())
        keep_last(seen.facts, {name, value, i + 1});
    }
    return seen;
  }
  Result<access::Grant> grant = grant_for(*site.program, viewer, copy.row);
  if (!grant) return grant.error();
  Result<ReadKeys> keys = read_keys(site, copy.row);
  if (!keys) return keys.error();
  ledger::ReadRequest request{keys->log, keys->command, site.node->now(), site.node->today(), {}};
  request.items.push_back({&*grant, keys->log, keys->subject});
  Result<std::vector<ledger::PersonalData>> data = site.node->ledger().read_personal(request);
  if (!data && data.error().code == "vault.erased") {
    seen.is_erased = true;
    return seen;
  }
  if (!data) return data.error();
  if (Status caught = site.node->catch_up(); !caught) return caught.error();
  const ledger::PersonalData& personal = data->front();
  seen.is_erased = personal.is_erased;
  seen.hidden = personal.redacted;
  for (const ledger::StoredValue& value : personal.values) {
    Json json = Json::parse(value.value.reveal(*grant), nullptr, false);
    if (value.name == "comment" && json.is_string()) {
      seen.comments.push_back({value.name, std::move(json), value.version});
      continue;
    }
    if (!json.is_discarded()) keep_last(seen.facts, {value.name, std::move(json), value.version});
  }
  return seen;
}

Result<std::optional<std::vector<ledger::PastRead>>> read_looks(const Site& site,
                                                                const Viewer& viewer,
                                                                const CaseCopy& copy) {
  using Looks = std::optional<std::vector<ledger::PastRead>>;
  if (copy.row.subject.empty() || copy.sight != Sight::kFile) return Looks();
  Result<access::Grant> grant = grant_for(*site.program, viewer, copy.row);
  if (!grant) return grant.error();
  Result<ReadKeys> keys = read_keys(site, copy.row);
  if (!keys) return keys.error();
  ledger::ReadRequest request{keys->log, keys->command, site.node->now(), site.node->today(), {}};
  request.items.push_back({&*grant, keys->log, keys->subject});
  Result<std::vector<ledger::PastRead>> looks = site.node->ledger().read_past_reads(request);
  if (!looks && looks.error().code == "vault.not_granted") return Looks();
  if (!looks) return looks.error();
  if (Status caught = site.node->catch_up(); !caught) return caught.error();
  return Looks(std::move(*looks));
}

std::vector<CaseFact> fact_rows(const Words& words, const terms::Content& content,
                                const SeenFacts& seen, const CaseCopy& copy,
                                const ActorNames& actor_name) {
  std::vector<CaseFact> rows;
  for (const SeenFact& fact : seen.facts) {
    const terms::FactDefinition* definition = content.facts.find(fact.name);
    CaseFact row;
    row.fact = fact.name;
    row.category = definition ? std::string(terms::to_text(definition->category)) : "procedure";
    row.label = definition ? words.in(definition->label) : shown_name(words, content, fact.name);
    row.value = fact.value;
    row.value_text = shown(words, content, fact);
    if (fact.version > 0 && fact.version <= copy.log.size()) {
      const projections::LogRow& line = copy.log[fact.version - 1];
      row.said_by = actor_name(line.actor);
      row.on_text = words.date(day_of(line.recorded_at));
      row.record_href = "/records/" + std::to_string(line.position);
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const CaseFact& a, const CaseFact& b) { return a.category < b.category; });
  return rows;
}

}  // namespace alternat::api
