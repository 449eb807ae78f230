// SPDX-License-Identifier: EUPL-1.2
#include "casework/procedure_archive.h"

#include "base/json.h"
#include "ledger/tree/note.h"
#include "program/procedure_text.h"

namespace alternat::casework {
namespace {

constexpr std::size_t kPieceMax = 240;  // a string of a record has at most 256 bytes
constexpr const char* kType = "ProcedureKept";

Json pieces_of(const std::string& text) {
  const std::string encoded = ledger::tree::to_base64(text);
  Json pieces = Json::array();
  for (std::size_t at = 0; at < encoded.size(); at += kPieceMax)
    pieces.push_back(encoded.substr(at, kPieceMax));
  return pieces;
}

// The file's own name: where the content lay is nobody's business.
std::string name_of(const std::string& file) {
  const std::size_t slash = file.find_last_of('/');
  return slash == std::string::npos ? file : file.substr(slash + 1);
}

Error damaged(const projections::KeptVersion& kept, const std::string& why) {
  return {Fault::kUnavailable,
          "casework.version_damaged",
          "The kept version " + kept.hash.substr(0, 12) + " of '" + kept.procedure +
              "' is not what was kept (" + why +
              "). Run 'alternat verify' on the data folder; its cases stay as they are.",
          {}};
}

Result<program::ProcedureText> text_of(const projections::KeptVersion& kept,
                                       const ledger::StoredRecord& stored) {
  Result<Json> body = parse_json(stored.record.body, kType);
  if (!body) return body.error();
  const auto pieces = body->find("text");
  if (stored.record.header.type != kType || pieces == body->end() || !pieces->is_array())
    return damaged(kept, "record " + std::to_string(stored.position) + " holds no text");
  std::string encoded;
  for (const Json& piece : *pieces)
    if (piece.is_string()) encoded += piece.get<std::string>();
  Result<std::string> text = ledger::tree::from_base64(encoded);
  if (!text) return damaged(kept, text.error().message);
  return program::ProcedureText{body->value("file", ""), std::move(*text)};
}

}  // namespace

Result<ledger::AppendResult> keep_version(ledger::Ledger& ledger,
                                          const program::CompiledProcedure& procedure, Instant now,
                                          Date today) {
  const std::string& hash = procedure.definition.hash;
  Result<ledger::LogId> log = ledger::LogId::from_text("node");
  Result<ledger::StreamId> stream = ledger::StreamId::from_text("procedure-" + hash);
  Result<ledger::CommandId> command = ledger::CommandId::from_text("keep-" + hash);
  Result<access::ActorId> actor = access::ActorId::from_text("engine");
  if (!log) return log.error();
  if (!stream) return stream.error();
  if (!command) return command.error();
  if (!actor) return actor.error();
  ledger::Batch batch{*log, *command, *actor, "system", now, {}, {{*stream, 0}}};
  for (const program::ProcedureText& text : procedure.texts) {
    const Json body = {{"procedure", procedure.definition.id}, {"hash", hash},
                       {"file", name_of(text.file)},           {"part", batch.records.size() + 1},
                       {"parts", procedure.texts.size()},      {"text", pieces_of(text.text)}};
    batch.records.push_back({*stream, kType, today, body.dump(), {}});
  }
  return ledger.store().append(batch);
}

Result<std::vector<program::ProcedureText>> read_version(ledger::Ledger& ledger,
                                                         const projections::KeptVersion& kept) {
  Result<std::unique_ptr<ledger::Reader>> reader = ledger.store().read();
  if (!reader) return reader.error();
  std::vector<program::ProcedureText> texts;
  for (const std::uint64_t position : kept.positions) {
    Result<std::vector<ledger::StoredRecord>> found = (*reader)->read_all(position - 1, 1);
    if (!found) return found.error();
    if (found->empty()) return damaged(kept, "a record is missing");
    Result<program::ProcedureText> text = text_of(kept, found->front());
    if (!text) return text.error();
    texts.push_back(std::move(*text));
  }
  if (texts.empty() || program::version_hash(texts) != kept.hash)
    return damaged(kept, "its hash is another one");
  return texts;
}

void load_version(ledger::Ledger& ledger, const projections::KeptVersion& kept,
                  const program::Surroundings& around, OldVersions& versions) {
  Result<std::vector<program::ProcedureText>> texts = read_version(ledger, kept);
  if (!texts) {
    versions.failed.insert_or_assign(kept.hash, texts.error());
    return;
  }
  Diagnostics diagnostics;
  std::optional<program::CompiledProcedure> compiled =
      program::compile_kept(std::move(*texts), around, diagnostics);
  if (compiled) {
    versions.by_hash.insert_or_assign(
        kept.hash, std::make_unique<const program::CompiledProcedure>(std::move(*compiled)));
    return;
  }
  const std::string why =
      diagnostics.items().empty() ? "it cannot be read" : diagnostics.items().front().message;
  versions.failed.insert_or_assign(
      kept.hash, Error{Fault::kConflict,
                       "casework.version_not_loaded",
                       "The case runs on version " + kept.hash.substr(0, 12) + " of '" +
                           kept.procedure + "', which no longer fits the content: " + why +
                           " The case stays as it is until that is mended or it is moved.",
                       {}});
}

}  // namespace alternat::casework
