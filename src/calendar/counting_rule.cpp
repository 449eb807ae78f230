// SPDX-License-Identifier: EUPL-1.2
// The words of the content files.
#include "calendar/counting_rule.h"

#include <array>
#include <utility>

namespace alternat::calendar {

namespace {

constexpr std::array<std::pair<std::string_view, PeriodUnit>, 7> kUnits = {{
    {"hours", PeriodUnit::kHours},
    {"calendar_days", PeriodUnit::kCalendarDays},
    {"working_days", PeriodUnit::kWorkingDays},
    {"werktage", PeriodUnit::kWerktage},
    {"weeks", PeriodUnit::kWeeks},
    {"months", PeriodUnit::kMonths},
    {"years", PeriodUnit::kYears},
}};

constexpr std::array<std::pair<std::string_view, PeriodEvent>, 17> kEvents = {{
    {"receipt", PeriodEvent::kReceipt},
    {"service", PeriodEvent::kService},
    {"completeness", PeriodEvent::kCompleteness},
    {"transmission", PeriodEvent::kTransmission},
    {"entry", PeriodEvent::kEntry},
    {"notice", PeriodEvent::kNotice},
    {"request", PeriodEvent::kRequest},
    {"reply", PeriodEvent::kReply},
    {"consent", PeriodEvent::kConsent},
    {"interview", PeriodEvent::kInterview},
    {"knowledge", PeriodEvent::kKnowledge},
    {"apprehension", PeriodEvent::kApprehension},
    {"transfer", PeriodEvent::kTransfer},
    {"issue", PeriodEvent::kIssue},
    {"force", PeriodEvent::kForce},
    {"opening", PeriodEvent::kOpening},
    {"other", PeriodEvent::kOther},
}};

template <typename Table>
auto find_word(const Table& table, std::string_view word)
    -> std::optional<typename Table::value_type::second_type> {
  for (const auto& [known, value] : table) {
    if (known == word) return value;
  }
  return std::nullopt;
}

template <typename Table, typename Value>
std::string_view find_value(const Table& table, Value wanted) {
  for (const auto& [word, value] : table) {
    if (value == wanted) return word;
  }
  return {};
}

}  // namespace

std::optional<PeriodUnit> find_period_unit(std::string_view word) {
  return find_word(kUnits, word);
}

std::optional<PeriodEvent> find_period_event(std::string_view word) {
  return find_word(kEvents, word);
}

std::string_view word_of(PeriodUnit unit) {
  return find_value(kUnits, unit);
}
std::string_view word_of(PeriodEvent event) {
  return find_value(kEvents, event);
}

}  // namespace alternat::calendar
