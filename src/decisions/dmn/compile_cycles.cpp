// SPDX-License-Identifier: EUPL-1.2
// No decision rests on itself (DMN 1.5 clauses 6.3.7 and 6.3.9): not through decisions, nor through
// the functions and services it calls. A function that calls itself is no cycle.
#include <algorithm>
#include <functional>

#include "decisions/dmn/compile.h"

namespace alternat::dmn {
namespace {

enum class State : std::uint8_t { kNew, kOpen, kDone };

// The graph of requirements: decisions, then knowledge, then services.
class Requirements {
 public:
  explicit Requirements(const ModelSet& models)
      : models_(models),
        knowledge_at_(models.decisions().size()),
        services_at_(knowledge_at_ + models.knowledge().size()) {}

  std::size_t size() const { return services_at_ + models_.services().size(); }
  std::size_t node_of(const Link& link) const {
    if (link.source == Source::kDecision) return link.index;
    return link.index + (link.source == Source::kKnowledge ? knowledge_at_ : services_at_);
  }
  bool is_decision(std::size_t node) const { return node < knowledge_at_; }
  bool is_service(std::size_t node) const { return node >= services_at_; }
  std::size_t knowledge_of(std::size_t node) const { return node - knowledge_at_; }
  const ServiceNode& service(std::size_t node) const {
    return models_.services()[node - services_at_];
  }
  const std::string& name(std::size_t node) const {
    if (is_decision(node)) return models_.decisions()[node].decision->name;
    if (is_service(node)) return service(node).service->name;
    return models_.knowledge()[knowledge_of(node)].knowledge->name;
  }
  const SourceSpan& span(std::size_t node) const {
    if (is_decision(node)) return models_.decisions()[node].decision->span;
    if (is_service(node)) return service(node).service->span;
    return models_.knowledge()[knowledge_of(node)].knowledge->span;
  }

 private:
  const ModelSet& models_;
  std::size_t knowledge_at_, services_at_;
};

}  // namespace

void Compiler::check_cycles() {
  const Requirements graph(set_);
  std::vector<State> states(graph.size(), State::kNew);
  std::function<void(std::size_t)> visit;
  // Whether the way back closes a circle; it is then named, and the requirement dropped.
  const auto closes = [&](std::size_t from, std::size_t to) {
    if (states[to] != State::kOpen || from == to) return from == to && graph.is_decision(from);
    return true;
  };
  const auto report = [&](std::size_t from, std::size_t to) {
    const std::string what = graph.is_decision(from)  ? "decision"
                             : graph.is_service(from) ? "decision service"
                                                      : "business knowledge model";
    diagnostics_.error("dmn.cycle",
                       what + " \"" + graph.name(from) + "\" requires \"" + graph.name(to) +
                           "\", which rests on it",
                       graph.span(from));
  };
  const auto follow = [&](std::size_t from, Frame& frame) {
    std::erase_if(frame.links, [&](const Link& link) {
      if (link.source == Source::kInput || !closes(from, graph.node_of(link))) return false;
      report(from, graph.node_of(link));
      return true;
    });
    for (const Link& link : frame.links)
      if (link.source != Source::kInput && states[graph.node_of(link)] == State::kNew)
        visit(graph.node_of(link));
  };
  visit = [&](std::size_t node) {
    states[node] = State::kOpen;
    if (graph.is_decision(node)) {
      follow(node, set_.decisions_[node].frame);
    } else if (graph.is_service(node)) {
      for (std::uint32_t output : graph.service(node).outputs) {
        if (closes(node, output)) report(node, output);
        if (states[output] == State::kNew) visit(output);
      }
    } else {
      follow(node, set_.knowledge_[graph.knowledge_of(node)].frame);
    }
    states[node] = State::kDone;
  };
  for (std::size_t node = 0; node < states.size(); ++node)
    if (states[node] == State::kNew) visit(node);
}

}  // namespace alternat::dmn
