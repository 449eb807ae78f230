// SPDX-License-Identifier: EUPL-1.2
#include "program/worked_example.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "base/date.h"

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

struct TableHead {
  std::string_view first_column;
  ExampleKind kind;
};
constexpr std::array<TableHead, 5> kTables = {{{"pathway", ExampleKind::kPathways},
                                               {"phase", ExampleKind::kSafeguards},
                                               {"decision", ExampleKind::kDecisions},
                                               {"parameter", ExampleKind::kParameters},
                                               {"clock", ExampleKind::kClocks}}};

bool is_dated(ExampleKind kind) {
  return kind == ExampleKind::kParameters || kind == ExampleKind::kClocks;
}

// "reading_years = ELIGIBLE; reading_strict = INELIGIBLE".
std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), item.size() + 1));
    const std::size_t equals = item.find('=');
    if (equals != std::string_view::npos)
      pairs.emplace_back(trim(item.substr(0, equals)), trim(item.substr(equals + 1)));
  }
  return pairs;
}

struct Parser {
  const std::string& file;
  WorkedExample example;
  Diagnostics diagnostics;
  std::string json;
  bool in_json = false;
  bool in_table = false;
  ExampleKind kind = ExampleKind::kPathways;

  SourceSpan at(const Line& line) const { return {file, line.number, 1}; }

  void read_header(const std::vector<std::string>& cells, const Line& line) {
    if (cells.size() < 2) return;
    const auto head = std::find_if(kTables.begin(), kTables.end(), [&](const TableHead& table) {
      return table.first_column == cells[0];
    });
    if (head == kTables.end()) {
      diagnostics.error("example.bad_row",
                        "A table of a worked example starts with the column 'pathway', 'phase', "
                        "'decision', 'parameter' or 'clock'.",
                        at(line));
      return;
    }
    in_table = true;
    kind = head->kind;
    if (example.expectations.empty()) example.kind = kind;
  }

  void read_row(const std::vector<std::string>& cells, const Line& line) {
    if (is_dated(kind)) return read_dated_row(cells, line);
    if (kind == ExampleKind::kDecisions) return read_decision_row(cells, line);
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
    row.kind = kind;
    row.subject = cells[0];
    row.outcome = outcome[0];
    if (outcome.size() > 1) row.legal_class = outcome[1];
    if (cells.size() > 2) read_codes(cells[2], row);
    if (cells.size() > 3) row.values = pairs_of(cells[3]);
    row.span = at(line);
    example.expectations.push_back(std::move(row));
  }

  static void read_codes(const std::string& cell, Expectation& row) {
    row.exactly = !cell.empty() && cell[0] == '=';
    row.codes = words_of(cell);
  }

  void read_decision_row(const std::vector<std::string>& cells, const Line& line) {
    if (cells.size() < 2 || cells[0].find('.') == std::string::npos || cells[1].empty()) {
      diagnostics.error("example.bad_row",
                        "A row needs the decision with its model (title.months), its value (48, a "
                        "word, a day, null, unknown) and, if unknown, the missing facts.",
                        at(line));
      return;
    }
    Expectation row;
    row.kind = kind;
    row.subject = cells[0];
    row.outcome = cells[1];
    if (cells.size() > 2) read_codes(cells[2], row);
    row.span = at(line);
    example.expectations.push_back(std::move(row));
  }

  void read_dated_row(const std::vector<std::string>& cells, const Line& line) {
    if (cells.size() < 3 || !Date::from_iso(cells[1]).ok() || cells[2].empty()) {
      diagnostics.error("example.bad_row",
                        "A row needs the parameter or clock, a day (2026-06-15) and the value or "
                        "last day, or 'not established'.",
                        at(line));
      return;
    }
    Expectation row;
    row.kind = kind;
    row.subject = cells[0];
    row.on = cells[1];
    row.outcome = cells[2];
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
      return;
    }
    if (text.starts_with("# ") && example.title.empty()) {
      example.title = trim(text.substr(2));
      return;
    }
    if (text.starts_with("|")) {
      const std::vector<std::string> cells = cells_of(text);
      const bool rule = std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        return cell.find_first_not_of("-: ") == std::string::npos && !cell.empty();
      });
      if (rule && in_table) return;
      in_table ? read_row(cells, line) : read_header(cells, line);
      return;
    }
    in_table = false;
    if (!trim(text).empty() && example.expectations.empty() && json.empty()) {
      example.paragraph += (example.paragraph.empty() ? "" : " ") + trim(text);
    }
  }

  Result<WorkedExample> finish() {
    const SourceSpan whole{file, 0, 0};
    if (example.title.empty())
      diagnostics.error("example.no_title", "The first line is the title: '# …'.", whole);
    const bool needs_facts =
        std::any_of(example.expectations.begin(), example.expectations.end(),
                    [](const Expectation& row) { return !is_dated(row.kind); });
    if (json.empty()) {
      if (needs_facts || example.expectations.empty())
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
                        "A table 'pathway | outcome | codes' or 'phase | outcome | gates' (or one "
                        "of decisions, parameters, clocks) with at least one row is missing.",
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
  std::set<std::pair<std::string, std::string>> values;  // of the reasons
};

std::set<std::pair<std::string, std::string>> values_of(const Json& result) {
  std::set<std::pair<std::string, std::string>> values;
  for (const Json& reason : result.value("reasons", Json::array()))
    if (reason.contains("values"))
      for (const auto& [name, value] : reason["values"].items())
        values.emplace(name, value.is_string() ? value.get<std::string>() : value.dump());
  return values;
}

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
    if (outcome == best.outcome) {
      best.codes.insert(codes.begin(), codes.end());
      best.values.merge(values_of(result));
    }
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

// What example_values found for the row.
Answer value_answer(const Json& answer, std::size_t row) {
  Answer found;
  for (const Json& value : answer.at("values")) {
    if (value.at("row") != row || value.value("value", "").empty()) continue;
    found.found = true;
    found.outcome = value["value"].get<std::string>();
    for (const Json& fact : value.value("missing", Json::array()))
      found.codes.insert(fact.get<std::string>());
  }
  return found;
}

Answer answer_of(const WorkedExample& example, std::size_t row, const Json& answer) {
  const Expectation& wanted = example.expectations[row];
  switch (wanted.kind) {
    case ExampleKind::kPathways:
      return pathway_answer(answer, wanted.subject);
    case ExampleKind::kSafeguards:
      return phase_answer(answer, wanted.subject);
    case ExampleKind::kDecisions:
    case ExampleKind::kParameters:
    case ExampleKind::kClocks:
      return value_answer(answer, row);
  }
  return {};
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

}  // namespace

bool WorkedExample::asks(ExampleKind wanted) const {
  return std::any_of(expectations.begin(), expectations.end(),
                     [wanted](const Expectation& row) { return row.kind == wanted; });
}

Result<WorkedExample> parse_worked_example(std::string_view text, const std::string& file) {
  Parser parser{file, {}, {}, {}};
  for (const Line& line : lines_of(text)) parser.read_line(line);
  return parser.finish();
}

std::vector<std::string> differences(const WorkedExample& example, const Json& answer) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < example.expectations.size(); ++i) {
    const Expectation& row = example.expectations[i];
    const Answer got = answer_of(example, i, answer);
    const std::string where = to_string(row.span) + ": " + row.subject + ": ";
    if (!got.found) {
      found.push_back(where + "there is no such pathway, row, phase, decision, parameter or clock");
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
    for (const auto& value : row.values)
      if (got.values.count(value) == 0)
        found.push_back(where + "no reason says " + value.first + " = " + value.second);
    if (row.exactly && got.codes != std::set<std::string>(row.codes.begin(), row.codes.end()))
      found.push_back(where + "expected no others, got " + joined(got.codes));
  }
  return found;
}

}  // namespace alternat::program
