// SPDX-License-Identifier: EUPL-1.2
#include "terms/partnership.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kBindings = {Named<Binding>{"treaty", Binding::kTreaty},
                                  Named<Binding>{"political", Binding::kPolitical},
                                  Named<Binding>{"working_structure", Binding::kWorkingStructure},
                                  Named<Binding>{"operational", Binding::kOperational},
                                  Named<Binding>{"unilateral", Binding::kUnilateral},
                                  Named<Binding>{"prepared", Binding::kPrepared},
                                  Named<Binding>{"talks", Binding::kTalks},
                                  Named<Binding>{"reported", Binding::kReported},
                                  Named<Binding>{"denied", Binding::kDenied}};

constexpr std::array kComponents = {
    Named<ComponentKind>{"return", ComponentKind::kReturn},
    Named<ComponentKind>{"labour_migration", ComponentKind::kLabourMigration},
    Named<ComponentKind>{"seasonal_work", ComponentKind::kSeasonalWork},
    Named<ComponentKind>{"training", ComponentKind::kTraining},
    Named<ComponentKind>{"study_research", ComponentKind::kStudyResearch},
    Named<ComponentKind>{"visa_facilitation", ComponentKind::kVisaFacilitation},
    Named<ComponentKind>{"job_exchange", ComponentKind::kJobExchange},
    Named<ComponentKind>{"recognition", ComponentKind::kRecognition},
    Named<ComponentKind>{"technology_transfer", ComponentKind::kTechnologyTransfer},
    Named<ComponentKind>{"economic_cooperation", ComponentKind::kEconomicCooperation},
    Named<ComponentKind>{"reintegration", ComponentKind::kReintegration},
    Named<ComponentKind>{"information", ComponentKind::kInformation},
    Named<ComponentKind>{"security", ComponentKind::kSecurity},
    Named<ComponentKind>{"rights", ComponentKind::kRights}};

constexpr std::array kStatuses = {
    Named<ComponentStatus>{"planned", ComponentStatus::kPlanned},
    Named<ComponentStatus>{"in_preparation", ComponentStatus::kInPreparation},
    Named<ComponentStatus>{"active", ComponentStatus::kActive},
    Named<ComponentStatus>{"under_observation", ComponentStatus::kUnderObservation},
    Named<ComponentStatus>{"reduced", ComponentStatus::kReduced},
    Named<ComponentStatus>{"suspended", ComponentStatus::kSuspended},
    Named<ComponentStatus>{"ended", ComponentStatus::kEnded}};

constexpr std::span<const Named<Binding>> kBindingTable(kBindings);
constexpr std::span<const Named<ComponentKind>> kComponentTable(kComponents);
constexpr std::span<const Named<ComponentStatus>> kStatusTable(kStatuses);

std::string lower_ascii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// What is only talked about, prepared, reported or denied is not called a partnership.
void check_title(const Partnership& partnership, Diagnostics& diagnostics) {
  const auto& entries = partnership.basis.entries();
  if (entries.empty() || is_partnership(entries.back().value)) return;
  const bool called =
      lower_ascii(partnership.title.de).find("partnerschaft") != std::string::npos ||
      lower_ascii(partnership.title.en).find("partnership") != std::string::npos;
  if (called)
    diagnostics.error("partnership.title",
                      "\"" + partnership.id + "\" rests on \"" +
                          std::string(to_text(entries.back().value)) +
                          "\" and may not be called a partnership; name the two countries and what "
                          "there is",
                      partnership.span);
}

std::vector<Component> read_components(TomlReader& reader, Diagnostics& diagnostics) {
  std::vector<Component> components;
  for (const TomlNode* node : reader.find_tables("component")) {
    TomlReader inner(*node, diagnostics);
    Component component;
    component.span = node->span();
    const auto kind =
        find_word(inner, "kind", kComponentTable, "partnership.component", diagnostics);
    component.summary = read_local_text(inner, "summary", Need::kRequired, diagnostics);
    component.leads = inner.find_strings("leads");
    component.status =
        read_history(inner.find_tables("status"), "status", kStatusTable, diagnostics);
    component.provenance = read_provenance(inner, ValueState::kPresent, diagnostics);
    inner.finish();
    if (!kind) continue;
    component.kind = *kind;
    const auto twin = std::find_if(components.begin(), components.end(),
                                   [&](const Component& c) { return c.kind == *kind; });
    if (twin != components.end())
      diagnostics.error("partnership.duplicate_component",
                        "component \"" + std::string(to_text(*kind)) + "\" is already given at " +
                            to_string(twin->span),
                        node->span());
    else
      components.push_back(std::move(component));
  }
  return components;
}

std::vector<OfficeRole> read_roles(TomlReader& reader, Diagnostics& diagnostics) {
  std::vector<OfficeRole> roles;
  for (const TomlNode* node : reader.find_tables("role")) {
    TomlReader inner(*node, diagnostics);
    OfficeRole role;
    role.span = node->span();
    role.office = inner.take_string("office");
    role.role = inner.take_string("role");
    role.task = read_local_text(inner, "task", Need::kOptional, diagnostics);
    role.from = find_imprecise_date(inner, "from", diagnostics);
    role.until = find_imprecise_date(inner, "until", diagnostics);
    role.provenance = read_provenance(inner, ValueState::kPresent, diagnostics);
    inner.finish();
    roles.push_back(std::move(role));
  }
  return roles;
}

std::vector<RightsFinding> read_findings(TomlReader& reader, Diagnostics& diagnostics) {
  std::vector<RightsFinding> findings;
  for (const TomlNode* node : reader.find_tables("finding")) {
    TomlReader inner(*node, diagnostics);
    RightsFinding finding;
    finding.span = node->span();
    finding.id = read_id(inner, "partnership.finding", diagnostics);
    finding.topic = inner.take_string("topic");
    finding.by = read_local_text(inner, "by", Need::kRequired, diagnostics);
    finding.finding = read_local_text(inner, "finding", Need::kRequired, diagnostics);
    finding.on = find_imprecise_date(inner, "on", diagnostics);
    finding.asks_review = inner.find_bool("asks_review").value_or(false);
    finding.provenance = read_provenance(inner, ValueState::kPresent, diagnostics);
    inner.finish();
    const auto& topics = finding_topics();
    if (std::find(topics.begin(), topics.end(), finding.topic) == topics.end())
      diagnostics.error("partnership.finding", "topic: " + not_one_of(finding.topic, topics),
                        inner.span_of("topic"));
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::optional<Country> read_country(TomlReader& reader, std::string_view key,
                                    Diagnostics& diagnostics) {
  const std::string code = reader.take_string(key);
  if (code.empty()) return std::nullopt;
  Result<Country> country = Country::from_code(code);
  if (country) return *country;
  diagnostics.error(country.error().code, std::string(key) + ": " + country.error().message,
                    reader.span_of(key));
  return std::nullopt;
}

void read_rest(TomlReader& reader, Partnership& partnership, Diagnostics& diagnostics) {
  partnership.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  partnership.summary = read_local_text(reader, "summary", Need::kRequired, diagnostics);
  partnership.basis =
      read_history(reader.find_tables("basis"), "basis", kBindingTable, diagnostics);
  partnership.since = find_imprecise_date(reader, "since", diagnostics);
  partnership.fictitious = reader.find_bool("fictitious").value_or(false);
  partnership.components = read_components(reader, diagnostics);
  partnership.roles = read_roles(reader, diagnostics);
  for (const TomlNode* node : reader.find_tables("body"))
    partnership.bodies.push_back(read_joint_body(*node, diagnostics));
  partnership.findings = read_findings(reader, diagnostics);
  partnership.open_questions =
      read_local_text(reader, "open_questions", Need::kOptional, diagnostics);
  partnership.provenance = read_provenance(reader, ValueState::kPresent, diagnostics);
  partnership.views = read_views(reader, "view", partnership.provenance, diagnostics);
  if (partnership.basis.empty())
    diagnostics.error("partnership.basis",
                      "\"" + partnership.id + "\" has no [[basis]]: what does it rest on? " +
                          list_of(binding_words()),
                      partnership.span);
}

}  // namespace

const Component* Partnership::find_component(ComponentKind kind) const {
  for (const Component& component : components)
    if (component.kind == kind) return &component;
  return nullptr;
}

std::vector<const OfficeRole*> Partnership::roles_on(std::string_view role, Date day) const {
  std::vector<const OfficeRole*> found;
  for (const OfficeRole& held : roles) {
    const bool begun = !held.from || held.from->first_day() <= day;
    const bool over = held.until && held.until->first_day() <= day;
    if (held.role == role && begun && !over) found.push_back(&held);
  }
  return found;
}

std::string Partnership::lead_on(Date day) const {
  const auto leads = roles_on("lead", day);
  return leads.empty() ? "" : leads.front()->office;
}

bool is_partnership(Binding binding) {
  return binding == Binding::kTreaty || binding == Binding::kPolitical ||
         binding == Binding::kWorkingStructure || binding == Binding::kOperational;
}

std::optional<Partnership> read_partnership(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  const std::string id = read_id(reader, "partnership.id", diagnostics);
  const auto destination = read_country(reader, "destination", diagnostics);
  const auto origin = read_country(reader, "origin", diagnostics);
  if (!destination || !origin) {
    // The rest is still read, so that its mistakes are named too; any valid pair will do.
    Partnership rest(id, Country::from_code("XA").value(), Country::from_code("XB").value());
    rest.span = file.span();
    read_rest(reader, rest, diagnostics);
    reader.finish();
    return std::nullopt;
  }
  Partnership partnership(id, *destination, *origin);
  partnership.span = file.span();
  read_rest(reader, partnership, diagnostics);
  reader.finish();
  if (*destination == *origin)
    diagnostics.error("partnership.same_country",
                      "destination and origin are both " + origin->code(),
                      reader.span_of("origin"));
  check_title(partnership, diagnostics);
  if (id.empty()) return std::nullopt;
  return partnership;
}

std::string_view to_text(Binding binding) {
  return text_of(kBindingTable, binding);
}
std::string_view to_text(ComponentKind kind) {
  return text_of(kComponentTable, kind);
}
std::string_view to_text(ComponentStatus status) {
  return text_of(kStatusTable, status);
}
std::optional<Binding> find_binding(std::string_view text) {
  return find_named(kBindingTable, text);
}
std::optional<ComponentKind> find_component_kind(std::string_view text) {
  return find_named(kComponentTable, text);
}
std::vector<std::string> component_words() {
  return words_of(kComponentTable);
}
std::vector<std::string> binding_words() {
  return words_of(kBindingTable);
}

const std::vector<std::string>& finding_topics() {
  static const std::vector<std::string> kTopics = {
      "country_situation", "safe_country", "persecuted_groups", "recruitment", "data_protection",
      "transparency",      "monitoring",   "reintegration",     "benefits"};
  return kTopics;
}

}  // namespace alternat::terms
