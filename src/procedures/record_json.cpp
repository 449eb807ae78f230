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
  if (reader.wrong.empty()) {
    Record read(std::move(record));
    // The first version has no zone, the second always one of the fields that made it.
    if (type_name(read) == json["type"].get_ref<const std::string&>()) return read;
    reader.fail("zone");
  }
  return Error{Fault::kMalformed,
               "record.malformed",
               "The record " + json["type"].get<std::string>() + " has a wrong field \"" +
                   reader.wrong + "\".",
               {}};
}

template <std::size_t... index>
constexpr auto all_readers(std::index_sequence<index...>) {
  return std::array<Result<Record> (*)(const Json&), sizeof...(index)>{&read_as<index>...};
}

// A type is never edited: with a zone, or counted on from an earlier moment, a record is of the
// second version of its type.
std::string_view second_version(const Record& record) {
  if (const auto* task = std::get_if<TaskOpened>(&record))
    return task->zone.empty() ? "" : "TaskOpenedV2";
  if (const auto* timer = std::get_if<TimerSet>(&record))
    return timer->zone.empty() && !timer->after ? "" : "TimerSetV2";
  if (const auto* change = std::get_if<ClockChanged>(&record))
    return change->zone.empty() ? "" : "ClockChangedV2";
  return "";
}

}  // namespace

std::string_view type_name(const Record& record) {
  const std::string_view second = second_version(record);
  return second.empty() ? kRecordNames[record.index()] : second;
}

std::string_view plain_type(std::string_view type) {
  const std::size_t at = type.rfind('V');
  const bool versioned = at != std::string_view::npos && at > 0 && at + 1 < type.size() &&
                         type.find_first_not_of("0123456789", at + 1) == std::string_view::npos;
  return versioned ? type.substr(0, at) : type;
}

std::size_t find_record_type(std::string_view type) {
  const bool second = type == "TaskOpenedV2" || type == "TimerSetV2" || type == "ClockChangedV2";
  const auto found = std::find(kRecordNames.begin(), kRecordNames.end(),
                               second ? type.substr(0, type.size() - 2) : type);
  return static_cast<std::size_t>(found - kRecordNames.begin());
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
  const std::size_t found = find_record_type(type);
  if (found == kRecordNames.size()) {
    return Error{Fault::kMalformed,
                 "record.unknown_type",
                 "There is no record of type \"" + type + "\".",
                 {}};
  }
  return kReaders[found](json);
}

}  // namespace alternat::procedures
