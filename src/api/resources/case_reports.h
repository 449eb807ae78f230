// SPDX-License-Identifier: EUPL-1.2
// What a person may tell a case beside its forms: that a task cannot be done, and signals that
// something in the case waits for.
#pragma once

#include "api/resources/case_due.h"

namespace alternat::api {

// [{"code", "label"}]: the errors that the procedure foresees for the task.
Json reports_json(const Words& words, const DueInput& input, const procedures::OpenTask& task);
// [{"signal", "label", "waits", "action_href", "command"}]: awaited signals that the viewer may
// send, each once.
Json signals_json(const Words& words, const DueInput& input);

}  // namespace alternat::api
