// SPDX-License-Identifier: EUPL-1.2
// What canonical bodies hold is read here at one pass; any other JSON goes through record_json.h.
#include "procedures/record_text.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/assert.h"
#include "procedures/record_fields.h"
#include "procedures/record_json.h"

namespace alternat::procedures {

namespace {

constexpr std::size_t kFieldsMax = 8;  // of one record; the widest has eight

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

void append_number(std::string& text, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

void append_string(std::string& text, std::string_view value) {
  if (!std::all_of(value.begin(), value.end(), is_plain)) {
    text += Json(value).dump();
    return;
  }
  text += '"';
  text += value;
  text += '"';
}

// The values one behind the other as they come, then the object in the order of the names.
struct Writer {
  struct Part {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::string values;
  std::array<Part, kFieldsMax> parts;
  std::size_t count = 0;

  void operator()(const char* name, const std::string& value) {
    if (!value.empty()) add(name, [&] { append_string(values, value); });
  }
  void operator()(const char* name, TokenId value) {
    if (value != 0) add(name, [&] { append_number(values, value); });
  }
  void operator()(const char* name, const Instant& value) {
    add(name, [&] { append_string(values, value.to_iso()); });
  }
  void operator()(const char* name, const std::optional<Instant>& value) {
    if (value) (*this)(name, *value);
  }
  void operator()(const char* name, const std::vector<std::string>& value) {
    add_list(name, value, [&](const std::string& item) { append_string(values, item); });
  }
  void operator()(const char* name, const std::vector<TokenId>& value) {
    add_list(name, value, [&](TokenId item) { append_number(values, item); });
  }

  std::string object() {
    std::sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Part& a, const Part& b) { return a.name < b.name; });
    std::string text;
    text.reserve(values.size() + count * 16 + 2);
    text += '{';
    for (std::size_t i = 0; i < count; ++i) {
      const Part& part = parts[i];
      if (i > 0) text += ',';
      text += '"';
      text += part.name;
      text += "\":";
      text.append(values, part.begin, part.end - part.begin);
    }
    text += '}';
    return text;
  }

 private:
  template <typename Append>
  void add(const char* name, const Append& append) {
    ALTERNAT_ASSERT(count < kFieldsMax);
    Part& part = parts[count++];
    part = {name, values.size(), 0};
    append();
    part.end = values.size();
  }
  template <typename Item, typename Append>
  void add_list(const char* name, const std::vector<Item>& list, const Append& append) {
    if (list.empty()) return;
    add(name, [&] {
      values += '[';
      for (const Item& item : list) {
        if (&item != list.data()) values += ',';
        append(item);
      }
      values += ']';
    });
  }
};

// The members of a flat object: plain strings, whole numbers, lists of them. Anything else is not
// for this reader.
struct Fields {
  struct Field {
    std::string_view name;
    std::string_view value;  // of a string without its quotes, of a list without its brackets
    char kind = 0;           // '"', '[' or '0'
    bool is_read = false;
  };
  std::array<Field, kFieldsMax> fields;
  std::size_t count = 0;

  Field* find(std::string_view name) {
    for (std::size_t i = 0; i < count; ++i)
      if (fields[i].name == name) return &fields[i];
    return nullptr;
  }
};

std::optional<std::string_view> take_string(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  std::size_t end = 1;
  while (end < rest.size() && is_plain(rest[end])) ++end;
  if (end >= rest.size() || rest[end] != '"') return std::nullopt;
  const std::string_view text = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  return text;
}

std::optional<std::string_view> take_number(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && rest[end] >= '0' && rest[end] <= '9') ++end;
  if (end == 0 || end > 19 || (end > 1 && rest[0] == '0')) return std::nullopt;
  const std::string_view digits = rest.substr(0, end);
  rest.remove_prefix(end);
  return digits;
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

// Of one kind throughout: what is in the brackets, or nothing.
std::optional<std::string_view> take_list(std::string_view& rest) {
  if (!take(rest, '[')) return std::nullopt;
  const std::string_view all = rest;
  const bool texts = rest.starts_with('"');
  do {
    if (!(texts ? take_string(rest) : take_number(rest))) return std::nullopt;
  } while (take(rest, ','));
  const std::string_view inside = all.substr(0, all.size() - rest.size());
  return take(rest, ']') ? std::optional(inside) : std::nullopt;
}

// False: not the shape that to_body writes.
bool take_fields(std::string_view body, Fields& into) {
  if (body == "{}") return true;
  if (!take(body, '{')) return false;
  do {
    if (into.count == kFieldsMax) return false;
    const auto name = take_string(body);
    if (!name || into.find(*name) != nullptr || !take(body, ':') || body.empty()) return false;
    const char first = body.front();
    const auto value = first == '"'   ? take_string(body)
                       : first == '[' ? take_list(body)
                                      : take_number(body);
    if (!value) return false;
    into.fields[into.count++] = {*name, *value, first == '"' || first == '[' ? first : '0', false};
  } while (take(body, ','));
  return body == "}";
}

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return number;
}

// Anything that does not fit makes `fits` false; record_json.h then says what is wrong.
struct Reader {
  Fields& of;
  bool fits = true;

  void operator()(const char* name, std::string& value) {
    if (const auto* field = take(name, '"')) value = field->value;
  }
  void operator()(const char* name, TokenId& value) {
    if (const auto* field = take(name, '0')) value = number_of(field->value);
  }
  void operator()(const char* name, Instant& value) {
    std::optional<Instant> read;
    (*this)(name, read);
    if (read) value = *read;
    fits = fits && read.has_value();
  }
  void operator()(const char* name, std::optional<Instant>& value) {
    const auto* field = take(name, '"');
    if (field == nullptr) return;
    const Result<Instant> instant = Instant::from_iso(field->value);
    if (instant) value = *instant;
    fits = fits && instant.ok();
  }
  void operator()(const char* name, std::vector<std::string>& value) {
    read_list(name, [&](std::string_view& rest) {
      const auto item = take_string(rest);
      if (item) value.emplace_back(*item);
      return item.has_value();
    });
  }
  void operator()(const char* name, std::vector<TokenId>& value) {
    read_list(name, [&](std::string_view& rest) {
      const auto item = take_number(rest);
      if (item) value.push_back(number_of(*item));
      return item.has_value();
    });
  }

 private:
  const Fields::Field* take(const char* name, char kind) {
    Fields::Field* field = of.find(name);
    if (field == nullptr) return nullptr;
    field->is_read = true;
    if (field->kind == kind) return field;
    fits = false;
    return nullptr;
  }
  template <typename Take>
  void read_list(const char* name, const Take& take_item) {
    const auto* field = take(name, '[');
    if (field == nullptr) return;
    std::string_view rest = field->value;
    do {
      if (take_item(rest)) continue;
      fits = false;
      return;
    } while (procedures::take(rest, ','));
  }
};

template <std::size_t index>
std::optional<Record> read_as(Fields& of) {
  std::optional<Record> made(std::in_place, std::in_place_index<index>);
  Reader reader{of};
  fields(*std::get_if<index>(&*made), reader);
  const bool all =
      std::all_of(of.fields.begin(), of.fields.begin() + static_cast<std::ptrdiff_t>(of.count),
                  [](const Fields::Field& field) { return field.is_read; });
  if (!reader.fits || !all) made.reset();
  return made;
}

template <std::size_t... index>
constexpr auto all_readers(std::index_sequence<index...>) {
  return std::array<std::optional<Record> (*)(Fields&), sizeof...(index)>{&read_as<index>...};
}

std::optional<Record> read_canonical(std::string_view type, std::string_view body) {
  constexpr auto kReaders = all_readers(std::make_index_sequence<kRecordNames.size()>());
  const std::size_t found = find_record_type(type);
  Fields of;
  if (found == kRecordNames.size() || !take_fields(body, of)) return std::nullopt;
  const bool ascii = std::all_of(body.begin(), body.end(), [](char c) { return (c & 0x80) == 0; });
  if (!ascii && !simdjson::validate_utf8(body.data(), body.size())) return std::nullopt;
  std::optional<Record> record = kReaders[found](of);
  if (record && type_name(*record) != type) record.reset();  // a field of the other version
  return record;
}

}  // namespace

std::string to_body(const Record& record) {
  Writer writer;
  // fields() is shared with the readers and so takes what can change; the writer changes nothing.
  std::visit(
      [&](const auto& item) { fields(const_cast<std::decay_t<decltype(item)>&>(item), writer); },
      record);
  return writer.object();
}

Result<Record> record_from_body(std::string_view type, std::string_view body) {
  if (std::optional<Record> record = read_canonical(type, body)) return std::move(*record);
  Result<Json> json = parse_json(body, "record");
  if (!json) return json.error();
  if (json->is_object()) (*json)["type"] = std::string(type);
  return record_from_json(*json);
}

}  // namespace alternat::procedures
