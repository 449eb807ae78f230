// SPDX-License-Identifier: EUPL-1.2
// "What changes between two days": parameters, rows and answers of the worked examples, public.
#pragma once

#include <optional>
#include <string>

#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

struct ChangesInput {
  const terms::Content& content;
  std::string from, to;          // as typed
  std::string error;             // what is wrong with the days; "" = nothing
  std::optional<PageJson> diff;  // docs/schema/diff.schema.json
};

Page changes_page(const Words& words, const ChangesInput& input);

}  // namespace alternat::api
