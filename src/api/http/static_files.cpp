// SPDX-License-Identifier: EUPL-1.2
// Loading and answering of static files.
#include "api/http/static_files.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "api/http/accept.h"
#include "api/http/gzip.h"
#include "base/assert.h"
#include "base/file.h"

namespace alternat::api {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
}};

std::string content_hash(std::string_view text) {
  unsigned char digest[10];
  crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  char hex[sizeof digest * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  return hex;
}

StaticFile make_file(std::string_view name, std::string_view type, std::string content) {
  StaticFile file;
  file.content_type = std::string(type);
  const std::string hash = content_hash(content);
  file.etag = "\"" + hash + "\"";
  file.href = "/assets/" + hash + "/" + std::string(name);
  std::string small = gzip(content, 9);
  if (small.size() + 64 < content.size()) {
    file.gzipped = std::make_shared<const std::string>(std::move(small));
  }
  file.plain = std::make_shared<const std::string>(std::move(content));
  return file;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
  StaticFiles out;
  for (const auto& [ending, type] : kTypes) {
    Result<std::vector<std::string>> paths = list_files(folder, ending);
    if (!paths) return paths.error();
    for (const std::string& path : *paths) {
      Result<std::string> content = read_file(path);
      if (!content) return content.error();
      std::string name = path.substr(folder.size());
      while (name.starts_with('/')) name.erase(0, 1);
      out.files_.emplace(name, make_file(name, type, std::move(content).value()));
    }
  }
  if (!out.find("site.css")) {
    return Error{Fault::kUnavailable,
                 "web.not_built",
                 "There is no site.css below " + folder +
                     "; build the styles first: make build (or npm run build in web/).",
                 {}};
  }
  return out;
}

const std::string& StaticFiles::href(std::string_view name) const {
  const StaticFile* file = find(name);
  ALTERNAT_ASSERT(file != nullptr);
  return file->href;
}

const StaticFile* StaticFiles::find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

Result<Response> StaticFiles::answer(const Request& request) const {
  std::string_view rest = request.path;
  rest.remove_prefix(std::min(rest.size(), std::string_view("/assets/").size()));
  const std::size_t slash = rest.find('/');
  const StaticFile* file = slash == std::string_view::npos ? nullptr : find(rest.substr(slash + 1));
  if (!file || file->href != request.path) {
    return Error{Fault::kNotFound,
                 "http.not_found",
                 "There is no file '" + request.path.substr(0, 200) + "'.",
                 {}};
  }
  Response response;
  response.content_type = file->content_type;
  response.set_header("ETag", file->etag);
  response.set_header("Cache-Control", "public, max-age=31536000, immutable");
  if (request.header("if-none-match") == file->etag) {
    response.status = 304;
    return response;
  }
  if (file->gzipped) response.set_header("Vary", "Accept-Encoding");
  if (file->gzipped && accepts_gzip(request.header("accept-encoding"))) {
    response.set_header("Content-Encoding", "gzip");
    response.shared_body = file->gzipped;
  } else {
    response.shared_body = file->plain;
  }
  return response;
}

}  // namespace alternat::api
