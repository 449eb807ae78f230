// SPDX-License-Identifier: EUPL-1.2
// Sensitive<T>: a personal value. It cannot be printed, compared or converted by accident; whoever
// wants to see it holds a Grant that reads its category.
#pragma once

#include <utility>

#include "access/grant.h"
#include "base/assert.h"

namespace alternat::access {

template <typename T>
class Sensitive {
 public:
  Sensitive(FactCategory category, T value) : category_(category), value_(std::move(value)) {}

  FactCategory category() const { return category_; }
  // A grant that does not read the category is a bug of the caller: ask `may_read` first.
  const T& reveal(const Grant& grant) const {
    ALTERNAT_ASSERT(grant.may_read(category_) || grant.may_write(category_));
    return value_;
  }

  bool operator==(const Sensitive&) const = delete;

 private:
  FactCategory category_;
  T value_;
};

}  // namespace alternat::access
