// SPDX-License-Identifier: EUPL-1.2
// decide: one model, given inputs; all its decisions, or one decision, service or function by name.
// Numbers keep all their digits; the shape of the answer is docs/schema/decide.schema.json.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>

#include "base/file.h"
#include "base/toml.h"
#include "calendar/calendar_reader.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/dmn/load.h"
#include "decisions/dmn/trace.h"
#include "decisions/dmn/types.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/json_text.h"
#include "main/commands.h"
#include "main/print.h"
#include "terms/content_folder.h"

namespace alternat::commands {
namespace {

bool is_file(const std::string& model) {
  return model.ends_with(".dmn") || model.find('/') != std::string::npos;
}

// A file stands with the models beside it that it imports; an id is looked up in the content.
std::string read_models(const DecideOptions& options, dmn::ModelSet& models,
                        Diagnostics& diagnostics) {
  if (!is_file(options.model)) {
    models.add_folder(options.content, diagnostics);
    return options.model;
  }
  dmn::load_model(options.model, dmn::Strictness::kContent, models, diagnostics);
  return models.models().empty() ? options.model : models.models().front()->namespace_uri;
}

// What is asked, and the values it is given by name.
struct Question {
  const dmn::ModelSet& models;
  const dmn::Definitions& model;
  std::vector<Error> errors;

  std::string suggestion(const std::string& name, const std::vector<std::string>& known) const {
    const std::string nearest = nearest_name(name, known);
    return nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
  }
  void refuse_name(const std::string& name, const std::vector<std::string>& known) {
    errors.push_back({Fault::kMalformed,
                      "decide.unknown_input",
                      "There is no input '" + name + "'." + suggestion(name, known),
                      {}});
  }
  // The value as the type takes it; null, and an error noted, if it does not.
  feel::Value value_of(const std::string& name, const Json& json, const dmn::ItemType& type);
};

feel::Value Question::value_of(const std::string& name, const Json& json,
                               const dmn::ItemType& type) {
  const bool in_letters = json.is_string() && type.type.kind == feel::TypeKind::kNumber;
  Result<feel::Value> value = feel::from_json_named(json, type.type, name);
  if (!value || in_letters) {
    errors.push_back(value ? Error{Fault::kMalformed,
                                   "feel.json_type",
                                   "'" + name + "' must be a number, not " + json.dump() + ".",
                                   {}}
                           : value.error());
    return {};
  }
  feel::EvaluationContext context;
  if (std::optional<feel::Value> taken = dmn::conform(type, *value, context)) return *taken;
  std::string allowed;
  for (const dmn::ItemDefinition* item = type.item; item && allowed.empty(); item = item->base)
    if (item->allowed) allowed = ": " + item->allowed->text;
  errors.push_back({Fault::kMalformed,
                    "decide.not_allowed",
                    "'" + name + "' is " + feel::to_literal(*value) +
                        ", which its type does not allow" + allowed + ".",
                    {}});
  return {};
}

// Inputs that are not given stay unknown; a name that no model has is refused.
void set_inputs(Question& question, const Json& facts, dmn::Evaluation& evaluation,
                const std::set<std::string>& also_known) {
  std::vector<std::string> names(also_known.begin(), also_known.end());
  for (const dmn::InputNode& node : question.models.inputs()) names.push_back(node.data->name);
  for (const auto& [name, json] : facts.items()) {
    const std::vector<std::uint32_t>& inputs = question.models.inputs_named(name);
    if (inputs.empty() && name != "on" && !also_known.contains(name))
      question.refuse_name(name, names);
    for (const std::uint32_t input : inputs)
      evaluation.set_input(input,
                           question.value_of(name, json, question.models.inputs()[input].type));
  }
}

// The inputs are set; the decisions the service takes are given by name too.
feel::Value call_service(Question& question, std::uint32_t service, const Json& facts,
                         dmn::Evaluation& evaluation) {
  const dmn::ModelSet& models = question.models;
  const dmn::ServiceNode& node = models.services()[service];
  std::set<std::string> taken;
  for (const std::uint32_t decision : node.input_decisions)
    taken.insert(models.decisions()[decision].decision->name);
  set_inputs(question, facts, evaluation, taken);
  std::vector<feel::Value> arguments;
  for (const std::uint32_t input : node.inputs) arguments.push_back(evaluation.input(input));
  for (const std::uint32_t decision : node.input_decisions) {
    const std::string& name = models.decisions()[decision].decision->name;
    arguments.push_back(facts.contains(name) ? question.value_of(name, facts[name],
                                                                 models.decisions()[decision].type)
                                             : feel::Value::unknown(name));
  }
  return evaluation.call_service(service, arguments);
}

feel::Value call_knowledge(Question& question, std::uint32_t knowledge, const Json& facts,
                           dmn::Evaluation& evaluation) {
  const dmn::KnowledgeNode& node = question.models.knowledge()[knowledge];
  const auto& parameters = node.knowledge->logic.parameters;
  std::vector<std::string> names;
  std::vector<feel::Value> arguments;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string& name = parameters[i].name;
    names.push_back(name);
    arguments.push_back(facts.contains(name)
                            ? question.value_of(name, facts[name], node.parameters[i])
                            : feel::Value::unknown(name));
  }
  for (const auto& [name, json] : facts.items())
    if (name != "on" && std::find(names.begin(), names.end(), name) == names.end())
      question.refuse_name(name, names);
  return evaluation.call_knowledge(knowledge, arguments);
}

struct Answer {
  std::vector<std::pair<std::string, feel::Value>> values;
  Json traces = Json::array();
};

void add_decision(const dmn::ModelSet& models, std::uint32_t index, bool with_trace,
                  dmn::Evaluation& evaluation, Answer& answer) {
  answer.values.emplace_back(models.decisions()[index].decision->name, evaluation.decide(index));
  if (with_trace) answer.traces.push_back(dmn::trace_decision(evaluation, index));
}

std::vector<std::string> names_of(const Question& question) {
  std::vector<std::string> names;
  for (const dmn::DecisionNode& node : question.models.decisions())
    names.push_back(node.decision->name);
  for (const dmn::ServiceNode& node : question.models.services())
    names.push_back(node.service->name);
  for (const dmn::KnowledgeNode& node : question.models.knowledge())
    names.push_back(node.knowledge->name);
  return names;
}

Answer decide_one(Question& question, const DecideOptions& options, const Json& facts,
                  dmn::Evaluation& evaluation) {
  Answer answer;
  const dmn::ModelSet& models = question.models;
  const std::string& uri = question.model.namespace_uri;
  if (const auto decision = models.find_decision(uri, options.decision)) {
    set_inputs(question, facts, evaluation, {});
    add_decision(models, *decision, options.trace, evaluation, answer);
  } else if (const auto service = models.find_service(uri, options.decision)) {
    answer.values.emplace_back(options.decision,
                               call_service(question, *service, facts, evaluation));
  } else if (const auto knowledge = models.find_knowledge(uri, options.decision)) {
    answer.values.emplace_back(options.decision,
                               call_knowledge(question, *knowledge, facts, evaluation));
  } else {
    question.errors.push_back({Fault::kNotFound,
                               "decide.no_decision",
                               "The model has no decision, service or function '" +
                                   options.decision + "'." +
                                   question.suggestion(options.decision, names_of(question)),
                               {}});
  }
  return answer;
}

Answer decide_all(Question& question, const DecideOptions& options, const Json& facts,
                  dmn::Evaluation& evaluation) {
  Answer answer;
  set_inputs(question, facts, evaluation, {});
  const dmn::ModelSet& models = question.models;
  for (std::uint32_t i = 0; i < models.decisions().size(); ++i)
    if (models.models()[models.decisions()[i].model].get() == &question.model)
      add_decision(models, i, options.trace, evaluation, answer);
  return answer;
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

Json warnings_of(const feel::EvaluationContext& context) {
  Json warnings = Json::array();
  for (const feel::Warning& warning : context.warnings())
    warnings.push_back(
        {{"code", warning.code}, {"message", warning.message}, {"at", to_string(warning.span)}});
  return warnings;
}

void print_json(const dmn::Definitions& model, const Answer& answer, const DecideOptions& options,
                const feel::EvaluationContext& context) {
  Json decisions = Json::object();
  std::set<std::string> unknown;
  for (const auto& [name, value] : answer.values) {
    decisions[name] = feel::to_json_exact(value);
    for (std::string& input : value.unknown_names()) unknown.insert(std::move(input));
  }
  Json json = {{"version", 1},       {"model", model.name},
               {"hash", model.hash}, {"decisions", std::move(decisions)},
               {"unknown", unknown}, {"warnings", warnings_of(context)}};
  if (options.trace) json["traces"] = answer.traces;
  std::cout << feel::dump_json_exact(json) << '\n';
}

Result<Json> read_facts(const DecideOptions& options) {
  std::string text;
  if (options.facts == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    Result<std::string> read = read_file(options.facts);
    if (!read) return read.error();
    text = std::move(*read);
  }
  Result<Json> facts = feel::parse_json_exact(text, options.facts);
  if (!facts) return facts;
  if (!facts->is_object())
    return Error{Fault::kMalformed, "facts.not_an_object", "Facts are a JSON object.", {}};
  if (!options.on.empty()) (*facts)["on"] = options.on;
  return facts;
}

// What deadline() counts by. A folder without calendars leaves the function without them, and it
// says so where a model asks.
calendar::CalendarSet load_counting(const std::string& content) {
  Diagnostics unread;
  calendar::CalendarSet set = calendar::load_calendars(content + "/law/calendars", unread);
  terms::ClockTable clocks;
  if (const Result<TomlNode> file = read_toml(content + "/law/de/clocks.toml"); file.ok())
    clocks.read(*file, unread);
  terms::add_named_periods(clocks, set);
  return set;
}

}  // namespace

int decide(const DecideOptions& options) {
  const calendar::CalendarSet calendars = load_counting(options.content);
  dmn::ModelSet models;
  models.set_calendars(&calendars);
  Diagnostics diagnostics;
  const std::string key = read_models(options, models, diagnostics);
  print(diagnostics);
  if (diagnostics.has_errors()) return 1;
  const dmn::Definitions* model = models.find_model(key);
  if (!model)
    return refuse({Fault::kNotFound, "decide.no_model", "There is no model '" + key + "'.", {}});
  const Result<Json> facts = read_facts(options);
  if (!facts) return refuse(facts.error());
  dmn::Evaluation evaluation(models);
  if (facts->contains("on") && (*facts)["on"].is_string()) {
    const auto day = feel::parse_date((*facts)["on"].get<std::string>());
    if (!day)
      return refuse({Fault::kMalformed,
                     "decide.bad_day",
                     "'on' is no day that exists: " + (*facts)["on"].dump() + ".",
                     {}});
    evaluation.context().set_today(*day);
  }
  if (Status status = set_parameters(options, *facts, evaluation); !status)
    return refuse(status.error());
  Question question{models, *model, {}};
  const Answer answer = options.decision.empty()
                            ? decide_all(question, options, *facts, evaluation)
                            : decide_one(question, options, *facts, evaluation);
  for (const Error& error : question.errors) refuse(error);
  if (!question.errors.empty()) return 1;
  if (options.json || options.trace) {
    print_json(*model, answer, options, evaluation.context());
    return 0;
  }
  for (const auto& [name, value] : answer.values)
    std::cout << name << " = " << feel::to_literal(value) << '\n';
  for (const feel::Warning& warning : evaluation.context().warnings())
    std::cerr << to_string(warning.span) << ": " << warning.message << " [" << warning.code
              << "]\n";
  return 0;
}

}  // namespace alternat::commands
