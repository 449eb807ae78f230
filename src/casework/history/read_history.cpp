// SPDX-License-Identifier: EUPL-1.2
#include "casework/history/read_history.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/json.h"

namespace alternat::casework {
namespace {

enum class Need { kNone, kMay, kMust };

// What may stand in a command's line: "> VERB WHAT KEY WORD … by ROLE".
struct VerbRow {
  std::string_view word;
  HistoryVerb verb;
  Need what;
  Need by;
  std::array<std::string_view, 2> keys;
};
constexpr std::array<VerbRow, 9> kVerbs = {{
    {"open", HistoryVerb::kOpen, Need::kMust, Need::kMust, {"in", ""}},
    {"complete", HistoryVerb::kComplete, Need::kMust, Need::kMust, {}},
    {"claim", HistoryVerb::kClaim, Need::kMust, Need::kMust, {}},
    {"release", HistoryVerb::kRelease, Need::kMust, Need::kMust, {}},
    {"letter", HistoryVerb::kLetter, Need::kMay, Need::kMust, {"at", "on"}},
    {"message", HistoryVerb::kMessage, Need::kMust, Need::kNone, {"at", ""}},
    {"amend", HistoryVerb::kAmend, Need::kNone, Need::kMust, {}},
    {"resolve", HistoryVerb::kResolve, Need::kMust, Need::kMust, {"flow", "due"}},
    {"cancel", HistoryVerb::kCancel, Need::kMust, Need::kMust, {}},
}};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::optional<std::int32_t> number_of(std::string_view text) {
  std::int32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "10:30" -> 630.
std::optional<std::int32_t> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = number_of(text.substr(0, 2));
  const auto minutes = number_of(text.substr(3));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59)
    return std::nullopt;
  return *hours * 60 + *minutes;
}

class HistoryReader {
 public:
  explicit HistoryReader(std::string file) : file_(std::move(file)) {}

  Result<History> read(std::string_view text) {
    for (std::uint32_t number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      line_ = number;
      read_line(trimmed_right(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    finish();
    if (diagnostics_.has_errors()) return diagnostics_.to_error(Fault::kMalformed);
    return std::move(history_);
  }

 private:
  static std::string_view trimmed_right(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
  }

  SourceSpan here(std::uint32_t column = 1) const { return {file_, line_, column}; }
  void error(std::string_view code, std::string message) {
    diagnostics_.error(code, std::move(message), here());
  }

  void read_line(std::string_view line) {
    if (!in_block_) {
      if (history_.title.empty() && line.starts_with("# "))
        history_.title = std::string(trimmed(line.substr(2)));
      if (line == "```history") {
        in_block_ = true;
        block_at_ = here();
      }
    } else if (line == "```") {
      in_block_ = false;
    } else if (!line.empty()) {
      read_step_line(line);
    }
  }

  void read_step_line(std::string_view line) {
    if (line.front() == '@') {
      begin(line);
      read_moment(words_of(line.substr(1)));
    } else if (line.front() == '>') {
      begin(line);
      read_command(words_of(line.substr(1)));
    } else if (line.front() == ' ' || line.front() == '\t') {
      read_value(trimmed(line));
    } else {
      read_expectation(line);
    }
  }

  void begin(std::string_view line) {
    HistoryStep step;
    step.text = std::string(trimmed(line.substr(1)));
    step.span = here();
    step.last_line = line_;
    history_.steps.push_back(std::move(step));
  }

  void read_moment(const std::vector<std::string>& words) {
    HistoryStep& step = history_.steps.back();
    const Result<Date> day = Date::from_iso(words.empty() ? "" : words[0]);
    const auto minute = minute_of(words.size() == 2 ? words[1] : "09:00");
    if (!day.ok() || !minute || words.size() > 2)
      return error("history.bad_moment", "'@ " + step.text +
                                             "' is no moment: write '@ 2026-06-15' or "
                                             "'@ 2026-06-15 10:30'.");
    step.on = *day;
    step.minute = *minute;
    const std::pair<Date, std::int32_t> moment(*day, *minute);
    if (last_moment_ && moment <= *last_moment_)
      error("history.time_runs_back", "'@ " + step.text + "' is not after the moment before it.");
    last_moment_ = moment;
  }

  void read_command(const std::vector<std::string>& words) {
    const auto row = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbRow& known) {
      return !words.empty() && known.word == words[0];
    });
    if (row == kVerbs.end()) {
      std::vector<std::string> known;
      for (const VerbRow& one : kVerbs) known.emplace_back(one.word);
      const std::string nearest = words.empty() ? "" : nearest_name(words[0], known);
      return error("history.unknown_command",
                   "There is no command '" + (words.empty() ? "" : words[0]) + "'" +
                       (nearest.empty() ? ": open, complete, claim, release, letter, message, "
                                          "amend, resolve, cancel."
                                        : "; did you mean '" + nearest + "'?"));
    }
    history_.steps.back().verb = row->verb;
    const auto is_key = [&](const std::string& word) {
      return word == "by" || std::find(row->keys.begin(), row->keys.end(), word) != row->keys.end();
    };
    std::size_t at = 1;
    if (row->what != Need::kNone && at < words.size() && !is_key(words[at]))
      history_.steps.back().what = words[at++];
    std::map<std::string, std::string> given;
    for (; at < words.size(); at += 2) {
      if (!is_key(words[at]) || at + 1 == words.size() || given.contains(words[at]))
        return error("history.unknown_word", "'" + words[at] + "' is not understood in '> " +
                                                 history_.steps.back().text + "'.");
      given[words[at]] = words[at + 1];
    }
    check_words(*row, given);
    for (const auto& [key, word] : given) take(key, word);
  }

  void check_words(const VerbRow& row, const std::map<std::string, std::string>& given) {
    const std::string verb(row.word);
    if (row.what == Need::kMust && history_.steps.back().what.empty())
      error("history.missing_word", "'> " + verb + "' says what: a word stands after it.");
    if (row.by == Need::kMust && !given.contains("by"))
      error("history.missing_word", "'> " + verb + "' says who: end with 'by ROLE'.");
    if (row.verb == HistoryVerb::kOpen && !given.contains("in"))
      error("history.missing_word", "'> open' says in which partnership: 'in xa-xb'.");
  }

  void take(const std::string& key, const std::string& word) {
    HistoryStep& step = history_.steps.back();
    if (key == "by") take_role(word);
    if (key == "in") step.partnership = word;
    if (key == "at") step.element = word;
    if (key == "flow") step.flow = word;
    if (key == "on") {
      const Result<Date> day = Date::from_iso(word);
      if (!day.ok()) return error("history.bad_moment", "'on " + word + "' is no day.");
      step.on = *day;
    }
    if (key == "due") {
      const Result<Instant> due = Instant::from_iso(word);
      if (!due.ok())
        return error("history.bad_moment",
                     "'due " + word + "' is no moment: write 'due 2026-06-29T22:00:00Z'.");
      step.due = *due;
    }
  }

  void take_role(const std::string& word) {
    const std::size_t mark = word.find('#');
    const std::optional<access::Role> role = access::find_role(word.substr(0, mark));
    const auto person = mark == std::string::npos
                            ? std::optional<std::int32_t>(1)
                            : number_of(std::string_view(word).substr(mark + 1));
    if (!role || !person || *person < 1)
      return error("history.unknown_role",
                   "'" + word +
                       "' is no role: write 'visa_section', or 'visa_section#2' for the "
                       "second person of the role.");
    history_.steps.back().role = *role;
    history_.steps.back().person = *person;
  }

  void read_value(std::string_view line) {
    HistoryStep* step = history_.steps.empty() ? nullptr : &history_.steps.back();
    if (!step || step->verb == HistoryVerb::kMoment || !step->expected.empty())
      return error(
          "history.stray_value",
          "'" + std::string(line) + "' is indented like a value but stands under no command.");
    const std::size_t equals = line.find('=');
    const std::string name(trimmed(line.substr(0, equals)));
    const std::string_view given =
        equals == std::string_view::npos ? std::string_view() : trimmed(line.substr(equals + 1));
    const Result<Json> json = parse_json(given, file_);
    if (name.empty() || !json || step->values.contains(name))
      return error("history.bad_value", "'" + std::string(line) +
                                            "' is no value: write 'fact = JSON' once for each "
                                            "fact, for example 'german_level = \"B1\"'.");
    step->values[name] = json->dump();
    step->last_line = line_;
  }

  void read_expectation(std::string_view line) {
    HistoryStep* step = history_.steps.empty() ? nullptr : &history_.steps.back();
    if (!step || (!step->expected.empty() && step->expected.back().starts_with("=")))
      return error("history.stray_line", "'" + std::string(line) +
                                             "' stands under no step, or after the line '= …' that "
                                             "ends one.");
    step->expected.emplace_back(line);
    history_.expectation_lines.push_back(line_);
  }

  void finish() {
    line_ = 1;
    if (history_.title.empty()) error("history.no_title", "A history begins with '# Title'.");
    if (in_block_)
      diagnostics_.error("history.unclosed", "This ```history block has no end.", block_at_);
    if (history_.steps.empty())
      return error("history.no_steps", "A history has steps in a ```history block.");
    for (std::size_t i = 0; i < history_.steps.size(); ++i) {
      const HistoryVerb verb = history_.steps[i].verb;
      const bool fits =
          i == 0 ? verb == HistoryVerb::kMoment : (i == 1) == (verb == HistoryVerb::kOpen);
      if (fits) continue;
      diagnostics_.error("history.beginning",
                         "A history begins with '@ DAY', then '> open PROCEDURE in PARTNERSHIP by "
                         "ROLE', once.",
                         history_.steps[i].span);
      return;
    }
  }

  std::string file_;
  std::uint32_t line_ = 0;
  bool in_block_ = false;
  SourceSpan block_at_;
  std::optional<std::pair<Date, std::int32_t>> last_moment_;
  Diagnostics diagnostics_;
  History history_;
};

}  // namespace

Result<History> parse_history(std::string_view text, const std::string& file) {
  return HistoryReader(file).read(text);
}

}  // namespace alternat::casework
