// SPDX-License-Identifier: EUPL-1.2
// Opening a case: which partnership, which procedure. The first facts are asked by the case itself.
#pragma once

#include <string>
#include <vector>

#include "api/render/page.h"
#include "api/resources/case_access.h"

namespace alternat::api {

// Procedures whose cases would open for the viewer: what she may not look into she may not open.
std::vector<const program::CompiledProcedure*> procedures_for(const program::Program& program,
                                                              const Viewer& viewer);

struct OpenCaseInput {
  struct Choice {
    std::string id;
    std::string title;
    std::string note;
  };
  std::vector<Choice> partnerships;
  std::vector<Choice> procedures;
  std::string partnership;  // chosen so far
  std::string procedure;
  std::string error;
  std::string csrf_token;
  std::string command;
  int status = 200;
};

Page open_case_page(const Words& words, const OpenCaseInput& input);

}  // namespace alternat::api
