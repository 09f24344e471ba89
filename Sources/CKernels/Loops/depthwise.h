// Depthwise convolution: a map [height, width, channels] with k×k taps [k*k, channels].

enum { STRIP = 4 };

/// One output pixel of a depthwise convolution, `lanes` vectors of its channels held in registers.
INLINE void depthwise_strip(const float *x, float *y, wurst_int height, wurst_int width,
                            wurst_int channels, wurst_int k, wurst_int top, wurst_int left,
                            const float *weight, const float *bias, int replicate, wurst_int from,
                            int lanes) {
  vec total[STRIP];
  for (int s = 0; s < lanes; s++) total[s] = bias ? load(bias + from + s * LANES) : (vec)0.0f;
  for (wurst_int ky = 0; ky < k; ky++) {
    wurst_int row = top + ky;
    if (row < 0 || row >= height) {
      if (!replicate) continue;
      row = row < 0 ? 0 : height - 1;
    }
    for (wurst_int kx = 0; kx < k; kx++) {
      wurst_int column = left + kx;
      if (column < 0 || column >= width) {
        if (!replicate) continue;
        column = column < 0 ? 0 : width - 1;
      }
      const float *pixel = x + (row * width + column) * channels + from;
      const float *tap = weight + (ky * k + kx) * channels + from;
      for (int s = 0; s < lanes; s++) total[s] += load(pixel + s * LANES) * load(tap + s * LANES);
    }
  }
  for (int s = 0; s < lanes; s++) store(y + from + s * LANES, total[s]);
}

/// All channels of one output pixel.
static void depthwise_pixel(const float *x, float *y, wurst_int height, wurst_int width,
                            wurst_int channels, wurst_int k, wurst_int top, wurst_int left,
                            const float *weight, const float *bias, int replicate) {
  wurst_int c = 0;
  for (; c + STRIP * LANES <= channels; c += STRIP * LANES)
    depthwise_strip(x, y, height, width, channels, k, top, left, weight, bias, replicate, c, STRIP);
  for (; c + LANES <= channels; c += LANES)
    depthwise_strip(x, y, height, width, channels, k, top, left, weight, bias, replicate, c, 1);
  for (; c < channels; c++) {
    float total = bias ? bias[c] : 0;
    for (wurst_int ky = 0; ky < k; ky++)
      for (wurst_int kx = 0; kx < k; kx++) {
        wurst_int row = top + ky, pixel = left + kx;
        int outside = row < 0 || row >= height || pixel < 0 || pixel >= width;
        if (outside && !replicate) continue;
        row = row < 0 ? 0 : row >= height ? height - 1 : row;
        pixel = pixel < 0 ? 0 : pixel >= width ? width - 1 : pixel;
        total += x[(row * width + pixel) * channels + c] * weight[(ky * k + kx) * channels + c];
      }
    y[c] = total;
  }
}

// Output pixels of a 3×3 kernel that are computed together: an input pixel is loaded once for the
// three of them that see it, and a tap once for all.
enum { COLUMNS = 4 };
#if WURST_HAS_V4
enum { COLUMN_VECTORS = 2 };
#else
enum { COLUMN_VECTORS = 1 };
#endif

/// COLUMNS pixels side by side whose taps all lie within the columns of the map.
INLINE void depthwise_columns(const float *x, float *y, wurst_int height, wurst_int width,
                              wurst_int channels, wurst_int top, wurst_int left,
                              const float *weight, const float *bias, int replicate,
                              wurst_int from, int lanes) {
  vec total[COLUMNS][COLUMN_VECTORS];
  for (int i = 0; i < COLUMNS; i++)
    for (int s = 0; s < lanes; s++)
      total[i][s] = bias ? load(bias + from + s * LANES) : (vec)0.0f;
  for (wurst_int ky = 0; ky < 3; ky++) {
    wurst_int row = top + ky;
    if (row < 0 || row >= height) {
      if (!replicate) continue;
      row = row < 0 ? 0 : height - 1;
    }
    const float *pixel = x + (row * width + left) * channels + from;
    const float *taps = weight + ky * 3 * channels + from;
    vec tap[3][COLUMN_VECTORS];
    for (int kx = 0; kx < 3; kx++)
      for (int s = 0; s < lanes; s++) tap[kx][s] = load(taps + kx * channels + s * LANES);
#pragma clang loop unroll(full)
    for (int column = 0; column < COLUMNS + 2; column++, pixel += channels)
      for (int s = 0; s < lanes; s++) {
        vec v = load(pixel + s * LANES);
        for (int kx = 0; kx < 3; kx++)
          if (column - kx >= 0 && column - kx < COLUMNS) total[column - kx][s] += v * tap[kx][s];
      }
  }
  for (int i = 0; i < COLUMNS; i++)
    for (int s = 0; s < lanes; s++) store(y + i * channels + from + s * LANES, total[i][s]);
}

/// One output row y [out_width, channels] of a k×k convolution over x [height, width, channels],
/// weight [k*k, channels], bias [channels] or null.
///
/// Tap 0 is over the input row `top` and the column i*stride - k/2 for output column i. Outside the
/// map is zero (spec v1 §1.3, §4, v2 §1.5), or the nearest pixel if `replicate` (v1 §5, v2 §4).
static void depthwise_row(const float *x, float *y, wurst_int height, wurst_int width,
                          wurst_int channels, wurst_int k, wurst_int top, wurst_int stride,
                          wurst_int out_width, const float *weight, const float *bias,
                          int replicate) {
  wurst_int column = 0;
  if (k == 3 && stride == 1 && width >= COLUMNS + 2 && channels % LANES == 0) {
    depthwise_pixel(x, y, height, width, channels, k, top, -1, weight, bias, replicate);
    for (column = 1; column < width - 1; column += COLUMNS) {
      // The last group begins where it still fits, and computes some pixels again.
      if (column > width - 1 - COLUMNS) column = width - 1 - COLUMNS;
      float *out = y + column * channels;
      wurst_int c = 0;
      for (; c + COLUMN_VECTORS * LANES <= channels; c += COLUMN_VECTORS * LANES)
        depthwise_columns(x, out, height, width, channels, top, column - 1, weight, bias, replicate,
                          c, COLUMN_VECTORS);
      for (; c < channels; c += LANES)
        depthwise_columns(x, out, height, width, channels, top, column - 1, weight, bias, replicate,
                          c, 1);
    }
    column = width - 1;
  }
  for (; column < out_width; column++)
    depthwise_pixel(x, y + column * channels, height, width, channels, k, top,
                    column * stride - k / 2, weight, bias, replicate);
}
