// SPDX-License-Identifier: EUPL-1.2
// What a procedure leaves behind: the closed set of records a command can give. They carry element
// and token ids, never a value about a person: values go to the vault, here stand names only. A
// record type is never edited (style 25): a changed one gets a new name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"

namespace alternat::procedures {

using TokenId =
    std::uint64_t;  // from 1, in the order of creation within the case; 0 = the case itself

struct CaseOpened {
  std::string definition;  // process id
  std::string hash;        // the model's identity
  std::string element;     // start event
  friend bool operator==(const CaseOpened&, const CaseOpened&) = default;
};
// The token is at the element. A token unknown so far is created in `scope` (the token of the
// sub-process around it, 0 at the top); `joined` tokens that waited at a join are consumed.
struct ElementActivated {
  std::string element;
  TokenId token = 0;
  TokenId scope = 0;
  std::vector<TokenId> joined;
  std::uint64_t instance = 0;  // loops and multi-instance: its number, from 1; `scope` is the body
  TokenId restores = 0;        // compensation: the completed sub-process whose work is undone
  friend bool operator==(const ElementActivated&, const ElementActivated&) = default;
};
struct ElementCompleted {  // the token is consumed
  std::string element;
  TokenId token = 0;
  friend bool operator==(const ElementCompleted&, const ElementCompleted&) = default;
};
struct ElementTerminated {  // the token and all it waited for are gone, without completion
  std::string element;
  TokenId token = 0;
  friend bool operator==(const ElementTerminated&, const ElementTerminated&) = default;
};
struct FlowTaken {  // a new token stands before the flow's target
  std::string flow;
  TokenId token = 0;
  TokenId scope = 0;
  friend bool operator==(const FlowTaken&, const FlowTaken&) = default;
};
struct TaskOpened {
  std::string element;
  TokenId token = 0;
  std::string role;
  std::optional<Instant> due;
  std::string clause;             // legal basis of `due`
  std::vector<std::string> form;  // fact ids; "?" at the end = may stay open
  std::string zone;               // in which the last day of `due` was counted; "" = not said
  friend bool operator==(const TaskOpened&, const TaskOpened&) = default;
};
struct TaskClaimed {
  std::string element;
  TokenId token = 0;
  std::string by;  // actor id
  friend bool operator==(const TaskClaimed&, const TaskClaimed&) = default;
};
struct TaskReleased {
  std::string element;
  TokenId token = 0;
  friend bool operator==(const TaskReleased&, const TaskReleased&) = default;
};
struct TaskProposed {  // four eyes: the first of two persons has answered
  std::string element;
  TokenId token = 0;
  std::string by;
  friend bool operator==(const TaskProposed&, const TaskProposed&) = default;
};
struct TaskCompleted {
  std::string element;
  TokenId token = 0;
  std::string by;
  friend bool operator==(const TaskCompleted&, const TaskCompleted&) = default;
};
inline constexpr std::uint64_t kForever = 0xffffffffU;

struct TimerSet {
  std::string element;  // the timer event; a boundary event's own id
  TokenId token = 0;    // the token that waits
  Instant due = Instant::from_micros(0);
  std::string clause;
  std::uint64_t repeats = 0;     // cycles: how often it is set again; kForever = without end
  std::string zone;              // as in TaskOpened
  std::optional<Instant> after;  // a cycle set again: the due moment from which it counts on
  friend bool operator==(const TimerSet&, const TimerSet&) = default;
};
struct TimerFired {
  std::string element;
  TokenId token = 0;
  friend bool operator==(const TimerFired&, const TimerFired&) = default;
};
struct MessageAwaited {
  std::string element;
  TokenId token = 0;
  std::string message;
  friend bool operator==(const MessageAwaited&, const MessageAwaited&) = default;
};
struct MessageReceived {
  std::string element;
  TokenId token = 0;
  std::string message;
  friend bool operator==(const MessageReceived&, const MessageReceived&) = default;
};
struct MessageThrown {  // casework puts it into the outbox
  std::string element;
  TokenId token = 0;
  std::string message;
  friend bool operator==(const MessageThrown&, const MessageThrown&) = default;
};
struct DecisionRequested {
  std::string element;
  TokenId token = 0;
  std::string decision;
  friend bool operator==(const DecisionRequested&, const DecisionRequested&) = default;
};
struct DecisionRecorded {
  std::string element;
  TokenId token = 0;
  std::string decision;
  std::string outcome;  // PASS, ELIGIBLE, …
  std::string result;   // the variable that now holds the outcome; "" = none
  std::string trace;    // id of the trace in the vault
  friend bool operator==(const DecisionRecorded&, const DecisionRecorded&) = default;
};
struct IncidentRaised {
  std::string element;
  TokenId token = 0;
  std::string reason;  // condition_null, no_flow, clock_not_established, script_null,
                       // gate_not_passed, loop_null (a loop's own expression), mapping_null
  std::string detail;  // flow, clock or phase it is about
  friend bool operator==(const IncidentRaised&, const IncidentRaised&) = default;
};
struct IncidentResolved {
  std::string element;
  TokenId token = 0;
  std::string by;
  std::string choice;          // flow a person chose; "" = tried again
  std::optional<Instant> due;  // the deadline a person established
  friend bool operator==(const IncidentResolved&, const IncidentResolved&) = default;
};
struct VariableSet {
  std::string element;
  TokenId token = 0;
  std::vector<std::string> names;  // sorted
  friend bool operator==(const VariableSet&, const VariableSet&) = default;
};
struct CaseEnded {
  std::string end;      // the end event reached last; "" when cancelled
  std::string outcome;  // its outcome word; "cancelled"; "error:CODE"
  std::string counts;   // what it counts for; "" = nothing
  friend bool operator==(const CaseEnded&, const CaseEnded&) = default;
};

struct ClockChanged {
  std::string element;
  TokenId token = 0;
  std::string by;      // actor id: who
  std::string change;  // suspended, resumed, extended
  std::string reason;  // code: why
  std::optional<Instant> due;
  std::string period;
  std::string zone;  // of the new `due`, as in TaskOpened
  friend bool operator==(const ClockChanged&, const ClockChanged&) = default;
};

struct SignalThrown {  // delivered within the case at once; casework tells other cases
  std::string element;
  TokenId token = 0;
  std::string signal;
  friend bool operator==(const SignalThrown&, const SignalThrown&) = default;
};
struct SignalAwaited {
  std::string element;
  TokenId token = 0;
  std::string signal;
  friend bool operator==(const SignalAwaited&, const SignalAwaited&) = default;
};
struct SignalReceived {
  std::string element;
  TokenId token = 0;
  std::string signal;
  friend bool operator==(const SignalReceived&, const SignalReceived&) = default;
};
struct EscalationThrown {
  std::string element;
  TokenId token = 0;
  std::string code;
  friend bool operator==(const EscalationThrown&, const EscalationThrown&) = default;
};
struct ErrorThrown {  // by an activity that a person or service reported as failed
  std::string element;
  TokenId token = 0;
  std::string code;
  friend bool operator==(const ErrorThrown&, const ErrorThrown&) = default;
};
// A conditional event waits until its condition becomes true; again after it was false.
struct ConditionAwaited {
  std::string element;
  TokenId token = 0;
  std::uint64_t trigger = 0;  // which trigger of the event
  friend bool operator==(const ConditionAwaited&, const ConditionAwaited&) = default;
};
struct ConditionMet {
  std::string element;
  TokenId token = 0;
  std::uint64_t trigger = 0;
  friend bool operator==(const ConditionMet&, const ConditionMet&) = default;
};
struct TriggerMet {  // one of several triggers that must all occur
  std::string element;
  TokenId token = 0;
  std::string name;  // message or signal; "" = timer or condition
  friend bool operator==(const TriggerMet&, const TriggerMet&) = default;
};
struct EventWithdrawn {  // the token waits for this event no longer
  std::string element;
  TokenId token = 0;
  friend bool operator==(const EventWithdrawn&, const EventWithdrawn&) = default;
};
// Multi-instance: how many instances; ad-hoc: how many of its activities have begun.
struct InstancesPlanned {
  std::string element;
  TokenId token = 0;
  std::uint64_t count = 0;
  friend bool operator==(const InstancesPlanned&, const InstancesPlanned&) = default;
};
struct CompensationReady {  // a completed activity that could be undone
  std::string element;
  TokenId token = 0;  // the token that completed it
  TokenId scope = 0;
  friend bool operator==(const CompensationReady&, const CompensationReady&) = default;
};
struct CompensationStarted {
  std::string element;  // the activity that is undone
  TokenId token = 0;    // the token that had completed it
  friend bool operator==(const CompensationStarted&, const CompensationStarted&) = default;
};
struct TransactionCancelled {
  std::string element;
  TokenId token = 0;
  friend bool operator==(const TransactionCancelled&, const TransactionCancelled&) = default;
};

using Record =
    std::variant<CaseOpened, ElementActivated, ElementCompleted, ElementTerminated, FlowTaken,
                 TaskOpened, TaskClaimed, TaskReleased, TaskProposed, TaskCompleted, TimerSet,
                 TimerFired, MessageAwaited, MessageReceived, MessageThrown, DecisionRequested,
                 DecisionRecorded, IncidentRaised, IncidentResolved, VariableSet, CaseEnded,
                 ClockChanged, SignalThrown, SignalAwaited, SignalReceived, EscalationThrown,
                 ErrorThrown, ConditionAwaited, ConditionMet, TriggerMet, EventWithdrawn,
                 InstancesPlanned, CompensationReady, CompensationStarted, TransactionCancelled>;

// "CaseOpened", … : the type in the ledger's record header. What says a zone is of the second
// version of its type: "TaskOpenedV2", "TimerSetV2", "ClockChangedV2".
std::string_view type_name(const Record& record);
// The type without its version: "TimerSet" for "TimerSetV2".
std::string_view plain_type(std::string_view type);

}  // namespace alternat::procedures
