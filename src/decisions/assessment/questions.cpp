// SPDX-License-Identifier: EUPL-1.2
#include "decisions/assessment/questions.h"

#include <algorithm>
#include <map>
#include <set>

#include "decisions/assessment/question.h"
#include "decisions/assessment/row_state.h"

namespace alternat::assessment {
namespace {

bool may_be_asked(const Law& law, const std::string& fact) {
  const terms::FactDefinition* definition = law.facts ? law.facts->find(fact) : nullptr;
  return !definition || definition->realm != terms::Realm::kReturns;
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

// The one terminal below where the variable lies at the position; nullopt if there are several.
std::optional<NodeId> only_end(const DiagramStore& store, NodeId root, std::uint32_t variable,
                               std::int64_t position) {
  std::optional<NodeId> end;
  std::set<NodeId> seen;
  std::vector<NodeId> open = {root};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (is_terminal(node)) {
      if (end && *end != node) return std::nullopt;
      end = node;
    } else if (seen.insert(node).second) {
      if (store.variable(node) == variable)
        open.push_back(store.child(node, position));
      else
        for (const Edge& edge : store.edges(node)) open.push_back(edge.to);
    }
  }
  return end;
}

// Positions of the boxes of a variable: each listed value, or where they begin in the diagram.
std::set<std::int64_t> boxes_of(const FactSpace& space, const DiagramStore& store, NodeId root,
                                std::uint32_t variable) {
  std::set<std::int64_t> starts;
  for (std::size_t i = 0; i < space.listed_values(variable); ++i)
    starts.insert(static_cast<std::int64_t>(i));
  if (!starts.empty()) return starts;
  std::set<NodeId> seen;
  std::vector<NodeId> open = {root};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (is_terminal(node) || !seen.insert(node).second) continue;
    for (const Edge& edge : store.edges(node)) {
      if (store.variable(node) == variable) starts.insert(edge.from);
      open.push_back(edge.to);
    }
  }
  return starts;
}

// Thousandths of the boxes of the fact that leave one outcome.
std::int64_t settled_thousandths(OutcomeDiagrams& diagrams, NodeId root, std::uint32_t variable) {
  const DiagramStore& store = diagrams.store();
  const std::set<std::int64_t> boxes = boxes_of(diagrams.space(), store, root, variable);
  if (boxes.empty()) return 0;
  const auto settled = std::count_if(boxes.begin(), boxes.end(), [&](std::int64_t box) {
    return only_end(store, root, variable, box).has_value();
  });
  return static_cast<std::int64_t>(settled) * 1000 / static_cast<std::int64_t>(boxes.size());
}

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
        if (root && variable)
          asked.settles_thousandths += settled_thousandths(question.open_facts(), *root, *variable);
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
