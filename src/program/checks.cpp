// SPDX-License-Identifier: EUPL-1.2
#include "program/checks.h"

#include <algorithm>
#include <set>

#include "access/vocabulary.h"
#include "calendar/counting_text.h"
#include "calendar/place.h"

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

  void check(const CompiledProcedure& procedure) {
    realm_ = procedures::to_string(procedure.definition.realm);
    for (const procedures::Node& node : procedure.definition.nodes) {
      check_form(node);
      check_role(node);
      if (procedure.definition.subject == procedures::Subject::kPerson) check_writable(node);
      check_decision(node);
      check_clock(node);
      if (node.script) check_names(procedure, *node.script);
    }
    for (const procedures::Flow& flow : procedure.definition.flows)
      if (flow.condition) check_names(procedure, *flow.condition);
  }

 private:
  void check_form(const procedures::Node& node) {
    for (const procedures::FormField& field : node.form) {
      if (const terms::FactDefinition* fact = program_.content().facts.find(field.fact)) {
        check_realm(*fact, "'" + node.id + "' asks for", node.span);
        continue;
      }
      diagnostics_.error("program.unknown_fact",
                         "'" + node.id + "' asks for '" + field.fact +
                             "', which is not in the fact dictionary." +
                             hint(field.fact, program_.content().facts.ids()),
                         node.span);
    }
  }

  // Conditions and scripts read what the case holds: facts of its own realm.
  void check_names(const CompiledProcedure& procedure, const procedures::Expression& expression) {
    const auto& compiled = procedure.expressions[expression.index];
    if (!compiled) return;
    for (const std::uint32_t slot : compiled->slots())
      if (const terms::FactDefinition* fact =
              program_.content().facts.find(procedure.scope.names()[slot].name))
        check_realm(*fact, "The condition reads", expression.span);
  }

  // Data never cross realms (design: labour, returns and advice are separate); only what is asked
  // twice and never copied may stand in both.
  void check_realm(const terms::FactDefinition& fact, const std::string& what,
                   const SourceSpan& span) {
    if (fact.realms.contains(realm_)) return;
    diagnostics_.error("program.wrong_realm",
                       what + " '" + fact.id + "', a fact of the realm " +
                           terms::to_text(fact.realms) + ". A procedure of the realm " +
                           std::string(realm_) + " asks facts of its own realm only.",
                       span);
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

  // A form that its role may not fill in would stop every case there.
  void check_writable(const procedures::Node& node) {
    const std::optional<access::Role> role = access::find_role(node.role);
    const std::optional<access::Realm> realm = access::find_realm(realm_);
    if (!role || !realm) return;
    const std::optional<access::Purpose> purpose = access::usual_purpose(*role, *realm);
    for (const procedures::FormField& field : node.form) {
      const terms::FactDefinition* fact = program_.content().facts.find(field.fact);
      if (fact == nullptr || !fact->realms.contains(realm_)) continue;  // said elsewhere
      if (purpose && program_.access().matrix().writable(*purpose, *role).contains(fact->category))
        continue;
      diagnostics_.error("program.not_writable",
                         "'" + node.id + "' asks the role '" + node.role + "' for '" + field.fact +
                             "', but that role writes no facts of the category " +
                             std::string(terms::to_text(fact->category)) + " in the realm " +
                             std::string(realm_) +
                             " (content/law/de/access.dmn). Give the task to a role that may.",
                         node.span);
    }
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

  // Counting and calendar are words of content/law/calendars.
  void check_clock(const procedures::Node& node) {
    if (!node.clock) return;
    const calendar::CalendarSet& set = program_.calendars();
    const std::string where = "'" + node.id + "': ";
    const auto report = [&](const Error& error) {
      diagnostics_.error(error.code, where + error.message, node.span);
    };
    const auto counting = calendar::parse_counting(node.clock->counting, set);
    if (!counting) return report(counting.error());
    check_fiction(node, *counting);
    if (!node.clock->duration.empty() && !calendar::find_minutes(node.clock->duration)) {
      const auto period = calendar::parse_period(node.clock->duration);
      if (!period) return report(period.error());
      if (const auto fits = calendar::counted(*period, *counting); !fits) report(fits.error());
    }
    if (node.clock->calendar.empty()) return;
    if (const auto place = calendar::look_up_place(node.clock->calendar, set); !place)
      report(place.error());
  }

  // Nobody has to act on the last day of a fiction: its end is not moved (BGB s.193 speaks of
  // declarations and performance).
  void check_fiction(const procedures::Node& node, const calendar::Counting& counting) {
    if (node.clock->effect != procedures::TimerEffect::kDeemedConsent) return;
    const bool is_agreed = !node.clock->agreement_clock.empty();
    const std::string name = !counting.rule.empty() ? counting.rule : is_agreed ? "treaty" : "bgb";
    const calendar::CountingRule* rule = program_.calendars().find_rule(name);
    if (rule == nullptr || rule->last_day_off == calendar::LastDayOff::kStays) return;
    diagnostics_.error("program.fiction_moved",
                       "'" + node.id + "' deems consent by the rule '" + name +
                           "', which moves an end on a day off; a fiction sets in with the end "
                           "itself: write alternat:counting=\"bgb_fixed_end\".",
                       node.span);
  }

  bool has_own_decision(const std::string& model) const {
    const dmn::Definitions* found = program_.models().find_model(model);
    return found && program_.models().find_decision(found->namespace_uri, model);
  }

  const Program& program_;
  Diagnostics& diagnostics_;
  std::string_view realm_;  // of the procedure in hand
};

// The sentences that pages show for what content names by a code: both languages have the same
// keys, so one is asked.
class TextCheck {
 public:
  TextCheck(const Program& program, Diagnostics& diagnostics)
      : texts_(program.content().texts), diagnostics_(diagnostics) {}

  void check(const dmn::Decision& decision) {
    if (const dmn::Extension* row = dmn::find_extension(decision.extensions, "row")) {
      check_codes(decision);
      // What an agreement changes is said of every pathway.
      need("pathway." + row->get_or_empty("pathway") + ".changes", row->span);
    }
    const dmn::Extension* gate = dmn::find_extension(decision.extensions, "gate");
    if (gate && !gate->get_or_empty("lift").empty())
      need("lift." + gate->get_or_empty("lift") + ".what", gate->span);
  }

  void check(const procedures::Definition& definition) {
    need(definition.title, definition.span);
    for (const procedures::Node& node : definition.nodes)
      if (node.kind == procedures::NodeKind::kUserTask ||
          node.kind == procedures::NodeKind::kManualTask ||
          node.kind == procedures::NodeKind::kReceiveTask)
        // Elements of a called procedure have the texts of that procedure.
        need("procedure." + (node.origin.empty() ? definition.id + "." + node.id : node.origin) +
                 ".name",
             node.span);
  }

 private:
  void check_codes(const dmn::Decision& decision) {
    const auto* table =
        decision.expression ? std::get_if<dmn::DecisionTable>(&decision.expression->node) : nullptr;
    if (!table) return;
    for (std::size_t column = 0; column < table->outputs.size(); ++column) {
      if (table->outputs[column].name != "code") continue;
      for (const dmn::Rule& rule : table->rules) {
        const dmn::Text& cell = rule.outputs[column];
        if (cell.text.size() > 2 && cell.text.front() == '"' && cell.text.back() == '"')
          for (const char* part : {".short", ".long"})
            need("reason." + cell.text.substr(1, cell.text.size() - 2) + part, cell.span);
      }
    }
  }

  void need(const std::string& key, const SourceSpan& span) {
    if (texts_.find("en", key) || texts_.find("de", key)) return;
    diagnostics_.error("program.no_text",
                       "There is no text '" + key + "' in content/text for what stands here.",
                       span);
  }

  const terms::TextCatalogue& texts_;
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
  TextCheck text_check(program, diagnostics);
  for (const CompiledProcedure& procedure : program.procedures()) {
    procedure_check.check(procedure);
    text_check.check(procedure.definition);
  }
  for (const dmn::DecisionNode& node : program.models().decisions())
    text_check.check(*node.decision);
  check_promises(program, diagnostics);
}

}  // namespace alternat::program
