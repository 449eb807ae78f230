// SPDX-License-Identifier: EUPL-1.2
// Content: everything a content folder says that this folder understands, read in one go with all
// mistakes named. Safe for a half-written folder: what can be read is there, the rest is a
// diagnostic.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "terms/agreement_terms.h"
#include "terms/commitment.h"
#include "terms/eu_register.h"
#include "terms/fact.h"
#include "terms/instrument.h"
#include "terms/message_rules.h"
#include "terms/overlay.h"
#include "terms/parameter.h"
#include "terms/partnership.h"
#include "terms/quota.h"
#include "terms/series.h"
#include "terms/statutory_clock.h"
#include "terms/text_catalogue.h"

namespace alternat::terms {

// One folder of content/partnerships/, whole.
struct PartnershipContent {
  std::string folder;
  Partnership partnership;
  std::vector<Instrument> instruments;
  std::vector<Commitment> commitments;
  std::vector<Quota> quotas;
  std::vector<Overlay> overlays;
  std::vector<Series> series;
  std::vector<AgreementTerms> agreements;  // of the partnership's own

  const Instrument* find_instrument(std::string_view id) const;
  const Commitment* find_commitment(std::string_view id) const;
  const Quota* find_quota(std::string_view id) const;
  const Series* find_series(std::string_view id) const;
  // Overlays in force on `day`, as known on `known_as_of`.
  std::vector<const Overlay*> overlays_on(Date day, Date known_as_of) const;
};

struct Content {
  std::string folder;
  FactDictionary facts;
  ParameterTable parameters;
  ClockTable clocks;
  std::vector<Hook> hooks;
  MessageRules messages;
  TextCatalogue texts;
  OfficeTable offices;
  std::vector<PartnershipContent> partnerships;  // by id
  std::vector<AgreementTerms> union_agreements;  // content/law/eu/readmission-*.toml
  std::vector<EuEntry> eu_register;

  const PartnershipContent* find_partnership(std::string_view id) const;
  const AgreementTerms* find_agreement(std::string_view id) const;
  // The agreements whose parties include that country: the partnership's own first.
  std::vector<const AgreementTerms*> agreements_with(const Country& country) const;
};

// Reads the folder; every mistake is in `diagnostics`, sorted by place. A missing folder is
// content.no_folder; two things with one id are content.duplicate_id naming both places.
Content read_content(const std::string& folder, Diagnostics& diagnostics);

}  // namespace alternat::terms
