// SPDX-License-Identifier: EUPL-1.2
// The second opinion: five pathways from the text of the statutes (AufenthG, BeschV, consolidated
// July 2026 and December 2025) and from the readings of docs/pathways.md, without the models.
#include <algorithm>

#include "scenarios/second_opinion.h"

namespace alternat::scenarios::second {
namespace {

const Date kOn = *Date::from_iso("2026-06-15");

// 50, 45.3, 45 and 55 percent of the contribution ceiling: 96,600.00 in 2025, 101,400.00 in 2026.
struct Amounts {
  std::int64_t card, card_short, experience;
};
constexpr Amounts k2025 = {4830000, 4375980, 4347000};
constexpr Amounts k2026 = {5070000, 4593420, 4563000};
constexpr std::int64_t kAge45 = 5577000;
constexpr std::int64_t kCardLivelihood = 109100;  // 992 and ten percent, in practice 1,091

bool starts_with_any(const std::string& code, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return code.starts_with(prefix); });
}
// s.18g(1) sentence 2 no.1.
bool is_shortage(const std::string& isco) {
  return starts_with_any(isco, {"132", "133", "134", "21", "221", "222", "225", "226", "23", "25"});
}
bool is_ict(const std::string& isco) {
  return starts_with_any(isco, {"133", "25"});
}
int level(const std::string& text) {
  const std::vector<std::string> levels = {"none", "A1", "A2", "B1", "B2", "C1", "C2"};
  return static_cast<int>(std::find(levels.begin(), levels.end(), text) - levels.begin());
}
constexpr int kA1 = 1, kA2 = 2, kB1 = 3, kB2 = 4, kC1 = 5;

bool in_germany(const Person& p) {
  return p.text("residence_state") != "abroad";
}
bool has_title(const Person& p) {
  return p.text("residence_state") == "in_DE_with_title";
}
bool is_degree(const Person& p) {
  return p.text("qual_kind") == "degree";
}

// s.18(3) no.2: German, recognised or comparable degree.
bool academic_skilled(const Person& p) {
  return is_degree(p) &&
         (p.is("qual_german") || p.is("degree_comparable") || p.text("equivalence") == "full");
}
// s.18(3) no.1: German qualified training, or foreign training found equivalent.
bool vocational_skilled(const Person& p) {
  const std::string kind = p.text("qual_kind");
  return kind != "none" && kind != "degree" &&
         (p.is("qual_german") || p.text("equivalence") == "full");
}

// s.5(1), s.11(1); s.5(1) no.3 only where there is no entitlement.
void general(const Person& p, bool entitled, Opinion& o) {
  o.refuse_if(!p.is("passport_valid") || !p.is("identity_clarified") || p.is("expulsion_interest"),
              "GENERAL_CONDITIONS");
  o.refuse_if(!p.is("livelihood_secured") || !p.is("health_insurance"), "LIVELIHOOD");
  o.refuse_if(p.is("entry_ban"), "ENTRY_BAN");
  o.refuse_if(!entitled && p.is("other_interests_impaired"), "OTHER_INTERESTS");
}

// s.10 and s.5(2): who sought asylum, who stays in Germany without a title.
enum class Asylum { kSkilled, kEntitled, kOther };
void asylum_and_visa(const Person& p, Asylum kind, Opinion& o) {
  const std::string state = p.text("asylum_state");
  if (kind != Asylum::kEntitled) {
    o.ask_if(state == "pending", "ASYLUM_PENDING");
    const std::optional<Date> entry = p.day("entry_date");
    const bool early = entry && *entry < *Date::from_iso("2023-03-29");
    const bool withdrawn = state == "withdrawn" && !(kind == Asylum::kSkilled && early);
    o.refuse_if(in_germany(p) && (state == "rejected_final" || withdrawn), "ASYLUM_REJECTED_10_3");
  }
  o.refuse_if(!in_germany(p) && !p.is("competent_mission"), "WRONG_MISSION");
  // s.5(3) sentence 5: waived for who withdrew the claim and had entered early.
  const std::optional<Date> entry = p.day("entry_date");
  const bool waived = kind == Asylum::kSkilled && state == "withdrawn" && entry &&
                      *entry < *Date::from_iso("2023-03-29");
  o.ask_if(in_germany(p) && !has_title(p) && !waived, "VISA_PROCEDURE");
}

// s.18(2) nos. 1, 3, 4a.
void job(const Person& p, Opinion& o) {
  o.refuse_if(!p.is("job_offer"), "NO_JOB_OFFER");
  o.refuse_if(!p.is("job_real"), "JOB_NOT_REAL");
}
void licence(const Person& p, Opinion& o) {
  const bool health = starts_with_any(p.text("isco08"), {"22", "32"});
  const std::string state = p.text("licence_state");
  o.refuse_if((p.is("regulated_profession") || health) && state == "missing", "NO_LICENCE");
}

// ss.39, 40, BeschV s.36(4). The annex to s.38 names states, which C++ does not: everybody in this
// population comes from a state outside it.
void consent(const Person& p, Opinion& o) {
  if (p.is("ba_consent_by_agreement")) return;
  o.refuse_if(!p.is("ba_conditions_comparable"), "CONDITIONS_NOT_COMPARABLE");
  o.refuse_if(p.text("employer_kind") == "temp_agency", "TEMP_AGENCY_BAR");
  const std::optional<Date> barred = p.day("employer_barred_until");
  o.refuse_if(barred && *barred > kOn, "EMPLOYER_EXCLUDED");
}

// s.18(2) no.5, BeschV s.1(2): amount of the year of the decision.
void age45(const Person& p, const char* reference, Opinion& o) {
  const std::optional<Date> birth = p.day("birth_date"), day = p.day(reference);
  if (!p.is("first_grant") || birth->completed_years_until(*day) < 45) return;
  if (p.number("gross_annual_cents").value_or(0) >= kAge45 || p.is("pension_proof")) return;
  o.refuse_if(p.is("public_interest_refused"), "AGE45_SAL_BELOW_55");
  o.ask_if(!p.is("public_interest_refused"), "AGE45_SAL_BELOW_55");
}

// Threshold of the year of the application or of the decision: open where they differ.
void threshold(const Person& p, std::int64_t Amounts::* which, const char* code, Opinion& o) {
  const std::int64_t pay = p.number("gross_annual_cents").value_or(0);
  const std::int64_t decided = k2026.*which;
  const int year = p.day("application_date")->year();
  const std::int64_t applied = year == 2025 ? k2025.*which : decided;
  const std::string reference = p.text("threshold_reference");
  if (year < 2025 && reference != "decision") {
    // Two years or more before the decision: no amount of that year is compared with.
    o.ask_if(pay < decided, "THRESHOLD_YEAR");
    return;
  }
  const bool by_decision = pay < decided, by_application = pay < applied;
  if (reference == "decision" || (by_decision && by_application))
    o.refuse_if(by_decision, code);
  else if (reference == "application")
    o.refuse_if(by_application, code);
  else
    o.ask_if(by_decision != by_application, "THRESHOLD_YEAR");
}

struct Span {
  Date from, until;  // [from, until)
};

// Periods merged so that no day counts twice, cut to the window, then the larger of completed
// months of each and of days with 365 to the year (BGB s.191).
std::int64_t months_in(std::vector<Span> spans, Date from, Date until) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  std::int64_t months = 0, days = 0;
  std::optional<Date> reached;
  for (const Span& span : spans) {
    Date start = std::max(span.from, from), end = std::min(span.until, until);
    if (reached) start = std::max(start, *reached);
    reached = reached ? std::max(*reached, span.until) : span.until;
    if (start >= end) continue;
    months += start.completed_months_until(end);
    days += end.days() - start.days();
  }
  return std::max(months, days * 12 / 365);
}
std::int64_t experience_months(const Person& p, bool ict, int years) {
  const Date applied = *p.day("application_date");
  std::vector<Span> spans;
  if (const feel::Value& periods = p.value("exp_periods"); periods.is_list()) {
    for (const feel::Value& period : periods.items()) {
      const std::string isco(period.find_entry("isco")->string());
      const bool counts = ict ? is_ict(isco) : period.find_entry("relation")->string() == "related";
      if (!counts) continue;
      const feel::Value& to = *period.find_entry("to");
      const Date end = to.is_null() ? applied : to.date()->plus_days(1);
      spans.push_back({*period.find_entry("from")->date(), end});
    }
  }
  const Date since = *applied.plus_months(-12 * years, MonthRounding::kDown);
  return months_in(std::move(spans), since, applied);
}
std::int64_t related_months(const Person& p, int years) {
  const std::int64_t seven =
      std::max(p.number("exp_related_months_7y").value_or(0), experience_months(p, false, 7));
  if (years == 7) return seven;
  // At most 24 of the months of seven years lie before the last five.
  return std::max(
      {p.number("exp_related_months_5y").value_or(0), experience_months(p, false, 5), seven - 24});
}

// s.19f(1), (2).
bool barred_19f(const Person& p) {
  const std::string title = p.text("title_section"), state = p.text("residence_state");
  const std::set<std::string> humanitarian = {"22",    "23",    "23a",  "24",  "25-3", "25-4",
                                              "25-4a", "25-4b", "25-5", "25a", "25b",  "104c"};
  return p.is("temporary_protection") || p.is("eu_long_term_resident") || p.is("posted_worker") ||
         state == "in_DE_tolerated" || p.text("asylum_state") == "pending" ||
         (has_title(p) && humanitarian.contains(title));
}

void card_common(const Person& p, Opinion& o) {
  general(p, true, o);
  asylum_and_visa(p, Asylum::kEntitled, o);
  o.refuse_if(barred_19f(p), "BAR_19F");
  job(p, o);
  licence(p, o);
  const std::optional<std::int64_t> months = p.number("contract_months");
  o.refuse_if(months && *months < 6, "CONTRACT_LT_6M");
}
// s.18g(1) sentences 1 and 5: an academic, or a skilled worker with a tertiary programme of three
// years at ISCED 6.
bool card_person(const Person& p) {
  return academic_skilled(p) || (p.text("qual_kind") == "tertiary_eq6" && vocational_skilled(p));
}
void card_paragraph_1(const Person& p, Opinion& o) {
  card_common(p, o);
  o.refuse_if(!card_person(p), "NO_EQUIV");
  o.refuse_if(!p.is("job_matches_qualification"), "JOB_NOT_APPROPRIATE");
}

}  // namespace

Opinion academic(const Person& p) {
  Opinion o;
  general(p, true, o);
  asylum_and_visa(p, Asylum::kSkilled, o);
  o.refuse_if(!academic_skilled(p), "NO_EQUIV");
  job(p, o);
  o.refuse_if(!p.is("job_qualified"), "JOB_NOT_QUALIFIED");
  licence(p, o);
  consent(p, o);
  age45(p, "grant_date", o);
  return o;
}

Opinion card_regular(const Person& p) {
  Opinion o;
  card_paragraph_1(p, o);
  threshold(p, &Amounts::card, "SAL_BELOW_50", o);
  return o;
}

Opinion card_short(const Person& p) {
  Opinion o;
  card_paragraph_1(p, o);
  consent(p, o);
  o.refuse_if(!is_shortage(p.text("isco08")), "WRONG_ISCO");
  threshold(p, &Amounts::card_short, "SAL_BELOW_45_3", o);
  return o;
}

Opinion card_graduate(const Person& p) {
  Opinion o;
  card_paragraph_1(p, o);
  consent(p, o);
  const std::optional<Date> degree = p.day("degree_date");
  const Date applied = *p.day("application_date");
  o.refuse_if(!degree || *degree->plus_months(36, MonthRounding::kDown) < applied,
              "DEGREE_OLDER_3Y");
  o.ask_if(degree && *degree > applied, "NOT_EVALUABLE");
  threshold(p, &Amounts::card_short, "SAL_BELOW_45_3", o);
  return o;
}

Opinion card_it(const Person& p) {
  Opinion o;
  card_common(p, o);
  consent(p, o);
  o.refuse_if(!is_ict(p.text("isco08")), "WRONG_ISCO");
  threshold(p, &Amounts::card_short, "SAL_BELOW_45_3", o);
  const std::int64_t months =
      std::max(p.number("exp_it_months_7y").value_or(0), experience_months(p, true, 7));
  o.refuse_if(months < 36, "EXP_LT_36M");
  o.refuse_if(!p.is("exp_level_academic"), "EXP_LEVEL");
  o.refuse_if(!p.is("exp_enables_for_job"), "EXP_NOT_ENABLING");
  o.refuse_if(!p.is("job_matches_qualification") && !card_person(p), "JOB_NOT_APPROPRIATE");
  // "Does not meet paragraph 1": an academic whose job fits the degree has the card of BC2.
  o.refuse_if(card_person(p) && p.is("job_matches_qualification"), "REGULAR_CARD_APPLIES");
  o.ask_if(card_person(p) && !p.is("job_matches_qualification"), "EXP_LEVEL_OPEN");
  return o;
}

Opinion experience(const Person& p) {
  Opinion o;
  general(p, false, o);
  asylum_and_visa(p, Asylum::kSkilled, o);
  job(p, o);
  o.refuse_if(!p.is("job_qualified"), "JOB_NOT_QUALIFIED");
  licence(p, o);
  consent(p, o);
  age45(p, "start_date", o);
  o.refuse_if(related_months(p, 5) < 24, "EXP_LT_24M");
  o.refuse_if(!p.is("exp_enables_for_job"), "EXP_NOT_ENABLING");
  if (!(p.is("employer_tariff_bound") && p.is("tariff_conditions_applied"))) {
    threshold(p, &Amounts::experience, "SAL_BELOW_45", o);
    // One way out of two: whoever is refused is told of both.
    o.refuse_if(o.refusals.contains("SAL_BELOW_45"), "NOT_TARIFF_BOUND");
  }
  const std::string isco = p.text("isco08"), kind = p.text("qual_kind");
  if (is_ict(isco) || kind == "ahk_certificate") return o;
  const bool recognised = kind != "none" && p.is("qual_country_recognised");
  const bool long_enough = is_degree(p) || p.number("qual_duration_months").value_or(0) >= 24;
  if (recognised && long_enough) return o;
  if (isco.starts_with("35")) {
    o.ask_if(true, "ICT_OCCUPATION");
    return o;
  }
  o.refuse_if(!recognised, "QUAL_NOT_STATE_RECOGNISED");
  o.refuse_if(recognised && !long_enough, "QUAL_LT_2Y");
  return o;
}

Opinion recognition(const Person& p) {
  Opinion o;
  general(p, false, o);
  asylum_and_visa(p, Asylum::kOther, o);
  job(p, o);
  consent(p, o);
  const std::string kind = p.text("qual_kind");
  const bool known = kind == "vocational" || kind == "tertiary_eq6" || is_degree(p);
  const bool recognised = known && p.is("qual_country_recognised");
  o.refuse_if(!recognised, "QUAL_NOT_STATE_RECOGNISED");
  o.refuse_if(recognised && !is_degree(p) && p.number("qual_duration_months").value_or(0) < 24,
              "QUAL_LT_2Y");
  o.refuse_if(p.text("equivalence") == "full" || p.is("qual_german"), "ALREADY_RECOGNISED");
  o.refuse_if(!p.is("job_same_occupation_group"), "JOB_OTHER_FIELD");
  o.refuse_if(!p.is("agreement_recognition"), "NO_RECOGNITION_AGREEMENT");
  o.ask_if(!p.is("employer_suitable"), "EMPLOYER_NOT_SUITABLE");
  o.refuse_if(level(p.text("german_level")) < kA2, "LANG_BELOW_A2");
  o.refuse_if(!p.is("german_enough_for_job"), "LANG_NOT_ENOUGH");
  o.refuse_if(!p.is("interim_job_licence"), "NO_LICENCE");
  o.refuse_if(p.number("recognition_partnership_months").value_or(0) >= 36, "RECOGNITION_3Y_USED");
  if (p.is("regulated_profession")) {
    const bool bound =
        p.is("employer_tariff_bound") || p.text("employer_kind") == "church_commission";
    const bool sentence_2 = bound && p.is("tariff_conditions_applied");
    const bool sentence_3 = p.text("employer_kind") == "sgbxi72_care";
    o.refuse_if(!((sentence_2 || sentence_3) && p.is("grading_leads_to_target")),
                "REGULATED_NEEDS_TARIFF_OR_SGBXI");
  } else {
    o.refuse_if(!p.is("job_qualified"), "JOB_NOT_QUALIFIED");
  }
  return o;
}

namespace {

void card_gate(const Person& p, Opinion& o) {
  general(p, false, o);
  o.refuse_if(p.number("livelihood_monthly_cents").value_or(0) < kCardLivelihood, "LIVELIHOOD");
  asylum_and_visa(p, Asylum::kOther, o);
  o.findings.erase("VISA_PROCEDURE");
  const std::set<std::string> sections = {"16a", "16b", "16c", "16d", "16e", "16f", "16g", "17",
                                          "18a", "18b", "18c", "18d", "18e", "18f", "18g", "19",
                                          "19b", "19c", "19d", "19e", "20",  "20a", "21"};
  o.refuse_if(in_germany(p) && !(has_title(p) && sections.contains(p.text("title_section"))),
              "GATE_TITLE_SECTION_3_4");
  const std::int64_t used = p.number("search_card_months_used").value_or(0);
  o.refuse_if(used > 0 && p.number("months_since_search_card").value_or(0) < used,
              "WAIT_AFTER_CARD");
}

}  // namespace

Opinion card_skilled(const Person& p) {
  Opinion o;
  card_gate(p, o);
  o.refuse_if(!academic_skilled(p) && !vocational_skilled(p), "NO_EQUIV");
  return o;
}

Opinion card_points(const Person& p) {
  Opinion o;
  card_gate(p, o);
  const bool partial = p.text("equivalence") == "partial";
  const int german = level(p.text("german_level")), english = level(p.text("english_level"));
  o.refuse_if(german < kA1 && english < kB2, "LANG_BASE_MISSING");
  const std::string kind = p.text("qual_kind");
  if (!partial && kind != "ahk_certificate") {
    const bool recognised = kind != "none" && p.is("qual_country_recognised");
    const bool long_enough = is_degree(p) || p.number("qual_duration_months").value_or(0) >= 24;
    o.refuse_if(!recognised, "QUAL_NOT_STATE_RECOGNISED");
    o.refuse_if(recognised && !long_enough, "QUAL_LT_2Y");
  }
  std::int64_t points = partial ? 4 : 0;
  points += german >= kB2 ? 3 : german >= kB1 ? 2 : german >= kA2 ? 1 : 0;
  points += english >= kC1 ? 1 : 0;
  if (p.is("exp_after_qualification"))
    points += related_months(p, 7) >= 60 ? 3 : related_months(p, 5) >= 24 ? 2 : 0;
  points += is_shortage(p.text("qual_isco08")) ? 1 : 0;
  points += p.number("prior_lawful_stay_months_5y").value_or(0) >= 6 ? 1 : 0;
  points += p.is("spouse_opportunity_card") ? 1 : 0;
  const Date birth = *p.day("birth_date"), applied = *p.day("application_date");
  const int years = birth.completed_years_until(applied);
  const bool birthday = *birth.plus_months(12 * years, MonthRounding::kUp) == applied;
  const int strict_years = birthday ? years : years + 1;  // older than n from the day after
  const auto age_points = [](int age) { return age <= 35 ? 2 : age <= 40 ? 1 : 0; };
  const bool literal = points + age_points(years) >= 6;
  const bool strict = points + age_points(strict_years) >= 6;
  const std::string reading = p.text("age_reading");
  if (reading == "literal" || literal == strict)
    o.refuse_if(!literal, "POINTS_LT_6");
  else if (reading == "strict")
    o.refuse_if(!strict, "POINTS_LT_6");
  else
    o.ask_if(true, "AGE_READING");
  return o;
}

}  // namespace alternat::scenarios::second
