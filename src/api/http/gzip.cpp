// SPDX-License-Identifier: EUPL-1.2
// gzip with zlib.
#include "api/http/gzip.h"

#include <zlib.h>

#include "base/assert.h"

namespace alternat::api {

std::string gzip(std::string_view text, int level) {
  z_stream stream = {};
  constexpr int kGzipWindow = 15 + 16;
  ALTERNAT_ASSERT(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) ==
                  Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ALTERNAT_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace alternat::api
