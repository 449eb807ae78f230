// SPDX-License-Identifier: EUPL-1.2
// Bodies of testing.h (a _test file, so that they are linked into the test program only).
#include "procedures/testing.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/markup.h"
#include "base/xml.h"
#include "procedures/record_json.h"

namespace alternat::procedures::testing {

namespace {

struct Word {
  std::string key;
  std::string value;
};

// key=value words; a value may stand in double quotes.
std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < line.size()) {
    while (at < line.size() && line[at] == ' ') ++at;
    if (at == line.size()) break;
    Word word;
    while (at < line.size() && line[at] != ' ' && line[at] != '=') word.key += line[at++];
    if (at < line.size() && line[at] == '=') {
      ++at;
      const bool quoted = at < line.size() && line[at] == '"';
      if (quoted) ++at;
      while (at < line.size() && line[at] != (quoted ? '"' : ' ')) word.value += line[at++];
      if (quoted) ++at;
    }
    words.push_back(word);
  }
  return words;
}

std::string element_xml(const std::vector<Word>& words, std::string& roots, bool& opens) {
  const std::string& kind = words[0].key;
  const std::string& id = words[1].key;
  const bool event = kind.ends_with("Event");
  std::string attributes = " id=\"" + id + "\"";
  std::string inner;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto& [key, value] = words[i];
    const std::string safe = escape_markup(value);
    if (key == "{") {
      opens = true;
    } else if (key == "on") {
      attributes += " attachedToRef=\"" + safe + "\"";
    } else if (key == "going_on") {
      attributes += " cancelActivity=\"false\"";
    } else if (key == "default") {
      attributes += " default=\"" + safe + "\"";
    } else if (key == "timer") {
      inner +=
          "<timerEventDefinition><timeDuration>" + safe + "</timeDuration></timerEventDefinition>";
    } else if (key == "agreed") {
      attributes += " alternat:clock=\"" + safe + "\"";
      inner += "<timerEventDefinition/>";
    } else if (key == "message" && event) {
      const std::string message = "message_" + std::to_string(roots.size());
      roots += "<message id=\"" + message + "\" name=\"" + safe + "\"/>";
      inner += "<messageEventDefinition messageRef=\"" + message + "\"/>";
    } else if (key == "error") {
      const std::string error = "error_" + std::to_string(roots.size());
      roots += "<error id=\"" + error + "\" errorCode=\"" + safe + "\"/>";
      inner += value.empty() ? "<errorEventDefinition/>"
                             : "<errorEventDefinition errorRef=\"" + error + "\"/>";
    } else if (key == "terminate") {
      inner += "<terminateEventDefinition/>";
    } else if (key == "script") {
      inner += "<script>" + safe + "</script>";
    } else {
      attributes += " alternat:" + key + "=\"" + safe + "\"";
    }
  }
  const std::string open = "<" + kind + attributes + ">" + inner;
  return opens ? open : open + "</" + kind + ">";
}

std::string flow_xml(std::string line) {
  std::string condition;
  if (const auto at = line.find(" if "); at != std::string::npos) {
    condition = line.substr(at + 4);
    line.resize(at);
  }
  std::string id;
  if (const auto at = line.find(": "); at != std::string::npos) {
    id = line.substr(0, at);
    line = line.substr(at + 2);
  }
  const auto arrow = line.find(" -> ");
  const std::string source = line.substr(0, arrow);
  const std::string target = line.substr(arrow + 4);
  if (id.empty()) id = source + "_" + target;
  std::string xml =
      "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + source + "\" targetRef=\"" + target + "\">";
  if (!condition.empty()) {
    xml += "<conditionExpression>" + escape_markup(condition) + "</conditionExpression>";
  }
  return xml + "</sequenceFlow>";
}

std::optional<int> integer(std::string_view text) {
  int value = 0;
  const auto [at, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || at != text.data() + text.size()) return std::nullopt;
  return value;
}

Truth compare(std::string_view text, const Values& values) {
  std::istringstream in{std::string(text)};
  std::string name;
  std::string comparison;
  std::string literal;
  in >> name >> comparison >> literal;
  const auto found = values.find(name);
  if (found == values.end() || found->second == "null") return Truth::kNull;
  const auto left = integer(found->second);
  const auto right = integer(literal);
  bool holds = found->second == literal;
  if (comparison == "<") holds = left && right && *left < *right;
  if (comparison == "!=") holds = !holds;
  return holds ? Truth::kTrue : Truth::kFalse;
}

Values joined(const Values& fresh, const Values& old) {
  Values all = fresh;
  all.insert(old.begin(), old.end());
  return all;
}

}  // namespace

std::string model_xml(std::string_view model) {
  std::string roots;
  std::string body;
  std::string process = "<process id=\"p\" isExecutable=\"true\"";
  std::vector<std::string> open;
  std::istringstream lines{std::string(model)};
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line == "}") {
      body += "</" + open.back() + ">";
      open.pop_back();
    } else if (line.find(" -> ") != std::string::npos) {
      body += flow_xml(line);
    } else {
      const std::vector<Word> words = words_of(line);
      if (words[0].key == "process") {
        for (std::size_t i = 1; i < words.size(); ++i) {
          process += " alternat:" + words[i].key + "=\"" + words[i].value + "\"";
        }
        continue;
      }
      bool opens = false;
      body += element_xml(words, roots, opens);
      if (opens) open.push_back(words[0].key);
    }
    body += "\n";
  }
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
         "xmlns:alternat=\"urn:alternat:content:1\">" +
         roots + process + ">\n" + body + "</process></definitions>";
}

Truth TestEnvironment::condition(const Expression& expression, const Values& fresh) const {
  const Values all = joined(fresh, values);
  Truth result = Truth::kTrue;
  std::string_view rest = expression.text;
  while (!rest.empty()) {
    const auto at = rest.find(" and ");
    const Truth part = compare(rest.substr(0, at), all);
    if (part == Truth::kFalse) return Truth::kFalse;
    if (part == Truth::kNull) result = Truth::kNull;
    rest = at == std::string_view::npos ? "" : rest.substr(at + 5);
  }
  return result;
}

// "name + 1" or a literal number.
std::optional<std::string> TestEnvironment::value(const Expression& expression,
                                                  const Values& fresh) const {
  if (integer(expression.text)) return expression.text;
  const auto plus = expression.text.find(" + ");
  const Values all = joined(fresh, values);
  const auto found = all.find(expression.text.substr(0, plus));
  if (found == all.end() || !integer(found->second)) return std::nullopt;
  const int addend =
      plus == std::string::npos ? 0 : integer(expression.text.substr(plus + 3)).value_or(0);
  return std::to_string(*integer(found->second) + addend);
}

Result<Deadline> TestEnvironment::deadline(const ClockTerms& clock, const Values& fresh) const {
  if (!clock.agreement_clock.empty()) {
    return Error{Fault::kNotFound, "clock.not_established", "", {}};
  }
  Instant from = moment;
  if (!clock.starts.empty()) {
    const Values all = joined(fresh, values);
    const auto found = all.find(clock.starts);
    if (found == all.end()) return Error{Fault::kNotFound, "clock.no_start", "", {}};
    from = Instant::from_iso(found->second.substr(1, 10) + "T00:00:00Z").value();
  }
  const bool hours = clock.duration.starts_with("PT");
  const std::string digits = clock.duration.substr(hours ? 2 : 1);
  const std::int64_t count = integer(std::string_view(digits).substr(0, digits.size() - 1)).value();
  return Deadline{from.plus_micros(count * (hours ? 3600 : 86400) * 1000000), ""};
}

std::string to_line(const Record& record) {
  const Json json = to_json(record);
  std::string line = json["type"].get<std::string>();
  for (const char* first : {"element", "flow", "end", "token"}) {
    if (!json.contains(first)) continue;
    line += " " + (json[first].is_string() ? json[first].get<std::string>() : json[first].dump());
  }
  for (const auto& [key, value] : json.items()) {
    if (key == "type" || key == "element" || key == "flow" || key == "end" || key == "token")
      continue;
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (value.is_array()) {
      text.clear();
      for (const Json& item : value) {
        text +=
            (text.empty() ? "" : ",") + (item.is_string() ? item.get<std::string>() : item.dump());
      }
    }
    if (text.ends_with(":00:00.000000Z")) text.resize(text.size() - 14);
    line += " " + key + "=" + text;
  }
  return line;
}

std::string token_line(const State& state) {
  std::vector<std::string> places;
  for (const Token& token : state.tokens) {
    places.push_back(token.phase == TokenPhase::kActive ? token.element : ">" + token.flow);
  }
  std::sort(places.begin(), places.end());
  std::string line;
  for (const std::string& place : places) line += (line.empty() ? "" : " ") + place;
  return line;
}

}  // namespace alternat::procedures::testing
