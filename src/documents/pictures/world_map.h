// SPDX-License-Identifier: EUPL-1.2
// The world map of partner countries: land in one tone, partner countries filled by what the
// arrangement rests on (colour and pattern), each a link. The table beside it says the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alternat::documents {

struct MapCountry {
  std::string code;  // ISO 3166-1 alpha-2
  std::string path;  // SVG path data
  std::int32_t x = 0;
  std::int32_t y = 0;
};

// Made at build time from public-domain geography (web/build/map.mjs).
struct MapShapes {
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::string land;  // path data of all other land
  std::vector<MapCountry> countries;
};

struct MapMark {
  std::string code;
  std::string level;  // css word: treaty, political, working_structure, …; "home" for the own side
  std::string label;  // "Name: what it rests on"
  std::string href;   // "" = no link; checked by the caller
};

struct MapTexts {
  std::string title;
  std::string description;
};

// Marks of countries that the shapes do not have are left out (the table has them).
std::string draw_world_map(const MapShapes& shapes, const std::vector<MapMark>& marks,
                           const MapTexts& texts);

}  // namespace alternat::documents
