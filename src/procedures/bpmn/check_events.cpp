// SPDX-License-Identifier: EUPL-1.2
// Where events may stand and with what (BPMN 2.0, 10.5): event sub-processes, transactions,
// boundary events, events with several triggers. And what the legal profile leaves out.
#include <algorithm>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

class EventCheck {
 public:
  explicit EventCheck(Reading& reading) : reading_(reading), definition_(reading.definition) {}

  void run() {
    for (const Node& node : definition_.nodes) {
      check_triggers(node);
      if (node.kind == NodeKind::kStartEvent) check_start(node);
      if (node.kind == NodeKind::kBoundaryEvent) check_boundary(node);
      if (node.kind == NodeKind::kEndEvent && has(node, EventKind::kCancel)) check_cancel(node);
      if (is_event_scope(node)) check_event_scope(node);
      if (has(node, EventKind::kCompensation)) check_compensated(node);
    }
  }

 private:
  static std::string named(const Node& node) {
    return std::string(element_name(node)) + " \"" + node.id + "\"";
  }
  static bool has(const Node& node, EventKind kind) {
    return std::any_of(node.triggers.begin(), node.triggers.end(),
                       [&](const Trigger& trigger) { return trigger.kind == kind; });
  }
  static bool is_event_scope(const Node& node) {
    return node.kind == NodeKind::kSubProcess && node.scope == ScopeKind::kEvent;
  }
  void error(std::string_view code, const Node& node, std::string_view what) {
    reading_.error(code, named(node) + std::string(what), node.span);
  }

  void check_triggers(const Node& node) {
    if (node.all_triggers && node.triggers.size() < 2) {
      error("bpmn.wrong_event", node, " waits for all of its triggers but has no two.");
    }
    if (node.triggers.size() < 2) return;
    int timers = 0;
    for (std::size_t i = 0; i < node.triggers.size(); ++i) {
      const Trigger& trigger = node.triggers[i];
      if (trigger.kind == EventKind::kTimer) ++timers;
      if (trigger.kind == EventKind::kLink || trigger.kind == EventKind::kTerminate) {
        error("bpmn.wrong_event", node,
              " has a trigger beside others that stands alone: " +
                  std::string(to_string(trigger.kind)) + ".");
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (trigger.kind != node.triggers[j].kind || trigger.name != node.triggers[j].name) {
          continue;
        }
        if (trigger.kind == EventKind::kTimer || trigger.kind == EventKind::kConditional) continue;
        error("bpmn.wrong_event", node, " names the same trigger twice.");
      }
    }
    if (timers > 1) error("bpmn.not_supported", node, ": two timers are not supported.");
    if (node.all_triggers && node.kind == NodeKind::kStartEvent) {
      error("bpmn.not_supported", node, ": a start that needs several triggers is not supported.");
    }
  }

  void check_start(const Node& node) {
    if (node.parent == kNoIndex) {
      for (EventKind kind : {EventKind::kError, EventKind::kEscalation, EventKind::kCompensation}) {
        if (!has(node, kind)) continue;
        error("bpmn.wrong_event", node,
              " may not stand here with " + std::string(to_string(kind)) +
                  " (BPMN 2.0, table 10.84).");
      }
      return;
    }
    const bool by_event = is_event_scope(definition_.nodes[node.parent]);
    if (by_event && node.event == EventKind::kNone) {
      error("bpmn.event_sub_process", node, " of an event sub-process has no trigger.");
    }
    if (!by_event && node.event != EventKind::kNone) {
      error("bpmn.wrong_event", node,
            " of a sub-process may have no trigger (BPMN 2.0, table 10.84).");
    }
    const bool must_interrupt = has(node, EventKind::kError) || has(node, EventKind::kCompensation);
    if (by_event && must_interrupt && !node.interrupting) {
      error("bpmn.wrong_event", node, ": an error or compensation always interrupts.");
    }
    if (by_event && has(node, EventKind::kCompensation) &&
        definition_.nodes[node.parent].parent == kNoIndex) {
      error("bpmn.compensation_unpaired", node,
            " compensates the whole case, which nobody can throw.");
    }
  }

  void check_boundary(const Node& node) {
    const Node& host = definition_.nodes[node.attached_to];
    if (is_event_scope(host)) {
      error("bpmn.event_sub_process", node, " is attached to an event sub-process.");
    }
    if (has(node, EventKind::kCancel)) {
      if (host.kind != NodeKind::kSubProcess || host.scope != ScopeKind::kTransaction) {
        error("bpmn.wrong_event", node, " catches cancellation of what is no transaction.");
      }
      if (!node.interrupting) error("bpmn.wrong_event", node, ": cancellation always interrupts.");
    }
    if (has(node, EventKind::kCompensation) && !node.outgoing.empty()) {
      error("bpmn.boundary_outgoing", node,
            " compensates and has no outgoing sequence flow, only an association.");
    }
  }

  void check_cancel(const Node& node) {
    const Node* around = node.parent == kNoIndex ? nullptr : &definition_.nodes[node.parent];
    if (around == nullptr || around->scope != ScopeKind::kTransaction) {
      error("bpmn.wrong_event", node, " cancels but stands in no transaction.");
      return;
    }
    const bool caught = std::any_of(
        around->boundary.begin(), around->boundary.end(),
        [&](NodeIndex event) { return has(definition_.nodes[event], EventKind::kCancel); });
    if (!caught) {
      error("bpmn.cancel_uncaught", node,
            " cancels, but no cancel event at the border of " + named(*around) + " catches it.");
    }
  }

  void check_event_scope(const Node& node) {
    if (!node.incoming.empty() || !node.outgoing.empty()) {
      error("bpmn.event_sub_process", node, " is triggered by its event and has no sequence flow.");
    }
    if (node.loop) error("bpmn.event_sub_process", node, " may not be repeated.");
  }

  // What compensateEventDefinition names is an activity that can be undone from there.
  void check_compensated(const Node& node) {
    for (const Trigger& trigger : node.triggers) {
      if (trigger.kind != EventKind::kCompensation || trigger.name.empty()) continue;
      const NodeIndex found = definition_.find_node(trigger.name);
      if (found != kNoIndex && is_activity(definition_.nodes[found].kind)) continue;
      error("bpmn.unknown_reference", node,
            ": activityRef \"" + trigger.name + "\" names no activity.");
    }
  }

  Reading& reading_;
  const Definition& definition_;
};

}  // namespace

void check_events(Reading& reading) {
  EventCheck(reading).run();
}

// An administrative act is withdrawn or revoked by a new act with its own grounds, and never undone
// as if it had not been; and each step of a procedure happens once for each time it is reached.
void check_legal(Reading& reading) {
  if (reading.profile != Profile::kContent) return;
  const auto refuse = [&](const Node& node, const std::string& what) {
    reading.error("bpmn.not_in_legal_profile",
                  std::string(element_name(node)) + " \"" + node.id + "\": " + what, node.span);
  };
  for (const Node& node : reading.definition.nodes) {
    for (const Trigger& trigger : node.triggers) {
      if (trigger.kind == EventKind::kCompensation || trigger.kind == EventKind::kCancel) {
        refuse(node, "compensation has no place in a legal procedure; revoke by a new act.");
      }
    }
    if (node.for_compensation) {
      refuse(node, "compensation has no place in a legal procedure; revoke by a new act.");
    }
    if (node.start_quantity != 1 || node.completion_quantity != 1) {
      refuse(node, "token quantities have no place in a legal procedure; use a gateway.");
    }
    if (node.kind != NodeKind::kSubProcess) continue;
    if (node.scope == ScopeKind::kTransaction) {
      refuse(node, "a transaction has no place in a legal procedure; revoke by a new act.");
    }
    if (node.scope == ScopeKind::kAdHoc) {
      refuse(node, "an ad-hoc sub-process leaves the order open; draw the order or a choice.");
    }
  }
}

}  // namespace alternat::procedures::bpmn
