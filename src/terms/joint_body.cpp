// SPDX-License-Identifier: EUPL-1.2
#include "terms/joint_body.h"

#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kParties = {Named<Party>{"origin", Party::kOrigin},
                                 Named<Party>{"destination", Party::kDestination},
                                 Named<Party>{"both", Party::kBoth}};

BodyDecision read_decision(const TomlNode& node, const Provenance& meeting,
                           Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  BodyDecision decision;
  decision.span = node.span();
  decision.id = read_id(reader, "body.id", diagnostics);
  decision.text = read_local_text(reader, "text", Need::kRequired, diagnostics);
  decision.changes = reader.find_string("changes").value_or("");
  decision.provenance = read_provenance_or(reader, meeting, diagnostics);
  reader.finish();
  return decision;
}

ActionPoint read_action_point(const TomlNode& node, const Provenance& meeting,
                              Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  ActionPoint point;
  point.span = node.span();
  point.id = read_id(reader, "body.id", diagnostics);
  point.text = read_local_text(reader, "text", Need::kRequired, diagnostics);
  point.owes = read_party(reader, "owes", diagnostics);
  point.owner = reader.find_string("owner").value_or("");
  point.due = find_imprecise_date(reader, "due", diagnostics);
  point.done = find_imprecise_date(reader, "done", diagnostics);
  point.provenance = read_provenance_or(reader, meeting, diagnostics);
  reader.finish();
  return point;
}

Meeting read_meeting(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Meeting meeting;
  meeting.span = node.span();
  meeting.id = read_id(reader, "body.id", diagnostics);
  meeting.on = find_imprecise_date(reader, "on", diagnostics);
  meeting.planned = reader.find_bool("planned").value_or(false);
  meeting.place = reader.find_string("place").value_or("");
  meeting.summary = read_local_text(reader, "summary", Need::kOptional, diagnostics);
  meeting.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  for (const TomlNode* inner : reader.find_tables("decision"))
    meeting.decisions.push_back(read_decision(*inner, meeting.provenance, diagnostics));
  for (const TomlNode* inner : reader.find_tables("action_point"))
    meeting.action_points.push_back(read_action_point(*inner, meeting.provenance, diagnostics));
  reader.finish();
  return meeting;
}

}  // namespace

bool ActionPoint::overdue_on(Date today) const {
  if (!due || due->last_day() >= today) return false;
  return !done || done->first_day() > today;
}

std::optional<Date> JointBody::next_due_after(Date today) const {
  std::optional<Date> last;
  for (const Meeting& meeting : meetings) {
    if (meeting.planned || !meeting.on || meeting.on->first_day() > today) continue;
    if (!last || meeting.on->last_day() > *last) last = meeting.on->last_day();
  }
  if (!last || !meetings_a_year) return std::nullopt;
  return last->plus_months(12 / *meetings_a_year, MonthRounding::kDown).value();
}

JointBody read_joint_body(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  JointBody body;
  body.span = node.span();
  body.id = read_id(reader, "body.id", diagnostics);
  body.name = read_local_text(reader, "name", Need::kRequired, diagnostics);
  body.instrument = reader.find_string("instrument").value_or("");
  body.clause = reader.find_string("clause").value_or("");
  const std::optional<std::int64_t> rhythm = reader.find_integer("meetings_a_year");
  if (rhythm && (*rhythm < 1 || *rhythm > 12))
    diagnostics.error("body.rhythm", "meetings_a_year lies between 1 and 12",
                      reader.span_of("meetings_a_year"));
  else if (rhythm)
    body.meetings_a_year = static_cast<int>(*rhythm);
  body.members = reader.find_strings("members");
  for (const TomlNode* meeting : reader.find_tables("meeting"))
    body.meetings.push_back(read_meeting(*meeting, diagnostics));
  body.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  reader.finish();
  return body;
}

std::string_view to_text(Party party) {
  return text_of(std::span<const Named<Party>>(kParties), party);
}

std::optional<Party> find_party(std::string_view text) {
  return find_named(std::span<const Named<Party>>(kParties), text);
}

Party read_party(TomlReader& reader, std::string_view key, Diagnostics& diagnostics) {
  const std::string word = reader.take_string(key);
  const std::optional<Party> party = find_party(word);
  if (!party && !word.empty())
    diagnostics.error("body.party",
                      std::string(key) + ": " +
                          not_one_of(word, words_of(std::span<const Named<Party>>(kParties))),
                      reader.span_of(key));
  return party.value_or(Party::kBoth);
}

}  // namespace alternat::terms
