// SPDX-License-Identifier: EUPL-1.2
// The words of a DMN file: elements and attributes that the schema does not know, and ids that
// stand twice, are named before anything is read, so that a slip of the pen is never passed over.
#pragma once

#include <string_view>

#include "base/diagnostics.h"
#include "base/xml.h"

namespace alternat::dmn {

// Codes dmn.unknown_element, dmn.unknown_attribute, dmn.duplicate_id. What stands in
// extensionElements or in another namespace is nobody's business here.
void check_vocabulary(const XmlElement& root, std::string_view model_namespace,
                      Diagnostics& diagnostics);

}  // namespace alternat::dmn
