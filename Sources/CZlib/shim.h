#pragma once

#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import. 15 is the largest window, 16 more asks for
// a gzip header instead of a zlib one.
static inline int vr_inflate_init_gzip(z_streamp stream) {
  return inflateInit2(stream, 15 + 16);
}
