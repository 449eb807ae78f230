// SPDX-License-Identifier: EUPL-1.2
// A partnership and its tabs. A program that asks for the partnership gets every part with one
// request; each tab's model holds the head and its own part.
#pragma once

#include <optional>
#include <string_view>

#include "api/resources/partnership_parts.h"
#include "base/json.h"

namespace alternat::api {

enum class PartnershipTab {
  kOverview,
  kPromises,
  kInstruments,
  kPathways,
  kReturns,
  kProjects,
  kMeetings,
  kRights,
  kSources,
};

// "" is the overview; nullopt if there is no such tab.
std::optional<PartnershipTab> find_partnership_tab(std::string_view word);
std::string_view to_text(PartnershipTab tab);

// kWhole: every part, for programs; kTab: what the tab shows.
enum class Extent { kWhole, kTab };

struct PartnershipInput {
  const terms::Content& content;
  const terms::PartnershipContent& subject;
  const Counters& counters;
  PartnershipTab tab = PartnershipTab::kOverview;
  Extent extent = Extent::kTab;
};

// The tabs of a partnership as its page of proofs shows them: that tab is the current one.
Json proof_tab_links(const Words& words, const std::string& id);

Page partnership_page(const Words& words, const PartnershipInput& input);

}  // namespace alternat::api
