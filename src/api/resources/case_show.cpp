// SPDX-License-Identifier: EUPL-1.2
// From the ledger to the case page.
#include "api/resources/case_show.h"

#include <set>

#include "api/resources/case_clocks.h"
#include "api/resources/case_envelopes.h"
#include "api/resources/case_reports.h"
#include "api/resources/decision_page.h"
#include "api/resources/human_work.h"
#include "api/resources/procedure_picture.h"
#include "casework/demo/cast.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

struct CaseView {
  const Visit& visit;
  const Viewer& viewer;
  const CaseCopy& copy;
  const std::vector<Json>& bodies;
  const SeenFacts& seen;
  const ActorNames& names;
};

// What this viewer may be told of: everything, or only what was exchanged.
bool may_tell(const CaseView& view, const projections::LogRow& line) {
  if (view.copy.sight == Sight::kFile) return true;
  return is_exchanged(view.copy.log, line);
}

std::vector<CaseEvent> story_of(const Words& words, const CaseView& view) {
  // A category that stays hidden is named once beside the facts, not fact by fact in the story.
  const std::function<bool(std::string_view)> may_know = [&](std::string_view category) {
    const std::optional<access::FactCategory> found = access::find_category(category);
    for (const access::FactCategory hidden : view.seen.hidden)
      if (found == hidden) return false;
    return true;
  };
  std::vector<CaseEvent> story;
  for (std::size_t i = view.copy.log.size(); i-- > 0;) {
    const projections::LogRow& line = view.copy.log[i];
    if (!may_tell(view, line)) continue;
    static const Json kNone = Json::object();
    const Json& body =
        i < view.bodies.size() && view.bodies[i].is_object() ? view.bodies[i] : kNone;
    std::string sentence =
        record_sentence(words, {line, body, view.copy.procedure->definition,
                                view.visit.site.content->facts, view.names, may_know});
    if (sentence.empty()) continue;
    story.push_back({moment_text(words, line.recorded_at), std::move(sentence),
                     "/records/" + std::to_string(line.position), line.type});
  }
  return story;
}

std::vector<CaseDecision> decisions_of(const Words& words, const CaseView& view) {
  std::vector<CaseDecision> out;
  if (view.copy.sight != Sight::kFile) return out;
  std::set<std::string> told;
  const projections::CaseRow& row = view.copy.row;
  const bool opens = hidden_inputs(*view.visit.site.program, view.seen.hidden).empty();
  for (std::size_t i = view.copy.log.size(); i-- > 0;) {
    const projections::LogRow& line = view.copy.log[i];
    if (line.type != "DecisionRecorded" || !told.insert(line.element).second) continue;
    const Json& body = view.bodies.at(i);
    const bool safeguards = body.value("decision", "").starts_with("safeguards:");
    const std::string outcome = body.value("outcome", "");
    out.push_back({element_name(words, view.copy.procedure->definition, line.element), outcome,
                   words.label(safeguards ? "safeguard_outcome" : "outcome", outcome),
                   moment_text(words, line.recorded_at),
                   opens ? "/cases/" + row.partnership + "/" + row.id + "/decisions/" + line.element
                         : std::string()});
  }
  return out;
}

std::vector<CaseLetter> letters_of(const Words& words, const CaseView& view) {
  std::vector<CaseLetter> out;
  for (std::size_t i = view.copy.log.size(); i-- > 0;) {
    const projections::LogRow& line = view.copy.log[i];
    if (i >= view.bodies.size() || !may_tell(view, line)) continue;
    const Json& body = view.bodies[i];
    if (line.type == "LetterRecorded") {
      const Result<Date> day = Date::from_iso(body.value("on", ""));
      out.push_back({words.text("work.letter_" + body.value("direction", "received"),
                                {{"medium", words.label("medium", body.value("medium", ""))},
                                 {"on", day ? words.date(*day) : std::string()}}),
                     moment_text(words, line.recorded_at), body.value("hash", ""),
                     body.value("reference", "")});
    } else if (line.type == "MessageThrown") {
      out.push_back(
          {words.text("work.message_sent",
                      {{"message", words.label("procedure_message", body.value("message", ""))}}),
           moment_text(words, line.recorded_at), "", ""});
    }
  }
  return out;
}

std::set<std::string, std::less<>> passed(const CaseView& view) {
  std::set<std::string, std::less<>> done;
  for (std::size_t i = 0; i < view.copy.log.size() && i < view.bodies.size(); ++i) {
    const projections::LogRow& line = view.copy.log[i];
    if (line.type == "ElementCompleted") done.insert(line.element);
    if (line.type == "FlowTaken") done.insert(view.bodies[i].value("flow", ""));
  }
  return done;
}

std::string status_of(const Words& words, const projections::CaseRow& row) {
  if (row.ended_at)
    return words.text("work.status_ended",
                      {{"on", words.date(day_of(*row.ended_at))},
                       {"outcome", words.label("case_outcome", row.state.outcome)}});
  return words.text("work.status_open", {{"on", words.date(day_of(row.opened_at))}});
}

std::vector<CaseEvent> looks_of(const Words& words, const std::vector<ledger::PastRead>& looks) {
  std::vector<CaseEvent> out;
  for (auto look = looks.rbegin(); look != looks.rend(); ++look) {
    std::string categories;
    for (const std::string& category : look->categories)
      categories += (categories.empty() ? "" : ", ") + words.label("category", category);
    out.push_back({moment_text(words, look->read_at),
                   words.text("work.look", {{"role", role_name(words, look->role)},
                                            {"purpose", words.label("purpose", look->purpose)},
                                            {"categories", categories}}),
                   "", ""});
  }
  return out;
}

std::function<std::vector<Stand>(std::string_view, const std::string&)> stands_of(
    const Site& site, const Words& words, const projections::CaseRow& row) {
  if (site.mode != Mode::kDemo || !site.cast || row.partnership != site.cast->partnership)
    return {};
  return [&site, &words](std::string_view role, const std::string& not_this_one) {
    std::vector<Stand> out;
    for (const casework::DemoAccount* account : site.cast->in_role(role))
      if (account->id != not_this_one) out.push_back({account->id, words.in(account->name)});
    return out;
  };
}

Json errors_json(const TypedForm& typed) {
  Json out = Json::array();
  if (!typed.message.empty())
    out.push_back({{"href", "#now-title"}, {"label", ""}, {"message", typed.message}});
  for (const AnswerError& error : typed.answers.errors)
    out.push_back(
        {{"href", "#" + error.field}, {"label", error.label}, {"message", error.message}});
  return out;
}

Status fill(const Words& words, const CaseView& view, const TypedForm& typed, CaseInput& input) {
  const Site& site = view.visit.site;
  const projections::CaseRow& row = view.copy.row;
  input.id = row.id;
  input.short_id = short_id(row.id);
  input.title = procedure_title(words, view.copy.procedure->definition);
  input.partnership = row.partnership;
  input.partnership_title = partnership_title(*site.content, words, row.partnership);
  input.realm = row.realm;
  input.synthetic = is_fictitious(*site.content, row.partnership);
  input.sees_file = view.copy.sight == Sight::kFile;
  if (input.sees_file) input.status = status_of(words, row);
  input.may_amend =
      input.sees_file && may_act(view.viewer.role) && !row.subject.empty() && !row.state.ended;
  input.version = row.version;
  input.story = story_of(words, view);
  input.is_erased = view.seen.is_erased;
  input.facts = fact_rows(words, *site.content, view.seen, view.copy, view.names);
  for (const access::FactCategory category : view.seen.hidden)
    input.withheld.emplace_back(access::to_text(category));
  input.decisions = decisions_of(words, view);
  input.letters = letters_of(words, view);
  input.errors = errors_json(typed);
  input.http_status = typed.status;
  if (input.sees_file)
    input.picture =
        procedure_picture(words, view.copy.procedure->definition, &row.state, passed(view));
  Result<std::optional<std::vector<ledger::PastRead>>> looks =
      read_looks(site, view.viewer, view.copy);
  if (!looks) return looks.error();
  if (*looks) input.readers = looks_of(words, **looks);
  return {};
}

}  // namespace

ActorNames actor_names(const Site& site, const Words& words) {
  return [&site, words](const std::string& actor) {
    if (actor == "engine" || actor == "system") return words.text("work.node_itself");
    const Account* account = site.accounts->find(actor);
    return account ? role_name(words, account->principal.role) : actor;
  };
}

std::string partnership_title(const terms::Content& content, const Words& words,
                              std::string_view id) {
  const terms::PartnershipContent* found = content.find_partnership(id);
  return found ? words.in(found->partnership.title) : std::string(id);
}

bool is_fictitious(const terms::Content& content, std::string_view id) {
  const terms::PartnershipContent* found = content.find_partnership(id);
  return found && found->partnership.fictitious;
}

Response show_case(const Visit& visit, const Viewer& viewer, const TypedForm& typed) {
  const Site& site = visit.site;
  const Words words = visit.words();
  const Result<CaseCopy> copy = open_file(site, viewer, visit.request.parameter("partnership"),
                                          visit.request.parameter("case"));
  if (!copy) return respond_error(visit, copy.error());
  const Result<std::vector<Json>> bodies = read_bodies(site, copy->row);
  if (!bodies) return respond_error(visit, bodies.error());
  const Result<SeenFacts> seen = read_facts(site, viewer, *copy, *bodies);
  if (!seen) return respond_error(visit, seen.error());
  const ActorNames names = actor_names(site, words);
  CaseInput input;
  const CaseView view{visit, viewer, *copy, *bodies, *seen, names};
  if (const Status filled = fill(words, view, typed, input); !filled)
    return respond_error(visit, filled.error());
  const std::function<std::string()> new_command = [&site] { return site.node->new_id("form"); };
  const DueInput due{site.content->facts,
                     copy->procedure->definition,
                     copy->row,
                     viewer,
                     copy->sight,
                     *seen,
                     typed,
                     names,
                     new_command,
                     stands_of(site, words, copy->row),
                     site.program,
                     absent_for(site, viewer)};
  input.tasks = tasks_json(words, due);
  input.waits = waits_json(words, due);
  input.incidents = incidents_json(words, due);
  input.clocks = clocks_json(words, due);
  const std::string notice(visit.request.query.get("notice"));
  if (!notice.empty()) input.notice = words.find_text("notice." + notice).value_or("");
  const FormToken token = form_token(visit);
  input.csrf_token = token.token;
  Page page = case_page(words, input);
  page.model["work"] = human_work_json({site, words, viewer, *copy, *bodies, *seen, names});
  page.model["signals"] = signals_json(words, due);
  page.model["envelopes"] = envelopes_json({site, words, *copy, *seen});
  return respond(visit, page);
}

}  // namespace alternat::api
