// SPDX-License-Identifier: EUPL-1.2
// The static check: what the types of the operands show never to have a result (DMN 1.5 tables 41
// to 55, clause 10.3.2.9). Only what is certain: Any, null and lists (of which one item is a value)
// are left to the evaluation.
#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

bool is_open(const Type& type) {
  return type.kind == TypeKind::kAny || type.kind == TypeKind::kNull ||
         type.kind == TypeKind::kList;
}

bool is_dated(const Type& type) {
  return type.kind == TypeKind::kDate || type.kind == TypeKind::kDateTime;
}

bool is_duration(const Type& type) {
  return type.kind == TypeKind::kYearsMonths || type.kind == TypeKind::kDaysTime;
}

// A moment that the duration can be added to.
bool is_moved_by(const Type& moment, const Type& duration) {
  if (is_dated(moment)) return is_duration(duration);
  return moment.kind == TypeKind::kTime && duration.kind == TypeKind::kDaysTime;
}

bool have_result(const Type& left, const Type& right, Arithmetic::Operator op) {
  const bool same = left.kind == right.kind;
  const bool numbers = same && left.kind == TypeKind::kNumber;
  const bool by_number = is_duration(left) && right.kind == TypeKind::kNumber;
  switch (op) {
    case Arithmetic::Operator::kAdd:
      return numbers || (same && (left.kind == TypeKind::kString || is_duration(left))) ||
             is_moved_by(left, right) || is_moved_by(right, left);
    case Arithmetic::Operator::kSubtract:
      return numbers || (same && (is_duration(left) || left.kind == TypeKind::kTime)) ||
             (is_dated(left) && is_dated(right)) || is_moved_by(left, right);
    case Arithmetic::Operator::kMultiply:
      return numbers || by_number || (is_duration(right) && left.kind == TypeKind::kNumber);
    case Arithmetic::Operator::kDivide:
      return numbers || by_number || (same && is_duration(left));
    case Arithmetic::Operator::kPower:
      return numbers;
  }
  return true;
}

std::string_view sign_of(Arithmetic::Operator op) {
  switch (op) {
    case Arithmetic::Operator::kAdd:
      return "+";
    case Arithmetic::Operator::kSubtract:
      return "-";
    case Arithmetic::Operator::kMultiply:
      return "*";
    case Arithmetic::Operator::kDivide:
      return "/";
    case Arithmetic::Operator::kPower:
      return "**";
  }
  return {};
}

// The type that a parameter of the library wants; Any where it takes several.
Type wanted_type(char kind) {
  switch (kind) {
    case 's':
      return Type::simple(TypeKind::kString);
    case 'n':
      return Type::simple(TypeKind::kNumber);
    case 'b':
      return Type::simple(TypeKind::kBoolean);
    case 'c':
      return Type::simple(TypeKind::kContext);
    case 'r':
      return Type::simple(TypeKind::kRange);
    case 'f':
      return Type::simple(TypeKind::kFunction);
    default:
      return Type::any();
  }
}

std::vector<std::string> property_names(TypeKind kind) {
  switch (kind) {
    case TypeKind::kDate:
      return {"year",   "month",  "day",         "weekday", "hour",
              "minute", "second", "time offset", "timezone"};
    case TypeKind::kDateTime:
      return {"year",   "month",  "day",         "weekday", "hour",
              "minute", "second", "time offset", "timezone"};
    case TypeKind::kTime:
      return {"hour", "minute", "second", "time offset", "timezone"};
    case TypeKind::kYearsMonths:
      return {"years", "months"};
    case TypeKind::kDaysTime:
      return {"days", "hours", "minutes", "seconds"};
    case TypeKind::kRange:
      return {"start", "end", "start included", "end included"};
    case TypeKind::kAny:
    case TypeKind::kNull:
    case TypeKind::kBoolean:
    case TypeKind::kNumber:
    case TypeKind::kString:
    case TypeKind::kList:
    case TypeKind::kContext:
    case TypeKind::kFunction:
      return {};
  }
  return {};
}

std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
}

}  // namespace

void Parser::mismatch(std::string message, std::uint32_t at) {
  if (options_.unknown_names == UnknownNames::kRefuse) {
    report("feel.type_mismatch", std::move(message), at);
  } else {
    warn("feel.type_mismatch", std::move(message), at);
  }
}

void Parser::check_operands(const Node& left, const Node& right, std::string_view sign,
                            std::uint32_t at) {
  if (is_open(left.type) || is_open(right.type) || left.type.kind == right.type.kind) return;
  if (is_dated(left.type) && is_dated(right.type)) return;
  std::string message = "'" + std::string(sign) + "' between " + to_string(left.type) + " and " +
                        to_string(right.type) + " is always null; both sides must be of one type.";
  // Equality is defined between all kinds (DMN 1.5 table 42): odd, but no error.
  if (sign == "=" || sign == "!=") {
    warn("feel.type_mismatch", std::move(message), at);
  } else {
    mismatch(std::move(message), at);
  }
}

void Parser::check_arithmetic(const Node& left, const Node& right, Arithmetic::Operator op,
                              std::uint32_t at) {
  if (is_open(left.type) || is_open(right.type) || have_result(left.type, right.type, op)) return;
  mismatch("'" + std::string(sign_of(op)) + "' has no result for " + to_string(left.type) +
               " and " + to_string(right.type) + ".",
           at);
}

void Parser::check_negated(const Node& operand, std::uint32_t at) {
  if (is_open(operand.type) || operand.type.kind == TypeKind::kNumber ||
      is_duration(operand.type)) {
    return;
  }
  mismatch(
      "'-' before " + to_string(operand.type) + " has no result; expected a number or a duration.",
      at);
}

void Parser::check_boolean(const Node& operand, std::string_view what) {
  if (is_open(operand.type) || operand.type.kind == TypeKind::kBoolean) return;
  mismatch("'" + std::string(what) + "' takes true or false, not " + to_string(operand.type) + ".",
           operand.at);
}

// One test against what is tested; a condition must be true or false.
void Parser::check_test(TestOperator op, const Node& operand) {
  if (op == TestOperator::kCondition) return;
  const Type* type = &operand.type;
  if (op == TestOperator::kEqual || op == TestOperator::kInterval) {
    while (!type->of.empty() && (type->kind == TypeKind::kList || type->kind == TypeKind::kRange)) {
      type = &type->of.front();
    }
  }
  if (is_open(*type) || is_open(tested_) || type->kind == tested_.kind) return;
  if (is_dated(*type) && is_dated(tested_)) return;
  if (tested_.kind == TypeKind::kRange || type->kind == TypeKind::kRange) return;
  // What computes a boolean is a condition by its value; the words true and false are values.
  if (type->kind == TypeKind::kBoolean && !std::holds_alternative<Literal>(operand.form)) return;
  mismatch("A " + to_string(tested_) + " is tested against a " + to_string(*type) +
               ", which is never true; expected a " + to_string(tested_) + ".",
           operand.at);
}

void Parser::check_arguments(const BuiltinCall& call) {
  const auto& parameters = call.overload->parameters;
  for (std::size_t i = 0; i < call.arguments.size() && i < parameters.size(); ++i) {
    if (!call.arguments[i] || parameters[i].rest) continue;
    const Type& given = call.arguments[i]->type;
    const Type wanted = wanted_type(parameters[i].kind);
    if (is_open(given) || wanted.is_any() || given.kind == wanted.kind) continue;
    mismatch(std::string(call.builtin->name) + "(): '" + std::string(parameters[i].name) +
                 "' must be a " + to_string(wanted) + ", not a " + to_string(given) + ".",
             call.arguments[i]->at);
  }
}

// A call of a function whose parameters are known; a node where it cannot be called so.
NodePtr Parser::check_call(const Call& call, std::uint32_t at) {
  const Type& callee = call.callee->type;
  if (callee.kind != TypeKind::kFunction || callee.of.empty()) return nullptr;
  const std::size_t count = callee.of.size() - 1;
  if (call.arguments.size() != count) {
    return trouble("feel.wrong_arguments",
                   "The function takes " + std::to_string(count) + " arguments, not " +
                       std::to_string(call.arguments.size()) + ".",
                   at);
  }
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Type* wanted = &callee.of[i];
    if (!call.names.empty() && callee.fields.size() == count) {
      wanted = callee.find_field(call.names[i]);
      if (wanted == nullptr) {
        std::vector<std::string> known;
        for (const Type::Field& field : callee.fields) known.push_back(field.name);
        return trouble("feel.wrong_arguments",
                       "The function has no parameter '" + call.names[i] + "'." +
                           suggestion(call.names[i], known),
                       at);
      }
    }
    if (!may_become(call.arguments[i]->type, *wanted)) {
      mismatch("The argument must be a " + to_string(*wanted) + ", not a " +
                   to_string(call.arguments[i]->type) + ".",
               call.arguments[i]->at);
    }
  }
  return nullptr;
}

// e.name where the type of e is known and has no such entry or property.
void Parser::check_member(const Type& owner, const std::string& name, std::uint32_t at) {
  std::vector<std::string> known = property_names(owner.kind);
  for (const Type::Field& field : owner.fields) known.push_back(field.name);
  if (owner.kind == TypeKind::kAny || owner.kind == TypeKind::kNull ||
      owner.kind == TypeKind::kList || owner.kind == TypeKind::kFunction) {
    return;
  }
  if (owner.kind == TypeKind::kContext && owner.fields.empty()) return;
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::string what = owner.kind == TypeKind::kContext ? "entry" : "property";
  std::string message =
      "'" + name + "' is no " + what + " of " + to_string(owner) + "." + suggestion(name, known);
  if (options_.unknown_names == UnknownNames::kRefuse) {
    report("feel.unknown_member", std::move(message), at);
  } else {
    warn("feel.unknown_member", std::move(message), at);
  }
}

}  // namespace alternat::feel
