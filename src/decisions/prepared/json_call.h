// SPDX-License-Identifier: EUPL-1.2
// JSON in, JSON out: the facts of one person as an object by name, the explanation of the plan's
// decisions (explanation.h) as bytes. The parts of the answer that are the same for everybody are
// made once.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "decisions/prepared/plan.h"

namespace alternat::prepared {

// Scratch of one thread. Not for several threads at once; the Plan must outlive it.
class JsonCall {
 public:
  explicit JsonCall(const Plan& plan);
  JsonCall(JsonCall&&) noexcept;
  ~JsonCall();

  // An absent name is unknown, null is null; names that the plan does not read are passed over. The
  // bytes live until the next call; they are those of explain(…).dump(). Errors: json.malformed,
  // json.duplicate_key, prepared.wrong_type (names every fact that does not fit its type).
  Result<std::string_view> decide(std::string_view facts);
  // How many of the calls so far the interpreter had to explain: bridged decisions, derived values
  // that depend on unknown facts, numbers that have no cell.
  std::size_t interpreted() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace alternat::prepared
