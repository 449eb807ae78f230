// SPDX-License-Identifier: EUPL-1.2
// Drawing of the bar chart in whole pixels; bars start at zero, always.
#include "documents/pictures/bar_chart.h"

#include <algorithm>

#include "base/markup.h"
#include "documents/pictures/svg.h"

namespace alternat::documents {

namespace {

constexpr std::int64_t kWidth = 320;
constexpr std::int64_t kLabelWidth = 92;
constexpr std::int64_t kBarsWidth = 150;
constexpr std::int64_t kRow = 22;

std::int64_t scaled(std::int64_t value, std::int64_t most) {
  return most == 0 ? 0 : value / most * kBarsWidth + value % most * kBarsWidth / most;
}

std::string text_at(std::int64_t x, std::int64_t y, const std::string& css,
                    const std::string& text) {
  return "<text" + attribute("class", css) + attribute("x", x) + attribute("y", y) + ">" +
         escape_markup(text) + "</text>";
}

}  // namespace

std::string draw_bar_chart(const BarChart& chart) {
  if (chart.bars.empty()) return {};
  std::int64_t most = chart.target;
  for (const Bar& bar : chart.bars) most = std::max(most, bar.value);
  const std::int64_t top = chart.target > 0 ? 18 : 2;
  const std::int64_t height = top + static_cast<std::int64_t>(chart.bars.size()) * kRow + 2;
  std::string out =
      "<svg class=\"bars\" aria-hidden=\"true\" focusable=\"false\"" +
      attribute("viewBox", "0 0 " + std::to_string(kWidth) + " " + std::to_string(height)) + ">";
  std::int64_t y = top;
  for (const Bar& bar : chart.bars) {
    const std::int64_t length = scaled(bar.value, most);
    out += text_at(0, y + 15, "bars-label", bar.label);
    out += "<rect class=\"bars-bar\"" + attribute("x", kLabelWidth) + attribute("y", y + 3) +
           attribute("width", std::max<std::int64_t>(length, 1)) + attribute("height", kRow - 6) +
           "/>";
    out += text_at(kLabelWidth + length + 6, y + 15, "bars-value", bar.value_text);
    y += kRow;
  }
  if (chart.target > 0) {
    const std::int64_t x = kLabelWidth + scaled(chart.target, most);
    out += "<line class=\"bars-target\"" + attribute("x1", x) + attribute("x2", x) +
           attribute("y1", top - 2) + attribute("y2", height) + "/>";
    out += "<text class=\"bars-label\" text-anchor=\"end\"" + attribute("x", x) +
           attribute("y", std::int64_t{12}) + ">" + escape_markup(chart.target_text) + "</text>";
  }
  return out + "</svg>";
}

}  // namespace alternat::documents
