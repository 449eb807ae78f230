// SPDX-License-Identifier: EUPL-1.2
#include "decisions/prepared/kernels.h"

#include <algorithm>

namespace alternat::prepared {
namespace {

constexpr std::size_t kCountedMax = 40;

}  // namespace

ALTERNAT_VECTORS void add_cuts_counting(const Cell* __restrict cells, std::size_t size,
                                        const CutsArguments& cuts,
                                        std::int64_t* __restrict places) {
  const std::int64_t stride = cuts.stride;
  std::size_t k = 0;
  for (; k + 4 <= cuts.count; k += 4) {
    const Cell a = cuts.cuts[k], b = cuts.cuts[k + 1], c = cuts.cuts[k + 2], d = cuts.cuts[k + 3];
    for (std::size_t i = 0; i < size; ++i) {
      std::int64_t place = places[i];
      place += cells[i] >= a ? stride : 0;
      place += cells[i] >= b ? stride : 0;
      place += cells[i] >= c ? stride : 0;
      place += cells[i] >= d ? stride : 0;
      places[i] = place;
    }
  }
  for (; k < cuts.count; ++k) {
    const Cell cut = cuts.cuts[k];
    for (std::size_t i = 0; i < size; ++i) places[i] += cells[i] >= cut ? stride : 0;
  }
}

// Without branches, halving; the number of rounds depends on the count of cuts alone.
ALTERNAT_VECTORS void add_cuts_halving(const Cell* __restrict cells, std::size_t size,
                                       const CutsArguments& cuts, std::int64_t* __restrict places) {
  for (std::size_t i = 0; i < size; ++i) {
    const Cell* base = cuts.cuts;
    std::size_t left = cuts.count;
    while (left > 1) {
      const std::size_t half = left / 2;
      base += base[half - 1] <= cells[i] ? half : 0;
      left -= half;
    }
    const auto below = (base - cuts.cuts) + (*base <= cells[i] ? 1 : 0);
    places[i] += below * cuts.stride;
  }
}

void add_cuts(const Cell* cells, std::size_t size, const CutsArguments& cuts,
              std::int64_t* places) {
  if (cuts.count <= kCountedMax)
    add_cuts_counting(cells, size, cuts, places);
  else
    add_cuts_halving(cells, size, cuts, places);
}

ALTERNAT_VECTORS void add_direct(const Cell* __restrict cells, std::size_t size,
                                 const DirectArguments& direct, std::int64_t* __restrict places) {
  const std::int64_t limit = direct.limit, stride = direct.stride;
  for (std::size_t i = 0; i < size; ++i) {
    const Cell cell = cells[i];
    const std::int64_t known = 3 + (cell < limit ? cell : limit);
    const std::int64_t special = static_cast<std::int64_t>(
        static_cast<std::uint64_t>(cell) - static_cast<std::uint64_t>(kUnknownCell));
    places[i] += stride * (cell < 0 ? special : known);
  }
}

ALTERNAT_VECTORS void add_classes(const std::uint8_t* __restrict classes, std::size_t size,
                                  std::int64_t stride, std::int64_t* __restrict places) {
  for (std::size_t i = 0; i < size; ++i) places[i] += stride * classes[i];
}

void add_atoms(const Cell* cells, std::size_t size, const std::uint8_t* answers,
               std::int64_t stride, std::int64_t* places) {
  for (std::size_t i = 0; i < size; ++i) {
    const Cell cell = cells[i];
    const auto special =
        static_cast<std::uint64_t>(cell) - static_cast<std::uint64_t>(kUnknownCell);
    places[i] += stride * answers[cell < 0 ? special : static_cast<std::uint64_t>(cell) + 3];
  }
}

ALTERNAT_VECTORS void meet_words(const std::int64_t* __restrict places, std::size_t size,
                                 const WordTable& table, std::uint64_t* __restrict words) {
  const std::uint64_t* __restrict from = table.table + table.part;
  if (table.width == 1) {
    for (std::size_t i = 0; i < size; ++i) words[i] &= from[places[i]];
  } else {
    for (std::size_t i = 0; i < size; ++i) words[i] &= from[places[i] * table.width];
  }
}

bool answer(const std::int64_t* places, std::size_t size, const std::uint8_t* answers,
            std::uint8_t* results) {
  std::uint8_t highest = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t result = answers[places[i]];
    highest = std::max(highest, result);
    results[i] = result;
  }
  return highest == 255;
}

}  // namespace alternat::prepared
