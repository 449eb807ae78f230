// SPDX-License-Identifier: EUPL-1.2
// Numbers and words of source marks.
#include "api/render/source_notes.h"

#include <algorithm>

#include "base/json.h"

namespace alternat::api {

namespace {

Json iso_or_null(const std::optional<Date>& date) {
  return date ? Json(date->to_iso()) : Json(nullptr);
}

}  // namespace

Json SourceNotes::note(const terms::Provenance& provenance, std::size_t number) const {
  const std::string id = std::to_string(number);
  const bool outdated = provenance.mark != terms::Mark::kUncertain &&
                        terms::may_be_outdated(provenance, words_->today());
  std::string badge;
  std::string kind;
  switch (provenance.mark) {
    case terms::Mark::kSourced:
      break;
    case terms::Mark::kKnowledge:
      badge = words_->text("source.unverified");
      kind = "unverified";
      break;
    case terms::Mark::kUncertain:
      badge = words_->text("source.not_established");
      kind = "not-established";
      break;
  }
  if (badge.empty() && outdated) {
    badge = words_->text("source.outdated");
    kind = "outdated";
  }
  std::string sentence = provenance.title;
  if (sentence.empty()) sentence = words_->text("source.no_title");
  Json out = {{"number", number},
              {"href", "#source-" + id},
              {"anchor", "source-" + id},
              {"mark", terms::to_text(provenance.mark)},
              {"grade", provenance.grade.empty() ? Json(nullptr) : Json(provenance.grade)},
              {"title", provenance.title},
              {"as_of", iso_or_null(provenance.as_of)},
              {"checked", iso_or_null(provenance.checked)},
              {"outdated", outdated},
              {"badge", badge},
              {"badge_kind", kind},
              {"sentence", sentence}};
  out["grade_text"] = provenance.grade.empty() ? "" : words_->label("grade", provenance.grade);
  out["as_of_text"] = provenance.as_of ? words_->date(*provenance.as_of) : "";
  out["checked_text"] = provenance.checked ? words_->date(*provenance.checked) : "";
  out["aria"] = words_->text("source.aria", {{"number", id}, {"title", sentence}});
  return out;
}

Json SourceNotes::mark(const terms::Provenance& provenance) {
  auto found = std::find(seen_.begin(), seen_.end(), provenance);
  if (found == seen_.end()) found = seen_.insert(seen_.end(), provenance);
  return note(provenance, static_cast<std::size_t>(found - seen_.begin()) + 1);
}

Json SourceNotes::list() const {
  Json out = Json::array();
  for (std::size_t i = 0; i < seen_.size(); ++i) out.push_back(note(seen_[i], i + 1));
  return out;
}

}  // namespace alternat::api
