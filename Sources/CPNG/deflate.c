#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "CPNG.h"

bool wurst_png_deflate(const uint8_t *bytes, size_t count, int effort, wurst_png_buffer *out) {
  memset(out, 0, sizeof *out);
  uLong bound = compressBound((uLong)count);
  out->bytes = malloc(bound);
  if (!out->bytes || compress2(out->bytes, &bound, bytes, (uLong)count, effort) != Z_OK) {
    // With a buffer of that size nothing else can go wrong.
    out->exhausted = true;
    return false;
  }
  out->count = bound;
  return true;
}
