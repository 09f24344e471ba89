// The bodies of the bfloat16 kernels, included by loops.h once per CPU level.

#ifndef WURST_HAS_BF16
#define WURST_HAS_BF16 0
#endif

typedef uint32_t vecbits __attribute__((ext_vector_type(16)));
typedef uint16_t vechalf __attribute__((ext_vector_type(16)));
typedef uint16_t vechalf_unaligned __attribute__((ext_vector_type(16), aligned(2)));

#if WURST_HAS_BF16
typedef __bf16 vecbrain __attribute__((ext_vector_type(16)));
typedef __bf16 vecpairs __attribute__((ext_vector_type(32)));
#endif

// Accumulators of a product, rows by vectors, as many as the registers of the level hold.
#if WURST_HAS_V4
enum { TILE_ROWS = 6, TILE_VECTORS = 4 };
#elif WURST_HAS_V3
enum { TILE_ROWS = 4, TILE_VECTORS = 1 };
#else
enum { TILE_ROWS = 2, TILE_VECTORS = 1 };
#endif

/// Steps of a panel that are multiplied with all rows before the next: 48 KB of it.
enum { TILE_STEPS = 192 };

/// To the nearest, ties to even; infinities stay, and so do the NaNs that arithmetic makes.
INLINE vechalf rounded(vec v) {
#if WURST_HAS_BF16
  return (vechalf)__builtin_convertvector(v, vecbrain);
#else
  vecbits bits = (vecbits)v;
  return __builtin_convertvector((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16, vechalf);
#endif
}

INLINE vec widened(vechalf h) { return (vec)(__builtin_convertvector(h, vecbits) << 16); }

INLINE void store_half(uint16_t *p, vechalf h) { *(vechalf_unaligned *)p = h; }

INLINE vechalf load_half(const uint16_t *p) { return *(const vechalf_unaligned *)p; }

INLINE void store_half_part(uint16_t *p, vechalf h, wurst_int n) {
  for (wurst_int i = 0; i < n; i++) p[i] = h[i];
}

/// total + a·b for sixteen steps b and one step a: a float each, or if `half` two bfloat16 numbers.
INLINE vec add_step(vec total, uint32_t a, vecbits b, const int half) {
  if (!half) return total + (vec)(vecbits)a * (vec)b;
#if WURST_HAS_BF16
  return __builtin_ia32_dpbf16ps_512(total, (vecpairs)(vecbits)a, (vecpairs)b);
#else
  vec low = (vec)(vecbits)(a << 16), high = (vec)(vecbits)(a & 0xffff0000u);
  return total + low * (vec)(b << 16) + high * (vec)(b & 0xffff0000u);
#endif
}

/// `R` rows by `V` vectors of a product over `steps`; `width` is that of the panel.
INLINE void product_tile(const uint32_t *a, wurst_int lda, const uint32_t *b, wurst_int width,
                         wurst_int steps, float *c, wurst_int ldc, int accumulate, const int half,
                         const int R, const int V) {
  vec total[TILE_ROWS][TILE_VECTORS];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) total[r][v] = accumulate ? load(c + r * ldc + v * LANES) : (vec)0.0f;
  for (wurst_int step = 0; step < steps; step++, b += width) {
    vecbits taps[TILE_VECTORS];
    for (int v = 0; v < V; v++) memcpy(&taps[v], b + v * LANES, sizeof taps[v]);
    for (int r = 0; r < R; r++) {
      uint32_t one = a[r * lda + step];
      for (int v = 0; v < V; v++) total[r][v] = add_step(total[r][v], one, taps[v], half);
    }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) store(c + r * ldc + v * LANES, total[r][v]);
}

/// All rows against `V` vectors of a panel.
INLINE void product_strip(const uint32_t *a, wurst_int lda, wurst_int rows, const uint32_t *b,
                          wurst_int width, wurst_int steps, float *c, wurst_int ldc, int accumulate,
                          const int half, const int V) {
  for (; rows >= TILE_ROWS; rows -= TILE_ROWS, a += TILE_ROWS * lda, c += TILE_ROWS * ldc)
    product_tile(a, lda, b, width, steps, c, ldc, accumulate, half, TILE_ROWS, V);
  if (TILE_ROWS > 4 && rows >= 4) {
    product_tile(a, lda, b, width, steps, c, ldc, accumulate, half, 4, V);
    rows -= 4, a += 4 * lda, c += 4 * ldc;
  }
  if (TILE_ROWS > 2 && rows >= 2) {
    product_tile(a, lda, b, width, steps, c, ldc, accumulate, half, 2, V);
    rows -= 2, a += 2 * lda, c += 2 * ldc;
  }
  if (rows > 0) product_tile(a, lda, b, width, steps, c, ldc, accumulate, half, 1, V);
}

INLINE void product_width(const uint32_t *a, wurst_int lda, wurst_int rows, const uint32_t *b,
                          wurst_int width, wurst_int steps, float *c, wurst_int ldc, int accumulate,
                          const int half) {
  wurst_int vectors = width / LANES;
  for (; vectors >= TILE_VECTORS; vectors -= TILE_VECTORS) {
    product_strip(a, lda, rows, b, width, steps, c, ldc, accumulate, half, TILE_VECTORS);
    b += TILE_VECTORS * LANES, c += TILE_VECTORS * LANES;
  }
#if WURST_HAS_V4
  if (vectors == 3) product_strip(a, lda, rows, b, width, steps, c, ldc, accumulate, half, 3);
  if (vectors == 2) product_strip(a, lda, rows, b, width, steps, c, ldc, accumulate, half, 2);
  if (vectors == 1) product_strip(a, lda, rows, b, width, steps, c, ldc, accumulate, half, 1);
#endif
}

INLINE void panel_product(const uint32_t *a, wurst_int lda, wurst_int rows, const uint32_t *panel,
                          wurst_int steps, float *c, wurst_int ldc, wurst_int columns,
                          int accumulate, const int half) {
  enum { BAND = 4 * TILE_ROWS };
  wurst_int width = (columns + LANES - 1) / LANES * LANES;
  if (columns == width) {
    for (wurst_int s = 0; s < steps; s += TILE_STEPS)
      product_width(a + s, lda, rows, panel + s * width, width,
                    steps - s < TILE_STEPS ? steps - s : TILE_STEPS, c, ldc, accumulate || s > 0, half);
    return;
  }
  // The last columns end within a vector: whole vectors go to the side, what counts is copied.
  for (wurst_int row = 0; row < rows; row += BAND) {
    float whole[BAND * WURST_PANEL];
    wurst_int n = rows - row < BAND ? rows - row : BAND;
    product_width(a + row * lda, lda, n, panel, width, steps, whole, width, 0, half);
    for (wurst_int r = 0; r < n; r++) {
      float *line = c + (row + r) * ldc;
      for (wurst_int i = 0; i < columns; i++)
        line[i] = accumulate ? line[i] + whole[r * width + i] : whole[r * width + i];
    }
  }
}

static void half_multiply(const uint16_t *a, wurst_int lda, wurst_int rows, const uint16_t *panel,
                          wurst_int inner, float *c, wurst_int ldc, wurst_int columns,
                          int accumulate) {
  panel_product((const uint32_t *)a, lda / 2, rows, (const uint32_t *)panel, (inner + 1) / 2, c, ldc,
                columns, accumulate, 1);
}

static void single_multiply(const float *a, wurst_int lda, wurst_int rows, const float *panel,
                            wurst_int inner, float *c, wurst_int ldc, wurst_int columns,
                            int accumulate) {
  panel_product((const uint32_t *)a, lda, rows, (const uint32_t *)panel, inner, c, ldc, columns,
                accumulate, 0);
}

// Sixteen steps of every row, one apart so that their lines do not meet in the cache.
typedef uint32_t PanelBlock[WURST_PANEL][LANES + 1];

/// Writes the first `steps` of a block as lines of a panel.
INLINE void write_steps(PanelBlock block, wurst_int steps, wurst_int width, uint32_t *panel) {
  for (wurst_int step = 0; step < steps; step++, panel += width)
    for (wurst_int row = 0; row < width; row++) panel[row] = block[row][step];
}

static void half_pack(const float *weight, wurst_int ld, wurst_int rows, wurst_int inner,
                      uint16_t *panel) {
  wurst_int width = (rows + LANES - 1) / LANES * LANES;
  wurst_int pairs = (inner + 1) / 2;
  PanelBlock block = {0};
  for (wurst_int p = 0; p < pairs; p += LANES) {
    wurst_int n = inner - 2 * p < 2 * LANES ? inner - 2 * p : 2 * LANES;
    for (wurst_int row = 0; row < rows; row++) {
      const float *from = weight + row * ld + 2 * p;
      uint16_t *to = (uint16_t *)block[row];
      vec low = n >= LANES ? load(from) : load_part(from, n, 0);
      vec high = n == 2 * LANES ? load(from + LANES)
                 : n > LANES    ? load_part(from + LANES, n - LANES, 0)
                                : (vec)0.0f;
      store_half(to, rounded(low));
      store_half(to + LANES, rounded(high));
    }
    write_steps(block, pairs - p < LANES ? pairs - p : LANES, width, (uint32_t *)panel + p * width);
  }
}

static void single_pack(const float *weight, wurst_int ld, wurst_int rows, wurst_int inner,
                        float *panel) {
  wurst_int width = (rows + LANES - 1) / LANES * LANES;
  PanelBlock block = {0};
  for (wurst_int i = 0; i < inner; i += LANES) {
    wurst_int n = inner - i < LANES ? inner - i : LANES;
    for (wurst_int row = 0; row < rows; row++)
      memcpy(block[row], weight + row * ld + i, (size_t)n * sizeof(float));
    write_steps(block, n, width, (uint32_t *)panel + i * width);
  }
}

/// Runs `statement` on `v`, holding x[0..<16], and writes it rounded, for all of `count` values.
#define EACH_HALF(x, y, count, i, v, part, statement) \
  do {                                                \
    wurst_int i = 0;                                  \
    for (; i + LANES <= (count); i += LANES) {        \
      enum { part = 0 };                              \
      vec v = load((x) + i);                          \
      statement;                                      \
      store_half((y) + i, rounded(v));                \
    }                                                 \
    if (i < (count)) {                                \
      wurst_int part = (count) - i;                   \
      vec v = load_part((x) + i, part, 0);            \
      statement;                                      \
      store_half_part((y) + i, rounded(v), part);     \
    }                                                 \
    if ((count) % 2 == 1) (y)[count] = 0;             \
  } while (0)

#define COLUMN(p, i, part) (part ? load_part((p) + i, part, 0) : load((p) + i))

static void half_round(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy, wurst_int rows,
                       wurst_int columns) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH_HALF(x, y, columns, i, v, part, {});
}

static void half_layer_norm(const float *x, uint16_t *y, wurst_int ldy, wurst_int rows,
                            wurst_int columns, float eps, float scale, float shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += ldy) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    float gain = inverse * scale;
    EACH_HALF(x, y, columns, i, v, part, v = (v - mean) * gain + shift);
  }
}

static void half_layer_norm_affine(const float *x, uint16_t *y, wurst_int ldy, wurst_int rows,
                                   wurst_int columns, float eps, const float *weight,
                                   const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += ldy) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    EACH_HALF(x, y, columns, i, v, part,
              v = (v - mean) * inverse * COLUMN(weight, i, part) + COLUMN(bias, i, part));
  }
}

static void half_gelu(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy, wurst_int rows,
                      wurst_int columns, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH_HALF(x, y, columns, i, v, part, v = gelu(v + COLUMN(bias, i, part)));
}

static void half_gelu_squares(const float *x, wurst_int ldx, uint16_t *y, wurst_int ldy,
                              wurst_int rows, wurst_int columns, const float *bias, float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy)
    EACH_HALF(x, y, columns, i, v, part, {
      v = gelu(v + COLUMN(bias, i, part));
      vec sum = COLUMN(sums, i, part) + v * v;
      if (part) store_part(sums + i, sum, part);
      else store(sums + i, sum);
    });
}

static void half_scale_shift(uint16_t *x, wurst_int ld, wurst_int rows, wurst_int columns,
                             const float *scale, const float *shift) {
  for (wurst_int row = 0; row < rows; row++, x += ld) {
    wurst_int i = 0;
    for (; i + LANES <= columns; i += LANES)
      store_half(x + i, rounded(widened(load_half(x + i)) * load(scale + i) + load(shift + i)));
    if (i < columns) {
      wurst_int n = columns - i;
      vechalf h = 0;
      for (wurst_int lane = 0; lane < n; lane++) h[lane] = x[i + lane];
      vec v = widened(h) * load_part(scale + i, n, 0) + load_part(shift + i, n, 0);
      store_half_part(x + i, rounded(v), n);
    }
  }
}

#define HALF_TABLE                               \
  {                                              \
    .is_native = WURST_HAS_BF16,                 \
    .has_tiles = TILE_VECTORS == 4,              \
    .pack = half_pack,                           \
    .multiply = half_multiply,                   \
    .single_pack = single_pack,                  \
    .single_multiply = single_multiply,          \
    .round = half_round,                         \
    .layer_norm = half_layer_norm,               \
    .layer_norm_affine = half_layer_norm_affine, \
    .gelu = half_gelu,                           \
    .gelu_squares = half_gelu_squares,           \
    .scale_shift = half_scale_shift,             \
    .attention_pack = half_attention_pack,       \
    .attention = half_attention,                 \
  }
