// SPDX-License-Identifier: EUPL-1.2
// The versions of a procedure as a view model.
#include "api/resources/versions.h"

#include <algorithm>
#include <map>
#include <set>

namespace alternat::api {

namespace {

std::string short_hash(const std::string& hash) {
  return hash.substr(0, 12);
}

std::string reason_text(const Words& words, const procedures::Finding& finding) {
  const std::string key = "migration." + finding.code;
  if (!words.find_text(key)) return procedures::describe(finding);
  return words.text(key, {{"element", finding.element}, {"detail", finding.detail}});
}

// Cases with one version, verdict and set of reasons are one row.
struct Group {
  std::string from;
  procedures::Verdict verdict = procedures::Verdict::kMoves;
  std::set<std::string> reasons;
  std::vector<std::string> cases;
};

std::vector<Group> group_cases(const Words& words, const VersionsInput& input) {
  std::map<std::string, Group> groups;
  for (const casework::RehearsedCase& one : input.cases) {
    Group group{one.from, one.verdict, {}, {}};
    for (const procedures::Finding& finding : one.findings)
      group.reasons.insert(reason_text(words, finding));
    if (!one.problem.empty()) group.reasons.insert(one.problem);
    // What breaks stands first.
    std::string key = std::to_string(9 - static_cast<int>(one.verdict)) + one.from;
    for (const std::string& reason : group.reasons) key += '\n' + reason;
    groups.try_emplace(key, std::move(group)).first->second.cases.push_back(one.case_id);
  }
  std::vector<Group> out;
  for (auto& [key, group] : groups) out.push_back(std::move(group));
  return out;
}

Json cases_json(const Words& words, const VersionsInput& input) {
  std::map<std::string, std::string> hrefs(input.named.begin(), input.named.end());
  Json out = Json::array();
  for (const Group& group : group_cases(words, input)) {
    Json named = Json::array();
    for (const std::string& id : group.cases)
      if (const auto href = hrefs.find(id); href != hrefs.end())
        named.push_back({{"id", id},
                         {"short_id", id.substr(id.find_last_of('_') + 1, 8)},
                         {"href", href->second}});
    const std::string verdict(procedures::to_string(group.verdict));
    Json reasons = Json::array();
    for (const std::string& reason : group.reasons) reasons.push_back({{"text", reason}});
    out.push_back({{"version", group.from},
                   {"version_text", short_hash(group.from)},
                   {"verdict", verdict},
                   {"verdict_label", words.label("verdict", verdict)},
                   {"breaks", group.verdict == procedures::Verdict::kBreaks},
                   {"needs_person", group.verdict == procedures::Verdict::kNeedsPerson},
                   {"count", group.cases.size()},
                   {"reasons", std::move(reasons)},
                   {"named", std::move(named)}});
  }
  return out;
}

// What a person may take upon herself, each code once.
Json acceptable_json(const Words& words, const VersionsInput& input) {
  std::set<std::string> codes;
  for (const casework::RehearsedCase& one : input.cases)
    for (const procedures::Finding& finding : one.findings)
      if (finding.verdict == procedures::Verdict::kNeedsPerson) codes.insert(finding.code);
  Json out = Json::array();
  for (const std::string& code : codes)
    out.push_back({{"code", code}, {"label", words.label("migration_accept", code)}});
  return out;
}

std::string trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kSpace);
  if (start == std::string_view::npos) return "";
  return std::string(text.substr(start, text.find_last_not_of(kSpace) - start + 1));
}

std::size_t count_of(const VersionsInput& input, procedures::Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(input.cases.begin(), input.cases.end(),
                    [&](const casework::RehearsedCase& one) { return one.verdict == verdict; }));
}

}  // namespace

Result<procedures::ElementMapping> read_mapping_lines(std::string_view text) {
  procedures::ElementMapping mapping;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = trim(text.substr(start, end - start));
    start = end + 1;
    if (line.empty()) continue;
    const std::size_t sign = line.find('=');
    const std::string from = trim(line.substr(0, sign));
    const std::string to = sign == std::string::npos ? "" : trim(line.substr(sign + 1));
    if (from.empty() || to.empty() || mapping.contains(from))
      return Error{Fault::kMalformed,
                   "migration.mapping",
                   "A mapping has one line for each element: old = new, each old one once.",
                   {}};
    mapping[from] = to;
  }
  return mapping;
}

Page versions_page(const Words& words, const VersionsInput& input) {
  using procedures::Verdict;
  Json versions = Json::array();
  for (const VersionRow& row : input.versions)
    versions.push_back({{"hash", row.hash},
                        {"hash_text", short_hash(row.hash)},
                        {"is_current", row.is_current},
                        {"live", row.live},
                        {"ended", row.ended}});
  Json migrations = Json::array();
  for (const StandingMigration& one : input.migrations)
    migrations.push_back({{"id", one.id},
                          {"from_text", short_hash(one.from)},
                          {"to_text", short_hash(one.to)},
                          {"cases", one.cases}});
  Page page;
  page.template_name = "versions";
  page.title = words.text("versions.title") + ": " + input.title;
  page.nav = "tray";
  page.status = input.http_status;
  page.model = {{"procedure", input.procedure},
                {"title", input.title},
                {"may_migrate", input.may_migrate},
                {"has_versions", !input.versions.empty()},
                {"versions", std::move(versions)},
                {"has_cases", !input.cases.empty()},
                {"cases", cases_json(words, input)},
                {"moves", count_of(input, Verdict::kMoves)},
                {"needs_person", count_of(input, Verdict::kNeedsPerson)},
                {"breaks", count_of(input, Verdict::kBreaks)},
                {"acceptable", acceptable_json(words, input)},
                {"migrations", std::move(migrations)},
                {"mapping", input.mapping},
                {"has_mapping", !input.mapping.empty()},
                {"notice", input.notice},
                {"problem", input.problem},
                {"versions_href", "/procedures/" + input.procedure + "/versions"},
                {"migrate_href", "/procedures/" + input.procedure + "/migrate"},
                {"undo_href", "/procedures/" + input.procedure + "/undo"},
                {"csrf_token", input.csrf_token}};
  page.model["has_old"] = !input.old_picture.shapes.empty();
  for (const auto& [name, picture] :
       {std::pair("new", &input.new_picture), std::pair("old", &input.old_picture)}) {
    const std::string drawn = documents::draw_bpmn(*picture);
    page.model[std::string(name) + "_text"] = picture->description;
    page.model[std::string(name) + "_picture"] = drawn.empty() ? "" : name;
    if (!drawn.empty()) page.pictures[name] = drawn;
  }
  return page;
}

Page procedures_page(const Words& words, const std::vector<ProcedureRow>& rows) {
  Json list = Json::array();
  for (const ProcedureRow& row : rows)
    list.push_back({{"id", row.id},
                    {"title", row.title},
                    {"live", row.live},
                    {"elsewhere", row.elsewhere},
                    {"href", "/procedures/" + row.id + "/versions"}});
  Page page;
  page.template_name = "procedures";
  page.title = words.text("versions.all");
  page.nav = "tray";
  page.model = {{"is_empty", rows.empty()}, {"procedures", std::move(list)}};
  return page;
}

}  // namespace alternat::api
