// SPDX-License-Identifier: EUPL-1.2
#include "procedures/bpmn_suite.h"

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "base/json.h"
#include "procedures/engine.h"
#include "procedures/read_definition.h"

namespace alternat::procedures {

namespace {

constexpr std::int64_t kSecond = 1000000;

// Scripts are markers, conditions are `name.contains("x")`, `name < n`, `name == n`, true, false.
class SuiteEnvironment final : public Environment {
 public:
  SuiteEnvironment(std::string input, std::int64_t number)
      : input_(std::move(input)), number_(number) {}

  Instant moment = Instant::from_micros(0);
  mutable std::vector<std::string> trace;

  Instant now() const override { return moment; }

  Truth condition(const Expression& expression, const Values&) const override {
    std::string text;
    for (char c : expression.text) {
      if (c != ' ') text += c;
    }
    if (text == "true") return Truth::kTrue;
    if (text == "false") return Truth::kFalse;
    constexpr std::string_view kContains = "test.contains(";
    if (text.starts_with(kContains) && text.size() > kContains.size() + 2) {
      const std::string wanted =
          text.substr(kContains.size() + 1, text.size() - kContains.size() - 3);
      return input_.find(wanted) != std::string::npos ? Truth::kTrue : Truth::kFalse;
    }
    constexpr std::string_view kNumber = "integerVariable";
    if (!text.starts_with(kNumber)) return Truth::kNull;
    std::string_view rest = std::string_view(text).substr(kNumber.size());
    const std::string_view comparison = rest.substr(0, rest.find_first_of("0123456789-"));
    std::int64_t bound = 0;
    const std::string_view digits = rest.substr(comparison.size());
    const auto [at, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bound);
    if (failure != std::errc() || at != digits.data() + digits.size()) return Truth::kNull;
    const bool holds = comparison == "<"    ? number_ < bound
                       : comparison == ">"  ? number_ > bound
                       : comparison == "<=" ? number_ <= bound
                       : comparison == ">=" ? number_ >= bound
                                            : number_ == bound;
    return holds ? Truth::kTrue : Truth::kFalse;
  }

  std::optional<std::string> value(const Expression& expression, const Values&) const override {
    const std::string& marker = expression.text;
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
    std::int64_t count = 0;
    const std::string& text = clock.duration;
    if (!text.starts_with("PT")) return Error{Fault::kRefused, "bpmn_suite.duration", text, {}};
    std::from_chars(text.data() + 2, text.data() + text.size() - 1, count);
    const std::int64_t unit = text.ends_with('H') ? 3600 : text.ends_with('M') ? 60 : 1;
    return Deadline{moment.plus_micros(count * unit * kSecond), ""};
  }

  bool reads(std::string_view, std::string_view) const override { return true; }

 private:
  std::string input_;
  mutable std::int64_t number_;
  mutable std::string data_;
};

// Lets time pass until nothing else can happen.
struct Play {
  const Definition& definition;
  SuiteEnvironment& environment;
  State state;
  std::string trouble;

  bool give(Action action) {
    const Command command{"c", {"suite", {""}}, std::move(action)};
    const Decision decision = decide(definition, state, command, environment);
    if (const auto* rejection = std::get_if<Rejection>(&decision)) {
      trouble = rejection->code;
      return false;
    }
    for (const Record& record : std::get<Decided>(decision).records) {
      procedures::apply(state, record);
    }
    return true;
  }

  void run() {
    if (!give(StartCase{definition.nodes[definition.starts.front()].id, "", {}})) return;
    while (!state.ended && !state.timers.empty()) {
      const SetTimer timer =
          *std::min_element(state.timers.begin(), state.timers.end(),
                            [](const SetTimer& a, const SetTimer& b) { return a.due < b.due; });
      environment.moment = std::max(environment.moment, timer.due);
      if (!give(FireTimer{timer.element, timer.token})) return;
    }
    if (!state.incidents.empty()) environment.trace.emplace_back("ERROR_RUNTIME");
    if (state.outcome.starts_with("error:"))
      environment.trace.emplace_back("ERROR_THROWN_ERROR_EVENT");
    // A token that waits for ever, with no incident, is a deadlock; the set expects just the trace.
  }
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
           node.kind == NodeKind::kSubProcess || node.outgoing.size() > 1 || !node.boundary.empty();
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
  const std::optional<Definition> definition =
      read_definition(text, file, Profile::kStandard, diagnostics);
  const bool refused_expected = expected == std::vector<std::string>{"ERROR_DEPLOYMENT"};
  if (!definition) {
    const Diagnostic& first = diagnostics.items().front();
    const bool ours = first.code == "bpmn.not_supported";
    return refused_expected && !ours ? "" : first.code + ": " + first.message;
  }
  if (refused_expected) return "loaded, but should be refused";
  if (item.value("parallel", false)) return "a second instance beside it is not supported yet";
  SuiteEnvironment environment(item.value("input", std::string()), item.value("int", 0));
  Play play{*definition, environment, {}, ""};
  play.run();
  if (!play.trouble.empty()) return play.trouble;
  if (same_trace(environment.trace, expected, has_parallel_branches(*definition))) return "";
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
