#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libpng reports errors by longjmp, which must not cross Swift frames: every call below catches
// them and returns false, with a message of libpng's.

/// A text chunk; keyword in Latin-1, text in Latin-1 or, where `international`, in UTF-8.
typedef struct {
  const char *keyword;
  const char *text;
  bool international;
  bool compressed;
} wurst_png_text;

typedef struct {
  uint32_t width;
  uint32_t height;
  /// Bytes of the pixels before compression.
  uint64_t raw_bytes;
  bool is_grey;
  /// Whether pixels may be transparent.
  bool has_alpha;
} wurst_png_header;

/// A stretch of a file.
typedef struct {
  uint64_t start;
  uint64_t count;
} wurst_png_piece;

typedef struct wurst_png_reader wurst_png_reader;

/// Reads the PNG stream that the pieces of the file behind `fd` are together: signature, header,
/// palette, transparency, pixels. Both stay the caller's and must outlive the reader, which gets at
/// most `memory` bytes. Null without memory.
wurst_png_reader *wurst_png_reader_new(
    int fd, const wurst_png_piece *pieces, size_t count, size_t memory);
void wurst_png_reader_free(wurst_png_reader *reader);
/// What went wrong in the call that returned false.
const char *wurst_png_reader_message(const wurst_png_reader *reader);
/// The errno of a failed read or allocation, or 0.
int wurst_png_reader_errno(const wurst_png_reader *reader);

/// Reads up to the pixels.
bool wurst_png_reader_begin(wurst_png_reader *reader, wurst_png_header *header);
/// Makes the pixels RGBA or, on white, RGB of 8 bits. All rows come in order, `passes` times.
bool wurst_png_reader_start(wurst_png_reader *reader, bool alpha, int *passes);
/// Reads the next `count` rows into `pixels`, which in later passes holds what the earlier wrote.
bool wurst_png_reader_rows(wurst_png_reader *reader, uint8_t *pixels, size_t count);

typedef struct {
  uint8_t *bytes;
  size_t count;
  /// Whether memory was missing.
  bool exhausted;
  char message[128];
} wurst_png_buffer;

/// Writes a PNG of RGB with 8 bits into `out`, whose bytes the caller frees, on failure as well.
bool wurst_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, const wurst_png_text *texts,
    size_t text_count, wurst_png_buffer *out);
void wurst_png_buffer_free(wurst_png_buffer *buffer);

/// The checksum of a chunk's name and data.
uint32_t wurst_png_checksum(const uint8_t *bytes, size_t count);

/// Packs bytes into a zlib stream in `out`, whose bytes the caller frees, on failure as well; with
/// zlib's level `effort`, 1 to 9.
bool wurst_png_deflate(const uint8_t *bytes, size_t count, int effort, wurst_png_buffer *out);

typedef enum { WURST_PNG_WHOLE, WURST_PNG_DAMAGED, WURST_PNG_TOO_LONG } wurst_png_inflation;

/// Unpacks a zlib stream of at most `limit` bytes into `out`, whose bytes the caller frees, on
/// failure as well.
wurst_png_inflation wurst_png_inflate(
    const uint8_t *bytes, size_t count, size_t limit, wurst_png_buffer *out);
