// SPDX-License-Identifier: EUPL-1.2
// An instrument: its articles, and what each became in the program (clock, quota, commitment,
// message field … or nothing).
#pragma once

#include "api/resources/partnership_parts.h"

namespace alternat::api {

struct InstrumentInput {
  const terms::Content& content;
  const terms::PartnershipContent& subject;
  const terms::Instrument& instrument;
};

Page instrument_page(const Words& words, const InstrumentInput& input);

}  // namespace alternat::api
