// SPDX-License-Identifier: EUPL-1.2
// For tests: a copy of the content folder that goes away, to be broken in one place.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "program/program.h"

namespace alternat::program::testing {

class ContentCopy {
 public:
  ContentCopy() {
    // Memory where there is some: it is many small files.
    const std::filesystem::path parent = std::filesystem::is_directory("/dev/shm")
                                             ? std::filesystem::path("/dev/shm")
                                             : std::filesystem::temp_directory_path();
    std::string pattern = (parent / "alternat-content-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    std::filesystem::copy(ALTERNAT_SOURCE_DIR "/content", folder_,
                          std::filesystem::copy_options::recursive);
  }
  ~ContentCopy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ContentCopy(const ContentCopy&) = delete;
  ContentCopy& operator=(const ContentCopy&) = delete;

  const std::string& folder() const { return folder_; }

  // Replaces the first `old_text`, which must be there.
  void replace(const std::string& file, const std::string& old_text, const std::string& new_text) {
    Result<std::string> bytes = read_file(folder_ + "/" + file);
    REQUIRE(bytes.ok());
    const std::size_t place = bytes->find(old_text);
    REQUIRE_MESSAGE(place != std::string::npos, file << " has no " << old_text);
    bytes->replace(place, old_text.size(), new_text);
    REQUIRE(write_file(folder_ + "/" + file, *bytes).ok());
  }
  void remove(const std::string& file) {
    REQUIRE(std::filesystem::remove_all(folder_ + "/" + file) > 0);
  }
  void copy(const std::string& from, const std::string& to) {
    std::filesystem::copy_file(folder_ + "/" + from, folder_ + "/" + to);
  }

  // The program; it must load.
  std::unique_ptr<Program> load() const {
    Diagnostics diagnostics;
    std::unique_ptr<Program> program = load_program(folder_, diagnostics);
    for (const Diagnostic& one : diagnostics.items())
      if (!program) MESSAGE(to_string(one));
    REQUIRE(program);
    return program;
  }
  // "file:line: [code] message" of every error, without the folder's own name; one a line.
  std::string errors() const {
    Diagnostics diagnostics;
    CHECK(load_program(folder_, diagnostics) == nullptr);
    std::string text;
    for (const Diagnostic& one : diagnostics.items()) {
      if (one.severity != Severity::kError) continue;
      std::string file = one.span.file;
      if (file.starts_with(folder_)) file.erase(0, folder_.size() + 1);
      text += file + ": [" + one.code + "] " + one.message + "\n";
    }
    return text;
  }

 private:
  std::string folder_;
};

}  // namespace alternat::program::testing
