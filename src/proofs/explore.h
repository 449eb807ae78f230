// SPDX-License-Identifier: EUPL-1.2
// Every control state that a procedure can reach, breadth first, by the engine's own decide and
// apply under free choices. Links to parents give the shortest way to whatever is found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "procedures/invited.h"
#include "proofs/case_state.h"
#include "proofs/free_environment.h"
#include "proofs/hanging.h"
#include "proofs/proof.h"

namespace alternat::proofs {

struct ExploreLimits {
  std::size_t states_max = 300'000;
  std::size_t tokens_max = 40;  // in one state: more is a model that never stops making tokens
};

// How a state was reached first: the number-th command of its parent, with these choices.
struct Link {
  std::uint32_t parent = 0;
  std::uint32_t command = 0;
  std::vector<std::uint8_t> choices;
};

struct Transition {
  const CaseState& before;
  const procedures::Command& command;
  const std::vector<procedures::Record>& records;
  const procedures::Values& values;
  const CaseState& after;
};

// What is wrong with a transition: in English ("" = nothing), and for pages.
struct Wrong {
  std::string what;
  Sentence sentence;
};
// Equal words are one finding, kept where it is met first.
using Watch = std::function<Wrong(const Transition&)>;

struct Finding {
  Wrong wrong;
  std::vector<Link> way;  // from the beginning
};

class Explorer {
 public:
  Explorer(const Subject& subject, Guards& guards, ExploreLimits limits);

  // `watch` sees every transition.
  void run(const Watch& watch);

  std::size_t states() const { return links_.size(); }
  std::uint64_t transitions() const { return edges_.size(); }
  const std::string& bound() const { return bound_; }  // "" = all states were seen
  const std::vector<Finding>& findings() const { return findings_; }
  // Shortest ways to states from which no end can be reached: those in which nothing moves any
  // more, or, if there are none, those whose parent could still reach one.
  std::vector<Finding> without_end() const;
  // Shortest ways to states from which an end can be reached, but only by interrupting a part in
  // which nothing moves any more; `wrong.what` is the part ("" = the case as a whole), inner ones
  // first.
  std::vector<Finding> hanging() const;
  // Element ids of nodes that no case enters.
  std::vector<std::string> never_entered() const;

  // All commands possible in the state, always in the same order.
  std::vector<procedures::Command> commands(const CaseState& state) const;
  // The state after the records.
  CaseState after(const CaseState& before, const std::vector<procedures::Record>& records,
                  const procedures::Values& values) const;
  std::vector<Link> way_to(std::uint32_t state) const;
  const Subject& subject() const { return subject_; }
  Guards& guards() const { return guards_; }  // a cache: exploring and walking add to it

 private:
  void expand(std::uint32_t index, const CaseState& state, const Watch& watch);
  void add_amendments();
  std::vector<bool> can_end() const;
  void note(const Wrong& wrong, std::uint32_t from, std::uint32_t command,
            const std::vector<std::uint8_t>& choices);
  std::vector<std::string> outcomes(const std::string& decision) const;

  const Subject& subject_;
  Guards& guards_;
  Monitor monitor_;
  ScopeWatch scopes_;
  ExploreLimits limits_;
  std::unordered_map<StateKey, std::uint32_t, StateKeyHash> index_;
  std::vector<Link> links_;
  std::vector<Edge> edges_;
  std::vector<bool> ended_;
  std::vector<ScopeBits> active_;  // parts that run in the state
  std::vector<std::pair<std::uint32_t, CaseState>> next_;
  std::vector<std::string> amendments_;  // one fact for each set of gates that read it
  std::map<std::string, std::vector<std::string>> outcomes_;
  std::map<std::string, bool> entered_;
  std::vector<Finding> findings_;
  std::map<std::string, bool> found_;
  std::string bound_;
};

}  // namespace alternat::proofs
