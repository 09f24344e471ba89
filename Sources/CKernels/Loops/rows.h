// Passes over rows of channels: `ld` is the distance of two rows, `columns` the numbers of one.

/// y += bias, y [rows, columns], bias [columns]: what Linear layers and convolutions end with.
static void add_bias(float *y, wurst_int rows, wurst_int columns, wurst_int ld, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, y += ld)
    for (wurst_int i = 0; i < columns; i++) y[i] += bias[i];
}

/// y = x + gain * (y + bias), x and y [rows, columns], bias [columns] or null: the end of a
/// residual branch (spec v1 §1.3, §1.6, v2 §1.5, §1.7), with a gain in Stage A (v1 §5, v2 §4).
static void residual(const float *x, wurst_int ldx, float *y, wurst_int ldy, wurst_int rows,
                     wurst_int columns, const float *bias, float gain) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy) {
    if (bias)
      for (wurst_int i = 0; i < columns; i++) y[i] = x[i] + gain * (y[i] + bias[i]);
    else
      for (wurst_int i = 0; i < columns; i++) y[i] = x[i] + gain * y[i];
  }
}

/// y = x * scale + shift, x and y [rows, columns] without gaps, x may be y; scale and shift
/// [columns]: the time step (spec v1 §1.5, v2 §1.2) and the response norm (v1 §1.2, v2 §1.3).
static void scale_shift(const float *x, float *y, wurst_int rows, wurst_int columns,
                        const float *scale, const float *shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns)
    for (wurst_int i = 0; i < columns; i++) y[i] = x[i] * scale[i] + shift[i];
}

/// The same on rows of bfloat16 numbers, in place.
static void half_scale_shift(uint16_t *x, wurst_int ld, wurst_int rows, wurst_int columns,
                             const float *scale, const float *shift) {
  for (wurst_int row = 0; row < rows; row++, x += ld)
    EACH(x, x, columns, i, v, part, v = v * COLUMN(scale, i, part) + COLUMN(shift, i, part));
}

/// y = a * x + b * y, x and y [count]: guidance (spec v1 §7, §8, v2 §8.1) and steps of samplers.
static void mix(const float *x, float *y, wurst_int count, float a, float b) {
  for (wurst_int i = 0; i < count; i++) y[i] = a * x[i] + b * y[i];
}

/// sums[c] += Σ_rows x[row, c]², x [rows, columns], sums [columns] (spec v1 §1.2, v2 §1.3).
static void column_squares(const float *x, wurst_int rows, wurst_int columns, wurst_int ld,
                           float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ld)
    for (wurst_int i = 0; i < columns; i++) sums[i] += x[i] * x[i];
}

/// sums[c] += Σ_rows x[row, c], x [rows, columns], sums [columns]: means over a map (spec v1 §4).
static void column_sums(const float *x, wurst_int rows, wurst_int columns, wurst_int ld,
                        float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ld)
    for (wurst_int i = 0; i < columns; i++) sums[i] += x[i];
}

/// y = x rounded to bfloat16, x and y [rows, columns].
static void half_round(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy, wurst_int rows,
                       wurst_int columns) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH(x, y, columns, i, v, part, {});
}

/// y = xᵀ * factor, x [rows, columns], y [columns, rows].
///
/// Four by four: a lane at a time would take as long as a fifth of the products.
static void transpose(const float *x, wurst_int ldx, float *y, wurst_int ldy, wurst_int rows,
                      wurst_int columns, float factor) {
  typedef float four __attribute__((ext_vector_type(4), aligned(4)));
  wurst_int whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  for (wurst_int r = 0; r < whole_rows; r += 4)
    for (wurst_int c = 0; c < whole_columns; c += 4) {
      const float *from = x + r * ldx + c;
      four a0 = *(const four *)from * factor, a1 = *(const four *)(from + ldx) * factor;
      four a2 = *(const four *)(from + 2 * ldx) * factor;
      four a3 = *(const four *)(from + 3 * ldx) * factor;
      four b0 = __builtin_shufflevector(a0, a1, 0, 4, 1, 5);
      four b1 = __builtin_shufflevector(a2, a3, 0, 4, 1, 5);
      four b2 = __builtin_shufflevector(a0, a1, 2, 6, 3, 7);
      four b3 = __builtin_shufflevector(a2, a3, 2, 6, 3, 7);
      float *to = y + c * ldy + r;
      *(four *)to = __builtin_shufflevector(b0, b1, 0, 1, 4, 5);
      *(four *)(to + ldy) = __builtin_shufflevector(b0, b1, 2, 3, 6, 7);
      *(four *)(to + 2 * ldy) = __builtin_shufflevector(b2, b3, 0, 1, 4, 5);
      *(four *)(to + 3 * ldy) = __builtin_shufflevector(b2, b3, 2, 3, 6, 7);
    }
  for (wurst_int r = 0; r < rows; r++)
    for (wurst_int c = r < whole_rows ? whole_columns : 0; c < columns; c++)
      y[c * ldy + r] = x[r * ldx + c] * factor;
}

/// Bytes of values 0…1, clamped and rounded to the nearest, x and bytes [count] (spec v2 §8.2).
static void to_bytes(const float *x, uint8_t *bytes, wurst_int count) {
  for (wurst_int i = 0; i < count; i++) {
    // What is no number is 0.
    float v = x[i] > 0 ? x[i] < 1 ? x[i] : 1 : 0;
    bytes[i] = (uint8_t)(v * 255.0f + 0.5f);
  }
}
