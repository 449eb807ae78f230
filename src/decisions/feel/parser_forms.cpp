// SPDX-License-Identifier: EUPL-1.2
// The forms of the grammar in brackets: groups, lists, contexts, ranges, functions, calls; and
// types (DMN 1.5 clause 10.3.1.2, rules 7 to 21 and 40 to 61).
#include <utility>

#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

constexpr int kAny = 0;
constexpr int kOperand = 30;  // above comparison: an end of a range

}  // namespace

// (e), (a..b), (< 5): a group, an open range, or a range of one end.
NodePtr Parser::read_paren() {
  const std::uint32_t at = peek().at;
  ++position_;
  const int outer_ends = std::exchange(range_ends_, 0);
  NodePtr node;
  if (comparison_of(peek().kind)) {
    node = read_unary_range(true);
    range_ends_ = outer_ends;
    if (!expect(TokenKind::kRightParen, ")")) return nothing(at);
    node->at = at;
    node->end = tokens_[position_ - 1].end;
    return node;
  }
  node = read_expression(kAny);
  if (peek().kind == TokenKind::kDotDot) {
    node = read_range_end(std::move(node), false, at);
    range_ends_ = outer_ends;
    return node;
  }
  range_ends_ = outer_ends;
  if (!expect(TokenKind::kRightParen, ")")) return nothing(at);
  node->at = at;
  node->end = tokens_[position_ - 1].end;
  return node;
}

// [], [a, b], [a..b]
NodePtr Parser::read_bracket() {
  const std::uint32_t at = peek().at;
  ++position_;
  const int outer_ends = std::exchange(range_ends_, 0);
  std::vector<NodePtr> items;
  if (peek().kind != TokenKind::kRightBracket) {
    items.push_back(read_expression(kAny));
    if (peek().kind == TokenKind::kDotDot) {
      NodePtr range = read_range_end(std::move(items.front()), true, at);
      range_ends_ = outer_ends;
      return range;
    }
    while (skip(TokenKind::kComma)) items.push_back(read_expression(kAny));
  }
  range_ends_ = outer_ends;
  if (!expect(TokenKind::kRightBracket, "]")) return nothing(at);
  Type item = items.empty() ? Type::any() : items.front()->type;
  for (const NodePtr& each : items) {
    if (!(each->type == item)) item = Type::any();
  }
  return make(at, ListLiteral{std::move(items)}, Type::list_of(std::move(item)));
}

// ]a..b]
NodePtr Parser::read_open_range() {
  const std::uint32_t at = peek().at;
  ++position_;
  NodePtr low = read_expression(kOperand);
  return read_range_end(std::move(low), false, at);
}

// From the two dots on.
NodePtr Parser::read_range_end(NodePtr low, bool low_included, std::uint32_t at) {
  if (!expect(TokenKind::kDotDot, "..")) return nothing(at);
  ++range_ends_;
  NodePtr high = read_expression(kOperand);
  --range_ends_;
  RangeEnds ends;
  ends.low_included = low_included;
  ends.high_included = peek().kind == TokenKind::kRightBracket;
  if (!skip(TokenKind::kRightBracket) && !skip(TokenKind::kRightParen) &&
      !skip(TokenKind::kLeftBracket)) {
    syntax_error(peek(), "the range must end with ']', ')' or '['");
    return nothing(at);
  }
  Type type = Type::range_of(low->type == high->type ? low->type : Type::any());
  return make(at, RangeLiteral{ends, std::move(low), std::move(high)}, std::move(type));
}

// < 5 and the like as a value: the range of all that holds. = 5 is the range of one value, whose
// ends are of its own sort (not the interval [5..5]); != has no range.
NodePtr Parser::read_unary_range(bool enclosed) {
  const Token token = peek();
  const TestOperator op = *comparison_of(token.kind);
  ++position_;
  NodePtr operand = read_expression(kOperand);
  RangeEnds ends;
  ends.low_present = op == TestOperator::kGreater || op == TestOperator::kGreaterEqual;
  ends.high_present = op == TestOperator::kLess || op == TestOperator::kLessEqual;
  ends.low_included = op == TestOperator::kGreaterEqual;
  ends.high_included = op == TestOperator::kLessEqual;
  Type type = Type::range_of(operand->type);
  if (op == TestOperator::kNotEqual || (op == TestOperator::kEqual && !enclosed)) {
    return trouble("feel.not_supported", "This comparison without a left side is not a value.",
                   token.at);
  }
  if (op == TestOperator::kEqual) {
    ends.low_included = ends.high_included = true;
    return make(token.at, RangeLiteral{ends, std::move(operand), nullptr}, std::move(type));
  }
  if (ends.low_present) {
    return make(token.at, RangeLiteral{ends, std::move(operand), nullptr}, std::move(type));
  }
  return make(token.at, RangeLiteral{ends, nullptr, std::move(operand)}, std::move(type));
}

// Words and signs up to the word or token, with single spaces where there was white space.
std::string Parser::read_name_until(std::string_view word, TokenKind kind) {
  std::string name;
  std::uint32_t end = peek().at;
  while (peek().kind != TokenKind::kEnd && peek().kind != kind &&
         (word.empty() || !at_word(word))) {
    const Token& token = peek();
    const bool fits = token.kind == TokenKind::kName || token.kind == TokenKind::kNumber ||
                      token.kind == TokenKind::kDot || token.kind == TokenKind::kPlus ||
                      token.kind == TokenKind::kMinus || token.kind == TokenKind::kStar ||
                      token.kind == TokenKind::kSlash || token.kind == TokenKind::kApostrophe ||
                      token.kind == TokenKind::kQuestion;
    if (!fits) break;
    if (!name.empty() && token.at != end) name += ' ';
    name += text_of(token);
    end = token.end;
    ++position_;
  }
  if (name.empty()) syntax_error(peek(), "a name is expected");
  return name;
}

NodePtr Parser::read_context() {
  const std::uint32_t at = peek().at;
  ++position_;
  const int outer_ends = std::exchange(range_ends_, 0);
  const Mark mark(frames_.back());
  ContextLiteral context;
  std::vector<Type::Field> fields;
  NodePtr duplicate;
  while (!failed_ && peek().kind != TokenKind::kRightBrace) {
    const Token key = peek();
    std::string name;
    if (skip(TokenKind::kString)) {
      unescape(key.text, name);
    } else {
      name = read_name_until({}, TokenKind::kColon);
    }
    if (!expect(TokenKind::kColon, ":")) break;
    for (const ContextLiteral::Part& part : context.parts) {
      if (part.name == name) {
        duplicate =
            trouble("feel.duplicate_key", "The context has two entries '" + name + "'.", key.at);
      }
    }
    entry_name_ = name;
    NodePtr value = read_expression(kAny);
    entry_name_.clear();
    fields.push_back({name, value->type});
    const std::uint32_t slot = declare(name, value->type);
    context.parts.push_back({std::move(name), slot, std::move(value)});
    if (!skip(TokenKind::kComma)) break;
  }
  range_ends_ = outer_ends;
  if (!expect(TokenKind::kRightBrace, "}")) return nothing(at);
  if (duplicate) return duplicate;
  return make(at, std::move(context), Type::context_of(std::move(fields)));
}

// The name of the context entry a function stands in is known in its body: it may call itself.
std::uint32_t Parser::declare_self(const std::string& name, const FunctionLiteral& function) {
  if (name.empty()) return 0;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.name == name) return frames_.back().size++;
  }
  return declare(name, Type::simple(TypeKind::kFunction));
}

// function(a: number, b) body
NodePtr Parser::read_function() {
  const std::uint32_t at = peek().at;
  ++position_;
  if (!expect(TokenKind::kLeftParen, "(")) return nothing(at);
  FunctionLiteral function;
  const std::string entry_name = std::exchange(entry_name_, {});
  frames_.emplace_back();
  while (!failed_ && peek().kind != TokenKind::kRightParen) {
    std::string name;
    while (peek().kind == TokenKind::kName || peek().kind == TokenKind::kNumber) {
      name += (name.empty() ? "" : " ") + std::string(text_of(peek()));
      ++position_;
    }
    if (name.empty()) syntax_error(peek(), "the name of a parameter is expected");
    Type type = skip(TokenKind::kColon) ? read_type() : Type::any();
    declare(name, type);
    function.parameters.push_back({std::move(name), std::move(type)});
    if (!skip(TokenKind::kComma)) break;
  }
  if (expect(TokenKind::kRightParen, ")")) {
    if (at_word("external")) {
      report("feel.not_supported", "External functions are not supported.", peek().at);
    }
    const int outer_ends = std::exchange(range_ends_, 0);
    const std::uint32_t self = declare_self(entry_name, function);
    function.body = read_expression(kAny);
    if (!entry_name.empty() && reads_local(*function.body, self)) function.self = self;
    range_ends_ = outer_ends;
  } else {
    function.body = nothing(at);
  }
  function.captured = std::move(frames_.back().captured);
  function.frame_size = frames_.back().size;
  frames_.pop_back();
  Type type = Type::simple(TypeKind::kFunction);
  for (const FunctionParameter& parameter : function.parameters) {
    type.of.push_back(parameter.type);
    type.fields.push_back({parameter.name, parameter.type});
  }
  type.of.push_back(function.body->type);
  return make(at, std::move(function), std::move(type));
}

// Iterator variables: x in list, y in 1..5
std::vector<Iterator> Parser::read_iterators() {
  std::vector<Iterator> iterators;
  do {
    const std::string name = read_name_until("in", TokenKind::kComma);
    if (!expect_word("in")) return iterators;
    Iterator iterator;
    iterator.from = read_expression(kAny);
    Type item = Type::any();
    if (skip(TokenKind::kDotDot)) {
      iterator.to = read_expression(kAny);
      item = iterator.from->type;
    } else if (!iterator.from->type.of.empty()) {
      item = iterator.from->type.of.front();
    }
    iterator.slot = declare(name, std::move(item));
    iterators.push_back(std::move(iterator));
  } while (skip(TokenKind::kComma));
  return iterators;
}

// `name :` at the start of an argument.
std::optional<std::string> Parser::read_argument_name() {
  std::size_t ahead = 0;
  std::string name;
  while (peek(ahead).kind == TokenKind::kName || peek(ahead).kind == TokenKind::kNumber) {
    name += (name.empty() ? "" : " ") + std::string(text_of(peek(ahead)));
    ++ahead;
  }
  if (ahead == 0 || peek(ahead).kind != TokenKind::kColon) return std::nullopt;
  position_ += ahead + 1;
  return name;
}

NodePtr Parser::read_call(NodePtr left, const Row& /*row*/) {
  const std::uint32_t at = left->at;
  ++position_;
  const int outer_ends = std::exchange(range_ends_, 0);
  Call call;
  bool mixed = false;
  std::uint32_t mixed_at = 0;
  while (!failed_ && peek().kind != TokenKind::kRightParen) {
    const std::uint32_t argument_at = peek().at;
    auto name = read_argument_name();
    mixed = mixed || (name.has_value() == call.names.empty() && !call.arguments.empty());
    if (mixed && mixed_at == 0) mixed_at = argument_at;
    call.arguments.push_back(read_expression(kAny));
    if (name) call.names.push_back(std::move(*name));
    if (!skip(TokenKind::kComma)) break;
  }
  range_ends_ = outer_ends;
  if (!expect(TokenKind::kRightParen, ")")) return nothing(at);
  if (mixed) {
    return trouble("feel.wrong_arguments", "Either all arguments have names or none has.",
                   mixed_at);
  }
  if (const auto* builtin = std::get_if<BuiltinName>(&left->form)) {
    return make_builtin_call(*builtin->builtin, std::move(call.arguments), std::move(call.names),
                             at);
  }
  call.callee = std::move(left);
  if (NodePtr wrong = check_call(call, at)) return wrong;
  const Type& callee = call.callee->type;
  const bool known = callee.kind == TypeKind::kFunction && !callee.of.empty();
  Type result = known ? callee.of.back() : Type::any();
  return make(at, std::move(call), std::move(result));
}

namespace {

// The places of named arguments among the parameters; nullopt if they do not fit.
std::optional<std::vector<std::size_t>> places_of(const Overload& overload,
                                                  const std::vector<std::string>& names) {
  std::vector<std::size_t> places;
  std::vector<bool> taken(overload.parameters.size());
  for (const std::string& name : names) {
    std::size_t place = 0;
    while (place < taken.size() && overload.parameters[place].name != name) ++place;
    if (place == taken.size() || taken[place]) return std::nullopt;
    taken[place] = true;
    places.push_back(place);
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const BuiltinParameter& parameter = overload.parameters[i];
    if (!taken[i] && !parameter.optional && !parameter.rest) return std::nullopt;
  }
  return places;
}

bool is_in_order(const Overload& overload, const std::vector<std::string>& names) {
  const auto places = places_of(overload, names);
  return places && std::is_sorted(places->begin(), places->end());
}

// The overload takes these names, and no other takes them in the order in which they stand.
bool fits_best(const Builtin& builtin, const Overload& overload,
               const std::vector<std::string>& names) {
  if (!places_of(overload, names)) return false;
  if (is_in_order(overload, names)) return true;
  return std::none_of(builtin.overloads.begin(), builtin.overloads.end(),
                      [&](const Overload& other) { return is_in_order(other, names); });
}

std::string usage_of(const Builtin& builtin) {
  std::string usage;
  for (const Overload& overload : builtin.overloads) {
    usage += (usage.empty() ? "" : " or ") + std::string(builtin.name) + "(";
    for (std::size_t i = 0; i < overload.parameters.size(); ++i) {
      const BuiltinParameter& parameter = overload.parameters[i];
      usage += (i == 0 ? "" : ", ") + std::string(parameter.name);
      usage += parameter.rest ? "…" : parameter.optional ? "?" : "";
    }
    usage += ")";
  }
  return usage;
}

}  // namespace

NodePtr Parser::make_builtin_call(const Builtin& builtin, std::vector<NodePtr> arguments,
                                  std::vector<std::string> names, std::uint32_t at) {
  for (const Overload& overload : builtin.overloads) {
    const Type result = Type::simple(overload.row->result);
    if (names.empty() && overload.accepts_count(arguments.size())) {
      BuiltinCall call{&builtin, &overload, std::move(arguments)};
      check_arguments(call);
      return fold(make(at, std::move(call), result));
    }
    // Two overloads may have the same names in another order: before(point, range).
    if (names.empty() || !fits_best(builtin, overload, names)) continue;
    const auto places = places_of(overload, names);
    std::vector<NodePtr> placed(overload.parameters.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      placed[(*places)[i]] = std::move(arguments[i]);
    }
    BuiltinCall call{&builtin, &overload, std::move(placed)};
    check_arguments(call);
    return fold(make(at, std::move(call), result));
  }
  return trouble("feel.wrong_arguments",
                 "The arguments do not fit: it is called as " + usage_of(builtin) + ".", at);
}

// Constructors of temporal values with literal arguments are literals themselves: read once.
NodePtr Parser::fold(NodePtr node) {
  const auto& call = std::get<BuiltinCall>(node->form);
  const std::string_view name = call.builtin->name;
  if (name != "date" && name != "time" && name != "date and time" && name != "duration") {
    return node;
  }
  std::vector<Value> arguments;
  for (const NodePtr& argument : call.arguments) {
    const auto* literal = argument ? std::get_if<Literal>(&argument->form) : nullptr;
    if (argument && literal == nullptr) return node;
    arguments.push_back(literal == nullptr ? Value() : literal->value);
  }
  if (arguments.size() != call.overload->parameters.size()) return node;
  EvaluationContext context;
  const Invocation place({}, context, &source_, node->at);
  Value value = invoke(*call.builtin, *call.overload, arguments, place);
  if (value.is_null()) return node;
  if (value.kind() == Kind::kYearsMonths) node->type = Type::simple(TypeKind::kYearsMonths);
  if (value.kind() == Kind::kDaysTime) node->type = Type::simple(TypeKind::kDaysTime);
  node->form = Literal{std::move(value)};
  node->height = 1;
  return node;
}

// A type: `list<number>`, `context<a: string>`, `function<number> -> string`, a built-in name, or
// one the Scope declares.
Type Parser::read_type() {
  if (++depth_ > kParseDepthMax) {
    report("feel.too_deep", "The type nests more than 500 levels deep.", peek().at);
    failed_ = true;
    position_ = tokens_.size() - 1;
    --depth_;
    return Type::any();
  }
  const std::uint32_t at = peek().at;
  std::string longest;
  std::string name;
  std::size_t longest_count = 0;
  for (std::size_t ahead = 0; ahead < 8; ++ahead) {
    const Token& token = peek(ahead);
    if (token.kind == TokenKind::kDot) {
      name += ".";
      continue;
    }
    if (token.kind != TokenKind::kName && token.kind != TokenKind::kNumber) break;
    name += (name.empty() || name.back() == '.' ? "" : " ") + std::string(text_of(token));
    bool found = false;
    Type::from_name(name, &found);
    if (found || scope_.find_type(name) != nullptr) {
      longest = name;
      longest_count = ahead + 1;
    }
  }
  Type type;
  if (longest_count == 0) {
    if (name.empty()) {
      syntax_error(peek(), "the name of a type is expected");
    } else {
      const std::string nearest = nearest_name(name, Type::names());
      trouble("feel.unknown_type",
              "There is no type '" + name + "'." +
                  (nearest.empty() ? "" : " Did you mean '" + nearest + "'?"),
              at);
      while (peek().kind == TokenKind::kName && !ends_an_expression(peek().text)) ++position_;
    }
  } else {
    position_ += longest_count;
    const Type* declared = scope_.find_type(longest);
    type = read_type_arguments(declared != nullptr ? *declared : Type::from_name(longest));
  }
  --depth_;
  return type;
}

Type Parser::read_type_arguments(Type type) {
  const bool has_arguments = peek().kind == TokenKind::kLess;
  if (!has_arguments || !type.of.empty() || !type.fields.empty()) return type;
  if (type.kind == TypeKind::kList || type.kind == TypeKind::kRange) {
    ++position_;
    type.of.push_back(read_type());
    expect(TokenKind::kGreater, ">");
  } else if (type.kind == TypeKind::kContext) {
    ++position_;
    do {
      std::string name = read_name_until({}, TokenKind::kColon);
      if (!expect(TokenKind::kColon, ":")) return type;
      type.fields.push_back({std::move(name), read_type()});
    } while (skip(TokenKind::kComma));
    expect(TokenKind::kGreater, ">");
  } else if (type.kind == TypeKind::kFunction) {
    ++position_;
    while (!failed_ && peek().kind != TokenKind::kGreater) {
      type.of.push_back(read_type());
      if (!skip(TokenKind::kComma)) break;
    }
    if (!expect(TokenKind::kGreater, ">") || !expect(TokenKind::kArrow, "->")) return type;
    type.of.push_back(read_type());
  }
  return type;
}

}  // namespace alternat::feel
