// SPDX-License-Identifier: EUPL-1.2
// Files through POSIX calls, so that a failure keeps the system's reason.
#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace alternat {

namespace {

// Closes the descriptor when the scope ends.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

Error file_error(const std::string& path, const std::string& what, int reason) {
  const bool is_absent = reason == ENOENT || reason == ENOTDIR;
  return {is_absent ? Fault::kNotFound : Fault::kUnavailable,
          is_absent ? "file.not_found" : "file.unreadable",
          what + " '" + path + "': " + std::strerror(reason) + ".",
          {{path, 0, 0}}};
}

Error write_error(const std::string& path, int reason) {
  return {Fault::kUnavailable,
          "file.unwritable",
          "Cannot write '" + path + "': " + std::strerror(reason) + ".",
          {{path, 0, 0}}};
}

Error too_large(const std::string& path, std::size_t bytes_max) {
  return {Fault::kRefused,
          "file.too_large",
          "'" + path + "' is larger than " + std::to_string(bytes_max) + " bytes.",
          {{path, 0, 0}}};
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return file_error(path, "Cannot open", errno);
  struct stat info{};
  if (::fstat(file.number(), &info) != 0) return file_error(path, "Cannot read", errno);
  if (S_ISDIR(info.st_mode)) return file_error(path, "Cannot read", EISDIR);
  if (S_ISREG(info.st_mode) && static_cast<std::size_t>(info.st_size) > bytes_max) {
    return too_large(path, bytes_max);
  }
  std::string content;
  constexpr std::size_t kChunk = 1u << 16;
  // One byte more than the file has, so that the end is seen without a second chunk.
  const auto size_hint =
      S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) + 1 : kChunk;
  for (std::size_t filled = 0;;) {
    content.resize(filled + std::max(kChunk / 16, filled == 0 ? size_hint : kChunk));
    const ssize_t got = ::read(file.number(), content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(path, "Cannot read", errno);
    filled += static_cast<std::size_t>(got);
    if (filled > bytes_max) return too_large(path, bytes_max);
    if (got == 0) {
      content.resize(filled);
      return content;
    }
  }
}

Status write_file(const std::string& path, std::string_view content) {
  std::string temporary = path + ".XXXXXX";
  int reason = 0;
  {
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file.is_open()) return write_error(path, errno);
    if (!write_all(file.number(), content) || ::fchmod(file.number(), 0644) != 0 ||
        ::fsync(file.number()) != 0) {
      reason = errno;
    }
  }
  if (reason == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(temporary.c_str());
    return write_error(path, reason);
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor parent(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC));
  if (parent.is_open() && ::fsync(parent.number()) != 0) return write_error(path, errno);
  return {};
}

Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix) {
  namespace fs = std::filesystem;
  std::error_code code;
  std::vector<std::string> paths;
  fs::recursive_directory_iterator it(folder, code);
  if (code) return file_error(folder, "Cannot list", code.value());
  for (; it != fs::recursive_directory_iterator(); it.increment(code)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored)) continue;
    std::string path = it->path().string();
    if (path.size() >= suffix.size() && path.ends_with(suffix)) paths.push_back(std::move(path));
  }
  if (code) return file_error(folder, "Cannot list", code.value());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace alternat
