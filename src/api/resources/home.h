// SPDX-License-Identifier: EUPL-1.2
// Home: two sentences, the map, the sortable table of arrangements, three doors.
#pragma once

#include "api/render/page.h"
#include "api/render/words.h"
#include "documents/pictures/world_map.h"

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

enum class HomeSort { kCountry, kBasis, kSince, kStatus };
// "country" for anything unknown.
HomeSort parse_home_sort(std::string_view text);

struct HomeInput {
  const terms::Content& content;
  const documents::MapShapes& shapes;
  HomeSort sort = HomeSort::kCountry;
};

// "/": model {partnerships: […], others: […], sort, …}. What is only prepared, talked about,
// reported or denied is listed apart and never called a partnership.
Page home_page(const Words& words, const HomeInput& input);

}  // namespace alternat::api
