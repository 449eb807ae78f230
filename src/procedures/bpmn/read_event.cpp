// SPDX-License-Identifier: EUPL-1.2
// Event definitions (BPMN 2.0, 10.5.5): which kinds an event may have, what they refer to.
#include <charconv>

#include "base/date.h"
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

// R[n]/duration or R[n]/start/duration (ISO 8601 repeating interval).
bool read_cycle(std::string_view text, ClockTerms& clock) {
  if (!text.starts_with('R')) return false;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view count = text.substr(1, slash - 1);
  if (!count.empty()) {
    const auto [at, failure] =
        std::from_chars(count.data(), count.data() + count.size(), clock.repetitions);
    if (failure != std::errc() || at != count.data() + count.size()) return false;
    if (clock.repetitions == 0 || clock.repetitions > 100000) return false;
  }
  std::string_view rest = text.substr(slash + 1);
  if (const auto second = rest.find('/'); second != std::string_view::npos) {
    clock.date = std::string(rest.substr(0, second));
    if (!Date::from_iso(clock.date.substr(0, 10))) return false;
    rest = rest.substr(second + 1);
  }
  clock.cycle = true;
  clock.duration = std::string(rest);
  return is_duration(rest);
}

void read_time(const XmlElement& element, const XmlElement& child, ClockTerms& clock,
               Reading& reading) {
  const std::string text = trim(child.text);
  bool good = true;
  std::string wanted = "ISO 8601 duration of whole units such as P14D or PT2H";
  if (child.name == "timeCycle") {
    good = read_cycle(text, clock);
    // Legal time counts each period from the end of the last one, not from a day in the file.
    if (good && !clock.date.empty() && reading.profile == Profile::kContent) {
      reading.error("bpmn.not_supported",
                    Reading::named(element) +
                        ": a cycle with a start date is not supported in content; let it run from "
                        "when the event begins to wait.",
                    child.span);
    }
    wanted = "ISO 8601 repetition such as R3/P1D";
  } else if (child.name == "timeDuration") {
    clock.duration = text;
    good = is_duration(text);
  } else {
    clock.date = text;
    if (text.empty()) {
      reading.error("bpmn.bad_duration", Reading::named(element) + " has an empty timeDate.",
                    child.span);
    }
  }
  if (good) return;
  reading.error("bpmn.bad_duration",
                Reading::named(element) + ": \"" + text + "\" is no " + wanted + ".", child.span);
}

void read_timer(const XmlElement& element, const XmlElement& event, Node& node, Reading& reading) {
  ClockTerms clock;
  clock.span = event.span;
  int given = 0;
  for (const XmlElement& child : event.children) {
    if (child.namespace_uri != kModel) continue;
    if (child.name != "timeCycle" && child.name != "timeDuration" && child.name != "timeDate") {
      continue;
    }
    ++given;
    read_time(element, child, clock, reading);
  }
  if (const std::string* agreed = element.find_attribute("clock", kExtension)) {
    clock.agreement_clock = *agreed;
  }
  if (given > 1) {
    reading.error("bpmn.several_times",
                  Reading::named(element) +
                      " gives more than one of timeDate, timeDuration, "
                      "timeCycle.",
                  event.span);
  }
  if (given == 0 && clock.agreement_clock.empty()) {
    reading.error("bpmn.timer_without_duration",
                  Reading::named(element) +
                      " says neither timeDuration nor timeDate nor the agreement's clock.",
                  event.span);
  }
  node.clock = std::move(clock);
}

void read_message(const XmlElement& element, const XmlElement& event, Trigger& trigger,
                  Reading& reading) {
  const std::string reference = local_name(event.attribute_or("messageRef", ""));
  if (reference.empty()) {
    reading.error("bpmn.message_missing", Reading::named(element) + " names no message.",
                  event.span);
    return;
  }
  if (const XmlElement* found =
          reading.root(element, {"messageRef", reference, "message", event.span})) {
    trigger.name = found->attribute_or("name", reference);
  }
}

void read_error(const XmlElement& element, const XmlElement& event, const Node& node,
                Trigger& trigger, Reading& reading) {
  const std::string reference = local_name(event.attribute_or("errorRef", ""));
  // Whoever catches without a reference catches every error.
  if (reference.empty() && node.kind != NodeKind::kEndEvent) return;
  const XmlElement* found = reading.root(element, {"errorRef", reference, "error", event.span});
  if (found == nullptr) return;
  trigger.name = found->attribute_or("errorCode", "");
  if (trigger.name.empty() && node.kind == NodeKind::kEndEvent) {
    reading.error("bpmn.missing_attribute",
                  Reading::named(element) + ": the error \"" + reference + "\" has no errorCode.",
                  event.span);
  }
}

void read_escalation(const XmlElement& element, const XmlElement& event, const Node& node,
                     Trigger& trigger, Reading& reading) {
  const std::string reference = local_name(event.attribute_or("escalationRef", ""));
  const bool catches = node.kind == NodeKind::kBoundaryEvent || node.kind == NodeKind::kStartEvent;
  if (reference.empty() && catches) return;  // every escalation
  const XmlElement* found =
      reading.root(element, {"escalationRef", reference, "escalation", event.span});
  if (found == nullptr) return;
  trigger.name = found->attribute_or("escalationCode", "");
  if (trigger.name.empty() && !catches) {
    reading.error(
        "bpmn.missing_attribute",
        Reading::named(element) + ": the escalation \"" + reference + "\" has no escalationCode.",
        event.span);
  }
}

void read_compensation(const XmlElement& element, const XmlElement& event, Trigger& trigger,
                       Reading& reading) {
  const std::string activity = local_name(event.attribute_or("activityRef", ""));
  if (!activity.empty()) trigger.name = reading.here().prefix + activity;
  if (event.attribute_or("waitForCompletion", "true") != "true") {
    reading.error("bpmn.not_supported",
                  Reading::named(element) +
                      ": compensation without waiting for it (waitForCompletion) is not supported.",
                  event.span);
  }
}

// BPMN 2.0, table 10.93; events of event sub-processes and where an event stands: check_events.
bool may_have(NodeKind kind, EventKind event) {
  const bool start = kind == NodeKind::kStartEvent;
  const bool catches = kind == NodeKind::kCatchEvent || kind == NodeKind::kBoundaryEvent || start;
  const bool throws = kind == NodeKind::kThrowEvent || kind == NodeKind::kEndEvent;
  switch (event) {
    case EventKind::kNone:
      return kind != NodeKind::kCatchEvent && kind != NodeKind::kBoundaryEvent;
    case EventKind::kMessage:
    case EventKind::kSignal:
    case EventKind::kMultiple:
      return true;
    case EventKind::kTimer:
    case EventKind::kConditional:
      return catches;
    case EventKind::kError:
      return kind == NodeKind::kEndEvent || kind == NodeKind::kBoundaryEvent || start;
    case EventKind::kEscalation:
    case EventKind::kCompensation:
      return throws || kind == NodeKind::kBoundaryEvent || start;
    case EventKind::kLink:
      return kind == NodeKind::kThrowEvent || kind == NodeKind::kCatchEvent;
    case EventKind::kTerminate:
      return kind == NodeKind::kEndEvent;
    case EventKind::kCancel:
      return kind == NodeKind::kEndEvent || kind == NodeKind::kBoundaryEvent;
  }
  return false;
}

std::string event_word(EventKind event) {
  if (event == EventKind::kNone) return "without a trigger";
  const std::string word(to_string(event));
  if (event == EventKind::kMessage || event == EventKind::kTimer || event == EventKind::kSignal ||
      event == EventKind::kLink) {
    return "with a " + word;
  }
  return event == EventKind::kError || event == EventKind::kEscalation ? "with an " + word
                                                                       : "with " + word;
}

std::vector<const XmlElement*> definitions_of(const XmlElement& element, Reading& reading) {
  std::vector<const XmlElement*> found;
  for (const XmlElement& child : element.children) {
    if (child.namespace_uri != kModel) continue;
    if (child.name.ends_with("EventDefinition")) found.push_back(&child);
    if (child.name != "eventDefinitionRef") continue;
    const std::string reference = local_name(child.text);
    const auto root = reading.here().file->roots.find(reference);
    if (root != reading.here().file->roots.end() &&
        root->second->name.ends_with("EventDefinition")) {
      found.push_back(root->second);
    } else {
      reading.error("bpmn.unknown_reference",
                    Reading::named(element) + ": eventDefinitionRef \"" + reference +
                        "\" names no event definition.",
                    child.span);
    }
  }
  return found;
}

}  // namespace

// ISO 8601 duration of whole units: PnW, or PnYnMnDTnHnMnS in this order with at least one part.
bool is_duration(std::string_view text) {
  if (!text.starts_with('P')) return false;
  std::string_view units = "WYMD";
  std::size_t parts = 0;
  for (std::size_t at = 1; at < text.size();) {
    if (text[at] == 'T' && units != "HMS" && at + 1 < text.size()) {
      units = "HMS";
      ++at;
      continue;
    }
    const std::size_t first = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == first || at == text.size() || at - first > 6) return false;
    const std::size_t unit = units.find(text[at++]);
    if (unit == std::string_view::npos) return false;
    if (units.starts_with('W') && unit == 0) return parts == 0 && at == text.size();
    units = units.substr(unit + 1);
    ++parts;
  }
  return parts > 0;
}

// tidy: table
std::optional<Trigger> read_trigger(const XmlElement& element, const XmlElement& event, Node& node,
                                    Reading& reading) {
  Trigger trigger;
  if (event.name == "timerEventDefinition") {
    trigger.kind = EventKind::kTimer;
    read_timer(element, event, node, reading);
  } else if (event.name == "messageEventDefinition") {
    trigger.kind = EventKind::kMessage;
    read_message(element, event, trigger, reading);
  } else if (event.name == "errorEventDefinition") {
    trigger.kind = EventKind::kError;
    read_error(element, event, node, trigger, reading);
  } else if (event.name == "escalationEventDefinition") {
    trigger.kind = EventKind::kEscalation;
    read_escalation(element, event, node, trigger, reading);
  } else if (event.name == "signalEventDefinition") {
    trigger.kind = EventKind::kSignal;
    const std::string reference = local_name(event.attribute_or("signalRef", ""));
    if (const XmlElement* found =
            reading.root(element, {"signalRef", reference, "signal", event.span})) {
      trigger.name = found->attribute_or("name", reference);
    }
  } else if (event.name == "conditionalEventDefinition") {
    trigger.kind = EventKind::kConditional;
    if (const XmlElement* condition = event.find_child("condition")) {
      trigger.condition = reading.expression(element, *condition);
    } else {
      reading.error("bpmn.condition_missing", Reading::named(element) + " has no condition.",
                    event.span);
    }
  } else if (event.name == "linkEventDefinition") {
    trigger.kind = EventKind::kLink;
    trigger.name = event.attribute_or("name", "");
  } else if (event.name == "compensateEventDefinition") {
    trigger.kind = EventKind::kCompensation;
    read_compensation(element, event, trigger, reading);
  } else if (event.name == "cancelEventDefinition") {
    trigger.kind = EventKind::kCancel;
  } else if (event.name == "terminateEventDefinition") {
    trigger.kind = EventKind::kTerminate;
  } else {
    reading.error("bpmn.unknown_element",
                  Reading::named(element) + ": " + event.name + " is no event definition.",
                  event.span);
    return std::nullopt;
  }
  return trigger;
}

void read_event(const XmlElement& element, Node& node, Reading& reading) {
  if (node.kind == NodeKind::kBoundaryEvent) {
    node.interrupting = element.attribute_or("cancelActivity", "true") != "false";
  } else if (node.kind == NodeKind::kStartEvent) {
    node.interrupting = element.attribute_or("isInterrupting", "true") != "false";
  }
  node.all_triggers = element.attribute_or("parallelMultiple", "false") == "true";
  for (const XmlElement* event : definitions_of(element, reading)) {
    std::optional<Trigger> trigger = read_trigger(element, *event, node, reading);
    if (trigger) node.triggers.push_back(std::move(*trigger));
  }
  if (node.triggers.size() > 1) {
    node.event = EventKind::kMultiple;
  } else if (!node.triggers.empty()) {
    const Trigger& only = node.triggers.front();
    node.event = only.kind;
    if (only.kind == EventKind::kMessage) node.message = only.name;
    if (only.kind == EventKind::kError) node.error_code = only.name;
  }
  std::vector<EventKind> kinds = {node.event};
  for (const Trigger& trigger : node.triggers) kinds.push_back(trigger.kind);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (may_have(node.kind, kinds[i]) || (i == 1 && kinds.size() == 2)) continue;
    reading.error("bpmn.wrong_event",
                  Reading::named(element) + " may not stand here " + event_word(kinds[i]) +
                      " (BPMN 2.0, table 10.93).",
                  element.span);
  }
  if (node.event == EventKind::kError && !node.interrupting) {
    reading.error("bpmn.wrong_event",
                  Reading::named(element) + ": an error always interrupts its activity.",
                  element.span);
  }
}

}  // namespace alternat::procedures::bpmn
