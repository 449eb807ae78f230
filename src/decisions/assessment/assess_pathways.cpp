// SPDX-License-Identifier: EUPL-1.2
// Which pathways fit: every row answered with its outcome, its reasons, what is missing, and the
// shortest way there.
#include <algorithm>
#include <iterator>

#include "decisions/assessment/assess.h"
#include "decisions/assessment/inputs.h"
#include "decisions/assessment/missing.h"
#include "decisions/assessment/outcome_diagrams.h"
#include "decisions/assessment/plan.h"
#include "decisions/assessment/question.h"
#include "decisions/assessment/reasons.h"
#include "decisions/assessment/row_state.h"
#include "decisions/assessment/shortest.h"
#include "decisions/dmn/trace.h"

namespace alternat::assessment {
namespace {

// Codes of the engine itself; their sentences stand beside those of the models.
constexpr const char* kNotInForce = "NOT_IN_FORCE";
constexpr const char* kParameterNotEstablished = "PARAMETER_NOT_ESTABLISHED";
constexpr const char* kNotEvaluable = "NOT_EVALUABLE";

// A fact that fixes how an open text is read: its first value leaves it open (docs/content.md).
bool is_reading(const terms::FactDefinition& fact) {
  return fact.type == terms::FactType::kString && fact.values.size() > 2 &&
         fact.values.front() == "open";
}

class RowAssessment {
 public:
  RowAssessment(const Law& law, std::size_t index, const AssessmentOptions& options,
                PersonQuestion& question)
      : law_(law),
        row_(question.plan().rows()[index]),
        options_(options),
        question_(question),
        evaluation_(question.evaluation()),
        assumed_(question.assumed()) {}

  PathwayResult run() {
    describe();
    if ((row_.from && options_.on < *row_.from) || (row_.until && options_.on >= *row_.until)) {
      not_in_force();
      return std::move(result_);
    }
    const feel::EvaluationContext::Muted muted(evaluation_.context());
    state_ = state_of(row_, evaluation_);
    decide();
    add_reasons();
    add_readings();
    if (result_.outcome == PathwayOutcome::kIneligible && options_.with_shortest) add_shortest();
    if (options_.with_trace) result_.trace = dmn::trace_decision(evaluation_, row_.decision);
    return std::move(result_);
  }

 private:
  void describe() {
    const dmn::DecisionNode& node = law_.models->decisions()[row_.decision];
    result_.pathway = row_.pathway;
    result_.row = row_.row;
    result_.citation = row_.citation;
    result_.ba_consent = row_.ba_consent;
    result_.group = row_.group.empty() ? "other" : row_.group;
    result_.order = row_.order;
    result_.legal_class = row_.legal_class;
    result_.model = law_.models->models()[node.model]->hash;
    // Both sorted.
    std::set_intersection(row_.facts.begin(), row_.facts.end(), assumed_.presumed.begin(),
                          assumed_.presumed.end(), std::back_inserter(result_.presumed));
    result_.hooks = row_.hooks;
  }

  void not_in_force() {
    result_.outcome = PathwayOutcome::kIneligible;
    Reason reason;
    reason.code = kNotInForce;
    reason.citation = row_.citation;
    if (row_.from) reason.values.push_back({"in_force_from", row_.from->to_iso()});
    if (row_.until) reason.values.push_back({"in_force_until", row_.until->to_iso()});
    reason.values.push_back({"on", options_.on.to_iso()});
    result_.reasons.push_back(std::move(reason));
  }

  // Parameters of the row that have no value on the day and may still decide.
  std::vector<std::string> open_parameters() const {
    std::vector<std::string> names;
    for (const std::string& name : state_.open)
      if (assumed_.parameters_not_on_day.contains(name)) names.push_back(name);
    return names;
  }

  void decide() {
    Outcomes outcomes = state_.possible;
    const std::vector<std::string> parameters = open_parameters();
    if (!is_single(outcomes)) {
      const std::optional<NodeId> root = question_.open_facts().outcomes(row_);
      Missing missing =
          root ? question_.missing(row_, *root, state_) : all_open(question_.plan(), state_);
      result_.missing = std::move(missing.facts);
      result_.exact = missing.exact;
      if (!parameters.empty()) {
        not_established(parameters);
        return;
      }
      if (!result_.missing.empty()) {
        result_.outcome = PathwayOutcome::kNeedsInfo;
        return;
      }
      // No fact can change it: every completion gives the same.
      if (root && is_terminal(*root)) outcomes = question_.open_facts().outcomes_at(*root);
    }
    result_.outcome = outcome_of(outcomes);
  }

  static PathwayOutcome outcome_of(Outcomes outcomes) {
    return outcomes == kCanBeEligible     ? PathwayOutcome::kEligible
           : outcomes == kCanBeIneligible ? PathwayOutcome::kIneligible
                                          : PathwayOutcome::kOfficer;
  }

  // Rules that some completion hits; past the bound every one that may hit.
  bool can_hit(std::size_t rule) {
    const std::optional<NodeId> root = question_.open_facts().hits(row_, rule);
    if (!root || !is_terminal(*root)) return true;
    return question_.open_facts().store().terminal_of(*root).value.is_true();
  }

  void add_shortest() {
    if (!question_.may_become_eligible(row_, state_)) return;
    OutcomeDiagrams& diagrams = question_.changeable_facts();
    if (const std::optional<NodeId> root = diagrams.outcomes(row_))
      result_.shortest = shortest_ways(diagrams, row_, *root);
  }

  void not_established(const std::vector<std::string>& parameters) {
    result_.outcome = PathwayOutcome::kOfficer;
    for (const std::string& name : parameters) {
      Reason reason;
      reason.code = kParameterNotEstablished;
      reason.citation = row_.citation;
      reason.values.push_back({"parameter", name});
      reason.values.push_back({"on", options_.on.to_iso()});
      result_.reasons.push_back(std::move(reason));
    }
  }

  void add_rule_reason(std::size_t rule, bool certain) {
    Reason reason = explain_rule(law_, row_, rule, evaluation_);
    for (const Reason& other : result_.reasons)
      if (other.code == reason.code && other.citation == reason.citation) return;
    reason.certain = certain;
    result_.reasons.push_back(std::move(reason));
  }

  // The rules that gave the outcome. Where all completions fail, but not through one certain rule,
  // those that some completion hits are named as such.
  void add_reasons() {
    const bool refused = result_.outcome == PathwayOutcome::kIneligible;
    if (!refused && result_.outcome != PathwayOutcome::kOfficer) return;
    const Failure wanted = refused ? Failure::kIneligible : Failure::kOfficer;
    for (const dmn::Verdict verdict : {dmn::Verdict::kYes, dmn::Verdict::kMaybe}) {
      const bool is_certain = verdict == dmn::Verdict::kYes;
      for (std::size_t i = 0; i < state_.rules.size(); ++i)
        if (row_.rules[i].failure == wanted && state_.rules[i].verdict == verdict &&
            (is_certain || can_hit(i)))
          add_rule_reason(i, is_certain);
      if (!refused) add_errors();
      if (!result_.reasons.empty()) return;
    }
  }

  // Where the law can be read in several ways and a person decides, what each reading would give.
  void add_readings() {
    if (result_.outcome != PathwayOutcome::kOfficer || !law_.facts) return;
    for (const std::string& name : row_.facts) {
      const terms::FactDefinition* fact = law_.facts->find(name);
      if (fact && is_reading(*fact)) add_readings_of(*fact);
    }
  }

  void add_readings_of(const terms::FactDefinition& fact) {
    const feel::Value given = evaluation_.input(law_.models->inputs_named(fact.id).front());
    if (!given.is_string() || given.string() != fact.values.front()) return;
    std::vector<PathwayOutcome> outcomes;
    for (std::size_t i = 1; i < fact.values.size(); ++i) {
      evaluation_.set_inputs_named(fact.id, feel::Value::from_string(fact.values[i]));
      const RowState state = state_of(row_, evaluation_);
      outcomes.push_back(is_single(state.possible) ? outcome_of(state.possible)
                                                   : PathwayOutcome::kNeedsInfo);
    }
    evaluation_.set_inputs_named(fact.id, given);
    if (std::all_of(outcomes.begin(), outcomes.end(),
                    [&](PathwayOutcome outcome) { return outcome == outcomes.front(); }))
      return;
    for (Reason& reason : result_.reasons)
      for (std::size_t i = 0; i < outcomes.size(); ++i)
        reason.values.push_back(
            {"reading_" + fact.values[i + 1], std::string(to_text(outcomes[i]))});
  }

  void add_errors() {
    for (std::size_t i = 0; i < state_.rules.size(); ++i) {
      if (state_.rules[i].verdict != dmn::Verdict::kError) continue;
      Reason reason = explain_rule(law_, row_, i, evaluation_);
      reason.code = kNotEvaluable;
      reason.delta.reset();
      const bool is_known =
          std::any_of(result_.reasons.begin(), result_.reasons.end(), [&](const Reason& other) {
            return other.code == reason.code && other.citation == reason.citation;
          });
      if (is_known) continue;
      result_.reasons.push_back(std::move(reason));
    }
  }

  const Law& law_;
  const PathwayRow& row_;
  const AssessmentOptions& options_;
  PersonQuestion& question_;
  dmn::Evaluation& evaluation_;
  const Assumed& assumed_;
  RowState state_;
  PathwayResult result_;
};

}  // namespace

Result<std::vector<PathwayResult>> assess_pathways(const Law& law, const Json& facts,
                                                   const AssessmentOptions& options) {
  if (law.facts) {
    const Diagnostics problems = law.facts->check_form(facts, "facts");
    if (problems.has_errors()) return problems.to_error(Fault::kMalformed);
  }
  std::optional<AssessmentPlan> own;
  if (!law.plan) own.emplace(law);
  const AssessmentPlan& plan = law.plan ? *law.plan : *own;
  if (plan.error()) return *plan.error();
  PersonQuestion question(law, plan, facts, options);
  std::vector<PathwayResult> results;
  for (std::size_t i = 0; i < plan.rows().size(); ++i)
    if (is_asked(plan.rows()[i], options))
      results.push_back(RowAssessment(law, i, options, question).run());
  return results;
}

}  // namespace alternat::assessment
