// SPDX-License-Identifier: EUPL-1.2
// Counting, and disclosing counts.
#include "api/resources/counters.h"

#include "api/render/format.h"
#include "api/resources/case_access.h"
#include "api/resources/case_show.h"
#include "api/resources/case_words.h"
#include "api/resources/records.h"
#include "api/resources/work_routes.h"
#include "base/assert.h"
#include "program/program.h"
#include "projections/disclosure.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

Period months_from(Date first, int months) {
  const Result<Date> until = first.plus_months(months, MonthRounding::kDown);
  ALTERNAT_ASSERT(until.ok());
  return {first, *until};
}

Date first_of(int year, unsigned month) {
  const Result<Date> day = Date::from_ymd(year, month, 1);
  ALTERNAT_ASSERT(day.ok());
  return *day;
}

std::string period_text(const Words& words, const terms::Commitment& commitment) {
  const Period period = counting_period(commitment, words.today());
  if (!period.until) return words.text("counter.ever");
  if (commitment.period == terms::CountingPeriod::kYear) return std::to_string(period.from.year());
  return words.date(period.from) + " – " + words.date(period.until->plus_days(-1));
}

Counter make_counter(const CountersInput& input, const terms::Commitment& commitment) {
  const Words& words = input.words;
  const std::string& id = input.subject.partnership.id;
  const auto count = static_cast<std::int64_t>(
      input.tables
          .counts(id, commitment.counted_by->procedure, commitment.counted_by->element,
                  counting_period(commitment, words.today()))
          .size());
  const std::string period = period_text(words, commitment);
  Counter counter;
  if (input.precision == Precision::kExact) {
    counter.count = count;
    counter.text = words.text(
        "counter.exact",
        {{"period", period}, {"count", format_number(std::to_string(count), words.language())}});
    counter.href = "/partnerships/" + id + "/counted/" + commitment.id;
    return counter;
  }
  const program::CompiledProcedure* procedure =
      input.program.find_procedure(commitment.counted_by->procedure);
  const bool sensitive = procedure && procedure->definition.realm == procedures::Realm::kReturns;
  const std::int64_t minimum =
      sensitive ? projections::kSensitiveCellMinimum : projections::kCellMinimum;
  counter.count = projections::disclosed(count, minimum);
  const std::string least = std::to_string(minimum);
  counter.text =
      counter.count
          ? words.text("counter.about",
                       {{"period", period},
                        {"count", format_number(std::to_string(*counter.count), words.language())}})
          : words.text("counter.few", {{"period", period}, {"minimum", least}});
  counter.rule = words.text("counter.rule", {{"minimum", least}});
  return counter;
}

Error no_counter(std::string_view id) {
  return {Fault::kNotFound,
          "commitment.not_counted",
          "There is no promise '" + std::string(id.substr(0, 60)) + "' that a procedure counts.",
          {}};
}

// The records that moved a promise's counter.
Response show_counted(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const auto* subject = site.content->find_partnership(request.parameter("id"));
  const terms::Commitment* commitment =
      subject ? subject->find_commitment(request.parameter("commitment")) : nullptr;
  if (!commitment || !commitment->counted_by)
    return respond_error(visit, no_counter(request.parameter("commitment")));
  if (precision_for(visit) != Precision::kExact)
    return respond_error(visit, Error{Fault::kForbidden,
                                      "record.no_part",
                                      "The single records behind a number open for offices only.",
                                      {}});
  const Words words = visit.words();
  RecordsInput input;
  input.partnership = subject->partnership.id;
  input.partnership_title = words.in(subject->partnership.title);
  input.synthetic = subject->partnership.fictitious;
  input.counted_title = words.in(commitment->title);
  input.counted_href = "/partnerships/" + input.partnership + "/promises#promise-" + commitment->id;
  const program::CompiledProcedure* procedure =
      site.program->find_procedure(commitment->counted_by->procedure);
  site.node->with_tables([&](const projections::Tables& tables) {
    const std::vector<projections::Count> counts =
        tables.counts(input.partnership, commitment->counted_by->procedure,
                      commitment->counted_by->element, counting_period(*commitment, words.today()));
    for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
      const std::optional<projections::LogRow> line = tables.find_record(count->position);
      if (!line || !procedure) continue;
      const std::string element =
          element_name(words, procedure->definition, commitment->counted_by->element);
      input.lines.push_back(
          {count->position, moment_text(words, line->recorded_at),
           words.text("record.ElementCompleted", {{"element", element}}),
           procedure_title(words, procedure->definition) + " " + short_id(count->stream)});
    }
  });
  return respond(visit, records_page(words, input));
}

}  // namespace

Period counting_period(const terms::Commitment& commitment, Date today) {
  const int year = today.year();
  if (commitment.period == terms::CountingPeriod::kYear) return months_from(first_of(year, 1), 12);
  if (commitment.period == terms::CountingPeriod::kQuarter)
    return months_from(first_of(year, (today.month() - 1) / 3 * 3 + 1), 3);
  if (commitment.period == terms::CountingPeriod::kMonth)
    return months_from(first_of(year, today.month()), 1);
  const Date ever = commitment.from ? commitment.from->first_day() : first_of(1970, 1);
  return {ever, std::nullopt};
}

Counters counters_of(const CountersInput& input) {
  Counters counters;
  for (const terms::Commitment& commitment : input.subject.commitments)
    if (commitment.counted_by) counters.emplace(commitment.id, make_counter(input, commitment));
  return counters;
}

Precision precision_for(const Visit& visit) {
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return Precision::kDisclosed;
  switch (viewer->role) {
    case access::Role::kLeadUnit:
    case access::Role::kMinistryDesk:
    case access::Role::kVisaSection:
    case access::Role::kLabourAgency:
    case access::Role::kRecognitionBody:
    case access::Role::kAliensAuthority:
    case access::Role::kFederalPolice:
    case access::Role::kBamf:
    case access::Role::kReturnCentre:
    case access::Role::kMonitor:
      return Precision::kExact;
    case access::Role::kEmployer:
    case access::Role::kCandidate:
    case access::Role::kPersonConcerned:
    case access::Role::kPartnerDesk:
    case access::Role::kCounsel:
    case access::Role::kParliament:
    case access::Role::kPublic:
    case access::Role::kAdministrator:
    case access::Role::kEngine:
      break;
  }
  return Precision::kDisclosed;
}

Counters counters_for(const Visit& visit, const terms::PartnershipContent& subject) {
  if (!visit.site.node) return {};
  const Words words = visit.words();
  return visit.site.node->with_tables([&](const projections::Tables& tables) {
    return counters_of({*visit.site.program, tables, subject, words, precision_for(visit)});
  });
}

void add_counter_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/partnerships/{id}/counted/{commitment}", Effect::kRead,
              [&site](const Request& request) { return show_counted(site, request); }});
}

}  // namespace alternat::api
