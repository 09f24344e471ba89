#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CPNG.h"

enum { buffer_size = 1 << 16, allocation_header = 16 };

struct wurst_png_reader {
  png_structp png;
  png_infop info;
  int fd, read_errno;
  const wurst_png_piece *pieces;
  size_t piece_count, piece;
  // Of the piece at hand: bytes that were taken into the buffer.
  uint64_t taken;
  size_t count, position;
  size_t memory_left;
  char message[128];
  uint8_t buffer[buffer_size];
};

static void fail(png_structp png, png_const_charp message) {
  wurst_png_reader *reader = png_get_error_ptr(png);
  strncpy(reader->message, message, sizeof reader->message - 1);
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// Each allocation begins with its size, so that the budget is given back on release.
static png_voidp allocate(png_structp png, png_alloc_size_t size) {
  wurst_png_reader *reader = png_get_mem_ptr(png);
  if (size > reader->memory_left) return NULL;
  size_t *block = malloc(size + allocation_header);
  if (!block) {
    reader->read_errno = ENOMEM;
    return NULL;
  }
  *block = size;
  reader->memory_left -= size;
  return (uint8_t *)block + allocation_header;
}

static void release(png_structp png, png_voidp memory) {
  if (!memory) return;
  wurst_png_reader *reader = png_get_mem_ptr(png);
  size_t *block = (size_t *)((uint8_t *)memory - allocation_header);
  reader->memory_left += *block;
  free(block);
}

// Refills the buffer from the pieces; false at their end, at that of the file and on errors.
static bool refill(wurst_png_reader *reader) {
  while (reader->piece < reader->piece_count) {
    const wurst_png_piece *piece = &reader->pieces[reader->piece];
    if (reader->taken == piece->count) {
      reader->piece++;
      reader->taken = 0;
      continue;
    }
    uint64_t wanted = piece->count - reader->taken;
    if (wanted > buffer_size) wanted = buffer_size;
    ssize_t got;
    do {
      got = pread(
          reader->fd, reader->buffer, (size_t)wanted, (off_t)(piece->start + reader->taken));
    } while (got < 0 && errno == EINTR);
    if (got < 0) reader->read_errno = errno;
    if (got <= 0) return false;
    reader->taken += (uint64_t)got;
    reader->count = (size_t)got;
    reader->position = 0;
    return true;
  }
  return false;
}

static void read_bytes(png_structp png, png_bytep out, size_t wanted) {
  wurst_png_reader *reader = png_get_io_ptr(png);
  while (wanted > 0) {
    size_t left = reader->count - reader->position;
    if (left == 0) {
      if (refill(reader)) continue;
      png_error(png, reader->read_errno ? "cannot be read" : "the file ends too early");
    }
    size_t part = left < wanted ? left : wanted;
    memcpy(out, reader->buffer + reader->position, part);
    reader->position += part;
    out += part;
    wanted -= part;
  }
}

wurst_png_reader *wurst_png_reader_new(
    int fd, const wurst_png_piece *pieces, size_t count, size_t memory) {
  wurst_png_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->fd = fd;
  reader->pieces = pieces;
  reader->piece_count = count;
  reader->memory_left = memory;
  reader->png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, reader, fail, ignore_warning, reader, allocate, release);
  if (reader->png) reader->info = png_create_info_struct(reader->png);
  if (!reader->info) {
    wurst_png_reader_free(reader);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, read_bytes);
  return reader;
}

void wurst_png_reader_free(wurst_png_reader *reader) {
  if (!reader) return;
  if (reader->png) png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}

const char *wurst_png_reader_message(const wurst_png_reader *reader) { return reader->message; }

int wurst_png_reader_errno(const wurst_png_reader *reader) { return reader->read_errno; }

bool wurst_png_reader_begin(wurst_png_reader *reader, wurst_png_header *header) {
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
  png_set_benign_errors(png, 1);
  png_set_user_limits(png, 1000000, 1000000);
  png_read_info(png, reader->info);
  header->width = png_get_image_width(png, reader->info);
  header->height = png_get_image_height(png, reader->info);
  header->raw_bytes = (uint64_t)png_get_rowbytes(png, reader->info) * header->height;
  png_byte type = png_get_color_type(png, reader->info);
  header->is_grey = !(type & PNG_COLOR_MASK_COLOR);
  header->has_alpha =
      (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, reader->info, PNG_INFO_tRNS);
  return true;
}

bool wurst_png_reader_start(wurst_png_reader *reader, bool alpha, int *passes) {
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  if (alpha) {
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  } else {
    // As on paper; in 8 bits, since deeper pictures are scaled down.
    png_color_16 white = {0, 255, 255, 255, 255};
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  }
  *passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t width = png_get_image_width(png, reader->info);
  if (png_get_rowbytes(png, reader->info) != width * (alpha ? 4 : 3)) {
    png_error(png, "the pixels cannot be turned into RGB");
  }
  return true;
}

bool wurst_png_reader_rows(wurst_png_reader *reader, uint8_t *pixels, size_t count) {
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  size_t row_bytes = png_get_rowbytes(png, reader->info);
  for (size_t y = 0; y < count; y++) png_read_row(png, pixels + y * row_bytes, NULL);
  return true;
}
