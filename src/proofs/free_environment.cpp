// SPDX-License-Identifier: EUPL-1.2
#include "proofs/free_environment.h"

namespace alternat::proofs {

bool FreeEnvironment::advance() {
  choices_.resize(used_);
  while (!choices_.empty() && choices_.back() + 1 >= counts_[choices_.size() - 1])
    choices_.pop_back();
  if (choices_.empty()) return false;
  ++choices_.back();
  return true;
}

std::size_t FreeEnvironment::choose(std::size_t count) const {
  if (used_ == choices_.size()) choices_.push_back(0);
  if (counts_.size() <= used_) counts_.resize(used_ + 1);
  counts_[used_] = static_cast<std::uint8_t>(count);
  return choices_[used_++];
}

// Outcomes of decisions and values of scripts; what forms were answered with is free.
Known FreeEnvironment::all_known(const procedures::Values& fresh) const {
  Known known = known_;
  for (const auto& [name, value] : fresh)
    if (guards_.is_result(name) || guards_.is_script_result(name)) known[name] = value;
  std::erase_if(known, [](const auto& item) { return item.second == kAnyValue; });
  return known;
}

procedures::Truth FreeEnvironment::condition(const procedures::Expression& expression,
                                             const procedures::Values& fresh) const {
  const std::size_t position = guards_.position_of(expression.index);
  const std::string& element = guards_.group_of(expression.index).element;
  if (position == 0 || element != element_ || prefix_.size() != position) prefix_.clear();
  element_ = element;
  const std::string& letters = guards_.possible(expression.index, prefix_, all_known(fresh));
  const char letter = letters[letters.size() == 1 ? 0 : choose(letters.size())];
  prefix_ += letter;
  if (letter == 'N') return procedures::Truth::kNull;
  return letter == 'T' ? procedures::Truth::kTrue : procedures::Truth::kFalse;
}

std::optional<std::string> FreeEnvironment::value(const procedures::Expression& expression,
                                                  const procedures::Values& fresh) const {
  std::string constant = guards_.constant(expression.index, all_known(fresh));
  if (!constant.empty()) return constant;
  if (const auto& instances = guards_.instances(expression.index); !instances.empty())
    return instances[choose(instances.size())];
  if (guards_.may_be_null(expression.index) && choose(2) == 1) return std::nullopt;
  return std::string(kAnyValue);
}

Result<procedures::Deadline> FreeEnvironment::deadline(const procedures::ClockTerms& clock,
                                                       const procedures::Values&) const {
  return procedures::Deadline{Instant::from_micros(0), clock.clause};
}

}  // namespace alternat::proofs
