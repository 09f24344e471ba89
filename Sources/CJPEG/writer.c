#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "CJPEG.h"

// What must be released wherever libjpeg gives up.
typedef struct {
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr target;
  jmp_buf escape;
  wurst_jpeg_buffer *out;
  size_t capacity;
} writer;

static void exit_on_error(j_common_ptr jpeg) {
  writer *self = jpeg->client_data;
  char message[JMSG_LENGTH_MAX];
  self->out->exhausted = jpeg->err->msg_code == JERR_OUT_OF_MEMORY;
  jpeg->err->format_message(jpeg, message);
  strncpy(self->out->message, message, sizeof self->out->message - 1);
  longjmp(self->escape, 1);
}

static void leave_unprinted(j_common_ptr jpeg) { (void)jpeg; }

// Doubles the buffer, all of which was written.
static boolean grow(j_compress_ptr jpeg) {
  writer *self = jpeg->client_data;
  size_t capacity = self->capacity ? 2 * self->capacity : 1 << 16;
  uint8_t *grown = realloc(self->out->bytes, capacity);
  if (!grown) {
    self->out->exhausted = true;
    longjmp(self->escape, 1);
  }
  self->out->bytes = grown;
  self->target.next_output_byte = grown + self->capacity;
  self->target.free_in_buffer = capacity - self->capacity;
  self->capacity = capacity;
  return TRUE;
}

static void begin(j_compress_ptr jpeg) { grow(jpeg); }

static void end(j_compress_ptr jpeg) {
  writer *self = jpeg->client_data;
  self->out->count = self->capacity - self->target.free_in_buffer;
}

bool wurst_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, const wurst_jpeg_segment *segments,
    size_t count, wurst_jpeg_buffer *out) {
  memset(out, 0, sizeof *out);
  struct jpeg_compress_struct jpeg;
  writer self = {
      .out = out,
      .target = {.init_destination = begin, .empty_output_buffer = grow, .term_destination = end}};
  jpeg.err = jpeg_std_error(&self.errors);
  jpeg.client_data = &self;
  self.errors.error_exit = exit_on_error;
  self.errors.output_message = leave_unprinted;
  if (setjmp(self.escape)) {
    jpeg_destroy_compress(&jpeg);
    return false;
  }
  jpeg_create_compress(&jpeg);
  jpeg.dest = &self.target;
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 95, TRUE);
  // Colours as sharp as the light, which halving them would smear.
  jpeg.comp_info[0].h_samp_factor = jpeg.comp_info[0].v_samp_factor = 1;
  jpeg.optimize_coding = TRUE;
  jpeg_start_compress(&jpeg, TRUE);
  for (size_t index = 0; index < count; index++) {
    jpeg_write_marker(
        &jpeg, segments[index].marker, segments[index].bytes, (unsigned)segments[index].count);
  }
  while (jpeg.next_scanline < height) {
    JSAMPROW row = (JSAMPROW)(rgb + (size_t)jpeg.next_scanline * width * 3);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  return true;
}

void wurst_jpeg_buffer_free(wurst_jpeg_buffer *buffer) {
  free(buffer->bytes);
  buffer->bytes = NULL;
}
