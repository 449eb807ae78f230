// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/model_set.h"

#include "base/file.h"
#include "decisions/dmn/compile.h"
#include "decisions/dmn/compiled.h"
#include "decisions/dmn/read.h"

namespace alternat::dmn {
namespace {

template <typename Nodes, typename Element>
std::optional<std::uint32_t> find_by_name(const ModelSet& models, const Nodes& nodes,
                                          std::string_view namespace_uri, std::string_view name,
                                          const Element& element_of) {
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const auto& element = element_of(nodes[i]);
    const std::string& owner = models.models()[nodes[i].model]->namespace_uri;
    if (!namespace_uri.empty() && owner != namespace_uri) continue;
    if (element.name == name || (!element.id.empty() && element.id == name)) return i;
  }
  return std::nullopt;
}

}  // namespace

void CompiledTextDeleter::operator()(CompiledText* text) const {
  delete text;
}

ModelSet::ModelSet() = default;
ModelSet::ModelSet(ModelSet&&) noexcept = default;
ModelSet& ModelSet::operator=(ModelSet&&) noexcept = default;
ModelSet::~ModelSet() = default;

void ModelSet::add(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
  std::unique_ptr<Definitions> model = read_definitions(bytes, file, diagnostics);
  if (!model) return;
  for (const auto& other : models_)
    if (other->namespace_uri == model->namespace_uri)
      diagnostics.error(
          "dmn.duplicate_namespace",
          "the namespace " + model->namespace_uri + " is already that of " + other->file,
          SourceSpan{file, 1, 1});
  models_.push_back(std::move(model));
}

void ModelSet::add_folder(const std::string& folder, Diagnostics& diagnostics) {
  const Result<std::vector<std::string>> paths = list_files(folder, ".dmn");
  if (!paths) {
    diagnostics.error(paths.error().code, paths.error().message, SourceSpan{folder, 0, 0});
    return;
  }
  for (const std::string& path : *paths) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
      diagnostics.error(bytes.error().code, bytes.error().message, SourceSpan{path, 0, 0});
      continue;
    }
    add(*bytes, path, diagnostics);
  }
  compile(Strictness::kContent, diagnostics);
}

void ModelSet::compile(Strictness strictness, Diagnostics& diagnostics) {
  Compiler(*this, strictness, diagnostics).run();
}

const Definitions* ModelSet::find_model(std::string_view key) const {
  for (const auto& model : models_)
    if (model->name == key || model->id == key || model->namespace_uri == key) return model.get();
  return nullptr;
}

std::optional<std::uint32_t> ModelSet::find_decision(std::string_view namespace_uri,
                                                     std::string_view name) const {
  return find_by_name(*this, decisions_, namespace_uri, name,
                      [](const DecisionNode& node) -> const Decision& { return *node.decision; });
}

std::optional<std::uint32_t> ModelSet::find_service(std::string_view namespace_uri,
                                                    std::string_view name) const {
  return find_by_name(
      *this, services_, namespace_uri, name,
      [](const ServiceNode& node) -> const DecisionService& { return *node.service; });
}

std::optional<std::uint32_t> ModelSet::find_knowledge(std::string_view namespace_uri,
                                                      std::string_view name) const {
  return find_by_name(
      *this, knowledge_, namespace_uri, name,
      [](const KnowledgeNode& node) -> const BusinessKnowledge& { return *node.knowledge; });
}

const std::vector<std::uint32_t>& ModelSet::inputs_named(std::string_view name) const {
  static const std::vector<std::uint32_t> kNone;
  const auto found = inputs_by_name_.find(name);
  return found == inputs_by_name_.end() ? kNone : found->second;
}

}  // namespace alternat::dmn
