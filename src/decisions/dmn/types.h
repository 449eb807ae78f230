// SPDX-License-Identifier: EUPL-1.2
// typeRefs resolved to FEEL types, and values held against them (DMN 1.5 clauses 7.3.2, 10.3.2.9).
#pragma once

#include <optional>
#include <string_view>

#include "base/diagnostics.h"
#include "decisions/dmn/model_set.h"
#include "decisions/feel/evaluate.h"
#include "decisions/feel/value.h"

namespace alternat::dmn {

// The definition of that name in the model, or of an imported model ("prefix.name"); nullptr if
// none.
const ItemDefinition* find_item(const ModelSet& models, const Definitions& model,
                                std::string_view name);
// Error dmn.unknown_type at `span` if there is none; the type is then Any.
ItemType resolve_type(const ModelSet& models, const Definitions& model, std::string_view type_ref,
                      const SourceSpan& span, Diagnostics& diagnostics);
// FEEL type of a definition; definitions nested beyond reason are Any.
feel::Type type_of_item(const ModelSet& models, const Definitions& model,
                        const ItemDefinition& item, int depth = 0);

// The value as the type takes it (implicit conversions included), or nullopt if it is not of the
// type or not among the allowed values. Unknown always is.
std::optional<feel::Value> conform(const ItemType& type, const feel::Value& value,
                                   feel::EvaluationContext& context);

}  // namespace alternat::dmn
