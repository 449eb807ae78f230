// SPDX-License-Identifier: EUPL-1.2
// The audit's report as text and as JSON (docs/audit.md).
#include <algorithm>

#include "scenarios/audit.h"

namespace alternat::scenarios {
namespace {

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string right(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string row_name(const std::string& pathway, const std::string& row) {
  return row.empty() ? pathway : pathway + " " + row;
}

void add_rows(const AuditReport& report, std::string& text) {
  text += left("row", 18) + "    eligible     officer  ineligible        open  nationality\n";
  for (const RowCounts& row : report.rows)
    text += left(row_name(row.pathway, row.row), 18) + right(row.eligible, 12) +
            right(row.officer, 12) + right(row.ineligible, 12) + right(row.open, 12) +
            right(row.named_nationality, 13) + "\n";
}

void add_gates(const AuditReport& report, std::string& text) {
  if (report.gates.empty()) return;
  text += "\n" + left("safeguard", 18) + "        pass      review        hold       block\n";
  for (const GateCounts& gate : report.gates)
    text += left(gate.gate + " " + std::string(assessment::to_text(gate.phase)), 18) +
            right(gate.pass, 12) + right(gate.review, 12) + right(gate.hold, 12) +
            right(gate.block, 12) + "\n";
}

void add_invariants(const AuditReport& report, std::string& text) {
  text += "\n" + left("invariant", 34) + "      checks     excused  violations\n";
  for (const Invariant& one : report.invariants)
    text += left(one.id, 34) + right(one.checks, 12) + right(one.excused, 12) +
            right(one.violations, 12) + "  " + one.text + "\n";
}

void add_exceptions(const AuditReport& report, std::string& text) {
  text += "\nWhere the law itself departs from an invariant:\n";
  for (const UsedException& used : report.exceptions) {
    const Exception& one = used.exception;
    text += "  " + right(used.count, 10) + "  " + one.invariant;
    for (const std::string& part : {one.fact, one.pathway, one.row, one.code})
      if (!part.empty()) text += " " + part;
    text += ": " + one.citation + ". " + one.why.en + "\n";
  }
  if (report.not_exercised.empty()) return;
  text += "\nNobody in this population stood at these amounts:\n";
  for (const std::string& threshold : report.not_exercised) text += "  " + threshold + "\n";
}

void add_violations(const AuditReport& report, std::string& text) {
  for (const Violation& one : report.violations) {
    text += "\nVIOLATION " + one.invariant + " in " + row_name(one.pathway, one.row) + ", " +
            std::to_string(one.count) + " times; " + one.outcome_before + " -> " +
            one.outcome_after + (one.strict ? " (ask with --strict)" : "") + "\n  before " +
            one.before.dump() + "\n  after  " + one.after.dump() + "\n";
  }
}

Json json_of(const Violation& one) {
  return {{"invariant", one.invariant},
          {"pathway", one.pathway},
          {"row", one.row},
          {"count", one.count},
          {"strict", one.strict},
          {"before", {{"facts", one.before}, {"outcome", one.outcome_before}}},
          {"after", {{"facts", one.after}, {"outcome", one.outcome_after}}}};
}

}  // namespace

std::string to_text(const AuditReport& report) {
  std::string text;
  add_rows(report, text);
  add_gates(report, text);
  add_invariants(report, text);
  add_exceptions(report, text);
  add_violations(report, text);
  text += "\nSynthetic persons, invented shares: no statistic of anybody. " +
          std::to_string(report.return_files) + " return files; " +
          std::to_string(report.compared) + " persons also asked one by one.\n";
  return text + "audit: " + std::to_string(report.persons) + " persons, " +
         std::to_string(report.checks()) + " checks, " + std::to_string(report.violation_count()) +
         " violations\n";
}

Json to_json(const AuditReport& report) {
  Json json = {{"version", 1},
               {"persons", report.persons},
               {"return_files", report.return_files},
               {"asked_one_by_one", report.compared},
               {"checks", report.checks()},
               {"violations", report.violation_count()},
               {"not_exercised", report.not_exercised}};
  for (const char* list : {"rows", "gates", "invariants", "exceptions", "examples"})
    json[list] = Json::array();
  for (const RowCounts& row : report.rows)
    json["rows"].push_back({{"pathway", row.pathway},
                            {"row", row.row},
                            {"eligible", row.eligible},
                            {"officer", row.officer},
                            {"ineligible", row.ineligible},
                            {"open", row.open},
                            {"nationality_matters", row.named_nationality}});
  for (const GateCounts& gate : report.gates)
    json["gates"].push_back({{"gate", gate.gate},
                             {"phase", assessment::to_text(gate.phase)},
                             {"pass", gate.pass},
                             {"review", gate.review},
                             {"hold", gate.hold},
                             {"block", gate.block}});
  for (const Invariant& one : report.invariants)
    json["invariants"].push_back({{"id", one.id},
                                  {"text", one.text},
                                  {"checks", one.checks},
                                  {"excused", one.excused},
                                  {"violations", one.violations}});
  for (const UsedException& used : report.exceptions)
    json["exceptions"].push_back(
        {{"invariant", used.exception.invariant},
         {"fact", used.exception.fact},
         {"pathway", used.exception.pathway},
         {"row", used.exception.row},
         {"code", used.exception.code},
         {"citation", used.exception.citation},
         {"why", {{"de", used.exception.why.de}, {"en", used.exception.why.en}}},
         {"count", used.count}});
  for (const Violation& one : report.violations) json["examples"].push_back(json_of(one));
  return json;
}

}  // namespace alternat::scenarios
