// SPDX-License-Identifier: EUPL-1.2
// A small bar chart, horizontal bars, drawn beside a table with the same numbers: the picture is
// hidden from screen readers, the table is not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alternat::documents {

struct Bar {
  std::string label;
  std::int64_t value = 0;  // in the smallest unit that all bars share; not negative
  std::string value_text;  // as shown
};

struct BarChart {
  std::vector<Bar> bars;
  std::int64_t target = 0;  // a line across the bars; 0 = none
  std::string target_text;  // "cap 5,000"
};

// "" if there is no bar.
std::string draw_bar_chart(const BarChart& chart);

}  // namespace alternat::documents
