// SPDX-License-Identifier: EUPL-1.2
// The view model of the tray.
#include "api/resources/tray.h"

#include <algorithm>
#include <array>
#include <map>

#include "api/http/form.h"
#include "base/json.h"

namespace alternat::api {

namespace {

constexpr std::array<const char*, 5> kGroups = {"overdue", "today", "week", "later", "open"};

std::size_t group_of(const TrayItem& item, Date today) {
  if (!item.due) return 4;
  const int days = item.due->days() - today.days();
  return days < 0 ? 0 : days == 0 ? 1 : days < 7 ? 2 : 3;
}

Json item_json(const Words& words, const TrayItem& item) {
  Json out = {{"href", item.href},
              {"task", item.task},
              {"subject", item.subject},
              {"partnership", item.partnership},
              {"partnership_title", item.partnership_title},
              {"procedure", item.procedure},
              {"procedure_title", item.procedure_title},
              {"due", item.due ? Json(item.due->to_iso()) : Json(nullptr)},
              {"due_text", item.due ? words.deadline(*item.due) : ""},
              {"is_late", item.due && *item.due < words.today()},
              {"clause", item.clause},
              {"claimed_by", item.claimed_by},
              {"is_mine", item.is_mine},
              {"confirms", item.confirms},
              {"action_href", item.action_href},
              {"element", item.element},
              {"token", item.token},
              {"version", item.version},
              {"command", item.command}};
  out["days"] = item.due ? Json(item.due->days() - words.today().days()) : Json(nullptr);
  out["can_claim"] = item.claimed_by.empty();
  return out;
}

Json options_json(const std::map<std::string, std::string>& options, const std::string& chosen) {
  Json out = Json::array();
  for (const auto& [id, label] : options)
    out.push_back({{"value", id}, {"label", label}, {"is_chosen", id == chosen}});
  return out;
}

Json lists_json(const TrayInput& input) {
  Json out = Json::array();
  for (const auto& [id, title] : input.case_lists)
    out.push_back({{"id", id}, {"title", title}, {"href", "/partnerships/" + id + "/cases"}});
  return out;
}

// "51 to 100 of 230 tasks", and the pages before and after.
void add_pages(const Words& words, const TrayInput& input, Json& model) {
  model["previous_href"] = "";
  model["next_href"] = "";
  if (input.page == 0) return;
  const std::size_t before = (input.page - 1) * kTrayPage;
  const auto href = [&](std::size_t page) {
    return "/tray?role=own&page=" + std::to_string(page) +
           (input.partnership.empty() ? "" : "&partnership=" + percent_encode(input.partnership));
  };
  model["count"] = input.total;
  model["count_text"] =
      words.text("human.tray_some", {{"first", std::to_string(before + 1)},
                                     {"last", std::to_string(before + input.items.size())},
                                     {"count", std::to_string(input.total)}});
  if (input.page > 1) model["previous_href"] = href(input.page - 1);
  if (before + input.items.size() < input.total) model["next_href"] = href(input.page + 1);
}

}  // namespace

Page tray_page(const Words& words, const TrayInput& input) {
  std::map<std::string, std::string> partnerships = input.partnerships;
  std::map<std::string, std::string> procedures;
  std::vector<TrayItem> items;
  for (const TrayItem& item : input.items) {
    partnerships.emplace(item.partnership, item.partnership_title);
    if (input.page == 0) procedures.emplace(item.procedure, item.procedure_title);
    const bool fits = (input.partnership.empty() || item.partnership == input.partnership) &&
                      (input.procedure.empty() || item.procedure == input.procedure);
    if (fits) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(), [](const TrayItem& a, const TrayItem& b) {
    return a.due && b.due ? *a.due < *b.due : a.due.has_value() && !b.due.has_value();
  });
  std::array<Json, kGroups.size()> rows;
  rows.fill(Json::array());
  Page page;
  for (const TrayItem& item : items) {
    page.synthetic |= item.is_synthetic;
    rows[group_of(item, words.today())].push_back(item_json(words, item));
  }
  Json groups = Json::array();
  for (std::size_t i = 0; i < kGroups.size(); ++i) {
    if (rows[i].empty()) continue;
    groups.push_back({{"group", kGroups[i]},
                      {"label", words.text("tray.group_" + std::string(kGroups[i]))},
                      {"items", std::move(rows[i])}});
  }
  const bool filtered = !input.partnership.empty() || !input.procedure.empty();
  page.template_name = "tray";
  page.title = words.text("tray.title");
  page.nav = "tray";
  page.model = {{"role", input.role},
                {"count", items.size()},
                {"count_text", words.text(items.size() == 1 ? "work.task_one" : "work.task_many",
                                          {{"count", std::to_string(items.size())}})},
                {"groups", std::move(groups)},
                {"partnerships", options_json(partnerships, input.partnership)},
                {"procedures", options_json(procedures, input.procedure)},
                {"can_filter", partnerships.size() > 1 || procedures.size() > 1 || filtered},
                {"is_filtered", filtered},
                {"case_lists", lists_json(input)},
                {"new_href", input.may_open_cases ? "/cases/new" : ""},
                {"week_href", input.has_week ? "/week" : ""},
                {"notice", input.notice},
                {"csrf_token", input.csrf_token}};
  add_pages(words, input, page.model);
  return page;
}

}  // namespace alternat::api
