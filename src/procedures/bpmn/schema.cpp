// SPDX-License-Identifier: EUPL-1.2
#include "procedures/bpmn/schema.h"

#include <array>

namespace alternat::procedures::bpmn {

namespace {

bool has_word(std::string_view list, std::string_view word) {
  for (auto at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool whole = (at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ');
    if (whole) return true;
  }
  return false;
}

// Groups first: what many elements have in common.
constexpr std::array kGroups = {
    SchemaRow{"base", "", "id", "documentation extensionElements"},
    SchemaRow{"flow", "", "name", "auditing monitoring categoryValueRef"},
    SchemaRow{"node", "", "", "incoming outgoing"},
    SchemaRow{"activity", "", "isForCompensation startQuantity completionQuantity default",
              "ioSpecification property dataInputAssociation dataOutputAssociation resourceRole "
              "performer humanPerformer potentialOwner standardLoopCharacteristics "
              "multiInstanceLoopCharacteristics"},
    SchemaRow{"definition", "", "",
              "messageEventDefinition timerEventDefinition errorEventDefinition "
              "terminateEventDefinition signalEventDefinition escalationEventDefinition "
              "conditionalEventDefinition linkEventDefinition compensateEventDefinition "
              "cancelEventDefinition eventDefinitionRef property"},
    SchemaRow{"catch", "", "parallelMultiple", "dataOutput dataOutputAssociation outputSet"},
    SchemaRow{"throw", "", "", "dataInput dataInputAssociation inputSet"},
    SchemaRow{"gateway", "", "gatewayDirection default", ""},
    SchemaRow{"expression", "", "type language evaluatesToTypeRef", ""},
    SchemaRow{"scope", "", "", "*"},
};

constexpr std::array kRows = {
    SchemaRow{"startEvent", "base flow node definition catch", "isInterrupting", ""},
    SchemaRow{"intermediateCatchEvent", "base flow node definition catch", "", ""},
    SchemaRow{"boundaryEvent", "base flow node definition catch", "cancelActivity attachedToRef",
              ""},
    SchemaRow{"intermediateThrowEvent", "base flow node definition throw", "", ""},
    SchemaRow{"endEvent", "base flow node definition throw", "", ""},
    SchemaRow{"task", "base flow node activity", "", ""},
    SchemaRow{"manualTask", "base flow node activity", "", ""},
    SchemaRow{"userTask", "base flow node activity", "implementation", "rendering"},
    SchemaRow{"serviceTask", "base flow node activity", "implementation operationRef", ""},
    SchemaRow{"businessRuleTask", "base flow node activity", "implementation", ""},
    SchemaRow{"sendTask", "base flow node activity", "implementation messageRef operationRef", ""},
    SchemaRow{"receiveTask", "base flow node activity",
              "implementation instantiate messageRef operationRef", ""},
    SchemaRow{"scriptTask", "base flow node activity", "scriptFormat", "script"},
    SchemaRow{"callActivity", "base flow node activity", "calledElement", ""},
    SchemaRow{"subProcess", "base flow node activity scope", "triggeredByEvent", ""},
    SchemaRow{"transaction", "base flow node activity scope", "triggeredByEvent method", ""},
    SchemaRow{"adHocSubProcess", "base flow node activity scope",
              "triggeredByEvent cancelRemainingInstances ordering", ""},
    SchemaRow{"process", "base scope",
              "name processType isClosed isExecutable definitionalCollaborationRef", ""},
    SchemaRow{"exclusiveGateway", "base flow node gateway", "", ""},
    SchemaRow{"inclusiveGateway", "base flow node gateway", "", ""},
    SchemaRow{"complexGateway", "base flow node gateway", "", "activationCondition"},
    SchemaRow{"parallelGateway", "base flow node gateway", "", ""},
    SchemaRow{"eventBasedGateway", "base flow node gateway", "instantiate eventGatewayType", ""},
    SchemaRow{"sequenceFlow", "base flow", "sourceRef targetRef isImmediate",
              "conditionExpression"},
    SchemaRow{"conditionExpression", "base expression", "", ""},
    SchemaRow{"condition", "base expression", "", ""},
    SchemaRow{"loopCondition", "base expression", "", ""},
    SchemaRow{"loopCardinality", "base expression", "", ""},
    SchemaRow{"completionCondition", "base expression", "", ""},
    SchemaRow{"timeDuration", "base expression", "", ""},
    SchemaRow{"timeDate", "base expression", "", ""},
    SchemaRow{"timeCycle", "base expression", "", ""},
    SchemaRow{"messageEventDefinition", "base", "messageRef", "operationRef"},
    SchemaRow{"timerEventDefinition", "base", "", "timeDuration timeDate timeCycle"},
    SchemaRow{"errorEventDefinition", "base", "errorRef", ""},
    SchemaRow{"escalationEventDefinition", "base", "escalationRef", ""},
    SchemaRow{"signalEventDefinition", "base", "signalRef", ""},
    SchemaRow{"conditionalEventDefinition", "base", "", "condition"},
    SchemaRow{"linkEventDefinition", "base", "name", "source target"},
    SchemaRow{"compensateEventDefinition", "base", "waitForCompletion activityRef", ""},
    SchemaRow{"cancelEventDefinition", "base", "", ""},
    SchemaRow{"terminateEventDefinition", "base", "", ""},
    SchemaRow{"standardLoopCharacteristics", "base", "testBefore loopMaximum", "loopCondition"},
    SchemaRow{"multiInstanceLoopCharacteristics", "base",
              "isSequential behavior oneBehaviorEventRef noneBehaviorEventRef",
              "loopCardinality loopDataInputRef loopDataOutputRef inputDataItem outputDataItem "
              "complexBehaviorDefinition completionCondition"},
    SchemaRow{"complexBehaviorDefinition", "base", "", "condition event"},
    SchemaRow{"laneSet", "base", "name", "lane"},
    SchemaRow{"childLaneSet", "base", "name", "lane"},
    SchemaRow{"lane", "base", "name partitionElementRef",
              "partitionElement flowNodeRef childLaneSet"},
    SchemaRow{"dataObject", "base flow", "itemSubjectRef isCollection", "dataState"},
    SchemaRow{"dataObjectReference", "base flow", "itemSubjectRef dataObjectRef", "dataState"},
    SchemaRow{"dataStoreReference", "base flow", "itemSubjectRef dataStoreRef", "dataState"},
    SchemaRow{"ioSpecification", "base", "", "dataInput dataOutput inputSet outputSet"},
    SchemaRow{"dataInput", "base", "name itemSubjectRef isCollection", "dataState"},
    SchemaRow{"dataOutput", "base", "name itemSubjectRef isCollection", "dataState"},
    SchemaRow{"inputDataItem", "base", "name itemSubjectRef isCollection", "dataState"},
    SchemaRow{"outputDataItem", "base", "name itemSubjectRef isCollection", "dataState"},
    SchemaRow{"property", "base", "name itemSubjectRef", "dataState"},
    SchemaRow{"dataInputAssociation", "base", "", "sourceRef targetRef transformation assignment"},
    SchemaRow{"dataOutputAssociation", "base", "", "sourceRef targetRef transformation assignment"},
    SchemaRow{"assignment", "base", "", "from to"},
    SchemaRow{"association", "base", "sourceRef targetRef associationDirection", ""},
    SchemaRow{"group", "base", "categoryValueRef", ""},
    SchemaRow{"textAnnotation", "base", "textFormat", "text"},
    SchemaRow{"message", "base", "name itemRef", ""},
    SchemaRow{"signal", "base", "name structureRef", ""},
    SchemaRow{"error", "base", "name errorCode structureRef", ""},
    SchemaRow{"escalation", "base", "name escalationCode structureRef", ""},
    SchemaRow{"itemDefinition", "base", "structureRef isCollection itemKind", ""},
    SchemaRow{"collaboration", "base", "name isClosed", "*"},
    SchemaRow{"participant", "base", "name processRef",
              "interfaceRef endPointRef participantMultiplicity"},
    SchemaRow{"participantMultiplicity", "base", "minimum maximum", ""},
    SchemaRow{"messageFlow", "base", "name sourceRef targetRef messageRef", ""},
};

constexpr std::string_view kFlag = "true false";

struct Words {
  std::string_view name;
  std::string_view words;
};

constexpr std::array kValues = {
    Words{"isExecutable", kFlag},
    Words{"isClosed", kFlag},
    Words{"cancelActivity", kFlag},
    Words{"isInterrupting", kFlag},
    Words{"parallelMultiple", kFlag},
    Words{"triggeredByEvent", kFlag},
    Words{"isForCompensation", kFlag},
    Words{"instantiate", kFlag},
    Words{"isSequential", kFlag},
    Words{"testBefore", kFlag},
    Words{"isCollection", kFlag},
    Words{"isImmediate", kFlag},
    Words{"waitForCompletion", kFlag},
    Words{"cancelRemainingInstances", kFlag},
    Words{"gatewayDirection", "Unspecified Converging Diverging Mixed"},
    Words{"associationDirection", "None One Both"},
    Words{"eventGatewayType", "Exclusive Parallel"},
    Words{"processType", "None Public Private"},
    Words{"ordering", "Sequential Parallel"},
    Words{"behavior", "All None One Complex"},
    Words{"itemKind", "Information Physical"},
};

constexpr std::array kReferences = {
    Words{"dataInputRefs", "dataInput"},
    Words{"dataOutputRefs", "dataOutput"},
    Words{"optionalInputRefs", "dataInput"},
    Words{"optionalOutputRefs", "dataOutput"},
    Words{"inMessageRef", "message"},
    Words{"outMessageRef", "message"},
    Words{"operationRef", "operation"},
    Words{"interfaceRef", "interface"},
    Words{"supportedInterfaceRef", "interface"},
    Words{"itemRef", "itemDefinition"},
    Words{"itemSubjectRef", "itemDefinition"},
    Words{"dataStoreRef", "dataStore"},
    Words{"categoryValueRef", "categoryValue"},
};

constexpr std::string_view kOnce =
    "conditionExpression script condition loopCondition loopCardinality completionCondition "
    "timeDuration timeDate timeCycle text childLaneSet ioSpecification loopDataInputRef "
    "loopDataOutputRef inputDataItem outputDataItem transformation from to targetRef "
    "participantMultiplicity standardLoopCharacteristics multiInstanceLoopCharacteristics auditing "
    "monitoring extensionElements";

}  // namespace

bool SchemaRow::allows_attribute(std::string_view name) const {
  if (has_word(attributes, name)) return true;
  for (const SchemaRow& group : kGroups) {
    if (has_word(groups, group.element) && has_word(group.attributes, name)) return true;
  }
  return false;
}

bool SchemaRow::allows_child(std::string_view name) const {
  // read_trigger names event definitions that it does not know.
  if (has_word(groups, "definition") && name.ends_with("EventDefinition")) return true;
  if (children == "*" || has_word(children, name)) return true;
  for (const SchemaRow& group : kGroups) {
    if (!has_word(groups, group.element)) continue;
    if (group.children == "*" || has_word(group.children, name)) return true;
  }
  return false;
}

const SchemaRow* find_schema_row(std::string_view element) {
  for (const SchemaRow& row : kRows) {
    if (row.element == element) return &row;
  }
  return nullptr;
}

std::string allowed_words(std::string_view attribute) {
  for (const Words& row : kValues) {
    if (row.name == attribute) return std::string(row.words);
  }
  return "";
}

std::string referred_kind(std::string_view name) {
  for (const Words& row : kReferences) {
    if (row.name == name) return std::string(row.words);
  }
  return "";
}

bool stands_once(std::string_view child) {
  return has_word(kOnce, child);
}

}  // namespace alternat::procedures::bpmn
