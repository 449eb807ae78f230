// SPDX-License-Identifier: EUPL-1.2
// "My countries this week": what is due today, this week and later, in all countries of the lead
// unit, and what changed since Friday. Never a ranking of people: no case of a person is in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

struct WeekItem {
  std::string kind;  // task, cosignature, silence, promise, meeting, action
  std::string country;
  std::string partnership;
  std::string what;
  std::string whose;
  std::string why;
  std::string href;
  std::optional<Date> due;
  bool is_synthetic = false;  // of an invented partnership
};

struct WeekChange {
  std::string when;
  std::string sentence;
  std::string subject;
  std::string href;
};

struct WeekInput {
  std::vector<WeekItem> items;
  std::vector<WeekChange> changes;
  std::string partnership;  // filter; "" = all
  std::string since_text;
  bool synthetic = false;
};

// The day from which "since Friday" counts: the last Friday before today.
Date last_friday(Date today);

// Promises overdue or due, meetings due or announced, open action points.
std::vector<WeekItem> agreed_items(const Words& words, const terms::Content& content);

// Columns: today (with everything overdue), until Sunday, later. No deadline is later.
Page week_page(const Words& words, const WeekInput& input);

}  // namespace alternat::api
