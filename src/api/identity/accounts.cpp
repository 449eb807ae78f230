// SPDX-License-Identifier: EUPL-1.2
// Accounts with Argon2id through libsodium.
#include "api/identity/accounts.h"

#include <sodium.h>

#include "base/json.h"

namespace alternat::api {

namespace {

constexpr int kHashesAtOnce = 2;
constexpr int kFailuresMax = 5;
constexpr std::int64_t kPauseMicros = 60ll * 1000000;
constexpr std::size_t kTrackedMax = 10000;

std::string text_of(const Json& item, const char* key) {
  return item.is_object() && item.contains(key) && item[key].is_string()
             ? item[key].get<std::string>()
             : std::string();
}

Account read_account(const Json& item) {
  Account account;
  account.principal = {text_of(item, "account"), text_of(item, "name"),
                       text_of(item, "organisation"), text_of(item, "role"),
                       item.is_object() && item.value("is_lead", Json()) == Json(true)};
  account.password_hash = text_of(item, "password_hash");
  account.description = text_of(item, "description");
  return account;
}

}  // namespace

Result<std::string> hash_password(const std::string& password) {
  if (password.size() < 12) {
    return Error{Fault::kRefused,
                 "auth.password_too_short",
                 "The password has fewer than 12 characters; choose a longer one.",
                 {}};
  }
  char out[crypto_pwhash_STRBYTES] = {};
  if (crypto_pwhash_str(out, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return Error{Fault::kUnavailable,
                 "auth.no_memory",
                 "There is not enough memory to hash the password; try again later.",
                 {}};
  }
  return std::string(out);
}

Accounts::Accounts(std::vector<Account> accounts)
    : accounts_(std::move(accounts)), guard_(std::make_unique<Guard>()) {}

Result<Accounts> Accounts::from_json(std::string_view text, std::string_view name) {
  Result<Json> json = parse_json(text, name);
  if (!json) return json.error();
  const SourceSpan file{std::string(name), 0, 0};
  const Json list = json->is_object() ? json->value("accounts", Json()) : Json();
  if (!list.is_array()) {
    return Error{Fault::kMalformed,
                 "accounts.malformed",
                 "The accounts file is an object with the list 'accounts'.",
                 {file}};
  }
  std::vector<Account> accounts;
  for (const Json& item : list) {
    Account account = read_account(item);
    const Principal& who = account.principal;
    if (who.account.empty() || who.name.empty() || who.role.empty()) {
      return Error{Fault::kMalformed,
                   "accounts.malformed",
                   "Each account needs account, name and role as texts (account number " +
                       std::to_string(accounts.size() + 1) + ").",
                   {file}};
    }
    for (const Account& other : accounts) {
      if (other.principal.account == who.account) {
        return Error{Fault::kMalformed,
                     "accounts.duplicate",
                     "The account '" + who.account + "' is given twice.",
                     {file}};
      }
    }
    accounts.push_back(std::move(account));
  }
  return Accounts(std::move(accounts));
}

const Account* Accounts::find(std::string_view account) const {
  for (const Account& candidate : accounts_) {
    if (candidate.principal.account == account) return &candidate;
  }
  return nullptr;
}

Status Accounts::admit(std::string_view account, Instant now) {
  const std::lock_guard lock(guard_->mutex);
  const auto failures = guard_->failures.find(account);
  if (failures != guard_->failures.end() && failures->second.count >= kFailuresMax &&
      now.micros() - failures->second.last.micros() < kPauseMicros) {
    return Error{Fault::kForbidden,
                 "auth.too_many_attempts",
                 "Too many attempts for this account. Wait a minute, then try again.",
                 {}};
  }
  if (guard_->running >= kHashesAtOnce) {
    return Error{Fault::kUnavailable,
                 "auth.busy",
                 "Others are signing in right now. Try again in a few seconds.",
                 {}};
  }
  ++guard_->running;
  if (hash_of_nobody_.empty()) {
    const Result<std::string> hash = hash_password("nobody has this password");
    if (hash) hash_of_nobody_ = *hash;
  }
  return {};
}

void Accounts::record(std::string_view account, bool right, Instant now) {
  const std::lock_guard lock(guard_->mutex);
  --guard_->running;
  if (guard_->failures.size() > kTrackedMax) guard_->failures.clear();
  Failures& failures = guard_->failures[std::string(account)];
  if (right || now.micros() - failures.last.micros() >= kPauseMicros) failures.count = 0;
  if (!right) ++failures.count;
  failures.last = now;
}

Result<Principal> Accounts::sign_in(std::string_view account, const std::string& password,
                                    Instant now) {
  if (Status status = admit(account, now); !status) return status.error();
  const Account* found = find(account);
  const bool usable = found && !found->password_hash.empty();
  const std::string& hash = usable ? found->password_hash : hash_of_nobody_;
  const bool right =
      crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0 && usable;
  record(account, right, now);
  if (right) return found->principal;
  return Error{Fault::kForbidden,
               "auth.refused",
               "The name or the password is not right. Check both and try again.",
               {}};
}

}  // namespace alternat::api
