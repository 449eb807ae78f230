// SPDX-License-Identifier: EUPL-1.2
#include "proofs/explore.h"

#include <algorithm>
#include <deque>

namespace alternat::proofs {

namespace {

using procedures::Command;
using procedures::Decided;
using procedures::Decision;

constexpr std::uint32_t kNoParent = 0xffffffffU;
constexpr std::size_t kStuckMax = 20;

bool asks_gates(const procedures::Definition& definition) {
  return std::any_of(definition.nodes.begin(), definition.nodes.end(), [](const auto& node) {
    return node.decision.starts_with("safeguards:") || !node.phase.empty();
  });
}

bool has_optional(const std::vector<std::string>& form) {
  return std::any_of(form.begin(), form.end(),
                     [](const std::string& field) { return field.ends_with('?'); });
}

}  // namespace

Explorer::Explorer(const Subject& subject, Guards& guards, ExploreLimits limits)
    : subject_(subject),
      guards_(guards),
      monitor_(subject, guards),
      scopes_(*subject.procedure.definition),
      limits_(limits) {
  if (asks_gates(*subject.procedure.definition)) add_amendments();
}

// Facts that different gates read are different changes; facts that the same gates read are one.
void Explorer::add_amendments() {
  std::map<unsigned, std::string> by_mask;
  const auto add = [&](const std::string& name) {
    if (guards_.is_result(name) || guards_.is_script_result(name)) return;
    const auto& terms = subject_.procedure.definition->terms;
    if (std::find(terms.begin(), terms.end(), name) != terms.end()) return;
    unsigned mask = 0;
    for (std::size_t i = 0; i < kPhases.size(); ++i)
      if (subject_.around.reads("safeguards:" + std::string(kPhases[i]), name)) mask |= 1U << i;
    if (mask != 0) by_mask.emplace(mask, name);
  };
  for (const terms::FactDefinition& fact : subject_.around.facts->all())
    if (fact.realms.contains(terms::Realm::kReturns)) add(fact.id);
  for (const procedures::Node& node : subject_.procedure.definition->nodes)
    for (const procedures::FormField& field : node.form) add(field.fact);
  for (const auto& [mask, name] : by_mask) amendments_.push_back(name);
}

// The outcomes that conditions tell apart, and one other.
std::vector<std::string> Explorer::outcomes(const std::string& decision) const {
  const procedures::Definition& definition = *subject_.procedure.definition;
  std::vector<std::string> told;
  if (decision.starts_with("safeguards:")) told.emplace_back("PASS");
  for (const procedures::Node& node : definition.nodes) {
    if (node.decision != decision || node.result.empty()) continue;
    for (std::uint32_t i = 0; i < definition.expression_count; ++i) {
      const std::vector<std::string> names = guards_.names(i);
      if (std::find(names.begin(), names.end(), node.result) == names.end()) continue;
      const auto& text = (*subject_.procedure.expressions)[i]->text();
      for (std::size_t at = text.find('"'); at != std::string_view::npos;) {
        const std::size_t end = text.find('"', at + 1);
        if (end == std::string_view::npos) break;
        const std::string word(text.substr(at + 1, end - at - 1));
        if (!word.empty() && std::find(told.begin(), told.end(), word) == told.end())
          told.push_back(word);
        at = text.find('"', end + 1);
      }
    }
  }
  const bool gates = decision.starts_with("safeguards:");
  for (const char* other : {"REVIEW", "HOLD", "BLOCK", "INELIGIBLE", "ELIGIBLE", "OTHER"}) {
    if (std::find(told.begin(), told.end(), other) != told.end()) continue;
    if (gates && other[0] != 'R' && other[0] != 'H' && other[0] != 'B') continue;
    told.emplace_back(other);
    break;
  }
  return told;
}

std::vector<Command> Explorer::commands(const CaseState& state) const {
  const procedures::Definition& definition = *subject_.procedure.definition;
  const auto outcomes_of = [&](const std::string& decision) { return outcomes_.at(decision); };
  std::vector<Command> all = procedures::invited(definition, state.state, outcomes_of);
  // Forms whose optional fields are answered too: a gate may read them.
  for (std::size_t i = 0, count = all.size(); i < count; ++i) {
    const auto* complete = std::get_if<procedures::CompleteTask>(&all[i].action);
    if (complete == nullptr || complete->values.empty()) continue;
    const procedures::OpenTask* task = state.state.find_task(complete->element, complete->token);
    if (task == nullptr || !has_optional(task->form)) continue;
    Command with = all[i];
    std::get<procedures::CompleteTask>(with.action).values =
        procedures::answers(task->form, procedures::OptionalFields::kAnswered);
    all.push_back(std::move(with));
  }
  if (!state.state.opened) return all;
  const bool fresh = std::any_of(state.gates.begin(), state.gates.end(),
                                 [](GateStatus status) { return status == GateStatus::kPassed; });
  for (const std::string& fact : amendments_)
    if (fresh)
      all.push_back(
          procedures::by_anybody(definition, "anna", procedures::AmendValues{{{fact, "1"}}}));
  return all;
}

CaseState Explorer::after(const CaseState& before, const std::vector<procedures::Record>& records,
                          const procedures::Values& values) const {
  CaseState state = before;
  for (const procedures::Record& record : records) {
    procedures::apply(state.state, record);
    monitor_.apply(state, record, values);
  }
  return state;
}

void Explorer::note(const Wrong& wrong, std::uint32_t from, std::uint32_t command,
                    const std::vector<std::uint8_t>& choices) {
  if (!found_.emplace(wrong.what, true).second) return;
  Finding finding{wrong, way_to(from)};
  finding.way.push_back({from, command, choices});
  findings_.push_back(std::move(finding));
}

void Explorer::expand(std::uint32_t index, const CaseState& state, const Watch& watch) {
  const std::vector<Command> all = commands(state);
  for (std::uint32_t number = 0; number < all.size(); ++number) {
    FreeEnvironment environment(subject_, guards_, state.known);
    do {
      environment.rewind();
      Decision decision =
          procedures::decide(*subject_.procedure.definition, state.state, all[number], environment);
      const auto* decided = std::get_if<Decided>(&decision);
      if (decided == nullptr) {
        const auto& rejection = std::get<procedures::Rejection>(decision);
        if (rejection.code == "procedure.runaway")
          note({"runaway: " + rejection.message, {"runaway", {{"name", rejection.message}}}}, index,
               number, environment.choices());
        continue;
      }
      CaseState next = after(state, decided->records, decided->values);
      for (const procedures::Record& record : decided->records)
        if (const auto* at = std::get_if<procedures::ElementActivated>(&record))
          entered_[at->element] = true;
      const Wrong wrong = watch({state, all[number], decided->records, decided->values, next});
      if (!wrong.what.empty()) note(wrong, index, number, environment.choices());
      if (next.state.tokens.size() > limits_.tokens_max) {
        bound_ = "a state with more than " + std::to_string(limits_.tokens_max) + " tokens";
        continue;
      }
      const auto [place, is_new] =
          index_.emplace(key_of(next), static_cast<std::uint32_t>(links_.size()));
      edges_.push_back({index, place->second, 0, 0});
      scopes_.follow(decided->records, edges_.back());
      if (!is_new) continue;
      links_.push_back({index, number, environment.choices()});
      ended_.push_back(next.state.ended);
      active_.push_back(scopes_.active(next.state));
      if (!next.state.ended) next_.emplace_back(place->second, std::move(next));
    } while (environment.advance());
  }
}

void Explorer::run(const Watch& watch) {
  for (const procedures::Node& node : subject_.procedure.definition->nodes) {
    if (!node.decision.empty()) outcomes_[node.decision] = outcomes(node.decision);
    if (!node.phase.empty())
      outcomes_["safeguards:" + node.phase] = outcomes("safeguards:" + node.phase);
  }
  if (scopes_.size() > kScopesMax)
    bound_ = "more than " + std::to_string(kScopesMax - 1) + " sub-processes";
  index_.emplace(key_of(CaseState{}), 0);
  links_.push_back({kNoParent, 0, {}});
  ended_.push_back(false);
  active_.push_back(0);
  next_.emplace_back(0, CaseState{});
  while (!next_.empty()) {
    std::vector<std::pair<std::uint32_t, CaseState>> level;
    level.swap(next_);
    for (const auto& [index, state] : level) {
      if (links_.size() > limits_.states_max) {
        bound_ = "more than " + std::to_string(limits_.states_max) + " control states";
        return;
      }
      expand(index, state, watch);
    }
  }
}

std::vector<Link> Explorer::way_to(std::uint32_t state) const {
  std::vector<Link> way;
  for (; links_[state].parent != kNoParent; state = links_[state].parent)
    way.push_back(links_[state]);
  std::reverse(way.begin(), way.end());
  return way;
}

// Of each state: whether an end can be reached from it.
std::vector<bool> Explorer::can_end() const {
  std::vector<std::vector<std::uint32_t>> before(links_.size());
  for (const Edge& edge : edges_) before[edge.to].push_back(edge.from);
  std::vector<bool> good(links_.size(), false);
  std::deque<std::uint32_t> work;
  for (std::uint32_t i = 0; i < links_.size(); ++i)
    if (ended_[i]) {
      good[i] = true;
      work.push_back(i);
    }
  while (!work.empty()) {
    const std::uint32_t at = work.front();
    work.pop_front();
    for (const std::uint32_t from : before[at])
      if (!good[from]) {
        good[from] = true;
        work.push_back(from);
      }
  }
  return good;
}

std::vector<Finding> Explorer::without_end() const {
  const std::vector<bool> good = can_end();
  // Where nothing moves any more says most; only a case that goes round for ever has no such state.
  std::vector<bool> moves(links_.size(), false);
  for (const Edge& edge : edges_)
    if (edge.from != edge.to) moves[edge.from] = true;
  std::vector<Finding> findings;
  for (const bool still : {true, false}) {
    for (std::uint32_t i = 0; i < links_.size() && findings.size() < kStuckMax; ++i) {
      const bool first = links_[i].parent == kNoParent || good[links_[i].parent];
      if (!good[i] && (still ? !moves[i] : first)) findings.push_back({{}, way_to(i)});
    }
    if (!findings.empty()) break;
  }
  return findings;
}

std::vector<Finding> Explorer::hanging() const {
  const std::vector<bool> good = can_end();
  std::vector<Finding> findings;
  std::vector<std::size_t> told;
  for (std::size_t scope = std::min(scopes_.size(), kScopesMax); scope-- > 0;) {
    const bool inside_told = std::any_of(told.begin(), told.end(), [&](std::size_t inner) {
      return scopes_.contains(scope, inner);
    });
    if (inside_told) continue;
    const std::vector<bool> still = hanging_states(scope, active_, edges_);
    for (std::uint32_t i = 0; i < links_.size(); ++i) {
      if (!still[i] || !good[i]) continue;
      findings.push_back({{scopes_.name(scope), {}}, way_to(i)});
      told.push_back(scope);
      break;
    }
  }
  return findings;
}

std::vector<std::string> Explorer::never_entered() const {
  std::vector<std::string> names;
  for (const procedures::Node& node : subject_.procedure.definition->nodes)
    if (!entered_.contains(node.id)) names.push_back(node.id);
  return names;
}

}  // namespace alternat::proofs
