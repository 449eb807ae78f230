// SPDX-License-Identifier: EUPL-1.2
// The record encoding, version 1 (docs/ledger-format.md). Integers are big-endian and of fixed
// width, so no two byte strings mean the same record.
#include "ledger/codec.h"

#include "base/assert.h"
#include "ledger/canonical_json.h"
#include "ledger/sha256.h"

namespace alternat::ledger {
namespace {

constexpr std::string_view kMagic = "ALR";
constexpr unsigned char kFormat = 1;
constexpr std::size_t kBodyMax = 1u << 20;
constexpr std::size_t kCommitmentsMax = 4096;
// Years -9999 to 9999, what Date holds and prints.
constexpr std::int64_t kDaysMin = -4'371'588;
constexpr std::int64_t kDaysMax = 2'932'896;
constexpr std::int64_t kMicrosADay = 86'400'000'000;
constexpr std::uint64_t kVersionMax =
    (1ull << 63) - 1;  // a store column is a signed 64-bit integer

Error malformed(const std::string& what) {
  return {Fault::kMalformed, "ledger.record_malformed", "record: " + what + ".", {}};
}

bool is_type_name(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'A' || text[0] > 'Z') return false;
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
  return true;
}

bool is_purpose_name(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}

void put_integer(std::string* out, std::uint64_t value, unsigned bytes) {
  for (unsigned shift = bytes * 8; shift > 0; shift -= 8)
    out->push_back(static_cast<char>((value >> (shift - 8)) & 0xff));
}

void put_short(std::string* out, std::string_view text) {
  ALTERNAT_ASSERT(text.size() <= 255);
  put_integer(out, text.size(), 1);
  out->append(text);
}

template <std::size_t N>
void put_bytes(std::string* out, const std::array<unsigned char, N>& bytes) {
  out->append(reinterpret_cast<const char*>(bytes.data()), N);
}

// Takes fields from the front; after the first that is missing, everything it gives is empty.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size) {
    if (size > rest_.size()) {
      short_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::uint64_t integer(unsigned bytes) {
    std::uint64_t value = 0;
    for (char c : take(bytes)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view short_text() { return take(integer(1)); }
  Hash hash() {
    Hash hash{};
    const std::string_view bytes = take(hash.size());
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
  }
  bool is_short() const { return short_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool short_ = false;
};

struct HeaderTexts {
  std::string_view log, stream, command, type, actor, purpose;
};

Result<RecordHeader> make_header(const HeaderTexts& texts) {
  Result<LogId> log = LogId::from_text(texts.log);
  if (!log) return malformed("log: " + log.error().message);
  Result<StreamId> stream = StreamId::from_text(texts.stream);
  if (!stream) return malformed("stream: " + stream.error().message);
  Result<CommandId> command = CommandId::from_text(texts.command);
  if (!command) return malformed("command: " + command.error().message);
  Result<access::ActorId> actor = access::ActorId::from_text(texts.actor);
  if (!actor) return malformed("actor: " + actor.error().message);
  return RecordHeader{std::move(*log),
                      std::move(*stream),
                      0,
                      std::move(*command),
                      0,
                      std::string(texts.type),
                      Instant::from_micros(0),
                      Date::from_days(0),
                      std::move(*actor),
                      std::string(texts.purpose),
                      {}};
}

Status check_shape(const Record& record) {
  const RecordHeader& header = record.header;
  if (header.version == 0 || header.version > kVersionMax)
    return malformed("version is from 1 to 2^63-1");
  const std::int64_t days = header.effective_on.days();
  if (days < kDaysMin || days > kDaysMax) return malformed("effective_on is outside -9999 to 9999");
  const std::int64_t micros = header.recorded_at.micros();
  if (micros < kDaysMin * kMicrosADay || micros >= (kDaysMax + 1) * kMicrosADay)
    return malformed("recorded_at is outside -9999 to 9999");
  if (!is_type_name(header.type))
    return malformed("type is UpperCamel, at most 64 letters and digits");
  if (!is_purpose_name(header.purpose)) return malformed("purpose is snake_case, at most 64 bytes");
  if (record.body.size() > kBodyMax) return malformed("body is at most 1 MiB");
  if (record.commitments.size() > kCommitmentsMax) return malformed("more than 4096 commitments");
  for (const Commitment& commitment : record.commitments) {
    const auto realm = static_cast<unsigned>(commitment.realm);
    if (realm < 1 || realm > 3) return malformed("a commitment's realm is 1, 2 or 3");
  }
  if (Status status = check_canonical_object(record.body); !status)
    return Error{Fault::kMalformed, "ledger.record_malformed", status.error().message, {}};
  return {};
}

}  // namespace

Status check_record(const Record& record) {
  return check_shape(record);
}

std::string encode(const Record& record) {
  ALTERNAT_ASSERT(check_record(record).ok());
  const RecordHeader& header = record.header;
  std::string out;
  out.reserve(200 + record.body.size() + record.commitments.size() * 33);
  out.append(kMagic);
  put_integer(&out, kFormat, 1);
  put_short(&out, header.log.text());
  put_short(&out, header.stream.text());
  put_integer(&out, header.version, 8);
  put_short(&out, header.command.text());
  put_integer(&out, header.ordinal, 4);
  put_short(&out, header.type);
  put_integer(&out, static_cast<std::uint64_t>(header.recorded_at.micros()), 8);
  put_integer(&out, static_cast<std::uint32_t>(header.effective_on.days()), 4);
  put_short(&out, header.actor.text());
  put_short(&out, header.purpose);
  put_integer(&out, record.body.size(), 4);
  out.append(record.body);
  put_integer(&out, record.commitments.size(), 2);
  for (const Commitment& commitment : record.commitments) {
    put_integer(&out, static_cast<unsigned>(commitment.realm), 1);
    put_bytes(&out, commitment.hash);
  }
  put_bytes(&out, header.nonce);
  return out;
}

Result<Record> decode(std::string_view bytes) {
  Cursor cursor(bytes);
  if (cursor.take(kMagic.size()) != kMagic) return malformed("it does not begin with ALR");
  const std::uint64_t format = cursor.integer(1);
  if (format > kFormat)
    return Error{Fault::kRefused,
                 "ledger.record_version",
                 "record: encoding version " + std::to_string(format) +
                     " is newer than this program; update Alternat.",
                 {}};
  if (format != kFormat) return malformed("encoding version 0");

  HeaderTexts texts;
  texts.log = cursor.short_text();
  texts.stream = cursor.short_text();
  const std::uint64_t version = cursor.integer(8);
  texts.command = cursor.short_text();
  const std::uint64_t ordinal = cursor.integer(4);
  texts.type = cursor.short_text();
  const std::uint64_t recorded_at = cursor.integer(8);
  const std::uint64_t effective_on = cursor.integer(4);
  texts.actor = cursor.short_text();
  texts.purpose = cursor.short_text();
  const std::string_view body = cursor.take(cursor.integer(4));
  std::vector<Commitment> commitments;
  const std::uint64_t count = cursor.integer(2);
  for (std::uint64_t i = 0; i < count && !cursor.is_short(); ++i) {
    const auto realm = static_cast<access::Realm>(cursor.integer(1));
    commitments.push_back({realm, cursor.hash()});
  }
  const Nonce nonce = cursor.hash();
  if (cursor.is_short()) return malformed("it ends too early");
  if (!cursor.at_end()) return malformed("bytes follow its end");

  Result<RecordHeader> header = make_header(texts);
  if (!header) return header.error();
  header->version = version;
  header->ordinal = static_cast<std::uint32_t>(ordinal);
  header->recorded_at = Instant::from_micros(static_cast<std::int64_t>(recorded_at));
  header->effective_on =
      Date::from_days(static_cast<std::int32_t>(static_cast<std::uint32_t>(effective_on)));
  header->nonce = nonce;
  Record record{std::move(*header), std::string(body), std::move(commitments)};
  if (Status status = check_shape(record); !status) return status.error();
  return record;
}

Hash commitment_of(std::string_view encoded) {
  return sha256(encoded);
}

}  // namespace alternat::ledger
