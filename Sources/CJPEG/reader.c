#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jerror.h>
#include <jpeglib.h>

#include "CJPEG.h"

// Progressive files have about 10 scans; each costs a pass over the whole picture.
enum { buffer_size = 1 << 16, maximum_scans = 100 };

struct wurst_jpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  int fd, read_errno;
  bool has_header, at_end, exhausted;
  JSAMPLE *row;
  char message[JMSG_LENGTH_MAX];
  JOCTET buffer[buffer_size];
};

static wurst_jpeg_reader *owner(j_common_ptr jpeg) { return jpeg->client_data; }

static _Noreturn void fail(wurst_jpeg_reader *reader, const char *message) {
  strncpy(reader->message, message, sizeof reader->message - 1);
  longjmp(reader->escape, 1);
}

static void exit_on_error(j_common_ptr jpeg) {
  wurst_jpeg_reader *reader = owner(jpeg);
  int code = jpeg->err->msg_code;
  reader->exhausted = code == JERR_NO_BACKING_STORE || code == JERR_OUT_OF_MEMORY;
  jpeg->err->format_message(jpeg, reader->message);
  longjmp(reader->escape, 1);
}

// libjpeg fills what is missing with grey and warns; such a picture is not the one that was saved.
static void judge_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_HIT_MARKER:
      fail(owner(jpeg), owner(jpeg)->at_end ? "the file ends too early"
                                            : "a part of the picture is missing");
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
      fail(owner(jpeg), "a part of the picture is garbled");
  }
}

static void leave_unprinted(j_common_ptr jpeg) { (void)jpeg; }

static void source_unchanged(j_decompress_ptr jpeg) { (void)jpeg; }

static boolean refill(j_decompress_ptr jpeg) {
  wurst_jpeg_reader *reader = owner((j_common_ptr)jpeg);
  ssize_t got;
  do {
    got = read(reader->fd, reader->buffer, buffer_size);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    reader->read_errno = errno;
    fail(reader, "cannot be read");
  }
  if (got == 0) {
    // A picture in one scan is whole without its end marker, if its last row is there.
    if (!reader->has_header || jpeg_has_multiple_scans(jpeg)) {
      fail(reader, "the file ends too early");
    }
    reader->at_end = true;
    reader->buffer[0] = 0xFF;
    reader->buffer[1] = JPEG_EOI;
    got = 2;
  }
  reader->source.next_input_byte = reader->buffer;
  reader->source.bytes_in_buffer = (size_t)got;
  return TRUE;
}

static void skip(j_decompress_ptr jpeg, long count) {
  struct jpeg_source_mgr *source = jpeg->src;
  while (count > 0) {
    if (source->bytes_in_buffer == 0) refill(jpeg);
    size_t part = source->bytes_in_buffer;
    if (part > (size_t)count) part = (size_t)count;
    source->next_input_byte += part;
    source->bytes_in_buffer -= part;
    count -= (long)part;
  }
}

static void count_scans(j_common_ptr common) {
  const struct jpeg_decompress_struct *jpeg = (j_decompress_ptr)common;
  if (jpeg->input_scan_number > maximum_scans) fail(owner(common), "it has too many scans");
}

wurst_jpeg_reader *wurst_jpeg_reader_new(int fd) {
  wurst_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->fd = fd;
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  jpeg->err = jpeg_std_error(&reader->errors);
  jpeg->client_data = reader;
  reader->errors.error_exit = exit_on_error;
  reader->errors.emit_message = judge_message;
  reader->errors.output_message = leave_unprinted;
  if (setjmp(reader->escape)) {
    wurst_jpeg_reader_free(reader);
    return NULL;
  }
  jpeg_create_decompress(jpeg);
  reader->source.init_source = source_unchanged;
  reader->source.term_source = source_unchanged;
  reader->source.fill_input_buffer = refill;
  reader->source.skip_input_data = skip;
  reader->source.resync_to_restart = jpeg_resync_to_restart;
  jpeg->src = &reader->source;
  reader->progress.progress_monitor = count_scans;
  jpeg->progress = &reader->progress;
  jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
  return reader;
}

void wurst_jpeg_reader_free(wurst_jpeg_reader *reader) {
  if (!reader) return;
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader->row);
  free(reader);
}

const char *wurst_jpeg_reader_message(const wurst_jpeg_reader *reader) {
  return reader->message;
}

bool wurst_jpeg_reader_exhausted(const wurst_jpeg_reader *reader) { return reader->exhausted; }

int wurst_jpeg_reader_errno(const wurst_jpeg_reader *reader) { return reader->read_errno; }

bool wurst_jpeg_reader_begin(wurst_jpeg_reader *reader, wurst_jpeg_size *size) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  jpeg_read_header(jpeg, TRUE);
  if (jpeg->arith_code) fail(reader, "its arithmetic coding is not supported");
  reader->has_header = true;
  size->width = jpeg->image_width;
  size->height = jpeg->image_height;
  size->blocks = 0;
  for (int index = 0; index < jpeg->num_components; index++) {
    const jpeg_component_info *component = &jpeg->comp_info[index];
    size->blocks += (uint64_t)component->width_in_blocks * component->height_in_blocks;
  }
  return true;
}

const uint8_t *wurst_jpeg_reader_segment(
    wurst_jpeg_reader *reader, size_t index, size_t *count) {
  const struct jpeg_marker_struct *marker = reader->jpeg.marker_list;
  while (marker && index-- > 0) marker = marker->next;
  if (!marker) return NULL;
  *count = marker->data_length;
  return marker->data;
}

// Photoshop and all who write an Adobe marker keep the light that is left instead of the ink.
static void light_of_inks(const JSAMPLE *inks, uint8_t *rgb, uint32_t width, bool inverted) {
  unsigned flip = inverted ? 0 : 255;
  for (uint32_t x = 0; x < width; x++, inks += 4, rgb += 3) {
    unsigned black = inks[3] ^ flip;
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)(((inks[c] ^ flip) * black + 127) / 255);
  }
}

bool wurst_jpeg_reader_pixels(wurst_jpeg_reader *reader, size_t memory, uint8_t *rgb) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  bool has_inks =
      jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
  jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  jpeg->mem->max_memory_to_use = (long)memory;
  jpeg_start_decompress(jpeg);
  if (jpeg->output_components != (has_inks ? 4 : 3)) {
    fail(reader, "the pixels cannot be turned into RGB");
  }
  if (jpeg->progressive_mode) {
    for (int index = 0; index < jpeg->num_components; index++) {
      if (jpeg->coef_bits[index][0] < 0) fail(reader, "a part of the picture is missing");
    }
  }
  if (has_inks) {
    reader->row = malloc((size_t)jpeg->output_width * 4);
    if (!reader->row) fail(reader, "out of memory");
  }
  while (jpeg->output_scanline < jpeg->output_height) {
    uint8_t *out = rgb + (size_t)jpeg->output_scanline * jpeg->output_width * 3;
    JSAMPROW row = has_inks ? reader->row : out;
    jpeg_read_scanlines(jpeg, &row, 1);
    if (has_inks) light_of_inks(row, out, jpeg->output_width, jpeg->saw_Adobe_marker);
  }
  return true;
}
