// SPDX-License-Identifier: EUPL-1.2
// Decision tables as people read them: the rules that apply are lit, each cell says whether it
// holds, and the values compared stand above. From a trace (decisions/dmn/trace.h).
#pragma once

#include "api/render/words.h"
#include "base/json.h"

namespace alternat::terms {
struct Content;
}

namespace alternat::api {

// [{"name", "policy", "inputs": [{"label", "value_text"}], "outputs": [{"label"}],
//   "rules": [{"number", "verdict", "is_lit", "verdict_label", "cells": [{"text", "verdict"}],
//              "outputs": [{"text"}]}]}], the decision itself first; [] for a null trace.
Json decision_tables(const Words& words, const terms::Content& content, const Json& trace);

// Only the table of the decision itself, as a list of at most one.
Json decision_table(const Words& words, const terms::Content& content, const Json& trace);

// A value as a person reads it: by the unit of the fact or parameter, dates and words of the
// language.
std::string shown_value(const Words& words, const terms::Content& content, const std::string& name,
                        const Json& value);
// The noun of a fact, a parameter or a derived value.
std::string shown_name(const Words& words, const terms::Content& content, const std::string& name);

}  // namespace alternat::api
