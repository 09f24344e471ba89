// Layer norms: norm(x) = (x - mean) / sqrt(variance + eps) over the columns of each row.

/// The mean of x [columns] and 1 / sqrt(variance + eps), the variance biased.
INLINE void moments(const float *x, wurst_int columns, float eps, float *mean, float *inverse) {
  vec total = 0.0f;
  wurst_int i = 0;
  for (; i + LANES <= columns; i += LANES) total += load(x + i);
  if (i < columns) total += load_part(x + i, columns - i, 0);
  *mean = sum(total) / (float)columns;
  vec square = 0.0f;
  for (i = 0; i + LANES <= columns; i += LANES) {
    vec d = load(x + i) - *mean;
    square += d * d;
  }
  if (i < columns) {
    vec d = load_part(x + i, columns - i, *mean) - *mean;
    square += d * d;
  }
  *inverse = 1.0f / sqrtf(sum(square) / (float)columns + eps);
}

/// y = norm(x) * scale + shift, x and y [rows, columns] without gaps (spec v1 §1.1, v2 §1.1; with
/// scale and shift v1 §5, v2 §4).
static void layer_norm(const float *x, float *y, wurst_int rows, wurst_int columns, float eps,
                       float scale, float shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    float gain = inverse * scale;
    wurst_int i = 0;
    for (; i + LANES <= columns; i += LANES) store(y + i, (load(x + i) - mean) * gain + shift);
    for (; i < columns; i++) y[i] = (x[i] - mean) * gain + shift;
  }
}

/// y = norm(x) * weight + bias, x and y [rows, columns] without gaps, weight and bias [columns]
/// (spec v1 §6, v2 §7).
static void layer_norm_affine(const float *x, float *y, wurst_int rows, wurst_int columns,
                              float eps, const float *weight, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    wurst_int i = 0;
    for (; i + LANES <= columns; i += LANES)
      store(y + i, (load(x + i) - mean) * inverse * load(weight + i) + load(bias + i));
    for (; i < columns; i++) y[i] = (x[i] - mean) * inverse * weight[i] + bias[i];
  }
}

/// layer_norm, rounded to rows of bfloat16 numbers.
static void half_layer_norm(const float *x, uint16_t *y, wurst_int ldy, wurst_int rows,
                            wurst_int columns, float eps, float scale, float shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += ldy) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    float gain = inverse * scale;
    EACH(x, y, columns, i, v, part, v = (v - mean) * gain + shift);
  }
}

/// layer_norm_affine, rounded to rows of bfloat16 numbers.
static void half_layer_norm_affine(const float *x, uint16_t *y, wurst_int ldy, wurst_int rows,
                                   wurst_int columns, float eps, const float *weight,
                                   const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += ldy) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    EACH(x, y, columns, i, v, part,
         v = (v - mean) * inverse * COLUMN(weight, i, part) + COLUMN(bias, i, part));
  }
}
