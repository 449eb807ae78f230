// SPDX-License-Identifier: EUPL-1.2
// Models for tests: the reference workloads of bench/reference.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "decisions/dmn/model_set.h"

namespace alternat::prepared {

inline dmn::ModelSet reference_model(const std::string& file) {
  std::ifstream in(ALTERNAT_SOURCE_DIR "/bench/reference/" + file);
  REQUIRE(in.good());
  std::ostringstream bytes;
  bytes << in.rdbuf();
  dmn::ModelSet models;
  Diagnostics diagnostics;
  models.add(bytes.str(), file, diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  REQUIRE(!diagnostics.has_errors());
  return models;
}

}  // namespace alternat::prepared
