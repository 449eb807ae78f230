// SPDX-License-Identifier: EUPL-1.2
#include "proofs/walk.h"

#include <algorithm>
#include <set>

namespace alternat::proofs {

namespace {

using procedures::Command;
using procedures::Decided;
using procedures::Decision;
using procedures::Values;

// One step of the way as explored.
struct Taken {
  Command command;
  CaseState after;
  std::vector<procedures::Record> records;
};

// The running node's world, but for the vault: the values are those tried.
class TriedEnvironment final : public procedures::Environment {
 public:
  TriedEnvironment(const Subject& subject, const Guards& guards, const Values& values)
      : subject_(subject), guards_(guards), values_(values) {}
  Instant now() const override { return Instant::from_micros(1'000'000'000'000'000); }
  procedures::Truth condition(const procedures::Expression& expression,
                              const Values& fresh) const override {
    return guards_.truth(expression.index, together(fresh));
  }
  std::optional<std::string> value(const procedures::Expression& expression,
                                   const Values& fresh) const override {
    std::string found = guards_.constant(expression.index, together(fresh));
    return found.empty() ? std::nullopt : std::optional(std::move(found));
  }
  Result<procedures::Deadline> deadline(const procedures::ClockTerms& clock,
                                        const Values&) const override {
    return procedures::Deadline{Instant::from_micros(0), clock.clause};
  }
  bool reads(std::string_view decision, std::string_view variable) const override {
    return subject_.around.reads(decision, variable);
  }

 private:
  Known together(const Values& fresh) const {
    Known all = values_;
    for (const auto& [name, value] : fresh) all[name] = value;
    return all;
  }
  const Subject& subject_;
  const Guards& guards_;
  const Values& values_;
};

std::string action_element(const procedures::Action& action) {
  return std::visit(
      [](const auto& one) -> std::string {
        if constexpr (requires { one.element; }) return one.element;
        return "";
      },
      action);
}

Values* values_of(procedures::Action& action) {
  return std::visit(
      [](auto& one) -> Values* {
        if constexpr (requires { one.values; }) return &one.values;
        return nullptr;
      },
      action);
}

void add_happening(const procedures::Record& record, Step& step) {
  if (const auto* activated = std::get_if<procedures::ElementActivated>(&record)) {
    step.happened.push_back({"entered", activated->element, ""});
  } else if (const auto* flow = std::get_if<procedures::FlowTaken>(&record)) {
    step.flows.push_back(flow->flow);
  } else if (const auto* thrown = std::get_if<procedures::MessageThrown>(&record)) {
    step.happened.push_back({"left", thrown->message, thrown->element});
  } else if (const auto* decided = std::get_if<procedures::DecisionRecorded>(&record)) {
    step.happened.push_back({"decided", decided->decision, decided->outcome});
  } else if (const auto* incident = std::get_if<procedures::IncidentRaised>(&record)) {
    step.happened.push_back({"incident", incident->element, incident->reason});
  } else if (const auto* set = std::get_if<procedures::VariableSet>(&record)) {
    for (const std::string& name : set->names) step.happened.push_back({"changed", name, ""});
  } else if (const auto* ended = std::get_if<procedures::CaseEnded>(&record)) {
    step.happened.push_back({"ended", ended->end, ended->outcome});
  }
}

Step describe(const Taken& taken) {
  Step step;
  step.command = procedures::type_name(taken.command.action);
  step.element = action_element(taken.command.action);
  if (step.element.empty() && !taken.records.empty())
    if (const auto* opened = std::get_if<procedures::CaseOpened>(&taken.records.front()))
      step.element = opened->element;
  for (const procedures::Record& record : taken.records) add_happening(record, step);
  for (const procedures::Token& token : taken.after.state.tokens)
    step.tokens.push_back(token.phase == procedures::TokenPhase::kActive ? token.element
                                                                         : token.flow);
  for (const procedures::Incident& incident : taken.after.state.incidents)
    step.incidents.push_back(incident.element);
  for (std::size_t i = 0; i < kPhases.size(); ++i)
    step.gates[std::string(kPhases[i])] = to_text(taken.after.gates[i]);
  return step;
}

std::vector<Taken> follow(const Explorer& explorer, const Finding& finding) {
  std::vector<Taken> way;
  CaseState state;
  for (const Link& link : finding.way) {
    std::vector<Command> all = explorer.commands(state);
    if (link.command >= all.size()) break;
    FreeEnvironment environment(explorer.subject(), explorer.guards(), state.known);
    environment.set_choices(link.choices);
    Decision decision = procedures::decide(*explorer.subject().procedure.definition, state.state,
                                           all[link.command], environment);
    auto* decided = std::get_if<Decided>(&decision);
    if (decided == nullptr) break;  // a runaway: nothing happens in its last step
    state = explorer.after(state, decided->records, decided->values);
    way.push_back({all[link.command], state, std::move(decided->records)});
  }
  return way;
}

// Depth first over the values that conditions distinguish, step by step.
class Replayer {
 public:
  Replayer(const Explorer& explorer, const std::vector<Taken>& way)
      : explorer_(explorer), way_(way), chosen_(way.size()) {
    const procedures::Definition& definition = *explorer.subject().procedure.definition;
    for (std::uint32_t i = 0; i < definition.expression_count; ++i)
      for (const std::string& name : explorer.guards().names(i)) read_.insert(name);
    for (const Taken& taken : way) {
      procedures::Action action = taken.command.action;
      if (const Values* values = values_of(action))
        for (const auto& [name, value] : *values) answered_.insert(name);
    }
  }

  Replay run() {
    if (go(0, CaseState{}, {})) return Replay::kReplayed;
    // Spurious only if every value that could matter was tried.
    const bool all = tries_ < kReplayTriesMax && complete_ && !explorer_.guards().has_loops();
    return all ? Replay::kSpurious : Replay::kNotFound;
  }
  const std::vector<Values>& chosen() const { return chosen_; }

 private:
  // The names to try at a step with their values; at the start what the file already knows.
  std::vector<std::pair<std::string, std::vector<std::string>>> options(std::size_t number,
                                                                        const Values& given) {
    std::vector<std::pair<std::string, std::vector<std::string>>> found;
    const auto add = [&](const std::string& name, bool optional) {
      std::vector<std::string> values = explorer_.guards().candidates(name);
      if (values.empty()) {
        complete_ = false;  // no end of values
        return;
      }
      if (optional) values.insert(values.begin(), "");
      found.emplace_back(name, std::move(values));
    };
    for (const auto& [name, value] : given)
      if (read_.contains(name)) add(name, false);
    if (number > 0) return found;
    for (const std::string& name : read_)
      if (!answered_.contains(name) && explorer_.subject().around.facts->find(name) != nullptr)
        add(name, true);
    return found;
  }

  bool go(std::size_t number, const CaseState& state, const Values& held) {
    if (number == way_.size()) return true;
    Command command = way_[number].command;
    Values* values = values_of(command.action);
    const auto all = values == nullptr
                         ? std::vector<std::pair<std::string, std::vector<std::string>>>()
                         : options(number, *values);
    std::vector<std::size_t> at(all.size(), 0);
    while (tries_ < kReplayTriesMax) {
      Values now;
      for (std::size_t i = 0; i < all.size(); ++i)
        if (!all[i].second[at[i]].empty()) now[all[i].first] = all[i].second[at[i]];
      if (values != nullptr)
        for (const auto& [name, value] : now) (*values)[name] = value;
      if (attempt(number, command, state, held, now)) return true;
      std::size_t place = 0;
      while (place < at.size() && ++at[place] == all[place].second.size()) at[place++] = 0;
      if (place == at.size()) return false;
      if (values != nullptr && number == 0) values->clear();
    }
    return false;
  }

  bool attempt(std::size_t number, const Command& command, const CaseState& state,
               const Values& held, const Values& now) {
    ++tries_;
    const TriedEnvironment environment(explorer_.subject(), explorer_.guards(), held);
    const Decision decision = procedures::decide(*explorer_.subject().procedure.definition,
                                                 state.state, command, environment);
    const auto* decided = std::get_if<Decided>(&decision);
    if (decided == nullptr) return false;
    CaseState next = explorer_.after(state, decided->records, decided->values);
    CaseState compared = next;
    compared.known = way_[number].after.known;  // the way may have left a value open
    if (key_of(compared) != key_of(way_[number].after)) return false;
    if (decided->records.size() != way_[number].records.size()) return false;
    Values known = held;
    for (const auto& [name, value] : decided->values) known[name] = value;
    for (const auto& [name, outcome] : next.state.result_names) known[name] = Json(outcome).dump();
    chosen_[number] = now;
    return go(number + 1, next, known);
  }

  const Explorer& explorer_;
  const std::vector<Taken>& way_;
  std::vector<Values> chosen_;
  std::set<std::string> read_;
  std::set<std::string> answered_;
  std::size_t tries_ = 0;
  bool complete_ = true;
};

}  // namespace

Counterexample walk(const Explorer& explorer, const Finding& finding) {
  Counterexample found;
  found.what = finding.wrong.what;
  found.sentence = finding.wrong.sentence;
  const std::vector<Taken> way = follow(explorer, finding);
  for (const Taken& taken : way) found.steps.push_back(describe(taken));
  Replayer replayer(explorer, way);
  found.replay = replayer.run();
  if (found.replay == Replay::kReplayed)
    for (std::size_t i = 0; i < way.size(); ++i)
      for (const auto& [name, value] : replayer.chosen()[i])
        found.steps[i].values.push_back(name + " = " + value);
  return found;
}

}  // namespace alternat::proofs
