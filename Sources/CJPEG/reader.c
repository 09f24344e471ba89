#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jerror.h>
#include <jpeglib.h>

#include "CJPEG.h"

enum {
  buffer_size = 1 << 16,
  // Progressive files have about 10 scans; each costs a pass over the whole picture.
  maximum_scans = 100,
  // A colour profile has up to 255 segments, and there may be as many of other kinds.
  maximum_segments = 1024,
  maximum_segment_bytes = 32 << 20,
  // More than a file may hold ahead of its pixels and behind them.
  maximum_rest = 64 << 20,
};

struct wurst_jpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  jmp_buf escape;
  int fd, read_errno;
  bool has_header, at_end, exhausted, has_strange_bytes, lacks_segments;
  // Bytes that were read, and that may be.
  uint64_t taken, limit;
  wurst_jpeg_segment *segments;
  size_t segment_count, segment_bytes;
  JSAMPLE *row;
  char message[JMSG_LENGTH_MAX];
  JOCTET buffer[buffer_size];
};

static wurst_jpeg_reader *owner(j_common_ptr jpeg) { return jpeg->client_data; }

static _Noreturn void fail(wurst_jpeg_reader *reader, const char *message) {
  strncpy(reader->message, message, sizeof reader->message - 1);
  longjmp(reader->escape, 1);
}

static _Noreturn void run_out(wurst_jpeg_reader *reader) {
  reader->read_errno = ENOMEM;
  fail(reader, "out of memory");
}

static void exit_on_error(j_common_ptr jpeg) {
  wurst_jpeg_reader *reader = owner(jpeg);
  int code = jpeg->err->msg_code;
  reader->exhausted = code == JERR_NO_BACKING_STORE;
  if (code == JERR_OUT_OF_MEMORY) reader->read_errno = ENOMEM;
  jpeg->err->format_message(jpeg, reader->message);
  longjmp(reader->escape, 1);
}

// libjpeg fills what is missing with grey and warns; such a picture is not the one that was saved.
static void judge_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:
      owner(jpeg)->has_strange_bytes = true;
      break;
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
  if (reader->taken > reader->limit) fail(reader, "no end of the picture is found");
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
  } else {
    reader->taken += (uint64_t)got;
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

static int next_byte(j_decompress_ptr jpeg) {
  struct jpeg_source_mgr *source = jpeg->src;
  if (source->bytes_in_buffer == 0) refill(jpeg);
  source->bytes_in_buffer--;
  return *source->next_input_byte++;
}

// libjpeg's own keeping of segments looks through all that it has for each.
static boolean keep_segment(j_decompress_ptr jpeg) {
  wurst_jpeg_reader *reader = owner((j_common_ptr)jpeg);
  int high = next_byte(jpeg);
  long length = (high << 8 | next_byte(jpeg)) - 2;
  if (length <= 0) return TRUE;
  if (reader->segment_count == maximum_segments ||
      reader->segment_bytes + (size_t)length > maximum_segment_bytes) {
    reader->lacks_segments = true;
    skip(jpeg, length);
    return TRUE;
  }
  uint8_t *bytes = malloc((size_t)length);
  if (!bytes) run_out(reader);
  reader->segments[reader->segment_count++] = (wurst_jpeg_segment){
      .marker = (uint8_t)jpeg->unread_marker, .bytes = bytes, .count = (size_t)length};
  reader->segment_bytes += (size_t)length;
  for (size_t filled = 0; filled < (size_t)length;) {
    struct jpeg_source_mgr *source = jpeg->src;
    if (source->bytes_in_buffer == 0) refill(jpeg);
    size_t part = source->bytes_in_buffer;
    if (part > (size_t)length - filled) part = (size_t)length - filled;
    memcpy(bytes + filled, source->next_input_byte, part);
    source->next_input_byte += part;
    source->bytes_in_buffer -= part;
    filled += part;
  }
  return TRUE;
}

wurst_jpeg_reader *wurst_jpeg_reader_new(int fd) {
  wurst_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->fd = fd;
  reader->limit = maximum_rest;
  reader->segments = malloc(maximum_segments * sizeof *reader->segments);
  if (!reader->segments) {
    free(reader);
    return NULL;
  }
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
  for (int number = 1; number <= 2; number++) {
    jpeg_set_marker_processor(jpeg, JPEG_APP0 + number, keep_segment);
  }
  jpeg_set_marker_processor(jpeg, JPEG_COM, keep_segment);
  return reader;
}

void wurst_jpeg_reader_free(wurst_jpeg_reader *reader) {
  if (!reader) return;
  jpeg_destroy_decompress(&reader->jpeg);
  for (size_t index = 0; index < reader->segment_count; index++) {
    free((void *)reader->segments[index].bytes);
  }
  free(reader->segments);
  free(reader->row);
  free(reader);
}

const char *wurst_jpeg_reader_message(const wurst_jpeg_reader *reader) {
  return reader->message;
}

bool wurst_jpeg_reader_exhausted(const wurst_jpeg_reader *reader) { return reader->exhausted; }

int wurst_jpeg_reader_errno(const wurst_jpeg_reader *reader) { return reader->read_errno; }

bool wurst_jpeg_reader_begin(wurst_jpeg_reader *reader, wurst_jpeg_header *header) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  jpeg_read_header(jpeg, TRUE);
  if (jpeg->arith_code) fail(reader, "its arithmetic coding is not supported");
  reader->has_header = true;
  header->width = jpeg->image_width;
  header->height = jpeg->image_height;
  header->is_grey = jpeg->jpeg_color_space == JCS_GRAYSCALE;
  header->has_inks =
      jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
  header->keeps_light = jpeg->saw_Adobe_marker;
  header->blocks = 0;
  for (int index = 0; index < jpeg->num_components; index++) {
    const jpeg_component_info *component = &jpeg->comp_info[index];
    header->blocks += (uint64_t)component->width_in_blocks * component->height_in_blocks;
  }
  return true;
}

const wurst_jpeg_segment *wurst_jpeg_reader_segments(
    const wurst_jpeg_reader *reader, size_t *count) {
  *count = reader->segment_count;
  return reader->segments;
}

static bool has_parts(const struct jpeg_decompress_struct *jpeg) {
  return jpeg->buffered_image;
}

bool wurst_jpeg_reader_start(wurst_jpeg_reader *reader, size_t memory) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  bool has_inks =
      jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
  jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  jpeg->mem->max_memory_to_use = (long)memory;
  // Far more than the samples of a pixel take in all scans together.
  reader->limit += 16 * (uint64_t)jpeg->image_width * jpeg->image_height;
  // So that the parts can be taken in one row of blocks at a time.
  jpeg->buffered_image = jpeg_has_multiple_scans(jpeg);
  jpeg_start_decompress(jpeg);
  if (jpeg->out_color_components != (has_inks ? 4 : 3)) {
    fail(reader, "the pixels cannot be turned into RGB");
  }
  return true;
}

bool wurst_jpeg_reader_take_part(wurst_jpeg_reader *reader, bool *is_last) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  *is_last = !has_parts(jpeg) || jpeg_consume_input(jpeg) == JPEG_REACHED_EOI;
  if (jpeg->input_scan_number > maximum_scans) fail(reader, "it has too many scans");
  if (!*is_last || !has_parts(jpeg)) return true;
  if (jpeg->progressive_mode) {
    for (int index = 0; index < jpeg->num_components; index++) {
      if (jpeg->coef_bits[index][0] < 0) fail(reader, "a part of the picture is missing");
    }
  }
  jpeg_start_output(jpeg, jpeg->input_scan_number);
  return true;
}

// Photoshop and all who write an Adobe marker keep the light that is left instead of the ink.
static void light_of_inks(const JSAMPLE *inks, uint8_t *rgb, uint32_t width, bool inverted) {
  unsigned flip = inverted ? 0 : 255;
  for (uint32_t x = 0; x < width; x++, inks += 4, rgb += 3) {
    unsigned black = inks[3] ^ flip;
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)(((inks[c] ^ flip) * black + 127) / 255);
  }
}

bool wurst_jpeg_reader_rows(
    wurst_jpeg_reader *reader, bool inks, uint8_t *pixels, size_t count) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  bool mixes = !inks && jpeg->out_color_space == JCS_CMYK;
  if (mixes && !reader->row) {
    reader->row = malloc((size_t)jpeg->output_width * 4);
    if (!reader->row) run_out(reader);
  }
  size_t row_bytes = (size_t)jpeg->output_width * (inks ? 4 : 3);
  for (size_t y = 0; y < count; y++, pixels += row_bytes) {
    JSAMPROW row = mixes ? reader->row : pixels;
    jpeg_read_scanlines(jpeg, &row, 1);
    if (mixes) light_of_inks(row, pixels, jpeg->output_width, jpeg->saw_Adobe_marker);
  }
  return true;
}

// The marker that ends a picture in one scan lies behind its last row.
static bool finish(wurst_jpeg_reader *reader) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->escape)) return false;
  reader->limit = reader->taken + buffer_size;
  if (has_parts(jpeg)) jpeg_finish_output(jpeg);
  jpeg_finish_decompress(jpeg);
  return true;
}

wurst_jpeg_rest wurst_jpeg_reader_finish(wurst_jpeg_reader *reader) {
  bool has_end = finish(reader) && !reader->at_end;
  return (wurst_jpeg_rest){
      .end = reader->taken - (has_end ? reader->source.bytes_in_buffer : 0),
      .lacks_end = !has_end,
      .has_strange_bytes = reader->has_strange_bytes,
      .lacks_segments = reader->lacks_segments,
  };
}
