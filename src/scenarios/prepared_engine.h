// SPDX-License-Identifier: EUPL-1.2
// The engine over a prepared plan: a population in columns.
#pragma once

#include <memory>

#include "scenarios/engine.h"

namespace alternat::scenarios {

// The setup must outlive the maker, the maker its engines.
std::unique_ptr<EngineMaker> prepared_maker(const EngineSetup& setup);

}  // namespace alternat::scenarios
