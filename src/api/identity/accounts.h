// SPDX-License-Identifier: EUPL-1.2
// Local accounts: a small JSON file with Argon2id hashes (RFC 9106). Hashing is slow on purpose, so
// only a few run at once, and an account pauses after repeated failures.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "api/identity/sessions.h"
#include "base/instant.h"
#include "base/result.h"

namespace alternat::api {

struct Account {
  Principal principal;
  std::string password_hash;  // Argon2id string; "" = cannot sign in with a password
  std::string description;    // what the role does, for the demo's strip
};

// A hash for the file. `password` at least 12 characters: error auth.password_too_short.
Result<std::string> hash_password(const std::string& password);

class Accounts {
 public:
  // {"accounts":[{"account","name","organisation","role","is_lead",
  // "password_hash","description"}]}
  // Errors: those of reading; accounts.malformed; accounts.duplicate.
  static Result<Accounts> from_json(std::string_view text, std::string_view name);
  explicit Accounts(std::vector<Account> accounts);

  const std::vector<Account>& all() const { return accounts_; }
  const Account* find(std::string_view account) const;

  // Errors: auth.refused (the same for an unknown account and a wrong password),
  // auth.too_many_attempts (five failures: one minute), auth.busy (two hashes run already).
  Result<Principal> sign_in(std::string_view account, const std::string& password, Instant now);

 private:
  struct Failures {
    int count = 0;
    Instant last = Instant::from_micros(0);
  };
  struct Guard {
    std::mutex mutex;
    int running = 0;
    std::map<std::string, Failures, std::less<>> failures;
  };
  // Errors as of sign_in; on success a hash may run.
  Status admit(std::string_view account, Instant now);
  void record(std::string_view account, bool right, Instant now);

  std::vector<Account> accounts_;
  std::unique_ptr<Guard> guard_;
  std::string hash_of_nobody_;  // verified for unknown accounts: both answers take the same time
};

}  // namespace alternat::api
