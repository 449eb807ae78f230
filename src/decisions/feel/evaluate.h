// SPDX-License-Identifier: EUPL-1.2
// Evaluation of parsed FEEL: values in slots, one value out. Never fails: trouble is null and a
// Warning. With Unknown inputs the result is known only if every completion gives the same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "decisions/feel/expression.h"
#include "decisions/feel/value.h"

namespace alternat::calendar {
class CalendarSet;
}

namespace alternat::feel {

// What went wrong at run time and where; the value there became null.
struct Warning {
  std::string code;  // stable: feel.type_error, feel.undefined, feel.no_conversion, …
  std::string message;
  SourceSpan span;
};

// One per evaluation or shared by many in turn; not for several threads at once. Holds the days
// that today() and now() give (the engine has no clock) and collects warnings.
class EvaluationContext {
 public:
  void set_today(Value date) { today_ = std::move(date); }
  void set_now(Value date_time) { now_ = std::move(date_time); }
  // Null if not set; today() and now() then warn.
  const Value& today() const { return today_; }
  const Value& now() const { return now_; }

  // What deadline() counts by; nullptr (the function then warns and gives null) if there is none.
  // Must outlive the context.
  void set_calendars(const calendar::CalendarSet* set) { calendars_ = set; }
  const calendar::CalendarSet* calendars() const { return calendars_; }

  // The first kWarningsMax are kept.
  void warn(std::string_view code, std::string message, SourceSpan span);
  const std::vector<Warning>& warnings() const { return warnings_; }
  bool has_warnings() const { return warning_count_ > 0; }
  std::size_t warning_count() const { return warning_count_; }
  void clear_warnings();

  // Warnings are not recorded while one lives (branches that may not be taken).
  class Muted {
   public:
    explicit Muted(EvaluationContext& context) : context_(context) { ++context_.muted_; }
    ~Muted() { --context_.muted_; }
    Muted(const Muted&) = delete;
    Muted& operator=(const Muted&) = delete;

   private:
    EvaluationContext& context_;
  };
  // Counts work; false if there is none left.
  bool take_steps(std::uint64_t count) {
    steps += count;
    return steps <= kStepsMax;
  }
  bool is_muted() const { return muted_ > 0; }

  // For the evaluator: bounds on recursion and on work.
  std::uint32_t depth = 0;
  std::uint32_t calls = 0;         // of functions, within one another
  std::uintptr_t stack_start = 0;  // where the first of them began
  std::uint64_t steps = 0;
  static constexpr std::uint32_t kDepthMax = 3000;
  static constexpr std::uintptr_t kStackMax = 3u << 20;   // bytes; threads have 8 MiB
  static constexpr std::uint64_t kStepsMax = 50'000'000;  // iterations of for, some, every, filters
  static constexpr std::size_t kWarningsMax = 100;

 private:
  Value today_;
  Value now_;
  const calendar::CalendarSet* calendars_ = nullptr;
  std::vector<Warning> warnings_;
  std::size_t warning_count_ = 0;
  std::uint32_t muted_ = 0;
};

// `slots`: one value per name of the Scope the expression was parsed with. A function in the result
// must not outlive the expression.
Value evaluate(const ExpressionView& expression, std::span<const Value> slots,
               EvaluationContext& context);
inline Value evaluate(const Expression& expression, std::span<const Value> slots,
                      EvaluationContext& context) {
  return evaluate(expression.view(), slots, context);
}

// true, false, or Unknown; null only if a test could not be decided (with a warning), and no other
// test holds.
Value evaluate_tests(const UnaryTests& tests, const Value& input, std::span<const Value> slots,
                     EvaluationContext& context);
// The result of one test of tests.tests(), without the not(…) around it.
Value evaluate_test(const UnaryTests& tests, std::size_t index, const Value& input,
                    std::span<const Value> slots, EvaluationContext& context);

// Calls a function value with positional arguments; null and a warning if it cannot.
Value call_function(const Value& function, std::span<const Value> arguments,
                    EvaluationContext& context);

}  // namespace alternat::feel
