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
  /// Bytes of the text; not looked at when writing.
  size_t length;
  bool international;
  bool compressed;
} wurst_png_text;

typedef struct {
  uint32_t width;
  uint32_t height;
  /// Bytes of the pixels before compression.
  uint64_t raw_bytes;
} wurst_png_size;

typedef struct wurst_png_reader wurst_png_reader;

/// Reads from `fd`, or from `bytes` where `fd` is negative; both stay the caller's and must
/// outlive the reader. libpng gets at most `memory` bytes. Null without memory.
wurst_png_reader *wurst_png_reader_new(
    int fd, const uint8_t *bytes, size_t count, size_t memory);
void wurst_png_reader_free(wurst_png_reader *reader);
/// What went wrong in the call that returned false.
const char *wurst_png_reader_message(const wurst_png_reader *reader);
/// Whether that was for the sake of the memory limit.
bool wurst_png_reader_exhausted(const wurst_png_reader *reader);
/// The errno of a failed read, or 0.
int wurst_png_reader_errno(const wurst_png_reader *reader);

/// Reads up to the pixels. Texts of at most `text_limit` bytes each are kept, none if it is 0;
/// other ancillary chunks that do not change the pixels are passed over.
bool wurst_png_reader_begin(
    wurst_png_reader *reader, size_t text_limit, wurst_png_size *size);
size_t wurst_png_reader_text_count(wurst_png_reader *reader);
wurst_png_text wurst_png_reader_text(wurst_png_reader *reader, size_t index);
/// Reads the pixels as RGB of 8 bits into `rgb`, which holds 3 · width · height bytes.
/// Transparent ones lie on the file's background colour, or on white.
bool wurst_png_reader_pixels(wurst_png_reader *reader, uint8_t *rgb);

typedef struct {
  uint8_t *bytes;
  size_t count;
  char message[128];
} wurst_png_buffer;

/// Writes a PNG of RGB with 8 bits into `out`, whose bytes the caller frees, on failure as well.
bool wurst_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, const wurst_png_text *texts,
    size_t text_count, wurst_png_buffer *out);
void wurst_png_buffer_free(wurst_png_buffer *buffer);
