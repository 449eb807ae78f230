// SPDX-License-Identifier: EUPL-1.2
#include "terms/reading.h"

namespace alternat::terms {

std::string read_id(TomlReader& reader, std::string_view code, Diagnostics& diagnostics) {
  std::string id = reader.take_string("id");
  if (id.empty() || is_content_id(id)) return id;
  diagnostics.error(code,
                    "id \"" + id + "\" may hold letters, digits, '-' and '_' only, at most 60",
                    reader.span_of("id"));
  return id;
}

EntryFrame read_entry_frame(TomlReader& reader, Diagnostics& diagnostics) {
  EntryFrame frame;
  frame.span = reader.span();
  const bool given = reader.find_node("from") != nullptr;
  frame.from = find_imprecise_date(reader, "from", diagnostics);
  if (!given) diagnostics.error("toml.missing_key", "the key \"from\" is missing", reader.span());
  frame.reason = read_local_text(reader, "reason", Need::kOptional, diagnostics);
  frame.decided_by = reader.find_string("decided_by").value_or("");
  frame.known_from = reader.find_date("known_from");
  frame.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  return frame;
}

std::optional<SourcedDate> find_sourced_date(TomlReader& reader, std::string_view key,
                                             Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node(key);
  if (!node) return std::nullopt;
  TomlReader inner(*node, diagnostics);
  SourcedDate date;
  date.on = find_imprecise_date(inner, "on", diagnostics);
  date.provenance =
      read_provenance(inner, date.on ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
  inner.finish();
  if (!date.on && date.provenance.mark != Mark::kUncertain) {
    diagnostics.error("toml.missing_key",
                      std::string(key) +
                          " has no day \"on\"; mark its provenance \"uncertain\" if "
                          "the day is not established",
                      node->span());
  }
  return date;
}

std::vector<PartyView> read_views(TomlReader& reader, std::string_view key,
                                  const Provenance& enclosing, Diagnostics& diagnostics) {
  std::vector<PartyView> views;
  for (const TomlNode* node : reader.find_tables(key)) {
    TomlReader inner(*node, diagnostics);
    PartyView view;
    view.party = read_party(inner, "party", diagnostics);
    view.text = read_local_text(inner, "text", Need::kRequired, diagnostics);
    view.on = find_imprecise_date(inner, "on", diagnostics);
    view.provenance = read_provenance_or(inner, enclosing, diagnostics);
    inner.finish();
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<std::string> read_parties(TomlReader& reader, std::string_view code,
                                      Diagnostics& diagnostics) {
  std::vector<std::string> parties = reader.find_strings("parties");
  for (const std::string& party : parties)
    check_side(party, code, reader.span_of("parties"), diagnostics);
  return parties;
}

ComponentKind read_component_kind(TomlReader& reader, std::string_view code,
                                  Diagnostics& diagnostics) {
  const std::string word = reader.take_string("component");
  const std::optional<ComponentKind> kind = find_component_kind(word);
  if (!kind && !word.empty())
    diagnostics.error(code, "component: " + not_one_of(word, component_words()),
                      reader.span_of("component"));
  return kind.value_or(ComponentKind::kReturn);
}

}  // namespace alternat::terms
