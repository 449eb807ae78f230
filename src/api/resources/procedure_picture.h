// SPDX-License-Identifier: EUPL-1.2
// From a procedure's definition and the state of a case to the picture with live tokens, and the
// same as text for those who do not see it.
#pragma once

#include <set>
#include <string>

#include "api/render/words.h"
#include "documents/pictures/bpmn_diagram.h"
#include "procedures/definition.h"
#include "procedures/state.h"

namespace alternat::api {

// `state` may be null: the procedure alone. `done` holds ids of elements and flows already passed.
documents::BpmnPicture procedure_picture(const Words& words,
                                         const procedures::Definition& definition,
                                         const procedures::State* state,
                                         const std::set<std::string, std::less<>>& done);

}  // namespace alternat::api
