// SPDX-License-Identifier: EUPL-1.2
// apply(): what each record does to the state. It reads nothing but the record, so that a case can
// be replayed without its definition.
#include <algorithm>
#include <tuple>

#include "base/assert.h"
#include "procedures/engine.h"
#include "procedures/state.h"

namespace alternat::procedures {

namespace {

template <typename Item>
void erase_token(std::vector<Item>& items, TokenId token) {
  if (items.empty()) return;
  std::erase_if(items, [&](const Item& item) { return item.token == token; });
}

template <typename Item, typename Key>
void erase_item(std::vector<Item>& items, const Key& key) {
  std::erase_if(items, [&](const Item& item) {
    return item.token == key.token && item.element == key.element;
  });
}

class Applier {
 public:
  explicit Applier(State& state) : state_(state) {}

  void operator()(const CaseOpened& record) {
    ALTERNAT_ASSERT(!state_.opened);
    state_.opened = true;
    state_.definition = record.definition;
    state_.hash = record.hash;
  }
  void operator()(const ElementActivated& record) {
    for (TokenId joined : record.joined) consume(joined);
    if (Token* token = find(record.token)) {
      token->phase = TokenPhase::kActive;
      token->element = record.element;
      token->flow.clear();
      return;
    }
    Token token;
    token.id = record.token;
    token.element = record.element;
    token.scope = record.scope;
    token.instance = record.instance;
    token.restores = record.restores;
    create(std::move(token));
    if (record.instance > 0) get(record.scope).started = record.instance;
  }
  void operator()(const ElementCompleted& record) {
    const Token& token = get(record.token);
    if (token.instance > 0) ++get(token.scope).completed;
    consume(record.token);
  }
  void operator()(const ElementTerminated& record) {
    consume(record.token);
    // What was done inside something that did not complete cannot be undone (BPMN 2.0, 13.5.5).
    std::erase_if(state_.compensations,
                  [&](const Compensable& item) { return item.scope == record.token; });
  }
  void operator()(const FlowTaken& record) {
    Token token;
    token.id = record.token;
    token.phase = TokenPhase::kArriving;
    token.flow = record.flow;
    token.scope = record.scope;
    create(std::move(token));
  }
  void operator()(const TaskOpened& record) {
    state_.tasks.push_back({record.element, record.token, record.role, record.due, record.clause,
                            record.form, "", "", false, record.zone});
  }
  void operator()(const TaskClaimed& record) { task(record).claimed_by = record.by; }
  void operator()(const TaskReleased& record) {
    task(record).claimed_by.clear();
    task(record).proposed_by.clear();
  }
  void operator()(const TaskProposed& record) {
    task(record).proposed_by = record.by;
    task(record).claimed_by.clear();
  }
  void operator()(const TaskCompleted& record) { erase_item(state_.tasks, record); }
  void operator()(const TimerSet& record) {
    state_.timers.push_back({record.element, record.token, record.due, record.clause, false,
                             record.repeats, record.zone});
  }
  void operator()(const TimerFired& record) { erase_item(state_.timers, record); }
  void operator()(const MessageAwaited& record) {
    state_.messages.push_back({record.element, record.token, record.message});
  }
  void operator()(const MessageReceived&) {}
  void operator()(const MessageThrown&) {}
  void operator()(const DecisionRequested& record) {
    state_.decisions.push_back({record.element, record.token, record.decision});
  }
  void operator()(const DecisionRecorded& record) {
    erase_item(state_.decisions, record);
    state_.results[record.decision] = {record.outcome, state_.records};
    if (!record.result.empty()) state_.result_names[record.result] = record.outcome;
  }
  void operator()(const IncidentRaised& record) {
    state_.incidents.push_back({record.element, record.token, record.reason, record.detail});
  }
  void operator()(const IncidentResolved& record) { erase_item(state_.incidents, record); }
  void operator()(const VariableSet& record) {
    for (const std::string& name : record.names) state_.variables[name] = state_.records;
  }
  void operator()(const CaseEnded& record) {
    ALTERNAT_ASSERT(state_.tokens.empty());
    withdraw_all(0);  // event sub-processes of the case itself
    state_.compensations.clear();
    state_.ended = true;
    state_.end = record.end;
    state_.outcome = record.outcome;
  }
  // The timer of the element, or the task whose day it is.
  void operator()(const ClockChanged& record) {
    const bool stops = record.change == "suspended";
    for (SetTimer& timer : state_.timers) {
      if (timer.element != record.element || timer.token != record.token) continue;
      timer.is_suspended = stops;
      if (record.due) timer.due = *record.due;
      if (record.due) timer.zone = record.zone;
      return;
    }
    OpenTask& of = task(record);
    of.is_suspended = stops;
    if (record.due) of.due = record.due;
    if (record.due) of.zone = record.zone;
  }
  void operator()(const SignalThrown&) {}
  void operator()(const SignalAwaited& record) {
    state_.signals.push_back({record.element, record.token, record.signal});
  }
  void operator()(const SignalReceived&) {}
  void operator()(const EscalationThrown&) {}
  void operator()(const ErrorThrown&) {}
  void operator()(const ConditionAwaited& record) {
    if (AwaitedCondition* known = condition(record)) {
      known->met = false;
    } else {
      state_.conditions.push_back({record.element, record.token, record.trigger, false});
    }
  }
  void operator()(const ConditionMet& record) {
    AwaitedCondition* known = condition(record);
    ALTERNAT_ASSERT(known != nullptr);
    known->met = true;
  }
  void operator()(const TriggerMet& record) {
    const auto here = [&](const auto& item) {
      return item.token == record.token && item.element == record.element;
    };
    std::erase_if(state_.messages,
                  [&](const auto& item) { return here(item) && item.message == record.name; });
    std::erase_if(state_.signals,
                  [&](const auto& item) { return here(item) && item.signal == record.name; });
    std::erase_if(state_.conditions, [&](const auto& item) { return here(item) && item.met; });
  }
  void operator()(const EventWithdrawn& record) {
    erase_item(state_.tasks, record);
    erase_item(state_.timers, record);
    erase_item(state_.messages, record);
    erase_item(state_.signals, record);
    erase_item(state_.conditions, record);
    erase_item(state_.incidents, record);
  }
  void operator()(const InstancesPlanned& record) { get(record.token).planned = record.count; }
  void operator()(const CompensationReady& record) {
    state_.compensations.push_back({record.element, record.token, record.scope});
  }
  void operator()(const CompensationStarted& record) { erase_item(state_.compensations, record); }
  void operator()(const TransactionCancelled& record) { get(record.token).cancelled = true; }

 private:
  Token& get(TokenId id) {
    Token* token = find(id);
    ALTERNAT_ASSERT(token != nullptr);
    return *token;
  }
  template <typename RecordType>
  AwaitedCondition* condition(const RecordType& record) {
    for (AwaitedCondition& item : state_.conditions) {
      if (item.token == record.token && item.element == record.element &&
          item.trigger == record.trigger) {
        return &item;
      }
    }
    return nullptr;
  }
  Token* find(TokenId id) { return const_cast<Token*>(state_.find_token(id)); }
  void create(Token token) {
    ALTERNAT_ASSERT(token.id > state_.last_token);  // ids rise, so the vector stays sorted
    state_.last_token = token.id;
    state_.tokens.push_back(std::move(token));
  }
  void consume(TokenId id) {
    const Token* found = state_.find_token(id);
    ALTERNAT_ASSERT(found != nullptr);
    state_.tokens.erase(state_.tokens.begin() + (found - state_.tokens.data()));
    withdraw_all(id);
  }
  void withdraw_all(TokenId id) {
    erase_token(state_.tasks, id);
    erase_token(state_.timers, id);
    erase_token(state_.messages, id);
    erase_token(state_.signals, id);
    erase_token(state_.conditions, id);
    erase_token(state_.decisions, id);
    erase_token(state_.incidents, id);
  }
  template <typename RecordType>
  OpenTask& task(const RecordType& record) {
    const OpenTask* found = state_.find_task(record.element, record.token);
    ALTERNAT_ASSERT(found != nullptr);
    return const_cast<OpenTask&>(*found);
  }

  State& state_;
};

std::string numbers_of(const Token& token) {
  std::string text;
  const auto add = [&](char mark, std::uint64_t number) {
    if (number > 0) text += mark + std::to_string(number);
  };
  add('#', token.instance);
  add('/', token.planned.value_or(0));
  add('>', token.started);
  add('=', token.completed);
  add('!', token.cancelled ? 1 : 0);
  return text;
}

// What completed in the scope and could be undone, in order, with what was done inside it.
std::string compensable_key(const State& state, TokenId scope) {
  std::string key;
  for (const Compensable& item : state.compensations) {
    if (item.scope == scope) key += item.element + "(" + compensable_key(state, item.token) + ")";
  }
  return key;
}

// Sorted texts of what hangs on one token, then of the tokens inside it.
std::string token_key(const State& state, const Token& token) {
  std::vector<std::string> parts;
  const auto add = [&](const auto& items, std::string_view mark, auto extra) {
    for (const auto& item : items) {
      if (item.token == token.id) parts.push_back(std::string(mark) + item.element + extra(item));
    }
  };
  add(state.tasks, "task ", [](const OpenTask& task) {
    return std::string(task.proposed_by.empty() ? "" : "+proposed");
  });
  add(state.timers, "timer ", [](const SetTimer& timer) {
    return timer.repeats == 0 ? std::string() : "*" + std::to_string(timer.repeats);
  });
  add(state.messages, "message ", [](const AwaitedMessage&) { return std::string(); });
  add(state.signals, "signal ", [](const AwaitedSignal& item) { return "=" + item.signal; });
  add(state.conditions, "condition ", [](const AwaitedCondition& item) {
    return std::to_string(item.trigger) + (item.met ? "met" : "");
  });
  add(state.decisions, "decision ", [](const PendingDecision&) { return std::string(); });
  add(state.incidents, "incident ", [](const Incident& item) { return "=" + item.reason; });
  for (const Token& inner : state.tokens) {
    if (inner.scope == token.id) parts.push_back(token_key(state, inner));
  }
  std::sort(parts.begin(), parts.end());
  std::string key =
      token.element + numbers_of(token) + "<" + token.flow + "{" + compensable_key(state, token.id);
  if (token.restores != 0) key += "undoing " + compensable_key(state, token.restores);
  for (const std::string& part : parts) key += part + ";";
  return key + "}";
}

}  // namespace

const Token* State::find_token(TokenId token) const {
  const auto at = std::lower_bound(tokens.begin(), tokens.end(), token,
                                   [](const Token& item, TokenId id) { return item.id < id; });
  return at != tokens.end() && at->id == token ? &*at : nullptr;
}

const OpenTask* State::find_task(std::string_view element, TokenId token) const {
  for (const OpenTask& task : tasks) {
    if (task.token == token && task.element == element) return &task;
  }
  return nullptr;
}

const SetTimer* State::find_timer(std::string_view element, TokenId token) const {
  for (const SetTimer& timer : timers) {
    if (timer.token == token && timer.element == element) return &timer;
  }
  return nullptr;
}

const Incident* State::find_incident(std::string_view element, TokenId token) const {
  for (const Incident& incident : incidents) {
    if (incident.token == token && incident.element == element) return &incident;
  }
  return nullptr;
}

void apply(State& state, const Record& record) {
  ++state.records;
  std::visit(Applier(state), record);
}

State replay(const std::vector<Record>& records) {
  State state;
  for (const Record& record : records) procedures::apply(state, record);
  return state;
}

std::string control_key(const State& state) {
  std::string key = state.ended ? "ended " + state.end + "=" + state.outcome : "";
  key +=
      token_key(state, Token());  // token 0 is the case itself: all that is in it or waits for it
  for (const auto& [name, result] : state.results) key += "\n" + name + "=" + result.outcome;
  return key;
}

}  // namespace alternat::procedures
