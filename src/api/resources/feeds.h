// SPDX-License-Identifier: EUPL-1.2
// Calendar feeds: the deadlines of a tray, the meetings of a joint body. Ids only, never a name;
// and nothing of a return: a calendar travels to services that nobody here answers for.
#pragma once

#include "api/resources/case_access.h"
#include "documents/icalendar.h"

namespace alternat::terms {
struct PartnershipContent;
}

namespace alternat::api {

// Open tasks of the viewer's role with a deadline, in cases she may open. Cases of the realms
// returns and advice are left out whole: no date of contact, scheduling or execution of a return,
// and not that somebody asked for advice.
documents::CalendarFeed tray_feed(const Site& site, const Viewer& viewer);

// Meetings, the day by which the next one is due, and open action points of the joint bodies.
documents::CalendarFeed meetings_feed(const Site& site, const terms::PartnershipContent& subject);

}  // namespace alternat::api
