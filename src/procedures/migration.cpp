// SPDX-License-Identifier: EUPL-1.2
// What a move changes: folding it, taking it back, saying it.
#include "procedures/migration.h"

#include <algorithm>

namespace alternat::procedures {
namespace {

template <typename Item>
bool is_at(const Item& item, const std::string& element, TokenId token) {
  return item.element == element && item.token == token;
}

template <typename Item>
void erase_waiting(std::vector<Item>& items, const Waiting& waiting) {
  std::erase_if(items,
                [&](const Item& item) { return is_at(item, waiting.element, waiting.token); });
}

class Renaming {
 public:
  explicit Renaming(const std::vector<Renamed>& renamed) {
    for (const Renamed& one : renamed) names_.emplace(one.from, one.to);
  }
  void operator()(std::string& id) const {
    if (const auto found = names_.find(id); found != names_.end()) id = found->second;
  }
  template <typename Item>
  void all(std::vector<Item>& items) const {
    for (Item& item : items) (*this)(item.element);
  }

 private:
  std::map<std::string, std::string> names_;
};

template <typename Item>
bool stands(const std::vector<Item>& items, const Item& wanted) {
  return std::any_of(items.begin(), items.end(),
                     [&](const Item& item) { return is_at(item, wanted.element, wanted.token); });
}

// What `before` waited for and `after` no longer does is waited for again, and the other way round.
template <typename Item>
void take_back(const std::vector<Item>& before, std::vector<Item> after,
               const std::vector<Renamed>& renamed, std::vector<Item>& again,
               std::vector<Waiting>& withdrawn) {
  const Renaming rename(renamed);
  rename.all(after);
  for (const Item& item : before)
    if (!stands(after, item)) again.push_back(item);
  for (const Item& item : after)
    if (!stands(before, item)) withdrawn.push_back({item.element, item.token});
}

struct Sentence {
  std::string_view code;
  std::string_view text;  // {} stands for the element, [] for the detail
};

// tidy: table
constexpr Sentence kSentences[] = {
    {"element_gone",
     "stands at {}, which the new version does not have; map it to another element"},
    {"kind_changed", "stands at {}, which is {kind} in the new version: []"},
    {"scope_changed", "stands at {}, which lies in another sub-process of the new version"},
    {"flow_gone", "waits on the flow {}, which the new version does not have"},
    {"join_changed", "waits at the join {}, which waits for other flows in the new version"},
    {"tokens_merged", "would stand at [] twice: {} and another element are mapped to it"},
    {"gate_not_passed",
     "would stand at {} behind the phase [], whose safeguards have not passed in this case"},
    {"gate_removed", "{} of the phase [] is no longer guarded in the new version"},
    {"decision_changed", "waits for a decision at {} that is another one in the new version"},
    {"event_added", "waits at {} for an event of a kind that cannot be begun half-way"},
    {"event_gone", "waits for the event {}, which the new version does not have"},
    {"loop_changed", "{} repeats in another way in the new version"},
    {"role_changed", "the task {} is for [] in the new version; whoever holds it lets go"},
    {"answer_dropped", "the first person's answer to {} is dropped: the form is another one"},
    {"form_changed", "the form of {} asks in the new version: []"},
    {"fact_missing", "{} asks [] in the new version; the case has passed it and does not hold it"},
    {"clock_changed", "the period at {} is counted in another way; this one runs on as it was set"},
    {"clock_added", "the clock {} starts with the move"},
    {"clock_gone", "the clock {} stops: the new version does not have it"},
    {"message_changed", "waits at {} for the message [] in the new version"},
    {"message_added", "also waits for the message [] at {}"},
    {"message_gone", "waits for the message at {} no longer"},
};

void replace(std::string& text, std::string_view mark, const std::string& by) {
  if (const std::size_t at = text.find(mark); at != std::string::npos)
    text.replace(at, mark.size(), by);
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMoves:
      return "moves";
    case Verdict::kNeedsPerson:
      return "needs_person";
    case Verdict::kBreaks:
      return "breaks";
  }
  return "";
}

std::string describe(const Finding& finding) {
  for (const Sentence& sentence : kSentences) {
    if (sentence.code != finding.code) continue;
    std::string text(sentence.text);
    replace(text, "{kind}", "something else");
    replace(text, "{}", "'" + finding.element + "'");
    replace(text, "[]", "'" + finding.detail + "'");
    return text;
  }
  return finding.code;
}

void apply_migration(State& state, const CaseMigrated& record) {
  ++state.records;
  state.hash = record.to;
  const Renaming rename(record.renamed);
  for (Token& token : state.tokens) {
    rename(token.element);
    rename(token.flow);
  }
  rename.all(state.tasks);
  rename.all(state.timers);
  rename.all(state.messages);
  rename.all(state.decisions);
  rename.all(state.incidents);
  rename.all(state.signals);
  rename.all(state.conditions);
  rename.all(state.compensations);
  for (const OpenTask& task : record.tasks)
    for (OpenTask& open : state.tasks)
      if (is_at(open, task.element, task.token)) open = task;
  for (const Waiting& waiting : record.withdrawn) {
    erase_waiting(state.timers, waiting);
    erase_waiting(state.messages, waiting);
  }
  state.timers.insert(state.timers.end(), record.timers.begin(), record.timers.end());
  state.messages.insert(state.messages.end(), record.messages.begin(), record.messages.end());
}

CaseMigrated undo_of(const CaseMigrated& moved, const State& before, const State& after) {
  CaseMigrated undo;
  undo.migration = moved.migration;
  undo.from = moved.to;
  undo.to = moved.from;
  undo.undo = true;
  for (const Renamed& one : moved.renamed) undo.renamed.push_back({one.to, one.from});
  std::vector<OpenTask> tasks = after.tasks;
  Renaming(undo.renamed).all(tasks);
  for (const OpenTask& task : before.tasks)
    if (std::find(tasks.begin(), tasks.end(), task) == tasks.end()) undo.tasks.push_back(task);
  take_back(before.timers, after.timers, undo.renamed, undo.timers, undo.withdrawn);
  take_back(before.messages, after.messages, undo.renamed, undo.messages, undo.withdrawn);
  return undo;
}

}  // namespace alternat::procedures
