// SPDX-License-Identifier: EUPL-1.2
// The tray: tasks of one role by deadline, with days left and the clause. Plain data in; whoever
// has the projections fills it.
#pragma once

#include <optional>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::api {

struct TrayItem {
  std::string href;     // of the case, at its task
  std::string task;     // "Check the documents"
  std::string subject;  // "SYN-case 17, recognition partnership"
  std::string partnership;
  std::optional<Date> due;
  std::string clause;      // why this deadline
  std::string claimed_by;  // "" = free
};

struct TrayInput {
  std::string role;  // as shown
  std::vector<TrayItem> items;
};

// Groups overdue, today, this week (six days more), later, without a deadline; each by deadline.
Page tray_page(const Words& words, const TrayInput& input);

}  // namespace alternat::api
