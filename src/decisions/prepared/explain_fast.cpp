// SPDX-License-Identifier: EUPL-1.2
// The keys of every object stand in the order of Json::dump(): the bytes are those of explain().
#include "decisions/prepared/explain_fast.h"

#include <algorithm>
#include <charconv>

#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/temporal.h"
#include "decisions/prepared/explanation.h"
#include "decisions/prepared/resolve.h"

namespace alternat::prepared {

using feel::Value;

namespace {

std::string json_text(const Value& value) {
  return feel::to_json(value).dump();
}
std::string json_string(std::string_view text) {
  return Json(text).dump();
}

const dmn::DecisionTable& table_of(const Plan& plan, std::uint32_t decision) {
  return *assessment::find_table(plan.models(), decision);
}

enum class State : std::uint8_t { kYes, kNo, kError, kMaybe };

State state_in(const std::uint64_t* word, bool packed, std::size_t rule) {
  const auto has = [&](std::size_t part) {
    return (packed ? word[0] >> (part * kPackedRules + rule) : word[part] >> rule) & 1;
  };
  if (!has(0)) return State::kNo;
  if (!has(1)) return State::kError;
  return has(2) ? State::kYes : State::kMaybe;
}

// Names the test reads that are the same for everybody; nullopt if one is not.
std::optional<Json> constants_compared(const Plan& plan, const dmn::Frame& frame,
                                       const feel::UnaryTests& tests) {
  Json json = Json::object();
  for (std::uint32_t slot : tests.slots())
    for (const dmn::Link& link : frame.links) {
      if (link.slot != slot) continue;
      if (link.source != dmn::Source::kInput) return std::nullopt;
      const std::string& name = plan.models().inputs()[link.index].data->name;
      const auto& bound = plan.program().bound;
      const auto found = std::find_if(bound.begin(), bound.end(),
                                      [&](const Bound& one) { return one.name == name; });
      if (found == bound.end()) return std::nullopt;
      json[link.local_name] = feel::to_json(found->value);
    }
  return json;
}

}  // namespace

FastExplainer::FastExplainer(const Plan& plan) : program_(plan.program()) {
  identity_ = plan_identity(plan);
  for (const PlanInput& input : plan.inputs())
    unknown_.push_back(json_text(Value::unknown(input.name)));
  dictionary_.resize(plan.inputs().size());
  Json models = Json::object();
  for (std::uint32_t decision : decisions_explained(plan)) {
    const dmn::DecisionNode& node = plan.models().decisions()[decision];
    models[plan.models().models()[node.model]->name] = plan.models().models()[node.model]->hash;
    const auto found = std::find_if(program_.explained.begin(), program_.explained.end(),
                                    [&](const Explained& one) { return one.decision == decision; });
    decisions_.emplace_back();
    can_ = can_ && found != program_.explained.end() && prepare(plan, *found, decisions_.back());
    if (!can_) return;
  }
  models_ =
      ",\"models\":" + models.dump() + ",\"version\":" + std::to_string(kExplanationVersion) + "}";
}

FastExplainer::Read FastExplainer::read_of(const Column& column, std::string before) const {
  Read read{&column, {}, std::move(before)};
  if (column.is_constant()) read.classes.push_back(json_text(column.value));
  if (!column.is_finite()) return read;
  const Lookup& lookup = column.finite.lookup;
  const bool of_input = lookup.kind != Lookup::Kind::kRegister && !lookup.of_scalar;
  for (const Class& one : column.finite.classes) {
    if (!one.value.has_unknown())
      read.classes.push_back(json_text(one.value));
    else
      read.classes.push_back(of_input ? unknown_[lookup.source] : std::string());
  }
  return read;
}

bool FastExplainer::prepare(const Plan& plan, const Explained& explained, One& one) {
  const dmn::DecisionNode& node = plan.models().decisions()[explained.decision];
  const std::string& model = plan.models().models()[node.model]->name;
  one.explained = &explained;
  one.is_list = explained.result.failed();
  one.result = read_of(explained.result, "");
  one.begin = "{\"decision\":" + json_string(node.decision->name);
  if (!node.decision->expression) return false;
  if (explained.table.empty()) {
    const auto* literal = std::get_if<dmn::LiteralExpression>(&node.decision->expression->node);
    if (!literal) return false;
    // Names in alphabetical order, as in an object.
    std::vector<std::size_t> order(explained.names.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return explained.names[a] < explained.names[b];
    });
    one.begin += ",\"expression\":" + json_string(literal->text.text) + ",\"inputs\":{";
    for (std::size_t i : order)
      one.reads.push_back(read_of(explained.reads[i], (one.reads.empty() ? "" : ",") +
                                                          json_string(explained.names[i]) + ":"));
    one.middle = "},\"model\":" + json_string(model) + ",\"result\":";
    one.end = "}";
    return true;
  }
  const dmn::DecisionTable& table = table_of(plan, explained.decision);
  if (one.is_list)
    for (const dmn::OutputClause& output : table.outputs)
      if (output.fallback) return false;
  one.begin += ",\"model\":" + json_string(model) + ",\"result\":";
  one.middle = ",\"table\":{\"aggregation\":" + json_string(dmn::to_text(table.aggregation)) +
               ",\"hit_policy\":" + json_string(dmn::to_text(table.hit_policy)) + ",\"inputs\":[";
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    one.reads.push_back(read_of(explained.reads[i],
                                std::string(i == 0 ? "" : "},") + "{\"expression\":" +
                                    json_string(table.inputs[i].expression.text) + ",\"value\":"));
  one.end = "]}}";
  one.rules.resize(table.rules.size());
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    if (!prepare_rule(plan, explained, rule, one.rules[rule])) return false;
  return true;
}

bool FastExplainer::prepare_rule(const Plan& plan, const Explained& explained, std::size_t index,
                                 Rule& made) {
  const dmn::DecisionTable& source = table_of(plan, explained.decision);
  const Table& table = explained.table.front();
  const dmn::Rule& rule = source.rules[index];
  const dmn::Frame& frame = plan.models().decisions()[explained.decision].frame;
  for (std::size_t input = 0; input < source.inputs.size(); ++input) {
    const feel::UnaryTests* tests =
        input < rule.inputs.size() ? dmn::find_tests(rule.inputs[input]) : nullptr;
    if (!tests || tests->is_any()) continue;
    // A cell is explained with the value as it stands; allowed values may have refused that.
    if (source.inputs[input].allowed) return false;
    const auto compared = constants_compared(plan, frame, *tests);
    if (!compared) return false;
    const auto text = [&](const char* verdict) {
      Json cell = {{"input", input}, {"test", rule.inputs[input].text}, {"verdict", verdict}};
      if (!compared->empty()) cell["compared"] = *compared;
      return "," + cell.dump();
    };
    // The column of this cell: the one that can say something else than yes of the rule.
    bool found = false;
    const std::size_t width = table.packed ? 1 : 3;
    for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
      const TableColumn& column = table.columns[i];
      if (column.input != input) continue;
      bool says = false;
      for (std::size_t at = 0; at < column.words.size(); at += width)
        says |= state_in(column.words.data() + at, table.packed, index) != State::kYes;
      if (!says) continue;
      made.cells.push_back({i, text("no"), text("maybe"), text("error")});
      found = true;
    }
    // The same for everybody.
    if (!found && explained.reads[input].is_constant()) return false;
  }
  Json outputs = Json::object(), list;
  for (std::size_t i = 0; i < source.outputs.size(); ++i) {
    const feel::Expression* expression =
        i < rule.outputs.size() ? dmn::find_expression(rule.outputs[i]) : nullptr;
    const std::optional<Value> value =
        expression ? expression->view().constant() : std::optional(Value::null());
    if (!value || source.outputs[i].allowed) return false;
    outputs[source.outputs[i].name.empty() ? "result" : source.outputs[i].name] =
        feel::to_json(*value);
    if (source.outputs.size() == 1)
      list = feel::to_json(*value);
    else
      list[source.outputs[i].name] = feel::to_json(*value);
  }
  const auto behind = [&](const char* verdict, bool with_outputs) {
    return "],\"id\":" + json_string(rule.id) +
           ",\"legal_basis\":" + json_string(assessment::legal_basis(source, rule)) +
           (with_outputs ? ",\"outputs\":" + outputs.dump() : std::string()) +
           ",\"verdict\":" + json_string(verdict) + "}";
  };
  made.no = behind("no", false);
  made.error = behind("error", false);
  made.hit = behind("hit", true);
  made.maybe = behind("maybe", true);
  made.result = list.dump();
  return true;
}

bool FastExplainer::write(const Columns& columns, const OneRegisters& registers, Out& out) {
  columns_ = &columns;
  registers_ = &registers;
  facts_.clear();
  for (std::uint32_t i = 0; i < program_.inputs.size(); ++i) {
    if (!write_input(i, facts_)) return false;
    facts_.add("\n");
  }
  out.clear();
  out.add("{\"decisions\":[");
  for (std::size_t i = 0; i < decisions_.size(); ++i) {
    if (i > 0) out.add(",");
    if (!write_one(decisions_[i], out)) return false;
  }
  out.add("],\"id\":\"explanation_");
  out.add(hasher_.hex32(identity_, facts_.view()));
  out.add("\"");
  out.add(models_);
  return true;
}

bool FastExplainer::write_one(const One& one, Out& out) {
  out.add(one.begin);
  const auto write_reads = [&] {
    for (const Read& read : one.reads) {
      out.add(read.before);
      if (!write_read(read, out)) return false;
    }
    return true;
  };
  if (one.explained->table.empty()) {
    if (!write_reads()) return false;
    out.add(one.middle);
    if (!write_read(one.result, out)) return false;
    out.add(one.end);
    return true;
  }
  const Table& table = one.explained->table.front();
  const std::size_t width = table.packed ? 1 : 3;
  Words words{table.base};
  words_.clear();
  for (const TableColumn& column : table.columns) {
    words_.push_back(column.words.data() + place(column.lookup) * width);
    words.meet(words_.back(), width);
  }
  masks_ = masks_of(words, table.packed);
  if (!write_result(one, out)) return false;
  out.add(one.middle);
  if (!write_reads()) return false;
  out.add(one.reads.empty() ? "],\"rules\":[" : "}],\"rules\":[");
  for (std::size_t i = 0; i < one.rules.size(); ++i) write_rule(one.rules[i], i, table.packed, out);
  out.add(one.end);
  return true;
}

void FastExplainer::write_rule(const Rule& rule, std::size_t index, bool packed, Out& out) {
  const std::uint64_t bit = std::uint64_t{1} << index;
  out.add(index == 0 ? "{\"cells\":[" : ",{\"cells\":[");
  if (masks_.yes & bit) {
    out.add(rule.hit);
    return;
  }
  bool first = true;
  for (const CellText& cell : rule.cells) {
    std::string_view text;
    switch (state_in(words_[cell.column], packed, index)) {
      case State::kYes:
        continue;
      case State::kNo:
        text = cell.no;
        break;
      case State::kError:
        text = cell.error;
        break;
      case State::kMaybe:
        text = cell.maybe;
        break;
    }
    out.add(first ? text.substr(1) : text);
    first = false;
  }
  out.add(masks_.maybe & bit ? rule.maybe : masks_.error & bit ? rule.error : rule.no);
}

bool FastExplainer::write_result(const One& one, Out& out) {
  if (!one.is_list) return write_read(one.result, out);
  if (masks_.maybe != 0) return false;
  out.add("[");
  for (std::uint64_t rest = masks_.yes; rest != 0; rest &= rest - 1) {
    if (rest != masks_.yes) out.add(",");
    out.add(one.rules[static_cast<std::size_t>(std::countr_zero(rest))].result);
  }
  out.add("]");
  return true;
}

bool FastExplainer::write_read(const Read& read, Out& out) {
  const Column& column = *read.column;
  switch (column.kind) {
    case Column::Kind::kFail:
      return false;
    case Column::Kind::kConstant:
      out.add(read.classes.front());
      return true;
    case Column::Kind::kText:
      return write_input(column.input, out);
    case Column::Kind::kFinite: {
      const std::string& text = read.classes[place(column.finite.lookup)];
      out.add(text);
      return !text.empty();
    }
    case Column::Kind::kScalar:
      break;
  }
  if (column.scalar.kind == ScalarRef::Kind::kInput) return write_input(column.scalar.index, out);
  const Cell cell = column.scalar.kind == ScalarRef::Kind::kConstant
                        ? column.scalar.constant
                        : registers_->scalars[column.scalar.index];
  if (cell == kNullCell) {
    out.add("null");
    return true;
  }
  if (cell <= kEscapeCell) return false;
  if (!column.is_day) return write_number(cell, out);
  write_day(cell, out);
  return true;
}

bool FastExplainer::write_input(std::uint32_t input, Out& out) {
  const Cell cell = columns_->cells()[input][0];
  if (cell == kUnknownCell) {
    out.add(unknown_[input]);
    return true;
  }
  if (cell == kNullCell) {
    out.add("null");
    return true;
  }
  switch (program_.inputs[input].kind) {
    case InputKind::kBoolean:
      out.add(cell != 0 ? "true" : "false");
      return true;
    case InputKind::kNumber:
      if (write_number(cell, out)) return true;
      out.add(json_text(columns_->value(0, input)));
      return true;
    case InputKind::kDate:
      write_day(cell, out);
      return true;
    case InputKind::kString:
    case InputKind::kOther:
      out.add(dictionary_text(input, static_cast<std::uint32_t>(cell)));
      return true;
  }
  return false;
}

std::string_view FastExplainer::dictionary_text(std::uint32_t input, std::uint32_t number) {
  std::vector<std::string>& texts = dictionary_[input];
  const Dictionary& dictionary = columns_->dictionary(input);
  while (texts.size() <= number)
    texts.push_back(json_text(dictionary.value(static_cast<std::uint32_t>(texts.size()))));
  return texts[number];
}

// As Json prints it: no zeros at the end. Small fractions and many digits are left to Json.
bool FastExplainer::write_number(Cell cell, Out& out) const {
  constexpr Cell kDigitsMax = 1'000'000'000'000'000;
  if (cell % 2 != 0) return false;
  Cell number = cell / 2;
  int scale = program_.scale;
  while (scale > 0 && number % 10 == 0) {
    number /= 10;
    --scale;
  }
  if (number >= kDigitsMax || number <= -kDigitsMax) return false;
  char digits[24];
  char* at = digits;
  if (number < 0) {
    *at++ = '-';
    number = -number;
  }
  char* const first = at;
  at = std::to_chars(at, digits + sizeof digits, number).ptr;
  if (scale > 0) {
    // 0.05 and the like: let Json say.
    if (at - first <= scale) return false;
    std::memmove(at - scale + 1, at - scale, static_cast<std::size_t>(scale));
    at[-scale] = '.';
    ++at;
  }
  out.add({digits, static_cast<std::size_t>(at - digits)});
  return true;
}

void FastExplainer::write_day(Cell cell, Out& out) const {
  const feel::CivilDay civil = feel::civil_of(cell / 2);
  if (civil.year < 1000 || civil.year > 9999) {
    out.add(json_text(Value::from_day(cell / 2)));
    return;
  }
  const auto year = static_cast<unsigned>(civil.year);
  const auto digit = [](unsigned number) { return static_cast<char>('0' + number % 10); };
  const char text[] = {'"',
                       digit(year / 1000),
                       digit(year / 100),
                       digit(year / 10),
                       digit(year),
                       '-',
                       digit(civil.month / 10),
                       digit(civil.month),
                       '-',
                       digit(civil.day / 10),
                       digit(civil.day),
                       '"'};
  out.add({text, sizeof text});
}

std::size_t FastExplainer::place(const Lookup& lookup) const {
  return place_of(lookup, *columns_, 0, *registers_);
}

}  // namespace alternat::prepared
