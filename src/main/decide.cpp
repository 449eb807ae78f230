// SPDX-License-Identifier: EUPL-1.2
// decide: one model, given inputs, all its decisions; and the outside suites.
#include <iostream>

#include "base/file.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/dmn/tck.h"
#include "decisions/feel/convert.h"
#include "main/commands.h"
#include "main/print.h"
#include "procedures/bpmn_suite.h"
#include "terms/content_folder.h"

namespace alternat::commands {
namespace {

bool is_file(const std::string& model) {
  return model.ends_with(".dmn") || model.find('/') != std::string::npos;
}

// A file stands alone, with the models beside it for its imports; an id is looked up in the
// content.
Result<std::string> read_models(const DecideOptions& options, dmn::ModelSet& models,
                                Diagnostics& diagnostics) {
  if (!is_file(options.model)) {
    models.add_folder(options.content, diagnostics);
    return options.model;
  }
  Result<std::string> bytes = read_file(options.model);
  if (!bytes) return bytes.error();
  models.add(*bytes, options.model, diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  return models.models().empty() ? options.model : models.models().front()->name;
}

Json warnings_of(const feel::EvaluationContext& context) {
  Json warnings = Json::array();
  for (const feel::Warning& warning : context.warnings())
    warnings.push_back(
        {{"code", warning.code}, {"message", warning.message}, {"at", to_string(warning.span)}});
  return warnings;
}

// Inputs that are not given stay unknown; a name that no model has is refused.
Status set_inputs(const dmn::ModelSet& models, const Json& facts, dmn::Evaluation& evaluation) {
  for (const auto& [name, json] : facts.items()) {
    const std::vector<std::uint32_t>& inputs = models.inputs_named(name);
    if (inputs.empty() && name != "on")
      return Error{
          Fault::kMalformed, "decide.unknown_input", "The model has no input '" + name + "'.", {}};
    for (const std::uint32_t input : inputs) {
      Result<feel::Value> value = feel::from_json(json, models.inputs()[input].type.type);
      if (!value) return value.error();
      evaluation.set_input(input, *value);
    }
  }
  return {};
}

// The parameters of the day, where a model of the content is asked and the facts do not set them.
Status set_parameters(const DecideOptions& options, const Json& facts,
                      dmn::Evaluation& evaluation) {
  if (is_file(options.model) || !facts.contains("on") || !facts["on"].is_string()) return {};
  const Result<Date> on = Date::from_iso(facts["on"].get<std::string>());
  if (!on) return on.error();
  Diagnostics diagnostics;
  const terms::Content content = terms::read_content(options.content, diagnostics);
  for (const terms::Parameter& parameter : content.parameters.all()) {
    const auto value = content.parameters.value_on(parameter.name, *on, *on);
    if (value && !facts.contains(parameter.name))
      evaluation.set_inputs_named(parameter.name, feel::Value::from_number(*value));
  }
  return {};
}

Json decide_all(const dmn::ModelSet& models, const dmn::Definitions& model,
                dmn::Evaluation& evaluation) {
  Json decisions = Json::object();
  for (std::uint32_t i = 0; i < models.decisions().size(); ++i) {
    const dmn::DecisionNode& node = models.decisions()[i];
    if (models.models()[node.model].get() != &model) continue;
    decisions[node.decision->name] = feel::to_json(evaluation.decide(i));
  }
  return {{"model", model.name},
          {"hash", model.hash},
          {"decisions", decisions},
          {"warnings", warnings_of(evaluation.context())}};
}

}  // namespace

int decide(const DecideOptions& options) {
  dmn::ModelSet models;
  Diagnostics diagnostics;
  Result<std::string> key = read_models(options, models, diagnostics);
  if (!key) return refuse(key.error());
  print(diagnostics);
  if (diagnostics.has_errors()) return 1;
  const dmn::Definitions* model = models.find_model(*key);
  if (!model)
    return refuse({Fault::kNotFound, "decide.no_model", "There is no model '" + *key + "'.", {}});
  Result<Json> facts = read_json(options.facts);
  if (!facts) return refuse(facts.error());
  if (!facts->is_object())
    return refuse({Fault::kMalformed, "facts.not_an_object", "Facts are a JSON object.", {}});
  if (!options.on.empty()) (*facts)["on"] = options.on;
  dmn::Evaluation evaluation(models);
  if (Status status = set_inputs(models, *facts, evaluation); !status)
    return refuse(status.error());
  if (Status status = set_parameters(options, *facts, evaluation); !status)
    return refuse(status.error());
  const Json answer = decide_all(models, *model, evaluation);
  if (options.json) {
    std::cout << answer.dump(2) << '\n';
  } else {
    for (const auto& [name, value] : answer["decisions"].items())
      std::cout << name << " = " << value.dump() << '\n';
    for (const Json& warning : answer["warnings"])
      std::cerr << warning.value("at", "") << ": " << warning.value("message", "") << '\n';
  }
  return 0;
}

int tck(const std::string& folder) {
  Result<dmn::TckSummary> summary = dmn::run_tck(folder, SystemClock().now(), std::cout);
  if (!summary) return refuse(summary.error());
  return summary->failed == 0 ? 0 : 1;
}

int bpmn_suite(const std::string& folder) {
  Result<procedures::SuiteResult> result = procedures::run_bpmn_suite(folder, std::cout);
  if (!result) return refuse(result.error());
  return result->failed == 0 ? 0 : 1;
}

}  // namespace alternat::commands
