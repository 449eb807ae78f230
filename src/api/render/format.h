// SPDX-License-Identifier: EUPL-1.2
// Dates, numbers and amounts in words of a language ("de", else English): the one place.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"

namespace alternat::api {

// "15 June 2026" or "15. Juni 2026".
std::string format_date(Date date, std::string_view language);
// "15 June 2026, in 12 days" or "15. Juni 2026, in 12 Tagen"; today, tomorrow, yesterday; "… days
// ago". For deadlines.
std::string format_deadline(Date date, Date today, std::string_view language);
// Only the distance: "in 12 days".
std::string format_distance(Date date, Date today, std::string_view language);

// A plain decimal ("-1234567.50", as Decimal prints it) with grouping: "−1,234,567.50" or
// "−1.234.567,50". Anything else is returned as it is.
std::string format_number(std::string_view decimal, std::string_view language);
// Cents as an amount: "4993420" gives "49,934.20 EUR" or "49.934,20 EUR". Whole amounts keep ".00".
std::string format_cents(std::string_view minor, std::string_view currency,
                         std::string_view language);
// A number with its unit of the fact dictionary or a commitment: cents become amounts ("EUR cents a
// year" gives "49,934.20 EUR a year"), other units follow the number.
std::string format_quantity(std::string_view decimal, std::string_view unit,
                            std::string_view language);

// A citation as content writes it ("AufenthG s.18g(1) sentence 2 no.1") in the manner of the
// language: "AufenthG § 18g Abs. 1 Satz 2 Nr. 1".
std::string format_citation(std::string_view citation, std::string_view language);

// `text` with {name} replaced by the given values; an unknown {name} stays.
std::string fill_in(std::string text,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace alternat::api
