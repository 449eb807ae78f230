// SPDX-License-Identifier: EUPL-1.2
// What the partner state would read of a return case: for each message that its procedure may send
// there, the fields of the agreement's data article with what would stand in them, the moment of
// the batch, and the very bytes. Composed as casework composes what is sent, from what the viewer
// may see.
#pragma once

#include "api/resources/case_facts.h"

namespace alternat::api {

struct EnvelopesView {
  const Site& site;
  const Words& words;
  const CaseCopy& copy;
  const SeenFacts& seen;
};

// [{"message", "title", "leaves_text", "fields": [{"name", "label", "value_text"}], "body"}], in
// the order of the procedure; empty outside returns and for whoever does not see the file.
Json envelopes_json(const EnvelopesView& view);

}  // namespace alternat::api
