// SPDX-License-Identifier: EUPL-1.2
// What a proof says: which property of what, whether it holds, how much was looked at and what was
// left out; where it does not hold, the shortest way to see it. JSON:
// docs/schema/proof.schema.json.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/span.h"

namespace alternat::proofs {

// The six properties of docs/proofs.md, in that order.
enum class Property {
  kGates,            // no contact, scheduling or execution with a gate that is not fresh
  kNoninterference,  // what a partner state receives shows no protected fact but by a release
  kEnds,             // from every reachable state an end can be reached
  kSafeguards,       // what an agreement sets never makes a safeguard less strict than the law
  kTables,           // every decision table answers every case once
  kAccess,           // the access table keeps the firewall
};
inline constexpr std::array<Property, 6> kProperties = {
    Property::kGates,      Property::kNoninterference, Property::kEnds,
    Property::kSafeguards, Property::kTables,          Property::kAccess};

// What the real engine said to a counterexample.
enum class Replay {
  kReplayed,  // the engine goes this way with the values given
  kSpurious,  // no values lead this way: an artefact of the abstraction
  kNotFound,  // none found within the bound: neither shown nor refuted
  kWitness,   // nothing to run: the place itself is the witness
};

// "entered submit", "left readmission_request", "decided safeguards:contact PASS".
struct Happening {
  std::string kind;  // entered, left, decided, changed, incident, resolved, ended
  std::string what;
  std::string detail;
};

struct Step {
  std::string command;              // "complete_task", "amend", …
  std::string element;              // "" = the case as a whole
  std::vector<std::string> values;  // "fear_expressed = true": what makes the engine go this way
  std::vector<Happening> happened;
  std::vector<std::string> tokens;  // element ids, after the step; a flow's id while before a gate
  std::vector<std::string> incidents;        // element ids, after the step
  std::vector<std::string> flows;            // taken in the step
  std::map<std::string, std::string> gates;  // phase -> never, passed, stale, not_passed
};

// A sentence that pages say in the reader's language: [proofs.what.<key>] of content/text, with
// these pieces. A piece is translated by its name: element, elements, message, fact, phase,
// category and outcome are ids; all others stand as they are.
struct Sentence {
  std::string key;
  std::vector<std::pair<std::string, std::string>> pieces;
};

// Something that was left out or left free; pages say it by [proofs.left_out.<key>].
struct LeftOut {
  std::string text;  // one sentence, in English
  Sentence sentence;
};

struct Counterexample {
  std::string what;   // one sentence, in English
  Sentence sentence;  // the same for pages
  SourceSpan span;    // the place in content
  std::string hint;   // what to do
  std::string entry;  // element of the diagram it is about; "" = none
  std::vector<Step> steps;
  Replay replay = Replay::kWitness;
};

struct Proof {
  Property property = Property::kGates;
  std::string scope;                      // "readmission (xa-xb, de-ge)", "table G23", "access"
  std::string procedure;                  // id; "" = not of a procedure
  std::vector<std::string> partnerships;  // it was shown for; empty = whatever the partnership
  std::optional<bool> holds;              // nullopt: not proved, see bound
  std::string bound;                      // why not proved
  std::uint64_t states = 0;               // control states, boxes, tables' cells: see unit
  std::string unit = "states";
  std::uint64_t transitions = 0;
  std::uint64_t micros = 0;
  std::vector<LeftOut> abstraction;  // what was left out or left free
  std::vector<std::string> not_shown;
  std::vector<std::string> notes;               // seen on the way, no part of the property
  std::vector<Counterexample> counterexamples;  // shortest first
};

struct Report {
  std::string content;  // hash
  std::vector<Proof> proofs;
  std::uint64_t micros = 0;
  std::uint64_t memory_bytes = 0;  // peak of the process; 0 = not known
};

// All that were asked for hold.
bool holds(const Report& report);

std::string_view to_text(Property property);  // "gates", "noninterference", …
std::optional<Property> find_property(std::string_view text);
std::string_view to_text(Replay replay);
// "No path reaches contact, …": what the property means, in one sentence.
std::string_view meaning(Property property);

Json to_json(const Proof& proof);
Json to_json(const Report& report);
std::string to_text(const Report& report);

}  // namespace alternat::proofs
