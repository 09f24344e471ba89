// Products with packed weights, of floats or of bfloat16 numbers, summed in single precision.

/// One step of a product: a float, or two bfloat16 numbers that follow each other.
typedef uint32_t word __attribute__((may_alias));

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

INLINE vecbits load_words(const word *p) {
  vecbits v;
  memcpy(&v, p, sizeof v);
  return v;
}

/// total + a·b for sixteen steps b and one step a, which are pairs if `half`.
INLINE vec add_step(vec total, uint32_t a, vecbits b, const int half) {
  if (!half) return total + (vec)(vecbits)a * (vec)b;
#if WURST_HAS_BF16
  typedef __bf16 pairs __attribute__((ext_vector_type(2 * LANES)));
  return __builtin_ia32_dpbf16ps_512(total, (pairs)(vecbits)a, (pairs)b);
#else
  vec low = (vec)(vecbits)(a << 16), high = (vec)(vecbits)(a & 0xffff0000u);
  return total + low * (vec)(b << 16) + high * (vec)(b & 0xffff0000u);
#endif
}

/// `R` rows by `V` vectors of a product over `steps`; `width` is that of the panel.
INLINE void product_tile(const word *a, wurst_int lda, const word *b, wurst_int width,
                         wurst_int steps, float *c, wurst_int ldc, int accumulate, const int half,
                         const int R, const int V) {
  vec total[TILE_ROWS][TILE_VECTORS];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++)
      total[r][v] = accumulate ? load(c + r * ldc + v * LANES) : (vec)0.0f;
  for (wurst_int step = 0; step < steps; step++, b += width) {
    vecbits taps[TILE_VECTORS];
    for (int v = 0; v < V; v++) taps[v] = load_words(b + v * LANES);
    for (int r = 0; r < R; r++) {
      word one = a[r * lda + step];
      for (int v = 0; v < V; v++) total[r][v] = add_step(total[r][v], one, taps[v], half);
    }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) store(c + r * ldc + v * LANES, total[r][v]);
}

/// All rows against `V` vectors of a panel.
INLINE void product_strip(const word *a, wurst_int lda, wurst_int rows, const word *b,
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

/// All rows against all vectors of a panel.
INLINE void product_width(const word *a, wurst_int lda, wurst_int rows, const word *b,
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

/// c = a · panelᵀ, or c += a · panelᵀ if `accumulate`.
INLINE void panel_product(const word *a, wurst_int lda, wurst_int rows, const word *panel,
                          wurst_int steps, float *c, wurst_int ldc, wurst_int columns,
                          int accumulate, const int half) {
  enum { BAND = 4 * TILE_ROWS };
  wurst_int width = wurst_whole_vectors(columns);
  if (columns == width) {
    for (wurst_int s = 0; s < steps; s += TILE_STEPS)
      product_width(a + s, lda, rows, panel + s * width, width,
                    steps - s < TILE_STEPS ? steps - s : TILE_STEPS, c, ldc, accumulate || s > 0,
                    half);
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

/// c = a · panelᵀ, or c += a · panelᵀ if `accumulate`: a [rows, inner] of bfloat16 numbers, `panel`
/// from `half_pack`, whose `columns` were its rows, c [rows, columns] (spec v1 §1.3, v2 §1.4).
///
/// `lda` is even; what follows a row of an odd count is zero.
static void half_multiply(const uint16_t *a, wurst_int lda, wurst_int rows, const uint16_t *panel,
                          wurst_int inner, float *c, wurst_int ldc, wurst_int columns,
                          int accumulate) {
  panel_product((const word *)a, lda / 2, rows, (const word *)panel, (inner + 1) / 2, c, ldc,
                columns, accumulate, 1);
}

/// half_multiply for floats, with a panel from `single_pack`.
static void single_multiply(const float *a, wurst_int lda, wurst_int rows, const float *panel,
                            wurst_int inner, float *c, wurst_int ldc, wurst_int columns,
                            int accumulate) {
  panel_product((const word *)a, lda, rows, (const word *)panel, inner, c, ldc, columns,
                accumulate, 0);
}

// Sixteen steps of every row, one apart so that their lines do not meet in the cache.
typedef word PanelBlock[WURST_PANEL][LANES + 1];

/// Writes the first `steps` of a block as lines of a panel.
INLINE void write_steps(PanelBlock block, wurst_int steps, wurst_int width, word *panel) {
  for (wurst_int step = 0; step < steps; step++, panel += width)
    for (wurst_int row = 0; row < width; row++) panel[row] = block[row][step];
}

/// Packs a weight [rows, inner], at most WURST_PANEL rows of it, to bfloat16 numbers.
///
/// The panel is [(inner + 1) / 2, width, 2] with the rows rounded up to whole vectors as its width;
/// what lies beyond the weight is zero.
static void half_pack(const float *weight, wurst_int ld, wurst_int rows, wurst_int inner,
                      uint16_t *panel) {
  wurst_int width = wurst_whole_vectors(rows);
  wurst_int pairs = (inner + 1) / 2;
  PanelBlock block = {0};
  for (wurst_int p = 0; p < pairs; p += LANES) {
    wurst_int n = inner - 2 * p;
    for (wurst_int row = 0; row < rows; row++) {
      const float *from = weight + row * ld + 2 * p;
      uint16_t *to = (uint16_t *)block[row];
      store(to, load_up_to(from, n, 0));
      store(to + LANES, load_up_to(from + LANES, n - LANES, 0));
    }
    write_steps(block, pairs - p < LANES ? pairs - p : LANES, width, (word *)panel + p * width);
  }
}

/// half_pack for floats: the panel is [inner, width].
static void single_pack(const float *weight, wurst_int ld, wurst_int rows, wurst_int inner,
                        float *panel) {
  wurst_int width = wurst_whole_vectors(rows);
  PanelBlock block = {0};
  for (wurst_int i = 0; i < inner; i += LANES) {
    wurst_int n = inner - i < LANES ? inner - i : LANES;
    for (wurst_int row = 0; row < rows; row++)
      memcpy(block[row], weight + row * ld + i, (size_t)n * sizeof(float));
    write_steps(block, n, width, (word *)panel + i * width);
  }
}
