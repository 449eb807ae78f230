// SPDX-License-Identifier: EUPL-1.2
// Signed notes: the published example of the format, our own, and what is refused.
#include "ledger/tree/note.h"

#include <doctest/doctest.h>

#include "ledger/sha256.h"
#include "ledger/tree/checkpoint.h"

namespace alternat::ledger::tree {

namespace {

// The example of the Go module golang.org/x/mod/sumdb/note, where the format comes from.
constexpr std::string_view kKnownKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string kKnownText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string kKnownNote =
    kKnownText +
    "\n\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

NoteSigner signer(const std::string& name = "node.example") {
  return {name, vault::SecretKey::from_bytes(std::string(32, '\7'))};
}

std::string error_code(std::string_view note, std::string_view key) {
  const Result<std::string> text = open_note(note, key);
  return text.ok() ? "" : text.error().code;
}

}  // namespace

TEST_CASE("the published example opens, and not with a byte changed") {
  const Result<std::string> text = open_note(kKnownNote, kKnownKey);
  REQUIRE(text.ok());
  CHECK(*text == kKnownText);
  std::string altered = kKnownNote;
  altered[0] = 'O';
  CHECK(error_code(altered, kKnownKey) == "note.wrong_signature");
}

TEST_CASE("a note opens with its signer's key alone") {
  const std::string note = signer().sign("a text\n\nof two paragraphs\n");
  const Result<std::string> text = open_note(note, signer().verifier_key());
  REQUIRE(text.ok());
  CHECK(*text == "a text\n\nof two paragraphs\n");
  CHECK(error_code(note, kKnownKey) == "note.not_signed");
  CHECK(error_code(note, signer("other.example").verifier_key()) == "note.not_signed");
  // A co-signature of somebody else beside it changes nothing.
  const std::string with_witness = note + kKnownNote.substr(kKnownNote.find("\n\n") + 2);
  CHECK(error_code(with_witness, signer().verifier_key()) == "");
  CHECK(error_code(with_witness, kKnownKey) == "note.wrong_signature");
}

TEST_CASE("what is no note and what is no key is refused") {
  CHECK(error_code("no signature\n", kKnownKey) == "note.malformed");
  CHECK(error_code(kKnownNote.substr(0, kKnownNote.size() - 1), kKnownKey) == "note.malformed");
  for (std::string_view key : {"", "name", "name+00000000", "+c74f20a3+AA==",
                               "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                               "PeterNeumann+c74f20a3+AhpcCQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                               "PeterNeumann+c74f20a3+ARpc2QcU"})
    CHECK(error_code(kKnownNote, key) == "note.malformed_key");
  const Result<std::string> refused = open_note("x\n", kKnownKey);
  CHECK(refused.error().message == "this is not a signed note.");
  CHECK_FALSE(from_base64("A").ok());
  CHECK_FALSE(from_base64("AA==x").ok());
  CHECK(*from_base64("AAEC") == std::string("\0\1\2", 3));
}

TEST_CASE("a checkpoint is three lines and reads back") {
  const Checkpoint checkpoint{"node.example/xa-xb", {12, sha256("root")}};
  const std::string text = to_text(checkpoint);
  CHECK(text == "node.example/xa-xb\n12\n" + to_base64(bytes_of(sha256("root"))) + "\n");
  const Result<Checkpoint> parsed = parse_checkpoint(text);
  REQUIRE(parsed.ok());
  CHECK(*parsed == checkpoint);
  CHECK(parse_checkpoint(text + "extension\n").ok());
  for (const std::string& bad :
       {std::string(), std::string("origin\n"), std::string("\n1\nAA==\n"),
        "o\n01\n" + to_base64(std::string(32, 'x')) + "\n",
        "o\n-1\n" + to_base64(std::string(32, 'x')) + "\n",
        "o\n1\n" + to_base64(std::string(31, 'x')) + "\n", std::string("o\n1\n???\n")}) {
    const Result<Checkpoint> refused = parse_checkpoint(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "note.malformed");
  }
}

}  // namespace alternat::ledger::tree
