// SPDX-License-Identifier: EUPL-1.2
// The case page for a request: reads what the viewer may see and puts it together. Also what other
// officer pages need of it: who an actor is, and how a form that failed is shown again.
#pragma once

#include "api/resources/case_due.h"

namespace alternat::api {

// The role of an account, as the reader's word for it.
ActorNames actor_names(const Site& site, const Words& words);

// `typed` holds a form that could not be carried out; the page then says why, with its status.
Response show_case(const Visit& visit, const Viewer& viewer, const TypedForm& typed);

// For actions and other pages: the title of a partnership, and whether it is invented.
std::string partnership_title(const terms::Content& content, const Words& words,
                              std::string_view id);
bool is_fictitious(const terms::Content& content, std::string_view id);

}  // namespace alternat::api
