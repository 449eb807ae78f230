// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/questions.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "decisions/assessment/question.h"
#include "decisions/assessment/row_state.h"

namespace alternat::assessment {
namespace {

bool may_be_asked(const Law& law, const std::string& fact) {
  const terms::FactDefinition* definition = law.facts ? law.facts->find(fact) : nullptr;
  return !definition || definition->realms.asks_work();
}

// The stated facts in the order of answering.
std::vector<std::string> in_order(const Law& law, const Json& facts,
                                  const std::vector<std::string>& answered) {
  std::vector<std::string> order;
  for (const auto& [id, value] : facts.items()) {
    if (law.facts && !law.facts->find(id)) continue;  // `on` and the like
    if (std::find(answered.begin(), answered.end(), id) == answered.end()) order.push_back(id);
  }
  std::sort(order.begin(), order.end());
  for (const std::string& id : answered)
    if (facts.contains(id) && std::find(order.begin(), order.end(), id) == order.end())
      order.push_back(id);
  return order;
}

// How far answers settle the rows of one set of diagrams.
class Settling {
 public:
  explicit Settling(OutcomeDiagrams& diagrams) : diagrams_(diagrams), store_(diagrams.store()) {}

  // Thousandths of the boxes of the fact that leave one outcome.
  std::int64_t thousandths(NodeId root, std::uint32_t variable) {
    NodeId beside = kNone;  // what comes out where the fact does not split
    const std::vector<NodeId> splits = find_splits(root, variable, beside);
    const std::vector<std::int64_t> boxes = boxes_of(splits, variable);
    if (boxes.empty() || beside == kSeveral) return 0;
    std::int64_t settled = 0;
    for (std::int64_t box : boxes) {
      NodeId end = beside;
      for (NodeId node : splits) end = joined(end, end_of(store_.child(node, box)));
      settled += end != kSeveral ? 1 : 0;
    }
    return settled * 1000 / static_cast<std::int64_t>(boxes.size());
  }

 private:
  // Beside terminals, which are negative: nothing comes out yet, or not one thing.
  static constexpr NodeId kNone = 0, kSeveral = 1;

  static NodeId joined(NodeId a, NodeId b) {
    if (a == kNone || a == b) return b;
    return b == kNone ? a : kSeveral;
  }

  // The one terminal that a node leads to, or kSeveral.
  NodeId end_of(NodeId node) {
    if (is_terminal(node)) return node;
    if (ends_.size() < store_.size()) ends_.resize(store_.size(), kNone);
    NodeId end = ends_[static_cast<std::size_t>(node)];
    if (end != kNone) return end;
    for (const Edge& edge : store_.edges(node)) {
      end = joined(end, end_of(edge.to));
      if (end == kSeveral) break;
    }
    return ends_[static_cast<std::size_t>(node)] = end;
  }

  // The nodes of the variable below the root.
  std::vector<NodeId> find_splits(NodeId root, std::uint32_t variable, NodeId& beside) {
    if (seen_.size() < store_.size()) seen_.resize(store_.size(), 0);
    ++round_;
    std::vector<NodeId> splits, open = {root};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if (is_terminal(node) || store_.variable(node) > variable) {
        beside = joined(beside, end_of(node));
        continue;
      }
      std::uint32_t& seen = seen_[static_cast<std::size_t>(node)];
      if (seen == round_) continue;
      seen = round_;
      if (store_.variable(node) == variable)
        splits.push_back(node);
      else
        for (const Edge& edge : store_.edges(node)) open.push_back(edge.to);
    }
    return splits;
  }

  // Positions of the boxes of a variable: each listed value, or where they begin in the diagram.
  std::vector<std::int64_t> boxes_of(const std::vector<NodeId>& splits, std::uint32_t variable) {
    std::vector<std::int64_t> starts(diagrams_.space().listed_values(variable));
    std::iota(starts.begin(), starts.end(), 0);
    if (!starts.empty()) return starts;
    for (NodeId node : splits)
      for (const Edge& edge : store_.edges(node)) starts.push_back(edge.from);
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    return starts;
  }

  OutcomeDiagrams& diagrams_;
  const DiagramStore& store_;
  std::vector<NodeId> ends_;         // by node
  std::vector<std::uint32_t> seen_;  // by node: the round
  std::uint32_t round_ = 0;
};

class Finder {
 public:
  Finder(const Law& law, const AssessmentPlan& plan, const Json& facts,
         const AssessmentOptions& options)
      : law_(law), plan_(plan), facts_(facts), options_(options) {}

  Questions run() {
    find_open();
    return std::move(questions_);
  }

  Questions run(const std::vector<std::string>& answered) {
    find_open();
    find_obsolete(in_order(law_, facts_, answered));
    return std::move(questions_);
  }

  std::vector<std::string> idle(const std::vector<std::string>& answered) {
    std::vector<std::string> order = in_order(law_, facts_, answered), found;
    std::reverse(order.begin(), order.end());
    Json left = facts_;
    for (const std::string& fact : order) {
      const terms::FactDefinition* definition = law_.facts ? law_.facts->find(fact) : nullptr;
      if (definition && (definition->presumed || !definition->presumed_from.empty())) continue;
      Json without = left;
      without.erase(fact);
      if (can_matter(without, {fact})) continue;
      left = std::move(without);
      found.push_back(fact);
    }
    return found;
  }

  std::optional<std::string> presumed(std::vector<std::string> candidates) {
    std::map<std::string, int> rows;
    for (const PathwayRow& row : plan_.rows())
      if (is_asked(row, options_) && is_in_force(row))
        for (const std::string& fact : row.facts) ++rows[fact];
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const std::string& a, const std::string& b) { return rows[a] > rows[b]; });
    for (const std::string& fact : candidates)
      if (rows[fact] > 0 && may_be_asked(law_, fact) && can_matter(facts_, {fact})) return fact;
    return std::nullopt;
  }

 private:
  bool is_in_force(const PathwayRow& row) const {
    return !(row.from && options_.on < *row.from) && !(row.until && options_.on >= *row.until);
  }

  void find_open() {
    PersonQuestion question(law_, plan_, facts_, options_, &known_);
    const feel::EvaluationContext::Muted muted(question.evaluation().context());
    std::optional<Settling> settling;
    std::map<std::string, Question> open;
    for (const PathwayRow& row : plan_.rows()) {
      if (!is_asked(row, options_) || !is_in_force(row)) continue;
      const RowState state = state_of(row, question.evaluation());
      if (is_single(state.possible)) continue;
      const std::optional<NodeId> root = question.open_facts().outcomes(row);
      const Missing missing = root ? question.missing(row, *root, state) : all_open(plan_, state);
      questions_.exact &= missing.exact;
      for (const std::string& fact : missing.facts) {
        if (!may_be_asked(law_, fact)) continue;
        Question& asked = open[fact];
        asked.fact = fact;
        ++asked.rows;
        const auto variable = question.open_facts().space().find_variable(*plan_.find_name(fact));
        if (!root || !variable) continue;
        if (!settling) settling.emplace(question.open_facts());
        asked.settles_thousandths += settling->thousandths(*root, *variable);
      }
    }
    for (auto& [fact, asked] : open) questions_.open.push_back(std::move(asked));
    std::stable_sort(questions_.open.begin(), questions_.open.end(),
                     [](const Question& a, const Question& b) {
                       if (a.settles_thousandths != b.settles_thousandths)
                         return a.settles_thousandths > b.settles_thousandths;
                       return a.rows > b.rows;
                     });
  }

  void find_obsolete(const std::vector<std::string>& order) {
    Json before = Json::object();
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::vector<std::string> later(order.begin() + static_cast<std::ptrdiff_t>(i),
                                           order.end());
      if (can_matter(before, later))
        before[order[i]] = facts_[order[i]];
      else
        questions_.obsolete.push_back(order[i]);
    }
  }

  // Whether the first of `later` can change a row where nothing is known of all of them.
  bool can_matter(const Json& before, const std::vector<std::string>& later) {
    PersonQuestion question(law_, plan_, before, options_, &known_);
    question.forget(law_, later);
    const feel::EvaluationContext::Muted muted(question.evaluation().context());
    const std::string& fact = later.front();
    for (const PathwayRow& row : plan_.rows()) {
      if (!is_asked(row, options_) || !is_in_force(row)) continue;
      if (!std::binary_search(row.facts.begin(), row.facts.end(), fact)) continue;
      const RowState state = state_of(row, question.evaluation());
      if (!std::binary_search(state.open.begin(), state.open.end(), fact)) continue;
      const std::optional<NodeId> root = question.open_facts().outcomes(row);
      if (!root) return true;
      const Missing missing = question.missing(row, *root, state);
      if (std::binary_search(missing.facts.begin(), missing.facts.end(), fact)) return true;
    }
    return false;
  }

  const Law& law_;
  const AssessmentPlan& plan_;
  const Json& facts_;
  const AssessmentOptions& options_;
  KnownStarts known_;
  Questions questions_;
};

// The plan of the law, or one made for this question; what is wrong with law or facts.
class Checked {
 public:
  Checked(const Law& law, const Json& facts) : plan_(law.plan) {
    if (law.facts) {
      const Diagnostics problems = law.facts->check(facts, "facts");
      if (problems.has_errors()) error_ = problems.to_error(Fault::kMalformed);
    }
    if (!plan_) plan_ = &own_.emplace(law);
    if (!error_) error_ = plan_->error();
  }
  const std::optional<Error>& error() const { return error_; }
  const AssessmentPlan& plan() const { return *plan_; }

 private:
  const AssessmentPlan* plan_;
  std::optional<AssessmentPlan> own_;
  std::optional<Error> error_;
};

}  // namespace

Result<Questions> find_questions(const Law& law, const Json& facts,
                                 const AssessmentOptions& options,
                                 const std::vector<std::string>& answered) {
  const Checked checked(law, facts);
  if (checked.error()) return *checked.error();
  return Finder(law, checked.plan(), facts, options).run(answered);
}

Result<Questions> find_open_questions(const Law& law, const Json& facts,
                                      const AssessmentOptions& options) {
  const Checked checked(law, facts);
  if (checked.error()) return *checked.error();
  return Finder(law, checked.plan(), facts, options).run();
}

Result<std::vector<std::string>> find_idle_answers(const Law& law, const Json& facts,
                                                   const AssessmentOptions& options,
                                                   const std::vector<std::string>& answered) {
  const Checked checked(law, facts);
  if (checked.error()) return *checked.error();
  return Finder(law, checked.plan(), facts, options).idle(answered);
}

Result<std::optional<std::string>> find_presumed_question(
    const Law& law, const Json& facts, const AssessmentOptions& options,
    const std::vector<std::string>& candidates) {
  const Checked checked(law, facts);
  if (checked.error()) return *checked.error();
  return Finder(law, checked.plan(), facts, options).presumed(candidates);
}

}  // namespace alternat::assessment
