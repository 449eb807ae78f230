// SPDX-License-Identifier: EUPL-1.2
#include "casework/demo/cast.h"

#include "base/json.h"

namespace alternat::casework {
namespace {

Json json_of(const TomlNode& node, Diagnostics& diagnostics) {
  if (const auto* text = node.as_string()) return *text;
  if (const auto* flag = node.as_bool()) return *flag;
  if (const auto* day = node.as_date()) return day->to_iso();
  if (const auto* number = node.as_number()) {
    if (const std::optional<std::int64_t> whole = number->to_int()) return *whole;
  }
  if (const auto* array = node.as_array()) {
    Json list = Json::array();
    for (const TomlNode& item : *array) list.push_back(json_of(item, diagnostics));
    return list;
  }
  if (const auto* table = node.as_table()) {
    Json object = Json::object();
    for (const auto& [key, value] : table->entries) object[key] = json_of(value, diagnostics);
    return object;
  }
  diagnostics.error("demo.fact", "A fact is a text, a whole number, true, false, a date or a list.",
                    node.span());
  return nullptr;
}

std::string synthetic_id(TomlReader& reader, std::string_view key, Diagnostics& diagnostics) {
  std::string id = reader.take_string(key);
  if (!id.empty() && !id.starts_with("SYN-"))
    diagnostics.error("demo.id",
                      "'" + id +
                          "' does not start with SYN-: the demo has only invented "
                          "persons and organisations.",
                      reader.span_of(key));
  return id;
}

DemoAccount read_account(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  DemoAccount account;
  account.id = synthetic_id(reader, "id", diagnostics);
  account.organisation = synthetic_id(reader, "organisation", diagnostics);
  const std::string role = reader.take_string("role");
  if (const std::optional<access::Role> found = access::find_role(role)) {
    account.role = *found;
  } else {
    diagnostics.error("demo.role", "Access does not know the role '" + role + "'.",
                      reader.span_of("role"));
  }
  account.is_lead = reader.find_bool("is_lead").value_or(false);
  account.name = terms::read_local_text(reader, "name", terms::Need::kRequired, diagnostics);
  account.description =
      terms::read_local_text(reader, "description", terms::Need::kRequired, diagnostics);
  reader.finish();
  return account;
}

procedures::Values read_values(TomlReader& reader, std::string_view key, Diagnostics& diagnostics) {
  procedures::Values values;
  const TomlNode* node = reader.find_node(key);
  if (!node || !node->as_table()) return values;
  for (const auto& [fact, value] : node->as_table()->entries)
    values[fact] = json_of(value, diagnostics).dump();
  return values;
}

DemoStory read_story(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  DemoStory story;
  story.span = reader.span();
  story.procedure = reader.take_string("procedure");
  story.opens = synthetic_id(reader, "opens", diagnostics);
  story.letters = reader.find_string("letters").value_or(story.opens);
  story.cases = static_cast<int>(reader.find_integer("cases").value_or(0));
  story.weeks = static_cast<int>(reader.find_integer("weeks").value_or(0));
  story.rest_percent = static_cast<int>(reader.find_integer("rest_percent").value_or(0));
  story.opening = read_values(reader, "opening", diagnostics);
  story.facts = read_values(reader, "facts", diagnostics);
  if (const TomlNode* vary = reader.find_node("vary"); vary && vary->as_table())
    for (const auto& [fact, values] : vary->as_table()->entries)
      if (values.as_array())
        for (const TomlNode& value : *values.as_array())
          story.vary[fact].push_back(json_of(value, diagnostics).dump());
  reader.finish();
  return story;
}

}  // namespace

const DemoAccount* DemoCast::find_account(std::string_view id) const {
  for (const DemoAccount& account : accounts)
    if (account.id == id) return &account;
  return nullptr;
}

std::vector<const DemoAccount*> DemoCast::in_role(std::string_view role) const {
  std::vector<const DemoAccount*> found;
  for (const DemoAccount& account : accounts)
    if (access::to_text(account.role) == role) found.push_back(&account);
  return found;
}

Result<DemoCast> read_cast(const std::string& content_folder, const std::string& partnership) {
  Result<TomlNode> file = read_toml(content_folder + "/partnerships/" + partnership + "/demo.toml");
  if (!file) return file.error();
  Diagnostics diagnostics;
  DemoCast cast;
  cast.partnership = partnership;
  TomlReader reader(*file, diagnostics);
  for (const TomlNode* node : reader.find_tables("account"))
    cast.accounts.push_back(read_account(*node, diagnostics));
  for (const TomlNode* node : reader.find_tables("story"))
    cast.stories.push_back(read_story(*node, diagnostics));
  reader.finish();
  for (const DemoStory& story : cast.stories)
    for (const std::string& id : {story.opens, story.letters})
      if (!cast.find_account(id))
        diagnostics.error("demo.account", "There is no account '" + id + "'.", story.span);
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kMalformed);
  return cast;
}

}  // namespace alternat::casework
