// SPDX-License-Identifier: EUPL-1.2
// The view model of the tray.
#include "api/resources/tray.h"

#include <algorithm>
#include <array>

namespace alternat::api {

namespace {

constexpr std::array<const char*, 5> kGroups = {"overdue", "today", "week", "later", "open"};

std::size_t group_of(const TrayItem& item, Date today) {
  if (!item.due) return 4;
  const int days = item.due->days() - today.days();
  return days < 0 ? 0 : days == 0 ? 1 : days < 7 ? 2 : 3;
}

}  // namespace

Page tray_page(const Words& words, const TrayInput& input) {
  std::vector<TrayItem> items = input.items;
  std::stable_sort(items.begin(), items.end(), [](const TrayItem& a, const TrayItem& b) {
    return a.due && b.due ? *a.due < *b.due : a.due.has_value() && !b.due.has_value();
  });
  std::array<Json, kGroups.size()> rows;
  rows.fill(Json::array());
  for (const TrayItem& item : items) {
    rows[group_of(item, words.today())].push_back(
        {{"href", item.href},
         {"task", item.task},
         {"subject", item.subject},
         {"partnership", item.partnership},
         {"due", item.due ? Json(item.due->to_iso()) : Json(nullptr)},
         {"due_text", item.due ? words.deadline(*item.due) : ""},
         {"clause", item.clause},
         {"claimed_by", item.claimed_by}});
  }
  Json groups = Json::array();
  for (std::size_t i = 0; i < kGroups.size(); ++i) {
    if (rows[i].empty()) continue;
    groups.push_back({{"group", kGroups[i]},
                      {"label", words.text("tray.group_" + std::string(kGroups[i]))},
                      {"is_late", i == 0},
                      {"items", std::move(rows[i])}});
  }
  Page page;
  page.template_name = "tray";
  page.title = words.text("tray.title");
  page.nav = "tray";
  page.synthetic = true;
  page.model = {{"role", input.role}, {"count", items.size()}, {"groups", std::move(groups)}};
  return page;
}

}  // namespace alternat::api
