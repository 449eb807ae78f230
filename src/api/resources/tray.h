// SPDX-License-Identifier: EUPL-1.2
// The tray: tasks of one role by deadline, with days left and the clause. Plain data in; whoever
// has the projections fills it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::api {

struct TrayItem {
  std::string href;     // of the case, at its task
  std::string task;     // "Check the documents"
  std::string subject;  // "Placement a1b2c3d4"
  std::string partnership;
  std::string partnership_title;
  std::string procedure;
  std::string procedure_title;
  std::optional<Date> due;
  std::string clause;      // why this deadline
  std::string claimed_by;  // "" = free; "me"; else the role's word
  bool is_mine = false;    // held by the reader
  bool confirms = false;   // a second person must confirm
  bool is_synthetic = false;
  // For the claim and release forms.
  std::string action_href;
  std::string element;
  std::uint64_t token = 0;
  std::uint64_t version = 0;
  std::string command;
};

struct TrayInput {
  std::string role;  // as shown
  std::vector<TrayItem> items;
  std::string partnership;  // "" = all
  std::string procedure;    // "" = all
  std::string notice;
  std::string csrf_token;
  // Partnerships with cases that open for the reader: id and title.
  std::vector<std::pair<std::string, std::string>> case_lists;
  // Where an office has more tasks than one page shows: `items` are one page of them, in order.
  std::size_t page = 0;                             // from 1; 0 = all tasks are in `items`
  std::size_t total = 0;                            // of all pages
  std::map<std::string, std::string> partnerships;  // to filter by: id and title
  bool may_open_cases = false;
  bool has_week = false;
};

inline constexpr std::size_t kTrayPage = 50;

// Groups overdue, today, this week (six days more), later, without a deadline; each by deadline.
// The filters list what the role's tasks have; an unknown filter shows nothing.
Page tray_page(const Words& words, const TrayInput& input);

}  // namespace alternat::api
