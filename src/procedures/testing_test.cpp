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

// The event definition for a key of the notation, with the root element it refers to; "" if the key
// is none.
std::string event_xml(const std::string& key, const std::string& safe, std::string& roots) {
  const std::string number = std::to_string(roots.size());
  const auto refer = [&](const std::string& kind, const std::string& attribute) {
    if (safe.empty()) return "<" + kind + "EventDefinition/>";
    roots += "<" + kind + " id=\"root_" + number + "\" " + attribute + "=\"" + safe + "\"/>";
    return "<" + kind + "EventDefinition " + kind + "Ref=\"root_" + number + "\"/>";
  };
  const auto time = [&](const std::string& element) {
    return "<timerEventDefinition><" + element + ">" + safe + "</" + element +
           "></timerEventDefinition>";
  };
  if (key == "timer") return time("timeDuration");
  if (key == "cycle") return time("timeCycle");
  if (key == "message") return refer(key, "name");
  if (key == "signal") return refer(key, "name");
  if (key == "error") return refer(key, "errorCode");
  if (key == "escalation") return refer(key, "escalationCode");
  if (key == "link") return "<linkEventDefinition name=\"" + safe + "\"/>";
  if (key == "when") {
    return "<conditionalEventDefinition><condition>" + safe +
           "</condition></conditionalEventDefinition>";
  }
  if (key == "terminate" || key == "cancel") return "<" + key + "EventDefinition/>";
  if (key != "compensate") return "";
  return safe.empty() ? "<compensateEventDefinition/>"
                      : "<compensateEventDefinition activityRef=\"" + safe + "\"/>";
}

// Loops and multi-instance: the words that make up loop characteristics.
struct LoopWords {
  std::string attributes;
  std::string inner;
  std::string kind;

  bool take(const std::string& key, const std::string& safe, std::string& data) {
    const auto child = [&](const std::string& name) {
      inner += "<" + name + ">" + safe + "</" + name + ">";
    };
    if (key == "while") {
      kind = "standard";
      child("loopCondition");
    } else if (key == "at_most") {
      kind = "standard";
      attributes += " loopMaximum=\"" + safe + "\"";
    } else if (key == "test_before") {
      attributes += " testBefore=\"true\"";
    } else if (key == "times") {
      kind = "multiInstance";
      child("loopCardinality");
    } else if (key == "each") {  // item:list
      kind = "multiInstance";
      const std::string list = safe.substr(safe.find(':') + 1);
      data += "<dataObject id=\"data_" + list + "\" name=\"" + list + "\"/>";
      inner += "<loopDataInputRef>data_" + list + "</loopDataInputRef><inputDataItem id=\"item_" +
               list + "\" name=\"" + safe.substr(0, safe.find(':')) + "\"/>";
    } else if (key == "collect") {  // item:list
      const std::string list = safe.substr(safe.find(':') + 1);
      data += "<dataObject id=\"data_" + list + "\" name=\"" + list + "\"/>";
      inner += "<loopDataOutputRef>data_" + list + "</loopDataOutputRef><outputDataItem id=\"out_" +
               list + "\" name=\"" + safe.substr(0, safe.find(':')) + "\"/>";
    } else if (key == "until") {
      child("completionCondition");
    } else if (key == "in_turn") {
      attributes += " isSequential=\"true\"";
    } else {
      return false;
    }
    return true;
  }
  std::string xml() const {
    if (kind.empty()) return "";
    return "<" + kind + "LoopCharacteristics" + attributes + ">" + inner + "</" + kind +
           "LoopCharacteristics>";
  }
};

// "name:expression" of a data association.
std::string mapping_xml(const std::string& key, const std::string& safe) {
  const std::string kind = key == "in" ? "dataInputAssociation" : "dataOutputAssociation";
  const auto colon = safe.find(':');
  return "<" + kind + "><assignment><from>" + safe.substr(colon + 1) + "</from><to>" +
         safe.substr(0, colon) + "</to></assignment></" + kind + ">";
}

// Words that are attributes of BPMN itself; "" if the key is none.
std::string attribute_xml(const std::string& key, const std::string& safe) {
  static const std::map<std::string, std::string> kFlags = {
      {"going_on", " cancelActivity=\"false\""}, {"beside", " isInterrupting=\"false\""},
      {"undoes", " isForCompensation=\"true\""}, {"by_event", " triggeredByEvent=\"true\""},
      {"all_of", " parallelMultiple=\"true\""},  {"begins", " instantiate=\"true\""},
      {"sequential", " ordering=\"Sequential\""}};
  static const std::map<std::string, std::string> kNamed = {{"on", "attachedToRef"},
                                                            {"default", "default"},
                                                            {"calls", "calledElement"},
                                                            {"needs", "startQuantity"},
                                                            {"gives", "completionQuantity"}};
  if (const auto flag = kFlags.find(key); flag != kFlags.end()) return flag->second;
  const auto named = kNamed.find(key);
  return named == kNamed.end() ? "" : " " + named->second + "=\"" + safe + "\"";
}

struct Written {
  std::string roots;  // before the process
  std::string data;   // data objects of the process
};

std::string element_xml(const std::vector<Word>& words, Written& written, bool& opens) {
  const std::string& kind = words[0].key;
  const std::string& id = words[1].key;
  const bool event = kind.ends_with("Event");
  std::string attributes = " id=\"" + id + "\"";
  std::string inner;
  LoopWords loop;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto& [key, value] = words[i];
    const std::string safe = escape_markup(value);
    if (key == "{") {
      opens = true;
    } else if (const std::string plain = attribute_xml(key, safe); !plain.empty()) {
      attributes += plain;
    } else if (key == "agreed") {
      attributes += " alternat:clock=\"" + safe + "\"";
      inner += "<timerEventDefinition/>";
    } else if (const std::string own = event ? event_xml(key, safe, written.roots) : "";
               !own.empty()) {
      inner += own;
    } else if (key == "script") {
      inner += "<script>" + safe + "</script>";
    } else if (key == "done_when") {
      inner += "<completionCondition>" + safe + "</completionCondition>";
    } else if (key == "in" || key == "out") {
      inner += mapping_xml(key, safe);
    } else if (!loop.take(key, safe, written.data)) {
      attributes += " alternat:" + key + "=\"" + safe + "\"";
    }
  }
  const std::string open = "<" + kind + attributes + ">" + inner + loop.xml();
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
  Written written;
  std::string body;
  std::string processes;
  std::string process = "<process id=\"p\" isExecutable=\"true\"";
  std::vector<std::string> open;
  const auto close = [&] {
    processes += process + ">\n" + written.data + body + "</process>";
    written.data.clear();
    body.clear();
  };
  int undoing = 0;
  std::istringstream lines{std::string(model)};
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line == "}") {
      body += "</" + open.back() + ">";
      open.pop_back();
    } else if (const auto arrow = line.find(" ~> "); arrow != std::string::npos) {
      body += "<association id=\"undo_" + std::to_string(++undoing) + "\" sourceRef=\"" +
              line.substr(0, arrow) + "\" targetRef=\"" + line.substr(arrow + 4) + "\"/>";
    } else if (line.find(" -> ") != std::string::npos) {
      body += flow_xml(line);
    } else {
      const std::vector<Word> words = words_of(line);
      if (words[0].key == "called") {  // a second process of the file, which does not run by itself
        close();
        process = "<process id=\"" + words[1].key + "\" isExecutable=\"false\"";
        continue;
      }
      if (words[0].key == "process") {
        for (std::size_t i = 1; i < words.size(); ++i) {
          process += " alternat:" + words[i].key + "=\"" + words[i].value + "\"";
        }
        continue;
      }
      bool opens = false;
      body += element_xml(words, written, opens);
      if (opens) open.push_back(words[0].key);
    }
    body += "\n";
  }
  close();
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
         "xmlns:alternat=\"urn:alternat:content:1\">" +
         written.roots + processes + "</definitions>";
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

// "name + 1", the name of a value, or a literal number.
std::optional<std::string> TestEnvironment::value(const Expression& expression,
                                                  const Values& fresh) const {
  if (integer(expression.text)) return expression.text;
  const auto plus = expression.text.find(" + ");
  const Values all = joined(fresh, values);
  const auto found = all.find(expression.text.substr(0, plus));
  if (found == all.end() || found->second == "null") return std::nullopt;
  if (plus == std::string::npos) return found->second;
  if (!integer(found->second)) return std::nullopt;
  const int addend = integer(expression.text.substr(plus + 3)).value_or(0);
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
