// SPDX-License-Identifier: EUPL-1.2
#include "procedures/record_json.h"

#include <algorithm>
#include <set>

#include "procedures/record_fields.h"

namespace alternat::procedures {

namespace {

struct Writer {
  Json json = Json::object();
  void operator()(const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  }
  void operator()(const char* name, TokenId value) {
    if (value != 0) json[name] = value;
  }
  void operator()(const char* name, const Instant& value) { json[name] = value.to_iso(); }
  void operator()(const char* name, const std::optional<Instant>& value) {
    if (value) json[name] = value->to_iso();
  }
  template <typename Item>
  void operator()(const char* name, const std::vector<Item>& value) {
    if (!value.empty()) json[name] = value;
  }
};

struct Reader {
  const Json& json;
  std::set<std::string> known = {"type"};
  std::string wrong;  // first field that does not fit

  const Json* find(const char* name) {
    known.insert(name);
    const auto at = json.find(name);
    return at == json.end() ? nullptr : &*at;
  }
  void fail(const char* name) {
    if (wrong.empty()) wrong = name;
  }
  void operator()(const char* name, std::string& value) {
    const Json* field = find(name);
    if (field == nullptr) return;
    if (field->is_string())
      value = field->get<std::string>();
    else
      fail(name);
  }
  void operator()(const char* name, TokenId& value) {
    const Json* field = find(name);
    if (field == nullptr) return;
    if (field->is_number_unsigned())
      value = field->get<TokenId>();
    else
      fail(name);
  }
  void operator()(const char* name, Instant& value) {
    std::optional<Instant> read;
    (*this)(name, read);
    if (read)
      value = *read;
    else
      fail(name);
  }
  void operator()(const char* name, std::optional<Instant>& value) {
    const Json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_string()) return fail(name);
    Result<Instant> instant = Instant::from_iso(field->get<std::string>());
    if (instant)
      value = *instant;
    else
      fail(name);
  }
  void operator()(const char* name, std::vector<std::string>& value) {
    const Json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_array()) return fail(name);
    for (const Json& item : *field) {
      if (!item.is_string()) return fail(name);
      value.push_back(item.get<std::string>());
    }
  }
  void operator()(const char* name, std::vector<TokenId>& value) {
    const Json* field = find(name);
    if (field == nullptr) return;
    if (!field->is_array()) return fail(name);
    for (const Json& item : *field) {
      if (!item.is_number_unsigned()) return fail(name);
      value.push_back(item.get<TokenId>());
    }
  }
};

template <std::size_t index>
Result<Record> read_as(const Json& json) {
  std::variant_alternative_t<index, Record> record;
  Reader reader{json, {"type"}, ""};
  fields(record, reader);
  for (const auto& [key, value] : json.items()) {
    if (!reader.known.contains(key)) reader.fail(key.c_str());
  }
  if (reader.wrong.empty()) return Record(std::move(record));
  return Error{Fault::kMalformed,
               "record.malformed",
               "The record " + std::string(kRecordNames[index]) + " has a wrong field \"" +
                   reader.wrong + "\".",
               {}};
}

template <std::size_t... index>
constexpr auto all_readers(std::index_sequence<index...>) {
  return std::array<Result<Record> (*)(const Json&), sizeof...(index)>{&read_as<index>...};
}

}  // namespace

std::string_view type_name(const Record& record) {
  return kRecordNames[record.index()];
}

Json to_json(const Record& record) {
  Writer writer;
  writer.json["type"] = std::string(type_name(record));
  std::visit(
      [&](const auto& item) {
        auto copy = item;  // fields() is shared with the reader and takes a mutable record
        fields(copy, writer);
      },
      record);
  return std::move(writer.json);
}

Result<Record> record_from_json(const Json& json) {
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string()) {
    return Error{Fault::kMalformed, "record.malformed", "A record is an object with a type.", {}};
  }
  constexpr auto kReaders = all_readers(std::make_index_sequence<kRecordNames.size()>());
  const auto& type = json["type"].get_ref<const std::string&>();
  const auto found = std::find(kRecordNames.begin(), kRecordNames.end(), type);
  if (found == kRecordNames.end()) {
    return Error{Fault::kMalformed,
                 "record.unknown_type",
                 "There is no record of type \"" + type + "\".",
                 {}};
  }
  return kReaders[static_cast<std::size_t>(found - kRecordNames.begin())](json);
}

}  // namespace alternat::procedures
