// SPDX-License-Identifier: EUPL-1.2
// The symbol and the label of one BPMN shape.
#pragma once

#include <string>

#include "documents/pictures/bpmn_diagram.h"

namespace alternat::documents {

std::string draw_bpmn_symbol(const BpmnShape& shape);
std::string draw_bpmn_label(const BpmnShape& shape);
// Pixels below the shape that its label takes (events and gateways).
std::int32_t label_height(const BpmnShape& shape);

}  // namespace alternat::documents
