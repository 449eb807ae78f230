// SPDX-License-Identifier: EUPL-1.2
// Amounts, quotas and clocks that differ between two content folders on a day.
#include <map>

#include "scenarios/scenario.h"

namespace alternat::scenarios {
namespace {

struct Shown {
  std::string value, unit, citation;
};
using ById = std::map<std::string, Shown>;

ById parameters(const Side& side, Date on) {
  ById all;
  for (const terms::Parameter& parameter : side.content->parameters.all()) {
    const auto* row = side.content->parameters.find_on(parameter.name, on, on);
    const auto value = side.content->parameters.value_on(parameter.name, on, on);
    all[parameter.name] = {value ? value->to_text() : "not established", parameter.unit,
                           row ? row->citation : ""};
  }
  return all;
}

ById quotas(const Side& side, Date on) {
  ById all;
  for (const terms::PartnershipContent& content : side.content->partnerships)
    for (const terms::Quota& quota : content.quotas) {
      const terms::QuotaNumber* row = quota.on(on, on);
      all[content.partnership.id + " " + quota.id] = {
          row && row->number ? row->number->to_text() : "not established", quota.unit,
          quota.citation.empty() ? quota.clause : quota.citation};
    }
  return all;
}

void add_clocks(const std::string& owner, const std::vector<terms::AgreementTerms>& agreements,
                ById& all) {
  for (const terms::AgreementTerms& agreement : agreements)
    for (const terms::Term& term : agreement.terms) {
      const auto* clock = std::get_if<terms::ClockTerm>(&term.value);
      if (!clock) continue;
      all[owner + agreement.id + " " + term.name] = {
          std::to_string(clock->count), std::string(terms::to_text(clock->unit)), term.citation};
    }
}

ById clocks(const Side& side) {
  ById all;
  add_clocks("", side.content->union_agreements, all);
  for (const terms::PartnershipContent& content : side.content->partnerships)
    add_clocks(content.partnership.id + " ", content.agreements, all);
  return all;
}

void add_differences(const std::string& kind, const ById& before, const ById& after,
                     std::vector<TermShift>& shifts) {
  static const Shown kNone{"none", "", ""};
  ById all = before;
  all.insert(after.begin(), after.end());
  for (const auto& [id, shown] : all) {
    const auto then = before.find(id), now = after.find(id);
    const Shown& old_one = then == before.end() ? kNone : then->second;
    const Shown& new_one = now == after.end() ? kNone : now->second;
    if (old_one.value == new_one.value && old_one.unit == new_one.unit) continue;
    shifts.push_back({kind, id, shown.unit, old_one.value, new_one.value,
                      new_one.citation.empty() ? old_one.citation : new_one.citation});
  }
}

}  // namespace

std::vector<TermShift> term_shifts(const Side& before, const Side& after, Date on) {
  std::vector<TermShift> shifts;
  add_differences("parameter", parameters(before, on), parameters(after, on), shifts);
  add_differences("quota", quotas(before, on), quotas(after, on), shifts);
  add_differences("clock", clocks(before), clocks(after), shifts);
  return shifts;
}

}  // namespace alternat::scenarios
