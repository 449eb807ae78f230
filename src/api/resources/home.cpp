// SPDX-License-Identifier: EUPL-1.2
// The view model of the home page.
#include "api/resources/home.h"

#include <algorithm>
#include <array>

#include "api/render/source_notes.h"
#include "api/render/url.h"
#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::array<std::pair<HomeSort, std::string_view>, 4> kSorts = {
    {{HomeSort::kCountry, "country"},
     {HomeSort::kBasis, "basis"},
     {HomeSort::kSince, "since"},
     {HomeSort::kStatus, "components"}}};

Json row(const Words& words, SourceNotes& notes, const terms::PartnershipContent& content) {
  const terms::Partnership& partnership = content.partnership;
  const auto* basis = partnership.basis.on(words.today(), words.today());
  const std::string word = basis ? std::string(terms::to_text(basis->value)) : "";
  Json components = Json::array();
  int active = 0;
  for (const terms::Component& component : partnership.components) {
    const auto* status = component.status.on(words.today(), words.today());
    const std::string status_word =
        status ? std::string(terms::to_text(status->value)) : "not_established";
    active += status_word == "active" ? 1 : 0;
    const std::string kind(terms::to_text(component.kind));
    components.push_back({{"kind", kind},
                          {"label", words.label("component_short", kind)},
                          {"status", status_word},
                          {"status_label", words.label("status", status_word)}});
  }
  Json out = {{"id", partnership.id},
              {"href", "/partnerships/" + partnership.id},
              {"country", partnership.origin.code()},
              {"country_name", words.country(partnership.origin.code())},
              {"title", words.in(partnership.title)},
              {"basis", word},
              {"basis_label", words.label("basis", word)},
              {"basis_order", basis ? static_cast<int>(basis->value) : 99},
              {"active", active},
              {"components", std::move(components)},
              {"fictitious", partnership.fictitious},
              {"promise_count", content.commitments.size()}};
  out["basis_source"] = basis ? notes.mark(basis->provenance) : Json(nullptr);
  out["since"] = partnership.since ? Json(partnership.since->to_text()) : Json(nullptr);
  out["since_text"] = words.date(partnership.since);
  out["since_source"] = notes.mark(partnership.provenance);
  return out;
}

bool before(const Json& a, const Json& b, HomeSort sort) {
  switch (sort) {
    case HomeSort::kCountry:
      break;
    case HomeSort::kBasis:
      if (a["basis_order"] != b["basis_order"]) return a["basis_order"] < b["basis_order"];
      break;
    case HomeSort::kSince: {
      // Newest first; what is not established comes last.
      const std::string x = a["since"].is_null() ? "" : a["since"].get<std::string>();
      const std::string y = b["since"].is_null() ? "" : b["since"].get<std::string>();
      if (x != y) return x > y;
      break;
    }
    case HomeSort::kStatus:
      if (a["active"] != b["active"]) return a["active"] > b["active"];
      break;
  }
  return a["country_name"] < b["country_name"];
}

std::vector<documents::MapMark> marks_of(const Words& words, const terms::Content& content,
                                         const Json& rows) {
  std::vector<documents::MapMark> marks;
  for (const Json& row : rows) {
    if (row["fictitious"] == true) continue;
    const std::string name = row["country_name"].get<std::string>();
    marks.push_back({row["country"].get<std::string>(), row["basis"].get<std::string>(),
                     name + ": " + row["basis_label"].get<std::string>(),
                     checked_href(row["href"].get<std::string>())});
  }
  for (const terms::PartnershipContent& item : content.partnerships) {
    if (item.partnership.fictitious) continue;
    const std::string& own = item.partnership.destination.code();
    marks.push_back({own, "home", words.country(own), ""});
    break;
  }
  return marks;
}

Json sort_links(const Words& words, HomeSort current) {
  Json out = Json::object();
  for (const auto& [sort, name] : kSorts) {
    out[std::string(name)] = {{"href", make_href("/", {{"sort", name}}) + "#partnerships"},
                              {"label", words.text("home.column_" + std::string(name))},
                              {"aria", sort == current ? "ascending" : "none"},
                              {"is_current", sort == current}};
  }
  return out;
}

}  // namespace

HomeSort parse_home_sort(std::string_view text) {
  for (const auto& [sort, name] : kSorts) {
    if (name == text) return sort;
  }
  return HomeSort::kCountry;
}

Page home_page(const Words& words, const HomeInput& input) {
  SourceNotes notes(words);
  Json rows = Json::array();
  for (const terms::PartnershipContent& content : input.content.partnerships) {
    rows.push_back(row(words, notes, content));
  }
  std::sort(rows.begin(), rows.end(), [&input](const Json& a, const Json& b) {
    if (a["fictitious"] != b["fictitious"]) return b["fictitious"].get<bool>();
    return before(a, b, input.sort);
  });
  Json partnerships = Json::array();
  Json others = Json::array();
  for (const Json& item : rows) {
    const bool is_one = may_be_called_partnership(item["basis"].get<std::string>());
    (is_one ? partnerships : others).push_back(item);
  }
  Json legend = Json::array();
  for (const std::string_view level : {"treaty", "political", "working_structure", "operational",
                                       "unilateral", "prepared", "talks", "reported"}) {
    const bool used = std::any_of(rows.begin(), rows.end(), [level](const Json& item) {
      return item["basis"] == level && item["fictitious"] == false;
    });
    if (used) legend.push_back({{"level", level}, {"label", words.label("basis", level)}});
  }
  Page page;
  page.template_name = "home";
  page.title = words.text("home.window_title");
  page.nav = "home";
  page.pictures["map"] =
      documents::draw_world_map(input.shapes, marks_of(words, input.content, rows),
                                {words.text("home.map_title"), words.text("home.map_description")});
  page.model = {{"partnerships", std::move(partnerships)},
                {"others", std::move(others)},
                {"legend", std::move(legend)},
                {"sort", sort_links(words, input.sort)},
                {"map_picture", "map"},
                {"sources", notes.list()}};
  return page;
}

}  // namespace alternat::api
