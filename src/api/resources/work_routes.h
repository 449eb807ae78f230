// SPDX-License-Identifier: EUPL-1.2
// Routes of the officers' pages, one function for each resource. All but the proofs need a session.
#pragma once

#include "api/http/router.h"
#include "api/site.h"

namespace alternat::api {

void add_tray_routes(Router& router, const Site& site);
void add_case_routes(Router& router, const Site& site);
void add_amend_routes(Router& router, const Site& site);
void add_case_list_routes(Router& router, const Site& site);
void add_open_case_routes(Router& router, const Site& site);
void add_record_routes(Router& router, const Site& site);
void add_decision_routes(Router& router, const Site& site);
void add_counter_routes(Router& router, const Site& site);
// Public: no session.
void add_deadline_routes(Router& router, const Site& site);
void add_feed_routes(Router& router, const Site& site);
void add_week_routes(Router& router, const Site& site);
void add_proof_routes(Router& router, const Site& site);
void add_human_work_routes(Router& router, const Site& site);
void add_incident_routes(Router& router, const Site& site);
void add_substitution_routes(Router& router, const Site& site);
void add_version_routes(Router& router, const Site& site);

}  // namespace alternat::api
