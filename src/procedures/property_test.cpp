// SPDX-License-Identifier: EUPL-1.2
// Random walks through the library: whatever is commanded, tokens are conserved, replay equals
// live, each command gives records or a rejection, a case killed and replayed goes on with the same
// records, and what can happen once does not happen twice. The seed is printed by rapidcheck on
// failure. The same on a node: casework/history/restart_test.cpp, tests/cli/kill.sh.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>

#include "base/file.h"
#include "procedures/exploring.h"
#include "procedures/read_definition.h"
#include "procedures/record_json.h"
#include "procedures/testing.h"

namespace alternat::procedures {

namespace {

std::vector<Definition> library() {
  std::vector<Definition> definitions;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/content/procedures", ".bpmn");
  for (const std::string& path : files.value()) {
    Diagnostics diagnostics;
    const Result<std::string> text = read_file(path);
    auto read = read_definition(text.value(), path, Profile::kContent, diagnostics);
    if (read) definitions.push_back(std::move(*read));
  }
  return definitions;
}

// The models of the behaviour examples: every construct the engine runs.
std::vector<Definition> examples() {
  std::vector<Definition> definitions;
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/src/procedures/examples", ".txt");
  for (const std::string& path : files.value()) {
    const Result<std::string> text = read_file(path);
    std::istringstream lines(text.value());
    std::string model;
    bool in_model = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("== ")) model.clear();
      if (line.starts_with("== ")) in_model = true;
      if (in_model && line != "--" && !line.starts_with("== ")) model += line + "\n";
      if (line != "--") continue;
      in_model = false;
      Diagnostics diagnostics;
      auto read = read_definition(testing::model_xml(model), path, Profile::kStandard, diagnostics);
      if (read) definitions.push_back(std::move(*read));
    }
  }
  return definitions;
}

// Created minus consumed, from the records alone.
struct TokenCount {
  std::set<TokenId> live;

  void add(const Record& record) {
    if (const auto* activated = std::get_if<ElementActivated>(&record)) {
      for (TokenId joined : activated->joined) RC_ASSERT(live.erase(joined) == 1);
      live.insert(activated->token);
    } else if (const auto* taken = std::get_if<FlowTaken>(&record)) {
      RC_ASSERT(live.insert(taken->token).second);
    } else if (const auto* completed = std::get_if<ElementCompleted>(&record)) {
      RC_ASSERT(live.erase(completed->token) == 1);
    } else if (const auto* terminated = std::get_if<ElementTerminated>(&record)) {
      RC_ASSERT(live.erase(terminated->token) == 1);
    }
  }
};

std::vector<std::string> any_outcome(const std::string& decision) {
  if (decision.starts_with("safeguards:")) return {"PASS", "REVIEW", "HOLD", "BLOCK"};
  return {"ELIGIBLE", "INELIGIBLE", "NEEDS_INFO", "OFFICER"};
}

// Given again by the same person, it is refused: tokens have numbers of their own.
bool happens_once(const Action& action) {
  return std::holds_alternative<StartCase>(action) || std::holds_alternative<ClaimTask>(action) ||
         std::holds_alternative<CompleteTask>(action) ||
         std::holds_alternative<RecordDecision>(action);
}

// A command at a place and a token that may not exist.
Command stray(const Definition& definition, const Actor& actor) {
  const std::string element =
      definition.nodes[*rc::gen::inRange<std::size_t>(0, definition.nodes.size())].id;
  const auto token = *rc::gen::inRange<TokenId>(0, 12);
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
      return {"c", actor, CompleteTask{element, token, {{"amount", "1"}}}};
    case 1:
      return {"c", actor, ClaimTask{element, token}};
    case 2:
      return {"c", actor, ReleaseTask{element, token}};
    case 3:
      return {"c", actor, CorrelateMessage{"stop", "", {}}};
    case 4:
      return {"c", actor, FireTimer{element, token}};
    case 5:
      return {"c", actor, RecordDecision{element, token, "PASS", ""}};
    case 6:
      return {"c", actor, ResolveIncident{element, token, "", std::nullopt}};
    case 7:
      return {"c", actor, DeliverSignal{"go", {}}};
    case 8:
      return {"c", actor, ReportError{element, token, "E1"}};
    default:
      return {"c", actor, AmendValues{{{"note", "1"}}}};
  }
}

}  // namespace

TEST_CASE("random walks conserve tokens and replay to the same state") {
  std::vector<Definition> definitions = library();
  REQUIRE(!definitions.empty());
  for (Definition& example : examples()) definitions.push_back(std::move(example));
  REQUIRE(definitions.size() > 60);
  const bool holds = rc::check("walk", [&] {
    const Definition& definition =
        definitions[*rc::gen::inRange<std::size_t>(0, definitions.size())];
    State state;
    TokenCount count;
    std::vector<Record> records;
    testing::FreeEnvironment environment;
    environment.reads_all = *rc::gen::arbitrary<bool>();
    for (int step = 0; step < 40 && !state.ended; ++step) {
      const std::vector<Command> commands = invited(definition, state, any_outcome);
      const bool wild = commands.empty() || *rc::gen::inRange(0, 5) == 0;
      const Command command = wild ? stray(definition, {"anna", {"officer"}})
                                   : commands[*rc::gen::inRange<std::size_t>(0, commands.size())];
      environment.used = 0;
      environment.choices = *rc::gen::container<std::vector<bool>>(4, rc::gen::arbitrary<bool>());
      const Decision decision = decide(definition, state, command, environment);
      // Killed here and replayed, the same command gives the same records.
      environment.used = 0;
      const Decision again = decide(definition, replay(records), command, environment);
      RC_ASSERT(again.index() == decision.index());
      if (const auto* rejection = std::get_if<Rejection>(&decision)) {
        RC_ASSERT(rejection->code.starts_with("procedure."));
        continue;
      }
      const Decided& decided = std::get<Decided>(decision);
      RC_ASSERT(!decided.records.empty());
      RC_ASSERT(std::get<Decided>(again).records == decided.records);
      for (const Record& record : decided.records) {
        const Result<Record> back = record_from_json(to_json(record));
        RC_ASSERT(back.ok());
        RC_ASSERT(*back == record);
        count.add(record);
        procedures::apply(state, record);
        records.push_back(record);
      }
      if (happens_once(command.action)) {
        environment.used = 0;
        const Decision twice = decide(definition, state, command, environment);
        RC_ASSERT(std::holds_alternative<Rejection>(twice));
      }
      RC_ASSERT(count.live.size() == state.tokens.size());
      RC_ASSERT(replay(records) == state);
    }
  });
  CHECK(holds);
}

TEST_CASE("a record that is not one is refused") {
  const auto code = [](const char* text) {
    return record_from_json(Json::parse(text)).error().code;
  };
  CHECK(code(R"({"type":"CaseMoved"})") == "record.unknown_type");
  CHECK(code(R"({"element":"a"})") == "record.malformed");
  CHECK(code(R"({"type":"TaskClaimed","element":1})") == "record.malformed");
  CHECK(code(R"({"type":"TaskClaimed","where":"a"})") == "record.malformed");
  CHECK(code(R"({"type":"TimerSet","element":"a"})") == "record.malformed");
}

TEST_CASE("a command needs an actor, and the version the case runs on") {
  const std::vector<Definition> definitions = library();
  const Definition& definition = definitions.front();
  testing::FreeEnvironment environment;
  const Command start{"c", {"", {}}, StartCase{}};
  CHECK(std::get<Rejection>(decide(definition, {}, start, environment)).code ==
        "procedure.no_actor");
  State state;
  procedures::apply(state, CaseOpened{definition.id, "other hash", "selected"});
  const Command amend{"c", {"anna", {}}, AmendValues{{{"a", "1"}}}};
  CHECK(std::get<Rejection>(decide(definition, state, amend, environment)).code ==
        "procedure.wrong_definition");
}

}  // namespace alternat::procedures
