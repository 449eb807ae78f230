// SPDX-License-Identifier: EUPL-1.2
// What the readers of partnership content refuse: each bad file fixes its messages.
#include "terms/partnership.h"

#include <doctest/doctest.h>

#include "terms/agreement_terms.h"
#include "terms/eu_register.h"
#include "terms/overlay.h"
#include "terms/quota.h"
#include "terms/series.h"
#include "terms/testing.h"

namespace alternat::terms {
namespace {

TEST_CASE("mistakes in partnership.toml have their messages") {
  testing::check_bad_files("partnership_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_partnership(file, diagnostics);
  });
}

TEST_CASE("mistakes in offices have their messages") {
  testing::check_bad_files("office_", [](const TomlNode& file, Diagnostics& diagnostics) {
    OfficeTable table;
    table.read(file, diagnostics);
    table.check_references(diagnostics);
  });
}

TEST_CASE("mistakes in instruments have their messages") {
  testing::check_bad_files("instrument_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_instrument(file, diagnostics);
  });
}

TEST_CASE("mistakes in promises have their messages") {
  testing::check_bad_files("commitment_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_commitments(file, diagnostics);
  });
  testing::check_bad_files("quota_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_quotas(file, diagnostics);
  });
  testing::check_bad_files("series_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_series(file, diagnostics);
  });
}

TEST_CASE("mistakes in agreement terms and the Union's register have their messages") {
  testing::check_bad_files("terms_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_agreement_terms(file, diagnostics);
  });
  testing::check_bad_files("eu_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_eu_register(file, diagnostics);
  });
}

TEST_CASE("an overlay reaches nothing but what its hook opens") {
  Diagnostics silent;
  FactDictionary facts;
  facts.read(testing::good_file("facts.toml"), silent);
  ParameterTable parameters;
  parameters.read(testing::good_file("parameters.toml"), silent);
  const std::vector<Hook> hooks = read_hooks(testing::good_file("hooks.toml"), silent);
  REQUIRE(testing::messages(silent) == "");
  testing::check_bad_files("overlay_", [&](const TomlNode& file, Diagnostics& diagnostics) {
    for (const Overlay& overlay : read_overlays(file, diagnostics))
      check_overlay(overlay, {hooks, facts, parameters}, diagnostics);
  });
  testing::check_bad_files("hook_", [](const TomlNode& file, Diagnostics& diagnostics) {
    (void)read_hooks(file, diagnostics);
  });
}

TEST_CASE("dates keep the exactness of their source") {
  const ImpreciseDate month = ImpreciseDate::from_text("2024-02").value();
  CHECK(month.first_day().to_iso() == "2024-02-01");
  CHECK(month.last_day().to_iso() == "2024-02-29");
  CHECK(month.day() == std::nullopt);
  CHECK(month.to_text() == "2024-02");
  const ImpreciseDate year = ImpreciseDate::from_text("2023").value();
  CHECK(year.last_day().to_iso() == "2023-12-31");
  CHECK(ImpreciseDate::from_text("2024-02-29").value().day()->to_iso() == "2024-02-29");
  CHECK(ImpreciseDate::from_text("2023-02-29").error().code == "date.impossible");
  CHECK(ImpreciseDate::from_text("spring").error().code == "date.malformed");
  CHECK(ImpreciseDate::from_text("2024-13").ok() == false);
}

TEST_CASE("private source keys are recognised, ordinary words are not") {
  CHECK(find_private_key("see S115") == "S115");
  CHECK(find_private_key("[S8]") == "S8");
  CHECK(find_private_key("S19b, page 3") == "S19b");
  CHECK(find_private_key("SWP-Studie 2025/S 12") == "");
  CHECK(find_private_key("BGBl. 2023 II S. 12") == "");
  CHECK(find_private_key("PS5 and SGB XI") == "");
  CHECK(find_private_key("S2024") == "");
}

}  // namespace
}  // namespace alternat::terms
