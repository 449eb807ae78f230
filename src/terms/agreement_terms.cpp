// SPDX-License-Identifier: EUPL-1.2
#include "terms/agreement_terms.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kUnits = {Named<ClockUnit>{"hours", ClockUnit::kHours},
                               Named<ClockUnit>{"calendar_days", ClockUnit::kCalendarDays},
                               Named<ClockUnit>{"working_days", ClockUnit::kWorkingDays},
                               Named<ClockUnit>{"months", ClockUnit::kMonths}};
constexpr std::array kRules = {Named<FieldRule>{"required", FieldRule::kRequired},
                               Named<FieldRule>{"optional", FieldRule::kOptional},
                               Named<FieldRule>{"with_consent", FieldRule::kWithConsent}};
constexpr std::span<const Named<ClockUnit>> kUnitTable(kUnits);
constexpr std::span<const Named<FieldRule>> kRuleTable(kRules);

const std::vector<std::string>& starts() {
  static const std::vector<std::string> kStarts = {
      "receipt", "request", "consent", "knowledge", "apprehension", "transfer",
      "issue",   "reply",   "force",   "interview", "notice"};
  return kStarts;
}

std::optional<TermType> find_term_type(std::string_view name) {
  for (const auto& [known, type] : known_terms())
    if (known == name) return type;
  return std::nullopt;
}

std::vector<std::string> term_names() {
  std::vector<std::string> names;
  for (const auto& [name, type] : known_terms()) names.push_back(name);
  return names;
}

std::string shape_of(TermType type) {
  switch (type) {
    case TermType::kClock:
      return "a clock: count = 12, unit = \"calendar_days\", starts = \"receipt\"";
    case TermType::kFlag:
      return "value = true or false";
    case TermType::kNumber:
      return "value = a number";
    case TermType::kText:
      return "value = a text";
    case TermType::kList:
      return "value = a list of texts";
  }
  return "";
}

TermValue read_clock(TomlReader& reader, Diagnostics& diagnostics) {
  const auto count = reader.find_integer("count");
  const auto unit = find_word(reader, "unit", kUnitTable, "terms.clock", diagnostics);
  const std::string start = reader.find_string("starts").value_or("");
  if (!count && !unit && start.empty()) return std::monostate{};
  if (!start.empty() && std::find(starts().begin(), starts().end(), start) == starts().end())
    diagnostics.error("terms.clock", "starts: " + not_one_of(start, starts()),
                      reader.span_of("starts"));
  if (!count || *count < 0 || !unit) {
    diagnostics.error("terms.clock", "a clock has a count (0 or more) and a unit", reader.span());
    return std::monostate{};
  }
  return ClockTerm{*count, *unit, start};
}

TermValue read_plain(TomlReader& reader, TermType type, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("value");
  if (!node) return std::monostate{};
  if (type == TermType::kFlag && node->as_bool()) return *node->as_bool();
  if (type == TermType::kNumber && node->as_number()) return *node->as_number();
  if (type == TermType::kText && node->as_string()) return *node->as_string();
  if (type == TermType::kList && node->as_array()) return reader.find_strings("value");
  diagnostics.error("terms.wrong_type", "the term is written as " + shape_of(type), node->span());
  return std::monostate{};
}

Term read_term(const std::string& name, const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Term term;
  term.name = name;
  term.span = node.span();
  const TermType type = find_term_type(name).value_or(TermType::kText);
  term.value = type == TermType::kClock ? read_clock(reader, diagnostics)
                                        : read_plain(reader, type, diagnostics);
  const bool present = !std::holds_alternative<std::monostate>(term.value);
  term.citation = reader.find_string("citation").value_or("");
  term.note = read_local_text(reader, "note", Need::kOptional, diagnostics);
  term.provenance =
      read_provenance(reader, present ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
  reader.finish();
  if (!present && term.provenance.mark != Mark::kUncertain)
    diagnostics.error("terms.wrong_type",
                      "term \"" + name + "\" has no value; it is written as " + shape_of(type) +
                          ", or its provenance is \"uncertain\"",
                      node.span());
  return term;
}

void read_terms(TomlReader& reader, AgreementTerms& agreement, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("terms");
  if (!node) return;
  const TomlTable* table = node->as_table();
  if (!table) {
    diagnostics.error("terms.wrong_type", "terms are tables: [terms.reply]", node->span());
    return;
  }
  for (const auto& [name, value] : table->entries) {
    if (!find_term_type(name))
      diagnostics.error("terms.unknown_term", "term " + not_one_of(name, term_names()),
                        value.span());
    else
      agreement.terms.push_back(read_term(name, value, diagnostics));
  }
}

void read_fields(TomlReader& reader, AgreementTerms& agreement, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("message_field")) {
    TomlReader inner(*node, diagnostics);
    MessageField field;
    field.span = node->span();
    field.name = inner.take_string("name");
    if (!field.name.empty() && !is_snake_case(field.name))
      diagnostics.error("terms.field", "field name \"" + field.name + "\" is not snake_case",
                        node->span());
    const std::string category = inner.take_string("category");
    const auto found = find_data_category(category);
    if (!found && !category.empty())
      diagnostics.error("terms.field", "\"" + category + "\" is no data category",
                        inner.span_of("category"));
    field.category = found.value_or(DataCategory::kIdentity);
    const auto rule = find_word(inner, "rule", kRuleTable, "terms.field", diagnostics);
    field.rule = rule.value_or(FieldRule::kOptional);
    field.message = inner.take_string("message");
    field.label = read_local_text(inner, "label", Need::kRequired, diagnostics);
    field.citation = inner.find_string("citation").value_or("");
    field.provenance = read_provenance_or(inner, agreement.provenance, diagnostics);
    inner.finish();
    // An asylum application is betrayed by no message, whatever an agreement says.
    if (found == DataCategory::kAsylum)
      diagnostics.error("terms.field",
                        "field \"" + field.name +
                            "\": no message to a partner state carries data "
                            "on asylum",
                        node->span());
    if (agreement.find_field(field.name))
      diagnostics.error("terms.duplicate", "message field \"" + field.name + "\" is given twice",
                        node->span());
    else
      agreement.fields.push_back(std::move(field));
  }
}

void read_rights(TomlReader& reader, AgreementTerms& agreement, Diagnostics& diagnostics) {
  for (const TomlNode* node : reader.find_tables("right")) {
    TomlReader inner(*node, diagnostics);
    RightsItem right;
    right.item = inner.take_string("item");
    right.citation = inner.find_string("citation").value_or("");
    right.text = read_local_text(inner, "text", Need::kRequired, diagnostics);
    right.provenance = read_provenance_or(inner, agreement.provenance, diagnostics);
    inner.finish();
    const auto& items = rights_items();
    if (std::find(items.begin(), items.end(), right.item) == items.end())
      diagnostics.error("terms.rights", "item: " + not_one_of(right.item, items), node->span());
    agreement.rights.push_back(std::move(right));
  }
}

}  // namespace

const Term* AgreementTerms::find(std::string_view name) const {
  for (const Term& term : terms)
    if (term.name == name && !std::holds_alternative<std::monostate>(term.value)) return &term;
  return nullptr;
}

const ClockTerm* AgreementTerms::find_clock(std::string_view name) const {
  const Term* term = find(name);
  return term ? std::get_if<ClockTerm>(&term->value) : nullptr;
}

std::optional<bool> AgreementTerms::find_flag(std::string_view name) const {
  const Term* term = find(name);
  const bool* flag = term ? std::get_if<bool>(&term->value) : nullptr;
  return flag ? std::optional<bool>(*flag) : std::nullopt;
}

const MessageField* AgreementTerms::find_field(std::string_view name) const {
  for (const MessageField& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::vector<std::string> AgreementTerms::missing_rights() const {
  std::vector<std::string> missing;
  for (const std::string& item : rights_items()) {
    const bool there = std::any_of(rights.begin(), rights.end(),
                                   [&](const RightsItem& right) { return right.item == item; });
    if (!there) missing.push_back(item);
  }
  return missing;
}

std::optional<AgreementTerms> read_agreement_terms(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  AgreementTerms agreement;
  agreement.span = file.span();
  agreement.id = read_id(reader, "terms.id", diagnostics);
  agreement.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  agreement.parties = read_parties(reader, "terms.party", diagnostics);
  if (agreement.parties.size() < 2)
    diagnostics.error("terms.party", "an agreement has at least two parties", file.span());
  agreement.signed_on = find_sourced_date(reader, "signed", diagnostics);
  agreement.in_force_on = find_sourced_date(reader, "in_force", diagnostics);
  agreement.publication = reader.find_string("publication").value_or("");
  agreement.status = read_instrument_status(reader.find_tables("status"), diagnostics);
  agreement.note = read_local_text(reader, "note", Need::kOptional, diagnostics);
  agreement.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  read_terms(reader, agreement, diagnostics);
  read_fields(reader, agreement, diagnostics);
  read_rights(reader, agreement, diagnostics);
  reader.finish();
  if (agreement.id.empty()) return std::nullopt;
  return agreement;
}

const std::vector<std::pair<std::string, TermType>>& known_terms() {  // tidy: table
  static const std::vector<std::pair<std::string, TermType>> kTerms = {
      {"reply", TermType::kClock},
      {"reply_extension", TermType::kClock},
      {"extension_needs_reason", TermType::kFlag},
      {"accelerated_application", TermType::kClock},
      {"accelerated_reply", TermType::kClock},
      {"deemed_acceptance", TermType::kFlag},
      {"conclusive_verification", TermType::kFlag},
      {"refusal_with_reasons", TermType::kFlag},
      {"td_issue", TermType::kClock},
      {"td_validity", TermType::kClock},
      {"td_reissue", TermType::kClock},
      {"union_td_accepted", TermType::kFlag},
      {"interview", TermType::kClock},
      {"interview_result", TermType::kClock},
      {"interview_mode", TermType::kList},
      {"requesting_officer_may_attend", TermType::kFlag},
      {"notice", TermType::kClock},
      {"notice_reply", TermType::kClock},
      {"notice_silence_effect", TermType::kText},
      {"transfer_window", TermType::kClock},
      {"transfer_window_extendable", TermType::kFlag},
      {"application_limit", TermType::kClock},
      {"third_country_nationals", TermType::kFlag},
      {"error_window_nationals", TermType::kClock},
      {"error_window_third_country", TermType::kClock},
      {"transit_reply", TermType::kClock},
      {"crossing_points", TermType::kList},
      {"languages", TermType::kList},
      {"escorts_max", TermType::kNumber},
      {"escorts_unarmed", TermType::kFlag},
      {"onward_transfer_needs_consent", TermType::kFlag},
      {"transfer_log", TermType::kFlag},
      {"deletion", TermType::kClock},
      {"evidence_of_nationality", TermType::kList},
      {"prima_facie_evidence", TermType::kList},
      {"costs", TermType::kText},
      {"joint_committee", TermType::kText},
      {"non_affection", TermType::kText},
      {"suspension", TermType::kText},
      {"termination_notice", TermType::kClock},
      {"personal_scope", TermType::kText}};
  return kTerms;
}

const std::vector<std::string>& rights_items() {
  static const std::vector<std::string> kItems = {
      "non_affection",           "asylum_confidentiality", "data_article",      "monitoring_access",
      "vulnerable_groups",       "family_unity",           "complaint_channel", "error_return",
      "suspension_human_rights", "public_reporting"};
  return kItems;
}

std::string_view to_text(ClockUnit unit) {
  return text_of(kUnitTable, unit);
}
std::string_view to_text(FieldRule rule) {
  return text_of(kRuleTable, rule);
}

}  // namespace alternat::terms
