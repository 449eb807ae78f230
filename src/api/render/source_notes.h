// SPDX-License-Identifier: EUPL-1.2
// Source marks: every value on a page carries a small number that leads to its source at the page's
// end: grade, title, as-of, checked. Equal sources share one number.
#pragma once

#include <vector>

#include "api/render/templates.h"
#include "api/render/words.h"
#include "terms/provenance.h"

namespace alternat::api {

class SourceNotes {
 public:
  explicit SourceNotes(const Words& words) : words_(&words) {}

  // {"number", "href", "anchor", "mark", "grade", "title", "as_of", "checked", "outdated",
  //  "badge", "badge_kind", "sentence"}; `badge` is "" for a sourced, fresh value.
  PageJson mark(const terms::Provenance& provenance);
  // The notes in the order of their numbers, for the list at the end.
  PageJson list() const;

 private:
  PageJson note(const terms::Provenance& provenance, std::size_t number) const;

  const Words* words_;
  std::vector<terms::Provenance> seen_;
};

}  // namespace alternat::api
