#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "CPNG.h"

uint32_t wurst_png_checksum(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(0, bytes, count);
}

wurst_png_inflation wurst_png_inflate(
    const uint8_t *bytes, size_t count, size_t limit, wurst_png_buffer *out) {
  memset(out, 0, sizeof *out);
  z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)count};
  if (count > UINT32_MAX || inflateInit(&stream) != Z_OK) return WURST_PNG_DAMAGED;
  wurst_png_inflation result = WURST_PNG_DAMAGED;
  size_t capacity = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (out->count == capacity) {
      if (capacity > limit) {
        result = WURST_PNG_TOO_LONG;
        break;
      }
      capacity = capacity == 0 ? 4096 : 2 * capacity;
      if (capacity > limit) capacity = limit + 1;
      uint8_t *grown = realloc(out->bytes, capacity);
      if (!grown) break;
      out->bytes = grown;
    }
    stream.next_out = out->bytes + out->count;
    stream.avail_out = (uInt)(capacity - out->count);
    status = inflate(&stream, Z_NO_FLUSH);
    out->count = capacity - stream.avail_out;
  }
  inflateEnd(&stream);
  if (status == Z_STREAM_END) result = out->count > limit ? WURST_PNG_TOO_LONG : WURST_PNG_WHOLE;
  return result;
}
