// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/shares.h"

#include <algorithm>

namespace alternat::scenarios {
namespace {

class SharesReader {
 public:
  SharesReader(const terms::FactDictionary& facts, Diagnostics& diagnostics)
      : facts_(facts), diagnostics_(diagnostics) {}

  std::vector<Draw> read_draws(const TomlNode& file) {
    std::vector<Draw> draws;
    TomlReader reader(file, diagnostics_);
    for (const TomlNode* node : reader.find_tables("draw")) draws.push_back(read_draw(*node));
    return draws;
  }

  void read_invariants(const TomlNode& file, Shares& shares) {
    TomlReader reader(file, diagnostics_);
    for (const TomlNode* node : reader.find_tables("raise")) {
      TomlReader raise(*node, diagnostics_);
      shares.raises.push_back({fact_of(raise), raise.find_strings("order")});
    }
    for (const TomlNode* node : reader.find_tables("exception"))
      shares.exceptions.push_back(read_exception(*node));
    for (const TomlNode* node : reader.find_tables("protective")) {
      TomlReader one(*node, diagnostics_);
      Protective protective{fact_of(one), one.take_string("from"), one.take_string("to"),
                            one.take_string("citation")};
      check_value(protective.fact, protective.from, node->span());
      check_value(protective.fact, protective.to, node->span());
      shares.protective.push_back(std::move(protective));
    }
  }

 private:
  std::string fact_of(TomlReader& reader) {
    std::string fact = reader.take_string("fact");
    if (!fact.empty() && !facts_.find(fact)) {
      const std::string near = nearest_name(fact, facts_.ids());
      diagnostics_.error("audit.unknown_fact",
                         "\"" + fact + "\" is no fact of the dictionary" +
                             (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                         reader.span_of("fact"));
    }
    return fact;
  }

  void check_value(const std::string& fact, const std::string& value, const SourceSpan& place) {
    const terms::FactDefinition* definition = facts_.find(fact);
    if (!definition) return;
    std::vector<std::string> values = definition->values;
    if (definition->type == terms::FactType::kBoolean) values = {"true", "false"};
    if (values.empty() || std::find(values.begin(), values.end(), value) != values.end()) return;
    diagnostics_.error("audit.value", "\"" + value + "\" is no value of " + fact, place);
  }

  int percent(TomlReader& reader, std::string_view key, int otherwise) {
    const std::optional<std::int64_t> given = reader.find_integer(key);
    if (!given) return otherwise;
    if (*given >= 0 && *given <= 100) return static_cast<int>(*given);
    diagnostics_.error("audit.percent", std::string(key) + " is a percentage: 0 to 100",
                       reader.span_of(key));
    return otherwise;
  }

  std::optional<Bounds> bounds(TomlReader& reader, std::string_view key) {
    const TomlNode* node = reader.find_node(key);
    if (!node) return std::nullopt;
    const TomlNode::Array* array = node->as_array();
    std::vector<std::int64_t> ends;
    if (array)
      for (const TomlNode& item : *array)
        if (item.as_number() && item.as_number()->to_int())
          ends.push_back(*item.as_number()->to_int());
    if (array && array->size() == 2 && ends.size() == 2 && ends[0] <= ends[1])
      return Bounds{ends[0], ends[1]};
    diagnostics_.error("audit.share", std::string(key) + " is two whole numbers, the lower first",
                       node->span());
    return std::nullopt;
  }

  void read_share(const TomlNode& node, Draw& draw) {
    const TomlTable* table = node.as_table();
    for (const auto& [value, weight] : table ? table->entries : decltype(table->entries)()) {
      const std::optional<std::int64_t> number =
          weight.as_number() ? weight.as_number()->to_int() : std::nullopt;
      if (!number || *number < 0 || *number > 1000000) {
        diagnostics_.error("audit.share", "the weight of \"" + value + "\" is a whole number",
                           weight.span());
        continue;
      }
      check_value(draw.fact, value, weight.span());
      draw.share.emplace_back(value, static_cast<int>(*number));
    }
    if (draw.share.empty())
      diagnostics_.error("audit.share", "share is a table of values and weights", node.span());
  }

  Draw read_draw(const TomlNode& node) {
    TomlReader reader(node, diagnostics_);
    Draw draw;
    draw.fact = fact_of(reader);
    if (const TomlNode* share = reader.find_node("share")) read_share(*share, draw);
    draw.range = bounds(reader, "range");
    draw.days = bounds(reader, "days");
    draw.step = std::max<std::int64_t>(1, reader.find_integer("step").value_or(1));
    draw.base = reader.find_string("base").value_or("on");
    draw.boundary = percent(reader, "boundary", draw.boundary);
    draw.presumed = percent(reader, "presumed", draw.share.empty() ? draw.presumed : 0);
    draw.none = percent(reader, "none", 0);
    draw.unknown = percent(reader, "unknown", 0);
    draw.partners = percent(reader, "partners", 0);
    return draw;
  }

  Exception read_exception(const TomlNode& node) {
    TomlReader reader(node, diagnostics_);
    Exception one;
    one.invariant = reader.take_string("invariant");
    if (one.invariant != "raise" && one.invariant != "nationality")
      diagnostics_.error("audit.invariant", "an exception is one of \"raise\" or \"nationality\"",
                         reader.span_of("invariant"));
    one.fact = reader.find_string("fact").value_or("");
    one.pathway = reader.find_string("pathway").value_or("");
    one.row = reader.find_string("row").value_or("");
    one.code = reader.find_string("code").value_or("");
    one.citation = reader.take_string("citation");
    one.why = terms::read_local_text(reader, "why", terms::Need::kRequired, diagnostics_);
    return one;
  }

  const terms::FactDictionary& facts_;
  Diagnostics& diagnostics_;
};

std::optional<TomlNode> read_file_of(const std::string& path, Diagnostics& diagnostics) {
  Result<TomlNode> file = read_toml(path);
  if (file) return std::move(*file);
  diagnostics.error(file.error().code, file.error().message,
                    file.error().spans.empty() ? SourceSpan{} : file.error().spans.front());
  return std::nullopt;
}

}  // namespace

Shares read_shares(const std::string& folder, const terms::FactDictionary& facts,
                   Diagnostics& diagnostics) {
  Shares shares;
  SharesReader reader(facts, diagnostics);
  if (const auto file = read_file_of(folder + "/labour.toml", diagnostics))
    shares.labour = reader.read_draws(*file);
  if (const auto file = read_file_of(folder + "/returns.toml", diagnostics))
    shares.returns = reader.read_draws(*file);
  if (const auto file = read_file_of(folder + "/invariants.toml", diagnostics))
    reader.read_invariants(*file, shares);
  return shares;
}

}  // namespace alternat::scenarios
