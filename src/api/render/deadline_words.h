// SPDX-License-Identifier: EUPL-1.2
// Deadlines in sentences: what started a period, how it was counted, why it ends when it ends.
#pragma once

#include <string>
#include <vector>

#include "api/render/words.h"
#include "base/json.h"
#include "calendar/deadline.h"

namespace alternat::api {

// One sentence for each step, in order. `start`: what the event is called here ("Received by the
// agency"); "" = the word of the catalogue.
std::vector<std::string> deadline_sentences(const Words& words, const calendar::Deadline& deadline,
                                            const std::string& start = "");

// [{"code", every value of the step, "text"}].
Json deadline_steps_json(const Words& words, const calendar::Deadline& deadline,
                         const std::string& start = "");

// "12 calendar days".
std::string length_text(const Words& words, std::string_view unit, std::string_view length);
// "16 June 2026, 10:00" as the clocks of the zone show it.
std::string moment_text(const Words& words, Instant moment, std::string_view zone);

}  // namespace alternat::api
