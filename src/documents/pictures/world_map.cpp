// SPDX-License-Identifier: EUPL-1.2
// Drawing of the map. Patterns stand beside colours, so that levels differ without colour too.
#include "documents/pictures/world_map.h"

#include <algorithm>

#include "base/markup.h"
#include "documents/pictures/svg.h"

namespace alternat::documents {

namespace {

constexpr std::string_view kPatterns =
    "<defs>"
    "<pattern id=\"map-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" class=\"map-ground\"/>"
    "<rect width=\"2\" height=\"5\" class=\"map-ink\"/></pattern>"
    "<pattern id=\"map-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"5\" height=\"5\" class=\"map-ground\"/>"
    "<circle cx=\"2.5\" cy=\"2.5\" r=\"1.2\" class=\"map-ink\"/></pattern></defs>";

std::string draw_country(const MapCountry& country, const MapMark& mark) {
  const std::string shape =
      "<path" + attribute("class", "map-country map-" + mark.level) + attribute("d", country.path) +
      "/>" + "<circle" + attribute("class", "map-pin map-" + mark.level) +
      attribute("cx", country.x) + attribute("cy", country.y) + attribute("r", 5) + "/>";
  const std::string title = "<title>" + escape_markup(mark.label) + "</title>";
  if (mark.href.empty()) return "<g>" + title + shape + "</g>";
  return "<a" + attribute("href", mark.href) + attribute("aria-label", mark.label) + ">" + title +
         shape + "</a>";
}

}  // namespace

std::string draw_world_map(const MapShapes& shapes, const std::vector<MapMark>& marks,
                           const MapTexts& texts) {
  std::string out = "<svg class=\"map\" role=\"group\" aria-labelledby=\"map-title map-text\"" +
                    attribute("viewBox", "0 0 " + std::to_string(shapes.width) + " " +
                                             std::to_string(shapes.height)) +
                    "><title id=\"map-title\">" + escape_markup(texts.title) +
                    "</title><desc id=\"map-text\">" + escape_markup(texts.description) + "</desc>";
  out += kPatterns;
  out += "<path class=\"map-land\"" + attribute("d", shapes.land) + "/>";
  std::string marked;
  for (const MapCountry& country : shapes.countries) {
    const auto mark = std::find_if(marks.begin(), marks.end(), [&country](const MapMark& item) {
      return item.code == country.code;
    });
    if (mark == marks.end()) {
      out += "<path class=\"map-land\"" + attribute("d", country.path) + "/>";
    } else {
      marked += draw_country(country, *mark);
    }
  }
  return out + marked + "</svg>";
}

}  // namespace alternat::documents
