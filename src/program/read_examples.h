// SPDX-License-Identifier: EUPL-1.2
// All worked examples of a folder that ask about pathways, with the file each stands in.
#pragma once

#include <string>
#include <vector>

#include "program/worked_example.h"

namespace alternat::program {

struct ExampleFile {
  std::string file;  // below the folder: "pathways/ex31-year-change.case.md"
  WorkedExample example;

  // That its table is about: "18g", "20a".
  std::vector<std::string> pathways() const;
};

// Sorted by file. Errors file.*; an example that does not parse is that file's error.
Result<std::vector<ExampleFile>> read_pathway_examples(const std::string& folder);

}  // namespace alternat::program
