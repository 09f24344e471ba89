#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "CPNG.h"

// What must be released wherever libpng gives up.
typedef struct {
  wurst_png_buffer *out;
  size_t capacity;
  png_textp texts;
} writer;

static void fail(png_structp png, png_const_charp message) {
  writer *self = png_get_error_ptr(png);
  strncpy(self->out->message, message, sizeof self->out->message - 1);
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static png_voidp allocate(png_structp png, png_alloc_size_t size) {
  writer *self = png_get_mem_ptr(png);
  void *block = malloc(size);
  if (!block) self->out->exhausted = true;
  return block;
}

static void release(png_structp png, png_voidp memory) {
  (void)png;
  free(memory);
}

static void run_out(png_structp png, writer *self) {
  self->out->exhausted = true;
  png_error(png, "out of memory");
}

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
  writer *self = png_get_io_ptr(png);
  wurst_png_buffer *out = self->out;
  if (self->capacity - out->count < count) {
    size_t capacity = 2 * self->capacity + count + 4096;
    uint8_t *grown = realloc(out->bytes, capacity);
    if (!grown) run_out(png, self);
    out->bytes = grown;
    self->capacity = capacity;
  }
  memcpy(out->bytes + out->count, bytes, count);
  out->count += count;
}

static void flush(png_structp png) { (void)png; }

static bool encode(
    png_structp png, png_infop info, writer *self, const uint8_t *rgb, uint32_t width,
    uint32_t height, const wurst_png_text *texts, size_t text_count) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_write_fn(png, self, write_bytes, flush);
  // One pixel chunk for most pictures, so that readers of texts need not hop over many.
  png_set_compression_buffer_size(png, 1 << 20);
  // The default takes three times as long to save 3 %.
  png_set_compression_level(png, 4);
  png_set_IHDR(
      png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (text_count > 0) {
    self->texts = calloc(text_count, sizeof *self->texts);
    if (!self->texts) run_out(png, self);
    for (size_t i = 0; i < text_count; i++) {
      bool compressed = texts[i].compressed;
      if (texts[i].international) {
        self->texts[i].compression =
            compressed ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE;
        self->texts[i].itxt_length = strlen(texts[i].text);
      } else {
        self->texts[i].compression =
            compressed ? PNG_TEXT_COMPRESSION_zTXt : PNG_TEXT_COMPRESSION_NONE;
        self->texts[i].text_length = strlen(texts[i].text);
      }
      self->texts[i].key = (png_charp)texts[i].keyword;
      self->texts[i].text = (png_charp)texts[i].text;
    }
    png_set_text(png, info, self->texts, (int)text_count);
  }
  png_write_info(png, info);
  for (uint32_t y = 0; y < height; y++) png_write_row(png, rgb + (size_t)y * width * 3);
  png_write_end(png, NULL);
  return true;
}

bool wurst_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, const wurst_png_text *texts,
    size_t text_count, wurst_png_buffer *out) {
  memset(out, 0, sizeof *out);
  writer self = {.out = out};
  bool done = false;
  png_structp png = png_create_write_struct_2(
      PNG_LIBPNG_VER_STRING, &self, fail, ignore_warning, &self, allocate, release);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (info) {
    done = encode(png, info, &self, rgb, width, height, texts, text_count);
  } else {
    out->exhausted = true;
  }
  free(self.texts);
  if (png) png_destroy_write_struct(&png, info ? &info : NULL);
  return done;
}

void wurst_png_buffer_free(wurst_png_buffer *buffer) {
  free(buffer->bytes);
  buffer->bytes = NULL;
}
