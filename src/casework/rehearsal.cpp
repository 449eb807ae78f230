// SPDX-License-Identifier: EUPL-1.2
#include "casework/rehearsal.h"

#include <algorithm>

#include "base/file.h"
#include "base/toml.h"

namespace alternat::casework {
namespace {

using procedures::Definition;

std::vector<RehearsedCase> live_cases(const Node& node, const std::string& procedure) {
  std::vector<RehearsedCase> found = node.with_tables([&](const projections::Tables& tables) {
    std::vector<RehearsedCase> out;
    for (const projections::CaseRow* row : tables.cases("")) {
      if (row->state.ended || (!procedure.empty() && row->procedure != procedure)) continue;
      const program::CompiledProcedure* own = node.program().find_procedure(row->procedure);
      if (!own || own->definition.hash == row->hash) continue;
      RehearsedCase one;
      one.partnership = row->partnership;
      one.case_id = row->id;
      one.procedure = row->procedure;
      one.from = row->hash;
      one.to = own->definition.hash;
      one.version = row->version;
      out.push_back(std::move(one));
    }
    return out;
  });
  std::sort(found.begin(), found.end(), [](const RehearsedCase& a, const RehearsedCase& b) {
    return std::tie(a.procedure, a.partnership, a.case_id) <
           std::tie(b.procedure, b.partnership, b.case_id);
  });
  return found;
}

bool has_id(const Definition& definition, const std::string& id) {
  return definition.find_node(id) != procedures::kNoIndex ||
         definition.find_flow(id) != procedures::kNoIndex;
}

Error unknown_element(const std::string& procedure, const std::string& id, const char* which) {
  return {Fault::kMalformed,
          "migration.unknown_element",
          "The mapping of '" + procedure + "' names '" + id + "', which " + which + ".",
          {}};
}

// A mapping with a typing error would lose what it meant to keep.
Status check_mappings(const Node& node, const MigrationScope& scope,
                      const std::vector<RehearsedCase>& cases) {
  for (const auto& [id, mapping] : scope.mappings) {
    const program::CompiledProcedure* target = node.program().find_procedure(id);
    if (!target)
      return Error{Fault::kNotFound,
                   "migration.no_procedure",
                   "The content has no procedure '" + id + "'.",
                   {}};
    for (const auto& [from, to] : mapping) {
      if (!has_id(target->definition, to))
        return unknown_element(id, to, "the new version does not have");
      bool looked = false;
      bool known = false;
      for (const RehearsedCase& one : cases) {
        if (one.procedure != id) continue;
        const auto version = node.version(id, one.from);
        looked = looked || version.ok();
        known = known || (version.ok() && has_id((*version)->definition, from));
      }
      if (looked && !known) return unknown_element(id, from, "no version that a case runs on has");
    }
  }
  return {};
}

void plan(const Node& node, const MigrationScope& scope, RehearsedCase& one) {
  const std::optional<procedures::State> state =
      node.with_tables([&](const projections::Tables& tables) {
        const projections::CaseRow* row = tables.find_case(one.partnership, one.case_id);
        return row && row->version == one.version ? std::optional(row->state) : std::nullopt;
      });
  const Result<const program::CompiledProcedure*> source = node.version(one.procedure, one.from);
  if (!state || !source) {
    one.verdict = procedures::Verdict::kBreaks;
    one.problem = source ? "The case is moving right now; look again." : source.error().message;
    return;
  }
  procedures::MigrationPlan made = procedures::plan_migration(
      {(*source)->definition, node.program().find_procedure(one.procedure)->definition, *state,
       mapping_of(scope, one.procedure)});
  one.verdict = made.verdict;
  one.findings = std::move(made.findings);
}

}  // namespace

const procedures::ElementMapping& mapping_of(const MigrationScope& scope,
                                             const std::string& procedure) {
  static const procedures::ElementMapping kNone;
  const auto found = scope.mappings.find(procedure);
  return found == scope.mappings.end() ? kNone : found->second;
}

std::vector<RehearsedCase> moved_by(const Node& node, const std::string& migration) {
  return node.with_tables([&](const projections::Tables& tables) {
    std::vector<RehearsedCase> out;
    for (const projections::CaseRow* row : tables.cases("")) {
      if (!row->migration || row->migration->undone || row->migration->migration != migration)
        continue;
      RehearsedCase one;
      one.partnership = row->partnership;
      one.case_id = row->id;
      one.procedure = row->procedure;
      one.from = row->migration->to;
      one.to = row->migration->from;
      one.version = row->version;
      out.push_back(std::move(one));
    }
    return out;
  });
}

Result<Mappings> parse_mappings(std::string_view text, const std::string& file) {
  Result<TomlNode> root = parse_toml(text, file);
  if (!root) return root.error();
  Mappings mappings;
  for (const auto& [procedure, table] : root->as_table()->entries) {
    const auto wrong = [](const SourceSpan& span) {
      return Error{Fault::kMalformed,
                   "migration.mapping",
                   "A mapping file has a table for each procedure, and in it \"old element\" = "
                   "\"new element\".",
                   {span}};
    };
    if (!table.as_table()) return wrong(table.span());
    for (const auto& [from, to] : table.as_table()->entries) {
      if (!to.as_string()) return wrong(to.span());
      mappings[procedure][from] = *to.as_string();
    }
  }
  return mappings;
}

Result<Mappings> read_mappings(const std::string& file) {
  Result<std::string> text = read_file(file);
  if (!text) return text.error();
  return parse_mappings(*text, file);
}

Result<std::vector<RehearsedCase>> rehearse(const Node& node, const MigrationScope& scope) {
  if (!scope.procedure.empty() && !node.program().find_procedure(scope.procedure))
    return Error{Fault::kNotFound,
                 "migration.no_procedure",
                 "The content has no procedure '" + scope.procedure + "'.",
                 {}};
  std::vector<RehearsedCase> cases = live_cases(node, scope.procedure);
  if (Status status = check_mappings(node, scope, cases); !status) return status.error();
  for (RehearsedCase& one : cases) plan(node, scope, one);
  return cases;
}

Json to_json(const RehearsedCase& one) {
  Json out = {{"partnership", one.partnership},
              {"case", one.case_id},
              {"procedure", one.procedure},
              {"from", one.from},
              {"to", one.to},
              {"verdict", std::string(procedures::to_string(one.verdict))},
              {"reasons", Json::array()}};
  for (const procedures::Finding& finding : one.findings)
    out["reasons"].push_back({{"code", finding.code},
                              {"verdict", std::string(procedures::to_string(finding.verdict))},
                              {"element", finding.element},
                              {"detail", finding.detail},
                              {"text", procedures::describe(finding)}});
  if (!one.problem.empty()) out["problem"] = one.problem;
  return out;
}

Json to_json(const MigrationRun& run) {
  Json out = {{"migration", run.id}, {"moved", Json::array()}, {"left", Json::array()}};
  for (const RehearsedCase& one : run.moved) out["moved"].push_back(to_json(one));
  for (const LeftCase& left : run.left) {
    Json one = to_json(left.of);
    one["code"] = left.why.code;
    one["why"] = left.why.message;
    out["left"].push_back(std::move(one));
  }
  return out;
}

}  // namespace alternat::casework
