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
  bool is_grey;
  /// Whether the components are inks: cyan, magenta, yellow, black.
  bool has_inks;
  /// Whether the numbers of inks say how much light they leave.
  bool keeps_light;
} wurst_jpeg_header;

/// What a marker carries, without its length.
typedef struct {
  uint8_t marker;
  const uint8_t *bytes;
  size_t count;
} wurst_jpeg_segment;

/// What lies behind and between the parts of a picture.
typedef struct {
  /// The byte behind the picture.
  uint64_t end;
  bool lacks_end;
  bool has_strange_bytes;
  /// Whether there are more segments than are kept.
  bool lacks_segments;
} wurst_jpeg_rest;

typedef struct wurst_jpeg_reader wurst_jpeg_reader;

/// Reads from `fd`, which stays the caller's and must outlive the reader. Null without memory.
wurst_jpeg_reader *wurst_jpeg_reader_new(int fd);
void wurst_jpeg_reader_free(wurst_jpeg_reader *reader);
/// What went wrong in the call that returned false.
const char *wurst_jpeg_reader_message(const wurst_jpeg_reader *reader);
/// Whether that was for the sake of the memory limit.
bool wurst_jpeg_reader_exhausted(const wurst_jpeg_reader *reader);
/// The errno of a failed read or allocation, or 0.
int wurst_jpeg_reader_errno(const wurst_jpeg_reader *reader);

/// Reads up to the pixels.
bool wurst_jpeg_reader_begin(wurst_jpeg_reader *reader, wurst_jpeg_header *header);
/// The segments APP1 and APP2 and comments that were read so far, which hold EXIF and colour
/// profiles among other things; they live as long as the reader, up to the next call that reads.
const wurst_jpeg_segment *wurst_jpeg_reader_segments(
    const wurst_jpeg_reader *reader, size_t *count);

/// Makes ready for the pixels; libjpeg's own pictures get at most `memory` bytes.
bool wurst_jpeg_reader_start(wurst_jpeg_reader *reader, size_t memory);
/// Takes in a row of blocks of a picture that comes in many scans; to be called up to the last.
///
/// Fails, as reading rows does, where the file lacks a part of the picture or that part is garbled.
/// Irregularities that cost no pixels are passed over.
bool wurst_jpeg_reader_take_part(wurst_jpeg_reader *reader, bool *is_last);
/// Reads the next `count` rows into `pixels`: RGB of 8 bits or, if asked for and there, inks.
bool wurst_jpeg_reader_rows(
    wurst_jpeg_reader *reader, bool inks, uint8_t *pixels, size_t count);
/// Looks for the end of the picture behind its last row.
wurst_jpeg_rest wurst_jpeg_reader_finish(wurst_jpeg_reader *reader);

typedef struct {
  uint8_t *bytes;
  size_t count;
  /// Whether memory was missing.
  bool exhausted;
  char message[200];
} wurst_jpeg_buffer;

/// Writes RGB of 8 bits as a JPEG file of quality 95 with whole colours, the segments ahead of the
/// pixels, into `out`, whose bytes the caller frees, on failure as well.
bool wurst_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, const wurst_jpeg_segment *segments,
    size_t count, wurst_jpeg_buffer *out);
void wurst_jpeg_buffer_free(wurst_jpeg_buffer *buffer);
