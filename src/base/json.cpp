// SPDX-License-Identifier: EUPL-1.2
// Reading JSON (RFC 8259) event by event: duplicate keys and deep nesting are refused with the
// place.
#include "base/json.h"

#include <cstddef>
#include <iterator>
#include <optional>
#include <vector>

#include "base/text.h"

namespace alternat {

namespace {

constexpr std::size_t kLevelsMax = 200;

// Walks the text and leaves in `consumed` how far the reader beneath has come.
struct CountingIterator {
  using difference_type = std::ptrdiff_t;
  using value_type = char;
  using pointer = const char*;
  using reference = const char&;
  using iterator_category = std::forward_iterator_tag;

  const char* at = nullptr;
  const char** consumed = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    if (consumed != nullptr) *consumed = at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& left, const CountingIterator& right) {
    return left.at == right.at;
  }
};

class JsonBuilder final : public nlohmann::json_sax<Json> {
 public:
  JsonBuilder(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  const char** consumed() { return &consumed_; }
  Json take() { return std::move(root_); }
  const std::optional<Error>& error() const { return error_; }

  bool null() override { return put(Json(nullptr)) != nullptr; }
  bool boolean(bool value) override { return put(Json(value)) != nullptr; }
  bool number_integer(number_integer_t value) override { return put(Json(value)) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return put(Json(value)) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override {
    return put(Json(value)) != nullptr;
  }
  bool string(string_t& value) override { return put(Json(std::move(value))) != nullptr; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& value) override {
    Json& object = *open_.back();
    if (object.contains(value)) {
      return fail("json.duplicate_key", "The key \"" + value + "\" stands twice in one object",
                  start_of_string());
    }
    slot_ = &object[value];
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    const std::size_t offset = position == 0 ? 0 : position - 1;
    if (offset >= text_.size()) {
      return fail("json.malformed", "The JSON ends too early", text_.size());
    }
    const bool is_plain = text_[offset] > ' ' && text_[offset] < '\x7f';
    const std::string what = is_plain ? "'" + std::string(1, text_[offset]) + "' is"
                                      : std::string("what stands here is");
    return fail("json.malformed", "This is not JSON: " + what + " not expected", offset);
  }

 private:
  // Keeps the value where it belongs; containers do not move while an inner one is open.
  Json* put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    *slot_ = std::move(value);
    return slot_;
  }

  bool open(Json container) {
    if (open_.size() == kLevelsMax) {
      const auto offset = static_cast<std::size_t>(consumed_ - text_.data());
      return fail("json.too_deep", "The JSON is nested deeper than 200 levels", offset - 1);
    }
    open_.push_back(put(std::move(container)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // Offset of the opening quote of the string that was read last.
  std::size_t start_of_string() const {
    auto offset = static_cast<std::size_t>(consumed_ - text_.data()) - 1;
    while (offset > 0) {
      --offset;
      if (text_[offset] != '"') continue;
      std::size_t backslashes = 0;
      while (backslashes < offset && text_[offset - 1 - backslashes] == '\\') ++backslashes;
      if (backslashes % 2 == 0) break;
    }
    return offset;
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
  const char* consumed_ = text_.data();
  Json root_;
  std::vector<Json*> open_;
  Json* slot_ = nullptr;
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view name) {
  JsonBuilder builder(text, name);
  const CountingIterator first{text.data(), builder.consumed()};
  const CountingIterator last{text.data() + text.size(), nullptr};
  if (!Json::sax_parse(first, last, &builder)) return *builder.error();
  return builder.take();
}

}  // namespace alternat
