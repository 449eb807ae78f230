// SPDX-License-Identifier: EUPL-1.2
// One model file with the models it imports, directly or not, from the folder it lies in.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "decisions/dmn/model_set.h"

namespace alternat::dmn {

// The file's model is the first of the set. Problems of the files that are imported are named too;
// what else lies in the folder is not read into the set.
void load_model(const std::string& path, Strictness strictness, ModelSet& set,
                Diagnostics& diagnostics);

}  // namespace alternat::dmn
