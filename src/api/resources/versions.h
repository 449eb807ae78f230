// SPDX-License-Identifier: EUPL-1.2
// The versions of a procedure with their running cases, what would happen to these under the
// content's version, and the forms that move them and take the move back. Cases stand as numbers;
// only those that open for the reader are named.
#pragma once

#include <string>
#include <vector>

#include "api/render/page.h"
#include "api/render/words.h"
#include "casework/migrate.h"
#include "documents/pictures/bpmn_diagram.h"

namespace alternat::api {

struct VersionRow {
  std::string hash;
  bool is_current = false;
  std::size_t live = 0;
  std::size_t ended = 0;
};

struct StandingMigration {
  std::string id;
  std::string from;
  std::string to;
  std::size_t cases = 0;
};

struct VersionsInput {
  std::string procedure;
  std::string title;
  bool may_migrate = false;
  std::vector<VersionRow> versions;
  std::vector<casework::RehearsedCase> cases;
  std::vector<std::pair<std::string, std::string>> named;  // case id -> href, where it opens
  std::vector<StandingMigration> migrations;
  std::string mapping;  // as typed
  std::string notice;
  std::string problem;  // why nothing was done
  int http_status = 200;
  std::string csrf_token;
  documents::BpmnPicture old_picture;  // without shapes where no case is on another version
  documents::BpmnPicture new_picture;
};

Page versions_page(const Words& words, const VersionsInput& input);

struct ProcedureRow {
  std::string id;
  std::string title;
  std::size_t live = 0;
  std::size_t elsewhere = 0;  // of them on other versions than the content's
};
Page procedures_page(const Words& words, const std::vector<ProcedureRow>& rows);

// "old = new", one on a line. Error migration.mapping.
Result<procedures::ElementMapping> read_mapping_lines(std::string_view text);

}  // namespace alternat::api
