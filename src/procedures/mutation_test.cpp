// SPDX-License-Identifier: EUPL-1.2
// Files with one thing wrong: each attribute and element of valid models is deleted, renamed or
// doubled in turn. No file may crash the reader; one that is read must still run to a defined
// state.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/markup.h"
#include "base/xml.h"
#include "procedures/exploring.h"
#include "procedures/read_definition.h"

namespace alternat::procedures {

namespace {

std::string written(const XmlElement& element) {
  std::string text = "<" + element.name + " xmlns=\"" + element.namespace_uri + "\"";
  for (const XmlAttribute& attribute : element.attributes) {
    const bool own = attribute.namespace_uri.empty();
    if (!own) text += " xmlns:x=\"" + attribute.namespace_uri + "\"";
    text += std::string(own ? " " : " x:") + attribute.name + "=\"" +
            escape_markup(attribute.value) + "\"";
    if (!own) break;  // one foreign attribute is enough to be left alone
  }
  text += ">" + escape_markup(element.text);
  for (const XmlElement& child : element.children) text += written(child);
  return text + "</" + element.name + ">";
}

void collect(XmlElement& element, std::vector<XmlElement*>& all) {
  if (element.name == "BPMNDiagram" || element.name == "extensionElements") return;
  all.push_back(&element);
  for (XmlElement& child : element.children) collect(child, all);
}

struct Tried {
  int refused = 0;
  int ran = 0;
};

// A model that was read in spite of the change still runs: every command gives records or a
// rejection, for a few dozen of them.
void run_a_little(const Definition& definition) {
  testing::FreeEnvironment environment;
  State state;
  const auto outcomes = [](const std::string&) { return std::vector<std::string>{"PASS"}; };
  for (int step = 0; step < 20 && !state.ended; ++step) {
    const std::vector<Command> commands = invited(definition, state, outcomes);
    bool moved = false;
    for (const Command& command : commands) {
      environment.used = 0;
      environment.choices.assign(step % 3, false);
      const Decision decision = decide(definition, state, command, environment);
      const auto* decided = std::get_if<Decided>(&decision);
      if (decided == nullptr) continue;
      for (const Record& record : decided->records) procedures::apply(state, record);
      moved = true;
      break;
    }
    if (!moved) return;
  }
}

void try_model(const XmlElement& root, Tried& tried) {
  Diagnostics diagnostics;
  const std::vector<Definition> read = read_processes(written(root), "mutant", diagnostics);
  if (read.empty()) {
    CHECK(diagnostics.has_errors());
    ++tried.refused;
    return;
  }
  ++tried.ran;
  for (const Definition& definition : read) run_a_little(definition);
}

void mutate(const std::string& text, Tried& tried) {
  Result<XmlElement> parsed = parse_xml(text, "model");
  REQUIRE(parsed.ok());
  XmlElement& root = *parsed;
  std::vector<XmlElement*> all;
  collect(root, all);
  // Inner elements first: giving an element new children moves what is in it.
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    XmlElement* element = *at;
    for (std::size_t i = 0; i < element->attributes.size(); ++i) {
      const XmlAttribute old = element->attributes[i];
      element->attributes[i].value = "mutant";
      try_model(root, tried);
      element->attributes[i].value = "";
      try_model(root, tried);
      element->attributes[i] = old;
    }
    const std::vector<XmlElement> children = element->children;
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (children[i].name == "BPMNDiagram") continue;
      element->children.erase(element->children.begin() + static_cast<std::ptrdiff_t>(i));
      try_model(root, tried);
      element->children = children;
      element->children.insert(element->children.begin(), children[i]);
      try_model(root, tried);
      element->children = children;
      element->children[i].name = "mutant";
      try_model(root, tried);
      element->children = children;
    }
  }
}

}  // namespace

TEST_CASE("no file with one thing wrong crashes the reader or the engine") {
  const char* shared = std::getenv("ALTERNAT_SHARED");
  const std::string suite =
      std::string(shared == nullptr ? ALTERNAT_SOURCE_DIR "/../shared" : shared) + "/bpmn-suite";
  std::vector<std::string> files;
  for (const char* folder : {"/activities", "/data", "/events", "/gateways"}) {
    if (!std::filesystem::exists(suite + folder)) continue;
    const Result<std::vector<std::string>> found = list_files(suite + folder, ".bpmn");
    files.insert(files.end(), found->begin(), found->end());
  }
  const auto content = list_files(ALTERNAT_SOURCE_DIR "/content/procedures", ".bpmn");
  files.insert(files.end(), content->begin(), content->begin() + 1);
  Tried tried;
  for (const std::string& path : files) {
    CAPTURE(path);
    const Result<std::string> text = read_file(path);
    REQUIRE(text.ok());
    mutate(*text, tried);
  }
  MESSAGE(tried.refused << " refused, " << tried.ran << " read and run");
  CHECK(tried.refused > 0);
}

}  // namespace alternat::procedures
