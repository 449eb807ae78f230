// SPDX-License-Identifier: EUPL-1.2
// Records: what happened, one sentence each, with the header and the place in the log's tree.
// Nobody's data are in a record.
#pragma once

#include <optional>

#include "api/render/page.h"
#include "api/resources/case_access.h"
#include "api/resources/case_words.h"

namespace alternat::api {

struct RecordInput {
  const projections::LogRow& line;
  std::string sentence;
  std::string partnership_title;
  std::string case_href;  // "" = no case, or not one for this reader
  bool synthetic = false;
  std::string recorded_text;
  std::string actor_label;
  // Where it stands in the tree of its log; nullopt until the next batch is sequenced.
  std::optional<std::uint64_t> leaf_index;
  std::string leaf_hash;
  std::uint64_t tree_size = 0;
};

Page record_page(const Words& words, const RecordInput& input);

struct RecordsInput {
  std::string partnership;
  std::string partnership_title;
  bool synthetic = false;
  struct Line {
    std::uint64_t position = 0;
    std::string when;
    std::string sentence;
    std::string subject;  // "Placement a1b2c3d4"; "" = no case
  };
  std::vector<Line> lines;  // newest first
  bool has_more = false;
  // Of a promise's counter: whose records these are; "" = the whole log.
  std::string counted_title;
  std::string counted_href;
};

Page records_page(const Words& words, const RecordsInput& input);

// Whether the viewer may see the line at all: steering offices and the monitor every line; others
// those of cases that open for them; a partner desk only what was exchanged.
bool may_see_record(const casework::Node& node, const projections::Tables& tables,
                    const projections::LogRow& line, const Viewer& viewer);

}  // namespace alternat::api
