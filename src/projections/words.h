// SPDX-License-Identifier: EUPL-1.2
// Words: texts that many rows share (names of elements, roles, clauses, versions), each kept once
// and named by its number; numbers are given in the order of first use and never change.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace alternat::projections {

class Words {
 public:
  Words() = default;
  Words(Words&&) = default;
  Words& operator=(Words&&) = default;

  std::uint32_t add(std::string_view text) {
    if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(texts_.size());
    numbers_.emplace(texts_.emplace_back(text), number);
    return number;
  }
  // nullptr if there is no such number.
  const std::string* find(std::uint64_t number) const {
    return number < texts_.size() ? &texts_[number] : nullptr;
  }
  const std::string& at(std::uint32_t number) const { return texts_.at(number); }
  std::size_t size() const { return texts_.size(); }
  Words copy() const {
    Words same;
    for (const std::string& text : texts_) same.add(text);
    return same;
  }

 private:
  std::deque<std::string> texts_;  // keep their addresses
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace alternat::projections
