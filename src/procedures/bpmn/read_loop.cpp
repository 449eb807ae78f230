// SPDX-License-Identifier: EUPL-1.2
// Loop characteristics of activities (BPMN 2.0, 10.3.8).
#include <charconv>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

void incomplete(const XmlElement& element, const XmlElement& loop, std::string_view what,
                Reading& reading) {
  reading.error("bpmn.loop_incomplete", Reading::named(element) + ": " + std::string(what),
                loop.span);
}

void read_standard(const XmlElement& element, const XmlElement& source, Loop& loop,
                   Reading& reading) {
  loop.test_before = source.attribute_or("testBefore", "false") == "true";
  if (const XmlElement* condition = source.find_child("loopCondition")) {
    loop.condition = reading.expression(element, *condition);
  }
  if (const std::string* text = source.find_attribute("loopMaximum")) {
    const char* end = text->data() + text->size();
    const auto [at, failure] = std::from_chars(text->data(), end, loop.maximum);
    if (failure != std::errc() || at != end || loop.maximum == 0) {
      reading.error(
          "bpmn.bad_value",
          Reading::named(element) + ": loopMaximum=\"" + *text + "\" is no whole number above 0.",
          source.span);
    }
  } else if (!loop.condition) {
    incomplete(element, source, "the loop has neither loopCondition nor loopMaximum.", reading);
  }
}

// An event that an instance throws: a signal or an escalation, caught at the activity's border.
std::optional<Trigger> thrown_event(const XmlElement& element, const XmlElement& event,
                                    Reading& reading) {
  Node thrower;
  thrower.kind = NodeKind::kThrowEvent;
  std::optional<Trigger> trigger = read_trigger(element, event, thrower, reading);
  if (!trigger || trigger->kind == EventKind::kSignal || trigger->kind == EventKind::kEscalation) {
    return trigger;
  }
  reading.error("bpmn.not_supported",
                Reading::named(element) +
                    ": instances throw signals and escalations; other events are not supported.",
                event.span);
  return std::nullopt;
}

std::optional<Trigger> referred_event(const XmlElement& element, const XmlElement& source,
                                      const std::string& attribute, Reading& reading) {
  const std::string* reference = source.find_attribute(attribute);
  if (reference == nullptr) return std::nullopt;
  const auto& roots = reading.here().file->roots;
  const auto found = roots.find(local_name(*reference));
  if (found != roots.end() && found->second->name.ends_with("EventDefinition")) {
    return thrown_event(element, *found->second, reading);
  }
  reading.error("bpmn.unknown_reference",
                Reading::named(element) + ": " + attribute + " \"" + *reference +
                    "\" names no event definition.",
                source.span);
  return std::nullopt;
}

void read_rules(const XmlElement& element, const XmlElement& source, Loop& loop, Reading& reading) {
  for (const XmlElement* child : source.children_named("complexBehaviorDefinition")) {
    const XmlElement* condition = child->find_child("condition");
    if (condition == nullptr) {
      incomplete(element, *child, "complexBehaviorDefinition has no condition.", reading);
      continue;
    }
    InstanceRule rule{reading.expression(element, *condition), std::nullopt};
    if (const XmlElement* event = child->find_child("event")) {
      for (const XmlElement& definition : event->children) {
        if (definition.name.ends_with("EventDefinition")) {
          rule.event = thrown_event(element, definition, reading);
        }
      }
    }
    loop.rules.push_back(std::move(rule));
  }
}

void read_behavior(const XmlElement& element, const XmlElement& source, Loop& loop,
                   Reading& reading) {
  const std::string behavior = source.attribute_or("behavior", "All");
  if (behavior == "None") {
    loop.behavior = InstanceEvent::kNone;
    loop.event = referred_event(element, source, "noneBehaviorEventRef", reading);
  } else if (behavior == "One") {
    loop.behavior = InstanceEvent::kOne;
    loop.event = referred_event(element, source, "oneBehaviorEventRef", reading);
  } else if (behavior == "Complex") {
    loop.behavior = InstanceEvent::kComplex;
    read_rules(element, source, loop, reading);
  }
  const bool wanted = behavior == "None" || behavior == "One";
  if (wanted && !loop.event) {
    incomplete(element, source, "behavior " + behavior + " names no event that it throws.",
               reading);
  }
  if (behavior == "Complex" && loop.rules.empty()) {
    incomplete(element, source, "behavior Complex has no complexBehaviorDefinition.", reading);
  }
}

void read_output(const XmlElement& element, const XmlElement& source, Loop& loop,
                 Reading& reading) {
  const XmlElement* list = source.find_child("loopDataOutputRef");
  const XmlElement* item = source.find_child("outputDataItem");
  if (list == nullptr && item == nullptr) return;
  if (list == nullptr || item == nullptr) {
    incomplete(element, source, "loopDataOutputRef and outputDataItem stand together.", reading);
    return;
  }
  loop.outputs = variable_of(element, local_name(list->text), reading);
  loop.list = reading.expression(loop.outputs, list->span);
  const std::string name = item->attribute_or("name", "");
  if (name.empty()) incomplete(element, *item, "outputDataItem has no name.", reading);
  loop.output = reading.expression(name, item->span);
}

void read_multi(const XmlElement& element, const XmlElement& source, Loop& loop, Reading& reading) {
  loop.multi = true;
  loop.sequential = source.attribute_or("isSequential", "false") == "true";
  const XmlElement* cardinality = source.find_child("loopCardinality");
  const XmlElement* collection = source.find_child("loopDataInputRef");
  if ((cardinality == nullptr) == (collection == nullptr)) {
    incomplete(element, source, "give one of loopCardinality and loopDataInputRef.", reading);
  }
  if (cardinality != nullptr) loop.cardinality = reading.expression(element, *cardinality);
  if (collection != nullptr) {
    loop.collection = reading.expression(
        variable_of(element, local_name(collection->text), reading), collection->span);
  }
  if (const XmlElement* item = source.find_child("inputDataItem")) {
    loop.item = item->attribute_or("name", "");
    if (collection == nullptr) {
      incomplete(element, *item, "inputDataItem without loopDataInputRef.", reading);
    }
  }
  if (const XmlElement* completion = source.find_child("completionCondition")) {
    loop.completion = reading.expression(element, *completion);
  }
  read_output(element, source, loop, reading);
  read_behavior(element, source, loop, reading);
}

}  // namespace

void read_loop(const XmlElement& element, Node& node, Reading& reading) {
  for (const XmlElement& child : element.children) {
    if (child.namespace_uri != kModel || !child.name.ends_with("LoopCharacteristics")) continue;
    if (node.loop) {
      incomplete(element, child, "an activity has one kind of loop at most.", reading);
      return;
    }
    node.loop.emplace();
    if (child.name == "standardLoopCharacteristics") {
      read_standard(element, child, *node.loop, reading);
    } else {
      read_multi(element, child, *node.loop, reading);
    }
  }
}

}  // namespace alternat::procedures::bpmn
