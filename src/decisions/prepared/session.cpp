// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/session.h"

#include <algorithm>
#include <thread>

#include "decisions/prepared/fallback.h"
#include "decisions/prepared/program.h"

namespace alternat::prepared {

struct Session::State {
  explicit State(const Plan& which) : plan(which), fallback(which) {}
  const Plan& plan;
  Fallback fallback;
  std::vector<Masks> masks;
};

Session::Session(const Plan& plan) : state_(std::make_unique<State>(plan)) {
  state_->masks.resize(plan.wanted().size());
}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

void Session::decide(const Columns& columns, std::size_t row) {
  const Program& program = state_->plan.program();
  state_->fallback.load(columns, row);
  for (std::size_t i = 0; i < program.wanted.size(); ++i)
    if (program.wanted[i].has_masks)
      state_->masks[i] = state_->fallback.masks(program.wanted[i].decision, program.undecided);
}

const Masks& Session::masks(std::size_t wanted) const {
  return state_->masks[wanted];
}

feel::Value Session::value(std::size_t wanted) const {
  return state_->fallback.decide(state_->plan.wanted()[wanted]);
}

void Session::decide(const Columns& columns, std::size_t begin, std::size_t end, Results& results) {
  const Program& program = state_->plan.program();
  for (std::size_t row = begin; row < end; ++row) {
    decide(columns, row);
    for (std::size_t i = 0; i < program.wanted.size(); ++i)
      if (program.wanted[i].has_masks) results.masks[i][row] = state_->masks[i];
  }
}

void decide_all(const Plan& plan, const Columns& columns, unsigned threads, Results& results) {
  const std::size_t size = columns.size();
  results.masks.resize(plan.wanted().size());
  results.results.resize(plan.wanted().size());
  for (std::size_t i = 0; i < plan.wanted().size(); ++i) {
    results.masks[i].resize(plan.has_masks(i) ? size : 0);
    results.results[i].resize(plan.result_kind(i) != ResultKind::kAny ? size : 0);
  }
  const auto part = [&](std::size_t begin, std::size_t end) {
    Session(plan).decide(columns, begin, end, results);
  };
  if (threads <= 1) {
    part(0, size);
    return;
  }
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i)
    workers.emplace_back(part, size * i / threads, size * (i + 1) / threads);
  for (std::thread& worker : workers) worker.join();
}

}  // namespace alternat::prepared
