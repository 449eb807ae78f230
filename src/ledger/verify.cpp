// SPDX-License-Identifier: EUPL-1.2
// One pass over the records in commit order, with the leaves of each log read alongside.
#include "ledger/verify.h"

#include <map>
#include <unordered_map>
#include <vector>

#include "ledger/codec.h"
#include "ledger/sha256.h"
#include "ledger/tree/checkpoint.h"
#include "ledger/tree/merkle.h"
#include "ledger/tree/note.h"

namespace alternat::ledger {
namespace {

constexpr std::size_t kPage = 1000;

using Difference = VerifyReport::Difference;

// Where one log's tree stands while the records go by.
struct LogState {
  LogId log;
  tree::GrowingTree tree;
  std::vector<Leaf> page;
  std::size_t next = 0;
  bool at_end = false;
  std::vector<tree::Checkpoint> checkpoints;
  std::size_t next_checkpoint = 0;
};

class Verifier {
 public:
  Verifier(Reader& reader, const VerifyOptions& options) : reader_(reader), options_(options) {}

  Result<VerifyReport> run() {
    std::uint64_t position = 0;
    for (;;) {
      Result<std::vector<StoredRecord>> page = reader_.read_all(position, kPage);
      // One at a time, to find the record that cannot be read.
      if (!page) page = reader_.read_all(position, 1);
      if (!page) return unreadable(position + 1, page.error());
      if (page->empty()) break;
      for (const StoredRecord& stored : *page) {
        if (Status status = check(stored, position + 1); !status) return status.error();
        if (!report_.is_intact()) return report_;
        position = stored.position;
      }
    }
    if (Status status = finish(); !status) return status.error();
    return report_;
  }

 private:
  void differ(const StoredRecord& stored, const std::string& what) {
    const RecordHeader& header = stored.record.header;
    report_.first_difference =
        Difference{header.log.text(), header.stream.text(), header.version, stored.position, what};
  }
  void differ(const LogState& state, const std::string& what) {
    report_.first_difference = Difference{state.log.text(), "", 0, 0, what};
  }

  Result<VerifyReport> unreadable(std::uint64_t position, const Error& error) {
    if (error.code != "ledger.damaged") return error;
    report_.first_difference = Difference{"", "", 0, position, error.message};
    return report_;
  }

  Status check(const StoredRecord& stored, std::uint64_t expected_position) {
    ++report_.records;
    const RecordHeader& header = stored.record.header;
    if (stored.position != expected_position)
      differ(stored, "the record before it (position " + std::to_string(expected_position) +
                         ") is missing.");
    std::uint64_t& last = versions_[header.log.text() + "/" + header.stream.text()];
    if (header.version != last + 1)
      differ(stored, "version " + std::to_string(last + 1) + " of its stream is missing.");
    last = header.version;
    if (!report_.is_intact()) return {};
    Result<LogState*> state = state_of(header.log);
    if (!state) return state.error();
    return check_leaf(stored, **state);
  }

  Status check_leaf(const StoredRecord& stored, LogState& state) {
    Result<const Leaf*> leaf = next_leaf(state);
    if (!leaf) return leaf.error();
    if (*leaf == nullptr) {
      ++report_.unsequenced;
      return {};
    }
    const RecordHeader& header = stored.record.header;
    const Hash hash = tree::leaf_hash(bytes_of(commitment_of(encode(stored.record))));
    const std::string name = "leaf " + std::to_string((*leaf)->index);
    if ((*leaf)->index != state.tree.size() || (*leaf)->stream != header.stream ||
        (*leaf)->version != header.version)
      differ(stored, name + " of its log names stream " + (*leaf)->stream.text() + ", version " +
                         std::to_string((*leaf)->version) + ".");
    else if ((*leaf)->hash != hash)
      differ(stored, "its bytes do not give " + name + " of its log: it was altered.");
    if (!report_.is_intact()) return {};
    state.tree.append(hash);
    ++report_.leaves;
    check_checkpoints(state, &stored);
    return {};
  }

  // Each kept checkpoint of exactly the present size.
  void check_checkpoints(LogState& state, const StoredRecord* stored) {
    while (state.next_checkpoint < state.checkpoints.size()) {
      const tree::TreeHead& head = state.checkpoints[state.next_checkpoint].head;
      if (head.size != state.tree.size()) return;
      ++state.next_checkpoint;
      ++report_.checkpoints;
      if (head.root == state.tree.root()) continue;
      const std::string what = "the checkpoint of " + std::to_string(head.size) +
                               " records has another root: this record or one before it was "
                               "altered together with its leaf.";
      if (stored != nullptr)
        differ(*stored, what);
      else
        differ(state, what);
      return;
    }
  }

  Result<const Leaf*> next_leaf(LogState& state) {
    if (state.next == state.page.size() && !state.at_end) {
      Result<std::vector<Leaf>> page = reader_.leaves(state.log, state.tree.size(), kPage);
      if (!page) return page.error();
      state.page = std::move(*page);
      state.next = 0;
      state.at_end = state.page.size() < kPage;
    }
    if (state.next == state.page.size()) return static_cast<const Leaf*>(nullptr);
    return static_cast<const Leaf*>(&state.page[state.next++]);
  }

  Result<LogState*> state_of(const LogId& log) {
    const auto found = logs_.find(log);
    if (found != logs_.end()) return &found->second;
    LogState state{log, {}, {}, 0, false, {}, 0};
    Result<std::vector<std::string>> notes = reader_.checkpoints(log);
    if (!notes) return notes.error();
    for (const std::string& note : *notes) {
      Result<tree::Checkpoint> checkpoint = read_checkpoint(note);
      if (!checkpoint)
        differ(state, "a kept checkpoint is not genuine: " + checkpoint.error().message);
      else
        state.checkpoints.push_back(std::move(*checkpoint));
    }
    LogState* placed = &logs_.emplace(log, std::move(state)).first->second;
    check_checkpoints(*placed, nullptr);
    return placed;
  }

  Result<tree::Checkpoint> read_checkpoint(const std::string& note) {
    if (options_.checkpoint_key.empty()) return tree::parse_checkpoint(note);
    const Result<std::string> text = tree::open_note(note, options_.checkpoint_key);
    if (!text) return text.error();
    return tree::parse_checkpoint(*text);
  }

  Status finish() {
    for (auto& [log, state] : logs_) {
      Result<const Leaf*> leaf = next_leaf(state);
      if (!leaf) return leaf.error();
      if (*leaf != nullptr)
        differ(state, "leaf " + std::to_string((*leaf)->index) + " (stream " +
                          (*leaf)->stream.text() + ", version " + std::to_string((*leaf)->version) +
                          ") has no record.");
      else if (state.next_checkpoint < state.checkpoints.size())
        differ(state, "there is a checkpoint of " +
                          std::to_string(state.checkpoints[state.next_checkpoint].head.size) +
                          " records, but only " + std::to_string(state.tree.size()) +
                          " are left in its tree.");
      if (!report_.is_intact()) return {};
    }
    return {};
  }

  Reader& reader_;
  const VerifyOptions& options_;
  VerifyReport report_;
  std::map<LogId, LogState> logs_;
  std::unordered_map<std::string, std::uint64_t> versions_;
};

}  // namespace

std::string to_string(const Difference& difference) {
  if (difference.log.empty()) return difference.what;
  std::string text = "log " + difference.log;
  if (!difference.stream.empty())
    text += ", stream " + difference.stream + ", version " + std::to_string(difference.version) +
            " (position " + std::to_string(difference.position) + ")";
  return text + ": " + difference.what;
}

Result<VerifyReport> verify(Store& store, const VerifyOptions& options) {
  Result<std::unique_ptr<Reader>> reader = store.read();
  if (!reader) return reader.error();
  return Verifier(**reader, options).run();
}

}  // namespace alternat::ledger
