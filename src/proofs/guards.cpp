// SPDX-License-Identifier: EUPL-1.2
#include "proofs/guards.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

namespace alternat::proofs {

namespace {

constexpr std::size_t kAssignmentsMax = 4096;  // of one gateway's facts
constexpr std::size_t kConditionsMax = 6;      // of a gateway that is left free

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void add_once(std::vector<std::string>& list, std::string item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

// Texts in quotes and whole numbers of a FEEL text; numbers with their neighbours.
std::vector<std::string> literals_of(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      const std::size_t end = text.find('"', i + 1);
      if (end == std::string_view::npos) break;
      add_once(found, std::string(text.substr(i, end - i + 1)));
      i = end + 1;
    } else if (is_word(text[i])) {
      const std::size_t start = i;
      while (i < text.size() && is_word(text[i])) ++i;
      const std::string word(text.substr(start, i - start));
      if (word.size() > 9 || word.find_first_not_of("0123456789") != std::string::npos) continue;
      for (const int step : {-1, 0, 1}) add_once(found, std::to_string(std::stol(word) + step));
    } else {
      ++i;
    }
  }
  return found;
}

char letter(procedures::Truth truth) {
  if (truth == procedures::Truth::kNull) return 'N';
  return truth == procedures::Truth::kTrue ? 'T' : 'F';
}

}  // namespace

Guards::Guards(const Subject& subject) : subject_(subject) {
  const procedures::Definition& definition = *subject.procedure.definition;
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  group_of_.assign(definition.expression_count, {kNone, 0});
  instances_.resize(definition.expression_count);
  for (const procedures::Node& node : definition.nodes) {
    if (node.loop) {
      has_loops_ = true;
      if (node.loop->cardinality) instances_[node.loop->cardinality->index] = {"1", "0", "2"};
      if (node.loop->collection)
        instances_[node.loop->collection->index] = {"[\"?\"]", "[]", "[\"?\",\"?\"]"};
    }
    if (!node.result.empty()) results_[node.result] = !node.decision.empty();
    Group group{node.id, {}};
    for (const procedures::FlowIndex flow : node.outgoing) {
      const procedures::Flow& at = definition.flows[flow];
      if (!at.condition || flow == node.default_flow) continue;
      group_of_[at.condition->index] = {groups_.size(), group.expressions.size()};
      group.expressions.push_back(at.condition->index);
    }
    if (!group.expressions.empty()) groups_.push_back(std::move(group));
  }
  for (std::uint32_t i = 0; i < definition.expression_count; ++i) {
    if (group_of_[i].first == kNone) {
      group_of_[i] = {groups_.size(), 0};
      groups_.push_back({"expression " + std::to_string(i), {i}});
    }
    const auto& compiled = (*subject.procedure.expressions)[i];
    if (!compiled) continue;
    for (const std::string& name : names(i)) add_literals(std::string(compiled->text()), name);
  }
}

void Guards::add_literals(const std::string& text, const std::string& name) {
  for (std::string& literal : literals_of(text)) add_once(literals_[name], std::move(literal));
}

std::vector<std::string> Guards::names(std::uint32_t expression) const {
  std::vector<std::string> found;
  const auto& compiled = (*subject_.procedure.expressions)[expression];
  if (!compiled) return found;
  for (const std::uint32_t slot : compiled->slots())
    found.push_back(subject_.procedure.scope->names()[slot].name);
  return found;
}

bool Guards::is_result(const std::string& name) const {
  const auto found = results_.find(name);
  return found != results_.end() && found->second;
}

bool Guards::is_script_result(const std::string& name) const {
  const auto found = results_.find(name);
  return found != results_.end() && !found->second;
}

std::vector<std::string> Guards::candidates(const std::string& name) const {
  const terms::FactDefinition* fact = subject_.around.facts->find(name);
  std::vector<std::string> values;
  if (fact == nullptr || fact->type == terms::FactType::kNumber) {
    const auto literals = literals_.find(name);
    if (literals == literals_.end()) return {};
    for (const std::string& text : literals->second) {
      const bool quoted = text.front() == '"';
      if (fact != nullptr && quoted) continue;
      values.push_back(text);
    }
    if (fact == nullptr) return {};  // a script's value: anything
    if (values.empty()) return {};
  } else if (fact->type == terms::FactType::kBoolean) {
    values = {"true", "false"};
  } else if (fact->type == terms::FactType::kString) {
    for (const std::string& word : fact->values) values.push_back("\"" + word + "\"");
    if (fact->values.empty()) {
      const auto literals = literals_.find(name);
      if (literals != literals_.end())
        for (const std::string& text : literals->second)
          if (text.front() == '"') values.push_back(text);
      values.emplace_back("\"ZZ\"");  // any other
    }
  } else {
    return {};
  }
  values.emplace_back("null");
  return values;
}

feel::Value Guards::value(std::uint32_t expression, const Known& values) const {
  const auto& compiled = (*subject_.procedure.expressions)[expression];
  if (!compiled) return {};
  const feel::Scope& scope = *subject_.procedure.scope;
  std::vector<feel::Value> slots(scope.size());
  for (const std::uint32_t slot : compiled->slots()) {
    const feel::Scope::Name& name = scope.names()[slot];
    if (const auto term = subject_.terms.find(name.name); term != subject_.terms.end()) {
      slots[slot] = term->second;
      continue;
    }
    const auto found = values.find(name.name);
    if (found == values.end()) {
      slots[slot] = feel::Value::unknown(name.name);
      continue;
    }
    const Json json = Json::parse(found->second, nullptr, false);
    const Result<feel::Value> value = feel::from_json(json, name.type);
    slots[slot] = value ? *value : feel::Value();
  }
  feel::EvaluationContext context;
  return feel::evaluate(*compiled, slots, context);
}

procedures::Truth Guards::truth(std::uint32_t expression, const Known& values) const {
  const feel::Value found = value(expression, values);
  if (!found.is_boolean()) return procedures::Truth::kNull;
  return found.is_true() ? procedures::Truth::kTrue : procedures::Truth::kFalse;
}

std::string Guards::constant(std::uint32_t expression, const Known& known) const {
  const feel::Value found = value(expression, known);
  if (found.is_null() || found.is_unknown() || found.has_unknown()) return "";
  return feel::to_json(found).dump();
}

bool Guards::may_be_null(std::uint32_t expression) const {
  return !names(expression).empty();
}

std::vector<std::string> Guards::all_vectors(const Group& group, const std::string& why) {
  free_groups_[group.element] = why;
  const std::string letters = group.expressions.size() > kConditionsMax ? "TF" : "TFN";
  std::vector<std::string> found = {""};
  for (std::size_t i = 0; i < group.expressions.size() && found.size() < kAssignmentsMax; ++i) {
    std::vector<std::string> longer;
    for (const std::string& start : found)
      for (const char c : letters) longer.push_back(start + c);
    found = std::move(longer);
  }
  return found;
}

// Every value of every fact that the group reads, with every other: which truths come together.
std::vector<std::string> Guards::vectors(const Group& group, const Known& known) {
  std::vector<std::string> open;
  for (const std::uint32_t expression : group.expressions)
    for (const std::string& name : names(expression))
      if (!known.contains(name) && !subject_.terms.contains(name)) add_once(open, name);
  std::vector<std::vector<std::string>> values;
  std::size_t product = 1;
  for (const std::string& name : open) {
    std::vector<std::string> all;
    if (!is_result(name)) {  // before its decision a result is unknown, and nothing else
      all = candidates(name);
      if (all.empty()) return all_vectors(group, "\"" + name + "\" can have any value");
    }
    all.emplace_back();  // not recorded
    product *= all.size();
    if (product > kAssignmentsMax) return all_vectors(group, "its facts have too many values");
    values.push_back(std::move(all));
  }
  std::set<std::string> found;
  for (std::size_t number = 0; number < product; ++number) {
    Known assigned = known;
    std::size_t rest = number;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const std::string& value = values[i][rest % values[i].size()];
      rest /= values[i].size();
      if (!value.empty()) assigned[open[i]] = value;
    }
    std::string vector;
    for (const std::uint32_t expression : group.expressions)
      vector += letter(truth(expression, assigned));
    found.insert(std::move(vector));
  }
  return {found.begin(), found.end()};
}

const std::string& Guards::possible(std::uint32_t expression, const std::string& prefix,
                                    const Known& known) {
  const Group& group = group_of(expression);
  Known relevant;
  std::string key = group.element;
  for (const std::uint32_t one : group.expressions)
    for (const std::string& name : names(one))
      if (const auto value = known.find(name); value != known.end())
        if (relevant.emplace(name, value->second).second) key += "|" + name + "=" + value->second;
  const std::string full = key + "|" + std::to_string(expression) + "|" + prefix;
  if (const auto cached = possible_cache_.find(full); cached != possible_cache_.end())
    return cached->second;
  if (!cache_.contains(key)) cache_[key] = vectors(group, relevant);
  std::string letters;
  const std::size_t position = position_of(expression);
  for (const std::string& vector : cache_[key])
    if (vector.compare(0, prefix.size(), prefix) == 0 && position < vector.size() &&
        letters.find(vector[position]) == std::string::npos)
      letters += vector[position];
  if (letters.empty()) letters = "TFN";
  return possible_cache_[full] = letters;
}

}  // namespace alternat::proofs
