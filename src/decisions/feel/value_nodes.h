// SPDX-License-Identifier: EUPL-1.2
// The shared nodes beneath Value. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "decisions/feel/value.h"

namespace alternat::feel {

struct StringNode final : SharedNode {
  std::string text;
};

struct ListNode final : SharedNode {
  std::vector<Value> items;
};

struct ContextNode final : SharedNode {
  std::vector<Value::Entry> entries;
};

struct RangeNode final : SharedNode {
  Value low;
  Value high;
  RangeEnds ends;
};

// `builtin` names a function of the library whose arguments are matched by its own overloads.
struct FunctionNode final : SharedNode {
  std::vector<FunctionParameter> parameters;
  NativeFunction function;
  Type result;  // Any where not known
  const struct Builtin* builtin = nullptr;
};

struct UnknownNode final : SharedNode {
  std::vector<std::string> names;  // sorted
};

}  // namespace alternat::feel
