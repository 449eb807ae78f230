// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/plan.h"

#include <algorithm>

namespace alternat::assessment {
namespace {

using feel::Value;

constexpr const char* kOther = "¤";  // in no text that a model names

void add_value(std::vector<Value>& values, Value value) {
  for (const Value& other : values)
    if (feel::identical(other, value)) return;
  values.push_back(std::move(value));
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// One text for each way in which equality, prefixes and lengths tell texts apart: each literal, and
// each literal as a mere prefix, in every length that counts.
std::vector<Value> text_boxes(const TextLiterals& literals) {
  std::vector<Value> boxes = {Value::null(), Value::from_string(kOther)};
  std::size_t longest = 0;
  for (std::size_t length : literals.lengths) longest = std::max(longest, length + 1);
  std::vector<std::string> starts = {""};
  for (const Value& text : literals.texts) starts.emplace_back(text.string());
  for (const std::string& start : starts) {
    if (!start.empty() || longest > 0) add_value(boxes, Value::from_string(start));
    std::string text = start + kOther;
    add_value(boxes, Value::from_string(text));
    while (length_of(text) < longest) {
      text += kOther;
      add_value(boxes, Value::from_string(text));
    }
  }
  return boxes;
}

// The links that fill a slot: one, or all behind an import.
template <typename Visit>
void for_each_link(const dmn::Frame& frame, std::uint32_t slot, const Visit& visit) {
  for (const dmn::Link& link : frame.links) {
    const bool behind = link.group >= 0 && frame.imports[link.group].slot == slot;
    if (link.slot == slot || behind) visit(link);
  }
}

}  // namespace

AssessmentPlan::AssessmentPlan(const Law& law) {
  number_names(law);
  Result<std::vector<PathwayRow>> rows = find_rows(law);
  if (!rows) {
    error_ = rows.error();
    return;
  }
  rows_ = std::move(*rows);
  std::set<std::uint32_t> decisions;
  for (const PathwayRow& row : rows_) {
    const auto& closure = law.models->decisions()[row.decision].decision_closure;
    decisions.insert(closure.begin(), closure.end());
    decisions.insert(row.decision);
  }
  decisions_.assign(decisions.begin(), decisions.end());
  for (std::uint32_t decision = 0; decision < law.models->decisions().size(); ++decision) {
    shapes_.push_back(shape_of(*law.models, decision));
    closed_values_.push_back(assessment::closed_values(*law.models, decision));
    is_closed_.push_back(!closed_values_.back().empty());
  }
  std::set<std::uint32_t> seen;
  std::uint32_t next = 1;
  for (const PathwayRow& row : rows_) place_facts(row.decision, seen, next);
  for (PathwayRow& row : rows_) find_reads(law, row);
  find_meetings(law);
  for (NameId id = 0; id < uses_.size(); ++id) read_use(law, uses_[id], id);
}

std::optional<NameId> AssessmentPlan::find_name(std::string_view name) const {
  const auto found = ids_.find(name);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

void AssessmentPlan::number_names(const Law& law) {
  for (std::uint32_t input = 0; input < law.models->inputs().size(); ++input) {
    const std::string& name = law.models->inputs()[input].data->name;
    const auto [found, added] = ids_.emplace(name, static_cast<NameId>(uses_.size()));
    if (added) {
      FactUse use;
      use.name = name;
      use.definition = law.facts ? law.facts->find(name) : nullptr;
      use.domain = domain_of(use.definition);
      use.is_fact = name != "on" && !(law.parameters && law.parameters->find(name));
      uses_.push_back(std::move(use));
    }
    uses_[found->second].inputs.push_back(input);
    name_of_input_.push_back(found->second);
  }
}

// In the order in which a reader of the row comes upon them.
void AssessmentPlan::place_facts(std::uint32_t decision, std::set<std::uint32_t>& seen,
                                 std::uint32_t& next) {
  if (!seen.insert(decision).second) return;
  for (const Operand& operand : shapes_[decision].operands) {
    if (operand.source == dmn::Source::kDecision) place_facts(operand.index, seen, next);
    if (operand.source != dmn::Source::kInput) continue;
    FactUse& use = uses_[name_of_input_[operand.index]];
    if (use.place == 0) use.place = next++;
  }
}

// RowRule::reads; of the whole row where its cells are not told apart.
void AssessmentPlan::find_reads(const Law& law, PathwayRow& row) const {
  const DecisionShape& shape = shapes_[row.decision];
  for (std::size_t rule = 0; rule < row.rules.size(); ++rule) {
    OperandSet read = shape.is_table ? 0 : ~OperandSet{0};
    if (shape.is_table)
      for (OperandSet cell : shape.cells[rule]) read |= cell;
    std::set<NameId> names;
    for (std::size_t i = 0; i < shape.operands.size(); ++i) {
      if (i < kOperandsMax && !(read >> i & 1)) continue;
      const Operand& operand = shape.operands[i];
      if (operand.source == dmn::Source::kInput) {
        names.insert(name_of_input_[operand.index]);
      } else {
        for (std::uint32_t input : law.models->decisions()[operand.index].input_closure)
          names.insert(name_of_input_[input]);
      }
    }
    row.rules[rule].reads.assign(names.begin(), names.end());
  }
}

void AssessmentPlan::find_meetings(const Law& law) {
  std::vector<Comparison> found;
  for (std::uint32_t decision : decisions_) find_comparisons(*law.models, decision, found);
  for (Comparison& comparison : found) {
    Meeting meeting{std::move(comparison), {}};
    add_names(law, meeting);
    if (!meeting.names.empty()) meetings_.push_back(std::move(meeting));
  }
}

void AssessmentPlan::add_names(const Law& law, Meeting& meeting) const {
  const dmn::Frame& frame = law.models->decisions()[meeting.decision].frame;
  std::set<NameId> names;
  const auto add_input = [&](std::uint32_t input) {
    const NameId name = name_of_input_[input];
    if (uses_[name].is_fact) names.insert(name);
  };
  const auto add_view = [&](const feel::ExpressionView& view) {
    for (std::uint32_t slot : view.slots())
      for_each_link(frame, slot, [&](const dmn::Link& link) {
        if (link.source == dmn::Source::kInput) add_input(link.index);
        if (link.source != dmn::Source::kDecision) return;
        for (std::uint32_t input : law.models->decisions()[link.index].input_closure)
          add_input(input);
      });
  };
  add_view(meeting.subject);
  for (const feel::ExpressionView& view : meeting.against) add_view(view);
  meeting.names.assign(names.begin(), names.end());
}

void AssessmentPlan::read_use(const Law& law, FactUse& use, NameId id) {
  if (!use.is_fact || use.domain == Domain::kFinite) return;
  TrendAnalysis trends(*law.models, use.name, use.domain, &is_closed_);
  for (std::uint32_t decision : decisions_)
    if (trends.of_decision(decision) == Trend::kUnknown) use.unsettled.push_back(decision);
  if (use.domain != Domain::kOrdered) return read_texts(law, use);
  for (std::uint32_t index = 0; index < meetings_.size(); ++index) {
    const Meeting& meeting = meetings_[index];
    if (!std::binary_search(meeting.names.begin(), meeting.names.end(), id)) continue;
    const Trend subject = trends.of(meeting.subject, meeting.decision);
    if (subject == Trend::kConstant || subject == Trend::kDiscrete) continue;
    bool is_itself = false;
    if (const auto slot = meeting.subject.variable())
      for_each_link(law.models->decisions()[meeting.decision].frame, *slot,
                    [&](const dmn::Link& link) {
                      is_itself |= link.source == dmn::Source::kInput && link.slot == *slot;
                    });
    (is_itself ? use.direct : use.derived).push_back(index);
  }
}

// Literals of every decision that reads the fact, and of those it reads in turn.
void AssessmentPlan::read_texts(const Law& law, FactUse& use) {
  std::set<std::uint32_t> near;
  for (std::uint32_t index : decisions_) {
    const std::vector<dmn::Link>& links = law.models->decisions()[index].frame.links;
    const bool reads = std::any_of(links.begin(), links.end(), [&](const dmn::Link& link) {
      return link.is_read && link.source == dmn::Source::kInput &&
             law.models->inputs()[link.index].data->name == use.name;
    });
    if (!reads) continue;
    near.insert(index);
    for (const dmn::Link& link : links)
      if (link.is_read && link.source == dmn::Source::kDecision) near.insert(link.index);
  }
  TextLiterals literals;
  for (std::uint32_t index : near) find_texts(*law.models, index, literals);
  use.texts = use.domain == Domain::kText ? text_boxes(literals) : literals.texts;
}

}  // namespace alternat::assessment
