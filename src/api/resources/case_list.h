// SPDX-License-Identifier: EUPL-1.2
// The cases of a partnership: which procedure, since when, where they stand. No personal value, and
// only cases that open for the reader; of the others the steering offices see numbers, disclosed.
#pragma once

#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::api {

struct CaseListInput {
  struct Row {
    std::string href;
    std::string procedure_title;
    std::string short_id;
    std::string opened_text;
    std::string state;
    bool ended = false;
  };
  // How many cases of a procedure are open and have ended; "fewer than five" where shown in part.
  struct Sum {
    std::string procedure_title;
    std::string open_text;
    std::string ended_text;
  };
  std::string partnership;
  std::string partnership_title;
  bool synthetic = false;
  bool may_open = false;  // whether the reader may open a new case
  std::vector<Row> rows;
  std::vector<Sum> sums;
};

Page case_list_page(const Words& words, const CaseListInput& input);

}  // namespace alternat::api
