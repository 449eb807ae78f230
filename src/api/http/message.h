// SPDX-License-Identifier: EUPL-1.2
// Request and Response: what the HTTP library beneath is reduced to. A Request is complete when a
// handler sees it: body read, within the size limits, form parsed only when asked (form.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alternat::api {

enum class Method { kGet, kHead, kPost, kPut, kDelete, kOther };

// Names and values in the order sent; a name may come more than once (checkboxes).
class Fields {
 public:
  void add(std::string name, std::string value);
  // Replaces the first value of that name; adds it if there is none.
  void set(std::string_view name, std::string value);
  // The first value, or nullptr.
  const std::string* find(std::string_view name) const;
  // The first value, or "".
  std::string_view get(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return items_; }
  bool empty() const { return items_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

struct Request {
  Method method = Method::kGet;
  std::string path;  // percent-decoded, always starts with '/'
  Fields query;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::map<std::string, std::string> parameters;  // of the route: /partnerships/{id}
  std::string peer;                               // address of the other end, for rate limits

  // "" if absent; `name` in lower case.
  std::string_view header(std::string_view name) const;
  // Value of a cookie, "" if absent.
  std::string_view cookie(std::string_view name) const;
  // Value of a route parameter, "" if the route has none of that name.
  std::string_view parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  // For static files: bytes that outlive the server, sent without a copy instead of `body`.
  std::shared_ptr<const std::string> shared_body;
  std::vector<std::pair<std::string, std::string>> headers;

  void set_header(std::string name, std::string value);
  // nullptr if absent; exact name.
  const std::string* find_header(std::string_view name) const;
};

using Handler = std::function<Response(const Request&)>;

// 303 See Other: after a POST the browser gets the page that shows the result. `location` is a path
// of this node ("/tray"); anything else becomes "/".
Response redirect_to(std::string_view location);

}  // namespace alternat::api
