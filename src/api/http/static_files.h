// SPDX-License-Identifier: EUPL-1.2
// Static files: read once at start, kept in memory with a content hash and a gzip variant. A file
// is served below /assets/<hash>/<name> for ever (immutable), so a new build is a new address.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "api/http/message.h"
#include "base/result.h"

namespace alternat::api {

struct StaticFile {
  std::string content_type;
  std::string etag;  // quoted
  std::string href;  // "/assets/1f3a…/site.css"
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzipped;  // null where it would not be smaller
};

class StaticFiles {
 public:
  // All files with a known ending below `folder` (css js svg json png ico txt webmanifest). Errors:
  // those of reading; web.not_built if there is no site.css ("run make build").
  static Result<StaticFiles> load(const std::string& folder);

  // The address of a file by its name below the folder; asserts that it exists.
  const std::string& href(std::string_view name) const;
  const StaticFile* find(std::string_view name) const;
  // 200, 304 (If-None-Match) or error http.not_found.
  Result<Response> answer(const Request& request) const;

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace alternat::api
