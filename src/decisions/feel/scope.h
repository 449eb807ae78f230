// SPDX-License-Identifier: EUPL-1.2
// Scope: the names an expression may use, each with its slot and type. Names may contain spaces and
// the characters of FEEL names (DMN 1.5 clause 10.3.1.2); the parser takes the longest that
// matches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decisions/feel/type.h"

namespace alternat::feel {

class Scope {
 public:
  struct Name {
    std::string name;
    Type type;
  };

  // Gives the slot: 0, 1, 2 … in order of declaration. A name declared again keeps its slot and
  // gets the new type.
  std::uint32_t declare(std::string_view name, Type type = Type::any());
  std::optional<std::uint32_t> find_slot(std::string_view name) const;
  // Named types for `instance of` and function parameters (DMN item definitions).
  void declare_type(std::string_view name, Type type);
  const Type* find_type(std::string_view name) const;

  const std::vector<Name>& names() const { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<Name> names_;
  std::map<std::string, std::uint32_t, std::less<>> slots_;
  std::map<std::string, Type, std::less<>> types_;
};

}  // namespace alternat::feel
