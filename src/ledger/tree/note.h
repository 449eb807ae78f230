// SPDX-License-Identifier: EUPL-1.2
// Signed notes (C2SP signed-note) with Ed25519: a text, an empty line, signature lines. A verifier
// key is
// "<name>+<hash>+<base64>".
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/vault/secret.h"

namespace alternat::ledger::tree {

class NoteSigner {
 public:
  // The name has no space and no '+'; asserted.
  NoteSigner(std::string name, const vault::SecretKey& seed);

  // `text` ends in a newline and holds no empty last line; asserted.
  std::string sign(const std::string& text) const;
  std::string verifier_key() const;

 private:
  std::string name_;
  vault::SecretKey seed_;
  std::string public_key_;
};

// The text, if one of the note's signatures is a valid one of this verifier key. Errors
// note.malformed_key, note.malformed, note.not_signed (no line of that key), note.wrong_signature.
Result<std::string> open_note(std::string_view note, std::string_view verifier_key);

std::string to_base64(std::string_view bytes);
// Error note.malformed: not standard base64 with padding.
Result<std::string> from_base64(std::string_view text);

}  // namespace alternat::ledger::tree
