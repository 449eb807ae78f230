// SPDX-License-Identifier: EUPL-1.2
// Event definitions (BPMN 2.0, 10.5.5): which kinds an event may have, what they refer to.
#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

void read_timer(const XmlElement& element, const XmlElement& event, Node& node, Reading& reading) {
  node.event = EventKind::kTimer;
  ClockTerms clock;
  clock.span = event.span;
  int given = 0;
  for (const XmlElement& child : event.children) {
    if (child.namespace_uri != kModel) continue;
    const std::string text = trim(child.text);
    if (child.name == "timeCycle") {
      reading.error("bpmn.not_supported",
                    Reading::named(element) + ": timeCycle is not supported yet.", child.span);
      ++given;
    } else if (child.name == "timeDuration") {
      clock.duration = text;
      ++given;
      if (!is_duration(text)) {
        reading.error("bpmn.bad_duration",
                      Reading::named(element) + ": \"" + text +
                          "\" is no ISO 8601 duration of whole units such as P14D or PT2H.",
                      child.span);
      }
    } else if (child.name == "timeDate") {
      clock.date = text;
      ++given;
      if (text.empty()) {
        reading.error("bpmn.bad_duration", Reading::named(element) + " has an empty timeDate.",
                      child.span);
      }
    }
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

void read_message(const XmlElement& element, const XmlElement& event, Node& node,
                  Reading& reading) {
  node.event = EventKind::kMessage;
  const std::string reference = local_name(event.attribute_or("messageRef", ""));
  if (reference.empty()) {
    if (reading.profile == Profile::kStandard) return;
    reading.error("bpmn.message_missing", Reading::named(element) + " names no message.",
                  event.span);
    return;
  }
  const auto found = reading.roots.find(reference);
  if (found == reading.roots.end() || found->second->name != "message") {
    reading.error("bpmn.unknown_reference",
                  Reading::named(element) + ": messageRef \"" + reference + "\" names no message.",
                  event.span);
    return;
  }
  node.message = found->second->attribute_or("name", reference);
}

void read_error(const XmlElement& element, const XmlElement& event, Node& node, Reading& reading) {
  node.event = EventKind::kError;
  const std::string reference = local_name(event.attribute_or("errorRef", ""));
  const auto found = reading.roots.find(reference);
  if (reference.empty() && node.kind == NodeKind::kBoundaryEvent) return;  // catches every error
  if (found == reading.roots.end() || found->second->name != "error") {
    reading.error("bpmn.unknown_reference",
                  Reading::named(element) + ": errorRef \"" + reference + "\" names no error.",
                  event.span);
    return;
  }
  node.error_code = found->second->attribute_or("errorCode", "");
  if (node.error_code.empty() && node.kind == NodeKind::kEndEvent) {
    reading.error("bpmn.missing_attribute",
                  Reading::named(element) + ": the error \"" + reference + "\" has no errorCode.",
                  event.span);
  }
}

// BPMN 2.0, table 10.93, as far as the engine runs it.
bool may_have(NodeKind kind, EventKind event, bool top) {
  switch (event) {
    case EventKind::kNone:
      return kind != NodeKind::kCatchEvent && kind != NodeKind::kBoundaryEvent;
    case EventKind::kMessage:
      return kind != NodeKind::kStartEvent || top;
    case EventKind::kTimer:
      return (kind == NodeKind::kStartEvent && top) || kind == NodeKind::kCatchEvent ||
             kind == NodeKind::kBoundaryEvent;
    case EventKind::kError:
      return kind == NodeKind::kEndEvent || kind == NodeKind::kBoundaryEvent;
    case EventKind::kTerminate:
      return kind == NodeKind::kEndEvent;
  }
  return false;
}

std::string_view event_word(EventKind event) {
  switch (event) {
    case EventKind::kNone:
      return "without a trigger";
    case EventKind::kMessage:
      return "with a message";
    case EventKind::kTimer:
      return "with a timer";
    case EventKind::kError:
      return "with an error";
    case EventKind::kTerminate:
      return "with terminate";
  }
  return "";
}

std::vector<const XmlElement*> definitions_of(const XmlElement& element, Reading& reading) {
  std::vector<const XmlElement*> found;
  for (const XmlElement& child : element.children) {
    if (child.namespace_uri != kModel) continue;
    if (child.name.ends_with("EventDefinition")) found.push_back(&child);
    if (child.name != "eventDefinitionRef") continue;
    const std::string reference = local_name(child.text);
    const auto root = reading.roots.find(reference);
    if (root != reading.roots.end() && root->second->name.ends_with("EventDefinition")) {
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

void read_event(const XmlElement& element, Node& node, Reading& reading) {
  const std::vector<const XmlElement*> events = definitions_of(element, reading);
  if (events.size() > 1) {
    reading.error("bpmn.not_supported",
                  Reading::named(element) + ": several event definitions are not supported yet.",
                  element.span);
    return;
  }
  if (node.kind == NodeKind::kBoundaryEvent) {
    node.interrupting = element.attribute_or("cancelActivity", "true") != "false";
  }
  if (!events.empty()) {
    const XmlElement& event = *events.front();
    if (event.name == "timerEventDefinition") {
      read_timer(element, event, node, reading);
    } else if (event.name == "messageEventDefinition") {
      read_message(element, event, node, reading);
    } else if (event.name == "errorEventDefinition") {
      read_error(element, event, node, reading);
    } else if (event.name == "terminateEventDefinition") {
      node.event = EventKind::kTerminate;
    } else {
      reading.error("bpmn.not_supported",
                    Reading::named(element) + ": " + event.name + " is not supported yet.",
                    event.span);
      return;
    }
  }
  if (!may_have(node.kind, node.event, node.parent == kNoIndex)) {
    reading.error("bpmn.wrong_event",
                  Reading::named(element) + " may not stand here " +
                      std::string(event_word(node.event)) + " (BPMN 2.0, table 10.93).",
                  element.span);
  }
  if (node.event == EventKind::kError && !node.interrupting) {
    reading.error("bpmn.wrong_event",
                  Reading::named(element) + ": an error always interrupts its activity.",
                  element.span);
  }
}

}  // namespace alternat::procedures::bpmn
