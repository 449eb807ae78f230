// SPDX-License-Identifier: EUPL-1.2
// Names: the longest declared name at the place wins (DMN 1.5 clause 10.3.1.2, "a name that
// contains another"); from the inside out: locals, entries of filtered items, the Scope, the
// library.
#include "decisions/feel/parser.h"

namespace alternat::feel {

namespace {

bool is_temporal(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kTime || kind == TypeKind::kDateTime ||
         kind == TypeKind::kYearsMonths || kind == TypeKind::kDaysTime;
}

TypeKind property_type(TypeKind owner, std::string_view name) {
  if (!is_temporal(owner)) return TypeKind::kAny;
  if (name == "time offset") return TypeKind::kDaysTime;
  return name == "timezone" ? TypeKind::kString : TypeKind::kNumber;
}

}  // namespace

bool ends_an_expression(std::string_view word) {
  for (const std::string_view keyword :
       {"then", "else", "return", "satisfies", "in", "and", "or", "between", "instance"}) {
    if (word == keyword) return true;
  }
  return false;
}

std::uint32_t Parser::declare(std::string_view name, Type type) {
  Frame& frame = frames_.back();
  const std::uint32_t slot = frame.size++;
  frame.locals.push_back({std::string(name), std::move(type), slot, false});
  return slot;
}

// How many tokens from here on spell the name; 0 if they do not. White space does not count.
std::size_t Parser::tokens_matched(std::string_view name) const {
  if (name.empty() || !name.starts_with(text_of(peek()))) return 0;
  const std::vector<std::string> parts = split_name(name);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (peek(i).kind == TokenKind::kEnd || text_of(peek(i)) != parts[i]) return 0;
  }
  return parts.size();
}

void Parser::try_match(std::string_view name, NameMatch& best) const {
  const std::size_t count = tokens_matched(name);
  if (count > best.token_count) best = {std::string(name), count};
}

std::optional<Parser::NameMatch> Parser::longest_match() const {
  NameMatch best;
  for (const Frame& frame : frames_) {
    for (const Local& local : frame.locals) {
      if (local.is_filter_item) {
        for (const Type::Field& field : local.type.fields) try_match(field.name, best);
      } else {
        try_match(local.name, best);
      }
    }
  }
  for (const Scope::Name& name : scope_.names()) try_match(name.name, best);
  for (const std::string& name : builtin_names()) try_match(name, best);
  if (best.token_count == 0) return std::nullopt;
  return best;
}

// The words that stand together here, as one name.
std::string Parser::join_words() const {
  std::string name;
  for (std::size_t ahead = 0; peek(ahead).kind == TokenKind::kName; ++ahead) {
    if (ahead > 0 && ends_an_expression(peek(ahead).text)) break;
    name += (ahead == 0 ? "" : " ") + std::string(peek(ahead).text);
  }
  return name;
}

NodePtr Parser::read_name() {
  const std::uint32_t at = peek().at;
  if (const auto match = longest_match()) {
    position_ += match->token_count;
    return resolve(*match, at);
  }
  const std::string name = join_words();
  position_ += tokens_matched(name);
  return resolve_in_filters(name, at);
}

// `?`: the input of unary tests, or what stands before `in`.
NodePtr Parser::read_input() {
  const std::uint32_t at = peek().at;
  if (!longest_match()) {
    ++position_;
    return trouble("feel.unknown_name", "'?' has a meaning only in unary tests.", at);
  }
  ++inputs_;
  return read_name();
}

// The variable as the innermost function sees it; captured on the way in.
Variable Parser::reach(std::size_t frame, Variable variable) {
  const bool of_scope = variable.where == Variable::Where::kScope;
  for (std::size_t i = of_scope ? 1 : frame + 1; i < frames_.size(); ++i) {
    Frame& inner = frames_[i];
    const auto known = std::find_if(
        inner.captured.begin(), inner.captured.end(), [&](const FunctionLiteral::Capture& each) {
          return each.from.where == variable.where && each.from.index == variable.index;
        });
    const bool is_new = known == inner.captured.end();
    const std::uint32_t slot = is_new ? inner.size++ : known->slot;
    if (is_new) inner.captured.push_back({variable, slot});
    variable = {Variable::Where::kLocal, slot};
  }
  return variable;
}

NodePtr Parser::resolve(const NameMatch& match, std::uint32_t at) {
  std::vector<Variable> items;
  const auto found = [&](Variable variable, const Type& type) {
    NodePtr node = make(at, variable, type);
    if (items.empty()) return node;
    return make(at, Member{match.name, std::move(items), std::move(node)});
  };
  for (std::size_t frame = frames_.size(); frame-- > 0;) {
    const auto& locals = frames_[frame].locals;
    for (std::size_t i = locals.size(); i-- > 0;) {
      const Local local = locals[i];
      const Variable here = local.variable();
      if (!local.is_filter_item) {
        if (local.name == match.name) return found(reach(frame, here), local.type);
        continue;
      }
      if (const Type* field = local.type.find_field(match.name)) {
        NodePtr item = make(at, reach(frame, here), local.type);
        return make(at, Path{std::move(item), match.name}, *field);
      }
      const bool may_have = local.type.is_any() ||
                            (local.type.kind == TypeKind::kContext && local.type.fields.empty());
      if (may_have) items.push_back(reach(frame, here));
    }
  }
  if (const auto slot = scope_.find_slot(match.name)) {
    const Variable variable = reach(0, {Variable::Where::kScope, *slot});
    return found(variable, scope_.names()[*slot].type);
  }
  const Builtin* builtin = find_builtin(match.name);
  NodePtr node = make(at, BuiltinName{builtin}, Type::simple(TypeKind::kFunction));
  if (items.empty() || peek().kind == TokenKind::kLeftParen) return node;
  return make(at, Member{match.name, std::move(items), std::move(node)});
}

// A name that nothing declares may still be an entry of the items around.
NodePtr Parser::resolve_in_filters(const std::string& name, std::uint32_t at) {
  std::vector<Variable> items;
  for (std::size_t frame = frames_.size(); frame-- > 0;) {
    const auto& locals = frames_[frame].locals;
    for (std::size_t i = locals.size(); i-- > 0;) {
      const Local local = locals[i];
      const bool may_have =
          local.is_filter_item && (local.type.is_any() || local.type.kind == TypeKind::kContext);
      if (may_have) items.push_back(reach(frame, local.variable()));
    }
  }
  if (items.empty()) return unknown_name(name, at);
  return make(at, Member{name, std::move(items), nullptr});
}

std::vector<std::string> Parser::visible_names() const {
  std::vector<std::string> names;
  for (const Frame& frame : frames_) {
    for (const Local& local : frame.locals) {
      if (!local.is_filter_item && local.name != "?") names.push_back(local.name);
    }
  }
  for (const Scope::Name& name : scope_.names()) names.push_back(name.name);
  names.insert(names.end(), builtin_names().begin(), builtin_names().end());
  return names;
}

NodePtr Parser::unknown_name(const std::string& name, std::uint32_t at) {
  std::string message = "There is no name '" + name + "' here.";
  const std::string nearest = nearest_name(name, visible_names());
  if (!nearest.empty()) message += " Did you mean '" + nearest + "'?";
  return trouble("feel.unknown_name", std::move(message), at);
}

// e.name: an entry of a context, of every context of a list, or a property (DMN 1.5 table 65).
NodePtr Parser::read_path(NodePtr left, const Row& /*row*/) {
  ++position_;
  const std::uint32_t at = left->at;
  const std::uint32_t name_at = peek().at;
  const bool is_list = left->type.kind == TypeKind::kList && !left->type.of.empty();
  const Type& owner = is_list ? left->type.of.front() : left->type;
  NameMatch match;
  for (const Type::Field& field : owner.fields) try_match(field.name, match);
  for (const std::string_view name : {"time offset", "start included", "end included"}) {
    if (match.token_count == 0) try_match(name, match);
  }
  if (match.token_count == 0 && peek().kind == TokenKind::kName) {
    match.name = join_words();
    match.token_count = tokens_matched(match.name);
  }
  if (match.token_count == 0) {
    syntax_error(peek(), "a name is expected after '.'");
    return nothing(at);
  }
  position_ += match.token_count;
  const Type* field = owner.find_field(match.name);
  if (field == nullptr) check_member(owner, match.name, name_at);
  Type type = field != nullptr ? *field : Type::simple(property_type(owner.kind, match.name));
  if (is_list) type = Type::list_of(std::move(type));
  return make(at, Path{std::move(left), std::move(match.name)}, std::move(type));
}

}  // namespace alternat::feel
