// SPDX-License-Identifier: EUPL-1.2
#include "program/checks.h"

#include <algorithm>
#include <set>

#include "access/vocabulary.h"

namespace alternat::program {
namespace {

std::string hint(const std::string& given, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(given, known);
  return nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
}

// Inputs of a law model are facts, parameters or the day; anything else would silently stay
// unknown.
void check_inputs(const Program& program, Diagnostics& diagnostics) {
  const terms::Content& content = program.content();
  std::vector<std::string> known = content.facts.ids();
  for (const terms::Parameter& parameter : content.parameters.all())
    known.push_back(parameter.name);
  known.emplace_back("on");
  std::set<std::string> names(known.begin(), known.end());
  // access.dmn is asked by role, purpose and category, not by facts.
  names.insert({"purpose", "role", "category"});
  for (const dmn::InputNode& input : program.models().inputs())
    if (names.count(input.data->name) == 0)
      diagnostics.error("program.unknown_input",
                        "The input '" + input.data->name +
                            "' is no fact of the dictionary, no parameter and not 'on'." +
                            hint(input.data->name, known),
                        input.data->span);
}

class ProcedureCheck {
 public:
  ProcedureCheck(const Program& program, Diagnostics& diagnostics)
      : program_(program), diagnostics_(diagnostics) {}

  void check(const procedures::Definition& definition) {
    for (const procedures::Node& node : definition.nodes) {
      check_form(node);
      check_role(node);
      check_decision(node);
    }
  }

 private:
  void check_form(const procedures::Node& node) {
    for (const procedures::FormField& field : node.form) {
      if (program_.content().facts.find(field.fact)) continue;
      diagnostics_.error("program.unknown_fact",
                         "'" + node.id + "' asks for '" + field.fact +
                             "', which is not in the fact dictionary." +
                             hint(field.fact, program_.content().facts.ids()),
                         node.span);
    }
  }

  void check_role(const procedures::Node& node) {
    if (node.role.empty() || access::find_role(node.role)) return;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < access::kRoleCount; ++i)
      known.emplace_back(access::to_text(static_cast<access::Role>(i)));
    diagnostics_.error("program.unknown_role",
                       "'" + node.id + "' is given to the role '" + node.role +
                           "', which access does not know." + hint(node.role, known),
                       node.span);
  }

  void check_decision(const procedures::Node& node) {
    if (node.decision.empty()) return;
    const std::size_t colon = node.decision.find(':');
    const std::string kind = node.decision.substr(0, colon);
    const std::string what = colon == std::string::npos ? "" : node.decision.substr(colon + 1);
    if (kind == "safeguards" && (what == "contact" || what == "scheduling" || what == "execution"))
      return;
    // "pathway:*" is the pathway that the fact target_pathway of the case names.
    if (kind == "pathway" && (what == "*" || program_.models().find_model(what))) return;
    if (kind == "model" && has_own_decision(what)) return;
    diagnostics_.error(
        "program.unknown_decision",
        "'" + node.id + "' asks for the decision '" + node.decision +
            "'. Known are 'pathway:<id>', 'pathway:*', 'model:<id>' with a decision of "
            "its own name, and 'safeguards:contact|scheduling|execution'.",
        node.span);
  }

  bool has_own_decision(const std::string& model) const {
    const dmn::Definitions* found = program_.models().find_model(model);
    return found && program_.models().find_decision(found->namespace_uri, model);
  }

  const Program& program_;
  Diagnostics& diagnostics_;
};

void check_counted_by(const Program& program, const terms::CountedBy& counted,
                      const SourceSpan& span, Diagnostics& diagnostics) {
  const CompiledProcedure* procedure = program.find_procedure(counted.procedure);
  if (!procedure) {
    diagnostics.error(
        "program.unknown_procedure",
        "It is counted by the procedure '" + counted.procedure + "', which does not exist.", span);
  } else if (procedure->definition.find_node(counted.element) == procedures::kNoIndex) {
    std::vector<std::string> known;
    for (const procedures::Node& node : procedure->definition.nodes) known.push_back(node.id);
    diagnostics.error("program.unknown_element",
                      "It is counted by the element '" + counted.element + "', which '" +
                          counted.procedure + "' does not have." + hint(counted.element, known),
                      span);
  }
}

void check_promises(const Program& program, Diagnostics& diagnostics) {
  for (const terms::PartnershipContent& of : program.content().partnerships) {
    for (const terms::Commitment& commitment : of.commitments)
      if (commitment.counted_by)
        check_counted_by(program, *commitment.counted_by, commitment.span, diagnostics);
    for (const terms::Quota& quota : of.quotas)
      if (quota.counted_by) check_counted_by(program, *quota.counted_by, quota.span, diagnostics);
  }
}

}  // namespace

void check_program(const Program& program, Diagnostics& diagnostics) {
  check_inputs(program, diagnostics);
  ProcedureCheck procedure_check(program, diagnostics);
  for (const CompiledProcedure& procedure : program.procedures())
    procedure_check.check(procedure.definition);
  check_promises(program, diagnostics);
}

}  // namespace alternat::program
