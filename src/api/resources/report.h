// SPDX-License-Identifier: EUPL-1.2
// "Report a problem": who helps with which problem, today, outside this node.
#pragma once

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::api {

Page report_page(const Words& words);

// The free advice contacts, also shown with the answers of the pathway check:
// [{"name", "for", "contact", "href"}].
PageJson advice_contacts(const Words& words);

}  // namespace alternat::api
