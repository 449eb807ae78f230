// SPDX-License-Identifier: EUPL-1.2
// After everything is read: one id names one thing, every reference leads somewhere, overlays keep
// the hierarchy of norms, and bilateral return instruments are held against the Union's competence.
#pragma once

#include "terms/content_folder.h"

namespace alternat::terms {

// Codes: content.duplicate_id, content.unknown_reference (with a near miss), those of
// check_overlay; warnings instrument.eu_competence, terms.rights_annex.
void check_content(const Content& content, Diagnostics& diagnostics);

}  // namespace alternat::terms
