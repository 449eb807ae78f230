// SPDX-License-Identifier: EUPL-1.2
// The engine under test, from file text to values: XML, ModelSet, Evaluation.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decisions/dmn/evaluate.h"
#include "differential/model.h"

namespace alternat::differential {

feel::Value to_engine(const Naive& value);
// Nothing for what the naive evaluator has no value for (Unknown, functions, ranges).
std::optional<Naive> from_engine(const feel::Value& value);

class Engine {
 public:
  // `problem` says why the engine refuses the files; "" if it does not.
  Engine(const Suite& suite, const std::vector<std::string>& files, std::string& problem);

  // Nothing for an input: it is unknown.
  std::vector<feel::Value> decide(const std::vector<std::optional<Naive>>& inputs) const;
  const dmn::ModelSet& models() const { return models_; }

 private:
  dmn::ModelSet models_;
  std::vector<std::uint32_t> inputs_, decisions_;  // in the order of the suite
};

}  // namespace alternat::differential
