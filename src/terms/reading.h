// SPDX-License-Identifier: EUPL-1.2
// Small readers that several kinds of content share: ids, references, histories, sides.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terms/history.h"
#include "terms/instrument.h"
#include "terms/named.h"

namespace alternat::terms {

// Reads the required key `id` (letters, digits, '-', '_'; at most 60); "" and `code` if it is not
// one.
std::string read_id(TomlReader& reader, std::string_view code, Diagnostics& diagnostics);

// Everything of a history entry but its value. `from` is required (toml.missing_key).
struct EntryFrame {
  std::optional<ImpreciseDate> from;
  LocalText reason;
  std::string decided_by;
  std::optional<Date> known_from;
  Provenance provenance;
  SourceSpan span;
};
EntryFrame read_entry_frame(TomlReader& reader, Diagnostics& diagnostics);

template <typename T>
void add_entry(History<T>& history, EntryFrame frame, T value) {
  if (!frame.from) return;  // reported by read_entry_frame
  history.add({*frame.from, value, std::move(frame.reason), std::move(frame.decided_by),
               frame.known_from, std::move(frame.provenance), std::move(frame.span)});
}

// A history whose entries carry their value under the key `key` as one of the words of `table`.
template <typename T>
History<T> read_history(const std::vector<const TomlNode*>& nodes, std::string_view key,
                        std::span<const Named<T>> table, Diagnostics& diagnostics) {
  History<T> history;
  for (const TomlNode* node : nodes) {
    TomlReader reader(*node, diagnostics);
    const std::string code = "history." + std::string(key);
    const std::optional<T> value = find_word(reader, key, table, code, diagnostics);
    if (!value && !reader.find_string(key))
      diagnostics.error(code,
                        "the entry has no " + std::string(key) + ": " + list_of(words_of(table)),
                        node->span());
    EntryFrame frame = read_entry_frame(reader, diagnostics);
    reader.finish();
    if (value) add_entry(history, std::move(frame), *value);
  }
  return history;
}

// `{ on = …, provenance = … }`; nullopt if absent. An uncertain date is written without `on`.
std::optional<SourcedDate> find_sourced_date(TomlReader& reader, std::string_view key,
                                             Diagnostics& diagnostics);

// `{ origin = { … }, … }` tables of one party's view.
std::vector<PartyView> read_views(TomlReader& reader, std::string_view key,
                                  const Provenance& enclosing, Diagnostics& diagnostics);

// The parties of an instrument or agreement: at least two sides.
std::vector<std::string> read_parties(TomlReader& reader, std::string_view code,
                                      Diagnostics& diagnostics);

// The required key `component`.
ComponentKind read_component_kind(TomlReader& reader, std::string_view code,
                                  Diagnostics& diagnostics);

}  // namespace alternat::terms
