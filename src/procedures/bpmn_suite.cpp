// SPDX-License-Identifier: EUPL-1.2
#include "procedures/bpmn_suite.h"

#include <algorithm>
#include <charconv>
#include <deque>

#include "base/file.h"
#include "base/json.h"
#include "procedures/engine.h"
#include "procedures/read_definition.h"

namespace alternat::procedures {

namespace {

constexpr std::int64_t kSecond = 1000000;

std::string without_spaces(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') result += c;
  }
  if (result.starts_with("${") && result.ends_with('}')) {
    result = result.substr(2, result.size() - 3);
  }
  return result;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [at, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc() || at != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// Scripts are markers, conditions are `test.contains("x")`, `name < n`, `name == n`, true, false.
class SuiteEnvironment final : public Environment {
 public:
  SuiteEnvironment(std::string input, std::int64_t number)
      : input_(std::move(input)), number_(number) {}

  Instant moment = Instant::from_micros(0);
  mutable std::vector<std::string> trace;

  Instant now() const override { return moment; }

  Truth condition(const Expression& expression, const Values& fresh) const override {
    const std::string text = without_spaces(expression.text);
    if (text == "true") return Truth::kTrue;
    if (text == "false") return Truth::kFalse;
    constexpr std::string_view kContains = "test.contains(";
    if (text.starts_with(kContains) && text.size() > kContains.size() + 2) {
      const std::string wanted =
          text.substr(kContains.size() + 1, text.size() - kContains.size() - 3);
      return input_.find(wanted) != std::string::npos ? Truth::kTrue : Truth::kFalse;
    }
    const auto end = text.find_first_of("<>=!");
    if (end == std::string::npos) return Truth::kNull;
    const auto first = text.find_first_of("0123456789-", end);
    if (first == std::string::npos) return Truth::kNull;
    const auto left = number_of(text.substr(0, end), fresh);
    const auto right = number_in(std::string_view(text).substr(first));
    if (!left || !right) return Truth::kNull;
    return compare(*left, text.substr(end, first - end), *right) ? Truth::kTrue : Truth::kFalse;
  }

  std::optional<std::string> value(const Expression& expression,
                                   const Values& fresh) const override {
    const std::string marker = without_spaces(expression.text);
    if (const auto number = number_of(marker, fresh)) return std::to_string(*number);
    if (marker == "CREATE_LOG_FILE") return "null";
    if (marker.starts_with("SCRIPT_")) {
      trace.push_back(marker);
    } else if (marker == "CREATE_MARKER_FILE") {
      trace.emplace_back("MARKER_EXISTS");
    } else if (marker.starts_with("INCREMENT_INTEGER_VARIABLE")) {
      ++number_;
      if (marker.ends_with("_AND_LOG")) trace.emplace_back("INCREMENT");
    } else if (marker == "SET_STRING_DATA") {
      data_ = "String";
    } else if (marker == "LOG_DATA") {
      if (data_ == "String") trace.emplace_back("DATA_CORRECT");
    } else {
      return std::nullopt;
    }
    return "null";
  }

  // Only durations in seconds, minutes and hours occur.
  Result<Deadline> deadline(const ClockTerms& clock, const Values&) const override {
    return after(clock, moment);
  }
  Result<Deadline> deadline_after(const ClockTerms& clock, const Deadline& previous,
                                  const Values&) const override {
    return after(clock, previous.due);
  }

  bool reads(std::string_view, std::string_view) const override { return true; }

 private:
  static Result<Deadline> after(const ClockTerms& clock, Instant from) {
    const std::string& text = clock.duration;
    const auto count = text.size() < 4
                           ? std::nullopt
                           : number_in(std::string_view(text).substr(2, text.size() - 3));
    if (!text.starts_with("PT") || !count) {
      return Error{Fault::kRefused, "bpmn_suite.duration", text, {}};
    }
    const std::int64_t unit = text.ends_with('H') ? 3600 : text.ends_with('M') ? 60 : 1;
    return Deadline{from.plus_micros(*count * unit * kSecond), ""};
  }

  std::optional<std::int64_t> number_of(const std::string& text, const Values& fresh) const {
    if (text == "integerVariable") return number_;
    if (const auto found = fresh.find(text); found != fresh.end()) return number_in(found->second);
    return number_in(text);
  }

  static bool compare(std::int64_t left, const std::string& comparison, std::int64_t right) {
    if (comparison == "<") return left < right;
    if (comparison == ">") return left > right;
    if (comparison == "<=") return left <= right;
    if (comparison == ">=") return left >= right;
    return comparison == "!=" ? left != right : left == right;
  }

  std::string input_;
  mutable std::int64_t number_;
  mutable std::string data_;
};

// Scripts that take time, or fail, become what the engine has for it.
void prepare(Definition& definition) {
  const auto wait = [](Node& node, const char* duration) {
    node.kind = NodeKind::kCatchEvent;
    node.event = EventKind::kTimer;
    node.triggers = {Trigger{EventKind::kTimer, "", std::nullopt}};
    node.clock = ClockTerms{};
    node.clock->duration = duration;
  };
  for (Node& node : definition.nodes) {
    if (node.kind != NodeKind::kScriptTask || !node.script) continue;
    const std::string marker = without_spaces(node.script->text);
    if (marker == "WAIT_TEN_SECONDS") wait(node, "PT10S");
    if (marker.starts_with("CREATE_TIMESTAMP_LOG_")) wait(node, "PT1S");
    if (marker == "THROW_ERROR") node.kind = NodeKind::kReceiveTask;
  }
}

// One running process of the file.
struct Case {
  const Definition* definition = nullptr;
  State state;
};

// The processes of the file beside each other: messages and signals go from one to another, and
// time passes when nothing else can happen.
class Play {
 public:
  Play(const std::vector<Definition>& definitions, SuiteEnvironment& environment)
      : definitions_(definitions), environment_(environment) {}

  // "" or why a command was refused.
  std::string run(std::size_t main, bool beside) {
    for (std::size_t i = 0; i < definitions_.size() && beside; ++i) {
      const Node& start = definitions_[i].nodes[definitions_[i].starts.front()];
      if (i != main && start.event == EventKind::kNone) begin(definitions_[i], start.id);
    }
    begin(definitions_[main], start_of(definitions_[main]));
    for (int fired = 0; fired < kTimersMax && trouble_.empty(); ++fired) {
      if (!fire_next()) break;
    }
    for (const Case& item : cases_) {
      if (!item.state.incidents.empty()) environment_.trace.emplace_back("ERROR_RUNTIME");
      if (item.state.outcome.starts_with("error:"))
        environment_.trace.emplace_back("ERROR_THROWN_ERROR_EVENT");
    }
    if (overlapped_) environment_.trace.emplace_back("EXECUTION_PARALLEL");
    // A token that waits for ever, with no incident, is a deadlock; the set expects just the trace.
    return trouble_;
  }

 private:
  static constexpr int kTimersMax = 1000;

  static std::string start_of(const Definition& definition) {
    for (NodeIndex start : definition.starts) {
      if (definition.nodes[start].event == EventKind::kNone) return definition.nodes[start].id;
    }
    return definition.nodes[definition.starts.front()].id;
  }

  void begin(const Definition& definition, const std::string& start) {
    cases_.push_back({&definition, {}});
    give(cases_.size() - 1, StartCase{start, "", {}});
  }

  void give(std::size_t index, Action action) {
    const Command command{"c", {"suite", {""}}, std::move(action)};
    const Decision decision =
        decide(*cases_[index].definition, cases_[index].state, command, environment_);
    if (const auto* rejection = std::get_if<Rejection>(&decision)) {
      trouble_ = rejection->code;
      return;
    }
    const std::vector<Record>& records = std::get<Decided>(decision).records;
    for (const Record& record : records) {
      procedures::apply(cases_[index].state, record);
      note_overlap(cases_[index]);
    }
    for (const Record& record : records) tell(index, record);
    fail_tasks(index);
  }

  // The check of parallel execution: two tasks that take time are open at one moment.
  void note_overlap(const Case& item) {
    int open = 0;
    for (const Token& token : item.state.tokens) {
      const NodeIndex node = item.definition->find_node(token.element);
      if (node == kNoIndex || !item.definition->nodes[node].script) continue;
      if (token.instance == 0 && item.definition->nodes[node].loop) continue;
      if (item.definition->nodes[node].script->text.starts_with("CREATE_TIMESTAMP_LOG_")) ++open;
    }
    overlapped_ = overlapped_ || open > 1;
  }

  void tell(std::size_t from, const Record& record) {
    if (const auto* signal = std::get_if<SignalThrown>(&record)) {
      announce(from, signal->signal, EventKind::kSignal);
    }
    if (const auto* message = std::get_if<MessageThrown>(&record)) {
      announce(from, message->message, EventKind::kMessage);
    }
  }

  // Signals reach every case that waits, and begin cases; a message reaches one.
  void announce(std::size_t from, const std::string& name, EventKind kind) {
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (i == from || cases_[i].state.ended) continue;
      const auto awaits = [&](const auto& list, auto name_of) {
        return std::any_of(list.begin(), list.end(),
                           [&](const auto& item) { return name_of(item) == name; });
      };
      if (kind == EventKind::kSignal &&
          awaits(cases_[i].state.signals, [](const AwaitedSignal& item) { return item.signal; })) {
        give(i, DeliverSignal{name, {}});
      } else if (kind == EventKind::kMessage &&
                 awaits(cases_[i].state.messages,
                        [](const AwaitedMessage& item) { return item.message; })) {
        give(i, CorrelateMessage{name, "", {}});
        return;
      }
    }
    for (const Definition& definition : definitions_) {
      for (NodeIndex start : definition.starts) {
        for (const Trigger& trigger : definition.nodes[start].triggers) {
          if (trigger.kind != kind || trigger.name != name) continue;
          if (cases_.size() < kCasesMax) begin(definition, definition.nodes[start].id);
        }
      }
    }
  }

  void fail_tasks(std::size_t index) {
    const std::vector<AwaitedMessage> waiting = cases_[index].state.messages;
    for (const AwaitedMessage& item : waiting) {
      const Node& node =
          cases_[index].definition->nodes[cases_[index].definition->find_node(item.element)];
      if (!node.script || without_spaces(node.script->text) != "THROW_ERROR") continue;
      give(index, ReportError{item.element, item.token, "ERR_CODE"});
      return;
    }
  }

  bool fire_next() {
    std::size_t found = cases_.size();
    SetTimer next;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      for (const SetTimer& timer : cases_[i].state.timers) {
        if (found != cases_.size() && !(timer.due < next.due)) continue;
        found = i;
        next = timer;
      }
    }
    if (found == cases_.size()) return false;
    environment_.moment = std::max(environment_.moment, next.due);
    give(found, FireTimer{next.element, next.token});
    return true;
  }

  static constexpr std::size_t kCasesMax = 20;

  const std::vector<Definition>& definitions_;
  SuiteEnvironment& environment_;
  std::deque<Case> cases_;
  std::string trouble_;
  bool overlapped_ = false;
};

bool same_trace(std::vector<std::string> given, std::vector<std::string> expected, bool parallel) {
  if (parallel) {
    std::sort(given.begin(), given.end());
    std::sort(expected.begin(), expected.end());
  }
  return given == expected;
}

// The set lists the marks of a sub-process and of what follows it in no order either.
bool has_parallel_branches(const Definition& definition) {
  return std::any_of(definition.nodes.begin(), definition.nodes.end(), [](const Node& node) {
    return node.kind == NodeKind::kParallelGateway || node.kind == NodeKind::kInclusiveGateway ||
           node.kind == NodeKind::kSubProcess || node.outgoing.size() > 1 ||
           !node.boundary.empty() || (node.loop && node.loop->multi && !node.loop->sequential);
  });
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

// "" if it passed, else why not.
std::string run_case(const std::string& file, const std::string& text, const Json& item) {
  std::vector<std::string> expected;
  for (const Json& mark : item.value("trace", Json::array())) {
    expected.push_back(mark.get<std::string>());
  }
  Diagnostics diagnostics;
  std::vector<Definition> definitions = read_processes(text, file, diagnostics);
  const bool refused_expected = expected == std::vector<std::string>{"ERROR_DEPLOYMENT"};
  if (definitions.empty()) {
    const auto& items = diagnostics.items();
    const auto first = std::find_if(items.begin(), items.end(), [](const Diagnostic& diagnostic) {
      return diagnostic.severity == Severity::kError;
    });
    const bool ours = first->code == "bpmn.not_supported";
    return refused_expected && !ours ? "" : first->code + ": " + first->message;
  }
  if (refused_expected) return "loaded, but should be refused";
  for (Definition& definition : definitions) prepare(definition);
  std::size_t main = 0;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (file.ends_with("/" + definitions[i].id + ".bpmn")) main = i;
  }
  SuiteEnvironment environment(item.value("input", std::string()), item.value("int", 0));
  Play play(definitions, environment);
  const std::string trouble = play.run(main, item.value("parallel", false));
  if (!trouble.empty()) return trouble;
  const bool parallel = definitions.size() > 1 || has_parallel_branches(definitions.front());
  if (same_trace(environment.trace, expected, parallel)) return "";
  return "gave " + joined(environment.trace) + ", expected " + joined(expected);
}

}  // namespace

Result<SuiteResult> run_bpmn_suite(const std::string& folder, std::ostream& out) {
  const Result<std::string> index = read_file(folder + "/cases.json");
  if (!index) return index.error();
  const Result<Json> cases = parse_json(*index, folder + "/cases.json");
  if (!cases) return cases.error();
  SuiteResult result;
  for (const Json& entry : *cases) {
    if (!entry.is_object() || !entry.contains("model") || !entry.contains("cases")) {
      return Error{Fault::kMalformed,
                   "bpmn_suite.malformed",
                   folder + "/cases.json: an entry has no model or no cases.",
                   {}};
    }
    const std::string model = entry["model"].get<std::string>();
    const Result<std::string> text = read_file(folder + "/" + model);
    if (!text) return text.error();
    for (const Json& item : entry["cases"]) {
      const std::string why = run_case(model, *text, item);
      out << (why.empty() ? "PASS " : "FAIL ") << model << " ["
          << item.value("input", std::string()) << "]" << (why.empty() ? "" : ": " + why) << "\n";
      ++(why.empty() ? result.passed : result.failed);
    }
  }
  out << result.passed << " passed, " << result.failed << " failed\n";
  return result;
}

}  // namespace alternat::procedures
