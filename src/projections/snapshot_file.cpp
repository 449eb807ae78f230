// SPDX-License-Identifier: EUPL-1.2
// Layout: Header, then the sections, each from a multiple of eight bytes on. Little-endian.
#include "projections/snapshot_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>

#include "ledger/sha256.h"

namespace alternat::projections {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is read as it lies");

constexpr std::array<char, 8> kMagic = {'A', 'L', 'T', 'S', 'N', 'A', 'P', '\n'};
constexpr std::size_t kBufferMax = std::size_t{1} << 20;

struct SectionPlace {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  ledger::Hash hash = {};  // of kRows: zero
};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t format = kSnapshotFormat;
  std::uint32_t sections = kSectionCount;
  std::uint64_t file_size = 0;
  std::uint64_t position = 0;
  ledger::Hash record = {};
  std::array<SectionPlace, kSectionCount> places;
  ledger::Hash check = {};  // of everything before
};
static_assert(std::is_trivially_copyable_v<Header> && sizeof(Header) % 8 == 0);

ledger::Hash check_of(const Header& header) {
  return ledger::sha256(
      std::string_view(reinterpret_cast<const char*>(&header), offsetof(Header, check)));
}

Error damaged(const std::string& why) {
  return {Fault::kUnavailable,
          "snapshot.damaged",
          "The snapshot of the tables is not used: " + why +
              ". The tables are folded from the ledger, which takes longer.",
          {}};
}

Error not_written(const std::string& path) {
  return {Fault::kUnavailable,
          "snapshot.write_failed",
          path + ": the snapshot of the tables could not be written (" + std::strerror(errno) +
              "). Nothing is lost; the next start takes longer.",
          {}};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<std::unique_ptr<SnapshotFile>> SnapshotFile::open(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0)
    return Error{
        Fault::kNotFound, "snapshot.absent", path + ": there is no snapshot of the tables.", {}};
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
    return damaged("it is no file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size < sizeof(Header)) return damaged("it ends too early");
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (mapped == MAP_FAILED) return damaged("it cannot be read");
  std::unique_ptr<SnapshotFile> snapshot(new SnapshotFile);
  snapshot->bytes_ = {static_cast<const char*>(mapped), size};
  if (Status checked = snapshot->check(); !checked) return checked.error();
  return snapshot;
}

SnapshotFile::~SnapshotFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

Status SnapshotFile::check() {
  Header header;
  std::memcpy(static_cast<void*>(&header), bytes_.data(), sizeof header);
  if (header.magic != kMagic) return damaged("it is no snapshot");
  if (header.format != kSnapshotFormat)
    return Error{Fault::kRefused,
                 "snapshot.format",
                 "The snapshot of the tables is of format " + std::to_string(header.format) +
                     ", this program reads " + std::to_string(kSnapshotFormat) +
                     ". The tables are folded from the ledger, which takes longer this once.",
                 {}};
  if (check_of(header) != header.check) return damaged("its header was altered");
  if (header.sections != kSectionCount || header.file_size != bytes_.size())
    return damaged("it is not as long as it was written");
  of_ = {header.position, header.record};
  for (std::size_t i = 0; i < kSectionCount; ++i) {
    const SectionPlace& place = header.places[i];
    if (place.offset > bytes_.size() || place.size > bytes_.size() - place.offset)
      return damaged("it is not as long as it was written");
    sections_[i] = bytes_.substr(place.offset, place.size);
    if (i == static_cast<std::size_t>(Section::kRows)) continue;
    if (ledger::sha256(sections_[i]) != place.hash)
      return damaged("section " + std::to_string(i) + " was altered");
  }
  return {};
}

struct SnapshotWriter::Impl {
  std::string path;
  std::string temporary;
  int file = -1;
  bool failed = false;
  std::string buffer;       // not written yet
  std::uint64_t end = 0;    // of the file, with the buffer
  std::uint64_t begin = 0;  // of the section
  Header header;

  void flush() {
    std::string_view rest = buffer;
    while (!rest.empty() && !failed) {
      const ssize_t written = ::write(file, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      failed = written <= 0;
      if (!failed) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer.clear();
  }
  void write(std::string_view bytes) {
    buffer.append(bytes);
    end += bytes.size();
    if (buffer.size() >= kBufferMax) flush();
  }
};

SnapshotWriter::SnapshotWriter(std::string path) : impl_(std::make_unique<Impl>()) {
  impl_->temporary = path + ".new";
  impl_->path = std::move(path);
}

Result<std::unique_ptr<SnapshotWriter>> SnapshotWriter::create(const std::string& path) {
  std::unique_ptr<SnapshotWriter> writer(new SnapshotWriter(path));
  Impl& impl = *writer->impl_;
  impl.file = ::open(impl.temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (impl.file < 0) return not_written(impl.temporary);
  impl.write(std::string(sizeof(Header), '\0'));  // written last
  impl.begin = impl.end;
  return writer;
}

SnapshotWriter::~SnapshotWriter() {
  if (impl_->file < 0) return;
  ::close(impl_->file);
  ::unlink(impl_->temporary.c_str());
}

void SnapshotWriter::append(std::string_view bytes) {
  impl_->write(bytes);
}

void SnapshotWriter::end_section(Section which) {
  Impl& impl = *impl_;
  impl.header.places[static_cast<std::size_t>(which)] = {impl.begin, impl.end - impl.begin, {}};
  impl.write(std::string((8 - impl.end % 8) % 8, '\0'));
  impl.begin = impl.end;
}

// The hashes are of what lies on the disk: read back, so that a fault on the way shows.
Status SnapshotWriter::finish(const SnapshotOf& of) {
  Impl& impl = *impl_;
  impl.flush();
  if (impl.failed) return not_written(impl.temporary);
  const Descriptor again(::open(impl.temporary.c_str(), O_RDONLY | O_CLOEXEC));
  void* mapped = ::mmap(nullptr, impl.end, PROT_READ, MAP_SHARED, again.number(), 0);
  if (mapped == MAP_FAILED) return not_written(impl.temporary);
  for (SectionPlace& place : impl.header.places)
    if (&place != &impl.header.places[static_cast<std::size_t>(Section::kRows)])
      place.hash = ledger::sha256(
          std::string_view(static_cast<const char*>(mapped) + place.offset, place.size));
  ::munmap(mapped, impl.end);
  impl.header.file_size = impl.end;
  impl.header.position = of.position;
  impl.header.record = of.record;
  impl.header.check = check_of(impl.header);
  const bool written = ::pwrite(impl.file, &impl.header, sizeof(Header), 0) == sizeof(Header) &&
                       ::fsync(impl.file) == 0 && ::close(impl.file) == 0;
  impl.file = -1;
  if (!written || ::rename(impl.temporary.c_str(), impl.path.c_str()) != 0) {
    const Error error = not_written(impl.path);
    ::unlink(impl.temporary.c_str());
    return error;
  }
  std::string parent = std::filesystem::path(impl.path).parent_path().string();
  if (parent.empty()) parent = ".";
  const Descriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) return not_written(impl.path);
  return {};
}

}  // namespace alternat::projections
