// SPDX-License-Identifier: EUPL-1.2
#include "casework/values_check.h"

namespace alternat::casework {

Status check_values(const program::Program& program, const procedures::Values& values) {
  Json facts = Json::object();
  for (const auto& [name, text] : values) facts[name] = Json::parse(text, nullptr, false);
  const Diagnostics diagnostics = program.content().facts.check(facts, "the request");
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kMalformed);
  return {};
}

}  // namespace alternat::casework
