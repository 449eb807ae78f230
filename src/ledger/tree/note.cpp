// SPDX-License-Identifier: EUPL-1.2
// C2SP signed-note: key id = first 4 bytes of SHA-256(name || "\n" || 0x01 || public key);
// signature line = "— <name> <base64(key id || signature)>".
#include "ledger/tree/note.h"

#include <sodium.h>

#include "base/assert.h"
#include "ledger/sha256.h"

namespace alternat::ledger::tree {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash, space
constexpr char kEd25519 = 1;
constexpr std::size_t kIdBytes = 4;

Error note_error(const char* code, const std::string& message) {
  return {Fault::kMalformed, code, message, {}};
}

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string key_id(std::string_view name, std::string_view public_key) {
  std::string hashed(name);
  hashed.append(1, '\n').append(1, kEd25519).append(public_key);
  return std::string(bytes_of(sha256(hashed)).substr(0, kIdBytes));
}

struct VerifierKey {
  std::string_view name;
  std::string id;
  std::string public_key;
};

Result<VerifierKey> parse_key(std::string_view text) {
  const Error malformed = note_error("note.malformed_key", "this is not a verifier key for notes.");
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos || first == 0) return malformed;
  const Result<std::string> key = from_base64(text.substr(second + 1));
  if (!key || key->size() != 1 + crypto_sign_PUBLICKEYBYTES || key->front() != kEd25519)
    return malformed;
  VerifierKey parsed{text.substr(0, first), {}, key->substr(1)};
  parsed.id = key_id(parsed.name, parsed.public_key);
  if (text.substr(first + 1, second - first - 1) != to_hex(parsed.id)) return malformed;
  return parsed;
}

// What follows the name on a signature line of the key; empty if the line is another's.
std::string_view signature_of(std::string_view line, const VerifierKey& key) {
  if (!line.starts_with(kDash)) return {};
  line.remove_prefix(kDash.size());
  if (!line.starts_with(key.name) || line.size() <= key.name.size() || line[key.name.size()] != ' ')
    return {};
  return line.substr(key.name.size() + 1);
}

bool is_valid(std::string_view text, std::string_view signature, const VerifierKey& key) {
  return crypto_sign_verify_detached(data_of(signature), data_of(text), text.size(),
                                     data_of(key.public_key)) == 0;
}

}  // namespace

NoteSigner::NoteSigner(std::string name, const vault::SecretKey& seed)
    : name_(std::move(name)),
      seed_(vault::SecretKey::from_bytes(seed.bytes())),
      public_key_(crypto_sign_PUBLICKEYBYTES, '\0') {
  ALTERNAT_ASSERT(!name_.empty() && name_.find_first_of(" +\n") == std::string::npos);
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key_.data()), secret.data(),
                           seed_.data());
  sodium_memzero(secret.data(), secret.size());
}

std::string NoteSigner::sign(const std::string& text) const {
  ALTERNAT_ASSERT(text.ends_with("\n") && !text.ends_with("\n\n"));
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> unused{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(unused.data(), secret.data(), seed_.data());
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, data_of(text),
                       text.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return text + "\n" + std::string(kDash) + name_ + " " +
         to_base64(key_id(name_, public_key_) + signature) + "\n";
}

std::string NoteSigner::verifier_key() const {
  return name_ + "+" + to_hex(key_id(name_, public_key_)) + "+" +
         to_base64(std::string(1, kEd25519) + public_key_);
}

Result<std::string> open_note(std::string_view note, std::string_view verifier_key) {
  const Result<VerifierKey> key = parse_key(verifier_key);
  if (!key) return key.error();
  const std::size_t gap = note.rfind("\n\n");
  if (gap == note.npos || !note.ends_with("\n"))
    return note_error("note.malformed", "this is not a signed note.");
  const std::string_view text = note.substr(0, gap + 1);
  bool found = false;
  for (std::string_view lines = note.substr(gap + 2); !lines.empty();) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    const std::string_view encoded = signature_of(line, *key);
    if (encoded.empty()) continue;
    const Result<std::string> bytes = from_base64(encoded);
    if (!bytes || !bytes->starts_with(key->id)) continue;
    found = true;
    if (bytes->size() == kIdBytes + crypto_sign_BYTES &&
        is_valid(text, std::string_view(*bytes).substr(kIdBytes), *key))
      return std::string(text);
  }
  if (!found)
    return note_error("note.not_signed",
                      "the note has no signature of " + std::string(key->name) + ".");
  return note_error("note.wrong_signature",
                    "the signature of " + std::string(key->name) + " does not fit the note.");
}

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), data_of(bytes), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the final zero
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int code =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
  if (code != 0 || end != text.data() + text.size())
    return note_error("note.malformed", "this is not base64.");
  bytes.resize(size);
  return bytes;
}

}  // namespace alternat::ledger::tree
