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

/// Pairs of a panel that are multiplied with all rows before the next: 48 KB of it.
enum { TILE_PAIRS = 192 };

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

/// total + a[0]·b[0] + a[1]·b[1] for sixteen pairs b and one pair a.
INLINE vec add_pairs(vec total, uint32_t a, vecbits b) {
#if WURST_HAS_BF16
  return __builtin_ia32_dpbf16ps_512(total, (vecpairs)(vecbits)a, (vecpairs)b);
#else
  vec low = (vec)(vecbits)(a << 16), high = (vec)(vecbits)(a & 0xffff0000u);
  return total + low * (vec)(b << 16) + high * (vec)(b & 0xffff0000u);
#endif
}

/// `R` rows by `V` vectors of a product over `pairs` of numbers; `width` is that of the panel.
INLINE void product_tile(const uint16_t *a, wurst_int lda, const uint16_t *b, wurst_int width,
                         wurst_int pairs, float *c, wurst_int ldc, int accumulate, const int R,
                         const int V) {
  vec total[TILE_ROWS][TILE_VECTORS];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) total[r][v] = accumulate ? load(c + r * ldc + v * LANES) : (vec)0.0f;
  for (wurst_int p = 0; p < pairs; p++, b += 2 * width) {
    vecbits taps[TILE_VECTORS];
    for (int v = 0; v < V; v++) memcpy(&taps[v], b + 2 * v * LANES, sizeof taps[v]);
    for (int r = 0; r < R; r++) {
      uint32_t pair;
      memcpy(&pair, a + r * lda + 2 * p, sizeof pair);
      for (int v = 0; v < V; v++) total[r][v] = add_pairs(total[r][v], pair, taps[v]);
    }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) store(c + r * ldc + v * LANES, total[r][v]);
}

/// All rows against `V` vectors of a panel.
INLINE void product_strip(const uint16_t *a, wurst_int lda, wurst_int rows, const uint16_t *b,
                          wurst_int width, wurst_int pairs, float *c, wurst_int ldc, int accumulate,
                          const int V) {
  for (; rows >= TILE_ROWS; rows -= TILE_ROWS, a += TILE_ROWS * lda, c += TILE_ROWS * ldc)
    product_tile(a, lda, b, width, pairs, c, ldc, accumulate, TILE_ROWS, V);
  if (TILE_ROWS > 4 && rows >= 4) {
    product_tile(a, lda, b, width, pairs, c, ldc, accumulate, 4, V);
    rows -= 4, a += 4 * lda, c += 4 * ldc;
  }
  if (TILE_ROWS > 2 && rows >= 2) {
    product_tile(a, lda, b, width, pairs, c, ldc, accumulate, 2, V);
    rows -= 2, a += 2 * lda, c += 2 * ldc;
  }
  if (rows > 0) product_tile(a, lda, b, width, pairs, c, ldc, accumulate, 1, V);
}

static void product_width(const uint16_t *a, wurst_int lda, wurst_int rows, const uint16_t *b,
                          wurst_int width, wurst_int pairs, float *c, wurst_int ldc, int accumulate) {
  wurst_int vectors = width / LANES;
  for (; vectors >= TILE_VECTORS; vectors -= TILE_VECTORS) {
    product_strip(a, lda, rows, b, width, pairs, c, ldc, accumulate, TILE_VECTORS);
    b += 2 * TILE_VECTORS * LANES, c += TILE_VECTORS * LANES;
  }
#if WURST_HAS_V4
  if (vectors == 3) product_strip(a, lda, rows, b, width, pairs, c, ldc, accumulate, 3);
  if (vectors == 2) product_strip(a, lda, rows, b, width, pairs, c, ldc, accumulate, 2);
  if (vectors == 1) product_strip(a, lda, rows, b, width, pairs, c, ldc, accumulate, 1);
#endif
}

static void half_multiply(const uint16_t *a, wurst_int lda, wurst_int rows, const uint16_t *panel,
                          wurst_int inner, float *c, wurst_int ldc, wurst_int columns,
                          int accumulate) {
  enum { BAND = 4 * TILE_ROWS };
  wurst_int width = (columns + LANES - 1) / LANES * LANES;
  wurst_int pairs = (inner + 1) / 2;
  if (columns == width) {
    for (wurst_int p = 0; p < pairs; p += TILE_PAIRS)
      product_width(a + 2 * p, lda, rows, panel + 2 * p * width, width,
                    pairs - p < TILE_PAIRS ? pairs - p : TILE_PAIRS, c, ldc, accumulate || p > 0);
    return;
  }
  // The last columns end within a vector: whole vectors go to the side, what counts is copied.
  for (wurst_int row = 0; row < rows; row += BAND) {
    float whole[BAND * WURST_PANEL];
    wurst_int n = rows - row < BAND ? rows - row : BAND;
    product_width(a + row * lda, lda, n, panel, width, pairs, whole, width, 0);
    for (wurst_int r = 0; r < n; r++) {
      float *line = c + (row + r) * ldc;
      for (wurst_int i = 0; i < columns; i++)
        line[i] = accumulate ? line[i] + whole[r * width + i] : whole[r * width + i];
    }
  }
}

static void half_pack(const float *weight, wurst_int ld, wurst_int rows, wurst_int inner,
                      uint16_t *panel) {
  wurst_int width = (rows + LANES - 1) / LANES * LANES;
  wurst_int pairs = (inner + 1) / 2;
  // Sixteen pairs of every row, one apart so that their lines do not meet in the cache.
  uint16_t block[WURST_PANEL][2 * LANES + 2];
  memset(block, 0, sizeof block);
  for (wurst_int p = 0; p < pairs; p += LANES) {
    wurst_int n = inner - 2 * p < 2 * LANES ? inner - 2 * p : 2 * LANES;
    for (wurst_int row = 0; row < rows; row++) {
      const float *from = weight + row * ld + 2 * p;
      vec low = n >= LANES ? load(from) : load_part(from, n, 0);
      vec high = n == 2 * LANES ? load(from + LANES)
                 : n > LANES    ? load_part(from + LANES, n - LANES, 0)
                                : (vec)0.0f;
      store_half(block[row], rounded(low));
      store_half(block[row] + LANES, rounded(high));
    }
    for (wurst_int q = 0; q < LANES && p + q < pairs; q++) {
      uint16_t *to = panel + (p + q) * 2 * width;
      for (wurst_int row = 0; row < width; row++) memcpy(to + 2 * row, block[row] + 2 * q, 4);
    }
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
    .pack = half_pack,                           \
    .multiply = half_multiply,                   \
    .round = half_round,                         \
    .layer_norm = half_layer_norm,               \
    .layer_norm_affine = half_layer_norm_affine, \
    .gelu = half_gelu,                           \
    .gelu_squares = half_gelu_squares,           \
    .scale_shift = half_scale_shift,             \
  }
