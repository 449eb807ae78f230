// SPDX-License-Identifier: EUPL-1.2
// A reader of RFC 8259 by recursive descent.
#include "decisions/feel/json_text.h"

#include <charconv>
#include <optional>

#include "base/text.h"
#include "decisions/feel/convert.h"

namespace alternat::feel {

namespace {

constexpr int kLevelsMax = 200;

Json binary_of(std::string_view text) {
  return Json::binary(Json::binary_t::container_type(text.begin(), text.end()));
}

std::string_view text_of(const Json& binary) {
  const auto& bytes = binary.get_binary();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class ExactReader {
 public:
  ExactReader(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  Result<Json> run() {
    Json json;
    skip_space();
    if (!value(json, 0)) return *error_;
    skip_space();
    if (at_ != text_.size()) {
      unexpected();
      return *error_;
    }
    return json;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  bool value(Json& into, int level) {
    if (level > kLevelsMax) {
      return fail("json.too_deep", "The JSON is nested deeper than 200 levels", at_);
    }
    const char c = peek();
    if (c == '{') return object(into, level);
    if (c == '[') return array(into, level);
    if (c == '-' || (c >= '0' && c <= '9')) return number(into);
    std::string text;
    if (c == '"') {
      if (!string(text)) return false;
      into = std::move(text);
      return true;
    }
    if (word("true")) {
      into = true;
    } else if (word("false")) {
      into = false;
    } else if (word("null")) {
      into = nullptr;
    } else {
      return unexpected();
    }
    return true;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  bool object(Json& into, int level) {
    into = Json::object();
    ++at_;
    skip_space();
    if (peek() == '}') return ++at_ != 0;
    while (true) {
      skip_space();
      const std::size_t key_at = at_;
      std::string key;
      if (peek() != '"') return unexpected();
      if (!string(key)) return false;
      if (into.contains(key)) {
        return fail("json.duplicate_key", "The key \"" + key + "\" stands twice in one object",
                    key_at);
      }
      skip_space();
      if (peek() != ':') return unexpected();
      ++at_;
      skip_space();
      if (!value(into[key], level + 1)) return false;
      skip_space();
      if (peek() == '}') return ++at_ != 0;
      if (peek() != ',') return unexpected();
      ++at_;
    }
  }

  bool array(Json& into, int level) {
    into = Json::array();
    ++at_;
    skip_space();
    if (peek() == ']') return ++at_ != 0;
    while (true) {
      skip_space();
      Json item;
      if (!value(item, level + 1)) return false;
      into.push_back(std::move(item));
      skip_space();
      if (peek() == ']') return ++at_ != 0;
      if (peek() != ',') return unexpected();
      ++at_;
    }
  }

  std::size_t digits() {
    const std::size_t start = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ - start;
  }

  bool number(Json& into) {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    const bool zero_first = peek() == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (zero_first && whole > 1)) return unexpected();
    bool is_whole = true;
    if (peek() == '.') {
      is_whole = false;
      ++at_;
      if (digits() == 0) return unexpected();
    }
    if (peek() == 'e' || peek() == 'E') {
      is_whole = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (digits() == 0) return unexpected();
    }
    const std::string_view written = text_.substr(start, at_ - start);
    std::int64_t integer = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), integer);
    const bool fits = is_whole && read.ec == std::errc();
    into = fits ? Json(integer) : binary_of(written);
    return true;
  }

  // The bytes between the quotes are handed to the library, which knows escapes and UTF-8.
  bool string(std::string& into) {
    const std::size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      at_ = text_.size();
      return unexpected();
    }
    ++at_;
    const Json read = Json::parse(text_.substr(start, at_ - start), nullptr, false);
    if (!read.is_string()) {
      return fail("json.malformed", "This is not JSON: the string is not well formed", start);
    }
    into = read.get<std::string>();
    return true;
  }

  bool unexpected() {
    if (at_ >= text_.size()) {
      return fail("json.malformed", "The JSON ends too early", text_.size());
    }
    const char c = text_[at_];
    const std::string what = c > ' ' && c < '\x7f' ? "'" + std::string(1, c) + "' is"
                                                   : std::string("what stands here is");
    return fail("json.malformed", "This is not JSON: " + what + " not expected", at_);
  }

  bool fail(std::string code, const std::string& message, std::size_t offset) {
    const SourceSpan span = LineIndex(text_, std::string(name_)).span_at(offset);
    error_ = Error{Fault::kMalformed,
                   std::move(code),
                   message + " (" + span.file + ", line " + std::to_string(span.line) +
                       ", column " + std::to_string(span.column) + ").",
                   {span}};
    return false;
  }

  std::string_view text_;
  std::string_view name_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

void append(const Json& json, std::size_t indent, std::string& text) {
  if (json.is_binary()) {
    text += text_of(json);
    return;
  }
  if (!json.is_structured() || json.empty()) {
    text += json.dump();
    return;
  }
  const std::string inner(indent + 2, ' ');
  text += json.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    text += (first ? "\n" : ",\n") + inner;
    if (json.is_object()) text += Json(key).dump() + ": ";
    append(value, indent + 2, text);
    first = false;
  }
  text += "\n" + std::string(indent, ' ') + (json.is_object() ? "}" : "]");
}

}  // namespace

Result<Json> parse_json_exact(std::string_view text, std::string_view name) {
  return ExactReader(text, name).run();
}

std::string dump_json_exact(const Json& json) {
  std::string text;
  append(json, 0, text);
  return text;
}

Json to_json_exact(const Value& value) {
  if (value.is_number()) {
    if (const auto whole = value.number().to_int()) return Json(*whole);
    return binary_of(value.number().to_text());
  }
  if (value.is_list()) {
    Json list = Json::array();
    for (const Value& item : value.items()) list.push_back(to_json_exact(item));
    return list;
  }
  if (value.is_context()) {
    Json object = Json::object();
    for (const Value::Entry& entry : value.entries()) {
      object[entry.name] = to_json_exact(entry.value);
    }
    return object;
  }
  return to_json(value);
}

}  // namespace alternat::feel
