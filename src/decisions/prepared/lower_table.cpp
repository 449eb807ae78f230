// SPDX-License-Identifier: EUPL-1.2
// Decision tables (DMN 1.5 clause 8.2): every column becomes words of rule bits by the index of its
// value; the table is their AND.
#include <algorithm>

#include "base/assert.h"
#include "decisions/assessment/rows.h"
#include "decisions/dmn/compiled.h"
#include "decisions/prepared/lowering.h"
#include "decisions/prepared/resolve.h"

namespace alternat::prepared {

using feel::Value;

namespace {

constexpr std::size_t kFusedMax = 4096;
const char* const kNotAText = "\x01";

enum class CellState : std::uint8_t { kYes, kNo, kMaybe, kError, kEscape };

CellState state_of(const Value& verdict) {
  if (verdict.is_true()) return CellState::kYes;
  if (verdict.is_false()) return CellState::kNo;
  return verdict.is_unknown() ? CellState::kMaybe : CellState::kError;
}

}  // namespace

// One table on its way. Friend of Lowering, for its parts.
class TableLowering {
 public:
  TableLowering(Lowering& lowering, std::uint32_t decision, const dmn::DecisionTable& source,
                bool marks)
      : lowering_(lowering),
        source_(source),
        marks_(marks),
        names_(lowering.names_of(decision, marks)),
        plain_(lowering.names_of(decision, false)) {
    table_.decision = decision;
    table_.rules = source.rules.size();
    table_.packed = table_.rules <= kPackedRules;
    table_.policy = source.hit_policy;
    table_.aggregation = source.aggregation;
    fill(table_.base.data());
    if (!marks) return;
    for (const dmn::Link& link : lowering.program_.models->decisions()[decision].frame.links) {
      const dmn::DecisionTable* derived =
          link.source == dmn::Source::kDecision && link.is_read
              ? assessment::find_table(*lowering.program_.models, link.index)
              : nullptr;
      may_mark_ |= derived && (derived->hit_policy == dmn::HitPolicy::kUnique ||
                               derived->hit_policy == dmn::HitPolicy::kAny);
    }
  }

  // Why not, or nothing.
  std::optional<std::string> lower_columns();
  std::optional<std::string> lower_outputs();
  // `wanted`: as in Table; with it the masks are kept.
  Column finish(std::int32_t wanted);
  Table take() {
    lowering_.explained_.table = {table_};
    lowering_.explained_.reads = reads_;
    return std::move(table_);
  }

 private:
  std::size_t width() const { return table_.packed ? 1 : 3; }
  // All rules hit.
  void fill(std::uint64_t* word) const {
    const std::uint64_t all = (std::uint64_t{1} << table_.rules) - 1;
    if (table_.packed) {
      word[0] = kWordOk | all | all << kPackedRules | all << 2 * kPackedRules;
    } else {
      word[0] = kWordOk | all;
      word[1] = word[2] = all;
    }
  }
  void put(std::uint64_t* word, std::size_t rule, CellState state) {
    const std::uint64_t bit = std::uint64_t{1} << rule;
    const auto clear = [&](std::size_t part) {
      if (table_.packed)
        word[0] &= ~(bit << part * kPackedRules);
      else
        word[part] &= ~bit;
    };
    switch (state) {
      case CellState::kYes:
        break;
      case CellState::kNo:
        clear(0);
        break;
      case CellState::kError:
        clear(1);
        break;
      case CellState::kMaybe:
        clear(2);
        break;
      case CellState::kEscape:
        word[0] &= ~kWordOk;
        table_.may_escape = true;
        break;
    }
  }
  const feel::UnaryTests* tests_of(std::size_t rule, std::size_t input) const {
    const auto& cells = source_.rules[rule].inputs;
    const feel::UnaryTests* tests = input < cells.size() ? dmn::find_tests(cells[input]) : nullptr;
    return tests && !tests->is_any() ? tests : nullptr;
  }
  // Constants of the cell in `reading`; false if it reads more than that.
  bool read_constants(const feel::UnaryTests& tests, Reading& reading) const;
  // Operands of a cell that reads constants only; false if a test has none of its own (`?`).
  bool operands_of(const feel::UnaryTests& tests, const Reading& reading,
                   std::vector<Value>& operands, bool& ordered) const;
  std::optional<std::string> lower_column(std::size_t input);
  std::optional<std::string> lower_cell(std::size_t rule, std::size_t input, const Column& column);
  std::optional<std::string> add_column(std::size_t input, const Column& column,
                                        const std::vector<std::size_t>& rules);
  std::optional<Finite> boxes_for(const Column& column, const std::vector<Value>& operands);
  void merge_cuts(TableColumn& column) const;
  Value allowed_output(const Value& value);
  std::optional<std::string> lower_output(const dmn::Rule& rule);
  std::optional<std::string> lower_aggregation(const Value& fallback);
  // kEscapeClass if there are too many.
  std::uint8_t class_of(const Value& value, bool undecided) {
    return results_.number_of(value, undecided).value_or(kEscapeClass);
  }
  Value allowed_value(std::size_t input, const Value& value, bool& refused);

  Lowering& lowering_;
  const dmn::DecisionTable& source_;
  bool marks_;
  bool may_mark_ = false;
  Names names_;  // for input expressions
  Names plain_;  // for cells and outputs
  Table table_;
  ClassSet results_;
  std::vector<Column> reads_;  // of every input clause
};

bool TableLowering::read_constants(const feel::UnaryTests& tests, Reading& reading) const {
  reading.slots.resize(plain_.slots.size());
  for (std::uint32_t slot : tests.slots()) {
    const Column& column = plain_.slots[slot];
    if (!column.is_constant()) return false;
    reading.slots[slot] = column.value;
  }
  return true;
}

bool TableLowering::operands_of(const feel::UnaryTests& tests, const Reading& reading,
                                std::vector<Value>& operands, bool& ordered) const {
  for (const feel::TestView& test : tests.tests()) {
    ordered |= test.comparison != feel::TestOperator::kEqual &&
               test.comparison != feel::TestOperator::kNotEqual;
    for (const feel::ExpressionView* part : {&test.operand, &test.low, &test.high}) {
      if (!*part) continue;
      if (part->reads_input()) return false;
      operands.push_back(probe_node(*part->source(), *part->node(), reading, lowering_.context_));
    }
  }
  return true;
}

// A value outside the input values is an error: null (DMN 1.5 clause 8.2.3).
Value TableLowering::allowed_value(std::size_t input, const Value& value, bool& refused) {
  const auto& clause = source_.inputs[input];
  const feel::UnaryTests* allowed = clause.allowed ? dmn::find_tests(*clause.allowed) : nullptr;
  refused = false;
  if (!allowed || value.is_null() || value.is_unknown()) return value;
  Reading reading;
  if (!read_constants(*allowed, reading)) return value;
  refused = probe_tests(*allowed, value, reading, lowering_.context_).is_false();
  return refused ? Value::null() : value;
}

std::optional<std::string> TableLowering::lower_columns() {
  if (table_.rules > kWideRules) return "more than 63 rules";
  for (std::size_t input = 0; input < source_.inputs.size(); ++input)
    if (auto why = lower_column(input)) return why;
  return std::nullopt;
}

std::optional<std::string> TableLowering::lower_column(std::size_t input) {
  const feel::Expression* expression = dmn::find_expression(source_.inputs[input].expression);
  if (!expression) return "a column without expression";
  const feel::Tree& tree = expression->tree();
  const Column column = lowering_.lower({&tree.source, tree.root.get()}, names_);
  if (column.failed()) return column.why;
  reads_.push_back(column);
  std::vector<std::size_t> main;
  for (std::size_t rule = 0; rule < table_.rules; ++rule) {
    const feel::UnaryTests* tests = tests_of(rule, input);
    if (!tests) continue;
    Reading reading;
    std::vector<Value> operands;
    bool ordered = false;
    std::vector<std::string> texts;
    std::vector<Cell> cells;
    bool fits = read_constants(*tests, reading);
    // Of a constant or a class anything can be asked; of boxes only what does not split them.
    if (fits && !column.is_constant() && !column.is_finite()) {
      fits = operands_of(*tests, reading, operands, ordered);
      for (const Value& operand : operands)
        fits = fits && (column.is_scalar() ? collect_constants(operand, column.is_day,
                                                               lowering_.program_.scale, cells)
                                           : !ordered && collect_texts(operand, texts));
      if (column.kind == Column::Kind::kText)
        fits = fits && lowering_.program_.inputs[column.input].kind == InputKind::kString;
    }
    if (fits) {
      main.push_back(rule);
    } else if (auto why = lower_cell(rule, input, column)) {
      return why;
    }
  }
  if (main.empty()) return std::nullopt;
  return add_column(input, column, main);
}

// One cell that reads more than constants: a class of its own, and a column for this rule alone.
std::optional<std::string> TableLowering::lower_cell(std::size_t rule, std::size_t input,
                                                     const Column& column) {
  const feel::UnaryTests& tests = *tests_of(rule, input);
  if (source_.inputs[input].allowed && !column.is_finite() && !column.is_constant())
    return "allowed values in a column whose cells read other names";
  Column value = column;
  if (value.is_constant()) {
    bool refused = false;
    value.value = allowed_value(input, value.value, refused);
  }
  for (Class& one : value.finite.classes) {
    bool refused = false;
    one.value = allowed_value(input, one.value, refused);
    if (refused && may_mark_) return "allowed values in a column whose cells read other names";
  }
  Names names = plain_;
  names.locals.insert_or_assign(0, value);
  const feel::Tree& tree = tests.tree();
  const auto& form = std::get<feel::Tests>(tree.root->form);
  Column verdict = lowering_.lower_any_test(form.tests, tree.source, value, names);
  if (verdict.failed()) return verdict.why;
  if (form.negated)
    verdict = lowering_.lower_product(
        {&verdict}, [](std::span<const Value> values) { return feel::logical_not(values[0]); });
  if (verdict.failed()) return verdict.why;
  if (verdict.is_constant()) {
    put(table_.base.data(), rule, state_of(verdict.value));
    return std::nullopt;
  }
  TableColumn added;
  added.input = static_cast<std::uint32_t>(input);
  added.lookup = verdict.finite.lookup;
  added.words.resize(verdict.finite.classes.size() * width());
  for (std::size_t i = 0; i < verdict.finite.classes.size(); ++i) {
    std::uint64_t* word = added.words.data() + i * width();
    fill(word);
    const Class& one = verdict.finite.classes[i];
    CellState state = state_of(one.value);
    if (one.undecided && state == CellState::kNo) state = CellState::kError;
    if (static_cast<std::int32_t>(i) == verdict.finite.escape) state = CellState::kEscape;
    put(word, rule, state);
  }
  table_.columns.push_back(std::move(added));
  return std::nullopt;
}

std::optional<Finite> TableLowering::boxes_for(const Column& column,
                                               const std::vector<Value>& operands) {
  if (column.is_finite()) return column.finite;
  Finite finite;
  finite.escape = 2;
  if (column.is_scalar()) {
    std::vector<Cell> cells;
    for (const Value& operand : operands)
      if (!collect_constants(operand, column.is_day, lowering_.program_.scale, cells))
        return std::nullopt;
    const auto boxes = boxes_of(cells, column.is_day, lowering_.program_.scale);
    if (!boxes) return std::nullopt;
    finite.lookup.kind = Lookup::Kind::kCuts;
    finite.lookup.of_scalar = column.scalar.kind == ScalarRef::Kind::kRegister;
    finite.lookup.source = column.scalar.index;
    finite.lookup.cuts = boxes->cuts;
    for (const Value& value : boxes->values) finite.classes.push_back({value, false});
  } else {
    std::vector<std::string>& known = lowering_.program_.texts[column.input].constants;
    std::vector<std::string> texts;
    for (const Value& operand : operands)
      if (!collect_texts(operand, texts)) return std::nullopt;
    std::size_t count = 0;
    for (const std::string& text : texts) {
      const auto found = std::find(known.begin(), known.end(), text);
      count = std::max(count, static_cast<std::size_t>(found - known.begin()) + 1);
      if (found == known.end()) known.push_back(text);
    }
    finite.lookup.kind = Lookup::Kind::kDirect;
    finite.lookup.source = column.input;
    finite.lookup.limit = static_cast<Cell>(count);
    for (const Value& value : {Value::unknown("?"), Value::null(), Value::null()})
      finite.classes.push_back({value, false});
    for (std::size_t i = 0; i < count; ++i)
      finite.classes.push_back({Value::from_string(known[i]), false});
    finite.classes.push_back({Value::from_string(kNotAText), false});
  }
  finite.lookup.size = static_cast<std::uint32_t>(finite.classes.size());
  return finite;
}

std::optional<std::string> TableLowering::add_column(std::size_t input, const Column& column,
                                                     const std::vector<std::size_t>& rules) {
  std::vector<Value> operands;
  const auto& clause = source_.inputs[input];
  const auto add_operands = [&](const feel::UnaryTests& tests) {
    Reading reading;
    bool ordered = false;
    if (!read_constants(tests, reading)) return false;
    if (column.is_constant() || column.is_finite()) return true;
    return operands_of(tests, reading, operands, ordered) && (column.is_scalar() || !ordered);
  };
  for (std::size_t rule : rules) add_operands(*tests_of(rule, input));
  const feel::UnaryTests* allowed = clause.allowed ? dmn::find_tests(*clause.allowed) : nullptr;
  if (allowed && !add_operands(*allowed)) return "allowed values that are not constant";
  // The verdicts of this column's cells for one value.
  const auto set_word = [&](std::uint64_t* word, const Class& one) {
    bool refused = false;
    const Value value = allowed_value(input, one.value, refused);
    for (std::size_t rule : rules) {
      const feel::UnaryTests& tests = *tests_of(rule, input);
      Reading reading;
      read_constants(tests, reading);
      CellState state = state_of(probe_tests(tests, value, reading, lowering_.context_));
      if (one.undecided && state == CellState::kNo) state = CellState::kError;
      put(word, rule, state);
    }
    // mark_undecided looks at the value as it was before the allowed values refused it.
    if (refused && may_mark_) put(word, 0, CellState::kEscape);
  };
  if (column.is_constant()) {
    set_word(table_.base.data(), {column.value, false});
    return std::nullopt;
  }
  const auto finite = boxes_for(column, operands);
  if (!finite) return "a constant that has no cell";
  TableColumn added;
  added.input = static_cast<std::uint32_t>(input);
  added.lookup = finite->lookup;
  added.words.resize(finite->classes.size() * width());
  for (std::size_t i = 0; i < finite->classes.size(); ++i) {
    std::uint64_t* word = added.words.data() + i * width();
    fill(word);
    if (static_cast<std::int32_t>(i) != finite->escape)
      set_word(word, finite->classes[i]);
    else if (finite->lookup.of_scalar)
      put(word, 0, CellState::kEscape);
  }
  merge_cuts(added);
  table_.columns.push_back(std::move(added));
  return std::nullopt;
}

// Boxes whose words are the same are one.
void TableLowering::merge_cuts(TableColumn& column) const {
  if (column.lookup.kind != Lookup::Kind::kCuts) return;
  std::vector<Cell> cuts;
  std::vector<std::uint64_t> words;
  for (std::size_t i = 0; i <= column.lookup.cuts.size(); ++i) {
    const auto word = column.words.begin() + static_cast<std::ptrdiff_t>(i * width());
    const bool same =
        i > 0 && std::equal(words.end() - static_cast<std::ptrdiff_t>(width()), words.end(), word);
    if (same) continue;
    if (i > 0) cuts.push_back(column.lookup.cuts[i - 1]);
    words.insert(words.end(), word, word + static_cast<std::ptrdiff_t>(width()));
  }
  column.lookup.cuts = std::move(cuts);
  column.lookup.size = static_cast<std::uint32_t>(words.size() / width());
  column.words = std::move(words);
}

// The output as its clause allows it (DMN 1.5 clause 8.2.3).
Value TableLowering::allowed_output(const Value& value) {
  const dmn::OutputClause& clause = source_.outputs.front();
  const feel::UnaryTests* allowed = clause.allowed ? dmn::find_tests(*clause.allowed) : nullptr;
  if (!allowed || value.is_null() || value.is_unknown()) return value;
  Reading reading;
  read_constants(*allowed, reading);
  return probe_tests(*allowed, value, reading, lowering_.context_).is_false() ? Value::null()
                                                                              : value;
}

std::optional<std::string> TableLowering::lower_outputs() {
  if (source_.outputs.size() != 1) return "a table with several outputs that is read";
  const dmn::OutputClause& clause = source_.outputs.front();
  if (const feel::UnaryTests* allowed =
          clause.allowed ? dmn::find_tests(*clause.allowed) : nullptr) {
    Reading reading;
    if (!read_constants(*allowed, reading)) return "allowed outputs that are not constant";
  }
  table_.unknown_class = class_of(Value::unknown("?"), false);
  table_.null_class = class_of(Value::null(), false);
  const bool single =
      source_.hit_policy == dmn::HitPolicy::kUnique || source_.hit_policy == dmn::HitPolicy::kAny;
  table_.undecided_class = class_of(Value::null(), single);
  Value fallback;
  if (clause.fallback) {
    const feel::Expression* expression = dmn::find_expression(*clause.fallback);
    if (!expression) return "a default output that does not parse";
    const feel::Tree& tree = expression->tree();
    const Column column = lowering_.lower({&tree.source, tree.root.get()}, plain_);
    if (!column.is_constant()) return "a default output that is not constant";
    fallback = column.value;
  }
  table_.no_hit = class_of(fallback, false);
  table_.no_hit_is_null = fallback.is_null();
  for (const dmn::Rule& rule : source_.rules)
    if (auto why = lower_output(rule)) return why;
  if (source_.aggregation == dmn::Aggregation::kNone) return std::nullopt;
  return lower_aggregation(fallback);
}

std::optional<std::string> TableLowering::lower_output(const dmn::Rule& rule) {
  const feel::Expression* expression =
      rule.outputs.empty() ? nullptr : dmn::find_expression(rule.outputs.front());
  Column column = Column::constant(Value::null());
  if (expression) {
    const feel::Tree& tree = expression->tree();
    column = lowering_.lower({&tree.source, tree.root.get()}, plain_);
  }
  if (column.is_finite() && column.finite.lookup.kind != Lookup::Kind::kRegister)
    column =
        lowering_.lower_product({&column}, [](std::span<const Value> values) { return values[0]; });
  if (column.failed()) return column.why;
  RuleOutput output;
  if (column.is_constant()) {
    output.class_number = class_of(allowed_output(column.value), false);
    if (output.class_number == kEscapeClass) return "too many results";
  } else if (column.is_finite()) {
    output.is_register = true;
    output.source = column.finite.lookup.source;
    for (const Class& one : column.finite.classes) {
      output.map.push_back(class_of(allowed_output(one.value), false));
      if (output.map.back() == kEscapeClass) return "too many results";
    }
  } else {
    return "an output that is more than a few values";
  }
  table_.outputs.push_back(std::move(output));
  return std::nullopt;
}

std::optional<std::string> TableLowering::lower_aggregation(const Value& fallback) {
  const bool counts = source_.aggregation == dmn::Aggregation::kCount;
  for (const RuleOutput& output : table_.outputs) {
    if (output.is_register) return "an aggregation of what is not constant";
    const Value& value = results_.classes[output.class_number].value;
    const auto cell = cell_of_value(value, false, lowering_.program_.scale);
    if (!counts && (!cell || !value.is_number()))
      return "an aggregation of what are no numbers of the plan's scale";
    table_.addends.push_back(cell.value_or(0));
  }
  const bool has_fallback = source_.outputs.front().fallback.has_value();
  table_.no_hit_cell = counts && !has_fallback ? 0 : kNullCell;
  if (fallback.is_null()) return std::nullopt;
  const auto cell = cell_of_value(fallback, false, lowering_.program_.scale);
  if (!cell || !fallback.is_number()) return "a default output that is no number";
  table_.no_hit_cell = *cell;
  return std::nullopt;
}

// The result as a column. With few combinations the whole table is one table of answers.
Column TableLowering::finish(std::int32_t wanted) {
  Program& program = lowering_.program_;
  table_.wanted = wanted;
  if (table_.aggregation != dmn::Aggregation::kNone) {
    table_.out = Table::Out::kSum;
    table_.result = program.scalar_registers++;
    const ScalarRef result{ScalarRef::Kind::kRegister, table_.result, 0};
    program.steps.push_back(TableStep{static_cast<std::uint32_t>(program.tables.size())});
    program.tables.push_back(take());
    return Column::of(result, false);
  }
  table_.out = Table::Out::kClass;
  table_.result = program.class_registers++;
  Finite finite;
  finite.lookup.source = table_.result;
  finite.lookup.size = static_cast<std::uint32_t>(results_.classes.size());
  finite.classes = results_.classes;
  std::size_t size = 1;
  for (const TableColumn& column : table_.columns)
    size = std::min(size * column.lookup.size, kFusedMax + 1);
  const bool constant_outputs =
      std::none_of(table_.outputs.begin(), table_.outputs.end(),
                   [](const RuleOutput& output) { return output.is_register; });
  if (wanted < 0 && size <= kFusedMax && constant_outputs && !table_.columns.empty()) {
    ProductStep step;
    step.result = table_.result;
    std::uint32_t stride = 1;
    for (const TableColumn& column : table_.columns) {
      step.sources.push_back(column.lookup);
      step.strides.push_back(stride);
      stride *= column.lookup.size;
    }
    for (std::size_t index = 0; index < size; ++index) {
      Words words{table_.base};
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const std::size_t at = index / step.strides[i] % table_.columns[i].lookup.size;
        words.meet(table_.columns[i].words.data() + at * width(), width());
      }
      const bool escapes = (words.parts[0] & kWordOk) == 0;
      step.answers.push_back(
          escapes ? kEscapeClass : resolve_class(table_, masks_of(words, table_.packed), nullptr));
    }
    program.steps.push_back(std::move(step));
    take();
  } else {
    program.steps.push_back(TableStep{static_cast<std::uint32_t>(program.tables.size())});
    program.tables.push_back(take());
  }
  return Column::of(std::move(finite));
}

Column Lowering::lower_table(std::uint32_t decision, const dmn::DecisionTable& table,
                             std::int32_t wanted) {
  switch (table.hit_policy) {
    case dmn::HitPolicy::kUnique:
    case dmn::HitPolicy::kAny:
    case dmn::HitPolicy::kFirst:
      break;
    case dmn::HitPolicy::kCollect:
      if (table.aggregation != dmn::Aggregation::kNone) break;
      return Column::fail("a table that gives a list and is read");
    case dmn::HitPolicy::kPriority:
    case dmn::HitPolicy::kRuleOrder:
    case dmn::HitPolicy::kOutputOrder:
      return Column::fail("a hit policy that is not prepared");
  }
  if (table.hit_policy != dmn::HitPolicy::kCollect && table.aggregation != dmn::Aggregation::kNone)
    return Column::fail("an aggregation without COLLECT");
  TableLowering lowering(*this, decision, table, false);
  if (auto why = lowering.lower_columns()) return Column::fail(*why);
  if (auto why = lowering.lower_outputs()) return Column::fail(*why);
  return lowering.finish(wanted);
}

std::optional<std::string> Lowering::lower_masks(std::uint32_t decision,
                                                 const dmn::DecisionTable& table,
                                                 std::uint32_t wanted) {
  for (std::uint32_t earlier : program_.models->decisions()[decision].decision_closure)
    column_of_decision(earlier);
  explained_ = {};
  TableLowering lowering(*this, decision, table, program_.undecided == Undecided::kIsError);
  if (auto why = lowering.lower_columns()) return why;
  Table made = lowering.take();
  made.wanted = static_cast<std::int32_t>(wanted);
  program_.steps.push_back(TableStep{static_cast<std::uint32_t>(program_.tables.size())});
  program_.tables.push_back(std::move(made));
  return std::nullopt;
}

}  // namespace alternat::prepared
