// SPDX-License-Identifier: EUPL-1.2
// Runs the behaviour examples of examples/*.txt: a model, commands, and the records each must give.
#include <doctest/doctest.h>

#include <sstream>

#include "base/file.h"
#include "procedures/read_definition.h"
#include "procedures/record_json.h"
#include "procedures/testing.h"

namespace alternat::procedures {

namespace {

struct Player {
  Definition definition;
  testing::TestEnvironment environment;
  State state;
  std::vector<Record> records;

  // The token of the first open thing of the list at the element; 99 if there is none.
  template <typename List>
  TokenId token_at(const List& list, const std::string& element) const {
    for (const auto& item : list) {
      if (item.element == element) return item.token;
    }
    return 99;
  }

  // "complete check a=1 by anna" -> the command.
  Command parse(const std::string& line) const {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    Command command{"c", {"anna", {"officer", "chief"}}, StartCase{}};
    std::vector<std::string> plain;
    Values given;
    for (std::string word; in >> word;) {
      const auto equals = word.find('=');
      if (equals != std::string::npos) {
        given[word.substr(0, equals)] = word.substr(equals + 1);
      } else if (word == "by") {
        in >> command.actor.id;
      } else if (word == "as") {
        command.actor.roles.resize(1);
        in >> command.actor.roles[0];
      } else {
        plain.push_back(word);
      }
    }
    const std::string first = plain.empty() ? "" : plain[0];
    const std::string second = plain.size() < 2 ? "" : plain[1];
    const std::string third = plain.size() < 3 ? "" : plain[2];
    if (verb == "start") command.action = StartCase{first, second, given};
    if (verb == "complete") {
      command.action = CompleteTask{first, token_at(state.tasks, first), given};
    }
    if (verb == "claim") command.action = ClaimTask{first, token_at(state.tasks, first)};
    if (verb == "release") command.action = ReleaseTask{first, token_at(state.tasks, first)};
    if (verb == "message") command.action = CorrelateMessage{first, second, given};
    if (verb == "timer") command.action = FireTimer{first, token_at(state.timers, first)};
    if (verb == "decide") {
      command.action = RecordDecision{first, token_at(state.decisions, first), second, "trace_1"};
    }
    if (verb == "resolve") {
      ResolveIncident resolve{first, token_at(state.incidents, first), "", std::nullopt};
      if (second == "flow") resolve.flow = third;
      if (second == "due") resolve.due = Instant::from_iso(third).value();
      command.action = resolve;
    }
    if (verb == "signal") command.action = DeliverSignal{first, given};
    if (verb == "fail") command.action = ReportError{first, token_at(state.tasks, first), second};
    if (verb == "amend") command.action = AmendValues{given};
    if (verb == "cancel") command.action = CancelCase{first};
    return command;
  }

  std::vector<std::string> give(const std::string& line) {
    const Decision decision = decide(definition, state, parse(line), environment);
    // The same command on the same state gives the same answer.
    const Decision again = decide(definition, state, parse(line), environment);
    CHECK(decision.index() == again.index());
    if (const auto* rejection = std::get_if<Rejection>(&decision)) {
      CHECK(!rejection->message.empty());
      return {"! " + rejection->code};
    }
    const Decided& decided = std::get<Decided>(decision);
    CHECK(decided.records == std::get<Decided>(again).records);
    std::vector<std::string> lines;
    for (const Record& record : decided.records) {
      lines.push_back(testing::to_line(record));
      const Result<Record> back = record_from_json(to_json(record));
      REQUIRE(back.ok());
      CHECK(*back == record);
      procedures::apply(state, record);
      records.push_back(record);
    }
    for (const auto& [name, json] : decided.values) environment.values[name] = json;
    CHECK(replay(records) == state);
    return lines;
  }
};

void play(const std::string& title, const std::string& model, const std::string& script) {
  CAPTURE(title);
  Diagnostics diagnostics;
  std::optional<Definition> definition =
      read_definition(testing::model_xml(model), "model", Profile::kStandard, diagnostics);
  std::string problems;
  for (const Diagnostic& item : diagnostics.items()) problems += to_string(item) + "\n";
  CAPTURE(problems);
  REQUIRE(definition.has_value());
  Player player{*definition, {}, {}, {}};
  player.environment.moment = Instant::from_iso("2026-01-05T00:00:00Z").value();
  std::istringstream lines(script);
  std::vector<std::string> given;
  std::size_t next = 0;
  std::string command;
  const auto finish = [&] {
    CAPTURE(command);
    if (next > 0) CHECK(next == given.size());
    if (next == 0 && !given.empty()) CHECK(given[0][0] != '!');
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (line[0] == '>') {
      finish();
      command = line;
      given = player.give(line.substr(2));
      next = 0;
    } else if (line[0] == '@') {
      player.environment.moment = Instant::from_iso(line.substr(2) + "T00:00:00Z").value();
    } else if (line[0] == '=') {
      CAPTURE(command);
      CHECK(testing::token_line(player.state) == (line.size() > 2 ? line.substr(2) : ""));
    } else {
      CAPTURE(command);
      CHECK(line == (next < given.size() ? given[next] : "nothing more"));
      ++next;
    }
  }
  finish();
}

}  // namespace

TEST_CASE("the behaviour examples give exactly the records they name") {
  const auto files = list_files(ALTERNAT_SOURCE_DIR "/src/procedures/examples", ".txt");
  REQUIRE(files.ok());
  int examples = 0;
  for (const std::string& path : *files) {
    const Result<std::string> text = read_file(path);
    REQUIRE(text.ok());
    std::istringstream lines(*text);
    std::string title;
    std::string model;
    std::string script;
    const auto run = [&] {
      if (title.empty()) return;
      SUBCASE(title.c_str()) {
        play(path + ": " + title, model, script);
      }
      ++examples;
    };
    bool in_script = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("== ")) {
        run();
        title = line.substr(3);
        model.clear();
        script.clear();
        in_script = false;
      } else if (line == "--") {
        in_script = true;
      } else {
        (in_script ? script : model) += line + "\n";
      }
    }
    run();
  }
  CHECK(examples > 0);
}

}  // namespace alternat::procedures
