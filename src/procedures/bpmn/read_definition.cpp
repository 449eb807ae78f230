// SPDX-License-Identifier: EUPL-1.2
// The passes in their order, and the choice of the process.
#include "procedures/read_definition.h"

#include "procedures/bpmn/reading.h"

namespace alternat::procedures {

namespace bpmn {

std::string Reading::named(const XmlElement& element) {
  return element.name + " \"" + element.attribute_or("id", "") + "\"";
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

const XmlElement* choose_process(const XmlElement& root, Reading& reading) {
  std::vector<const XmlElement*> processes;
  std::vector<const XmlElement*> executable;
  for (const XmlElement& child : root.children) {
    if (child.name != "process" || child.namespace_uri != kModel) continue;
    processes.push_back(&child);
    if (child.attribute_or("isExecutable", "false") == "true") executable.push_back(&child);
  }
  if (processes.empty()) {
    reading.error("bpmn.no_process", "The file has no process.", root.span);
    return nullptr;
  }
  if (executable.size() > 1) {
    reading.error("bpmn.several_processes",
                  Reading::named(*executable[1]) +
                      " is the second executable process; one file holds one procedure.",
                  executable[1]->span);
    return nullptr;
  }
  if (executable.size() == 1) return executable.front();
  if (processes.size() == 1 && reading.profile == Profile::kStandard) return processes.front();
  reading.error("bpmn.not_executable", "No process of the file says isExecutable=\"true\".",
                processes.front()->span);
  return nullptr;
}

void read_process(const XmlElement& root, Reading& reading) {
  collect(root, reading);
  reading.process = choose_process(root, reading);
  if (reading.process == nullptr) return;
  Definition& definition = reading.definition;
  definition.id = reading.process->attribute_or("id", "");
  definition.name = reading.process->attribute_or("name", "");
  definition.span = reading.process->span;
  read_scope(*reading.process, kNoIndex, reading);
  connect(reading);
  read_extensions(reading);
  read_diagram(root, reading);
  // Reachability and the like say nothing new about a file whose references are broken.
  if (reading.diagnostics.has_errors()) return;
  check_structure(reading);
  if (reading.profile == Profile::kContent) check_content(reading);
}

}  // namespace
}  // namespace bpmn

std::optional<Definition> read_definition(std::string_view text, const std::string& file,
                                          Profile profile, Diagnostics& diagnostics) {
  Diagnostics own;
  Result<XmlElement> root = parse_xml(text, file);
  if (!root) {
    const Error& error = root.error();
    const SourceSpan span = error.spans.empty() ? SourceSpan{file, 0, 0} : error.spans.front();
    diagnostics.error(error.code, error.message, span);
    return std::nullopt;
  }
  bpmn::Reading reading{profile, own, {}, {}, {}, {}, {}, {}, {}, {}, {}, nullptr};
  if (root->name != "definitions" || root->namespace_uri != bpmn::kModel) {
    reading.error(
        "bpmn.not_bpmn",
        "The root element is not definitions of BPMN 2.0 (" + std::string(bpmn::kModel) + ").",
        root->span);
  } else {
    bpmn::read_process(*root, reading);
  }
  own.sort_by_place();
  diagnostics.append(own);
  if (own.has_errors()) return std::nullopt;
  return std::move(reading.definition);
}

}  // namespace alternat::procedures
