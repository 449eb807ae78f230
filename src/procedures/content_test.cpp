// SPDX-License-Identifier: EUPL-1.2
// The shared library of procedures in content/procedures: all load, every path can end, and no
// readmission reaches a phase whose safeguards did not pass.
#include <doctest/doctest.h>

#include "base/file.h"
#include "procedures/exploring.h"
#include "procedures/read_definition.h"

namespace alternat::procedures {

namespace {

std::vector<Definition> library() {
  std::vector<Definition> definitions;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/procedures", ".bpmn");
  REQUIRE(files.ok());
  for (const std::string& path : *files) {
    const Result<std::string> text = read_file(path);
    REQUIRE(text.ok());
    Diagnostics diagnostics;
    const std::string name = path.substr(path.rfind('/') + 1);
    std::optional<Definition> read = read_definition(*text, name, Profile::kContent, diagnostics);
    std::string problems;
    for (const Diagnostic& item : diagnostics.items()) problems += to_string(item) + "\n";
    CHECK_MESSAGE(problems.empty(), problems);
    if (!read) continue;
    CHECK(read->id + ".bpmn" == name);
    definitions.push_back(std::move(*read));
  }
  return definitions;
}

const Definition& find(const std::vector<Definition>& definitions, std::string_view id) {
  for (const Definition& definition : definitions) {
    if (definition.id == id) return definition;
  }
  FAIL("no such procedure");
  return definitions.front();
}

std::vector<std::string> any_outcome(const std::string& decision) {
  if (decision.starts_with("safeguards:")) return {"PASS", "REVIEW"};
  return {"ELIGIBLE", "NEEDS_INFO"};
}

// Whether an end is reached only from an event beside the work (non-interrupting): the case goes
// on.
bool is_beside(const Definition& definition, NodeIndex end) {
  std::set<NodeIndex> reached(definition.starts.begin(), definition.starts.end());
  std::vector<NodeIndex> open(reached.begin(), reached.end());
  const auto reach = [&](NodeIndex index) {
    if (reached.insert(index).second) open.push_back(index);
  };
  while (!open.empty()) {
    const Node& node = definition.nodes[open.back()];
    open.pop_back();
    for (const FlowIndex flow : node.outgoing) reach(definition.flows[flow].target);
    for (const NodeIndex event : node.boundary)
      if (definition.nodes[event].interrupting) reach(event);
  }
  return !reached.contains(end);
}

// Phase of the element, its own or that of a sub-process around it.
std::string phase_of(const Definition& definition, const std::string& element) {
  const NodeIndex index = definition.find_node(element);
  return index == kNoIndex ? "" : definition.nodes[index].phase;
}

}  // namespace

TEST_CASE("every procedure of the library loads without a word") {
  CHECK(library().size() >= 26);
}

TEST_CASE("from every reachable state of every procedure an end can be reached") {
  for (const Definition& definition : library()) {
    for (const bool reads_all : {false, true}) {
      CAPTURE(definition.id);
      CAPTURE(reads_all);
      const testing::Explored explored =
          testing::explore(definition, reads_all, any_outcome, [](const testing::Step&) {});
      MESSAGE(definition.id, ": ", explored.states, " control states");
      CHECK(explored.states < testing::kStatesMax);
      const std::string first = explored.stuck.empty() ? "" : explored.stuck.front();
      CHECK_MESSAGE(explored.stuck.empty(), first);
      // Every end event at the top is reached.
      for (const Node& node : definition.nodes) {
        if (node.kind != NodeKind::kEndEvent || node.parent != kNoIndex || node.outcome.empty())
          continue;
        const bool beside = is_beside(definition, definition.find_node(node.id));
        CHECK_MESSAGE((beside || explored.outcomes.contains(node.outcome)), node.outcome);
      }
    }
  }
}

TEST_CASE("a readmission enters an element of a phase only after PASS of that phase") {
  const std::vector<Definition> definitions = library();
  const Definition& readmission = find(definitions, "readmission");
  std::set<std::string> entered;
  testing::explore(readmission, true, any_outcome, [&](const testing::Step& step) {
    State state = step.before;
    for (const Record& record : step.records) {
      procedures::apply(state, record);
      const auto* activated = std::get_if<ElementActivated>(&record);
      if (activated == nullptr) continue;
      const std::string phase = phase_of(readmission, activated->element);
      if (phase.empty()) continue;
      entered.insert(phase);
      const auto result = state.results.find("safeguards:" + phase);
      REQUIRE(result != state.results.end());
      CHECK(result->second.outcome == "PASS");
    }
  });
  CHECK(entered == std::set<std::string>{"contact", "execution", "scheduling"});
}

TEST_CASE("with REVIEW as the best result nothing leaves and nothing is planned or carried out") {
  const std::vector<Definition> definitions = library();
  const Definition& readmission = find(definitions, "readmission");
  const std::vector<std::string> phases = {"contact", "scheduling", "execution"};
  for (std::size_t shut = 0; shut < phases.size(); ++shut) {
    CAPTURE(phases[shut]);
    const auto outcomes = [&](const std::string& decision) -> std::vector<std::string> {
      if (decision == "safeguards:" + phases[shut]) return {"REVIEW", "HOLD", "BLOCK"};
      return {"PASS", "REVIEW"};
    };
    testing::explore(readmission, false, outcomes, [&](const testing::Step& step) {
      for (const Record& record : step.records) {
        if (const auto* activated = std::get_if<ElementActivated>(&record)) {
          for (std::size_t later = shut; later < phases.size(); ++later) {
            CHECK(phase_of(readmission, activated->element) != phases[later]);
          }
          if (shut <= 1) CHECK(activated->element != "scheduling");
          CHECK(activated->element != "execution");
        }
        if (shut == 0) CHECK(!std::holds_alternative<MessageThrown>(record));
      }
    });
  }
}

TEST_CASE("a technology match is agreed only after both checks are recorded") {
  const std::vector<Definition> definitions = library();
  const Definition& project = find(definitions, "technology-project");
  bool agreed = false;
  testing::explore(project, false, any_outcome, [&](const testing::Step& step) {
    State state = step.before;
    for (const Record& record : step.records) {
      procedures::apply(state, record);
      const auto* activated = std::get_if<ElementActivated>(&record);
      if (activated == nullptr || activated->element != "agreed") continue;
      agreed = true;
      CHECK(state.variables.contains("export_control_result"));
      CHECK(state.variables.contains("end_user_result"));
    }
  });
  CHECK(agreed);
}

}  // namespace alternat::procedures
