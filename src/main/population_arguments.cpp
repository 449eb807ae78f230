// SPDX-License-Identifier: EUPL-1.2
#include "main/population_arguments.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <set>
#include <thread>

#include "base/instant.h"

namespace alternat::commands {
namespace {

constexpr std::uint64_t kPersonsMax = 100'000'000;

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Error refused(const char* code, std::string message) {
  return Error{Fault::kMalformed, code, std::move(message), {}};
}

}  // namespace

Result<PopulationArguments> read_population_arguments(const std::string& population,
                                                      const std::string& seed,
                                                      const std::string& on) {
  const std::optional<std::uint64_t> persons = whole_number(population);
  const bool all_digits =
      !population.empty() && population.find_first_not_of("0123456789") == std::string::npos;
  if (!persons && !all_digits)
    return refused("population.not_a_number",
                   "--population is \"" + population + "\": give a whole number of persons");
  if (persons && *persons == 0)
    return refused("population.none", "--population is 0: at least one person is needed");
  if (!persons || *persons > kPersonsMax)
    return refused("population.too_large",
                   "--population is " + population + ": at most 100000000 persons");
  const std::optional<std::uint64_t> number = whole_number(seed);
  if (!number)
    return refused("seed.not_a_number", "--seed is \"" + seed +
                                            "\": give a whole number from 0 to "
                                            "18446744073709551615");
  const Result<Date> day = on.empty() ? SystemClock().now().day_in("UTC") : Date::from_iso(on);
  if (!day) return day.error();
  return PopulationArguments{*persons, *number, *day};
}

std::vector<std::string> partner_countries(const program::Program& program, Date on) {
  std::set<std::string> countries;
  for (const terms::PartnershipContent& content : program.content().partnerships) {
    const auto* basis = content.partnership.basis.on(on, on);
    if (basis && basis->value < terms::Binding::kTalks)
      countries.insert(content.partnership.origin.code());
  }
  return {countries.begin(), countries.end()};
}

unsigned threads_to_use(unsigned asked) {
  if (asked > 0) return std::min(asked, 256u);
  return std::max(1u, std::thread::hardware_concurrency());
}

Progress::Progress(std::uint64_t all)
    : all_(all), start_(std::chrono::steady_clock::now()), last_(start_) {}

void Progress::show(std::uint64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (done < all_ && now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  shown_ = true;
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_).count();
  const std::uint64_t millis = spent > 0 ? static_cast<std::uint64_t>(spent) : 1;
  const std::uint64_t rate = done * 1000 / millis;
  const std::uint64_t rest = rate > 0 ? (all_ - done) / rate : 0;
  std::cerr << '\r' << done << " of " << all_ << " persons, " << rate << " a second, " << rest
            << " s left   " << std::flush;
}

void Progress::finish() {
  if (shown_) std::cerr << '\n';
}

}  // namespace alternat::commands
