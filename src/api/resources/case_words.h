// SPDX-License-Identifier: EUPL-1.2
// How cases are spoken of: names of procedures and their elements, roles, moments, deadlines, and
// the sentence each record stands for.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "api/render/words.h"
#include "base/instant.h"
#include "base/json.h"
#include "procedures/definition.h"
#include "projections/tables.h"

namespace alternat::terms {
class FactDictionary;
}

namespace alternat::api {

inline constexpr std::string_view kWorkZone = "Europe/Berlin";

std::string procedure_title(const Words& words, const procedures::Definition& definition);
// [procedure.<id>.<element>.name], else the file's own name, else the id.
std::string element_name(const Words& words, const procedures::Definition& definition,
                         std::string_view element);
std::string element_help(const Words& words, const procedures::Definition& definition,
                         std::string_view element);
std::string role_name(const Words& words, std::string_view role);
// "a1b2c3d4" of "SYN-case_a1b2c3d4…": enough to tell two cases apart on a screen.
std::string short_id(std::string_view id);

// The legal day and the time of day in the zone: "24 November 2026, 09:05".
std::string moment_text(const Words& words, Instant moment);
Date day_of(Instant moment);
// A deadline ends with its last day, so its moment is the first after it; this is the last day, in
// the zone in which it was counted ("" = recorded without one: that of the pages).
Date last_day_of(Instant due, std::string_view zone = "");
// {"due", "due_text", "days", "is_late", "zone"}; null and empty where there is none.
void add_due(const Words& words, const std::optional<Instant>& due, std::string_view zone,
             Json& out);

// Who an actor is, as a role ("Visa section"); personal names of officers stay inside the account.
using ActorNames = std::function<std::string(const std::string& actor)>;

struct SentenceInput {
  const projections::LogRow& line;
  const Json& body;  // of the record
  const procedures::Definition& definition;
  const terms::FactDictionary& facts;
  const ActorNames& actor_name;
  // Whether the reader may know that a value of this category was recorded.
  const std::function<bool(std::string_view category)>& may_know;
};

// The sentence of [record.<Type>], or "" for records that only move tokens.
std::string record_sentence(const Words& words, const SentenceInput& input);

}  // namespace alternat::api
