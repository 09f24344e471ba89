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
  png_textp texts;
  int text_count;
  uint32_t width, height;
  png_bytep *rows;
  int fd, read_errno;
  const uint8_t *bytes;
  size_t count, position;
  size_t memory_left;
  bool exhausted;
  uint8_t *buffer;
  char message[128];
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
  if (size > reader->memory_left) {
    reader->exhausted = true;
    return NULL;
  }
  size_t *block = malloc(size + allocation_header);
  if (!block) return NULL;
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

// Refills the buffer from the file; false at its end and on errors.
static bool refill(wurst_png_reader *reader) {
  ssize_t got;
  do {
    got = read(reader->fd, reader->buffer, buffer_size);
  } while (got < 0 && errno == EINTR);
  if (got < 0) reader->read_errno = errno;
  if (got <= 0) return false;
  reader->bytes = reader->buffer;
  reader->count = (size_t)got;
  reader->position = 0;
  return true;
}

static void read_bytes(png_structp png, png_bytep out, size_t wanted) {
  wurst_png_reader *reader = png_get_io_ptr(png);
  while (wanted > 0) {
    size_t left = reader->count - reader->position;
    if (left == 0) {
      if (reader->fd >= 0 && refill(reader)) continue;
      png_error(png, reader->read_errno ? "cannot be read" : "the file ends too early");
    }
    size_t part = left < wanted ? left : wanted;
    memcpy(out, reader->bytes + reader->position, part);
    reader->position += part;
    out += part;
    wanted -= part;
  }
}

wurst_png_reader *wurst_png_reader_new(
    int fd, const uint8_t *bytes, size_t count, size_t memory) {
  wurst_png_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->fd = fd;
  reader->bytes = bytes;
  reader->count = fd < 0 ? count : 0;
  reader->memory_left = memory;
  if (fd >= 0) reader->buffer = malloc(buffer_size);
  if (fd < 0 || reader->buffer) {
    reader->png = png_create_read_struct_2(
        PNG_LIBPNG_VER_STRING, reader, fail, ignore_warning, reader, allocate, release);
  }
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
  free(reader->rows);
  free(reader->buffer);
  free(reader);
}

const char *wurst_png_reader_message(const wurst_png_reader *reader) { return reader->message; }

bool wurst_png_reader_exhausted(const wurst_png_reader *reader) { return reader->exhausted; }

int wurst_png_reader_errno(const wurst_png_reader *reader) { return reader->read_errno; }

bool wurst_png_reader_begin(wurst_png_reader *reader, size_t text_limit, wurst_png_size *size) {
  bool texts = text_limit > 0;
  static const png_byte transparency[] = "tRNS\0bKGD";
  static const png_byte text_chunks[] = "tEXt\0zTXt\0iTXt";
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, transparency, 2);
  if (texts) png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, text_chunks, 3);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_benign_errors(png, !texts);
  png_set_user_limits(png, 1000000, 1000000);
  png_set_chunk_cache_max(png, 0);
  // A text that would be longer is not unpacked to its end; other chunks are not kept at all.
  png_set_chunk_malloc_max(png, text_limit);
  png_read_info(png, reader->info);
  reader->width = png_get_image_width(png, reader->info);
  reader->height = png_get_image_height(png, reader->info);
  reader->text_count = 0;
  png_get_text(png, reader->info, &reader->texts, &reader->text_count);
  size->width = reader->width;
  size->height = reader->height;
  size->raw_bytes = (uint64_t)png_get_rowbytes(png, reader->info) * reader->height;
  return true;
}

size_t wurst_png_reader_text_count(wurst_png_reader *reader) {
  return (size_t)reader->text_count;
}

wurst_png_text wurst_png_reader_text(wurst_png_reader *reader, size_t index) {
  const png_text *text = &reader->texts[index];
  bool international = text->compression == PNG_ITXT_COMPRESSION_NONE ||
                       text->compression == PNG_ITXT_COMPRESSION_zTXt;
  bool compressed = text->compression == PNG_TEXT_COMPRESSION_zTXt ||
                    text->compression == PNG_ITXT_COMPRESSION_zTXt;
  return (wurst_png_text){
      .keyword = text->key,
      .length = international ? text->itxt_length : text->text_length,
      .text = text->text ? text->text : "",
      .international = international,
      .compressed = compressed,
  };
}

bool wurst_png_reader_pixels(wurst_png_reader *reader, uint8_t *rgb) {
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  // As on paper; in 8 bits, since deeper pictures are scaled down.
  png_color_16 white = {0, 255, 255, 255, 255};
  png_color_16p background = NULL;
  if (png_get_bKGD(png, reader->info, &background)) {
    png_set_background(png, background, PNG_BACKGROUND_GAMMA_FILE, 1, 1.0);
  } else {
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  }
  png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t row_bytes = (size_t)reader->width * 3;
  if (png_get_rowbytes(png, reader->info) != row_bytes) {
    png_error(png, "the pixels cannot be turned into RGB");
  }
  reader->rows = malloc(reader->height * sizeof *reader->rows);
  if (!reader->rows) png_error(png, "out of memory");
  for (uint32_t y = 0; y < reader->height; y++) reader->rows[y] = rgb + y * row_bytes;
  png_read_image(png, reader->rows);
  png_read_end(png, NULL);
  return true;
}
