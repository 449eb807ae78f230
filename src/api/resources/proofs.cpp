// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/proofs.h"

#include <algorithm>
#include <filesystem>

#include "api/render/format.h"
#include "api/render/url.h"
#include "api/resources/case_words.h"
#include "api/resources/partnership.h"
#include "api/resources/procedure_picture.h"
#include "api/resources/proof_words.h"
#include "base/json.h"
#include "program/program.h"
#include "proofs/case_state.h"

namespace alternat::api {

namespace {

using proofs::Proof;
using proofs::Property;

std::string verdict_word(const std::optional<bool>& holds) {
  if (!holds) return "not_proved";
  return *holds ? "holds" : "fails";
}

// "procedures/readmission.bpmn:172:7": where the node keeps its content is nobody's business.
std::string place_text(SourceSpan span) {
  const std::filesystem::path file(span.file);
  span.file = (file.parent_path().filename() / file.filename()).string();
  return to_string(span);
}

bool concerns(const Proof& proof, const std::string& partnership) {
  return partnership.empty() || proof.partnerships.empty() ||
         std::find(proof.partnerships.begin(), proof.partnerships.end(), partnership) !=
             proof.partnerships.end();
}

std::string number_text(const Words& words, std::uint64_t number) {
  return format_number(std::to_string(number), words.language());
}

std::string time_text(const Words& words, std::uint64_t micros) {
  return words.text("proofs.milliseconds", {{"count", number_text(words, (micros + 999) / 1000)}});
}

std::string scope_text(const Words& words, const program::Program& program, const Proof& proof) {
  const program::CompiledProcedure* procedure = program.find_procedure(proof.procedure);
  return procedure == nullptr ? proof.scope : procedure_title(words, procedure->definition);
}

ProofNames names_of(const program::Program& program, const Proof& proof) {
  const program::CompiledProcedure* procedure = program.find_procedure(proof.procedure);
  return {program, procedure == nullptr ? nullptr : &procedure->definition};
}

// Everything of one property: the verdict of the worst of its proofs.
class Card {
 public:
  Card(const Words& words, const ProofsInput& input, Property property)
      : words_(words), input_(input), property_(property) {}

  Json build() {
    std::size_t number = 0;
    for (const Proof& proof : input_.report.proofs) {
      if (proof.property != property_) continue;
      const std::size_t first = number;
      number += proof.counterexamples.size();
      if (concerns(proof, input_.partnership)) add(proof, first);
    }
    const std::string id(proofs::to_text(property_));
    const std::string verdict = verdict_word(holds_);
    return {{"id", id},
            {"title", words_.text("proofs." + id + ".title")},
            {"meaning", words_.text("proofs." + id + ".meaning")},
            {"not_shown", words_.text("proofs." + id + ".not_shown")},
            {"verdict", verdict},
            {"verdict_label", words_.text("proofs.verdict." + verdict)},
            {"states", states_},
            {"states_text", words_.text("proofs.seen", {{"states", number_text(words_, states_)},
                                                        {"time", time_text(words_, micros_)}})},
            {"rows", rows_},
            {"abstraction", lines_}};
  }

 private:
  void add(const Proof& proof, std::size_t first) {
    states_ += proof.states;
    micros_ += proof.micros;
    if (proof.holds == false) holds_ = false;
    if (!proof.holds && holds_ == true) holds_ = std::nullopt;
    Json found = Json::array();
    for (std::size_t i = 0; i < proof.counterexamples.size(); ++i)
      found.push_back(example(proof, proof.counterexamples[i], first + i));
    const std::string verdict = verdict_word(proof.holds);
    Json partnerships = Json::array();
    for (const std::string& id : proof.partnerships) partnerships.push_back(id);
    rows_.push_back({{"scope", scope_text(words_, input_.program, proof)},
                     {"partnerships", partnerships},
                     {"verdict", verdict},
                     {"verdict_label", words_.text("proofs.verdict." + verdict)},
                     {"states", number_text(words_, proof.states)},
                     {"time", time_text(words_, proof.micros)},
                     {"bound", proof.bound},
                     {"counterexamples", found}});
    for (const proofs::LeftOut& one : proof.abstraction) {
      const std::string said =
          sentence_text(words_, names_of(input_.program, proof), "left_out", one.sentence);
      const Json line = {{"text", one.text},
                         {"said", said.empty() ? one.text : said},
                         {"is_english", said.empty()}};
      if (std::find(lines_.begin(), lines_.end(), line) == lines_.end()) lines_.push_back(line);
    }
  }

  Json example(const Proof& proof, const proofs::Counterexample& found, std::size_t number) const {
    const std::string replay(proofs::to_text(found.replay));
    return {
        {"what", found.what},
        {"said", sentence_text(words_, names_of(input_.program, proof), "what", found.sentence)},
        {"place", place_text(found.span)},
        {"replay", replay},
        {"replay_label", words_.text("proofs.replay." + replay)},
        {"walk_href", found.steps.empty() ? ""
                                          : "/proofs/" + std::string(proofs::to_text(property_)) +
                                                "/" + std::to_string(number + 1)}};
  }

  const Words& words_;
  const ProofsInput& input_;
  Property property_;
  Json rows_ = Json::array();
  Json lines_ = Json::array();
  std::uint64_t states_ = 0;
  std::uint64_t micros_ = 0;
  std::optional<bool> holds_ = true;
};

std::string command_text(const Words& words, const procedures::Definition& definition,
                         const proofs::Step& step) {
  const std::string name =
      step.element.empty() ? "" : element_name(words, definition, step.element);
  return words.text("proofs.command." + step.command, {{"name", name}});
}

Json happenings(const Words& words, const procedures::Definition& definition,
                const proofs::Step& step) {
  Json lines = Json::array();
  for (const proofs::Happening& one : step.happened) {
    const bool element = one.kind == "entered" || one.kind == "incident";
    std::string name = element ? element_name(words, definition, one.what) : one.what;
    if (one.kind == "changed")
      name = words.find_text("fact." + one.what + ".label").value_or(one.what);
    lines.push_back(
        words.text("proofs.happened." + one.kind, {{"name", name}, {"detail", one.detail}}));
  }
  return lines;
}

// The diagram after the step: what was passed so far, where tokens stand, where an incident is.
void add_picture(const Words& words, const ProofWalk& walk,
                 const procedures::Definition& definition, Page& page) {
  std::set<std::string, std::less<>> done;
  for (std::size_t i = 0; i < walk.step; ++i) {
    for (const std::string& flow : walk.example.steps[i].flows) done.insert(flow);
    for (const proofs::Happening& one : walk.example.steps[i].happened)
      if (one.kind == "entered") done.insert(one.what);
  }
  const proofs::Step& step = walk.example.steps[walk.step - 1];
  procedures::State state;
  state.ended = step.tokens.empty();
  for (const std::string& element : step.tokens)
    state.tokens.push_back({0, procedures::TokenPhase::kActive, element, "", 0});
  for (const std::string& element : step.incidents) state.incidents.push_back({element, 0, "", ""});
  const documents::BpmnPicture picture = procedure_picture(words, definition, &state, done);
  page.model["diagram_text"] = picture.description;
  const std::string drawn = documents::draw_bpmn(picture);
  if (drawn.empty()) return;
  page.pictures["diagram"] = drawn;
  page.model["diagram_picture"] = "diagram";
}

std::string step_href(const ProofWalk& walk, std::size_t step) {
  return make_href(walk.path, {{"step", std::to_string(step)}});
}

}  // namespace

Page proofs_page(const Words& words, const ProofsInput& input) {
  Page page;
  page.template_name = "proofs";
  page.title = words.text("proofs.title");
  page.nav = "home";
  Json cards = Json::array();
  for (const Property property : proofs::kProperties)
    cards.push_back(Card(words, input, property).build());
  const terms::PartnershipContent* of =
      input.partnership.empty() ? nullptr
                                : input.program.content().find_partnership(input.partnership);
  page.synthetic = of != nullptr && of->partnership.fictitious;
  page.model = {
      {"title", page.title},
      {"content", input.report.content},
      {"partnership", input.partnership},
      {"partnership_title", of == nullptr ? "" : words.in(of->partnership.title)},
      {"partnership_href", of == nullptr ? "" : "/partnerships/" + input.partnership},
      {"seen",
       words.text("proofs.whole", {{"time", time_text(words, input.report.micros)},
                                   {"memory", std::to_string(input.report.memory_bytes >> 20U)},
                                   {"content", input.report.content.substr(0, 16)}})},
      {"tabs", of == nullptr ? Json::array() : proof_tab_links(words, of->partnership.id)},
      {"cards", cards}};
  return page;
}

Page proof_walk_page(const Words& words, const ProofWalk& given) {
  ProofWalk walk = given;
  const std::size_t count = walk.example.steps.size();
  walk.step = std::clamp<std::size_t>(walk.step, 1, std::max<std::size_t>(count, 1));
  Page page;
  page.template_name = "proof-walk";
  page.nav = "home";
  const std::string id(proofs::to_text(walk.proof.property));
  page.title =
      words.text("proofs.walk_title", {{"scope", scope_text(words, walk.program, walk.proof)}});
  const std::string replay(proofs::to_text(walk.example.replay));
  page.model = {{"title", page.title},
                {"property", words.text("proofs." + id + ".title")},
                {"what", walk.example.what},
                {"said", sentence_text(words, names_of(walk.program, walk.proof), "what",
                                       walk.example.sentence)},
                {"hint", walk.example.hint},
                {"hint_said", hint_text(words, walk.proof.property, walk.example.sentence)},
                {"not_shown", words.text("proofs." + id + ".not_shown")},
                {"place", place_text(walk.example.span)},
                {"replay", replay},
                {"replay_label", words.text("proofs.replay." + replay)},
                {"step", walk.step},
                {"count", count},
                {"diagram_text", ""},
                {"diagram_picture", ""},
                {"steps", Json::array()},
                {"back_href", walk.step > 1 ? step_href(walk, walk.step - 1) : ""},
                {"forward_href", walk.step < count ? step_href(walk, walk.step + 1) : ""}};
  const program::CompiledProcedure* procedure = walk.program.find_procedure(walk.proof.procedure);
  if (procedure == nullptr || count == 0) return page;
  const procedures::Definition& definition = procedure->definition;
  for (std::size_t i = 0; i < count; ++i) {
    const proofs::Step& step = walk.example.steps[i];
    Json values = Json::array();
    for (const std::string& value : step.values) values.push_back(value);
    Json gates = Json::array();
    for (const std::string_view phase : proofs::kPhases)
      if (const auto at = step.gates.find(std::string(phase)); at != step.gates.end())
        gates.push_back({{"phase", words.text("proofs.phase." + at->first)},
                         {"status", words.text("proofs.gate." + at->second)}});
    page.model["steps"].push_back({{"number", i + 1},
                                   {"href", step_href(walk, i + 1)},
                                   {"is_current", i + 1 == walk.step},
                                   {"text", command_text(words, definition, step)},
                                   {"values", values},
                                   {"happened", happenings(words, definition, step)},
                                   {"gates", gates}});
  }
  page.model["now"] = page.model["steps"][walk.step - 1];
  page.model["step_text"] = words.text(
      "proofs.step", {{"number", std::to_string(walk.step)}, {"count", std::to_string(count)}});
  add_picture(words, walk, definition, page);
  return page;
}

}  // namespace alternat::api
