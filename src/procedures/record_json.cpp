// SPDX-License-Identifier: EUPL-1.2
// One list of fields per record, read by both directions.
#include "procedures/record_json.h"

#include <set>

namespace alternat::procedures {

namespace {

// fields(record, visitor) names every field once; the writer and the reader below are visitors.
template <typename V>
void fields(CaseOpened& r, V& v) {
  v("definition", r.definition);
  v("hash", r.hash);
  v("element", r.element);
}
template <typename V>
void fields(ElementActivated& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("scope", r.scope);
  v("joined", r.joined);
  v("instance", r.instance);
  v("restores", r.restores);
}
template <typename V>
void fields(ElementCompleted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(ElementTerminated& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(FlowTaken& r, V& v) {
  v("flow", r.flow);
  v("token", r.token);
  v("scope", r.scope);
}
template <typename V>
void fields(TaskOpened& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("role", r.role);
  v("due", r.due);
  v("clause", r.clause);
  v("form", r.form);
}
template <typename V>
void fields(TaskClaimed& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TaskReleased& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(TaskProposed& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TaskCompleted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
}
template <typename V>
void fields(TimerSet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("due", r.due);
  v("clause", r.clause);
  v("repeats", r.repeats);
}
template <typename V>
void fields(TimerFired& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(MessageAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(MessageReceived& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(MessageThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("message", r.message);
}
template <typename V>
void fields(DecisionRequested& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("decision", r.decision);
}
template <typename V>
void fields(DecisionRecorded& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("decision", r.decision);
  v("outcome", r.outcome);
  v("result", r.result);
  v("trace", r.trace);
}
template <typename V>
void fields(IncidentRaised& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("reason", r.reason);
  v("detail", r.detail);
}
template <typename V>
void fields(IncidentResolved& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
  v("choice", r.choice);
  v("due", r.due);
}
template <typename V>
void fields(VariableSet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("names", r.names);
}
template <typename V>
void fields(CaseEnded& r, V& v) {
  v("end", r.end);
  v("outcome", r.outcome);
  v("counts", r.counts);
}
template <typename V>
void fields(SignalThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(SignalAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(SignalReceived& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("signal", r.signal);
}
template <typename V>
void fields(EscalationThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("code", r.code);
}
template <typename V>
void fields(ErrorThrown& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("code", r.code);
}
template <typename V>
void fields(ConditionAwaited& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("trigger", r.trigger);
}
template <typename V>
void fields(ConditionMet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("trigger", r.trigger);
}
template <typename V>
void fields(TriggerMet& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("name", r.name);
}
template <typename V>
void fields(EventWithdrawn& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(InstancesPlanned& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("count", r.count);
}
template <typename V>
void fields(CompensationReady& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("scope", r.scope);
}
template <typename V>
void fields(CompensationStarted& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}
template <typename V>
void fields(TransactionCancelled& r, V& v) {
  v("element", r.element);
  v("token", r.token);
}

template <typename V>
void fields(ClockChanged& r, V& v) {
  v("element", r.element);
  v("token", r.token);
  v("by", r.by);
  v("change", r.change);
  v("reason", r.reason);
  v("due", r.due);
  v("period", r.period);
}

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
Result<Record> read_as(const Json& json, const std::string& type) {
  if constexpr (index < std::variant_size_v<Record>) {
    std::variant_alternative_t<index, Record> record;
    if (type_name(Record(record)) != type) return read_as<index + 1>(json, type);
    Reader reader{json, {"type"}, ""};
    fields(record, reader);
    for (const auto& [key, value] : json.items()) {
      if (!reader.known.contains(key)) reader.fail(key.c_str());
    }
    if (reader.wrong.empty()) return Record(record);
    return Error{Fault::kMalformed,
                 "record.malformed",
                 "The record " + type + " has a wrong field \"" + reader.wrong + "\".",
                 {}};
  } else {
    return Error{Fault::kMalformed,
                 "record.unknown_type",
                 "There is no record of type \"" + type + "\".",
                 {}};
  }
}

}  // namespace

// tidy: table
std::string_view type_name(const Record& record) {
  constexpr std::string_view kNames[] = {"CaseOpened",
                                         "ElementActivated",
                                         "ElementCompleted",
                                         "ElementTerminated",
                                         "FlowTaken",
                                         "TaskOpened",
                                         "TaskClaimed",
                                         "TaskReleased",
                                         "TaskProposed",
                                         "TaskCompleted",
                                         "TimerSet",
                                         "TimerFired",
                                         "MessageAwaited",
                                         "MessageReceived",
                                         "MessageThrown",
                                         "DecisionRequested",
                                         "DecisionRecorded",
                                         "IncidentRaised",
                                         "IncidentResolved",
                                         "VariableSet",
                                         "CaseEnded",
                                         "ClockChanged",
                                         "SignalThrown",
                                         "SignalAwaited",
                                         "SignalReceived",
                                         "EscalationThrown",
                                         "ErrorThrown",
                                         "ConditionAwaited",
                                         "ConditionMet",
                                         "TriggerMet",
                                         "EventWithdrawn",
                                         "InstancesPlanned",
                                         "CompensationReady",
                                         "CompensationStarted",
                                         "TransactionCancelled"};
  static_assert(std::size(kNames) == std::variant_size_v<Record>);
  return kNames[record.index()];
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
  return read_as<0>(json, json["type"].get<std::string>());
}

}  // namespace alternat::procedures
