// SPDX-License-Identifier: EUPL-1.2
// Templates: all pages, compiled once per language at start. The only door to the template library
// (mustache.cpp). Values are escaped; pictures drawn by documents/ go in as they are.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include "api/render/compose.h"
#include "base/result.h"

namespace alternat::api {

using PageJson = nlohmann::json;

// Trusted markup by name: SVG of documents/pictures, or the body inside the layout.
using Pictures = std::map<std::string, std::string, std::less<>>;

class Templates {
 public:
  // Reads <folder>/**/*.mustache and compiles each for each language. All mistakes in one error
  // (codes of compose.h; template.syntax).
  static Result<Templates> load(const std::string& folder,
                                const std::vector<std::string>& languages, const TextSource& texts);
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  // Asserts that the template and the language exist. How a model is seen by a template:
  //  - null, false and "" are false; numbers are texts;
  //  - a list `items` also gives `items_any` (not empty) and `items_count`;
  //  - a key ending with "href" passes checked_href();
  //  - a key ending with "_picture" names a picture: {{#map_picture}}{{/map_picture}} inserts it.
  // Safe for concurrent use.
  std::string render(std::string_view name, std::string_view language, const PageJson& model,
                     const Pictures& pictures) const;

 private:
  struct State;
  explicit Templates(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The model as programs get it: without the keys ending with "_picture".
PageJson without_pictures(const PageJson& model);

}  // namespace alternat::api
