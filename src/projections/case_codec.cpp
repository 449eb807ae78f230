// SPDX-License-Identifier: EUPL-1.2
// One list of members per struct, read by both directions. A change here, or of what a member
// means, is a new kSnapshotFormat (snapshot_file.h): an older file is then folded again.
#include "projections/case_codec.h"

#include <type_traits>

namespace alternat::projections {
namespace {

// A text of its own (an id, a value): not worth a word.
struct Plain {
  std::string& text;
};
struct PlainMap {
  std::map<std::string, std::string>& items;  // the names are words
};

// tidy: table
template <typename V>
void fields(procedures::Token& item, V& v) {
  auto& [id, phase, element, flow, scope, instance, planned, started, completed, restores,
         cancelled] = item;
  v(id, phase, element, flow, scope, instance, planned, started, completed, restores, cancelled);
}
template <typename V>
void fields(procedures::OpenTask& item, V& v) {
  auto& [element, token, role, due, clause, form, claimed_by, proposed_by, is_suspended, zone] =
      item;
  Plain claimed{claimed_by}, proposed{proposed_by};
  v(element, token, role, due, clause, form, claimed, proposed, is_suspended, zone);
}
template <typename V>
void fields(procedures::SetTimer& item, V& v) {
  auto& [element, token, due, clause, is_suspended, repeats, zone] = item;
  v(element, token, due, clause, is_suspended, repeats, zone);
}
template <typename V>
void fields(procedures::AwaitedMessage& item, V& v) {
  auto& [element, token, message] = item;
  v(element, token, message);
}
template <typename V>
void fields(procedures::AwaitedSignal& item, V& v) {
  auto& [element, token, signal] = item;
  v(element, token, signal);
}
template <typename V>
void fields(procedures::AwaitedCondition& item, V& v) {
  auto& [element, token, trigger, met] = item;
  v(element, token, trigger, met);
}
template <typename V>
void fields(procedures::PendingDecision& item, V& v) {
  auto& [element, token, decision] = item;
  v(element, token, decision);
}
template <typename V>
void fields(procedures::Incident& item, V& v) {
  auto& [element, token, reason, detail] = item;
  v(element, token, reason, detail);
}
template <typename V>
void fields(procedures::Compensable& item, V& v) {
  auto& [element, token, scope] = item;
  v(element, token, scope);
}
template <typename V>
void fields(procedures::DecisionResult& item, V& v) {
  auto& [outcome, at] = item;
  v(outcome, at);
}
template <typename V>
void fields(procedures::State& item, V& v) {
  auto& [opened, ended, definition, hash, end, outcome, last_token, records, tokens, tasks, timers,
         messages, signals, conditions, decisions, incidents, compensations, results, result_names,
         variables] = item;
  v(opened, ended, definition, hash, end, outcome, last_token, records, tokens, tasks, timers,
    messages, signals, conditions, decisions, incidents, compensations, results, result_names,
    variables);
}
template <typename V>
void fields(ClockNote& item, V& v) {
  auto& [change, reason, by, period, at] = item;
  Plain actor{by};
  v(change, reason, actor, period, at);
}
template <typename V>
void fields(ClockStory& item, V& v) {
  auto& [element, token, begun, notes, after] = item;
  v(element, token, begun, notes, after);
}
template <typename V>
void fields(TaskMark& item, V& v) {
  auto& [element, token, follow_up, escalated_at, escalated_to] = item;
  v(element, token, follow_up, escalated_at, escalated_to);
}
template <typename V>
void fields(MigrationRow& item, V& v) {
  auto& [migration, from, to, undone, version] = item;
  v(migration, from, to, undone, version);
}
template <typename V>
void fields(Substitution& item, V& v) {
  auto& [id, absent, substitute, role, from, to, recorded_by, ended] = item;
  Plain own{id}, away{absent}, other{substitute}, by{recorded_by};
  v(own, away, other, role, from, to, by, ended);
}
template <typename V>
void fields(IncidentRow& item, V& v) {
  auto& [partnership, case_id, procedure, element, token, reason, raised_at, settled_at,
         settled_by] = item;
  Plain of{case_id}, by{settled_by};
  v(partnership, of, procedure, element, token, reason, raised_at, settled_at, by);
}
template <typename V>
void fields(ThrownMessage& item, V& v) {
  auto& [version, partnership, case_id, message, settled, is_signal, to, thrown_at] = item;
  Plain of{case_id}, receiver{to};
  v(version, partnership, of, message, settled, is_signal, receiver, thrown_at);
}
// The ids of the row stand in the directory.
template <typename V>
void fields(CaseRow& item, V& v) {
  auto& [id, partnership, procedure, hash, realm, subject, opened_at, changed_at, ended_at, version,
         state, clocks, values, marks, migration, key, records] = item;
  Plain person{subject}, business{key};
  PlainMap texts{values};
  v(procedure, hash, realm, person, opened_at, changed_at, ended_at, version, state, clocks, texts,
    marks, migration, business);
  v.positions(records);
}

class Writer {
 public:
  Writer(Words& words, ByteWriter& out) : words_(words), out_(out) {}

  template <typename... Item>
  void operator()(Item&... items) {
    (one(items), ...);
  }
  // Ascending: only the steps between them are written.
  void positions(const std::vector<std::uint64_t>& all) {
    out_.number(all.size());
    std::uint64_t last = 0;
    for (const std::uint64_t position : all) {
      out_.number(position - last);
      last = position;
    }
  }

 private:
  void one(const std::string& text) { out_.number(words_.add(text)); }
  void one(std::string& text) { out_.number(words_.add(text)); }
  void one(Plain& plain) { out_.text(plain.text); }
  void one(PlainMap& map) {
    out_.number(map.items.size());
    for (const auto& [name, text] : map.items) {
      one(name);
      out_.text(text);
    }
  }
  void one(bool value) { out_.number(value ? 1 : 0); }
  void one(std::uint64_t value) { out_.number(value); }
  void one(procedures::TokenPhase phase) { out_.number(static_cast<std::uint64_t>(phase)); }
  void one(Instant at) { out_.signed_number(at.micros()); }
  void one(Date day) { out_.signed_number(day.days()); }
  template <typename Item>
  void one(std::optional<Item>& item) {
    out_.number(item ? 1 : 0);
    if (item) one(*item);
  }
  template <typename Item>
  void one(std::vector<Item>& items) {
    out_.number(items.size());
    for (Item& item : items) one(item);
  }
  template <typename Item>
  void one(std::map<std::string, Item>& items) {
    out_.number(items.size());
    for (auto& [name, item] : items) {
      one(name);
      one(item);
    }
  }
  template <typename Item>
    requires std::is_class_v<Item>
  void one(Item& item) {
    fields(item, *this);
  }

  Words& words_;
  ByteWriter& out_;
};

class Reader {
 public:
  Reader(const Words& words, ByteReader& in) : words_(words), in_(in) {}

  template <typename... Item>
  void operator()(Item&... items) {
    (one(items), ...);
  }
  void positions(std::vector<std::uint64_t>& all) {
    all.resize(in_.count());
    std::uint64_t last = 0;
    for (std::uint64_t& position : all) position = last += in_.number();
  }

 private:
  void one(std::string& text) {
    if (const std::string* word = words_.find(in_.number()))
      text = *word;
    else
      in_.fail();
  }
  void one(Plain& plain) { plain.text = in_.text(); }
  void one(PlainMap& map) {
    map.items.clear();
    for (std::size_t count = in_.count(); count > 0; --count) {
      std::string name;
      one(name);
      map.items[name] = in_.text();
    }
  }
  void one(bool& value) { value = in_.number() != 0; }
  void one(std::uint64_t& value) { value = in_.number(); }
  void one(procedures::TokenPhase& phase) {
    phase = in_.number() == 0 ? procedures::TokenPhase::kArriving : procedures::TokenPhase::kActive;
  }
  void one(Instant& at) { at = Instant::from_micros(in_.signed_number()); }
  void one(Date& day) { day = Date::from_days(static_cast<std::int32_t>(in_.signed_number())); }
  void one(std::optional<Instant>& item) { optional(item, Instant::from_micros(0)); }
  void one(std::optional<Date>& item) { optional(item, Date::from_days(0)); }
  void one(std::optional<std::uint64_t>& item) { optional(item, std::uint64_t{0}); }
  void one(std::optional<MigrationRow>& item) { optional(item, MigrationRow()); }
  template <typename Item>
  void optional(std::optional<Item>& item, Item empty) {
    item.reset();
    if (in_.number() != 0) one(item.emplace(std::move(empty)));
  }
  template <typename Item>
  void one(std::vector<Item>& items) {
    items.clear();
    items.resize(in_.count());
    for (Item& item : items) one(item);
  }
  template <typename Item>
  void one(std::map<std::string, Item>& items) {
    items.clear();
    for (std::size_t count = in_.count(); count > 0; --count) {
      std::string name;
      one(name);
      one(items[name]);
    }
  }
  template <typename Item>
    requires std::is_class_v<Item>
  void one(Item& item) {
    fields(item, *this);
  }

  const Words& words_;
  ByteReader& in_;
};

}  // namespace

std::string encode_case(const CaseRow& row, Words& words) {
  ByteWriter out;
  Writer writer(words, out);
  fields(const_cast<CaseRow&>(row), writer);  // the list is shared with the reader; nothing changes
  return out.take();
}

bool decode_case(std::string_view bytes, const Words& words, CaseRow& row) {
  ByteReader in(bytes);
  Reader reader(words, in);
  fields(row, reader);
  return in.is_whole();
}

void encode_beside(BesideRows& rows, Words& words, ByteWriter& out) {
  Writer writer(words, out);
  writer(rows.substitutions, rows.incidents, rows.thrown);
}

void decode_beside(ByteReader& in, const Words& words, BesideRows& rows) {
  Reader reader(words, in);
  reader(rows.substitutions, rows.incidents, rows.thrown);
}

}  // namespace alternat::projections
