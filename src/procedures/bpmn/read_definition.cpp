// SPDX-License-Identifier: EUPL-1.2
// The passes in their order, and the choice of the process.
#include "procedures/read_definition.h"

#include <algorithm>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures {

namespace bpmn {

std::string Reading::named(const XmlElement& element) {
  return element.name + " \"" + element.attribute_or("id", "") + "\"";
}

Expression Reading::expression(const XmlElement& owner, const XmlElement& element) {
  Expression result{trim(element.text), element.span, definition.expression_count++};
  if (result.text.empty()) {
    error("bpmn.empty_condition", named(owner) + ": its " + element.name + " is empty.",
          element.span);
  }
  return result;
}

Expression Reading::expression(std::string text, const SourceSpan& span) {
  return {std::move(text), span, definition.expression_count++};
}

const XmlElement* Reading::root(const XmlElement& from, const RootReference& wanted) {
  const auto found = here().file->roots.find(wanted.id);
  if (found != here().file->roots.end() && found->second->name == wanted.kind) {
    return found->second;
  }
  error("bpmn.unknown_reference",
        named(from) + ": " + std::string(wanted.attribute) + " \"" + wanted.id + "\" names no " +
            std::string(wanted.kind) + ".",
        wanted.span);
  return nullptr;
}

std::string local_name(std::string_view reference) {
  const auto colon = reference.rfind(':');
  return trim(colon == std::string_view::npos ? reference : reference.substr(colon + 1));
}

std::string trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

namespace {

std::vector<const XmlElement*> executable_processes(const XmlElement& root, Profile profile,
                                                    Diagnostics& diagnostics) {
  std::vector<const XmlElement*> processes;
  std::vector<const XmlElement*> executable;
  for (const XmlElement& child : root.children) {
    if (child.name != "process" || child.namespace_uri != kModel) continue;
    processes.push_back(&child);
    if (child.attribute_or("isExecutable", "false") == "true") executable.push_back(&child);
  }
  if (processes.empty()) {
    diagnostics.error("bpmn.no_process", "The file has no process.", root.span);
    return {};
  }
  if (executable.empty() && processes.size() == 1 && profile == Profile::kStandard) {
    return processes;
  }
  if (executable.empty()) {
    diagnostics.error("bpmn.not_executable", "No process of the file says isExecutable=\"true\".",
                      processes.front()->span);
  }
  return executable;
}

void read_process(const XmlElement& root, Reading& reading) {
  collect(root, reading);
  Definition& definition = reading.definition;
  definition.id = reading.process->attribute_or("id", "");
  definition.name = reading.process->attribute_or("name", "");
  definition.span = reading.process->span;
  reading.places.push_back({"", &reading.files.front(), reading.process});
  reading.calling.push_back(definition.id);
  read_scope(*reading.process, kNoIndex, reading);
  connect(reading);
  read_extensions(reading);
  read_diagram(root, reading);
  check_legal(reading);
  // Reachability and the like say nothing new about a file whose references are broken.
  if (reading.broken || reading.diagnostics.has_errors()) return;
  check_structure(reading);
  check_events(reading);
  check_gaps(reading);
  if (reading.profile == Profile::kContent) check_content(reading);
}

}  // namespace
}  // namespace bpmn

namespace {

struct Request {
  std::string_view text;
  const std::string& file;
  Profile profile;
  const ProcessLibrary& library;
  bool several;  // executable processes are allowed
};

std::vector<Definition> read_all(const Request& request, Diagnostics& own) {
  Result<XmlElement> root = parse_xml(request.text, request.file);
  if (!root) {
    const Error& error = root.error();
    const SourceSpan span =
        error.spans.empty() ? SourceSpan{request.file, 0, 0} : error.spans.front();
    own.error(error.code, error.message, span);
    return {};
  }
  if (root->name != "definitions" || root->namespace_uri != bpmn::kModel) {
    own.error(
        "bpmn.not_bpmn",
        "The root element is not definitions of BPMN 2.0 (" + std::string(bpmn::kModel) + ").",
        root->span);
    return {};
  }
  const bpmn::FileIndex index = bpmn::index_file(*root, own);
  bpmn::check_schema(*root, index, own);
  for (const XmlElement* collaboration : root->children_named("collaboration")) {
    bpmn::check_collaboration(*collaboration, index, own);
  }
  const std::vector<const XmlElement*> processes =
      bpmn::executable_processes(*root, request.profile, own);
  if (processes.size() > 1 && !request.several) {
    own.error("bpmn.several_processes",
              bpmn::Reading::named(*processes[1]) +
                  " is the second executable process; one file holds one procedure.",
              processes[1]->span);
    return {};
  }
  std::vector<Definition> definitions;
  for (const XmlElement* process : processes) {
    Diagnostics of_process;
    bpmn::Reading reading{request.profile, of_process, request.library};
    reading.files.push_back(index);
    reading.process = process;
    reading.broken = own.has_errors();
    bpmn::read_process(*root, reading);
    // What is wrong around the processes is found with each: say it once.
    for (const Diagnostic& item : of_process.items()) {
      const auto& known = own.items();
      if (std::find(known.begin(), known.end(), item) == known.end()) own.add(item);
    }
    reading.definition.index();
    definitions.push_back(std::move(reading.definition));
  }
  return definitions;
}

std::vector<Definition> read(const Request& request, Diagnostics& diagnostics) {
  Diagnostics own;
  std::vector<Definition> definitions = read_all(request, own);
  own.sort_by_place();
  diagnostics.append(own);
  if (own.has_errors()) return {};
  return definitions;
}

}  // namespace

std::optional<Definition> read_definition(std::string_view text, const std::string& file,
                                          Profile profile, Diagnostics& diagnostics,
                                          const ProcessLibrary& library) {
  std::vector<Definition> definitions = read({text, file, profile, library, false}, diagnostics);
  if (definitions.empty()) return std::nullopt;
  return std::move(definitions.front());
}

std::vector<Definition> read_processes(std::string_view text, const std::string& file,
                                       Diagnostics& diagnostics) {
  return read({text, file, Profile::kStandard, nullptr, true}, diagnostics);
}

}  // namespace alternat::procedures
