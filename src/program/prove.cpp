// SPDX-License-Identifier: EUPL-1.2
#include "program/prove.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "decisions/assessment/gate.h"
#include "decisions/assessment/rows.h"
#include "decisions/feel/convert.h"
#include "proofs/prove_law.h"
#include "proofs/prove_procedure.h"
#include "proofs/prove_realms.h"
#include "proofs/static_flow.h"

namespace alternat::program {
namespace {

using proofs::Proof;
using proofs::Property;

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// Parameters are asked for this day where an overlay names none; safeguards read few of them.
const Date kLawDay = Date::from_days(20'620);  // 2026-06-16

Json json_of(const terms::FactLiteral& literal) {
  if (const auto* value = std::get_if<bool>(&literal)) return *value;
  if (const auto* value = std::get_if<std::string>(&literal)) return *value;
  if (const auto* value = std::get_if<Date>(&literal)) return value->to_iso();
  const auto& number = std::get<Decimal>(literal);
  if (const std::optional<std::int64_t> whole = number.to_int()) return *whole;
  return number.to_text();
}

feel::Value value_of(const terms::Term* term) {
  if (term == nullptr) return {};
  if (const auto* flag = std::get_if<bool>(&term->value)) return feel::Value::from_bool(*flag);
  if (const auto* number = std::get_if<Decimal>(&term->value))
    return feel::Value::from_number(*number);
  if (const auto* text = std::get_if<std::string>(&term->value))
    return feel::Value::from_string(*text);
  return {};
}

// As the running node reads them (casework): the first agreement that gives the term.
proofs::TermValues terms_of(const Program& program, const terms::PartnershipContent& of,
                            const procedures::Definition& definition) {
  proofs::TermValues values;
  const auto agreements = program.content().agreements_with(of.partnership.origin);
  for (const std::string& name : definition.terms) {
    values[name] = {};
    for (const terms::AgreementTerms* agreement : agreements) {
      const terms::Term* term = agreement->find(name);
      if (term == nullptr) continue;
      values[name] = value_of(term);
      break;
    }
  }
  return values;
}

class Prover {
 public:
  Prover(const Program& program, const ProveOptions& options)
      : program_(program), options_(options) {
    around_.facts = &program.content().facts;
    around_.messages = &program.content().messages;
    // The rule of the running node: any model that reads the fact makes results stale.
    around_.reads = [this](std::string_view, std::string_view variable) {
      return !program_.models().inputs_named(variable).empty();
    };
  }

  proofs::Report run() {
    const auto start = now();
    report_.content = program_.hash();
    if (wants(Property::kGates) || wants(Property::kEnds)) prove_procedures();
    if (wants(Property::kNoninterference)) prove_flows();
    if (wants(Property::kSafeguards)) prove_safeguards();
    if (wants(Property::kTables)) {
      const auto began = now();
      add(proofs::prove_tables(program_.law()), began);
    }
    if (wants(Property::kAccess)) prove_firewall();
    report_.micros = since(start);
    report_.memory_bytes = peak_memory_bytes();
    std::stable_sort(report_.proofs.begin(), report_.proofs.end(),
                     [](const Proof& a, const Proof& b) { return a.property < b.property; });
    return std::move(report_);
  }

 private:
  using Moment = std::chrono::steady_clock::time_point;
  static Moment now() { return std::chrono::steady_clock::now(); }
  static std::uint64_t since(Moment start) {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now() - start).count());
  }

  bool wants(Property property) const {
    const auto& asked = options_.properties;
    return asked.empty() || std::find(asked.begin(), asked.end(), property) != asked.end();
  }

  void add(std::vector<Proof> proofs, Moment start) {
    const std::uint64_t spent = since(start);
    for (Proof& proof : proofs) {
      if (!wants(proof.property)) continue;
      proof.micros = spent;
      report_.proofs.push_back(std::move(proof));
    }
  }

  // Partnerships whose terms are the same are proved once.
  void prove_procedures() {
    for (const CompiledProcedure& procedure : program_.procedures()) {
      if (!is_asked(procedure.definition.id)) continue;
      std::map<std::string, std::pair<proofs::TermValues, std::vector<std::string>>> by_terms;
      for (const terms::PartnershipContent& of : program_.content().partnerships) {
        if (!options_.partnership.empty() && of.partnership.id != options_.partnership) continue;
        proofs::TermValues values = terms_of(program_, of, procedure.definition);
        std::string key;
        for (const auto& [name, value] : values) key += name + "=" + feel::to_literal(value) + ";";
        auto& entry = by_terms[key];
        entry.first = std::move(values);
        entry.second.push_back(of.partnership.id);
      }
      for (auto& [key, entry] : by_terms) prove_procedure(procedure, entry.first, entry.second);
    }
  }

  // The facts that the gates of a phase, a pathway's rows or a model's own decision read.
  std::vector<std::string> facts_of(const std::string& decision) const {
    std::vector<std::string> facts;
    const std::size_t colon = decision.find(':');
    const std::string kind = decision.substr(0, colon);
    const std::string what = colon == std::string::npos ? "" : decision.substr(colon + 1);
    const auto add_all = [&](const std::vector<std::string>& names) {
      for (const std::string& name : names)
        if (std::find(facts.begin(), facts.end(), name) == facts.end()) facts.push_back(name);
    };
    if (kind == "safeguards") {
      for (const assessment::Gate& gate : gates())
        for (const auto& [phase, column] : gate.columns)
          if (assessment::to_text(phase) == what) add_all(gate.facts);
      return facts;
    }
    const dmn::ModelSet& models = program_.models();
    for (std::uint32_t i = 0; i < models.decisions().size(); ++i) {
      const dmn::Definitions& model = *models.models()[models.decisions()[i].model];
      const bool pathway =
          kind == "pathway" &&
          dmn::find_extension(models.decisions()[i].decision->extensions, "row") != nullptr;
      if (model.name == what || (pathway && what == "*"))
        add_all(assessment::input_names(models, i));
    }
    return facts;
  }

  const std::vector<assessment::Gate>& gates() const {
    if (!gates_) {
      Result<std::vector<assessment::Gate>> found = assessment::find_gates(program_.law());
      gates_ = found ? std::move(found).value() : std::vector<assessment::Gate>();
    }
    return *gates_;
  }

  // Data articles differ by partnership: every field of every agreement is looked at.
  std::vector<const terms::MessageField*> fields() const {
    std::vector<const terms::MessageField*> all;
    const auto add_fields = [&](const std::vector<terms::AgreementTerms>& agreements) {
      for (const terms::AgreementTerms& agreement : agreements)
        for (const terms::MessageField& field : agreement.fields) all.push_back(&field);
    };
    for (const terms::PartnershipContent& of : program_.content().partnerships)
      if (options_.partnership.empty() || of.partnership.id == options_.partnership)
        add_fields(of.agreements);
    add_fields(program_.content().union_agreements);
    return all;
  }

  void prove_flows() {
    for (const CompiledProcedure& procedure : program_.procedures()) {
      if (!is_asked(procedure.definition.id)) continue;
      const Moment start = now();
      proofs::FlowSubject subject{
          {&procedure.definition, &procedure.scope, &procedure.expressions},
          around_,
          [this](const std::string& decision) { return facts_of(decision); },
          fields()};
      Proof proof = proofs::prove_flow(subject);
      proof.scope = procedure.definition.id;
      add({std::move(proof)}, start);
    }
  }

  void prove_firewall() {
    Moment start = now();
    add({proofs::prove_access(program_.access().matrix(),
                              {program_.content().folder + "/law/de/access.dmn", 0, 0})},
        start);
    start = now();
    std::vector<proofs::Procedure> procedures;
    for (const CompiledProcedure& procedure : program_.procedures())
      procedures.push_back({&procedure.definition, &procedure.scope, &procedure.expressions});
    add({proofs::prove_realms(
            {program_.content().facts, procedures,
             [this](const std::string& decision) { return facts_of(decision); }})},
        start);
  }

  void prove_safeguards() {
    for (const terms::PartnershipContent& of : program_.content().partnerships) {
      if (!options_.partnership.empty() && of.partnership.id != options_.partnership) continue;
      std::vector<proofs::Setting> settings;
      for (const terms::Overlay& overlay : of.overlays)
        for (const terms::OverlayFact& fact : overlay.sets)
          settings.push_back({overlay.id, fact.fact,
                              fact.value ? json_of(*fact.value) : Json(fact.values),
                              overlay.from.value_or(kLawDay), fact.span});
      const Moment start = now();
      add({proofs::prove_safeguards(program_.law(), settings, of.partnership.id)}, start);
    }
  }

  bool is_asked(const std::string& procedure) const {
    const auto& asked = options_.procedures;
    return asked.empty() || std::find(asked.begin(), asked.end(), procedure) != asked.end();
  }

  void prove_procedure(const CompiledProcedure& procedure, const proofs::TermValues& values,
                       const std::vector<std::string>& partnerships) {
    proofs::Subject subject{
        {&procedure.definition, &procedure.scope, &procedure.expressions}, around_, values};
    proofs::ProcedureScope scope{procedure.definition.id, partnerships};
    if (partnerships.size() < program_.content().partnerships.size()) {
      scope.scope += " (";
      for (const std::string& id : partnerships)
        scope.scope += (scope.scope.ends_with('(') ? "" : ", ") + id;
      scope.scope += ")";
    }
    proofs::ExploreLimits limits;
    limits.states_max = options_.states_max;
    const Moment start = now();
    add(proofs::prove_procedure(subject, scope, limits), start);
  }

  const Program& program_;
  const ProveOptions& options_;
  proofs::Surroundings around_;
  mutable std::optional<std::vector<assessment::Gate>> gates_;
  proofs::Report report_;
};

std::string way_of(const proofs::Counterexample& found) {
  std::string way;
  for (const proofs::Step& step : found.steps)
    way += (way.empty() ? "" : " > ") + step.command +
           (step.element.empty() ? "" : " " + step.element);
  return way;
}

}  // namespace

Result<proofs::Report> prove(const Program& program, const ProveOptions& options) {
  if (!options.partnership.empty() && !program.content().find_partnership(options.partnership))
    return Error{Fault::kNotFound,
                 "program.unknown_partnership",
                 "There is no partnership '" + options.partnership +
                     "'. 'alternat check' lists the content; ids look like 'xa-xb'.",
                 {}};
  return Prover(program, options).run();
}

void check_proofs(const proofs::Report& report, Diagnostics& diagnostics) {
  for (const Proof& proof : report.proofs) {
    if (proof.property == Property::kTables || proof.holds == true) continue;
    const std::string scope = proof.procedure.empty() ? proof.scope : proof.procedure;
    if (!proof.holds) {
      diagnostics.warning("proof.not_proved",
                          std::string(proofs::to_text(proof.property)) + " of " + proof.scope +
                              " is not proved: " + proof.bound,
                          {});
      continue;
    }
    for (const proofs::Counterexample& found : proof.counterexamples) {
      if (found.replay == proofs::Replay::kSpurious) continue;
      std::string message = scope + ": " + found.what;
      const std::string way = way_of(found);
      if (!way.empty()) message += " The way: " + way + ".";
      if (!found.hint.empty()) message += " " + found.hint;
      diagnostics.error("proof." + std::string(proofs::to_text(proof.property)), message,
                        found.span);
    }
  }
}

void check_safety(const Program& program, Diagnostics& diagnostics) {
  ProveOptions options;
  for (const Property property : proofs::kProperties)
    if (property != Property::kTables) options.properties.push_back(property);
  if (const Result<proofs::Report> report = prove(program, options))
    check_proofs(*report, diagnostics);
}

}  // namespace alternat::program
