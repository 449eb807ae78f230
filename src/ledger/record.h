// SPDX-License-Identifier: EUPL-1.2
// Record: one fact of the ledger, kept for ever and holding no personal data. Its bytes are fixed
// in docs/ledger-format.md; a field or a type is never changed, only added as a new type.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "access/grant.h"
#include "access/vocabulary.h"
#include "base/date.h"
#include "base/id.h"
#include "base/instant.h"

namespace alternat::ledger {

struct LogTag;
struct StreamTag;
struct CommandTag;
// The log: a partnership's id, or "node". Part of every key.
using LogId = Id<LogTag>;
// The stream: one case, instrument, commitment… whose records are numbered 1, 2, 3…
using StreamId = Id<StreamTag>;
// The command: the request that made the records; sent twice, it acts once.
using CommandId = Id<CommandTag>;

using Hash = std::array<unsigned char, 32>;
using Nonce = std::array<unsigned char, 32>;

// What a record promises about a value in the vault: HMAC-SHA-256 under that value's own salt.
struct Commitment {
  access::Realm realm;
  Hash hash;

  friend auto operator<=>(const Commitment&, const Commitment&) = default;
};

struct RecordHeader {
  LogId log;
  StreamId stream;
  std::uint64_t version;  // from 1 within (log, stream), without gaps
  CommandId command;
  std::uint32_t ordinal;  // from 0 within (log, command)
  std::string type;       // "CaseOpened", "CaseOpenedV2"
  Instant recorded_at;
  Date effective_on;
  access::ActorId actor;  // an account or an organisation; never a person's name
  std::string purpose;    // access::to_text(Purpose), or "system" for the node's own housekeeping
  Nonce nonce;            // blinds the record's commitment in the tree

  friend auto operator<=>(const RecordHeader&, const RecordHeader&) = default;
};

struct Record {
  RecordHeader header;
  std::string body;  // canonical JSON object (canonical_json.h), without personal data
  std::vector<Commitment> commitments;

  friend auto operator<=>(const Record&, const Record&) = default;
};

}  // namespace alternat::ledger
