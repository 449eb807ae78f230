// SPDX-License-Identifier: EUPL-1.2
// Loops over a block of persons, without branches, in the widest vectors the machine has. Private
// to prepared.
#pragma once

#include <cstddef>
#include <cstdint>

#include "decisions/prepared/cell.h"

// One version for each width of vectors, chosen when the program starts. Not under sanitizers,
// which are not ready at that time.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ALTERNAT_VECTORS \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), noinline))
#else
#define ALTERNAT_VECTORS
#endif

namespace alternat::prepared {

// Of a block; results by person.
inline constexpr std::size_t kBlock = 512;

struct CutsArguments {
  const Cell* cuts = nullptr;
  std::size_t count = 0;
  std::int64_t stride = 1;
};
// places[i] += stride * number of cuts not above cells[i]; `cuts` sorted.
void add_cuts(const Cell* cells, std::size_t size, const CutsArguments& cuts, std::int64_t* places);
struct DirectArguments {
  Cell limit = 0;
  std::int64_t stride = 1;
};
void add_direct(const Cell* cells, std::size_t size, const DirectArguments& direct,
                std::int64_t* places);
void add_classes(const std::uint8_t* classes, std::size_t size, std::int64_t stride,
                 std::int64_t* places);
// Through a dictionary's answers: places[i] += stride * answers[place of cells[i]].
void add_atoms(const Cell* cells, std::size_t size, const std::uint8_t* answers,
               std::int64_t stride, std::int64_t* places);

// words[i] &= table[places[i] * width + part].
struct WordTable {
  const std::uint64_t* table = nullptr;
  std::int64_t width = 1;
  std::int64_t part = 0;
};
void meet_words(const std::int64_t* places, std::size_t size, const WordTable& table,
                std::uint64_t* words);
// True if one of the results is kEscapeClass.
bool answer(const std::int64_t* places, std::size_t size, const std::uint8_t* answers,
            std::uint8_t* results);

}  // namespace alternat::prepared
