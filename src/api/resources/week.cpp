// SPDX-License-Identifier: EUPL-1.2
// The week as a view model.
#include "api/resources/week.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr int kHorizonDays = 180;  // what lies further ahead is on the partnership's own page

struct Place {
  const Words& words;
  const terms::Content& content;
  const terms::PartnershipContent& subject;
};

WeekItem make_item(const Place& place, const char* kind) {
  WeekItem item;
  item.kind = kind;
  item.partnership = place.subject.partnership.id;
  item.is_synthetic = place.subject.partnership.fictitious;
  item.country = place.words.country(place.subject.partnership.origin.code());
  return item;
}

std::string party_name(const Place& place, terms::Party party) {
  const terms::Partnership& partnership = place.subject.partnership;
  if (party == terms::Party::kOrigin) return place.words.country(partnership.origin.code());
  if (party == terms::Party::kDestination)
    return place.words.country(partnership.destination.code());
  return place.words.text("week.whose_both");
}

void add_promises(const Place& place, std::vector<WeekItem>& out) {
  const Words& words = place.words;
  for (const terms::Commitment& commitment : place.subject.commitments) {
    if (!commitment.due) continue;
    const int* level = nullptr;
    const auto* entry = commitment.status.on(words.today(), words.today());
    if (entry) level = &entry->value;
    if (level && *level == 3) continue;  // carried out
    WeekItem item = make_item(place, "promise");
    item.what = words.in(commitment.title);
    item.whose = party_name(place, commitment.owes);
    item.why = words.text("week.why_promise",
                          {{"level", level ? words.label("level", std::to_string(*level))
                                           : words.text("week.level_none")}});
    item.due = commitment.due->last_day();
    item.href = "/partnerships/" + item.partnership + "/promises#promise-" + commitment.id;
    out.push_back(std::move(item));
  }
}

void add_meetings(const Place& place, const terms::JointBody& body, std::vector<WeekItem>& out) {
  const Words& words = place.words;
  const std::string href = "/partnerships/" + place.subject.partnership.id + "/meetings";
  if (const std::optional<Date> due = body.next_due_after(words.today())) {
    WeekItem item = make_item(place, "meeting");
    item.what = words.in(body.name);
    item.whose = words.text("week.whose_both");
    item.why = words.text("week.why_meeting",
                          {{"number", std::to_string(body.meetings_a_year.value_or(0))}});
    item.due = *due;
    item.href = href;
    out.push_back(std::move(item));
  }
  for (const terms::Meeting& meeting : body.meetings) {
    if (meeting.planned && meeting.on && meeting.on->last_day() >= words.today()) {
      WeekItem item = make_item(place, "meeting");
      item.what = words.in(body.name);
      item.whose = words.text("week.whose_both");
      item.why = words.text("week.why_planned");
      item.due = meeting.on->first_day();
      item.href = href;
      out.push_back(std::move(item));
    }
    for (const terms::ActionPoint& point : meeting.action_points) {
      if (!point.due || point.done) continue;
      WeekItem item = make_item(place, "action");
      item.what = words.in(point.text);
      item.whose = party_name(place, point.owes);
      item.why = words.text("week.why_action", {{"body", words.in(body.name)}});
      item.due = point.due->last_day();
      item.href = href;
      out.push_back(std::move(item));
    }
  }
}

Json item_json(const Words& words, const WeekItem& item) {
  Json out = {{"kind", item.kind},
              {"country", item.country},
              {"what", item.what},
              {"whose", item.whose},
              {"why", item.why},
              {"href", item.href},
              {"partnership", item.partnership}};
  out["due"] = item.due ? Json(item.due->to_iso()) : Json(nullptr);
  out["due_text"] = item.due ? words.deadline(*item.due) : words.text("week.no_due");
  out["is_synthetic"] = item.is_synthetic;
  out["is_late"] = item.due && *item.due < words.today();
  return out;
}

std::size_t column_of(const WeekItem& item, Date today) {
  if (!item.due) return 2;
  const Date sunday = today.plus_days(7 - static_cast<int>(today.weekday()));
  return *item.due <= today ? 0 : *item.due <= sunday ? 1 : 2;
}

}  // namespace

Date last_friday(Date today) {
  const int back = (static_cast<int>(today.weekday()) + 2) % 7;  // Friday is 5 (ISO 8601)
  return today.plus_days(back == 0 ? -7 : -back);
}

std::vector<WeekItem> agreed_items(const Words& words, const terms::Content& content) {
  std::vector<WeekItem> out;
  for (const terms::PartnershipContent& subject : content.partnerships) {
    const Place place{words, content, subject};
    add_promises(place, out);
    for (const terms::JointBody& body : subject.partnership.bodies) add_meetings(place, body, out);
  }
  std::erase_if(out, [&](const WeekItem& item) {
    return item.due && *item.due > words.today().plus_days(kHorizonDays);
  });
  return out;
}

Page week_page(const Words& words, const WeekInput& input) {
  std::map<std::string, std::string> countries;
  std::vector<WeekItem> items;
  for (const WeekItem& item : input.items) {
    countries.emplace(item.partnership, item.country);
    if (input.partnership.empty() || item.partnership == input.partnership) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(), [](const WeekItem& a, const WeekItem& b) {
    if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
    return a.due && *a.due < *b.due;
  });
  constexpr std::array<const char*, 3> kColumns = {"today", "this_week", "later"};
  std::array<Json, 3> rows;
  rows.fill(Json::array());
  for (const WeekItem& item : items)
    rows[column_of(item, words.today())].push_back(item_json(words, item));
  Json columns = Json::array();
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    columns.push_back({{"column", kColumns[i]},
                       {"label", words.text("week." + std::string(kColumns[i]))},
                       {"empty_text", words.text("week.empty_" + std::string(kColumns[i]))},
                       {"items", std::move(rows[i])}});
  Json options = Json::array();
  for (const auto& [id, country] : countries)
    options.push_back({{"value", id}, {"label", country}, {"is_chosen", id == input.partnership}});
  Json changes = Json::array();
  for (const WeekChange& change : input.changes)
    changes.push_back({{"when", change.when},
                       {"sentence", change.sentence},
                       {"subject", change.subject},
                       {"href", change.href}});
  Page page;
  page.template_name = "week";
  page.title = words.text("week.title");
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {{"today", words.today().to_iso()}, {"partnership", input.partnership},
                {"countries", std::move(options)}, {"columns", std::move(columns)},
                {"changes", std::move(changes)},   {"since_text", input.since_text}};
  return page;
}

}  // namespace alternat::api
