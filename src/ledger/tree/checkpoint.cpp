// SPDX-License-Identifier: EUPL-1.2
// Writing and reading the three lines.
#include "ledger/tree/checkpoint.h"

#include <charconv>

#include "ledger/sha256.h"
#include "ledger/tree/note.h"

namespace alternat::ledger::tree {
namespace {

// The line up to its newline, taken from the front; false if there is none or it is empty.
bool take_line(std::string_view* text, std::string_view* line) {
  const std::size_t end = text->find('\n');
  if (end == text->npos || end == 0) return false;
  *line = text->substr(0, end);
  text->remove_prefix(end + 1);
  return true;
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n" +
         to_base64(bytes_of(checkpoint.head.root)) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  const Error malformed{Fault::kMalformed, "note.malformed", "this is not a checkpoint.", {}};
  std::string_view origin, size, root;
  if (!take_line(&text, &origin) || !take_line(&text, &size) || !take_line(&text, &root))
    return malformed;
  Checkpoint checkpoint{std::string(origin), {0, {}}};
  const auto [end, code] =
      std::from_chars(size.data(), size.data() + size.size(), checkpoint.head.size);
  if (code != std::errc() || end != size.data() + size.size()) return malformed;
  if (size.size() > 1 && size.front() == '0') return malformed;
  const Result<std::string> hash = from_base64(root);
  if (!hash || hash->size() != checkpoint.head.root.size()) return malformed;
  std::copy(hash->begin(), hash->end(), checkpoint.head.root.begin());
  return checkpoint;
}

}  // namespace alternat::ledger::tree
