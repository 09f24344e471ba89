#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libjpeg reports errors through a function that must not return: every call below leaves it by
// longjmp, which must not cross Swift frames, and returns false, with a message.

typedef struct {
  uint32_t width;
  uint32_t height;
  /// Blocks of 8×8 samples in all components together; each takes a bit of the file at least.
  uint64_t blocks;
} wurst_jpeg_size;

typedef struct wurst_jpeg_reader wurst_jpeg_reader;

/// Reads from `fd`, which stays the caller's and must outlive the reader. Null without memory.
wurst_jpeg_reader *wurst_jpeg_reader_new(int fd);
void wurst_jpeg_reader_free(wurst_jpeg_reader *reader);
/// What went wrong in the call that returned false.
const char *wurst_jpeg_reader_message(const wurst_jpeg_reader *reader);
/// Whether that was for the sake of the memory limit.
bool wurst_jpeg_reader_exhausted(const wurst_jpeg_reader *reader);
/// The errno of a failed read, or 0.
int wurst_jpeg_reader_errno(const wurst_jpeg_reader *reader);

/// Reads up to the pixels.
bool wurst_jpeg_reader_begin(wurst_jpeg_reader *reader, wurst_jpeg_size *size);
/// The APP1 segments ahead of the pixels, which hold EXIF among other things. Null at the end.
const uint8_t *wurst_jpeg_reader_segment(
    wurst_jpeg_reader *reader, size_t index, size_t *count);
/// Reads the pixels as RGB of 8 bits into `rgb`, which holds 3 · width · height bytes.
///
/// Fails also where the file lacks a part of the picture or that part is garbled. Irregularities
/// that cost no pixels are passed over. libjpeg's own pictures get at most `memory` bytes.
bool wurst_jpeg_reader_pixels(wurst_jpeg_reader *reader, size_t memory, uint8_t *rgb);
