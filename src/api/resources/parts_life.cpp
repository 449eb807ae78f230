// SPDX-License-Identifier: EUPL-1.2
// Projects, meetings, rights: how the partnership lives.
#include "api/resources/partnership_parts.h"
#include "base/json.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

Json action_json(const PartContext& context, const terms::ActionPoint& point) {
  const std::string party(terms::to_text(point.owes));
  return {{"id", point.id},
          {"text", context.words.in(point.text)},
          {"owes_name", context.country_of(party)},
          {"owner", point.owner.empty() ? "" : context.office_name(point.owner)},
          {"due_text", context.words.date(point.due)},
          {"done_text", context.words.date(point.done)},
          {"is_done", point.done.has_value()},
          {"is_overdue", point.overdue_on(context.words.today())},
          {"source", context.notes.mark(point.provenance)}};
}

Json meeting_json(const PartContext& context, const terms::Meeting& meeting) {
  Json decisions = Json::array();
  for (const terms::BodyDecision& decision : meeting.decisions) {
    decisions.push_back({{"id", decision.id},
                         {"text", context.words.in(decision.text)},
                         {"changes", decision.changes},
                         {"source", context.notes.mark(decision.provenance)}});
  }
  Json points = Json::array();
  for (const terms::ActionPoint& point : meeting.action_points) {
    points.push_back(action_json(context, point));
  }
  return {{"id", meeting.id},
          {"on_text", context.words.date(meeting.on)},
          {"is_planned", meeting.planned},
          {"place", meeting.place},
          {"summary", context.words.in(meeting.summary)},
          {"decisions", std::move(decisions)},
          {"action_points", std::move(points)},
          {"source", context.notes.mark(meeting.provenance)}};
}

}  // namespace

Json projects_part(const PartContext& context) {
  Json promises = Json::array();
  for (const terms::Commitment& commitment : context.subject.commitments) {
    const std::string_view component = terms::to_text(commitment.component);
    if (component == "technology_transfer" || component == "economic_cooperation" ||
        component == "training") {
      promises.push_back(promise_json(context, commitment));
    }
  }
  Json components = Json::array();
  for (const Json& component : components_part(context)) {
    if (component["kind"] == "technology_transfer" || component["kind"] == "economic_cooperation" ||
        component["kind"] == "training") {
      components.push_back(component);
    }
  }
  return {{"promises", std::move(promises)}, {"components", std::move(components)}};
}

Json meetings_part(const PartContext& context) {
  const Words& words = context.words;
  Json out = Json::array();
  for (const terms::JointBody& body : context.subject.partnership.bodies) {
    Json meetings = Json::array();
    for (auto it = body.meetings.rbegin(); it != body.meetings.rend(); ++it) {
      meetings.push_back(meeting_json(context, *it));
    }
    Json members = Json::array();
    for (const std::string& member : body.members) members.push_back(context.office_name(member));
    const std::optional<Date> due = body.next_due_after(words.today());
    Json item = {{"id", body.id},
                 {"name", words.in(body.name)},
                 {"clause", body.clause},
                 {"instrument", body.instrument},
                 {"members", std::move(members)},
                 {"meetings", std::move(meetings)},
                 {"source", context.notes.mark(body.provenance)}};
    item["meetings_a_year"] = body.meetings_a_year ? Json(*body.meetings_a_year) : Json(nullptr);
    item["rhythm_text"] =
        body.meetings_a_year
            ? words.text("meeting.rhythm", {{"count", std::to_string(*body.meetings_a_year)}})
            : "";
    item["next_due"] = due ? Json(due->to_iso()) : Json(nullptr);
    item["next_due_text"] = due ? words.deadline(*due) : "";
    item["is_overdue"] = due && *due < words.today();
    out.push_back(std::move(item));
  }
  return out;
}

Json rights_part(const PartContext& context) {
  Json agreements = Json::array();
  for (const terms::AgreementTerms* agreement :
       context.content.agreements_with(context.subject.partnership.origin)) {
    agreements.push_back(agreement_json(context, *agreement));
  }
  Json views = Json::array();
  for (const terms::PartyView& view : context.subject.partnership.views) {
    views.push_back({{"party", terms::to_text(view.party)},
                     {"party_name", context.country_of(terms::to_text(view.party))},
                     {"text", context.words.in(view.text)},
                     {"on_text", context.words.date(view.on)},
                     {"source", context.notes.mark(view.provenance)}});
  }
  Json promises = Json::array();
  for (const terms::Commitment& commitment : context.subject.commitments) {
    if (terms::to_text(commitment.component) == "rights") {
      promises.push_back(promise_json(context, commitment));
    }
  }
  return {{"agreements", std::move(agreements)},
          {"views", std::move(views)},
          {"promises", std::move(promises)}};
}

}  // namespace alternat::api
