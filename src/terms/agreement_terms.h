// SPDX-License-Identifier: EUPL-1.2
// The terms of a readmission agreement as data: clocks, yes-or-no clauses, windows, lists, and the
// data article as a closed list of message fields. Absent = not established, never assumed. Format:
// docs/content-partnerships.md, "Agreement terms".
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "terms/fact.h"
#include "terms/history.h"
#include "terms/instrument.h"

namespace alternat::terms {

enum class ClockUnit { kHours, kCalendarDays, kWorkingDays, kMonths };

// "12 calendar days from receipt".
struct ClockTerm {
  std::int64_t count = 0;
  ClockUnit unit = ClockUnit::kCalendarDays;
  std::string starts;  // receipt, request, consent, knowledge, apprehension, transfer, issue, force
};

using TermValue =
    std::variant<std::monostate, ClockTerm, bool, Decimal, std::string, std::vector<std::string>>;

enum class TermType { kClock, kFlag, kNumber, kText, kList };

struct Term {
  std::string name;
  TermValue value;  // monostate = looked for and not established
  std::string citation;
  LocalText note;
  Provenance provenance;
  SourceSpan span;
};

enum class FieldRule { kRequired, kOptional, kWithConsent };

// A field that may be in a message under the data article; no other field exists.
struct MessageField {
  std::string name;
  DataCategory category = DataCategory::kIdentity;
  FieldRule rule = FieldRule::kOptional;
  std::string message;  // readmission_request, reply, transfer_notice …
  LocalText label;
  std::string citation;
  Provenance provenance;
  SourceSpan span;
};

// One item of the rights annex that every agreement should carry.
struct RightsItem {
  std::string item;
  std::string citation;
  LocalText text;
  Provenance provenance;
};

struct AgreementTerms {
  std::string id;
  LocalText title;
  std::vector<std::string> parties;  // ISO 3166 codes or "EU"
  std::optional<SourcedDate> signed_on;
  std::optional<SourcedDate> in_force_on;
  std::string publication;
  History<InstrumentStatus> status;
  std::vector<Term> terms;
  std::vector<MessageField> fields;
  std::vector<RightsItem> rights;
  LocalText note;
  Provenance provenance;
  SourceSpan span;

  // nullptr if the term is absent or not established.
  const Term* find(std::string_view name) const;
  const ClockTerm* find_clock(std::string_view name) const;
  // nullopt = not established; never a default.
  std::optional<bool> find_flag(std::string_view name) const;
  const MessageField* find_field(std::string_view name) const;
  // Items of the rights annex that no clause is named for.
  std::vector<std::string> missing_rights() const;
};

// Reads an agreement file. Codes: terms.id, terms.unknown_term, terms.wrong_type, terms.clock,
// terms.field, terms.duplicate, terms.rights; warning terms.rights_annex.
std::optional<AgreementTerms> read_agreement_terms(const TomlNode& file, Diagnostics& diagnostics);

// Every term a file may give, with its type, in the order of a file of record.
const std::vector<std::pair<std::string, TermType>>& known_terms();
const std::vector<std::string>& rights_items();
std::string_view to_text(ClockUnit unit);
std::string_view to_text(FieldRule rule);

}  // namespace alternat::terms
