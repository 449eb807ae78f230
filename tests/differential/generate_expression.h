// SPDX-License-Identifier: EUPL-1.2
// Random expressions and unary tests over the names of a scope.
#pragma once

#include <string>
#include <vector>

#include "differential/model.h"
#include "differential/random.h"

namespace alternat::differential {

// A name that may be written, or a function that may be called.
struct Symbol {
  std::string name;
  Sort sort = Sort::kAny;
  std::vector<Field> fields;
  std::vector<Field> parameters;
  bool is_function = false;
};

// Values on the boundaries the constants of a suite make.
std::map<Sort, std::vector<Naive>> draw_pool(Random& random);

class ExpressionMaker {
 public:
  ExpressionMaker(Random& random, const std::map<Sort, std::vector<Naive>>& pool)
      : random_(random), pool_(pool) {}

  std::vector<Symbol> scope;

  Expr make(Sort sort, int depth);
  // A name of the sort, or else a literal.
  Expr simple(Sort sort);
  Expr literal(Sort sort);
  Tests tests(Sort sort);

 private:
  Expr number(int depth);
  Expr string(int depth);
  Expr boolean(int depth);
  Expr date(int depth);
  Expr list(Sort sort, int depth);
  std::vector<Expr> elements(Sort sort, int depth);
  Expr loop(Op op, Sort items, Sort result, int depth);
  std::optional<Expr> named(Sort sort);
  std::optional<Expr> called(Sort sort, int depth);
  Expr node(Op op, std::vector<Expr> parts);
  Expr builtin(const std::string& name, std::vector<Expr> parts);
  Expr small(int from, int to);
  Test test(Sort sort);

  Random& random_;
  const std::map<Sort, std::vector<Naive>>& pool_;
  int locals_ = 0;
};

}  // namespace alternat::differential
