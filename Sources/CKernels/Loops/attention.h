// Attention without a matrix of scores: keys come in blocks, and a softmax over those seen so far is
// carried along (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018).
//
// Queries lie side by side in the lanes of a vector. So both products broadcast an element of a key
// or value and multiply it with a vector of queries or shares, the maximum and the sum of the softmax
// run down the keys without crossing lanes, and each query is computed by itself: its result
// depends neither on the tile nor on its neighbours.

// Sums that fit the registers: ATTENTION_ROWS keys (or channels) by at most ATTENTION_VECTORS
// vectors of queries.
#if WURST_HAS_V4
enum { ATTENTION_ROWS = 8, ATTENTION_VECTORS = 3 };
#elif WURST_HAS_V3
enum { ATTENTION_ROWS = 4, ATTENTION_VECTORS = 1 };
#else
enum { ATTENTION_ROWS = 2, ATTENTION_VECTORS = 1 };
#endif

enum {
  /// Keys of one block: with it in the second-level cache, a few vectors of scores fit the first.
  KEY_BLOCK = 96,
  SCORE_STRIDE = 48,
};

/// Where the parts of the scratch memory are; feature maps are [channel][query].
typedef struct {
  float *query, *sum, *top, *total;
  float *keys, *values, *scores;
  wurst_int width, rows;
} AttentionScratch;

/// A score below all others that is still finite, so that a difference to it is never NaN.
static const float LOWEST = -1e30f;

/// scores[row] = Σ_c query[c] · keys[row][c] for ATTENTION_ROWS rows.
INLINE void attention_scores(const float *query, wurst_int width, const float *keys,
                             wurst_int key_stride, wurst_int depth, float *scores, int vectors) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
  const float *key[ATTENTION_ROWS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++) {
    key[row] = keys + row * key_stride;
    for (int v = 0; v < vectors; v++) total[row][v] = 0.0f;
  }
  for (wurst_int c = 0; c < depth; c++, query += width) {
    vec q[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) q[v] = load(query + v * LANES);
#pragma clang loop unroll(full)
    for (int row = 0; row < ATTENTION_ROWS; row++)
      for (int v = 0; v < vectors; v++) total[row][v] += q[v] * key[row][c];
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++)
    for (int v = 0; v < vectors; v++)
      store(scores + row * SCORE_STRIDE + v * LANES, total[row][v]);
}

/// sum[c] = sum[c] · factor + Σ_k values[k][c] · shares[k] for ATTENTION_ROWS channels.
INLINE void attention_mix(float *sum, wurst_int width, const float *values, wurst_int value_stride,
                          const float *shares, wurst_int count, const vec *factor, int vectors) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++)
      total[c][v] = load(sum + c * width + v * LANES) * factor[v];
  for (wurst_int k = 0; k < count; k++, values += value_stride, shares += SCORE_STRIDE) {
    vec p[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) p[v] = load(shares + v * LANES);
#pragma clang loop unroll(full)
    for (int c = 0; c < ATTENTION_ROWS; c++)
      for (int v = 0; v < vectors; v++) total[c][v] += p[v] * values[c];
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++) store(sum + c * width + v * LANES, total[c][v]);
}

/// Turns a block of scores into shares of the highest score so far; `factor` is what earlier shares
/// are to be multiplied by.
INLINE void attention_softmax(AttentionScratch *s, wurst_int query, wurst_int count, vec *factor,
                              int vectors) {
  for (int v = 0; v < vectors; v++) {
    wurst_int place = query + v * LANES;
    float *scores = s->scores + v * LANES;
    vec before = load(s->top + place);
    vec top = before;
    for (wurst_int k = 0; k < count; k++) top = maximum(top, load(scores + k * SCORE_STRIDE));
    vec total = 0.0f;
    for (wurst_int k = 0; k < count; k++) {
      vec share = power_of_two(load(scores + k * SCORE_STRIDE) - top);
      total += share;
      store(scores + k * SCORE_STRIDE, share);
    }
    factor[v] = power_of_two(before - top);
    store(s->top + place, top);
    store(s->total + place, load(s->total + place) * factor[v] + total);
  }
}

static void attention_hide(const WurstQueries *q, float *scores, wurst_int query, wurst_int first,
                           wurst_int count, int lanes) {
  for (wurst_int i = query; i < q->count && i < query + lanes; i++)
    for (wurst_int k = 0; k < count; k++)
      if (!q->mask[i * q->mask_stride + first + k])
        scores[k * SCORE_STRIDE + i - query] = -INFINITY;
}

/// One block of keys, `first` being its place among all, for `vectors` vectors of queries.
INLINE void attention_block(const WurstQueries *q, AttentionScratch *s, wurst_int query,
                            wurst_int first, wurst_int count, int vectors) {
  for (wurst_int k = 0; k < count; k += ATTENTION_ROWS)
    attention_scores(s->query + query, s->width, s->keys + k * s->rows, s->rows, q->depth,
                     s->scores + k * SCORE_STRIDE, vectors);
  if (q->mask) attention_hide(q, s->scores, query, first, count, vectors * LANES);
  vec factor[ATTENTION_VECTORS];
  attention_softmax(s, query, count, factor, vectors);
  for (wurst_int c = 0; c < s->rows; c += ATTENTION_ROWS)
    attention_mix(s->sum + c * s->width + query, s->width, s->values + c, s->rows, s->scores, count,
                  factor, vectors);
}

/// Copies rows of keys or values side by side, with zeros up to the next multiple of eight.
static void attention_copy(const float *from, wurst_int stride, wurst_int count, wurst_int depth,
                           float *to, wurst_int rows) {
  for (wurst_int k = 0; k < count; k++, from += stride, to += rows) {
    memcpy(to, from, (size_t)depth * sizeof *to);
    for (wurst_int c = depth; c < rows; c++) to[c] = 0;
  }
}

/// out = softmax(scale · queries · keysᵀ) · values of one head (spec v1 §1.6, v2 §1.7), with the
/// shares of masked keys 0 (v1 §6, v2 §7).
///
/// Queries and out are [count, depth], keys and values [count, depth] in each source; one softmax
/// runs over all sources. `scratch` has `wurst_attention_scratch` floats.
static void attention(const WurstQueries *q, const WurstKeys *sources, wurst_int source_count,
                      float *scratch) {
  AttentionScratch s;
  s.width = (q->count + LANES - 1) / LANES * LANES;
  s.rows = (q->depth + 7) / 8 * 8;
  s.query = scratch;
  s.sum = s.query + s.width * s.rows;
  s.top = s.sum + s.width * s.rows;
  s.total = s.top + s.width;
  s.keys = s.total + s.width;
  s.values = s.keys + KEY_BLOCK * s.rows;
  s.scores = s.values + KEY_BLOCK * s.rows;

  // Shares are powers of two, so that the factor log2(e) costs nothing.
  for (wurst_int c = 0; c < q->depth; c++)
    for (wurst_int i = q->count; i < s.width; i++) s.query[c * s.width + i] = 0;
  transpose(q->queries, q->query_stride, s.query, s.width, q->count, q->depth,
            q->scale * 1.44269504f);
  memset(s.sum, 0, (size_t)(s.width * s.rows) * sizeof *s.sum);
  memset(s.total, 0, (size_t)s.width * sizeof *s.total);
  for (wurst_int i = 0; i < s.width; i++) s.top[i] = LOWEST;

  wurst_int first = 0, source = 0, within = 0;
  while (source < source_count) {
    // A block is filled across the border of two sources.
    wurst_int count = 0;
    while (count < KEY_BLOCK && source < source_count) {
      const WurstKeys *from = &sources[source];
      wurst_int n = from->count - within < KEY_BLOCK - count ? from->count - within : KEY_BLOCK - count;
      attention_copy(from->keys + within * from->key_stride, from->key_stride, n, q->depth,
                     s.keys + count * s.rows, s.rows);
      attention_copy(from->values + within * from->value_stride, from->value_stride, n, q->depth,
                     s.values + count * s.rows, s.rows);
      count += n;
      within += n;
      if (within == from->count) source++, within = 0;
    }
    // Rows up to the next multiple of eight are multiplied too, and not looked at.
    wurst_int query = 0;
    for (; query + 3 * LANES <= s.width && ATTENTION_VECTORS >= 3; query += 3 * LANES)
      attention_block(q, &s, query, first, count, 3 < ATTENTION_VECTORS ? 3 : ATTENTION_VECTORS);
    for (; query + 2 * LANES <= s.width && ATTENTION_VECTORS >= 2; query += 2 * LANES)
      attention_block(q, &s, query, first, count, 2 < ATTENTION_VECTORS ? 2 : ATTENTION_VECTORS);
    for (; query < s.width; query += LANES) attention_block(q, &s, query, first, count, 1);
    first += count;
  }

  for (wurst_int i = 0; i < s.width; i += LANES) {
    vec inverse = 1.0f / load(s.total + i);
    for (wurst_int c = 0; c < q->depth; c++)
      store(s.sum + c * s.width + i, load(s.sum + c * s.width + i) * inverse);
  }
  transpose(s.sum, s.width, q->out, q->out_stride, q->depth, q->count, 1.0f);
}
