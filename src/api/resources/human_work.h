// SPDX-License-Identifier: EUPL-1.2
// What people do on a case beside the procedure: tasks given to colleagues, days to look again,
// comments, documents; as part of the case page's model.
#pragma once

#include <set>
#include <string>

#include "api/resources/case_facts.h"

namespace alternat::api {

struct HumanWorkView {
  const Site& site;
  const Words& words;
  const Viewer& viewer;
  const CaseCopy& copy;
  const std::vector<Json>& bodies;
  const SeenFacts& seen;
  const ActorNames& names;
};

// {"may_work", "href", "version", "tasks": […], "comments": […], "documents": […]}
Json human_work_json(const HumanWorkView& view);

// Whom the viewer stands in for today, in her role.
std::set<std::string> absent_for(const Site& site, const Viewer& viewer);

}  // namespace alternat::api
