// SPDX-License-Identifier: EUPL-1.2
// Bodies of exploring.h (a _test file, so that they are linked into the test program only).
#include "procedures/exploring.h"

#include <algorithm>
#include <deque>

namespace alternat::procedures::testing {

namespace {

// `name = "VALUE" or name = "OTHER"` with a name that a decision of this case has set: the truth;
// else nothing. By convention of the library such names end in _outcome.
std::optional<Truth> known_outcome(std::string_view text, const Values& fresh) {
  Truth truth = Truth::kFalse;
  while (!text.empty()) {
    const std::string part(text.substr(0, text.find(" or ")));
    text.remove_prefix(std::min(text.size(), part.size() + 4));
    const auto equals = part.find(" = ");
    const auto found = fresh.find(part.substr(0, equals));
    if (found == fresh.end() || !found->first.ends_with("_outcome")) return std::nullopt;
    if (found->second == part.substr(equals + 3)) truth = Truth::kTrue;
  }
  return truth;
}

}  // namespace

Truth FreeEnvironment::condition(const Expression& expression, const Values& fresh) const {
  if (const auto known = known_outcome(expression.text, fresh)) return *known;
  if (used == choices.size()) choices.push_back(true);
  return choices[used++] ? Truth::kTrue : Truth::kFalse;
}

Explored explore(const Definition& definition, bool reads_all,
                 const std::function<std::vector<std::string>(const std::string&)>& outcomes_of,
                 const std::function<void(const Step&)>& see) {
  std::map<std::string, std::set<std::string>> before;  // key -> keys that lead to it
  std::deque<State> work{State{}};
  std::set<std::string> seen{control_key(State{})};
  std::set<std::string> good;
  Explored explored;
  while (!work.empty() && seen.size() < kStatesMax) {
    const State state = std::move(work.front());
    work.pop_front();
    const std::string key = control_key(state);
    if (state.ended) {
      explored.outcomes.insert(state.outcome);
      good.insert(key);
      continue;
    }
    for (const Command& command : invited(definition, state, outcomes_of)) {
      FreeEnvironment environment;
      environment.reads_all = reads_all;
      for (bool more = true; more;) {
        environment.used = 0;
        const Decision decision = decide(definition, state, command, environment);
        if (const auto* decided = std::get_if<Decided>(&decision)) {
          State after = state;
          for (const Record& record : decided->records) procedures::apply(after, record);
          see({state, decided->records, after});
          const std::string next = control_key(after);
          before[next].insert(key);
          if (seen.insert(next).second) work.push_back(std::move(after));
        }
        // The next vector of choices: the last true becomes false, what follows is forgotten.
        environment.choices.resize(environment.used);
        while (!environment.choices.empty() && !environment.choices.back()) {
          environment.choices.pop_back();
        }
        more = !environment.choices.empty();
        if (more) environment.choices.back() = false;
      }
    }
  }
  std::deque<std::string> backwards(good.begin(), good.end());
  while (!backwards.empty()) {
    const std::string key = backwards.front();
    backwards.pop_front();
    for (const std::string& from : before[key]) {
      if (good.insert(from).second) backwards.push_back(from);
    }
  }
  for (const std::string& key : seen) {
    if (!good.contains(key)) explored.stuck.push_back(key);
  }
  explored.states = seen.size();
  return explored;
}

}  // namespace alternat::procedures::testing
