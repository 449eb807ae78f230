// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/json_call.h"

#include <simdjson.h>

#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "decisions/feel/convert.h"
#include "decisions/prepared/bridge.h"
#include "decisions/prepared/execute.h"
#include "decisions/prepared/explain_fast.h"
#include "decisions/prepared/explanation.h"

namespace alternat::prepared {

using feel::Value;
namespace ondemand = simdjson::ondemand;

namespace {

// A dictionary that strangers fill is emptied now and then.
constexpr std::size_t kTextsMax = 100'000;

// Digits with at most `scale` behind the point, short enough for a cell; nullopt: let Decimal read.
std::optional<Cell> cell_of_digits(std::string_view text, int scale) {
  constexpr std::size_t kDigitsMax = 14;
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  Cell number = 0;
  int behind = -1;  // digits behind the point so far
  for (char c : text) {
    if (c == '.' && behind < 0) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
    if (behind >= 0) ++behind;
  }
  if (behind > scale) return std::nullopt;
  // At most 14 digits and kScaleMax / 2 more: within 10^18.
  for (int i = std::max(behind, 0); i < scale; ++i) number *= 10;
  if (number >= kCellMax / 2) return std::nullopt;
  return is_negative ? -2 * number : 2 * number;
}

// The grammar of numbers in RFC 8259; the reader underneath takes more.
bool is_json_number(std::string_view text) {
  const auto digits = [&] {
    std::size_t count = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      text.remove_prefix(1);
      ++count;
    }
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

const char* words_for(InputKind kind) {
  switch (kind) {
    case InputKind::kNumber:
      return "a number";
    case InputKind::kBoolean:
      return "true or false";
    case InputKind::kDate:
      return "a date that exists, as \"2026-06-15\"";
    case InputKind::kString:
      return "a text";
    case InputKind::kOther:
      break;
  }
  return "of its type";
}

Error malformed(const std::string& why) {
  return Error{Fault::kMalformed, "json.malformed", "the facts are no JSON object: " + why, {}};
}

}  // namespace

struct JsonCall::State {
  explicit State(const Plan& which)
      : plan(which),
        program(which.program()),
        fallback(which),
        memory(which.program()),
        explainer(which) {
    registers.classes.resize(program.class_registers);
    registers.scalars.resize(program.scalar_registers);
    registers.masks.resize(program.wanted.size());
    for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
      names[plan.inputs()[i].name].push_back(i);
    columns.emplace(plan, 1);
    given.resize(plan.inputs().size());
  }

  Status read(std::string_view facts);
  // False if the value does not fit.
  bool take(std::uint32_t input, ondemand::value& value);
  bool take_other(std::uint32_t input, ondemand::value& value);
  std::string_view explain_slowly();

  const Plan& plan;
  const Program& program;
  Fallback fallback;
  BridgeMemory memory;
  FastExplainer explainer;
  OneRegisters registers;
  std::optional<Columns> columns;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> names;
  std::vector<bool> given;
  ondemand::parser parser;
  std::string padded;
  Out out;
  std::string slow;
  std::size_t interpreted = 0;
};

bool JsonCall::State::take(std::uint32_t input, ondemand::value& value) {
  ondemand::json_type type{};
  if (value.type().get(type)) return false;
  if (type == ondemand::json_type::null) {
    columns->set_cell(0, input, kNullCell);
    return value.raw_json_token().starts_with("null");
  }
  const InputKind kind = program.inputs[input].kind;
  if (program.inputs[input].type.item && program.inputs[input].type.item->constrained)
    return take_other(input, value);
  switch (kind) {
    case InputKind::kBoolean: {
      bool boolean = false;
      if (type != ondemand::json_type::boolean || value.get_bool().get(boolean)) return false;
      columns->set_cell(0, input, cell_of_bool(boolean));
      return true;
    }
    case InputKind::kNumber: {
      if (type != ondemand::json_type::number) return false;
      const std::string_view token = trimmed(value.raw_json_token());
      if (!is_json_number(token)) return false;
      if (const auto cell = cell_of_digits(token, program.scale)) {
        columns->set_cell(0, input, *cell);
        return true;
      }
      const Result<Decimal> number = Decimal::from_text(token);
      if (number) columns->set(0, input, Value::from_number(*number));
      return number.ok();
    }
    case InputKind::kDate: {
      std::string_view text;
      if (type != ondemand::json_type::string || value.get_string().get(text)) return false;
      const std::optional<Value> day = feel::parse_date(text);
      if (day) columns->set(0, input, *day);
      return day.has_value();
    }
    case InputKind::kString: {
      std::string_view text;
      if (type != ondemand::json_type::string || value.get_string().get(text)) return false;
      Dictionary& dictionary = columns->dictionary(input);
      const std::uint32_t number = dictionary.number_of_text(text);
      if (dictionary.escapes(number))
        columns->set(0, input, Value::from_string(text));
      else
        columns->set_cell(0, input, number);
      return true;
    }
    case InputKind::kOther:
      break;
  }
  return take_other(input, value);
}

bool JsonCall::State::take_other(std::uint32_t input, ondemand::value& value) {
  std::string_view text;
  if (simdjson::to_json_string(value).get(text)) return false;
  const Result<Json> json = parse_json(trimmed(text), "facts");
  if (!json) return false;
  const Result<Value> read = feel::from_json(*json, program.inputs[input].type.type);
  if (read) columns->set(0, input, *read);
  return read.ok();
}

Status JsonCall::State::read(std::string_view facts) {
  for (std::uint32_t i = 0; i < plan.inputs().size(); ++i) {
    if (columns->dictionary(i).size() > kTextsMax) {
      columns.emplace(plan, 1);
      explainer.forget_texts();
    }
    columns->set_cell(0, i, kUnknownCell);
    given[i] = false;
  }
  if (padded.size() < facts.size() + simdjson::SIMDJSON_PADDING)
    padded.resize(2 * facts.size() + simdjson::SIMDJSON_PADDING);
  std::memcpy(padded.data(), facts.data(), facts.size());
  std::memset(padded.data() + facts.size(), 0, simdjson::SIMDJSON_PADDING);
  ondemand::document document;
  if (const auto error = parser.iterate(padded.data(), facts.size(), padded.size()).get(document))
    return malformed(simdjson::error_message(error));
  ondemand::object object;
  if (const auto error = document.get_object().get(object))
    return malformed(simdjson::error_message(error));
  std::string wrong;
  for (auto each : object) {
    ondemand::field field;
    if (const auto error = std::move(each).get(field))
      return malformed(simdjson::error_message(error));
    std::string_view name;
    if (const auto error = field.unescaped_key().get(name))
      return malformed(simdjson::error_message(error));
    const auto found = names.find(name);
    if (found == names.end()) continue;
    ondemand::value value = field.value();
    if (given[found->second.front()])
      return Error{Fault::kMalformed,
                   "json.duplicate_key",
                   "\"" + std::string(found->first) + "\" is said twice",
                   {}};
    for (std::uint32_t input : found->second) {
      given[input] = true;
      if (!take(input, value))
        wrong += (wrong.empty() ? "" : "; ") + ("\"" + plan.inputs()[input].name) + "\" must be " +
                 words_for(program.inputs[input].kind);
    }
  }
  const char* behind = nullptr;
  if (document.current_location().get(behind) == simdjson::SUCCESS)
    return malformed("something stands behind the object");
  if (!wrong.empty()) return Error{Fault::kMalformed, "prepared.wrong_type", wrong, {}};
  return {};
}

std::string_view JsonCall::State::explain_slowly() {
  ++interpreted;
  fallback.load(*columns, 0);
  slow = explain(plan, fallback.evaluation()).dump();
  return slow;
}

JsonCall::JsonCall(const Plan& plan) : state_(std::make_unique<State>(plan)) {}
JsonCall::JsonCall(JsonCall&&) noexcept = default;
JsonCall::~JsonCall() = default;

Result<std::string_view> JsonCall::decide(std::string_view facts) {
  State& state = *state_;
  if (Status status = state.read(facts); !status) return status.error();
  const bool fast = state.explainer.can() &&
                    execute_one(state.program, *state.columns, 0, {state.fallback, state.memory},
                                state.registers) &&
                    state.explainer.write(*state.columns, state.registers, state.out);
  return fast ? state.out.view() : state.explain_slowly();
}

std::size_t JsonCall::interpreted() const {
  return state_->interpreted;
}

}  // namespace alternat::prepared
