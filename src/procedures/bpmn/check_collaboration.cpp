// SPDX-License-Identifier: EUPL-1.2
// Participants and message flows (BPMN 2.0, 9.2, 9.3): a message flow goes from one pool to
// another, from what sends to what receives.
#include <array>
#include <map>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

constexpr std::array<std::string_view, 10> kActivities = {
    "task",        "userTask",   "manualTask",       "serviceTask", "sendTask",
    "receiveTask", "scriptTask", "businessRuleTask", "subProcess",  "callActivity"};

class CollaborationCheck {
 public:
  CollaborationCheck(const FileIndex& index, Diagnostics& diagnostics)
      : index_(index), diagnostics_(diagnostics) {}

  void run(const XmlElement& collaboration) {
    for (const XmlElement* participant : collaboration.children_named("participant")) {
      read_participant(*participant);
    }
    for (const XmlElement* flow : collaboration.children_named("messageFlow")) check_flow(*flow);
  }

 private:
  void error(std::string_view code, const XmlElement& element, const std::string& what) {
    diagnostics_.error(code, Reading::named(element) + what, element.span);
  }

  // Every element with an id that lies in the pool.
  void note_pool(const XmlElement& element, const std::string& pool) {
    if (const std::string* id = element.find_attribute("id")) pools_[*id] = pool;
    for (const XmlElement& child : element.children) note_pool(child, pool);
  }

  void read_participant(const XmlElement& participant) {
    const std::string id = participant.attribute_or("id", "");
    pools_[id] = id;
    const std::string* reference = participant.find_attribute("processRef");
    if (reference == nullptr) return;  // a closed pool
    const auto found = index_.roots.find(local_name(*reference));
    if (found == index_.roots.end() || found->second->name != "process") {
      error("bpmn.unknown_reference", participant, ": processRef names no process of the file.");
      return;
    }
    note_pool(*found->second, id);
  }

  // An activity, a pool, or a message event of the right direction.
  static bool may_carry(const XmlElement& end, bool sends) {
    if (end.name == "participant") return true;
    for (std::string_view activity : kActivities) {
      if (end.name != activity) continue;
      return end.name != (sends ? "receiveTask" : "sendTask");
    }
    if (end.name == "transaction" || end.name == "adHocSubProcess") return true;
    const bool throws = end.name == "intermediateThrowEvent" || end.name == "endEvent";
    const bool catches = end.name == "intermediateCatchEvent" || end.name == "startEvent" ||
                         end.name == "boundaryEvent";
    return sends ? throws : catches;
  }

  void check_flow(const XmlElement& flow) {
    std::string pools[2];
    for (const bool sends : {true, false}) {
      const char* name = sends ? "sourceRef" : "targetRef";
      const std::string* reference = flow.find_attribute(name);
      const auto found = reference == nullptr ? index_.elements.end()
                                              : index_.elements.find(local_name(*reference));
      if (found == index_.elements.end()) {
        error("bpmn.unknown_reference", flow,
              ": " + std::string(name) + " names no element of the file.");
        return;
      }
      if (!may_carry(*found->second, sends)) {
        error("bpmn.message_flow", flow,
              std::string(sends ? " comes from " : " goes to ") + Reading::named(*found->second) +
                  (sends ? ", which sends nothing." : ", which receives nothing."));
        return;
      }
      const auto pool = pools_.find(found->first);
      if (pool != pools_.end()) pools[sends ? 0 : 1] = pool->second;
    }
    if (pools[0].empty() || pools[0] != pools[1]) return;
    error("bpmn.message_flow", flow, " stays within one pool; use a sequence flow.");
  }

  const FileIndex& index_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::string> pools_;  // element id -> participant id
};

}  // namespace

void check_collaboration(const XmlElement& collaboration, const FileIndex& index,
                         Diagnostics& diagnostics) {
  CollaborationCheck(index, diagnostics).run(collaboration);
}

}  // namespace alternat::procedures::bpmn
