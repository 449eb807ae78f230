// SPDX-License-Identifier: EUPL-1.2
// What a procedure in content/ must say beyond BPMN: who does it, what it rests on, how it ends,
// how it is drawn; and that nothing of a return happens before the safeguards of its phase passed.
#include <algorithm>
#include <set>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

class ContentCheck {
 public:
  explicit ContentCheck(Reading& reading) : reading_(reading), definition_(reading.definition) {}

  void run() {
    if (definition_.title.empty()) {
      error("bpmn.missing_attribute",
            "process \"" + definition_.id + "\" has no alternat:title (a text key).",
            definition_.span);
    }
    for (const Node& node : definition_.nodes) {
      check_role(node);
      check_words(node);
      check_clock(node);
      if (node.phase.empty()) continue;
      check_phase_place(node);
      check_phase(node);
    }
    check_results();
    check_drawn();
  }

 private:
  static std::string named(const Node& node) {
    return std::string(element_name(node)) + " \"" + node.id + "\"";
  }
  void error(std::string_view code, const std::string& message, const SourceSpan& span) {
    reading_.error(code, message, span);
  }
  void missing(const Node& node, std::string_view attribute, std::string_view why) {
    error(
        "bpmn.missing_attribute",
        named(node) + " has no alternat:" + std::string(attribute) + " (" + std::string(why) + ").",
        node.span);
  }

  void check_role(const Node& node) {
    const bool work = node.kind == NodeKind::kUserTask || node.kind == NodeKind::kManualTask ||
                      !node.form.empty();
    if (!work) return;
    if (node.role.empty()) {
      error("bpmn.no_role", named(node) + " lies in no lane and names no role.", node.span);
      return;
    }
    std::vector<std::string> known;
    for (const Lane& lane : definition_.lanes) known.push_back(lane.role);
    if (std::find(known.begin(), known.end(), node.role) != known.end()) return;
    const std::string nearest = nearest_name(node.role, known);
    error("bpmn.unknown_role",
          named(node) + ": no lane of the procedure has the role \"" + node.role + "\"" +
              (nearest.empty() ? "." : "; did you mean \"" + nearest + "\"?"),
          node.span);
  }

  void check_words(const Node& node) {
    if (node.name.empty() && !is_gateway(node.kind)) {
      error("bpmn.missing_attribute", named(node) + " has no name.", node.span);
    }
    switch (node.kind) {
      case NodeKind::kBusinessRuleTask:
        if (!is_decision(node.decision)) {
          error("bpmn.bad_attribute",
                named(node) + ": alternat:decision=\"" + node.decision +
                    "\" is not pathway:ID, safeguards:PHASE or model:ID.",
                node.span);
        }
        if (node.result.empty()) missing(node, "result", "the variable that holds the outcome");
        break;
      case NodeKind::kScriptTask:
        if (node.result.empty()) missing(node, "result", "the variable that holds the value");
        break;
      case NodeKind::kSendTask:
      case NodeKind::kServiceTask:
        if (node.message.empty()) missing(node, "message", "the message type");
        break;
      case NodeKind::kEndEvent:
        if (ends_case(node) && node.event != EventKind::kError && node.outcome.empty()) {
          missing(node, "outcome", "the word for how the case ended");
        }
        break;
      case NodeKind::kReceiveTask:
      case NodeKind::kStartEvent:
      case NodeKind::kCatchEvent:
      case NodeKind::kThrowEvent:
      case NodeKind::kBoundaryEvent:
      case NodeKind::kTask:
      case NodeKind::kUserTask:
      case NodeKind::kManualTask:
      case NodeKind::kExclusiveGateway:
      case NodeKind::kParallelGateway:
      case NodeKind::kInclusiveGateway:
      case NodeKind::kEventGateway:
      case NodeKind::kSubProcess:
        break;
    }
  }

  // At the top, or in an event sub-process at the top.
  bool ends_case(const Node& node) const {
    if (node.parent == kNoIndex) return true;
    const Node& around = definition_.nodes[node.parent];
    return around.parent == kNoIndex && around.scope == ScopeKind::kEvent;
  }

  static bool is_decision(std::string_view decision) {
    if (decision == "safeguards:contact" || decision == "safeguards:scheduling" ||
        decision == "safeguards:execution") {
      return true;
    }
    for (std::string_view kind : {"pathway:", "model:"}) {
      if (decision.starts_with(kind) && decision.size() > kind.size()) return true;
    }
    return false;
  }

  // A deadline says what it rests on: a clause, the agreement's own clock, or at least a reason.
  void check_clock(const Node& node) {
    if (!node.clock) return;
    const ClockTerms& clock = *node.clock;
    if (!clock.clause.empty() || !clock.agreement_clock.empty() || !clock.reason.empty()) return;
    error("bpmn.clause_required",
          named(node) + " has a period without alternat:clause, alternat:clock or alternat:reason.",
          node.span);
  }

  // Without the flows that demand this phase's PASS the element must be out of reach.
  void check_phase(const Node& goal) {
    std::set<std::string> guards;
    for (const Node& node : definition_.nodes) {
      if (node.decision == "safeguards:" + goal.phase) guards.insert(node.result + " = \"PASS\"");
    }
    std::vector<bool> reached(definition_.nodes.size(), false);
    std::vector<NodeIndex> work = entries_of(definition_);
    const auto visit = [&](NodeIndex next) {
      if (reached[next]) return;
      reached[next] = true;
      work.push_back(next);
    };
    while (!work.empty()) {
      const NodeIndex index = work.back();
      const Node& node = definition_.nodes[index];
      work.pop_back();
      if (&node == &goal) {
        error("bpmn.phase_unguarded",
              named(goal) + " of phase " + goal.phase +
                  " can be reached without a flow that demands "
                  "PASS of safeguards:" +
                  goal.phase + ".",
              goal.span);
        return;
      }
      for (FlowIndex out : node.outgoing) {
        const Flow& flow = definition_.flows[out];
        if (flow.condition && guards.contains(flow.condition->text)) continue;
        visit(flow.target);
      }
      for (NodeIndex entered : entered_with(definition_, index)) visit(entered);
    }
  }

  // The gate stands where a token arrives by a sequence flow; events that happen do not arrive.
  void check_phase_place(const Node& node) {
    const bool arrives =
        !node.incoming.empty() &&
        std::none_of(node.incoming.begin(), node.incoming.end(), [&](FlowIndex flow) {
          return definition_.nodes[definition_.flows[flow].source].kind == NodeKind::kEventGateway;
        });
    if (arrives) return;
    error("bpmn.misplaced_attribute",
          named(node) +
              ": alternat:phase stands on what a sequence flow leads to; put it on the "
              "next element.",
          node.span);
  }

  // The outcome of a decision is set by that decision only, never by a form or a script.
  void check_results() {
    std::set<std::string> results;
    for (const Node& node : definition_.nodes) {
      if (!node.decision.empty()) results.insert(node.result);
    }
    for (const Node& node : definition_.nodes) {
      std::vector<std::string> written;
      for (const FormField& field : node.form) written.push_back(field.fact);
      if (node.kind == NodeKind::kScriptTask && !node.result.empty())
        written.push_back(node.result);
      for (const Mapping& mapping : node.inputs) written.push_back(mapping.to);
      for (const Mapping& mapping : node.outputs) written.push_back(mapping.to);
      if (node.loop && !node.loop->outputs.empty()) written.push_back(node.loop->outputs);
      for (const std::string& name : written) {
        if (!results.contains(name)) continue;
        error("bpmn.result_overwritten",
              named(node) + " sets \"" + name + "\", which holds the outcome of a decision.",
              node.span);
      }
    }
  }

  void check_drawn() {
    if (definition_.diagram.shapes.empty()) {
      error("bpmn.no_diagram",
            "process \"" + definition_.id + "\" is not drawn: the file has no BPMNDiagram of it.",
            definition_.span);
      return;
    }
    std::set<std::string> shapes;
    std::set<std::string> edges;
    for (const Shape& shape : definition_.diagram.shapes) shapes.insert(shape.element);
    for (const Edge& edge : definition_.diagram.edges) edges.insert(edge.element);
    for (const Node& node : definition_.nodes) {
      if (!node.origin.empty() || shapes.contains(node.id)) continue;  // drawn in its own file
      error("bpmn.no_shape", named(node) + " is not drawn (no BPMNShape).", node.span);
    }
    for (const Flow& flow : definition_.flows) {
      if (flow.link || flow.inlined || edges.contains(flow.id)) continue;
      error("bpmn.no_shape", "sequenceFlow \"" + flow.id + "\" is not drawn (no BPMNEdge).",
            flow.span);
    }
  }

  Reading& reading_;
  const Definition& definition_;
};

}  // namespace

void check_content(Reading& reading) {
  ContentCheck(reading).run();
}

}  // namespace alternat::procedures::bpmn
