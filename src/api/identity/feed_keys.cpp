// SPDX-License-Identifier: EUPL-1.2
#include "api/identity/feed_keys.h"

#include <sodium.h>

#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"

namespace alternat::api {

namespace {

constexpr std::size_t kKeyBytes = 32;

Error malformed(const std::string& file) {
  return {Fault::kMalformed,
          "feed.malformed",
          "'" + file +
              "' does not hold the keys of calendar feeds. Remove it: everybody then makes a new "
              "address.",
          {}};
}

}  // namespace

Result<std::unique_ptr<FeedKeys>> FeedKeys::open(const std::string& file, RandomSource& random) {
  std::unique_ptr<FeedKeys> keys(new FeedKeys(file, random));
  std::error_code failed;
  if (file.empty() || !std::filesystem::exists(file, failed)) return keys;
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("feeds") || !json["feeds"].is_object())
    return malformed(file);
  for (const auto& [hash, account] : json["feeds"].items()) {
    if (hash.size() != 64 || !account.is_string()) return malformed(file);
    keys->accounts_.emplace(hash, account.get<std::string>());
  }
  return keys;
}

Status FeedKeys::write() const {
  if (file_.empty()) return {};
  Json feeds = Json::object();
  for (const auto& [hash, account] : accounts_) feeds[hash] = account;
  return write_file(file_, Json({{"feeds", std::move(feeds)}}).dump(2) + "\n");
}

Result<std::string> FeedKeys::make(const std::string& account) {
  const std::lock_guard lock(mutex_);
  unsigned char bytes[kKeyBytes];
  random_.fill(bytes, sizeof bytes);
  char hex[kKeyBytes * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
  const auto before = accounts_;
  std::erase_if(accounts_, [&](const auto& entry) { return entry.second == account; });
  accounts_.emplace(sha256_hex(hex), account);
  if (Status status = write(); !status) {
    accounts_ = before;
    return status.error();
  }
  return std::string(hex);
}

Status FeedKeys::revoke(const std::string& account) {
  const std::lock_guard lock(mutex_);
  const std::size_t ended =
      std::erase_if(accounts_, [&](const auto& entry) { return entry.second == account; });
  return ended == 0 ? Status() : write();
}

std::optional<std::string> FeedKeys::find_account(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(sha256_hex(key));
  return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

bool FeedKeys::has_key(std::string_view account) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [hash, owner] : accounts_)
    if (owner == account) return true;
  return false;
}

}  // namespace alternat::api
