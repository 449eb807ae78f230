// SPDX-License-Identifier: EUPL-1.2
// The functions of FEEL that the generator uses, each from its row of DMN 1.5 clause 10.3.4.
#include "base/assert.h"
#include "differential/evaluate.h"

namespace alternat::differential {
namespace {

using Arguments = std::vector<Naive>;

// Code points: bytes that do not continue one.
std::vector<std::string> points(const std::string& text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) result.emplace_back();
    result.back() += c;
  }
  return result;
}

std::string changed_case(const std::string& text, bool upper) {
  std::string result;
  for (std::string c : points(text)) {
    if (upper && c >= "a" && c <= "z") c[0] = static_cast<char>(c[0] - 'a' + 'A');
    if (!upper && c >= "A" && c <= "Z") c[0] = static_cast<char>(c[0] - 'A' + 'a');
    if (c == "ü" || c == "Ü") c = upper ? "Ü" : "ü";
    result += c;
  }
  return result;
}

// The whole number a value is, small enough for positions.
std::optional<long long> whole(const Naive& value) {
  if (!value.is_number()) return std::nullopt;
  return value.number.to_int();
}

// Several arguments are a list of them.
Arguments spread(const Arguments& arguments) {
  return arguments.size() == 1 && arguments[0].is_list() ? arguments[0].items : arguments;
}

Naive extreme(const Arguments& items, int wanted) {
  if (items.empty()) return null_value();
  Naive best = items[0];
  for (const Naive& item : items) {
    const std::optional<int> sign = order(item, best);
    if (!sign) return null_value();
    if (*sign == wanted) best = item;
  }
  return best;
}

Naive total(const Arguments& items) {
  if (items.empty()) return null_value();
  Naive sum = whole_value(0);
  for (const Naive& item : items) {
    if (!item.is_number() || !sum.is_number()) return null_value();
    sum = number_value(sum.number.plus(item.number));
  }
  return sum;
}

Naive sublist(const Arguments& a) {
  const auto start = whole(a[1]);
  const auto size = static_cast<long long>(a[0].items.size());
  if (!a[0].is_list() || !start || *start == 0 || *start > size || *start < -size)
    return null_value();
  const long long first = *start > 0 ? *start - 1 : size + *start;
  long long count = size - first;
  if (a.size() > 2) {
    const auto wanted = whole(a[2]);
    if (!wanted || *wanted < 1 || *wanted > count) return null_value();
    count = *wanted;
  }
  const auto from = a[0].items.begin() + first;
  return list_value(Arguments(from, from + count));
}

Naive substring(const Arguments& a) {
  const auto start = whole(a[1]);
  if (a[0].kind != Kind::kString || !start || *start == 0) return null_value();
  const std::vector<std::string> all = points(a[0].text);
  const auto size = static_cast<long long>(all.size());
  if (*start > size + 1 || *start < -size) return null_value();
  const long long first = *start > 0 ? *start - 1 : size + *start;
  long long last = size;
  if (a.size() > 2) {
    const auto length = whole(a[2]);
    if (!length || *length < 1) return null_value();
    last = std::min(size, first + *length);
  }
  std::string text;
  for (long long i = std::max(first, 0LL); i < last; ++i) text += all[static_cast<std::size_t>(i)];
  return text_value(text);
}

Naive on_strings(const std::string& name, const std::string& a, const std::string& b) {
  if (name == "contains") return truth_value(a.find(b) != std::string::npos);
  if (name == "starts with") return truth_value(a.compare(0, b.size(), b) == 0);
  if (name == "ends with")
    return truth_value(a.size() >= b.size() && a.substr(a.size() - b.size()) == b);
  const std::size_t at = a.find(b);
  if (name == "substring before") return text_value(at == std::string::npos ? "" : a.substr(0, at));
  return text_value(at == std::string::npos ? "" : a.substr(at + b.size()));
}

Naive on_list(const std::string& name, const Arguments& a) {
  if (!a[0].is_list()) return null_value();
  const Arguments& items = a[0].items;
  Arguments result;
  if (name == "count") return whole_value(static_cast<long long>(items.size()));
  if (name == "reverse") return list_value(Arguments(items.rbegin(), items.rend()));
  if (name == "list contains") {
    for (const Naive& item : items)
      if (equal(item, a[1]).is_true()) return truth_value(true);
    return truth_value(false);
  }
  if (name == "index of") {
    for (std::size_t i = 0; i < items.size(); ++i)
      if (equal(items[i], a[1]).is_true()) result.push_back(whole_value(static_cast<int>(i) + 1));
    return list_value(result);
  }
  if (name == "append") {
    result = items;
    result.insert(result.end(), a.begin() + 1, a.end());
    return list_value(result);
  }
  if (name == "distinct values") {
    for (const Naive& item : items) {
      bool seen = false;
      for (const Naive& other : result) seen = seen || equal(item, other).is_true();
      if (!seen) result.push_back(item);
    }
    return list_value(result);
  }
  ALTERNAT_ASSERT(name == "all" || name == "any");
  Naive verdict = truth_value(name == "all");
  for (const Naive& item : items)
    verdict = name == "all" ? both(verdict, item) : either(verdict, item);
  return verdict;
}

Naive on_numbers(const std::string& name, const Arguments& a) {
  for (const Naive& argument : a)
    if (!argument.is_number()) return null_value();
  const Decimal& x = a[0].number;
  if (name == "abs") return number_value(x.is_negative() ? x.negated() : x);
  if (name == "floor") return number_value(x.rounded(0, Decimal::Rounding::kFloor));
  if (name == "ceiling") return number_value(x.rounded(0, Decimal::Rounding::kCeiling));
  if (name == "decimal") {
    const auto scale = whole(a[1]);
    if (!scale) return null_value();
    return number_value(x.rounded(static_cast<int>(*scale), Decimal::Rounding::kHalfEven));
  }
  ALTERNAT_ASSERT(name == "date");
  const auto year = whole(a[0]), month = whole(a[1]), day = whole(a[2]);
  if (!year || !month || !day || !is_day(*year, *month, *day)) return null_value();
  return date_value({static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)});
}

}  // namespace

Naive builtin(const std::string& name, const Arguments& a) {
  if (name == "not") return opposite(a[0]);
  if (name == "min") return extreme(spread(a), -1);
  if (name == "max") return extreme(spread(a), 1);
  if (name == "sum") return total(spread(a));
  if (name == "sublist") return sublist(a);
  if (name == "substring") return substring(a);
  if (name == "concatenate") {
    Arguments all;
    for (const Naive& list : a) {
      if (!list.is_list()) return null_value();
      all.insert(all.end(), list.items.begin(), list.items.end());
    }
    return list_value(all);
  }
  if (name == "string") {
    if (a[0].is_null()) return null_value();
    std::string text = a[0].kind == Kind::kString ? a[0].text : print(a[0]);
    if (a[0].kind == Kind::kDate) text = text.substr(6, 10);
    return text_value(text);
  }
  const bool is_string = a[0].kind == Kind::kString;
  if (name == "string length")
    return is_string ? whole_value(static_cast<long long>(points(a[0].text).size())) : null_value();
  if (name == "upper case" || name == "lower case")
    return is_string ? text_value(changed_case(a[0].text, name == "upper case")) : null_value();
  if (name == "contains" || name == "starts with" || name == "ends with" ||
      name == "substring before" || name == "substring after") {
    if (!is_string || a[1].kind != Kind::kString) return null_value();
    return on_strings(name, a[0].text, a[1].text);
  }
  if (name == "abs" || name == "floor" || name == "ceiling" || name == "decimal" || name == "date")
    return on_numbers(name, a);
  return on_list(name, a);
}

}  // namespace alternat::differential
