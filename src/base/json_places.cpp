// SPDX-License-Identifier: EUPL-1.2
#include "base/json_places.h"

#include <vector>

#include "base/text.h"

namespace alternat {

namespace {

// One open object or list on the way to the value in hand.
struct Level {
  bool is_list = false;
  std::size_t items = 0;
  std::string path;
  std::string key;  // of an object: the key whose value is next
};

class Walk {
 public:
  Walk(std::string_view text, const std::string& file) : text_(text), lines_(text, file) {}

  JsonPlaces run() {
    while (at_ < text_.size()) step();
    return std::move(places_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"') return string();
    if (c == '{' || c == '[') return open(c == '[');
    if (c == '}' || c == ']') {
      if (!levels_.empty()) levels_.pop_back();
    } else if (c == ',') {
      if (!levels_.empty()) {
        ++levels_.back().items;
        levels_.back().key.clear();
      }
    } else if (c != ':' && c > ' ') {
      begin_value();
      while (at_ + 1 < text_.size() && is_plain(text_[at_ + 1])) ++at_;
    }
    ++at_;
  }

  static bool is_plain(char c) {
    return c > ' ' && std::string_view(",:]}[{\"").find(c) == std::string_view::npos;
  }

  std::string path_here() const {
    if (levels_.empty()) return {};
    const Level& level = levels_.back();
    if (level.is_list) return level.path + "[" + std::to_string(level.items) + "]";
    return level.path.empty() ? level.key : level.path + "." + level.key;
  }

  // An item of a list is where its value begins; a member of an object where its key does.
  void begin_value() {
    if (!levels_.empty() && levels_.back().is_list)
      places_.emplace(path_here(), lines_.span_at(at_));
  }

  void open(bool is_list) {
    begin_value();
    levels_.push_back({is_list, 0, path_here(), {}});
    ++at_;
  }

  void string() {
    const std::size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const std::size_t end = std::min(at_, text_.size());
    at_ = end + 1;
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (level.is_list) {
      places_.emplace(path_here(), lines_.span_at(start));
    } else if (level.key.empty()) {
      level.key = std::string(text_.substr(start + 1, end - start - 1));
      places_.emplace(path_here(), lines_.span_at(start));
    }
  }

  std::string_view text_;
  LineIndex lines_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  JsonPlaces places_;
};

}  // namespace

JsonPlaces places_in_json(std::string_view text, const std::string& file) {
  return Walk(text, file).run();
}

}  // namespace alternat
