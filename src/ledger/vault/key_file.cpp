// SPDX-License-Identifier: EUPL-1.2
// Reading and, once, making the key; the file is 0600 before a byte of the key is in it.
#include "ledger/vault/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.h"
#include "ledger/sha256.h"

namespace alternat::ledger::vault {
namespace {

Error key_error(Fault fault, const char* code, const std::string& message) {
  return {fault, code, message, {}};
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Result<SecretKey> parse_key(std::string_view text, const std::string& where) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    if (digit_of(text[i]) < 0 || digit_of(text[i + 1]) < 0) break;
    bytes.push_back(static_cast<char>(digit_of(text[i]) * 16 + digit_of(text[i + 1])));
  }
  if (text.size() != 64 || bytes.size() != 32)
    return key_error(Fault::kRefused, "vault.key_malformed",
                     where + ": a key is 64 lower-case hex digits.");
  return SecretKey::from_bytes(bytes);
}

Status create_key(const std::string& path, RandomSource* random) {
  const SecretKey key = SecretKey::random(random);
  const std::string text = to_hex(key.bytes()) + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool ok = file >= 0;
  ok = ok && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ok = ok && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (ok) return {};
  return key_error(Fault::kUnavailable, "ledger.write_failed", path + ": cannot be written.");
}

}  // namespace

Result<SecretKey> load_key(const std::string& path, const char* variable, KeyIfAbsent if_absent,
                           RandomSource* random) {
  if (const char* text = std::getenv(variable); text != nullptr)
    return parse_key(text, std::string("environment variable ") + variable);
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (if_absent == KeyIfAbsent::kRefuse)
      return key_error(Fault::kRefused, "vault.missing_key",
                       path + ": the key is missing, and " + variable +
                           " is not set; without it no personal value can be read.");
    if (Status created = create_key(path, random); !created) return created.error();
  } else if ((status.st_mode & 077) != 0) {
    return key_error(Fault::kRefused, "vault.key_exposed",
                     path + ": others than the owner may read the key; set its mode to 0600.");
  }
  const Result<std::string> text = read_file(path, 1024);
  if (!text) return key_error(Fault::kRefused, "vault.missing_key", text.error().message);
  return parse_key(*text, path);
}

}  // namespace alternat::ledger::vault
