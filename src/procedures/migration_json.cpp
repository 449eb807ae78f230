// SPDX-License-Identifier: EUPL-1.2
#include "procedures/migration_json.h"

#include <algorithm>

namespace alternat::procedures {
namespace {

void put(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

template <typename Items, typename Make>
void put_list(Json& out, const char* name, const Items& items, Make make) {
  if (items.empty()) return;
  Json list = Json::array();
  for (const auto& item : items) list.push_back(make(item));
  out[name] = std::move(list);
}

Json json_of(const OpenTask& task) {
  Json out = {{"element", task.element}, {"token", task.token}, {"role", task.role}};
  if (task.due) out["due"] = task.due->to_iso();
  put(out, "clause", task.clause);
  if (!task.form.empty()) out["form"] = task.form;
  put(out, "claimed_by", task.claimed_by);
  put(out, "proposed_by", task.proposed_by);
  if (task.is_suspended) out["is_suspended"] = true;
  put(out, "zone", task.zone);
  return out;
}

Json json_of(const SetTimer& timer) {
  Json out = {{"element", timer.element}, {"token", timer.token}, {"due", timer.due.to_iso()}};
  put(out, "clause", timer.clause);
  if (timer.is_suspended) out["is_suspended"] = true;
  if (timer.repeats > 0) out["repeats"] = timer.repeats;
  put(out, "zone", timer.zone);
  return out;
}

// Reads what json_of wrote; `ok` turns false at the first field of another kind.
class BodyReader {
 public:
  bool ok = true;

  std::string text(const Json& from, const char* name) {
    const auto found = from.find(name);
    if (found == from.end()) return "";
    if (!found->is_string()) return fail(std::string());
    return found->get<std::string>();
  }
  std::uint64_t number(const Json& from, const char* name) {
    const auto found = from.find(name);
    if (found == from.end() || !found->is_number_unsigned()) return fail(std::uint64_t{0});
    return found->get<std::uint64_t>();
  }
  std::optional<Instant> moment(const Json& from, const char* name) {
    if (!from.contains(name)) return std::nullopt;
    const Result<Instant> read = Instant::from_iso(text(from, name));
    if (!read) return fail(std::optional<Instant>());
    return *read;
  }
  template <typename Take>
  void list(const Json& from, const char* name, Take take) {
    const auto found = from.find(name);
    if (found == from.end()) return;
    if (!found->is_array()) return void(fail(0));
    for (const Json& item : *found) item.is_object() ? take(item) : void(fail(0));
  }

  OpenTask task(const Json& item) {
    OpenTask out;
    out.element = text(item, "element");
    out.token = number(item, "token");
    out.role = text(item, "role");
    out.due = moment(item, "due");
    out.clause = text(item, "clause");
    if (const auto form = item.find("form"); form != item.end() && form->is_array())
      for (const Json& field : *form)
        field.is_string() ? out.form.push_back(field.get<std::string>()) : void(fail(0));
    out.claimed_by = text(item, "claimed_by");
    out.proposed_by = text(item, "proposed_by");
    out.is_suspended = item.value("is_suspended", false);
    out.zone = text(item, "zone");
    return out;
  }

 private:
  template <typename T>
  T fail(T nothing) {
    ok = false;
    return nothing;
  }
};

}  // namespace

Json to_json(const CaseMigrated& record) {
  Json out = {{"migration", record.migration}, {"from", record.from}, {"to", record.to}};
  put(out, "reason", record.reason);
  if (record.undo) out["undo"] = true;
  put_list(out, "renamed", record.renamed,
           [](const Renamed& item) { return Json{{"from", item.from}, {"to", item.to}}; });
  put_list(out, "tasks", record.tasks, [](const OpenTask& item) { return json_of(item); });
  put_list(out, "withdrawn", record.withdrawn, [](const Waiting& item) {
    return Json{{"element", item.element}, {"token", item.token}};
  });
  put_list(out, "timers", record.timers, [](const SetTimer& item) { return json_of(item); });
  put_list(out, "messages", record.messages, [](const AwaitedMessage& item) {
    return Json{{"element", item.element}, {"token", item.token}, {"message", item.message}};
  });
  return out;
}

std::string_view type_name(const CaseMigrated& record) {
  const auto says_zone = [](const auto& item) { return !item.zone.empty(); };
  const bool zoned = std::any_of(record.tasks.begin(), record.tasks.end(), says_zone) ||
                     std::any_of(record.timers.begin(), record.timers.end(), says_zone);
  return zoned ? "CaseMigratedV2" : "CaseMigrated";
}

Result<CaseMigrated> migrated_from_json(const Json& body) {
  BodyReader reader;
  CaseMigrated out;
  out.migration = reader.text(body, "migration");
  out.from = reader.text(body, "from");
  out.to = reader.text(body, "to");
  out.reason = reader.text(body, "reason");
  out.undo = body.value("undo", false);
  reader.list(body, "renamed", [&](const Json& item) {
    out.renamed.push_back({reader.text(item, "from"), reader.text(item, "to")});
  });
  reader.list(body, "tasks", [&](const Json& item) { out.tasks.push_back(reader.task(item)); });
  reader.list(body, "withdrawn", [&](const Json& item) {
    out.withdrawn.push_back({reader.text(item, "element"), reader.number(item, "token")});
  });
  reader.list(body, "timers", [&](const Json& item) {
    SetTimer timer;
    timer.element = reader.text(item, "element");
    timer.token = reader.number(item, "token");
    timer.due = reader.moment(item, "due").value_or(Instant::from_micros(0));
    timer.clause = reader.text(item, "clause");
    timer.is_suspended = item.value("is_suspended", false);
    if (item.contains("repeats")) timer.repeats = reader.number(item, "repeats");
    timer.zone = reader.text(item, "zone");
    out.timers.push_back(std::move(timer));
  });
  reader.list(body, "messages", [&](const Json& item) {
    out.messages.push_back(
        {reader.text(item, "element"), reader.number(item, "token"), reader.text(item, "message")});
  });
  if (!reader.ok || out.migration.empty() || out.to.empty())
    return Error{Fault::kMalformed,
                 "record.malformed",
                 "A CaseMigrated record has a field of another kind than it should.",
                 {}};
  return out;
}

}  // namespace alternat::procedures
