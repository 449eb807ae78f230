// SPDX-License-Identifier: EUPL-1.2
// libFuzzer target: any bytes are read as an expression and as unary tests and evaluated, with
// known and with unknown inputs. Build with clang++-19 -fsanitize=fuzzer,address,undefined.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "decisions/feel/convert.h"
#include "decisions/feel/evaluate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alternat;        // NOLINT: a program of one function
  using namespace alternat::feel;  // NOLINT
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Scope scope;
  scope.declare("a");
  scope.declare("b c");
  ParseOptions options;
  options.unknown_names = UnknownNames::kNull;
  const Value known[] = {Value::from_int(3), Value::from_string("x")};
  const Value unknown[] = {Value::unknown("a"), Value::from_items({Value::unknown("b c")})};
  for (const auto& slots : {known, unknown}) {
    Diagnostics diagnostics;
    EvaluationContext context;
    context.steps = EvaluationContext::kStepsMax - 10'000;
    if (const auto expression = parse_expression(text, scope, options, diagnostics)) {
      to_text(evaluate(*expression, {slots, 2}, context));
    }
    if (const auto tests = parse_unary_tests(text, scope, options, diagnostics)) {
      evaluate_tests(*tests, slots[0], {slots, 2}, context);
    }
  }
  return 0;
}
