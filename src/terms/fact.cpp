// SPDX-License-Identifier: EUPL-1.2
// Reading the dictionary; checking a facts object against it is in fact_check.cpp.
#include "terms/fact.h"

#include <algorithm>
#include <array>

#include "terms/named.h"

namespace alternat::terms {

namespace {

constexpr std::array kTypes = {
    Named<FactType>{"boolean", FactType::kBoolean},  Named<FactType>{"number", FactType::kNumber},
    Named<FactType>{"string", FactType::kString},    Named<FactType>{"date", FactType::kDate},
    Named<FactType>{"strings", FactType::kStrings},  Named<FactType>{"dates", FactType::kDates},
    Named<FactType>{"contexts", FactType::kContexts}};

constexpr std::array kCategories = {
    Named<DataCategory>{"identity", DataCategory::kIdentity},
    Named<DataCategory>{"contact", DataCategory::kContact},
    Named<DataCategory>{"qualification", DataCategory::kQualification},
    Named<DataCategory>{"language", DataCategory::kLanguage},
    Named<DataCategory>{"employment", DataCategory::kEmployment},
    Named<DataCategory>{"finance", DataCategory::kFinance},
    Named<DataCategory>{"residence", DataCategory::kResidence},
    Named<DataCategory>{"asylum", DataCategory::kAsylum},
    Named<DataCategory>{"health", DataCategory::kHealth},
    Named<DataCategory>{"criminal", DataCategory::kCriminal},
    Named<DataCategory>{"family", DataCategory::kFamily},
    Named<DataCategory>{"age", DataCategory::kAge},
    Named<DataCategory>{"return", DataCategory::kReturn},
    Named<DataCategory>{"travel", DataCategory::kTravel},
    Named<DataCategory>{"procedure", DataCategory::kProcedure},
    Named<DataCategory>{"vulnerability", DataCategory::kVulnerability}};

constexpr std::array kDirections = {Named<ChangeDirection>{"up", ChangeDirection::kUp},
                                    Named<ChangeDirection>{"down", ChangeDirection::kDown},
                                    Named<ChangeDirection>{"any", ChangeDirection::kAny}};

constexpr std::array kFormats = {Named<FactFormat>{"country", FactFormat::kCountry},
                                 Named<FactFormat>{"isco08", FactFormat::kIsco08}};

// What nobody shall be advised to change (design, "Shortest way there"): marriage, children,
// nationality, health, disability, religion, asylum, age, a conviction, the return itself.
constexpr std::array kNeverChanged = {DataCategory::kIdentity, DataCategory::kAsylum,
                                      DataCategory::kHealth,   DataCategory::kCriminal,
                                      DataCategory::kFamily,   DataCategory::kAge,
                                      DataCategory::kReturn,   DataCategory::kVulnerability};

template <typename E, std::size_t N>
std::span<const Named<E>> span_of_table(const std::array<Named<E>, N>& table) {
  return table;
}

const std::vector<std::string>& setters() {
  static const std::vector<std::string> kSetters = {"candidate",     "employer",         "mission",
                                                    "labour_agency", "recognition_body", "officer",
                                                    "partner",       "counsel",          "court"};
  return kSetters;
}

// Hooks by which an agreement may set a fact; H9 and H10 are refused to every agreement.
const std::vector<std::string>& fact_hooks() {
  static const std::vector<std::string> kHooks = {"H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8"};
  return kHooks;
}

void read_bounds(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  fact.unit = reader.find_string("unit").value_or("");
  fact.minimum = reader.find_number("minimum");
  fact.maximum = reader.find_number("maximum");
  fact.whole = reader.find_bool("whole").value_or(false);
  const bool bounded = fact.minimum || fact.maximum || fact.whole || !fact.unit.empty();
  if (bounded && fact.type != FactType::kNumber) {
    diagnostics.error("fact.bounds",
                      "fact \"" + fact.id +
                          "\": unit, minimum, maximum and whole belong to "
                          "numbers only; this fact is a " +
                          std::string(to_text(fact.type)),
                      fact.span);
  }
  if (fact.minimum && fact.maximum && *fact.maximum < *fact.minimum) {
    diagnostics.error("fact.bounds",
                      "fact \"" + fact.id + "\": minimum " + fact.minimum->to_text() +
                          " is greater than maximum " + fact.maximum->to_text(),
                      fact.span);
  }
}

// How a text is written, and which amounts are usual.
void read_form(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  const auto format =
      find_word(reader, "format", span_of_table(kFormats), "fact.format", diagnostics);
  fact.format = format.value_or(FactFormat::kFree);
  const bool free_text = fact.type == FactType::kString || fact.type == FactType::kStrings;
  if (format && (!free_text || reader.find_node("values")))
    diagnostics.error(
        "fact.format",
        "fact \"" + fact.id + "\": a format belongs to texts without a list of values",
        reader.span_of("format"));
  const TomlNode* node = reader.find_node("usual");
  if (!node) return;
  TomlReader inner(*node, diagnostics);
  const std::optional<Decimal> minimum = inner.find_number("minimum");
  const std::optional<Decimal> maximum = inner.find_number("maximum");
  const std::optional<Decimal> refused = inner.find_number("refused_below");
  inner.finish();
  const bool ordered =
      minimum && maximum && *minimum < *maximum && (!refused || *refused <= *minimum);
  if (fact.type != FactType::kNumber || !ordered)
    diagnostics.error(
        "fact.usual",
        "fact \"" + fact.id +
            "\": usual = { minimum, maximum, refused_below } belongs to numbers, with "
            "refused_below <= minimum < maximum",
        node->span());
  else
    fact.usual = UsualRange{*minimum, *maximum, refused};
}

void read_values(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  fact.values = reader.find_strings("values");
  fact.ordered = reader.find_bool("ordered").value_or(false);
  const bool text = fact.type == FactType::kString || fact.type == FactType::kStrings;
  if (!fact.values.empty() && !text) {
    diagnostics.error("fact.values",
                      "fact \"" + fact.id +
                          "\": a list of values belongs to the types string and "
                          "strings only; this fact is a " +
                          std::string(to_text(fact.type)),
                      fact.span);
  }
  if (fact.ordered && fact.values.empty()) {
    diagnostics.error("fact.values", "fact \"" + fact.id + "\" is ordered but lists no values",
                      fact.span);
  }
  for (std::size_t i = 0; i < fact.values.size(); ++i) {
    if (std::find(fact.values.begin(), fact.values.begin() + static_cast<std::ptrdiff_t>(i),
                  fact.values[i]) != fact.values.begin() + static_cast<std::ptrdiff_t>(i)) {
      diagnostics.error("fact.values",
                        "fact \"" + fact.id + "\" lists the value \"" + fact.values[i] + "\" twice",
                        reader.span_of("values"));
    }
  }
}

void read_fields(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("fields")) {
    TomlReader inner(*node, diagnostics);
    FactField field;
    field.name = inner.take_string("name");
    const auto type = find_word(inner, "type", span_of_table(kTypes), "fact.fields", diagnostics);
    field.type = type.value_or(FactType::kString);
    inner.finish();
    if (type == FactType::kStrings || type == FactType::kDates || type == FactType::kContexts) {
      diagnostics.error(
          "fact.fields",
          "field \"" + field.name + "\": a field is a boolean, number, string or date",
          node->span());
    }
    fact.fields.push_back(std::move(field));
  }
  if ((fact.type == FactType::kContexts) != !fact.fields.empty()) {
    diagnostics.error("fact.fields",
                      "fact \"" + fact.id +
                          "\": the type contexts declares its fields, and no "
                          "other type does",
                      fact.span);
  }
}

void read_people(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  fact.set_by = find_words(reader, "set_by", setters(), "fact.set_by", diagnostics);
  if (fact.set_by.empty()) {
    diagnostics.error(
        "fact.set_by",
        "fact \"" + fact.id + "\": set_by names who may say it: " + list_of(setters()), fact.span);
  }
  const TomlNode* node = reader.find_node("change");
  if (!node) return;
  TomlReader inner(*node, diagnostics);
  FactChange change;
  change.by = inner.take_string("by");
  const auto direction =
      find_word(inner, "direction", span_of_table(kDirections), "fact.change", diagnostics);
  inner.finish();
  change.direction = direction.value_or(ChangeDirection::kAny);
  if (std::find(setters().begin(), setters().end(), change.by) == setters().end()) {
    diagnostics.error("fact.change", "by: " + not_one_of(change.by, setters()), node->span());
  }
  if (!fact.realms.asks_work()) {
    diagnostics.error("fact.change",
                      "fact \"" + fact.id + "\" is of " + to_text(fact.realms) +
                          ": no shortest way is ever "
                          "computed over protection and return facts; remove \"change\"",
                      node->span());
  }
  if (std::find(kNeverChanged.begin(), kNeverChanged.end(), fact.category) != kNeverChanged.end()) {
    diagnostics.error("fact.change_forbidden",
                      "fact \"" + fact.id + "\" is of the category " +
                          std::string(to_text(fact.category)) +
                          ": nobody is ever advised to change it; remove \"change\"",
                      node->span());
  }
  fact.change = std::move(change);
}

std::optional<FactLiteral> literal_of(const TomlNode& node, FactType type) {
  if (type == FactType::kBoolean && node.as_bool()) return FactLiteral(*node.as_bool());
  if (type == FactType::kNumber && node.as_number()) return FactLiteral(*node.as_number());
  if (type == FactType::kString && node.as_string()) return FactLiteral(*node.as_string());
  if (type == FactType::kDate && node.as_date()) return FactLiteral(*node.as_date());
  return std::nullopt;
}

void read_presumption(TomlReader& reader, FactDefinition& fact, Diagnostics& diagnostics) {
  fact.presumed_from = reader.find_string("presumed_from").value_or("");
  const TomlNode* node = reader.find_node("presumed");
  if (node) {
    fact.presumed = literal_of(*node, fact.type);
    if (!fact.presumed) {
      diagnostics.error("fact.presumed",
                        "fact \"" + fact.id + "\": the presumed value is not a " +
                            std::string(to_text(fact.type)),
                        node->span());
    }
  }
  const bool presumed = node || !fact.presumed_from.empty();
  // Presumed only where work is asked about: safeguards presume nothing, and advice asks.
  if (presumed && !fact.realms.contains(Realm::kLabour)) {
    diagnostics.error("fact.presumed",
                      "fact \"" + fact.id +
                          "\": nothing is presumed where work is not asked about; remove "
                          "the presumption or set realm = \"labour\"",
                      fact.span);
  }
  if (node && !fact.presumed_from.empty()) {
    diagnostics.error("fact.presumed",
                      "fact \"" + fact.id + "\" has both presumed and presumed_from; keep one",
                      fact.span);
  }
}

FactDefinition read_fact(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  FactDefinition fact;
  fact.span = node.span();
  fact.id = reader.take_string("id");
  if (!fact.id.empty() && !is_snake_case(fact.id)) {
    diagnostics.error("fact.id", "fact id \"" + fact.id + "\" is not snake_case (a-z, 0-9, _)",
                      reader.span_of("id"));
  }
  const auto type = find_word(reader, "type", span_of_table(kTypes), "fact.type", diagnostics);
  if (!type && !reader.find_string("type"))
    diagnostics.error("fact.type", "fact \"" + fact.id + "\" has no type", fact.span);
  fact.type = type.value_or(FactType::kString);
  const auto category =
      find_word(reader, "category", span_of_table(kCategories), "fact.category", diagnostics);
  if (!category && !reader.find_string("category"))
    diagnostics.error("fact.category", "fact \"" + fact.id + "\" has no data category", fact.span);
  fact.category = category.value_or(DataCategory::kProcedure);
  if (const Realms realms = read_realms(reader, fact.id, diagnostics); !realms.is_empty())
    fact.realms = realms;
  read_bounds(reader, fact, diagnostics);
  read_form(reader, fact, diagnostics);
  read_values(reader, fact, diagnostics);
  read_fields(reader, fact, diagnostics);
  fact.label = read_local_text(reader, "label", Need::kRequired, diagnostics);
  fact.question = read_local_text(reader, "question", Need::kRequired, diagnostics);
  fact.help = read_local_text(reader, "help", Need::kOptional, diagnostics);
  fact.evidence = read_local_text(reader, "evidence", Need::kOptional, diagnostics);
  read_people(reader, fact, diagnostics);
  read_presumption(reader, fact, diagnostics);
  const auto hook = reader.find_string("hook");
  fact.hook = hook.value_or("");
  if (hook && std::find(fact_hooks().begin(), fact_hooks().end(), *hook) == fact_hooks().end()) {
    diagnostics.error(
        "fact.hook",
        "hook: " + not_one_of(*hook, fact_hooks()) + " (H9 and H10 are open to no agreement)",
        reader.span_of("hook"));
  }
  fact.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  reader.finish();
  return fact;
}

}  // namespace

std::string_view to_text(FactType type) {
  return text_of(span_of_table(kTypes), type);
}
std::string_view to_text(DataCategory category) {
  return text_of(span_of_table(kCategories), category);
}
std::optional<DataCategory> find_data_category(std::string_view text) {
  return find_named(span_of_table(kCategories), text);
}

const FactDefinition* FactDictionary::find(std::string_view id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &facts_[found->second];
}

std::vector<std::string> FactDictionary::ids() const {
  std::vector<std::string> ids;
  ids.reserve(facts_.size());
  for (const FactDefinition& fact : facts_) ids.push_back(fact.id);
  return ids;
}

void FactDictionary::read(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  for (const TomlNode* node : reader.find_tables("fact")) {
    FactDefinition fact = read_fact(*node, diagnostics);
    if (fact.id.empty()) continue;
    if (const FactDefinition* first = find(fact.id)) {
      diagnostics.error("fact.duplicate",
                        "fact \"" + fact.id + "\" is already defined at " + to_string(first->span),
                        fact.span);
      continue;
    }
    index_.emplace(fact.id, facts_.size());
    facts_.push_back(std::move(fact));
  }
  consistency_.read(reader, diagnostics);
  reader.finish();
}

void FactDictionary::check_references(Diagnostics& diagnostics) const {
  consistency_.check_references(*this, diagnostics);
  for (const FactDefinition& fact : facts_) {
    if (fact.presumed_from.empty() || fact.presumed_from == "on") continue;
    const FactDefinition* other = find(fact.presumed_from);
    if (!other) {
      diagnostics.error(
          "fact.presumed_from",
          "fact \"" + fact.id + "\" is presumed from \"" + fact.presumed_from +
              "\", which is no fact" +
              (nearest_name(fact.presumed_from, ids()).empty()
                   ? std::string()
                   : "; did you mean \"" + nearest_name(fact.presumed_from, ids()) + "\"?"),
          fact.span);
    } else if (other->type != fact.type) {
      diagnostics.error("fact.presumed_from",
                        "fact \"" + fact.id + "\" is a " + std::string(to_text(fact.type)) +
                            ", but \"" + other->id + "\" is a " + std::string(to_text(other->type)),
                        fact.span);
    }
  }
}

}  // namespace alternat::terms
