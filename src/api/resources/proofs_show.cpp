// SPDX-License-Identifier: EUPL-1.2
// /proofs and /proofs/{property}/{number}. The report is computed once: it depends on the content
// alone.
#include <charconv>

#include "api/resources/proofs.h"
#include "api/resources/work_routes.h"
#include "program/program.h"
#include "program/prove.h"

namespace alternat::api {

namespace {

const proofs::Report& report_of(const Site& site) {
  const std::lock_guard lock(site.proofs->mutex);
  if (!site.proofs->report) {
    const Result<proofs::Report> report = program::prove(*site.program, {});
    site.proofs->report = report ? *report : proofs::Report{};
  }
  return *site.proofs->report;
}

Error not_found(const Request& request) {
  return Error{Fault::kNotFound,
               "proof.not_found",
               "There is no page '" + request.path.substr(0, 200) + "'.",
               {}};
}

std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Response show_proofs(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const std::string partnership(request.query.get("partnership"));
  if (!partnership.empty() && !site.content->find_partnership(partnership))
    return respond_error(visit,
                         Error{Fault::kNotFound,
                               "partnership.not_found",
                               "There is no partnership '" + partnership.substr(0, 60) + "'.",
                               {}});
  return respond(visit, proofs_page(visit.words(), {*site.program, report_of(site), partnership}));
}

Response show_walk(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const std::optional<proofs::Property> property =
      proofs::find_property(request.parameter("property"));
  std::size_t number = number_of(request.parameter("number"));
  if (!property || number == 0) return respond_error(visit, not_found(request));
  for (const proofs::Proof& proof : report_of(site).proofs) {
    if (proof.property != *property) continue;
    if (number > proof.counterexamples.size()) {
      number -= proof.counterexamples.size();
      continue;
    }
    const std::size_t step = number_of(request.query.get("step"));
    return respond(visit, proof_walk_page(visit.words(),
                                          {*site.program, proof, proof.counterexamples[number - 1],
                                           request.path, step}));
  }
  return respond_error(visit, not_found(request));
}

}  // namespace

void add_proof_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/proofs", Effect::kRead,
              [&site](const Request& request) { return show_proofs(site, request); }});
  router.add({Method::kGet, "/proofs/{property}/{number}", Effect::kRead,
              [&site](const Request& request) { return show_walk(site, request); }});
}

}  // namespace alternat::api
