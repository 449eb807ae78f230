// SPDX-License-Identifier: EUPL-1.2
// Decision tables (DMN 1.5 clause 8.2): which rules hit, and what the hit policy makes of them. A
// rule whose hit depends on an Unknown may hit; then the result is known only if it is the same
// either way.
#include <algorithm>
#include <set>

#include "decisions/dmn/compiled.h"
#include "decisions/dmn/interpret.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::dmn {
namespace {

using feel::Value;

struct Hit {
  const Rule* rule = nullptr;
  bool certain = true;
  Value result;
};

// Everything the policies need.
struct TableRun {
  Interpreter& self;
  const DecisionTable& table;
  const SlotValues& frame;
  std::vector<Hit> hits;  // certain and possible, in the order of the file
  std::set<std::string> unknown;

  bool any_maybe() const {
    return std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return !hit.certain; });
  }
  Value cause() const {
    return Value::unknown(std::vector<std::string>(unknown.begin(), unknown.end()));
  }
};

Value rule_result(TableRun& run, const Rule& rule) {
  if (run.table.outputs.size() == 1) return run.self.output(run.table, rule, 0, run.frame);
  std::vector<Value::Entry> entries;
  for (std::size_t i = 0; i < run.table.outputs.size(); ++i)
    entries.push_back({run.table.outputs[i].name, run.self.output(run.table, rule, i, run.frame)});
  return Value::from_entries(std::move(entries));
}

// No rule hit: the default entries, or null (DMN 1.5 clause 8.2.11).
Value fallback_result(TableRun& run) {
  const auto value_of = [&](const OutputClause& output) {
    return output.fallback ? run.self.evaluate(*output.fallback, run.frame) : Value::null();
  };
  const auto& outputs = run.table.outputs;
  const bool any = std::any_of(outputs.begin(), outputs.end(), [](const OutputClause& output) {
    return output.fallback.has_value();
  });
  if (!any) return Value::null();
  if (outputs.size() == 1) return value_of(outputs.front());
  std::vector<Value::Entry> entries;
  for (const OutputClause& output : outputs) entries.push_back({output.name, value_of(output)});
  return Value::from_entries(std::move(entries));
}

// Rank of an output value in the clause's allowed values; beyond all if not listed.
std::size_t rank_in(TableRun& run, const OutputClause& output, const Value& value) {
  // Without output values of its own, those of the clause's type (DMN 1.5 clause 8.2.10).
  const ItemDefinition* item = output.type.item;
  while (!output.allowed && item && !item->allowed) item = item->base;
  const std::optional<Text>* values = output.allowed ? &output.allowed
                                      : item         ? &item->allowed
                                                     : nullptr;
  const feel::UnaryTests* tests = values && *values ? find_tests(**values) : nullptr;
  if (!tests) return 0;
  for (std::size_t i = 0; i < tests->tests().size(); ++i)
    if (feel::evaluate_test(*tests, i, value, run.frame, run.self.context).is_true()) return i;
  return tests->tests().size();
}

// DMN 1.5 clause 8.2.11: priority compares the outputs from left to right.
std::vector<std::size_t> ranks_of(TableRun& run, const Value& result) {
  std::vector<std::size_t> ranks;
  for (const OutputClause& output : run.table.outputs) {
    const Value* part = &result;
    if (run.table.outputs.size() > 1) part = result.find_entry(output.name);
    ranks.push_back(part ? rank_in(run, output, *part) : 0);
  }
  return ranks;
}

// The order depends on outputs that are not known.
bool has_open_order(const TableRun& run) {
  return run.hits.size() > 1 && std::any_of(run.hits.begin(), run.hits.end(), [](const Hit& hit) {
           return hit.result.has_unknown();
         });
}

void sort_by_priority(TableRun& run) {
  std::vector<std::pair<std::vector<std::size_t>, std::size_t>> order;
  for (std::size_t i = 0; i < run.hits.size(); ++i)
    order.emplace_back(ranks_of(run, run.hits[i].result), i);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Hit> sorted;
  for (const auto& [ranks, index] : order) sorted.push_back(run.hits[index]);
  run.hits = std::move(sorted);
}

// The result if exactly one of the results comes out: known if they are all the same.
Value join_all(TableRun& run, std::vector<Value> results) {
  Value joined = results.front();
  const Value cause = run.cause();
  for (std::size_t i = 1; i < results.size(); ++i) joined = feel::join(joined, results[i], cause);
  return joined;
}

// Unknown, of everything the hits rest on.
Value open_result(TableRun& run) {
  std::vector<Value> results;
  for (const Hit& hit : run.hits) results.push_back(hit.result);
  return join_all(run, std::move(results));
}

Value unique_result(TableRun& run) {
  std::size_t certain = 0;
  for (const Hit& hit : run.hits) certain += hit.certain ? 1 : 0;
  if (certain > 1) {
    std::string ids;
    for (const Hit& hit : run.hits) ids += (ids.empty() ? "" : ", ") + hit.rule->id;
    run.self.context.warn("dmn.not_unique", "more than one rule hits a UNIQUE table: " + ids,
                          run.hits[1].rule->span);
    return Value::null();
  }
  std::vector<Value> results;
  for (const Hit& hit : run.hits) results.push_back(hit.result);
  if (run.any_maybe()) {
    // With a certain hit, a second one would make null; without, none may hit.
    results.push_back(certain == 1 ? Value::null() : fallback_result(run));
    // Two that may hit may both hit.
    if (run.hits.size() > 1) results.push_back(Value::null());
  }
  return join_all(run, std::move(results));
}

Value any_result(TableRun& run) {
  std::vector<Value> results;
  for (const Hit& hit : run.hits) results.push_back(hit.result);
  for (std::size_t i = 1; i < results.size(); ++i) {
    if (!run.hits[0].certain || !run.hits[i].certain) continue;
    if (feel::equal(results[0], results[i]).is_false() ||
        (feel::equal(results[0], results[i]).is_null() &&
         !feel::identical(results[0], results[i]))) {
      run.self.context.warn("dmn.any_differs", "rules of an ANY table hit with different outputs",
                            run.hits[i].rule->span);
      return Value::null();
    }
  }
  // Outputs that are not known may turn out different, and then there is no result.
  const bool may_differ =
      results.size() > 1 && std::any_of(results.begin(), results.end(),
                                        [](const Value& each) { return each.has_unknown(); });
  if (!run.any_maybe() && !may_differ) return results.front();
  const bool some_certain =
      std::any_of(run.hits.begin(), run.hits.end(), [](const Hit& hit) { return hit.certain; });
  if (!some_certain) results.push_back(fallback_result(run));
  if (may_differ) results.push_back(Value::null());
  return join_all(run, std::move(results));
}

Value first_result(TableRun& run) {
  std::vector<Value> results;
  for (const Hit& hit : run.hits) {
    results.push_back(hit.result);
    if (hit.certain) return join_all(run, std::move(results));
  }
  results.push_back(fallback_result(run));
  return join_all(run, std::move(results));
}

Value collect_result(TableRun& run) {
  if (run.any_maybe()) return run.cause();
  std::vector<Value> results;
  for (const Hit& hit : run.hits) results.push_back(hit.result);
  switch (run.table.aggregation) {
    case Aggregation::kNone:
      return Value::from_items(std::move(results));
    case Aggregation::kCount:
      return Value::from_int(static_cast<std::int64_t>(results.size()));
    case Aggregation::kSum:
    case Aggregation::kMin:
    case Aggregation::kMax:
      break;
  }
  const bool is_sum = run.table.aggregation == Aggregation::kSum;
  const auto cannot = [&] {
    run.self.context.warn("dmn.cannot_aggregate",
                          "the outputs of the rules that hit cannot be aggregated by " +
                              std::string(to_text(run.table.aggregation)),
                          run.hits.front().rule->span);
    return Value::null();
  };
  for (const Value& result : results)
    if (result.is_null() || (is_sum && !result.is_number() && !result.is_unknown()))
      return cannot();
  Value total = results.front();
  for (std::size_t i = 1; i < results.size(); ++i) {
    if (is_sum) {
      total = feel::add(total, results[i]);
    } else {
      const Value less = feel::compare(results[i], feel::Order::kLess, total);
      if (less.is_unknown()) return less;
      if (less.is_null()) return cannot();
      const bool wanted = run.table.aggregation == Aggregation::kMin;
      if (less.is_true() == wanted && !feel::identical(results[i], total)) total = results[i];
    }
  }
  return total;
}

Value no_hit_result(TableRun& run) {
  const bool is_list = run.table.hit_policy == HitPolicy::kCollect ||
                       run.table.hit_policy == HitPolicy::kRuleOrder ||
                       run.table.hit_policy == HitPolicy::kOutputOrder;
  const auto& outputs = run.table.outputs;
  const bool has_fallback = std::any_of(outputs.begin(), outputs.end(), [](const auto& output) {
    return output.fallback.has_value();
  });
  if (has_fallback) return fallback_result(run);
  if (!is_list) return Value::null();
  if (run.table.aggregation == Aggregation::kCount) return Value::from_int(0);
  if (run.table.aggregation != Aggregation::kNone) return Value::null();
  return Value::from_items({});
}

Value apply_policy(TableRun& run) {
  if (run.hits.empty()) return no_hit_result(run);
  switch (run.table.hit_policy) {
    case HitPolicy::kUnique:
      return unique_result(run);
    case HitPolicy::kAny:
      return any_result(run);
    case HitPolicy::kFirst:
      return first_result(run);
    case HitPolicy::kPriority:
      if (has_open_order(run)) return open_result(run);
      sort_by_priority(run);
      return first_result(run);
    case HitPolicy::kOutputOrder:
      if (has_open_order(run)) return open_result(run);
      sort_by_priority(run);
      return collect_result(run);
    case HitPolicy::kCollect:
    case HitPolicy::kRuleOrder:
      return collect_result(run);
  }
  return Value::null();
}

}  // namespace

Value Interpreter::cell_input(const DecisionTable& table, std::size_t input,
                              const SlotValues& frame) {
  return evaluate(table.inputs[input].expression, frame);
}

Value Interpreter::input_value(const DecisionTable& table, std::size_t input,
                               const SlotValues& frame) {
  const InputClause& clause = table.inputs[input];
  Value value = evaluate(clause.expression, frame);
  const feel::UnaryTests* allowed = clause.allowed ? find_tests(*clause.allowed) : nullptr;
  // A value outside the input values is an error (DMN 1.5 clause 8.2.3): null.
  if (allowed && !value.is_null() && !value.is_unknown() &&
      feel::evaluate_tests(*allowed, value, frame, context).is_false()) {
    context.warn("dmn.not_allowed",
                 feel::to_literal(value) + " is not among the allowed values of \"" +
                     clause.expression.text + "\"",
                 clause.span);
    return Value::null();
  }
  return value;
}

std::vector<Value> Interpreter::input_values(const DecisionTable& table, const SlotValues& frame) {
  std::vector<Value> values;
  values.reserve(table.inputs.size());
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    values.push_back(input_value(table, i, frame));
  return values;
}

RuleVerdict Interpreter::verdict(const DecisionTable& table, const Rule& rule,
                                 std::span<const Value> inputs, const SlotValues& frame) {
  RuleVerdict result;
  result.verdict = Verdict::kYes;
  std::vector<Value> unknown;
  for (std::size_t i = 0; i < rule.inputs.size() && i < table.inputs.size(); ++i) {
    const feel::UnaryTests* tests = find_tests(rule.inputs[i]);
    if (!tests || tests->is_any()) continue;
    Value cell = feel::evaluate_tests(*tests, inputs[i], frame, context);
    if (cell.is_true()) continue;
    if (cell.is_false()) {
      result.verdict = Verdict::kNo;
      return result;
    }
    if (cell.is_unknown()) {
      unknown.push_back(std::move(cell));
      if (result.verdict == Verdict::kYes) result.verdict = Verdict::kMaybe;
    } else {
      result.verdict = Verdict::kError;
    }
  }
  if (unknown.empty()) return result;
  for (const Value& cell : unknown)
    for (std::string& name : cell.unknown_names()) result.unknown.push_back(std::move(name));
  if (unknown.size() == 1) return result;
  std::sort(result.unknown.begin(), result.unknown.end());
  result.unknown.erase(std::unique(result.unknown.begin(), result.unknown.end()),
                       result.unknown.end());
  return result;
}

Value Interpreter::output(const DecisionTable& table, const Rule& rule, std::size_t column,
                          const SlotValues& frame) {
  if (column >= rule.outputs.size()) return Value::null();
  const OutputClause& clause = table.outputs[column];
  Value value = typed(clause.type, evaluate(rule.outputs[column], frame), "the output entry",
                      rule.outputs[column].span);
  const feel::UnaryTests* allowed = clause.allowed ? find_tests(*clause.allowed) : nullptr;
  if (allowed && !value.is_null() && !value.is_unknown() &&
      feel::evaluate_tests(*allowed, value, frame, context).is_false()) {
    context.warn("dmn.not_allowed",
                 feel::to_literal(value) + " is not among the allowed output values",
                 rule.outputs[column].span);
    return Value::null();
  }
  return value;
}

Value Interpreter::table(const DecisionTable& table, const SlotValues& frame) {
  TableRun run{*this, table, frame, {}, {}};
  const std::vector<Value> inputs = input_values(table, frame);
  for (const Rule& rule : table.rules) {
    RuleVerdict found = verdict(table, rule, inputs, frame);
    if (found.verdict == Verdict::kNo || found.verdict == Verdict::kError) continue;
    const bool certain = found.verdict == Verdict::kYes;
    run.unknown.insert(found.unknown.begin(), found.unknown.end());
    run.hits.push_back({&rule, certain, {}});
    run.hits.back().result = rule_result(run, rule);
    if (certain && table.hit_policy == HitPolicy::kFirst) break;
  }
  return apply_policy(run);
}

}  // namespace alternat::dmn
