// SPDX-License-Identifier: EUPL-1.2
// Keys of calendar feeds: an address with 256 random bits that shows one account's feed to whoever
// has it, until the account revokes it. The file holds hashes only: it opens no feed.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"

namespace alternat::api {

class FeedKeys {
 public:
  // `file` is written at each change; "" keeps the keys in memory. Errors: those of reading;
  // feed.malformed.
  static Result<std::unique_ptr<FeedKeys>> open(const std::string& file, RandomSource& random);

  // A new key (64 hex digits), shown once; the account's key before it ends. Errors of writing.
  Result<std::string> make(const std::string& account);
  // Nothing happens if there is none.
  Status revoke(const std::string& account);
  std::optional<std::string> find_account(std::string_view key) const;
  bool has_key(std::string_view account) const;

 private:
  FeedKeys(std::string file, RandomSource& random) : file_(std::move(file)), random_(random) {}
  Status write() const;

  std::string file_;
  RandomSource& random_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> accounts_;  // by hash of the key, hex
};

}  // namespace alternat::api
