// SPDX-License-Identifier: EUPL-1.2
// Files: whole, named in every failure, replaced at once.
#include "base/file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

using alternat::list_files;
using alternat::read_file;
using alternat::write_file;

namespace {

// A folder of its own, gone at the end of the test.
struct Scratch {
  std::string path;
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "alternat-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Scratch() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a file is written whole and read whole") {
  const Scratch scratch;
  const std::string path = scratch.path + "/a.txt";
  std::string content(200000, 'x');
  content[7] = '\0';
  CHECK(write_file(path, content).ok());
  CHECK(read_file(path).value() == content);
  CHECK(write_file(path, "").ok());
  CHECK(read_file(path).value().empty());
  CHECK(list_files(scratch.path, "").value().size() == 1);  // no temporary file left
}

TEST_CASE("every failure names the path") {
  const Scratch scratch;
  const auto absent = read_file(scratch.path + "/none").error();
  CHECK(absent.code == "file.not_found");
  CHECK(absent.message == "Cannot open '" + scratch.path + "/none': No such file or directory.");
  CHECK(read_file(scratch.path).error().code == "file.unreadable");
  CHECK(write_file(scratch.path + "/no/folder", "x").error().code == "file.unwritable");
  CHECK(list_files(scratch.path + "/none", ".x").error().code == "file.not_found");
}

TEST_CASE("a file over the bound is refused, at the bound it is read") {
  const Scratch scratch;
  const std::string path = scratch.path + "/a.txt";
  CHECK(write_file(path, "12345").ok());
  CHECK(read_file(path, 5).ok());
  const auto error = read_file(path, 4).error();
  CHECK(error.code == "file.too_large");
  CHECK(error.message == "'" + path + "' is larger than 4 bytes.");
}

TEST_CASE("files below a folder are listed by suffix, sorted") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.path + "/inner");
  CHECK(write_file(scratch.path + "/b.toml", "").ok());
  CHECK(write_file(scratch.path + "/inner/a.toml", "").ok());
  CHECK(write_file(scratch.path + "/a.txt", "").ok());
  const auto paths = list_files(scratch.path, ".toml").value();
  CHECK(paths ==
        std::vector<std::string>{scratch.path + "/b.toml", scratch.path + "/inner/a.toml"});
}
