// SPDX-License-Identifier: EUPL-1.2
// Putting a partnership's page together.
#include "api/resources/partnership.h"

#include <array>

#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::array<std::string_view, 9> kTabs = {"overview", "promises", "instruments",
                                                   "pathways", "returns",  "projects",
                                                   "meetings", "rights",   "sources"};

// nullopt: the page of proofs.
Json tab_links(const Words& words, const std::string& id, std::optional<PartnershipTab> current) {
  Json out = Json::array();
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    const std::string word(kTabs[i]);
    out.push_back({{"href", "/partnerships/" + id + (i == 0 ? "" : "/" + word)},
                   {"label", words.text("partnership.tab_" + word)},
                   {"is_current", current && i == static_cast<std::size_t>(*current)}});
  }
  // What is proved of its procedures: computed once for all partnerships, with an address of its
  // own; a program asks for it there.
  out.push_back({{"href", "/proofs?partnership=" + id},
                 {"label", words.text("partnership.tab_proofs")},
                 {"is_current", !current}});
  return out;
}

void add_everything(Json& model, const PartContext& context) {
  model["promises"] = promises_part(context);
  model["quotas"] = quotas_part(context);
  model["instruments"] = instruments_part(context);
  model["pathways"] = pathways_part(context);
  model["returns"] = returns_part(context);
  model["projects"] = projects_part(context);
  model["meetings"] = meetings_part(context);
  model["rights"] = rights_part(context);
  model["offices"] = offices_part(context);
  model["series"] = series_part(context);
}

void add_tab(Json& model, const PartContext& context, PartnershipTab tab) {
  switch (tab) {
    case PartnershipTab::kOverview:
      model["components"] = components_part(context);
      model["timeline"] = timeline_part(context);
      model["promise_kinds"] = promise_kinds_part(context);
      break;
    case PartnershipTab::kSources: {
      Json collected = {{"components", components_part(context)}};  // for their marks only
      add_everything(collected, context);
      break;
    }
    case PartnershipTab::kPromises:
      model["promises"] = promises_part(context);
      model["quotas"] = quotas_part(context);
      break;
    case PartnershipTab::kInstruments:
      model["instruments"] = instruments_part(context);
      model["timeline"] = timeline_part(context);
      break;
    case PartnershipTab::kPathways:
      model["pathways"] = pathways_part(context);
      break;
    case PartnershipTab::kReturns:
      model["returns"] = returns_part(context);
      break;
    case PartnershipTab::kProjects:
      model["projects"] = projects_part(context);
      break;
    case PartnershipTab::kMeetings:
      model["meetings"] = meetings_part(context);
      break;
    case PartnershipTab::kRights:
      model["rights"] = rights_part(context);
      model["offices"] = offices_part(context);
      break;
  }
}

}  // namespace

std::optional<PartnershipTab> find_partnership_tab(std::string_view word) {
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    if (kTabs[i] == word) return static_cast<PartnershipTab>(i);
  }
  return std::nullopt;
}

std::string_view to_text(PartnershipTab tab) {
  return kTabs[static_cast<std::size_t>(tab)];
}

Json proof_tab_links(const Words& words, const std::string& id) {
  return tab_links(words, id, std::nullopt);
}

Page partnership_page(const Words& words, const PartnershipInput& input) {
  const terms::Partnership& partnership = input.subject.partnership;
  Page page;
  SourceNotes notes(words);
  const PartContext context{words,         notes,         page.pictures,
                            input.content, input.subject, input.counters};
  const std::string tab(to_text(input.tab));
  page.template_name = "partnership-" + tab;
  page.title = words.in(partnership.title);
  if (input.tab != PartnershipTab::kOverview) {
    page.title = words.text("partnership.tab_" + tab) + ": " + page.title;
  }
  page.nav = "home";
  page.synthetic = partnership.fictitious;
  page.model = {{"id", partnership.id},
                {"tab", tab},
                {"tabs", tab_links(words, partnership.id, input.tab)},
                {"head", head_part(context)}};
  add_tab(page.model, context, input.tab);
  page.model["notes"] = notes.list();
  if (input.extent == Extent::kWhole) add_everything(page.model, context);
  page.model["sources"] = notes.list();
  return page;
}

}  // namespace alternat::api
