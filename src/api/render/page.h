// SPDX-License-Identifier: EUPL-1.2
// Page: one resource before its representation is chosen: the view model, the template that shows
// it, and the pictures drawn for it.
#pragma once

#include <string>

#include "api/render/templates.h"
#include "base/json.h"

namespace alternat::api {

struct Page {
  std::string template_name;
  std::string title;  // of the browser's window, without the product's name
  PageJson model;
  Pictures pictures;
  int status = 200;
  std::string nav;         // which entry of the menu this page belongs to
  bool synthetic = false;  // fictitious content: watermarked
};

}  // namespace alternat::api
