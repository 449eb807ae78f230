// SPDX-License-Identifier: EUPL-1.2
// Contacts come from the text catalogue, so that a node names those of its own state.
#include "api/resources/report.h"

#include "base/json.h"

namespace alternat::api {

namespace {

Json contacts(const Words& words, const std::string& list) {
  Json out = Json::array();
  for (int i = 1;; ++i) {
    const std::string key = list + "." + std::to_string(i) + ".";
    const std::optional<std::string> name = words.find_text(key + "name");
    if (!name) return out;
    out.push_back({{"name", *name},
                   {"for", words.text(key + "for")},
                   {"contact", words.text(key + "contact")},
                   {"href", words.text(key + "href")}});
  }
}

}  // namespace

Json advice_contacts(const Words& words) {
  return contacts(words, "advice");
}

Page report_page(const Words& words) {
  Page page;
  page.template_name = "report";
  page.title = words.text("report.title");
  page.nav = "report";
  page.model = {{"title", page.title},
                {"work", contacts(words, "help_work")},
                {"danger", contacts(words, "help_danger")},
                {"advice", advice_contacts(words)},
                {"data", contacts(words, "help_data")}};
  return page;
}

}  // namespace alternat::api
