// SPDX-License-Identifier: EUPL-1.2
#include "proofs/proof.h"

#include <algorithm>

namespace alternat::proofs {

namespace {

Json strings(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push_back(word);
  return list;
}

Json to_json(const Step& step) {
  Json json = {{"command", step.command},        {"element", step.element},
               {"values", strings(step.values)}, {"happened", Json::array()},
               {"tokens", strings(step.tokens)}, {"incidents", strings(step.incidents)},
               {"flows", strings(step.flows)},   {"gates", Json::object()}};
  for (const Happening& one : step.happened)
    json["happened"].push_back({{"kind", one.kind}, {"what", one.what}, {"detail", one.detail}});
  for (const auto& [phase, status] : step.gates) json["gates"][phase] = status;
  return json;
}

Json to_json(const Counterexample& found) {
  Json json = {
      {"what", found.what},     {"place", to_string(found.span)},  {"hint", found.hint},
      {"element", found.entry}, {"replay", to_text(found.replay)}, {"steps", Json::array()}};
  for (const Step& step : found.steps) json["steps"].push_back(to_json(step));
  return json;
}

std::string seconds(std::uint64_t micros) {
  const std::string hundredths = std::to_string((micros / 10'000) % 100);
  return std::to_string(micros / 1'000'000) + "." + (hundredths.size() < 2 ? "0" : "") +
         hundredths + " s";
}

std::string verdict(const Proof& proof) {
  if (!proof.holds) return "NOT PROVED";
  return *proof.holds ? "holds" : "FAILS";
}

void add_step(const Step& step, std::size_t number, std::string& text) {
  text += "      " + std::to_string(number) + ". " + step.command +
          (step.element.empty() ? "" : " " + step.element);
  for (const std::string& value : step.values) text += " [" + value + "]";
  text += "\n";
  for (const Happening& one : step.happened)
    text += "           " + one.kind + " " + one.what +
            (one.detail.empty() ? "" : " (" + one.detail + ")") + "\n";
}

void add_counterexample(const Counterexample& found, std::string& text) {
  text += "    " + to_string(found.span) + ": " + found.what + "\n";
  text += "      replay: " + std::string(to_text(found.replay)) + "\n";
  for (std::size_t i = 0; i < found.steps.size(); ++i) add_step(found.steps[i], i + 1, text);
  if (!found.hint.empty()) text += "      " + found.hint + "\n";
}

std::vector<std::string> texts(const std::vector<LeftOut>& lines) {
  std::vector<std::string> texts;
  for (const LeftOut& line : lines) texts.push_back(line.text);
  return texts;
}

// Lines that many proofs of a property share are printed once.
void add_lines(const Report& report, Property property, bool abstraction, std::string& text) {
  std::vector<std::string> lines;
  for (const Proof& proof : report.proofs)
    if (proof.property == property)
      for (const std::string& line : abstraction ? texts(proof.abstraction) : proof.not_shown)
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  if (lines.empty()) return;
  text += abstraction ? "  Abstraction:\n" : "  Does not show:\n";
  for (const std::string& line : lines) text += "    - " + line + "\n";
}

void add_property(const Report& report, Property property, std::string& text) {
  std::string body;
  std::size_t count = 0;
  std::size_t held = 0;
  std::uint64_t looked = 0;
  for (const Proof& proof : report.proofs) {
    if (proof.property != property) continue;
    ++count;
    looked += proof.states;
    if (proof.holds == true) ++held;
    body += "  " + verdict(proof) + "  " + proof.scope + "  (" + std::to_string(proof.states) +
            " " + proof.unit + ", " + seconds(proof.micros) + ")\n";
    if (!proof.bound.empty()) body += "    bound: " + proof.bound + "\n";
    for (const std::string& note : proof.notes) body += "    note: " + note + "\n";
    for (const Counterexample& found : proof.counterexamples) add_counterexample(found, body);
  }
  if (count == 0) return;
  text += std::string(to_text(property)) + ": " + std::string(meaning(property)) + "\n" + body;
  add_lines(report, property, true, text);
  add_lines(report, property, false, text);
  text += "  " + std::to_string(held) + " of " + std::to_string(count) + " hold\n\n";
}

}  // namespace

bool holds(const Report& report) {
  return std::all_of(report.proofs.begin(), report.proofs.end(),
                     [](const Proof& proof) { return proof.holds == true; });
}

std::string_view to_text(Property property) {
  switch (property) {
    case Property::kGates:
      return "gates";
    case Property::kNoninterference:
      return "noninterference";
    case Property::kEnds:
      return "ends";
    case Property::kSafeguards:
      return "safeguards";
    case Property::kTables:
      return "tables";
    case Property::kAccess:
      return "access";
  }
  return "";
}

std::optional<Property> find_property(std::string_view text) {
  for (const Property property : kProperties)
    if (to_text(property) == text) return property;
  return std::nullopt;
}

std::string_view to_text(Replay replay) {
  switch (replay) {
    case Replay::kReplayed:
      return "replayed";
    case Replay::kSpurious:
      return "spurious";
    case Replay::kNotFound:
      return "not_found";
    case Replay::kWitness:
      return "witness";
  }
  return "";
}

std::string_view meaning(Property property) {
  switch (property) {
    case Property::kGates:
      return "No path reaches contact, scheduling or execution of a return unless the safeguards "
             "of that phase passed after the last change of a fact they read.";
    case Property::kNoninterference:
      return "What is sent to a partner state shows no asylum, health or conviction fact except "
             "through a declared release.";
    case Property::kEnds:
      return "From every state that a procedure can reach an end can be reached; no token is lost.";
    case Property::kSafeguards:
      return "What an agreement sets never makes a safeguard less strict than the law.";
    case Property::kTables:
      return "Every decision table answers every case once, or says why it was not swept.";
    case Property::kAccess:
      return "The access table and the realms of facts keep the firewall: nothing known from work, "
             "training or advice is read for a return.";
  }
  return "";
}

Json to_json(const Proof& proof) {
  Json json = {{"id", to_text(proof.property)},
               {"scope", proof.scope},
               {"procedure", proof.procedure},
               {"partnerships", strings(proof.partnerships)},
               {"holds", nullptr},
               {"bound", proof.bound},
               {"states", proof.states},
               {"unit", proof.unit},
               {"transitions", proof.transitions},
               {"micros", proof.micros},
               {"meaning", meaning(proof.property)},
               {"abstraction", strings(texts(proof.abstraction))},
               {"not_shown", strings(proof.not_shown)},
               {"notes", strings(proof.notes)},
               {"counterexample", Json::array()},
               {"counterexamples", Json::array()}};
  if (proof.holds) json["holds"] = *proof.holds;
  for (const Counterexample& found : proof.counterexamples)
    json["counterexamples"].push_back(to_json(found));
  if (!proof.counterexamples.empty()) {
    const Counterexample& first = proof.counterexamples.front();
    for (const Step& step : first.steps) json["counterexample"].push_back(to_json(step));
    if (first.steps.empty())
      json["counterexample"].push_back({{"command", "witness"}, {"element", first.what}});
  }
  return json;
}

Json to_json(const Report& report) {
  Json json = {{"content", report.content},
               {"holds", holds(report)},
               {"micros", report.micros},
               {"memory_bytes", report.memory_bytes},
               {"properties", Json::array()}};
  for (const Proof& proof : report.proofs) json["properties"].push_back(to_json(proof));
  return json;
}

std::string to_text(const Report& report) {
  std::string text;
  for (const Property property : kProperties) add_property(report, property, text);
  const auto held = std::count_if(report.proofs.begin(), report.proofs.end(),
                                  [](const Proof& proof) { return proof.holds == true; });
  text += std::to_string(held) + " of " + std::to_string(report.proofs.size()) + " hold, " +
          seconds(report.micros) + ", " + std::to_string(report.memory_bytes >> 20U) + " MiB\n";
  return text;
}

}  // namespace alternat::proofs
