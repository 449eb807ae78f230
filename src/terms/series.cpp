// SPDX-License-Identifier: EUPL-1.2
#include "terms/series.h"

#include <algorithm>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

const std::vector<std::string>& qualifiers() {
  static const std::vector<std::string> kQualifiers = {"about",    "more_than", "less_than",
                                                       "at_least", "up_to",     "provisional"};
  return kQualifiers;
}

std::optional<SeriesNumber> read_number(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  const auto from = find_imprecise_date(reader, "from", diagnostics);
  const auto value = reader.find_number("value");
  SeriesNumber number{from.value_or(ImpreciseDate::from_day(Date::from_days(0))),
                      find_imprecise_date(reader, "until", diagnostics),
                      value.value_or(Decimal()),
                      reader.find_string("qualifier").value_or(""),
                      read_local_text(reader, "note", Need::kOptional, diagnostics),
                      read_provenance(reader, ValueState::kPresent, diagnostics),
                      node.span()};
  reader.finish();
  if (!number.qualifier.empty() &&
      std::find(qualifiers().begin(), qualifiers().end(), number.qualifier) == qualifiers().end())
    diagnostics.error("series.qualifier",
                      "qualifier: " + not_one_of(number.qualifier, qualifiers()), node.span());
  if (number.until && number.until->last_day() < number.from.first_day())
    diagnostics.error("series.period", "until lies before from", node.span());
  if (from && value) return number;
  diagnostics.error("series.no_number", "a number has its period (from) and its value",
                    node.span());
  return std::nullopt;
}

Series read_one(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Series series;
  series.span = node.span();
  series.id = read_id(reader, "series.id", diagnostics);
  series.component = read_component_kind(reader, "series.component", diagnostics);
  series.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  series.definition = read_local_text(reader, "definition", Need::kRequired, diagnostics);
  series.unit = reader.take_string("unit");
  for (const TomlNode* number : reader.find_tables("number"))
    if (auto read = read_number(*number, diagnostics)) series.numbers.push_back(std::move(*read));
  reader.finish();
  std::stable_sort(series.numbers.begin(), series.numbers.end(),
                   [](const SeriesNumber& a, const SeriesNumber& b) {
                     return a.from.first_day() < b.from.first_day();
                   });
  if (series.numbers.empty())
    diagnostics.error("series.no_number", "series \"" + series.id + "\" has no [[series.number]]",
                      series.span);
  return series;
}

}  // namespace

bool Series::has_differing_sources() const {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t j = i + 1; j < numbers.size(); ++j) {
      const SeriesNumber& a = numbers[i];
      const SeriesNumber& b = numbers[j];
      if (a.from == b.from && a.until == b.until && a.value != b.value) return true;
    }
  }
  return false;
}

std::vector<Series> read_series(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<Series> all;
  for (const TomlNode* node : reader.find_tables("series")) {
    Series series = read_one(*node, diagnostics);
    if (!series.id.empty()) all.push_back(std::move(series));
  }
  reader.finish();
  return all;
}

}  // namespace alternat::terms
