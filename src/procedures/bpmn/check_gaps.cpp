// SPDX-License-Identifier: EUPL-1.2
// Gateways without a default flow whose conditions can all be false: a warning with values for
// which they are. Shown over conditions that compare names with literals (and, or); others are
// named as not shown. Values stand for whole ranges: each literal, one between two, one below and
// one above.
#include <algorithm>
#include <map>
#include <set>

#include "base/decimal.h"
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

constexpr std::size_t kCombinationsMax = 4096;

// name op literal, literals as in FEEL: 12, "text", true.
struct Comparison {
  std::string name;
  std::string operation;
  std::string literal;
};
using All = std::vector<Comparison>;  // joined by and
using Any = std::vector<All>;         // joined by or

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }) && !(text[0] >= '0' && text[0] <= '9');
}

bool is_literal(std::string_view text) {
  if (text == "true" || text == "false") return true;
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return text.substr(1, text.size() - 2).find('"') == std::string_view::npos;
  }
  return Decimal::from_text(text).ok();
}

std::vector<std::string> split(std::string_view text, std::string_view word) {
  std::vector<std::string> parts;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word)) {
    parts.push_back(trim(text.substr(0, at)));
    text.remove_prefix(at + word.size());
  }
  parts.push_back(trim(text));
  return parts;
}

std::optional<Comparison> read_comparison(const std::string& text) {
  if (is_name(text)) return Comparison{text, "=", "true"};
  if (text.starts_with("not(") && text.ends_with(")")) {
    const std::string name = trim(text.substr(4, text.size() - 5));
    return is_name(name) ? std::optional(Comparison{name, "=", "false"}) : std::nullopt;
  }
  const auto at = text.find_first_of("<>=!");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t length = at + 1 < text.size() && text[at + 1] == '=' ? 2 : 1;
  Comparison item{trim(text.substr(0, at)), text.substr(at, length),
                  trim(text.substr(at + length))};
  if (!is_name(item.name) || !is_literal(item.literal) || item.operation == "!") {
    return std::nullopt;
  }
  return item;
}

// Absent: the condition says more than comparisons.
std::optional<Any> read_condition(const std::string& text) {
  if (text == "true") return Any{All{}};
  if (text == "false") return Any{};
  Any any;
  for (const std::string& part : split(text, " or ")) {
    All all;
    for (const std::string& one : split(part, " and ")) {
      std::optional<Comparison> comparison = read_comparison(one);
      if (!comparison) return std::nullopt;
      all.push_back(std::move(*comparison));
    }
    any.push_back(std::move(all));
  }
  return any;
}

// Null (a text compared with a number) counts as not true.
bool holds(const Comparison& item, const std::string& value) {
  const Result<Decimal> left = Decimal::from_text(value);
  const Result<Decimal> right = Decimal::from_text(item.literal);
  const bool numbers = left.ok() && right.ok();
  const bool equal = numbers ? *left == *right : value == item.literal;
  if (item.operation == "=") return equal;
  if (item.operation == "!=") return !equal;
  if (!numbers) return false;
  if (item.operation == "<") return *left < *right;
  if (item.operation == "<=") return !(*right < *left);
  if (item.operation == ">") return *right < *left;
  return !(*left < *right);
}

using Point = std::map<std::string, std::string>;

bool holds(const Any& any, const Point& point) {
  return std::any_of(any.begin(), any.end(), [&](const All& all) {
    return std::all_of(all.begin(), all.end(),
                       [&](const Comparison& item) { return holds(item, point.at(item.name)); });
  });
}

// The outcomes that the decision with this result may give; empty: no decision sets the name.
std::vector<std::string> outcomes_of(const Definition& definition, const std::string& name) {
  for (const Node& node : definition.nodes) {
    if (node.result != name || node.kind != NodeKind::kBusinessRuleTask) continue;
    if (node.decision.starts_with("safeguards:")) {
      return {"\"PASS\"", "\"REVIEW\"", "\"HOLD\"", "\"BLOCK\""};
    }
    if (node.decision.starts_with("pathway:")) {
      return {"\"ELIGIBLE\"", "\"INELIGIBLE\"", "\"NEEDS_INFO\"", "\"OFFICER\""};
    }
  }
  return {};
}

// Values that stand for all that the literals tell apart.
std::vector<std::string> samples(const std::set<std::string>& literals) {
  std::vector<std::string> values(literals.begin(), literals.end());
  std::vector<Decimal> numbers;
  bool text = false;
  for (const std::string& literal : literals) {
    if (const Result<Decimal> number = Decimal::from_text(literal)) numbers.push_back(*number);
    text = text || literal.starts_with('"');
  }
  if (literals.contains("true") || literals.contains("false")) values = {"true", "false"};
  if (text) values.emplace_back("\"another word\"");
  if (numbers.empty()) return values;
  std::sort(numbers.begin(), numbers.end());
  const Decimal one = Decimal::from_int(1);
  const auto add = [&](const std::optional<Decimal>& number) {
    if (number) values.push_back(number->to_text());
  };
  add(numbers.front().minus(one));
  add(numbers.back().plus(one));
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const std::optional<Decimal> sum = numbers[i - 1].plus(numbers[i]);
    if (sum) add(sum->divided_by(Decimal::from_int(2)));
  }
  return values;
}

class GapCheck {
 public:
  explicit GapCheck(Reading& reading) : reading_(reading), definition_(reading.definition) {}

  void run() {
    for (const Node& node : definition_.nodes) {
      const bool chooses =
          node.kind == NodeKind::kExclusiveGateway || node.kind == NodeKind::kInclusiveGateway;
      if (chooses && node.outgoing.size() > 1 && node.default_flow == kNoIndex) check(node);
    }
  }

 private:
  void warn(const Node& node, const std::string& what) {
    reading_.diagnostics.warning(
        "bpmn.no_way_out",
        std::string(element_name(node)) + " \"" + node.id + "\" has no default flow, " + what,
        node.span);
  }

  void check(const Node& node) {
    std::vector<Any> conditions;
    std::map<std::string, std::set<std::string>> literals;
    for (FlowIndex flow : node.outgoing) {
      if (!definition_.flows[flow].condition) return;  // an error already
      std::optional<Any> condition = read_condition(definition_.flows[flow].condition->text);
      if (!condition) {
        warn(node, "and it is not shown that one of its conditions always holds.");
        return;
      }
      for (const All& all : *condition) {
        for (const Comparison& item : all) literals[item.name].insert(item.literal);
      }
      conditions.push_back(std::move(*condition));
    }
    find_gap(node, conditions, literals);
  }

  void find_gap(const Node& node, const std::vector<Any>& conditions,
                const std::map<std::string, std::set<std::string>>& literals) {
    std::vector<Point> points = {{}};
    for (const auto& [name, found] : literals) {
      std::vector<std::string> values = outcomes_of(definition_, name);
      if (values.empty()) values = samples(found);
      std::vector<Point> next;
      for (const Point& point : points) {
        for (const std::string& value : values) {
          next.push_back(point);
          next.back()[name] = value;
        }
      }
      points = std::move(next);
      if (points.size() > kCombinationsMax) {
        warn(node, "and it is not shown that one of its conditions always holds.");
        return;
      }
    }
    for (const Point& point : points) {
      const bool some = std::any_of(conditions.begin(), conditions.end(),
                                    [&](const Any& condition) { return holds(condition, point); });
      if (some) continue;
      std::string witness;
      for (const auto& [name, value] : point) {
        witness += (witness.empty() ? "" : ", ") + name + " = " + value;
      }
      warn(node, "and no condition holds for " + witness + ".");
      return;
    }
  }

  Reading& reading_;
  const Definition& definition_;
};

}  // namespace

void check_gaps(Reading& reading) {
  GapCheck(reading).run();
}

}  // namespace alternat::procedures::bpmn
