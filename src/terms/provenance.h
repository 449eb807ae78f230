// SPDX-License-Identifier: EUPL-1.2
// Provenance: where a value that states something about the world comes from, which day it speaks
// of and when somebody last looked. docs/content.md, "Provenance".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/toml.h"

namespace alternat::terms {

// kSourced: title and grade; kKnowledge: shown as "unverified"; kUncertain: the value is absent and
// shown as "not established".
enum class Mark { kSourced, kKnowledge, kUncertain };

struct Provenance {
  Mark mark = Mark::kUncertain;
  std::string grade;  // "A" … "D", only with kSourced
  std::string title;  // always with kSourced; may say what the knowledge or the doubt rests on
  std::optional<Date> as_of;
  std::optional<Date> checked;

  friend bool operator==(const Provenance&, const Provenance&) = default;
};

std::string_view to_text(Mark mark);

// Checked more than twelve months before `today`, or never: shown as "may be outdated".
bool may_be_outdated(const Provenance& provenance, Date today);

// Whether the value beside the provenance is there: an uncertain value must be absent
// (provenance.uncertain_value).
enum class ValueState { kPresent, kAbsent };

// Reads the key `provenance` (required). Codes: provenance.mark, provenance.no_title,
// provenance.grade, provenance.checked_before_as_of, provenance.private_key,
// provenance.uncertain_value.
Provenance read_provenance(TomlReader& reader, ValueState value, Diagnostics& diagnostics);

// The same, but an item without one has the provenance of what encloses it.
Provenance read_provenance_or(TomlReader& reader, const Provenance& enclosing,
                              Diagnostics& diagnostics);

// The first private source key in `text` ("S115", "[S8]", "S19b"), or "": content cites titles.
std::string find_private_key(std::string_view text);

}  // namespace alternat::terms
