// SPDX-License-Identifier: EUPL-1.2
// Worked histories (content/examples/procedures/<procedure>/*.history.md): the story of one case as
// text: moments, commands, values, and after each what must come of it. Lawyers read them, the
// tests play them. Format: docs/examples.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/vocabulary.h"
#include "base/date.h"
#include "base/diagnostics.h"
#include "base/instant.h"
#include "procedures/command.h"

namespace alternat::casework {

enum class HistoryVerb {
  kMoment,  // "@": time passes; timers that come due meanwhile fire
  kOpen,
  kComplete,
  kClaim,
  kRelease,
  kLetter,
  kMessage,
  kAmend,
  kResolve,
  kCancel,
};

struct HistoryStep {
  HistoryVerb verb = HistoryVerb::kMoment;
  std::string text;            // the line as written, without its mark
  std::string what;            // procedure, element, message or reason; "" = none named
  std::string partnership;     // of kOpen
  std::string element;         // "at": which of several waits for the message
  std::string flow;            // of kResolve
  std::optional<Date> on;      // of a letter: the day of receipt; of kMoment: the day
  std::int32_t minute = 0;     // of kMoment: of the day, in the node's zone
  std::optional<Instant> due;  // of kResolve
  access::Role role = access::Role::kEngine;
  std::int32_t person = 1;  // which person of the role
  procedures::Values values;
  std::vector<std::string> expected;  // one line each; the last may start "="
  SourceSpan span;
  std::uint32_t last_line = 0;  // of the command with its values; what is expected stands below
};

struct History {
  std::string title;
  std::vector<HistoryStep> steps;                // begins with a moment, then kOpen
  std::vector<std::uint32_t> expectation_lines;  // of the file, ascending
};

// Errors, all at once: history.no_title, history.no_steps, history.unclosed, history.beginning,
// history.unknown_command, history.missing_word, history.unknown_word, history.unknown_role,
// history.bad_moment, history.time_runs_back, history.bad_value, history.stray_value,
// history.stray_line.
Result<History> parse_history(std::string_view text, const std::string& file);

}  // namespace alternat::casework
