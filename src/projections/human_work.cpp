// SPDX-License-Identifier: EUPL-1.2
// Folding what people and the node record beside the procedure: moves to another version, tasks
// given away, follow-up days, escalations, substitutions, incidents.
#include "projections/human_work.h"

#include <algorithm>

#include "base/json.h"
#include "procedures/migration_json.h"
#include "projections/tables.h"

namespace alternat::projections {
namespace {

std::string text_in(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

std::uint64_t number_in(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found != body.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::optional<Date> date_in(const Json& body, const char* key) {
  const Result<Date> day = Date::from_iso(text_in(body, key));
  return day ? std::optional(*day) : std::nullopt;
}

TaskMark& mark_of(CaseRow& row, const Json& body) {
  const std::string element = text_in(body, "element");
  const std::uint64_t token = number_in(body, "token");
  for (TaskMark& mark : row.marks)
    if (mark.element == element && mark.token == token) return mark;
  TaskMark mark;
  mark.element = element;
  mark.token = token;
  row.marks.push_back(std::move(mark));
  return row.marks.back();
}

void assign(CaseRow& row, const Json& body) {
  const std::string element = text_in(body, "element");
  const std::uint64_t token = number_in(body, "token");
  for (procedures::OpenTask& task : row.state.tasks)
    if (task.element == element && task.token == token) task.claimed_by = text_in(body, "to");
}

Status migrate(CaseRow& row, const Json& body, const LogRow& line) {
  Result<procedures::CaseMigrated> moved = procedures::migrated_from_json(body);
  if (!moved) return moved.error();
  procedures::apply_migration(row.state, *moved);
  row.hash = moved->to;
  row.migration = MigrationRow{moved->migration, moved->from, moved->to, moved->undo, line.version};
  return {};
}

bool is_within(const Substitution& one, Date on) {
  return !one.ended && one.from <= on && on <= one.to;
}

}  // namespace

void drop_marks(CaseRow& row) {
  std::erase_if(row.marks, [&](const TaskMark& mark) {
    return row.state.find_task(mark.element, mark.token) == nullptr;
  });
}

Status Tables::apply_beside(const Json& body, const LogRow& row, CaseRow& of) {
  if (row.type == "CaseValuesRecorded") {
    const Json values = body.value("values", Json::object());
    for (const auto& [name, value] : values.items()) of.values[name] = value.dump();
  } else if (row.type == "CaseMigrated") {
    due_.remove(of);
    const Status moved = migrate(of, body, row);
    due_.add(of);
    if (!moved) return moved;
  } else if (row.type == "TaskAssigned") {
    assign(of, body);
  } else if (row.type == "FollowUpSet") {
    mark_of(of, body).follow_up = date_in(body, "on");
  } else if (row.type == "TaskEscalated") {
    TaskMark& mark = mark_of(of, body);
    mark.escalated_at = row.recorded_at;
    mark.escalated_to = text_in(body, "to");
  }
  if (row.type == "MessageDelivered" || row.type == "SignalDelivered") follow_messages(body, row);
  drop_marks(of);
  return {};
}

void Tables::apply_to_node(const Json& body, const LogRow& row) {
  if (row.type == "ProcedureKept") {
    const std::string hash = text_in(body, "hash");
    KeptVersion& kept = versions_[hash];
    kept.hash = hash;
    kept.procedure = text_in(body, "procedure");
    kept.positions.push_back(row.position);
  } else if (row.type == "SubstitutionRecorded") {
    Substitution one;
    one.id = row.stream;
    one.absent = text_in(body, "absent");
    one.substitute = text_in(body, "substitute");
    one.role = text_in(body, "role");
    one.from = date_in(body, "from").value_or(row.effective_on);
    one.to = date_in(body, "to").value_or(row.effective_on);
    one.recorded_by = row.actor;
    substitutions_.push_back(std::move(one));
  } else if (row.type == "SubstitutionEnded") {
    for (Substitution& one : substitutions_)
      if (one.id == row.stream) one.ended = true;
  }
}

void Tables::follow_incidents(const procedures::Record& record, const LogRow& row,
                              const CaseRow& of) {
  if (const auto* raised = std::get_if<procedures::IncidentRaised>(&record)) {
    IncidentRow incident;
    incident.partnership = row.log;
    incident.case_id = row.stream;
    incident.procedure = of.procedure;
    incident.element = raised->element;
    incident.token = raised->token;
    incident.reason = raised->reason;
    incident.raised_at = row.recorded_at;
    open_incidents_[{row.log, row.stream}].push_back(incidents_.size());
    incidents_.push_back(std::move(incident));
    return;
  }
  const auto open = open_incidents_.find({row.log, row.stream});
  if (open == open_incidents_.end()) return;
  // Settled by a person, or gone with its token.
  const auto* settled = std::get_if<procedures::IncidentResolved>(&record);
  std::erase_if(open->second, [&](std::size_t index) {
    IncidentRow& incident = incidents_[index];
    const bool by_person =
        settled && settled->element == incident.element && settled->token == incident.token;
    if (!by_person && of.state.find_incident(incident.element, incident.token)) return false;
    incident.settled_at = row.recorded_at;
    if (by_person) incident.settled_by = settled->by;
    return true;
  });
  if (open->second.empty()) open_incidents_.erase(open);
}

void Tables::follow_messages(const Json& body, const LogRow& row) {
  const bool is_signal = row.type.starts_with("Signal");
  if (row.type == "MessageThrown" || row.type == "SignalThrown") {
    ThrownMessage thrown;
    thrown.is_signal = is_signal;
    thrown.version = row.version;
    thrown.partnership = row.log;
    thrown.case_id = row.stream;
    thrown.message = text_in(body, is_signal ? "signal" : "message");
    thrown.thrown_at = row.recorded_at;
    outbox_.push_back(thrown_.size());
    thrown_.push_back(std::move(thrown));
    return;
  }
  // Delivered, refused, or at last delivered after it had been refused.
  const std::uint64_t version = number_in(body, "thrown");
  const auto found = std::find_if(thrown_.rbegin(), thrown_.rend(), [&](const auto& thrown) {
    return thrown.version == version && thrown.case_id == row.stream &&
           thrown.partnership == row.log;
  });
  if (found == thrown_.rend()) return;
  found->settled = text_in(body, "outcome");
  found->to = text_in(body, "to");
  std::erase_if(outbox_, [&](std::size_t index) { return !thrown_[index].settled.empty(); });
}

std::vector<ThrownMessage> Tables::outbox() const {
  std::vector<ThrownMessage> out;
  for (const std::size_t index : outbox_) out.push_back(thrown_[index]);
  return out;
}

bool Tables::stands_in(std::string_view actor, std::string_view absent, std::string_view role,
                       Date on) const {
  return std::any_of(substitutions_.begin(), substitutions_.end(), [&](const Substitution& one) {
    return one.substitute == actor && one.absent == absent && one.role == role &&
           is_within(one, on);
  });
}

}  // namespace alternat::projections
