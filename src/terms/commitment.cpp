// SPDX-License-Identifier: EUPL-1.2
#include "terms/commitment.h"

#include <algorithm>
#include <array>

#include "terms/reading.h"

namespace alternat::terms {

namespace {

constexpr std::array kKinds = {
    Named<CommitmentKind>{"cap", CommitmentKind::kCap},
    Named<CommitmentKind>{"target", CommitmentKind::kTarget},
    Named<CommitmentKind>{"duration", CommitmentKind::kDuration},
    Named<CommitmentKind>{"milestone", CommitmentKind::kMilestone},
    Named<CommitmentKind>{"status", CommitmentKind::kStatus},
    Named<CommitmentKind>{"facilitation", CommitmentKind::kFacilitation},
    Named<CommitmentKind>{"body", CommitmentKind::kBody},
    Named<CommitmentKind>{"cooperation", CommitmentKind::kCooperation},
    Named<CommitmentKind>{"no_quota_agreed", CommitmentKind::kNoQuotaAgreed},
    Named<CommitmentKind>{"declined", CommitmentKind::kDeclined}};

constexpr std::array kPeriods = {Named<CountingPeriod>{"once", CountingPeriod::kOnce},
                                 Named<CountingPeriod>{"case", CountingPeriod::kCase},
                                 Named<CountingPeriod>{"month", CountingPeriod::kMonth},
                                 Named<CountingPeriod>{"quarter", CountingPeriod::kQuarter},
                                 Named<CountingPeriod>{"year", CountingPeriod::kYear}};

constexpr std::span<const Named<CommitmentKind>> kKindTable(kKinds);
constexpr std::span<const Named<CountingPeriod>> kPeriodTable(kPeriods);

bool needs_quantity(CommitmentKind kind) {
  return kind == CommitmentKind::kCap || kind == CommitmentKind::kTarget ||
         kind == CommitmentKind::kDuration;
}

bool allows_measure(CommitmentKind kind) {
  return kind != CommitmentKind::kNoQuotaAgreed && kind != CommitmentKind::kDeclined;
}

History<int> read_levels(TomlReader& reader, Diagnostics& diagnostics) {
  History<int> history;
  for (const TomlNode* node : reader.find_tables("status")) {
    TomlReader inner(*node, diagnostics);
    const std::optional<std::int64_t> level = inner.find_integer("level");
    EntryFrame frame = read_entry_frame(inner, diagnostics);
    inner.finish();
    if (!level || *level < 0 || *level > 3) {
      diagnostics.error("commitment.status_level",
                        "level is 0 not begun, 1 begun, 2 partly carried out or 3 carried out",
                        node->span());
      continue;
    }
    if (frame.reason.empty())
      diagnostics.error("commitment.status_level",
                        "a status names its evidence: reason = { de = \"…\", en = \"…\" }",
                        node->span());
    add_entry(history, std::move(frame), static_cast<int>(*level));
  }
  return history;
}

void check_quantity(const Commitment& c, Diagnostics& diagnostics) {
  const std::string kind(to_text(c.kind));
  if (needs_quantity(c.kind) && !c.quantity && c.provenance.mark != Mark::kUncertain)
    diagnostics.error("commitment.no_quantity",
                      "commitment \"" + c.id + "\" is a " + kind +
                          " and has no quantity; mark its "
                          "provenance \"uncertain\" if the number is not established",
                      c.span);
  if (needs_quantity(c.kind) && (c.unit.empty() || !c.period))
    diagnostics.error("commitment.no_quantity",
                      "commitment \"" + c.id + "\" is a " + kind + " and needs a unit and a period",
                      c.span);
  if (!allows_measure(c.kind) && (c.quantity || c.counted_by || !c.status.empty()))
    diagnostics.error("commitment.quantity_not_allowed",
                      "commitment \"" + c.id + "\" is \"" + kind +
                          "\": it has no quantity, no "
                          "counter and no status",
                      c.span);
  if (c.counted_by && !c.status.empty())
    diagnostics.error("commitment.two_measures",
                      "commitment \"" + c.id +
                          "\" is counted by a procedure and also has a status; "
                          "keep one",
                      c.span);
  if (c.kind == CommitmentKind::kMilestone && !c.due && c.provenance.mark != Mark::kUncertain)
    diagnostics.error("commitment.no_due",
                      "commitment \"" + c.id + "\" is a milestone and has no due day", c.span);
}

Commitment read_commitment(const TomlNode& node, Diagnostics& diagnostics) {
  TomlReader reader(node, diagnostics);
  Commitment c;
  c.span = node.span();
  c.id = read_id(reader, "commitment.id", diagnostics);
  c.instrument = reader.find_string("instrument").value_or("");
  c.clause = reader.find_string("clause").value_or("");
  c.component = read_component_kind(reader, "commitment.component", diagnostics);
  c.owes = read_party(reader, "owes", diagnostics);
  const auto kind = find_word(reader, "kind", kKindTable, "commitment.kind", diagnostics);
  if (!kind && !reader.find_string("kind"))
    diagnostics.error("commitment.kind",
                      "commitment \"" + c.id + "\" has no kind: " + list_of(words_of(kKindTable)),
                      c.span);
  c.kind = kind.value_or(CommitmentKind::kCooperation);
  c.title = read_local_text(reader, "title", Need::kRequired, diagnostics);
  c.detail = read_local_text(reader, "detail", Need::kOptional, diagnostics);
  c.owners = reader.find_strings("owners");
  c.quantity = reader.find_number("quantity");
  c.unit = reader.find_string("unit").value_or("");
  c.period = find_word(reader, "period", kPeriodTable, "commitment.period", diagnostics);
  c.from = find_imprecise_date(reader, "from", diagnostics);
  c.due = find_imprecise_date(reader, "due", diagnostics);
  c.counted_by = read_counted_by(reader, diagnostics);
  c.status = read_levels(reader, diagnostics);
  c.series = reader.find_strings("series");
  c.linked = reader.find_strings("linked");
  c.provenance =
      read_provenance(reader, c.quantity ? ValueState::kPresent : ValueState::kAbsent, diagnostics);
  c.views = read_views(reader, "view", c.provenance, diagnostics);
  reader.finish();
  if (kind) check_quantity(c, diagnostics);
  return c;
}

}  // namespace

std::vector<Commitment> read_commitments(const TomlNode& file, Diagnostics& diagnostics) {
  TomlReader reader(file, diagnostics);
  std::vector<Commitment> commitments;
  for (const TomlNode* node : reader.find_tables("commitment")) {
    Commitment commitment = read_commitment(*node, diagnostics);
    if (!commitment.id.empty()) commitments.push_back(std::move(commitment));
  }
  reader.finish();
  return commitments;
}

std::string_view to_text(CommitmentKind kind) {
  return text_of(kKindTable, kind);
}
std::string_view to_text(CountingPeriod period) {
  return text_of(kPeriodTable, period);
}
std::optional<CountingPeriod> find_counting_period(std::string_view text) {
  return find_named(kPeriodTable, text);
}

std::optional<CountedBy> read_counted_by(TomlReader& reader, Diagnostics& diagnostics) {
  const TomlNode* node = reader.find_node("counted_by");
  if (!node) return std::nullopt;
  TomlReader inner(*node, diagnostics);
  CountedBy counted{inner.take_string("procedure"), inner.take_string("element")};
  inner.finish();
  return counted;
}

}  // namespace alternat::terms
