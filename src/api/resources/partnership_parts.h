// SPDX-License-Identifier: EUPL-1.2
// The parts of a partnership's view model, one function each; partnership.cpp puts them together.
// Every value carries its source mark; what is not established is null and says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "api/render/page.h"
#include "api/render/source_notes.h"
#include "api/render/words.h"

namespace alternat::terms {
struct Content;
struct PartnershipContent;
struct Commitment;
struct Instrument;
struct Series;
struct AgreementTerms;
}  // namespace alternat::terms

namespace alternat::api {

// How far counted procedures have moved a commitment, by commitment id; from the projections.
struct Counter {
  std::optional<std::int64_t> count;  // nullopt: too few to be shown
  std::string text;                   // "Counted in 2026: 12"
  std::string rule;                   // how the number was disclosed; "" = it is exact
  std::string href;                   // to the records that moved it; "" = not for this reader
};
using Counters = std::map<std::string, Counter, std::less<>>;

struct PartContext {
  const Words& words;
  SourceNotes& notes;
  Pictures& pictures;
  const terms::Content& content;
  const terms::PartnershipContent& subject;
  const Counters& counters;

  // The name of an office on the page's day, or the id itself if it is not in the table.
  std::string office_name(std::string_view id) const;
  std::string country_of(std::string_view party) const;  // origin, destination, both
};

// By the word of the basis: false for prepared, talks, reported, denied and "".
bool may_be_called_partnership(std::string_view basis);

PageJson head_part(const PartContext& context);        // title line, basis, lead, since
PageJson components_part(const PartContext& context);  // tiles
PageJson promises_part(
    const PartContext& context);  // {"destination": […], "origin": […], "both": […]}
PageJson promise_kinds_part(const PartContext& context);  // how many promises of each kind and side
PageJson quotas_part(const PartContext& context);
PageJson instruments_part(const PartContext& context);  // rows, newest first
PageJson timeline_part(const PartContext& context);     // dated steps with durations
PageJson pathways_part(const PartContext& context);     // overlays: what it changes in the law
PageJson returns_part(const PartContext& context);      // readmission terms, Union's and own
PageJson projects_part(const PartContext& context);     // economic and technology promises
PageJson meetings_part(const PartContext& context);     // bodies, meetings, action points
PageJson rights_part(const PartContext& context);       // rights annex per agreement, views
PageJson offices_part(const PartContext& context);      // authorities with validity
PageJson series_part(const PartContext& context);       // numbers as published, with charts

PageJson instrument_row(const PartContext& context, const terms::Instrument& instrument);
PageJson promise_json(const PartContext& context, const terms::Commitment& commitment);
PageJson series_json(const PartContext& context, const terms::Series& series);
PageJson agreement_json(const PartContext& context, const terms::AgreementTerms& agreement);

// The clause's number if the text was read and has one ("4(2)"); "" for clauses that content can
// only describe by a word.
inline std::string article_number(const std::string& clause) {
  const bool numbered = !clause.empty() && clause.front() >= '0' && clause.front() <= '9';
  return numbered ? clause : "";
}

}  // namespace alternat::api
