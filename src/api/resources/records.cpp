// SPDX-License-Identifier: EUPL-1.2
// View models of records.
#include "api/resources/records.h"

#include "base/json.h"

namespace alternat::api {

Page record_page(const Words& words, const RecordInput& input) {
  const projections::LogRow& line = input.line;
  Page page;
  page.template_name = "record";
  page.title = words.text("records.one", {{"number", std::to_string(line.position)}});
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {{"title", page.title},
                {"position", line.position},
                {"sentence", input.sentence},
                {"log", line.log},
                {"log_title", input.partnership_title},
                {"log_href", "/partnerships/" + line.log + "/records"},
                {"case_href", input.case_href},
                {"stream", line.stream},
                {"version", line.version},
                {"type", line.type},
                {"element", line.element},
                {"recorded_at", line.recorded_at.to_iso()},
                {"recorded_text", input.recorded_text},
                {"effective_on", line.effective_on.to_iso()},
                {"effective_text", words.date(line.effective_on)},
                {"actor_label", input.actor_label},
                {"purpose", line.purpose},
                {"purpose_label", words.label("purpose", line.purpose)},
                {"command", line.command},
                {"leaf_hash", input.leaf_hash},
                {"tree_size", input.tree_size},
                {"is_sequenced", input.leaf_index.has_value()}};
  page.model["leaf_index"] = input.leaf_index ? Json(*input.leaf_index) : Json(nullptr);
  page.model["tree_text"] =
      input.leaf_index ? words.text("records.leaf", {{"index", std::to_string(*input.leaf_index)},
                                                     {"size", std::to_string(input.tree_size)}})
                       : words.text("records.not_sequenced");
  return page;
}

Page records_page(const Words& words, const RecordsInput& input) {
  Json lines = Json::array();
  for (const RecordsInput::Line& line : input.lines)
    lines.push_back({{"position", line.position},
                     {"href", "/records/" + std::to_string(line.position)},
                     {"when", line.when},
                     {"sentence", line.sentence},
                     {"subject", line.subject}});
  const std::string last = input.lines.empty() ? "" : std::to_string(input.lines.back().position);
  Page page;
  page.template_name = "records";
  page.title = words.text("records.title");
  page.nav = "tray";
  page.synthetic = input.synthetic;
  page.model = {
      {"partnership", input.partnership},
      {"partnership_title", input.partnership_title},
      {"partnership_href", "/partnerships/" + input.partnership},
      {"lines", std::move(lines)},
      {"counted_title", input.counted_title},
      {"counted_href", input.counted_href},
      {"more_href",
       input.has_more ? "/partnerships/" + input.partnership + "/records?before=" + last : ""}};
  return page;
}

bool may_see_record(const casework::Node& node, const projections::Tables& tables,
                    const projections::LogRow& line, const Viewer& viewer) {
  switch (viewer.role) {
    case access::Role::kLeadUnit:
    case access::Role::kMinistryDesk:
    case access::Role::kMonitor:
      return true;
    case access::Role::kPublic:
    case access::Role::kParliament:
    case access::Role::kAdministrator:
      return false;
    case access::Role::kVisaSection:
    case access::Role::kLabourAgency:
    case access::Role::kRecognitionBody:
    case access::Role::kAliensAuthority:
    case access::Role::kFederalPolice:
    case access::Role::kBamf:
    case access::Role::kReturnCentre:
    case access::Role::kEmployer:
    case access::Role::kCandidate:
    case access::Role::kPersonConcerned:
    case access::Role::kPartnerDesk:
    case access::Role::kCounsel:
    case access::Role::kEngine:
      break;
  }
  const projections::CaseRow* row = tables.find_case(line.log, line.stream);
  if (!row) return false;
  const Sight sight = sight_of(node, tables, *row, viewer);
  if (sight != Sight::kExchange) return sight == Sight::kFile;
  return is_exchanged(tables.lines_of(*row), line);
}

}  // namespace alternat::api
