// SPDX-License-Identifier: EUPL-1.2
// The fields of each record, named once for all that write and read them. Private to this folder.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "procedures/record.h"

namespace alternat::procedures {

// By the record's place in the variant: the type in the ledger's record header.
inline constexpr std::array<std::string_view, std::variant_size_v<Record>> kRecordNames = {
    "CaseOpened",
    "ElementActivated",
    "ElementCompleted",
    "ElementTerminated",
    "FlowTaken",
    "TaskOpened",
    "TaskClaimed",
    "TaskReleased",
    "TaskProposed",
    "TaskCompleted",
    "TimerSet",
    "TimerFired",
    "MessageAwaited",
    "MessageReceived",
    "MessageThrown",
    "DecisionRequested",
    "DecisionRecorded",
    "IncidentRaised",
    "IncidentResolved",
    "VariableSet",
    "CaseEnded",
    "ClockChanged",
    "SignalThrown",
    "SignalAwaited",
    "SignalReceived",
    "EscalationThrown",
    "ErrorThrown",
    "ConditionAwaited",
    "ConditionMet",
    "TriggerMet",
    "EventWithdrawn",
    "InstancesPlanned",
    "CompensationReady",
    "CompensationStarted",
    "TransactionCancelled"};

// The place of the type in the variant, also of a second version; the variant's size if there is no
// such type. One structure reads both versions: `type_name` of what was read tells which it was.
std::size_t find_record_type(std::string_view type);

// fields(record, visitor) calls the visitor with name and member.
template <typename V>
void fields(CaseOpened& r, V& v) {
  v("definition", r.definition);
  v("hash", r.hash);
  v("element", r.element);
}
template <typename V>
void fields(ElementActivated& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("scope", r.scope);
  v("joined", r.joined);
  v("instance", r.instance);
  v("restores", r.restores);
}
template <typename V>
void fields(ElementCompleted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(ElementTerminated& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(FlowTaken& r, V& v) {
  v("flow", r.flow);
  v("token", r.token);
  v("scope", r.scope);
}
template <typename V>
void fields(TaskOpened& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("role", r.role);
  v("due", r.due);
  v("clause", r.clause);
  v("form", r.form);
  v("zone", r.zone);
}
template <typename V>
void fields(TaskClaimed& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TaskReleased& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(TaskProposed& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TaskCompleted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TimerSet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("due", r.due);
  v("clause", r.clause);
  v("repeats", r.repeats);
  v("zone", r.zone);
  v("after", r.after);
}
template <typename V>
void fields(TimerFired& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(MessageAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(MessageReceived& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(MessageThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(DecisionRequested& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("decision", r.decision);
}
template <typename V>
void fields(DecisionRecorded& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("decision", r.decision);
  v("outcome", r.outcome);
  v("result", r.result);
  v("trace", r.trace);
}
template <typename V>
void fields(IncidentRaised& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("reason", r.reason);
  v("detail", r.detail);
}
template <typename V>
void fields(IncidentResolved& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
  v("choice", r.choice);
  v("due", r.due);
}
template <typename V>
void fields(VariableSet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("names", r.names);
}
template <typename V>
void fields(CaseEnded& r, V& v) {
  v("end", r.end);
  v("outcome", r.outcome);
  v("counts", r.counts);
}
template <typename V>
void fields(SignalThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(SignalAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(SignalReceived& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(EscalationThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("code", r.code);
}
template <typename V>
void fields(ErrorThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("code", r.code);
}
template <typename V>
void fields(ConditionAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("trigger", r.trigger);
}
template <typename V>
void fields(ConditionMet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("trigger", r.trigger);
}
template <typename V>
void fields(TriggerMet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("name", r.name);
}
template <typename V>
void fields(EventWithdrawn& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(InstancesPlanned& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("count", r.count);
}
template <typename V>
void fields(CompensationReady& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("scope", r.scope);
}
template <typename V>
void fields(CompensationStarted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(TransactionCancelled& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}

template <typename V>
void fields(ClockChanged& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
  v("change", r.change);
  v("reason", r.reason);
  v("due", r.due);
  v("period", r.period);
  v("zone", r.zone);
}

}  // namespace alternat::procedures
