// SPDX-License-Identifier: EUPL-1.2
#include "program/read_examples.h"

#include <algorithm>

#include "base/file.h"

namespace alternat::program {

std::vector<std::string> ExampleFile::pathways() const {
  std::vector<std::string> found;
  for (const Expectation& row : example.expectations) {
    if (row.kind != ExampleKind::kPathways) continue;
    if (const std::string pathway = row.subject.substr(0, row.subject.find(' '));
        std::find(found.begin(), found.end(), pathway) == found.end())
      found.push_back(pathway);
  }
  return found;
}

Result<std::vector<ExampleFile>> read_pathway_examples(const std::string& folder) {
  const Result<std::vector<std::string>> files = list_files(folder, ".case.md");
  if (!files) return files.error();
  std::vector<ExampleFile> found;
  for (const std::string& file : *files) {
    const Result<std::string> text = read_file(file);
    if (!text) return text.error();
    Result<WorkedExample> example = parse_worked_example(*text, file);
    if (!example) return example.error();
    if (!example->asks(ExampleKind::kPathways)) continue;
    std::string below = file.substr(std::min(file.size(), folder.size()));
    while (!below.empty() && below.front() == '/') below.erase(0, 1);
    found.push_back({std::move(below), std::move(*example)});
  }
  return found;
}

}  // namespace alternat::program
