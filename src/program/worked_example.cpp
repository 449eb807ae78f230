// SPDX-License-Identifier: EUPL-1.2
#include "program/worked_example.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace alternat::program {
namespace {

std::string trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r`*");
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(" \t\r`*") - from + 1));
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::size_t at = line.find('|');
  while (at != std::string_view::npos) {
    const std::size_t next = line.find('|', at + 1);
    if (next == std::string_view::npos) break;
    cells.push_back(trim(line.substr(at + 1, next - at - 1)));
    at = next;
  }
  return cells;
}

// Words of letters, digits, '_' and '-'.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// "18g BC1", "18g/BC1" and "18g-bc1" are the same subject.
std::string subject_key(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)))
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return key;
}

struct Line {
  std::string_view text;
  std::uint32_t number;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::uint32_t number = 1;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back({line, number++});
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Parser {
  const std::string& file;
  WorkedExample example;
  Diagnostics diagnostics;
  std::string json;
  bool in_json = false;
  bool in_table = false;

  SourceSpan at(const Line& line) const { return {file, line.number, 1}; }

  void read_header(const std::vector<std::string>& cells, const Line& line) {
    if (cells.size() < 2) return;
    if (cells[0] == "pathway" || cells[0] == "phase") {
      in_table = true;
      example.kind = cells[0] == "phase" ? ExampleKind::kSafeguards : ExampleKind::kPathways;
    } else {
      diagnostics.error("example.bad_row",
                        "A table of a worked example starts with the column 'pathway' or 'phase'.",
                        at(line));
    }
  }

  void read_row(const std::vector<std::string>& cells, const Line& line) {
    const std::vector<std::string> outcome =
        cells.size() > 1 ? words_of(cells[1]) : std::vector<std::string>{};
    static const std::set<std::string> kOutcomes = {
        "ELIGIBLE", "INELIGIBLE", "NEEDS_INFO", "OFFICER", "PASS", "REVIEW", "HOLD", "BLOCK"};
    if (cells.size() < 2 || outcome.empty() || kOutcomes.count(outcome[0]) == 0) {
      diagnostics.error("example.bad_row",
                        "A row needs what is asked, the outcome (ELIGIBLE, INELIGIBLE, NEEDS_INFO, "
                        "OFFICER; or PASS, REVIEW, HOLD, BLOCK) and the codes.",
                        at(line));
      return;
    }
    Expectation row;
    row.subject = cells[0];
    row.outcome = outcome[0];
    if (outcome.size() > 1) row.legal_class = outcome[1];
    if (cells.size() > 2) {
      row.exactly = !cells[2].empty() && cells[2][0] == '=';
      row.codes = words_of(cells[2]);
    }
    row.span = at(line);
    example.expectations.push_back(std::move(row));
  }

  void read_line(const Line& line) {
    const std::string_view text = line.text;
    if (in_json) {
      if (text.starts_with("```")) {
        in_json = false;
      } else {
        json.append(text).append("\n");
      }
      return;
    }
    if (text.starts_with("```json")) {
      // Blank lines keep the positions of the json reader those of the file.
      in_json = true;
      json.assign(line.number, '\n');
    } else if (text.starts_with("# ") && example.title.empty()) {
      example.title = trim(text.substr(2));
    } else if (text.starts_with("|")) {
      const std::vector<std::string> cells = cells_of(text);
      const bool rule = std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        return cell.find_first_not_of("-: ") == std::string::npos && !cell.empty();
      });
      if (rule && in_table) return;
      in_table ? read_row(cells, line) : read_header(cells, line);
    } else if (!trim(text).empty() && example.expectations.empty() && json.empty()) {
      example.paragraph += (example.paragraph.empty() ? "" : " ") + trim(text);
    }
  }

  Result<WorkedExample> finish() {
    const SourceSpan whole{file, 0, 0};
    if (example.title.empty())
      diagnostics.error("example.no_title", "The first line is the title: '# …'.", whole);
    if (json.empty()) {
      diagnostics.error("example.no_facts", "A fenced json block with the facts is missing.",
                        whole);
    } else {
      Result<Json> facts = parse_json(json, file);
      if (!facts) return facts.error();
      example.facts = std::move(*facts);
      if (!example.facts.is_object() || !example.facts.contains("on"))
        diagnostics.error("example.no_day", "The facts need the day of the decision: \"on\".",
                          whole);
    }
    if (example.expectations.empty())
      diagnostics.error("example.no_table",
                        "A table 'pathway | outcome | codes' or 'phase | outcome | gates' with at "
                        "least one row is missing.",
                        whole);
    if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kMalformed);
    return std::move(example);
  }
};

int rank_of(const std::string& outcome) {
  static constexpr std::array<std::string_view, 4> kOrder = {"INELIGIBLE", "NEEDS_INFO", "OFFICER",
                                                             "ELIGIBLE"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), outcome) - kOrder.begin());
}

struct Answer {
  bool found = false;
  std::string outcome;
  std::string legal_class;
  std::set<std::string> codes;  // reason codes or gates, or the missing facts
};

std::set<std::string> codes_of(const Json& result) {
  std::set<std::string> codes;
  for (const Json& reason : result.value("reasons", Json::array()))
    codes.insert(reason.value("code", ""));
  if (result.value("outcome", "") == "NEEDS_INFO")
    for (const Json& fact : result.value("missing", Json::array()))
      codes.insert(fact.get<std::string>());
  return codes;
}

// The row itself, or for a pathway without row the best of its rows.
Answer pathway_answer(const Json& answer, const std::string& subject) {
  Answer best;
  const std::string key = subject_key(subject);
  for (const Json& result : answer.at("results")) {
    const std::string pathway = result.value("pathway", ""), row = result.value("row", "");
    const bool exact = subject_key(pathway + row) == key;
    if (!exact && subject_key(pathway) != key) continue;
    const std::string outcome = result.value("outcome", "");
    const std::set<std::string> codes = codes_of(result);
    if (!best.found || rank_of(outcome) > rank_of(best.outcome)) {
      best.outcome = outcome;
      best.legal_class = result.value("class", "");
      if (outcome != "INELIGIBLE") best.codes.clear();
    }
    if (outcome == best.outcome) best.codes.insert(codes.begin(), codes.end());
    best.found = true;
  }
  return best;
}

Answer phase_answer(const Json& answer, const std::string& phase) {
  Answer found;
  const Json& phases = answer.at("phases");
  if (!phases.contains(phase)) return found;
  found.found = true;
  found.outcome = phases[phase].value("outcome", "");
  for (const Json& gate : phases[phase].value("gates", Json::array()))
    if (gate.value("outcome", "") != "PASS") found.codes.insert(gate.value("id", ""));
  return found;
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

}  // namespace

Result<WorkedExample> parse_worked_example(std::string_view text, const std::string& file) {
  Parser parser{file, {}, {}, {}};
  for (const Line& line : lines_of(text)) parser.read_line(line);
  return parser.finish();
}

std::vector<std::string> differences(const WorkedExample& example, const Json& answer) {
  std::vector<std::string> found;
  for (const Expectation& row : example.expectations) {
    const Answer got = example.kind == ExampleKind::kPathways ? pathway_answer(answer, row.subject)
                                                              : phase_answer(answer, row.subject);
    const std::string where = to_string(row.span) + ": " + row.subject + ": ";
    if (!got.found) {
      found.push_back(where + "there is no such pathway, row or phase");
      continue;
    }
    if (got.outcome != row.outcome)
      found.push_back(where + "expected " + row.outcome + ", got " + got.outcome + " (" +
                      joined(got.codes) + ")");
    else if (!row.legal_class.empty() && row.legal_class != got.legal_class)
      found.push_back(where + "expected class " + row.legal_class + ", got " + got.legal_class);
    for (const std::string& code : row.codes)
      if (got.codes.count(code) == 0)
        found.push_back(where + "expected " + code + " among " + joined(got.codes));
    if (row.exactly && got.codes != std::set<std::string>(row.codes.begin(), row.codes.end()))
      found.push_back(where + "expected no others, got " + joined(got.codes));
  }
  return found;
}

}  // namespace alternat::program
