// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/pathway_changes.h"

#include "api/render/format.h"
#include "api/resources/decision_table.h"
#include "api/resources/routes.h"
#include "program/program.h"
#include "program/read_examples.h"
#include "scenarios/law_diff.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::size_t kRemembered = 32;
constexpr std::size_t kPersonsShown = 20;

std::string side_text(const Words& words, const Json& side, const std::string& unit) {
  if (side.is_null() || side["value"].is_null()) return words.text("check.at_not_established");
  return words.quantity(side["value"].get<std::string>(), unit);
}

std::string citation_of(const Words& words, const Json& side) {
  return side.is_null() ? std::string()
                        : format_citation(side.value("citation", ""), words.language());
}

std::string day_text(const Words& words, const Json& day) {
  const Result<Date> date =
      day.is_string() ? Date::from_iso(day.get<std::string>()) : Result<Date>(Error{});
  return date ? words.date(*date) : std::string();
}

std::string pathway_title(const Words& words, const Json& row) {
  const std::string pathway = row.value("pathway", "");
  const std::string name = row.value("row", "");
  const std::string title =
      words.find_text("pathway." + pathway + ".title").value_or(row.value("citation", pathway));
  const auto row_title = words.find_text("pathway." + pathway + ".row." + name);
  return name.empty() ? title : title + " · " + row_title.value_or(name);
}

Json parameters_json(const Words& words, const terms::Content& content, const Json& diff) {
  Json out = Json::array();
  for (const Json& change : diff["parameters"]) {
    const std::string unit = change.value("unit", "");
    Json row = change;
    row["label"] = shown_name(words, content, change.value("name", ""));
    row["before_text"] = side_text(words, change["before"], unit);
    row["after_text"] = side_text(words, change["after"], unit);
    row["citation_text"] =
        citation_of(words, change["after"].is_null() ? change["before"] : change["after"]);
    out.push_back(std::move(row));
  }
  return out;
}

Json rows_json(const Words& words, const Json& diff) {
  Json out = Json::array();
  for (const Json& change : diff["rows"]) {
    Json row = change;
    row["title"] = pathway_title(words, change);
    row["citation_text"] = format_citation(change.value("citation", ""), words.language());
    row["change_label"] = words.label("law_change", change.value("change", ""));
    row["on_text"] = day_text(words, change["on"]);
    out.push_back(std::move(row));
  }
  return out;
}

// "INELIGIBLE SAL_BELOW_50": the outcome in words, its reasons in words.
std::string summary_text(const Words& words, const std::string& summary) {
  const std::size_t space = summary.find(' ');
  const std::string outcome = summary.substr(0, space);
  if (!words.find_text("outcome." + outcome + ".label")) return words.text("changes.no_row");
  std::string out = words.text("outcome." + outcome + ".label");
  if (outcome != "INELIGIBLE" && outcome != "OFFICER") return out;
  std::string reasons;
  for (std::size_t at = space; at < summary.size();) {
    const std::size_t end = std::min(summary.find(',', at), summary.size());
    const std::string code = summary.substr(at + 1, end - at - 1);
    if (const auto text = words.find_text("reason." + code + ".short"))
      reasons += (reasons.empty() ? "" : "; ") + *text;
    at = end + (end < summary.size() ? 1 : 0);
  }
  return reasons.empty() ? out : out + ": " + reasons;
}

Json persons_json(const Words& words, const Json& diff) {
  Json out = Json::array();
  for (const Json& person : diff["persons"]) {
    if (out.size() == kPersonsShown) break;
    Json shown = person;
    shown["facts_text"] = person["facts"].dump();
    for (Json& change : shown["changes"]) {
      change["title"] = pathway_title(words, change);
      change["change_label"] = words.label("answer_change", change.value("change", ""));
      change["before_text"] = summary_text(words, change.value("before", ""));
      change["after_text"] = summary_text(words, change.value("after", ""));
    }
    out.push_back(std::move(shown));
  }
  return out;
}

std::optional<Date> day_of(const std::string& text) {
  const Result<Date> day = Date::from_iso(text);
  const bool sane = day && day->year() >= 2000 && day->year() <= 2100;
  return sane ? std::optional<Date>(*day) : std::nullopt;
}

// The comparison as JSON, remembered: the content does not change while the node runs.
Result<Json> compared(const Site& site, Date from, Date to) {
  const std::string key = from.to_iso() + to.to_iso();
  const std::lock_guard lock(site.law_changes->mutex);
  auto& bodies = site.law_changes->bodies;
  if (const auto found = bodies.find(key); found != bodies.end())
    return Json::parse(found->second, nullptr, false);
  std::vector<scenarios::Person> persons;
  const auto examples = program::read_pathway_examples(site.content->folder + "/examples");
  if (examples)
    for (const program::ExampleFile& file : *examples)
      persons.push_back({file.example.title, file.file, file.example.facts, file.pathways()});
  const Result<scenarios::LawDiff> diff =
      scenarios::diff_law({site.program, from}, {site.program, to}, persons);
  if (!diff) return diff.error();
  Json json = scenarios::to_json(*diff);
  if (bodies.size() >= kRemembered) bodies.erase(bodies.begin());
  bodies[key] = json.dump();
  return json;
}

Response show_changes(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Words words = visit.words();
  const Date today = site.today();
  ChangesInput input{*site.content,
                     std::string(request.query.get("from")),
                     std::string(request.query.get("to")),
                     "",
                     {}};
  if (input.from.empty()) input.from = Date::from_ymd(today.year() - 1, 12, 31)->to_iso();
  if (input.to.empty()) input.to = today.to_iso();
  const std::optional<Date> from = day_of(input.from), to = day_of(input.to);
  if (!from || !to) {
    const std::string& typed = from ? input.to : input.from;
    input.error = words.text("changes.error_day", {{"typed", typed.substr(0, 40)}});
    if (visit.representation == Representation::kJson)
      return respond_error(visit, Error{Fault::kRefused, "changes.no_such_day", input.error, {}});
  } else {
    Result<Json> diff = compared(site, *from, *to);
    if (!diff) return respond_error(visit, diff.error());
    input.diff = std::move(*diff);
  }
  return respond(visit, changes_page(words, input));
}

}  // namespace

Page changes_page(const Words& words, const ChangesInput& input) {
  Page page;
  page.template_name = "pathways-changes";
  page.title = words.text("changes.title");
  page.nav = "pathways";
  page.status = input.error.empty() ? 200 : 422;
  page.model = {{"from", input.from}, {"to", input.to}, {"error", input.error}};
  if (!input.diff) return page;
  const Json& diff = *input.diff;
  page.model["before"] = diff["before"];
  page.model["after"] = diff["after"];
  page.model["from_text"] = day_text(words, Json(input.from));
  page.model["to_text"] = day_text(words, Json(input.to));
  page.model["parameters"] = parameters_json(words, input.content, diff);
  page.model["rows"] = rows_json(words, diff);
  page.model["persons"] = persons_json(words, diff);
  page.model["persons_asked"] = diff["persons_asked"];
  const std::size_t all = diff["persons"].size();
  page.model["persons_changed"] = all;
  page.model["persons_text"] =
      words.text("changes.persons_text",
                 {{"changed", std::to_string(all)}, {"asked", diff["persons_asked"].dump()}});
  page.model["has_result"] = true;
  page.model["is_same"] = diff["parameters"].empty() && diff["rows"].empty();
  return page;
}

void add_changes_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/pathways/changes", Effect::kRead,
              [&site](const Request& request) { return show_changes(site, request); }});
}

}  // namespace alternat::api
