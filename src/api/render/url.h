// SPDX-License-Identifier: EUPL-1.2
// The only way an address reaches a page. Templates may put into href, src and action only literals
// and values whose key ends with "href"; the renderer passes each of those through checked_href().
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace alternat::api {

// `text` itself if it is a path of this node ("/x", not "//"), a fragment ("#x"), a query ("?x"),
// or an https: or mailto: address without control characters, spaces, quotes or backslashes; else
// "#".
std::string checked_href(std::string_view text);

// path + "?" + the query, values encoded: make_href("/", {{"sort", "name"}}).
std::string make_href(std::string_view path,
                      std::initializer_list<std::pair<std::string_view, std::string_view>> query);

}  // namespace alternat::api
