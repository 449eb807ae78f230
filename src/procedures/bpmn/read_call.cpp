// SPDX-License-Identifier: EUPL-1.2
// Call activities (BPMN 2.0, 10.3.6): the called process is read into the call as a sub-process,
// with ids "call.element", so that whoever explores the definition sees all that can happen. A
// called global task makes the call that task.
#include <algorithm>
#include <array>

#include "procedures/bpmn/reading.h"

namespace alternat::procedures::bpmn {

namespace {

constexpr std::size_t kNodesMax = 5000;  // of one definition, with all that it calls

struct GlobalTask {
  std::string_view name;
  NodeKind kind;
};

constexpr std::array kGlobalTasks = {
    GlobalTask{"globalTask", NodeKind::kTask},
    GlobalTask{"globalUserTask", NodeKind::kUserTask},
    GlobalTask{"globalManualTask", NodeKind::kManualTask},
    GlobalTask{"globalScriptTask", NodeKind::kScriptTask},
    GlobalTask{"globalBusinessRuleTask", NodeKind::kBusinessRuleTask},
};

bool become_task(const XmlElement& task, Node& node, Reading& reading) {
  for (const GlobalTask& row : kGlobalTasks) {
    if (row.name != task.name) continue;
    node.kind = row.kind;
    node.scope = ScopeKind::kEmbedded;
    if (const XmlElement* script = task.find_child("script")) {
      node.script = reading.expression(trim(script->text), script->span);
    }
    return true;
  }
  return false;
}

// The process of another file; its tree and index live as long as the reading.
const XmlElement* read_file_of(const std::string& id, const FileIndex** index, Reading& reading) {
  const std::optional<ProcessFile> file = reading.library ? reading.library(id) : std::nullopt;
  if (!file) return nullptr;
  Result<XmlElement> root = parse_xml(file->text, file->file);
  if (!root) {
    const Error& error = root.error();
    const SourceSpan span =
        error.spans.empty() ? SourceSpan{file->file, 0, 0} : error.spans.front();
    reading.error(error.code, error.message, span);
    return nullptr;
  }
  reading.trees.push_back(std::move(*root));
  reading.files.push_back(index_file(reading.trees.back(), reading.diagnostics));
  *index = &reading.files.back();
  const auto found = reading.files.back().roots.find(id);
  const bool process =
      found != reading.files.back().roots.end() && found->second->name == "process";
  if (!process) return nullptr;
  std::vector<std::string>& calls = reading.definition.calls;
  if (std::find(calls.begin(), calls.end(), id) == calls.end()) calls.push_back(id);
  return found->second;
}

bool may_read(const XmlElement& element, const std::string& called, Reading& reading) {
  const std::vector<std::string>& calling = reading.calling;
  if (std::find(calling.begin(), calling.end(), called) != calling.end()) {
    reading.error(
        "bpmn.recursive_call",
        Reading::named(element) + " calls \"" + called + "\", which is what it is part of.",
        element.span);
    return false;
  }
  if (reading.definition.nodes.size() > kNodesMax) {
    const auto& items = reading.diagnostics.items();
    const bool said = std::any_of(items.begin(), items.end(), [](const Diagnostic& item) {
      return item.code == "bpmn.too_large";
    });
    if (said) return false;
    reading.error("bpmn.too_large",
                  Reading::named(element) +
                      ": with all that it calls the procedure has more than " +
                      std::to_string(kNodesMax) + " elements.",
                  element.span);
    return false;
  }
  return true;
}

}  // namespace

const XmlElement* read_call(const XmlElement& element, Node& node, Reading& reading) {
  const std::string called = local_name(element.attribute_or("calledElement", ""));
  node.called = called;
  if (called.empty()) {
    reading.error("bpmn.missing_attribute", Reading::named(element) + " has no calledElement.",
                  element.span);
    return nullptr;
  }
  const FileIndex* index = reading.here().file;
  const auto found = index->roots.find(called);
  const XmlElement* target = found == index->roots.end() ? nullptr : found->second;
  if (target != nullptr && become_task(*target, node, reading)) return nullptr;
  if (!may_read(element, called, reading)) return nullptr;
  if (target == nullptr || target->name != "process") {
    target = target == nullptr ? read_file_of(called, &index, reading) : nullptr;
  }
  if (target == nullptr) {
    reading.error("bpmn.unknown_reference",
                  Reading::named(element) + ": calledElement \"" + called +
                      "\" names no process or global task of this file or the library.",
                  element.span);
    return nullptr;
  }
  reading.places.push_back({node.id + ".", index, target});
  reading.calling.push_back(called);
  return target;
}

}  // namespace alternat::procedures::bpmn
