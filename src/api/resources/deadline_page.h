// SPDX-License-Identifier: EUPL-1.2
// /deadline: when does a period end, and why. For everybody; nothing is stored. Works as a plain
// form and on small telephones.
#pragma once

#include "api/http/message.h"
#include "api/render/page.h"
#include "api/render/words.h"

namespace alternat::program {
class Program;
}

namespace alternat::api {

// Reads start, count, unit, clock, counted_by, calendar, event, or `period` as written in
// docs/content-calendars.md. Without a start the empty form; what cannot be counted is a 422 with
// the reason beside the form.
Page deadline_page(const Words& words, const program::Program& program, const Fields& query);

}  // namespace alternat::api
