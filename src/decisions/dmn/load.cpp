// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/load.h"

#include <map>
#include <set>

#include "base/file.h"
#include "decisions/dmn/read.h"

namespace alternat::dmn {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

struct Neighbour {
  std::string path, bytes;
};

// The other models of the folder, by namespace.
std::map<std::string, Neighbour> neighbours_of(const std::string& path) {
  std::map<std::string, Neighbour> found;
  const Result<std::vector<std::string>> paths = list_files(folder_of(path), ".dmn");
  if (!paths) return found;
  for (const std::string& other : *paths) {
    if (other == path) continue;
    Result<std::string> bytes = read_file(other);
    if (!bytes) continue;
    Diagnostics ignored;
    const std::unique_ptr<Definitions> model = read_definitions(*bytes, other, ignored);
    if (model) found.emplace(model->namespace_uri, Neighbour{other, std::move(*bytes)});
  }
  return found;
}

}  // namespace

void load_model(const std::string& path, Strictness strictness, ModelSet& set,
                Diagnostics& diagnostics) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) {
    diagnostics.error(bytes.error().code, bytes.error().message, SourceSpan{path, 0, 0});
    return;
  }
  set.add(*bytes, path, diagnostics);
  if (set.models().empty()) return;
  std::map<std::string, Neighbour> neighbours;
  if (!set.models().front()->imports.empty()) neighbours = neighbours_of(path);
  std::set<std::string> wanted{set.models().front()->namespace_uri};
  for (std::size_t i = 0; i < set.models().size(); ++i) {
    for (const Import& import : set.models()[i]->imports) {
      const auto found = neighbours.find(import.namespace_uri);
      if (found == neighbours.end() || !wanted.insert(import.namespace_uri).second) continue;
      set.add(found->second.bytes, found->second.path, diagnostics);
    }
  }
  set.compile(strictness, diagnostics);
}

}  // namespace alternat::dmn
