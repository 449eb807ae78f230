// SPDX-License-Identifier: EUPL-1.2
// Joint bodies of the two parties: steering groups, working groups, implementation committees, with
// their rhythm, meetings, decisions and action points. Format: docs/content-partnerships.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/imprecise_date.h"
#include "terms/local_text.h"
#include "terms/provenance.h"

namespace alternat::terms {

enum class Party { kOrigin, kDestination, kBoth };

struct BodyDecision {
  std::string id;
  LocalText text;
  std::string changes;  // id of the quota, commitment or overlay it changes; "" = none
  Provenance provenance;
  SourceSpan span;
};

struct ActionPoint {
  std::string id;
  LocalText text;
  Party owes = Party::kBoth;
  std::string owner;  // office id; "" = not recorded
  std::optional<ImpreciseDate> due;
  std::optional<ImpreciseDate> done;
  Provenance provenance;
  SourceSpan span;

  // Due before `today` and not done by then.
  bool overdue_on(Date today) const;
};

struct Meeting {
  std::string id;
  std::optional<ImpreciseDate> on;  // absent = not established
  bool planned = false;             // announced, not known to have been held
  std::string place;
  LocalText summary;
  std::vector<BodyDecision> decisions;
  std::vector<ActionPoint> action_points;
  Provenance provenance;
  SourceSpan span;
};

struct JointBody {
  std::string id;
  LocalText name;
  std::string instrument;              // that sets it up; "" = none
  std::string clause;                  // "" = not established
  std::optional<int> meetings_a_year;  // absent = not established
  std::vector<std::string> members;    // office ids
  std::vector<Meeting> meetings;
  Provenance provenance;
  SourceSpan span;

  // The day by which the next meeting is due: the last held meeting plus 12 / meetings_a_year
  // months; nullopt if the rhythm or the last meeting's day is not established.
  std::optional<Date> next_due_after(Date today) const;
};

// Reads one [[body]] table. Codes: body.rhythm, body.party and those of the TOML reader.
JointBody read_joint_body(const TomlNode& node, Diagnostics& diagnostics);

std::string_view to_text(Party party);
std::optional<Party> find_party(std::string_view text);
// Reads `key` ("origin", "destination", "both"; required); kBoth and a diagnostic if it is not.
Party read_party(TomlReader& reader, std::string_view key, Diagnostics& diagnostics);

}  // namespace alternat::terms
