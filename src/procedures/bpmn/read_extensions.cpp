// SPDX-License-Identifier: EUPL-1.2
// The attributes of namespace urn:alternat:content:1 (docs/content-procedures.md). An attribute
// that is unknown, or stands where it means nothing, is an error: a misspelt clause must not
// vanish.
#include <algorithm>
#include <array>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

// Where an attribute may stand.
enum Spot : unsigned {
  kOnProcess = 1,
  kOnLane = 2,
  kOnWork = 4,  // user and manual tasks; receive tasks and message events that a person may record
  kOnRule = 8,  // business-rule tasks
  kOnScript = 16,
  kOnSend = 32,     // service and send tasks
  kOnReceive = 64,  // receive tasks
  kOnEnd = 128,
  kOnTimer = 256,
  kOnAnyNode = 512,
};

struct Attribute {
  std::string_view name;
  unsigned places;
};

constexpr std::array kAttributes = {
    Attribute{"realm", kOnProcess},
    Attribute{"title", kOnProcess},
    Attribute{"subject", kOnProcess},
    Attribute{"terms", kOnProcess},
    Attribute{"counts", kOnProcess | kOnEnd},
    Attribute{"role", kOnLane | kOnWork},
    Attribute{"form", kOnWork},
    Attribute{"due", kOnWork},
    Attribute{"four_eyes", kOnWork},
    Attribute{"counting", kOnWork | kOnTimer},
    Attribute{"calendar", kOnWork | kOnTimer},
    Attribute{"clock", kOnWork | kOnTimer},
    Attribute{"starts", kOnWork | kOnTimer},
    Attribute{"clause", kOnWork | kOnTimer},
    Attribute{"reason", kOnWork | kOnTimer},
    Attribute{"effect", kOnTimer},
    Attribute{"decision", kOnRule},
    Attribute{"result", kOnRule | kOnScript},
    Attribute{"message", kOnSend | kOnReceive},
    Attribute{"outcome", kOnEnd},
    Attribute{"phase", kOnAnyNode},
    Attribute{"help", kOnAnyNode},
};

unsigned places_of(const Node& node) {
  unsigned places = kOnAnyNode;
  switch (node.kind) {
    case NodeKind::kUserTask:
    case NodeKind::kManualTask:
      places |= kOnWork;
      break;
    case NodeKind::kReceiveTask:
      places |= kOnWork | kOnReceive;
      break;
    case NodeKind::kBusinessRuleTask:
      places |= kOnRule;
      break;
    case NodeKind::kScriptTask:
      places |= kOnScript;
      break;
    case NodeKind::kServiceTask:
    case NodeKind::kSendTask:
      places |= kOnSend;
      break;
    case NodeKind::kEndEvent:
      places |= kOnEnd;
      break;
    case NodeKind::kCatchEvent:
    case NodeKind::kBoundaryEvent:
    case NodeKind::kStartEvent:
      if (node.kind == NodeKind::kStartEvent && node.parent == kNoIndex) break;
      if (node.event == EventKind::kMessage) places |= kOnWork;
      break;
    case NodeKind::kThrowEvent:
    case NodeKind::kTask:
    case NodeKind::kExclusiveGateway:
    case NodeKind::kParallelGateway:
    case NodeKind::kInclusiveGateway:
    case NodeKind::kEventGateway:
    case NodeKind::kSubProcess:
      break;
  }
  if (node.event == EventKind::kTimer) places |= kOnTimer;
  return places;
}

void check_names(const XmlElement& element, unsigned places, Reading& reading) {
  for (const XmlAttribute& attribute : element.attributes) {
    if (attribute.namespace_uri != kExtension) continue;
    const auto row =
        std::find_if(kAttributes.begin(), kAttributes.end(),
                     [&](const Attribute& item) { return item.name == attribute.name; });
    if (row == kAttributes.end()) {
      std::vector<std::string> known;
      for (const Attribute& item : kAttributes) known.emplace_back(item.name);
      const std::string nearest = nearest_name(attribute.name, known);
      reading.error("bpmn.unknown_attribute",
                    Reading::named(element) + ": there is no attribute alternat:" + attribute.name +
                        (nearest.empty() ? "." : "; did you mean alternat:" + nearest + "?"),
                    element.span);
    } else if ((row->places & places) == 0) {
      reading.error("bpmn.misplaced_attribute",
                    Reading::named(element) + ": alternat:" + attribute.name +
                        " means nothing on this element.",
                    element.span);
    }
  }
}

std::string text_of(const XmlElement& element, std::string_view attribute) {
  const std::string* found = element.find_attribute(attribute, kExtension);
  return found == nullptr ? "" : trim(*found);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (std::string item = trim(text.substr(0, comma)); !item.empty()) items.push_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// A unit, a rule, or both with a colon between (calendar/counting_text.h); the program, which has
// the rules, looks whether they exist.
bool is_counting(std::string_view text) {
  const std::size_t colon = text.find(':');
  return is_word(text.substr(0, colon)) &&
         (colon == std::string_view::npos || is_word(text.substr(colon + 1)));
}

void bad_value(const XmlElement& element, std::string_view attribute, std::string_view allowed,
               Reading& reading) {
  reading.error("bpmn.bad_attribute",
                Reading::named(element) + ": alternat:" + std::string(attribute) + "=\"" +
                    text_of(element, attribute) + "\" is not " + std::string(allowed) + ".",
                element.span);
}

bool read_flag(const XmlElement& element, std::string_view attribute, Reading& reading) {
  const std::string text = text_of(element, attribute);
  if (!text.empty() && text != "true" && text != "false") {
    bad_value(element, attribute, "true or false", reading);
  }
  return text == "true";
}

void read_clock(const XmlElement& element, Node& node, Reading& reading) {
  const std::string due = text_of(element, "due");
  const std::string agreed = text_of(element, "clock");
  if (node.event != EventKind::kTimer) {
    if (due.empty() && agreed.empty()) {
      for (const char* name : {"counting", "calendar", "starts", "clause"}) {
        if (text_of(element, name).empty()) continue;
        reading.error("bpmn.timer_without_duration",
                      Reading::named(element) + ": alternat:" + name +
                          " without alternat:due or alternat:clock.",
                      element.span);
      }
      return;
    }
    if (!due.empty() && !is_duration(due)) {
      bad_value(element, "due", "an ISO 8601 duration of whole units such as P14D", reading);
    }
    node.clock = ClockTerms{};
    node.clock->duration = due;
    node.clock->span = element.span;
  }
  ClockTerms& clock = *node.clock;
  clock.agreement_clock = agreed;
  if (const std::string counting = text_of(element, "counting"); !counting.empty()) {
    clock.counting = counting;
    if (!is_counting(counting)) {
      bad_value(element, "counting", "a unit (working_days), a rule (bgb), or unit:rule", reading);
    }
  }
  clock.calendar = text_of(element, "calendar");
  clock.starts = text_of(element, "starts");
  if (!clock.starts.empty() && !is_word(clock.starts)) {
    bad_value(element, "starts", "one fact id", reading);
  }
  clock.clause = text_of(element, "clause");
  clock.reason = text_of(element, "reason");
  const std::string effect = text_of(element, "effect");
  bool known = effect.empty();
  for (TimerEffect item :
       {TimerEffect::kAnnouncedSilence, TimerEffect::kDeemedConsent, TimerEffect::kEscalate}) {
    if (effect != to_string(item)) continue;
    clock.effect = item;
    known = true;
  }
  if (!known) {
    bad_value(element, "effect", "announced_silence, deemed_consent or escalate", reading);
  }
  // Consent is never deemed without the clause that deems it: in the file, or with the agreement's
  // clock.
  if (clock.effect == TimerEffect::kDeemedConsent && clock.clause.empty()) {
    reading.error("bpmn.clause_required",
                  Reading::named(element) +
                      ": deemed consent needs alternat:clause, the provision "
                      "that deems it.",
                  element.span);
  }
}

void read_node(const XmlElement& element, Node& node, Reading& reading) {
  check_names(element, places_of(node), reading);
  if (const std::string role = text_of(element, "role"); !role.empty()) node.role = role;
  if (node.role.empty() && node.lane != kNoIndex) {
    node.role = reading.definition.lanes[node.lane].role;
  }
  for (std::string field : split_list(text_of(element, "form"))) {
    const bool optional = field.ends_with('?');
    if (optional) field.pop_back();
    if (!is_word(field)) bad_value(element, "form", "a list of fact ids", reading);
    node.form.push_back({std::move(field), optional});
  }
  node.four_eyes = read_flag(element, "four_eyes", reading);
  node.decision = text_of(element, "decision");
  node.result = text_of(element, "result");
  node.outcome = text_of(element, "outcome");
  node.help = text_of(element, "help");
  node.counts = node.kind == NodeKind::kEndEvent && read_flag(element, "counts", reading);
  if (const std::string message = text_of(element, "message"); !message.empty()) {
    node.message = message;
  }
  node.phase = text_of(element, "phase");
  if (!node.phase.empty() && node.phase != "contact" && node.phase != "scheduling" &&
      node.phase != "execution") {
    bad_value(element, "phase", "contact, scheduling or execution", reading);
  }
  read_clock(element, node, reading);
}

void read_process(Reading& reading) {
  const XmlElement& element = *reading.process;
  Definition& definition = reading.definition;
  check_names(element, kOnProcess, reading);
  definition.title = text_of(element, "title");
  definition.counts = text_of(element, "counts");
  definition.terms = split_list(text_of(element, "terms"));
  bool known = false;
  const std::string realm = text_of(element, "realm");
  for (Realm item : {Realm::kLabour, Realm::kReturns, Realm::kAdvice, Realm::kAgreement}) {
    if (realm != to_string(item)) continue;
    definition.realm = item;
    known = true;
  }
  if (!known && (reading.profile == Profile::kContent || !realm.empty())) {
    bad_value(element, "realm", "labour, returns, advice or agreement", reading);
  }
  known = false;
  const std::string subject = text_of(element, "subject");
  for (Subject item : {Subject::kPerson, Subject::kInstrument, Subject::kProject}) {
    if (subject != to_string(item)) continue;
    definition.subject = item;
    known = true;
  }
  if (!known && (reading.profile == Profile::kContent || !subject.empty())) {
    bad_value(element, "subject", "person, instrument or project", reading);
  }
}

// What a call activity calls is a procedure of the same realm; its conditions may read its terms.
void read_called_processes(Reading& reading) {
  Definition& definition = reading.definition;
  for (const Place& place : reading.places) {
    if (place.process == reading.process) continue;
    const std::string realm = text_of(*place.process, "realm");
    if (reading.profile == Profile::kContent && realm != to_string(definition.realm)) {
      reading.error("bpmn.call_realm",
                    Reading::named(*place.process) + " of realm \"" + realm +
                        "\" is called from a procedure of realm " +
                        std::string(to_string(definition.realm)) + ".",
                    place.process->span);
    }
    for (std::string& term : split_list(text_of(*place.process, "terms"))) {
      std::vector<std::string>& terms = definition.terms;
      if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
        terms.push_back(std::move(term));
      }
    }
  }
}

void check_lane_names(const XmlElement& scope, Reading& reading) {
  for (const XmlElement& child : scope.children) {
    if (child.name == "lane") check_names(child, kOnLane, reading);
    if (child.name == "laneSet" || child.name == "lane" || child.name == "childLaneSet") {
      check_lane_names(child, reading);
    }
  }
}

}  // namespace

void read_extensions(Reading& reading) {
  read_process(reading);
  read_called_processes(reading);
  check_lane_names(*reading.process, reading);
  for (NodeIndex index = 0; index < reading.definition.nodes.size(); ++index) {
    read_node(*reading.node_elements[index], reading.definition.nodes[index], reading);
  }
  for (FlowIndex flow = 0; flow < reading.flow_elements.size(); ++flow) {
    if (!reading.definition.flows[flow].link) check_names(*reading.flow_elements[flow], 0, reading);
  }
}

}  // namespace alternat::procedures::bpmn
