// SPDX-License-Identifier: EUPL-1.2
#include "decisions/feel/scope.h"

#include <utility>

namespace alternat::feel {

std::uint32_t Scope::declare(std::string_view name, Type type) {
  const auto found = slots_.find(name);
  if (found != slots_.end()) {
    names_[found->second].type = std::move(type);
    return found->second;
  }
  const auto slot = static_cast<std::uint32_t>(names_.size());
  names_.push_back({std::string(name), std::move(type)});
  slots_.emplace(std::string(name), slot);
  return slot;
}

std::optional<std::uint32_t> Scope::find_slot(std::string_view name) const {
  const auto found = slots_.find(name);
  if (found == slots_.end()) return std::nullopt;
  return found->second;
}

void Scope::declare_type(std::string_view name, Type type) {
  types_.insert_or_assign(std::string(name), std::move(type));
}

const Type* Scope::find_type(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : &found->second;
}

}  // namespace alternat::feel
