// SPDX-License-Identifier: EUPL-1.2
// All routes of the node: the list openapi.yaml describes.
#pragma once

#include "api/http/router.h"
#include "api/site.h"

namespace alternat::api {

// `site` outlives the router.
void add_routes(Router& router, const Site& site);

// One for each resource file.
void add_public_routes(Router& router, const Site& site);    // home, partnerships, instruments
void add_pathway_routes(Router& router, const Site& site);   // the check
void add_changes_routes(Router& router, const Site& site);   // what changes between two days
void add_identity_routes(Router& router, const Site& site);  // sign in, sign out, account

}  // namespace alternat::api
