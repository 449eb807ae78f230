// SPDX-License-Identifier: EUPL-1.2
// What BPMN 2.0 demands of the graph: starts and ends, reachability, what may connect to what (7.6,
// 10.5, 10.6), and which flows may carry a condition (13.2).
#include <algorithm>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

class StructureCheck {
 public:
  explicit StructureCheck(Reading& reading) : reading_(reading), definition_(reading.definition) {}

  void run() {
    check_scope(kNoIndex);
    for (NodeIndex index = 0; index < definition_.nodes.size(); ++index) {
      check_node(index);
      if (definition_.nodes[index].kind == NodeKind::kSubProcess) check_scope(index);
    }
    for (const Flow& flow : definition_.flows) check_flow(flow);
    check_reachable();
  }

 private:
  std::string named(const Node& node) const {
    return std::string(element_name(node)) + " \"" + node.id + "\"";
  }
  void error(std::string_view code, const std::string& message, const SourceSpan& span) {
    reading_.error(code, message, span);
  }

  void check_scope(NodeIndex scope) {
    const SourceSpan& span = scope == kNoIndex ? definition_.span : definition_.nodes[scope].span;
    const std::string what = scope == kNoIndex ? "The process" : named(definition_.nodes[scope]);
    const ScopeKind kind =
        scope == kNoIndex ? ScopeKind::kEmbedded : definition_.nodes[scope].scope;
    int starts = 0;
    int plain = 0;
    int ends = 0;
    int others = 0;
    for (const Node& node : definition_.nodes) {
      if (node.parent != scope) continue;
      const bool start = node.kind == NodeKind::kStartEvent;
      if (start) ++starts;
      if (start && node.event == EventKind::kNone) ++plain;
      if (node.kind == NodeKind::kEndEvent) ++ends;
      if (!start && node.kind != NodeKind::kEndEvent) ++others;
    }
    if (kind == ScopeKind::kAdHoc) {
      if (starts + ends > 0) {
        error("bpmn.ad_hoc", what + " may have neither start nor end events (10.3.5).", span);
      } else if (others == 0) {
        error("bpmn.ad_hoc", what + " has no activity.", span);
      }
      return;
    }
    const bool begins = scope == kNoIndex ? !definition_.starts.empty() : starts > 0;
    if (!begins) error("bpmn.no_start", what + " has no start event.", span);
    if (ends == 0) error("bpmn.no_end", what + " has no end event.", span);
    if (plain > 1) {
      error("bpmn.several_starts", what + " has more than one start event without a trigger.",
            span);
    } else if (scope != kNoIndex && starts > 1) {
      error("bpmn.several_starts", what + " has more than one start event.", span);
    }
  }

  // An element without a way out stops there; some have none by their nature.
  bool may_stop(const Node& node) const {
    const bool event_scope = node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kEvent;
    const bool undoes = node.for_compensation || (node.kind == NodeKind::kBoundaryEvent &&
                                                  node.event == EventKind::kCompensation);
    const bool ad_hoc =
        node.parent != kNoIndex && definition_.nodes[node.parent].scope == ScopeKind::kAdHoc;
    return node.kind == NodeKind::kEndEvent || event_scope || undoes ||
           (ad_hoc && is_activity(node.kind));
  }

  void check_node(NodeIndex index) {
    const Node& node = definition_.nodes[index];
    const bool start = node.kind == NodeKind::kStartEvent;
    const bool end = node.kind == NodeKind::kEndEvent;
    const bool boundary = node.kind == NodeKind::kBoundaryEvent;
    if ((start || boundary) && !node.incoming.empty()) {
      error(start ? "bpmn.start_incoming" : "bpmn.boundary_incoming",
            named(node) + " may have no incoming sequence flow.", node.span);
    }
    if (end && !node.outgoing.empty()) {
      error("bpmn.end_outgoing", named(node) + " may have no outgoing sequence flow.", node.span);
    }
    if (!may_stop(node) && node.outgoing.empty()) {
      error(is_gateway(node.kind) ? "bpmn.gateway_without_flows" : "bpmn.dead_end",
            named(node) + " has no outgoing sequence flow, so the path stops without an end event.",
            node.span);
    }
    if (is_gateway(node.kind)) check_gateway(index);
    if (node.kind == NodeKind::kScriptTask && (!node.script || node.script->text.empty())) {
      error("bpmn.missing_attribute", named(node) + " has no script.", node.span);
    }
    if (node.kind == NodeKind::kReceiveTask && node.message.empty()) {
      error("bpmn.message_missing", named(node) + " names no message.", node.span);
    }
  }

  void check_gateway(NodeIndex index) {
    const Node& node = definition_.nodes[index];
    const std::string direction =
        reading_.node_elements[index]->attribute_or("gatewayDirection", "Unspecified");
    const bool many_in = node.incoming.size() > 1;
    const bool many_out = node.outgoing.size() > 1;
    const bool fits = direction == "Unspecified" ||
                      (direction == "Converging" && many_in && !many_out) ||
                      (direction == "Diverging" && !many_in && many_out) ||
                      (direction == "Mixed" && many_in && many_out);
    if (!fits) {
      error("bpmn.gateway_direction",
            named(node) + " says " + direction + " but has " +
                std::to_string(node.incoming.size()) + " incoming and " +
                std::to_string(node.outgoing.size()) + " outgoing flows.",
            node.span);
    }
    // BPMN 2.0, 10.6: a gateway splits or joins the flow.
    if (fits && node.kind != NodeKind::kEventGateway && !many_in && !many_out &&
        !node.incoming.empty() && !node.outgoing.empty()) {
      error("bpmn.gateway_direction",
            named(node) + " neither splits nor joins: it has one flow in and one out.", node.span);
    }
    const bool chooses =
        node.kind == NodeKind::kExclusiveGateway || node.kind == NodeKind::kInclusiveGateway;
    if (node.default_flow != kNoIndex && !chooses) {
      error("bpmn.default_not_allowed", named(node) + " may have no default flow.", node.span);
    }
    if (chooses && many_out) {
      for (FlowIndex flow : node.outgoing) {
        if (flow == node.default_flow || definition_.flows[flow].condition) continue;
        error("bpmn.condition_missing",
              "sequenceFlow \"" + definition_.flows[flow].id + "\" leaves " + named(node) +
                  " without a condition and is not its default.",
              definition_.flows[flow].span);
      }
    }
    if (node.kind == NodeKind::kEventGateway) check_event_gateway(node);
  }

  void check_event_gateway(const Node& node) {
    if (node.outgoing.size() < 2) {
      error("bpmn.event_gateway_target", named(node) + " needs two or more events to wait for.",
            node.span);
    }
    bool receives = false;
    bool catches = false;
    for (FlowIndex index : node.outgoing) {
      const Node& target = definition_.nodes[definition_.flows[index].target];
      const bool waits = target.kind == NodeKind::kReceiveTask ||
                         (target.kind == NodeKind::kCatchEvent && target.event != EventKind::kLink);
      receives = receives || target.kind == NodeKind::kReceiveTask;
      catches =
          catches || (target.kind == NodeKind::kCatchEvent && target.event == EventKind::kMessage);
      if (!waits || target.incoming.size() > 1 || !target.boundary.empty()) {
        error("bpmn.event_gateway_target",
              named(node) + " leads to " + named(target) +
                  "; only catch events and receive tasks with this one incoming flow and no "
                  "boundary event may follow.",
              definition_.flows[index].span);
      }
    }
    // Nothing goes wrong where content mixes them: both wait for a message.
    if (receives && catches && reading_.profile == Profile::kStandard) {
      error("bpmn.event_gateway_target",
            named(node) + " mixes receive tasks and message events; use one of the two (10.6.6).",
            node.span);
    }
  }

  void check_flow(const Flow& flow) {
    const Node& source = definition_.nodes[flow.source];
    if (!flow.condition) return;
    const bool is_default =
        source.default_flow != kNoIndex && &definition_.flows[source.default_flow] == &flow;
    const bool may = is_activity(source.kind) || source.kind == NodeKind::kExclusiveGateway ||
                     source.kind == NodeKind::kInclusiveGateway;
    if (source.kind == NodeKind::kParallelGateway && reading_.profile == Profile::kStandard) {
      // BPMN 2.0, 13.4.1: a parallel gateway takes all its flows and checks no condition.
      reading_.diagnostics.warning(
          "bpmn.condition_not_allowed",
          "sequenceFlow \"" + flow.id + "\" has a condition that " + named(source) + " ignores.",
          flow.span);
    } else if (!may) {
      error("bpmn.condition_not_allowed",
            "sequenceFlow \"" + flow.id + "\" has a condition but leaves " + named(source) + ".",
            flow.span);
    } else if (is_default) {
      error("bpmn.condition_not_allowed",
            "sequenceFlow \"" + flow.id + "\" is the default flow and may have no condition.",
            flow.span);
    } else if (is_activity(source.kind) && source.outgoing.size() == 1) {
      error("bpmn.condition_not_allowed",
            "sequenceFlow \"" + flow.id + "\" is the only way out of " + named(source) +
                " and may have no condition.",
            flow.span);
    }
  }

  void check_reachable() {
    std::vector<bool> reached(definition_.nodes.size(), false);
    std::vector<NodeIndex> work = entries_of(definition_);
    for (NodeIndex start : work) {
      reached[start] = true;
      // The gateway before events that begin a case is reached with them.
      for (FlowIndex flow : definition_.nodes[start].incoming) {
        const NodeIndex source = definition_.flows[flow].source;
        if (definition_.nodes[source].kind == NodeKind::kEventGateway) reached[source] = true;
      }
    }
    const auto visit = [&](NodeIndex next) {
      if (reached[next]) return;
      reached[next] = true;
      work.push_back(next);
    };
    while (!work.empty()) {
      const NodeIndex index = work.back();
      work.pop_back();
      for (FlowIndex flow : definition_.nodes[index].outgoing) {
        visit(definition_.flows[flow].target);
      }
      for (NodeIndex entered : entered_with(definition_, index)) visit(entered);
    }
    for (NodeIndex index = 0; index < definition_.nodes.size(); ++index) {
      if (reached[index]) continue;
      const Node& node = definition_.nodes[index];
      error("bpmn.unreachable", named(node) + " cannot be reached from a start event.", node.span);
    }
  }

  Reading& reading_;
  const Definition& definition_;
};

}  // namespace

void check_structure(Reading& reading) {
  StructureCheck(reading).run();
}

}  // namespace alternat::procedures::bpmn
