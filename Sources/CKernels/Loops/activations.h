// Activations of floats and of rows with a bias.

/// GELU and quick GELU of the text towers (spec v1 §6, v2 §7), GELU of the channel MLP (v1 §1.3,
/// v2 §1.4), SiLU of conditions and of the encoder (v1 §1.6, §4, v2 §1.7), leaky ReLU with slope
/// 0.2 (v1 §2, v2 §2), sigmoid (v1 §4, v2 §3).
INLINE vec activated(vec x, WurstActivation activation) {
  switch (activation) {
    case WURST_GELU: return gelu(x);
    case WURST_QUICK_GELU: return x * sigmoid(1.702f * x);
    case WURST_SILU: return x * sigmoid(x);
    case WURST_LEAKY_RELU: return select(x < (vec)0.0f, 0.2f * x, x);
    case WURST_SIGMOID: return sigmoid(x);
  }
  return x;
}

/// x = activation(x), x [count].
static void activate(float *x, wurst_int count, WurstActivation activation) {
  // One loop per activation, so that the switch is outside of it.
  switch (activation) {
    case WURST_GELU: EACH(x, x, count, i, v, part, v = gelu(v)); break;
    case WURST_SILU: EACH(x, x, count, i, v, part, v = v * sigmoid(v)); break;
    default: EACH(x, x, count, i, v, part, v = activated(v, activation)); break;
  }
}

/// y = activation(y + bias), y [rows, columns], bias [columns] or null.
static void bias_activate(float *y, wurst_int rows, wurst_int columns, wurst_int ld,
                          const float *bias, WurstActivation activation) {
  for (wurst_int row = 0; row < rows; row++, y += ld) {
    if (bias) add_bias(y, 1, columns, ld, bias);
    activate(y, columns, activation);
  }
}

/// y = GELU(x + bias), rounded; x, y [rows, columns], bias [columns] (spec v1 §5, v2 §4).
static void half_gelu(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy, wurst_int rows,
                      wurst_int columns, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH(x, y, columns, i, v, part, v = gelu(v + COLUMN(bias, i, part)));
}

/// The same, and sums[c] += Σ_rows y[row, c]² before rounding, sums [columns]: what the channel MLP
/// and its response norm need (spec v1 §1.2, §1.3, v2 §1.3, §1.4).
static void half_gelu_squares(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy,
                              wurst_int rows, wurst_int columns, const float *bias, float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH(x, y, columns, i, v, part, {
      v = gelu(v + COLUMN(bias, i, part));
      vec total = COLUMN(sums, i, part) + v * v;
      if (part) store_part(sums + i, total, part);
      else store(sums + i, total);
    });
}
