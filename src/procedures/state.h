// SPDX-License-Identifier: EUPL-1.2
// State: where the tokens of one case stand and what they wait for. Only apply() changes it;
// replaying the records of a case gives exactly the state that lived.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "procedures/definition.h"
#include "procedures/record.h"

namespace alternat::procedures {

enum class TokenPhase {
  kArriving,  // stands before the target of `flow`
  kActive,    // inside `element`
};

struct Token {
  TokenId id = 0;
  TokenPhase phase = TokenPhase::kActive;
  std::string element;         // where it is; "" while arriving
  std::string flow;            // the flow it arrives by; "" once active
  TokenId scope = 0;           // token of the sub-process around it; 0 at the top
  std::uint64_t instance = 0;  // of a loop or multi-instance: its number; `scope` the body
  std::optional<std::uint64_t> planned;  // body: instances in all; ad-hoc: activities begun
  std::uint64_t started = 0;             // body: instances begun
  std::uint64_t completed = 0;           // body: instances completed
  TokenId restores = 0;                  // compensation: the completed sub-process that is undone
  bool cancelled = false;                // transactions: compensates, then leaves by cancel
  friend bool operator==(const Token&, const Token&) = default;
};

struct OpenTask {
  std::string element;
  TokenId token = 0;
  std::string role;
  std::optional<Instant> due;
  std::string clause;
  std::vector<std::string> form;
  std::string claimed_by;     // "" = free
  std::string proposed_by;    // four eyes: who answered first; "" = nobody yet
  bool is_suspended = false;  // the period stands still; `due` is what it was before
  std::string zone;           // in which the last day of `due` was counted; "" = not recorded
  friend bool operator==(const OpenTask&, const OpenTask&) = default;
};

struct SetTimer {
  std::string element;
  TokenId token = 0;
  Instant due = Instant::from_micros(0);
  std::string clause;
  bool is_suspended = false;  // stands still and does not fire
  std::uint64_t repeats = 0;
  std::string zone;  // as in OpenTask
  friend bool operator==(const SetTimer&, const SetTimer&) = default;
};

struct AwaitedMessage {
  std::string element;
  TokenId token = 0;
  std::string message;
  friend bool operator==(const AwaitedMessage&, const AwaitedMessage&) = default;
};

struct AwaitedSignal {
  std::string element;
  TokenId token = 0;
  std::string signal;
  friend bool operator==(const AwaitedSignal&, const AwaitedSignal&) = default;
};

struct AwaitedCondition {
  std::string element;
  TokenId token = 0;
  std::uint64_t trigger = 0;
  bool met = false;  // fired; waits until the condition is false before it can fire again
  friend bool operator==(const AwaitedCondition&, const AwaitedCondition&) = default;
};

// A completed activity that compensation would undo.
struct Compensable {
  std::string element;
  TokenId token = 0;  // completed; the scope of what was inside it
  TokenId scope = 0;
  friend bool operator==(const Compensable&, const Compensable&) = default;
};

struct PendingDecision {
  std::string element;
  TokenId token = 0;
  std::string decision;
  friend bool operator==(const PendingDecision&, const PendingDecision&) = default;
};

struct Incident {
  std::string element;
  TokenId token = 0;
  std::string reason;
  std::string detail;
  friend bool operator==(const Incident&, const Incident&) = default;
};

struct DecisionResult {
  std::string outcome;
  std::uint64_t at = 0;  // number of the record that gave it
  friend bool operator==(const DecisionResult&, const DecisionResult&) = default;
};

// What waits for the case itself and not for a token (events of event sub-processes at the top)
// has token 0.
struct State {
  bool opened = false;
  bool ended = false;
  std::string definition;
  std::string hash;
  std::string end;      // once ended
  std::string outcome;  // once ended
  TokenId last_token = 0;
  std::uint64_t records = 0;  // applied so far
  std::vector<Token> tokens;  // by id
  std::vector<OpenTask> tasks;
  std::vector<SetTimer> timers;
  std::vector<AwaitedMessage> messages;
  std::vector<AwaitedSignal> signals;
  std::vector<AwaitedCondition> conditions;
  std::vector<PendingDecision> decisions;
  std::vector<Incident> incidents;
  std::vector<Compensable> compensations;         // in the order of completion
  std::map<std::string, DecisionResult> results;  // last outcome by decision ("safeguards:contact")
  std::map<std::string, std::string> result_names;  // result variable -> outcome; not personal
  std::map<std::string, std::uint64_t> variables;   // name -> number of the record that set it last
  friend bool operator==(const State&, const State&) = default;

  // nullptr if absent. Pointers hold until the state changes.
  const Token* find_token(TokenId token) const;
  const OpenTask* find_task(std::string_view element, TokenId token) const;
  const SetTimer* find_timer(std::string_view element, TokenId token) const;
  const Incident* find_incident(std::string_view element, TokenId token) const;
};

// The state after the record. Total: a record that does not fit is a bug of the writer and asserts.
void apply(State& state, const Record& record);

// The control part as canonical text: equal for two states that differ only in token numbers,
// instants, claims and record numbers. For exploration of all reachable control states.
std::string control_key(const State& state);

}  // namespace alternat::procedures
