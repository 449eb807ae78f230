// SPDX-License-Identifier: EUPL-1.2
// The form that opens a case, and what it does.
#include "api/resources/open_case.h"

#include "api/http/form.h"
#include "api/http/problem.h"
#include "api/resources/case_show.h"
#include "api/resources/work_routes.h"
#include "casework/open_case.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

Error cannot_open() {
  return {Fault::kForbidden, "case.may_not_open", "Your role opens no case of its own.", {}};
}

Response show_form(const Visit& visit, const Viewer& viewer, const Fields& typed,
                   const Error* error) {
  const Site& site = visit.site;
  const Words words = visit.words();
  OpenCaseInput input;
  for (const program::CompiledProcedure* procedure : procedures_for(*site.program, viewer)) {
    const procedures::Definition& definition = procedure->definition;
    input.procedures.push_back(
        {definition.id, procedure_title(words, definition),
         words.find_text("procedure." + definition.id + ".summary").value_or("")});
  }
  if (input.procedures.empty() || !may_act(viewer.role)) return respond_error(visit, cannot_open());
  for (const terms::PartnershipContent& content : site.content->partnerships)
    if (site.node->may_take_persons(content.partnership.id))
      input.partnerships.push_back(
          {content.partnership.id, words.in(content.partnership.title), ""});
  input.partnership = std::string(typed.get("partnership"));
  input.procedure = std::string(typed.get("procedure"));
  if (error) {
    input.error = words.find_text("error.code_" + error->code).value_or(error->message);
    input.status = http_status(*error) == 404 ? 422 : http_status(*error);
  }
  input.csrf_token = form_token(visit).token;
  input.command = site.node->new_id("form");
  return respond(visit, open_case_page(words, input));
}

Response show_new(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  return show_form(visit, *viewer, request.query, nullptr);
}

bool may_open(const program::Program& program, const Viewer& viewer, std::string_view procedure) {
  for (const program::CompiledProcedure* candidate : procedures_for(program, viewer))
    if (candidate->definition.id == procedure) return true;
  return false;
}

Response take_new(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Result<Fields> form = parse_form(request);
  if (!form) return respond_error(visit, form.error());
  const std::string procedure(form->get("procedure"));
  const program::CompiledProcedure* known = site.program->find_procedure(procedure);
  if (known && !may_open(*site.program, *viewer, procedure))
    return respond_error(visit, cannot_open());
  const std::string realm =
      known ? std::string(procedures::to_string(known->definition.realm)) : "agreement";
  const Result<casework::Call> call = call_for(*viewer, realm, form->get("command"));
  if (!call) return respond_error(visit, call.error());
  const Result<casework::OpenedCase> opened = casework::open_case(
      *site.node, *call, {std::string(form->get("partnership")), procedure, "", {}});
  if (opened)
    return redirect_to("/cases/" + std::string(form->get("partnership")) + "/" + opened->case_id +
                       "?notice=opened");
  if (visit.representation == Representation::kJson) return respond_error(visit, opened.error());
  return show_form(visit, *viewer, *form, &opened.error());
}

}  // namespace

std::vector<const program::CompiledProcedure*> procedures_for(const program::Program& program,
                                                              const Viewer& viewer) {
  std::vector<const program::CompiledProcedure*> out;
  if (!may_act(viewer.role) || viewer.role == access::Role::kPartnerDesk ||
      viewer.role == access::Role::kFederalPolice)
    return out;
  for (const program::CompiledProcedure& procedure : program.procedures()) {
    const procedures::Definition& definition = procedure.definition;
    const std::optional<access::Realm> realm =
        access::find_realm(procedures::to_string(definition.realm));
    const bool has_purpose = !realm || access::usual_purpose(viewer.role, *realm).has_value();
    // Whoever starts it has its first lane, or at least a task in it.
    if (has_purpose && has_tasks_in(definition, viewer.role)) out.push_back(&procedure);
  }
  return out;
}

Page open_case_page(const Words& words, const OpenCaseInput& input) {
  const auto choices = [](const std::vector<OpenCaseInput::Choice>& from,
                          const std::string& chosen) {
    Json out = Json::array();
    for (const OpenCaseInput::Choice& choice : from)
      out.push_back({{"value", choice.id},
                     {"label", choice.title},
                     {"note", choice.note},
                     {"is_chosen", choice.id == chosen}});
    return out;
  };
  Page page;
  page.template_name = "case-new";
  page.title = words.text("cases.new_title");
  page.nav = "tray";
  page.status = input.status;
  page.model = {{"partnerships", choices(input.partnerships, input.partnership)},
                {"procedures", choices(input.procedures, input.procedure)},
                {"error", input.error},
                {"csrf_token", input.csrf_token},
                {"command", input.command}};
  return page;
}

void add_open_case_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/cases/new", Effect::kRead,
              [&site](const Request& request) { return show_new(site, request); }});
  router.add({Method::kPost, "/cases/new", Effect::kChange,
              [&site](const Request& request) { return take_new(site, request); }});
}

}  // namespace alternat::api
