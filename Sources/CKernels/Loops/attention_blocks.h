// What attention does with a block of keys, in single precision and to bfloat16 keys.
//
// There is never a matrix of scores: keys come in blocks, and a softmax over those seen so far is
// carried along (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018).
//
// Queries lie side by side in the lanes of a vector. So both products broadcast an element of a key
// or value and multiply it with a vector of queries or shares, the maximum and the sum of the
// softmax run down the keys without crossing lanes, and each query is computed by itself: its
// result depends neither on the tile nor on its neighbours.
//
// Elements are steps of products.h: floats, or if `half` pairs, of two channels in a query or key
// and of two keys in a share or value. Scores, softmax and sums are single precision.

// Sums that fit the registers: ATTENTION_ROWS keys (or channels) by at most ATTENTION_VECTORS
// vectors of queries.
#if WURST_HAS_V4
enum { ATTENTION_ROWS = 8, ATTENTION_VECTORS = 3 };
#elif WURST_HAS_V3
enum { ATTENTION_ROWS = 4, ATTENTION_VECTORS = 1 };
#else
enum { ATTENTION_ROWS = 2, ATTENTION_VECTORS = 1 };
#endif

_Static_assert(WURST_KEY_BLOCK % ATTENTION_ROWS == 0, "blocks are whole tiles of keys");
_Static_assert(WURST_CHANNEL_GROUP % ATTENTION_ROWS == 0, "groups are whole tiles of channels");
_Static_assert(WURST_SCORE_STRIDE >= ATTENTION_VECTORS * LANES, "scores of a tile fit a row");

/// A score below all others that is still finite, so that a difference to it is never NaN.
static const float LOWEST = -1e30f;

/// What is known of a tile of queries after some blocks of keys, in scratch memory.
///
/// `query` [steps][width] and `sum` [channels][width] are feature maps with a query per lane, `top`
/// [width] is the highest score so far, `total` [width] the sum of shares.
typedef struct {
  float *sum, *top, *total, *scores;
  word *query;
  wurst_int width, channels, steps;
} AttentionSums;

/// Rows of keys [count][steps] and of values [count][channels], of which there are half as many if
/// they are pairs.
typedef struct {
  const word *keys, *values;
  /// The place of the first key among all.
  wurst_int first;
  wurst_int count;
} KeyBlock;

/// The parts of `scratch` for queries of `steps` elements, before any key.
static AttentionSums attention_sums(const WurstQueries *q, wurst_int steps, float *scratch) {
  AttentionSums s;
  s.width = wurst_whole_vectors(q->count);
  s.channels = wurst_value_channels(q->depth);
  s.steps = steps;
  s.sum = scratch;
  s.top = s.sum + s.width * s.channels;
  s.total = s.top + s.width;
  s.scores = s.total + s.width;
  s.query = (word *)(s.scores + WURST_KEY_BLOCK * WURST_SCORE_STRIDE);
  return s;
}

/// Writes the queries to `y` [depth][width], zeros beside them.
///
/// Shares are powers of two, so that the factor log2(e) costs nothing.
static void attention_queries(const WurstQueries *q, float *y, wurst_int width) {
  for (wurst_int c = 0; c < q->depth; c++)
    for (wurst_int i = q->count; i < width; i++) y[c * width + i] = 0;
  transpose(q->queries, q->query_stride, y, width, q->count, q->depth, q->scale * 1.44269504f);
}

static void attention_begin(AttentionSums *s) {
  memset(s->sum, 0, (size_t)(s->width * s->channels) * sizeof *s->sum);
  memset(s->total, 0, (size_t)s->width * sizeof *s->total);
  for (wurst_int i = 0; i < s->width; i++) s->top[i] = LOWEST;
}

/// scores[row] = Σ_c query[c] · keys[row][c] for ATTENTION_ROWS rows.
INLINE void attention_scores(const word *query, wurst_int width, const word *keys, wurst_int steps,
                             float *scores, int vectors, const int half) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
  const word *key[ATTENTION_ROWS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++) {
    key[row] = keys + row * steps;
    for (int v = 0; v < vectors; v++) total[row][v] = 0.0f;
  }
  for (wurst_int c = 0; c < steps; c++, query += width) {
    vecbits q[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) q[v] = load_words(query + v * LANES);
#pragma clang loop unroll(full)
    for (int row = 0; row < ATTENTION_ROWS; row++)
      for (int v = 0; v < vectors; v++)
        total[row][v] = add_step(total[row][v], key[row][c], q[v], half);
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++)
    for (int v = 0; v < vectors; v++)
      store(scores + row * WURST_SCORE_STRIDE + v * LANES, total[row][v]);
}

/// Sets the scores of keys that must not be attended to, so that their shares are nothing.
static void attention_hide(const WurstQueries *q, float *scores, wurst_int query, KeyBlock block,
                           int lanes) {
  for (wurst_int i = query; i < q->count && i < query + lanes; i++)
    for (wurst_int k = 0; k < block.count; k++)
      if (!q->mask[i * q->mask_stride + block.first + k])
        scores[k * WURST_SCORE_STRIDE + i - query] = -INFINITY;
}

/// Turns scores into shares of the score `top`, and returns their sum.
INLINE vec attention_shares(float *scores, wurst_int count, vec top) {
  vec total = 0.0f;
  for (wurst_int k = 0; k < count; k++) {
    vec share = power_of_two(load(scores + k * WURST_SCORE_STRIDE) - top);
    total += share;
    store(scores + k * WURST_SCORE_STRIDE, share);
  }
  return total;
}

/// `low` and `high` rounded, side by side in each lane.
INLINE vecbits paired(vec low, vec high) {
  return __builtin_convertvector(rounded(low), vecbits) |
         __builtin_convertvector(rounded(high), vecbits) << 16;
}

/// The same; the shares of two keys become one row of pairs, half as many as there were.
INLINE vec half_attention_shares(float *scores, wurst_int count, vec top) {
  vec total = 0.0f;
  for (wurst_int k = 0; k < count; k += 2) {
    const float *pair = scores + k * WURST_SCORE_STRIDE;
    vec low = power_of_two_roughly(load(pair) - top), high = 0.0f;
    if (k + 1 < count) high = power_of_two_roughly(load(pair + WURST_SCORE_STRIDE) - top);
    total += low + high;
    store(scores + k / 2 * WURST_SCORE_STRIDE, (vec)paired(low, high));
  }
  return total;
}

/// Turns a block of scores into shares of the highest score so far; `factor` is what earlier shares
/// are to be multiplied by.
INLINE void attention_softmax(AttentionSums *s, wurst_int query, wurst_int count, vec *factor,
                              int vectors, const int half) {
  for (int v = 0; v < vectors; v++) {
    wurst_int place = query + v * LANES;
    float *scores = s->scores + v * LANES;
    vec before = load(s->top + place);
    vec top = before;
    for (wurst_int k = 0; k < count; k++)
      top = maximum(top, load(scores + k * WURST_SCORE_STRIDE));
    vec total = half ? half_attention_shares(scores, count, top)
                     : attention_shares(scores, count, top);
    factor[v] = power_of_two(before - top);
    store(s->top + place, top);
    store(s->total + place, load(s->total + place) * factor[v] + total);
  }
}

/// sum[c] = sum[c] · factor + Σ_k values[k][c] · shares[k] for ATTENTION_ROWS channels, `count`
/// elements k.
INLINE void attention_mix(float *sum, wurst_int width, const word *values, wurst_int channels,
                          const float *shares, wurst_int count, const vec *factor, int vectors,
                          const int half) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++)
      total[c][v] = load(sum + c * width + v * LANES) * factor[v];
  for (wurst_int k = 0; k < count; k++, values += channels, shares += WURST_SCORE_STRIDE) {
    vecbits p[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) p[v] = (vecbits)load(shares + v * LANES);
#pragma clang loop unroll(full)
    for (int c = 0; c < ATTENTION_ROWS; c++)
      for (int v = 0; v < vectors; v++) total[c][v] = add_step(total[c][v], values[c], p[v], half);
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++) store(sum + c * width + v * LANES, total[c][v]);
}

/// One block of keys for `vectors` vectors of queries.
///
/// Keys up to the next multiple of ATTENTION_ROWS are multiplied too, and not looked at.
INLINE void attention_tile(const WurstQueries *q, AttentionSums *s, KeyBlock block, wurst_int query,
                           int vectors, const int half) {
  for (wurst_int k = 0; k < block.count; k += ATTENTION_ROWS)
    attention_scores(s->query + query, s->width, block.keys + k * s->steps, s->steps,
                     s->scores + k * WURST_SCORE_STRIDE, vectors, half);
  if (q->mask) attention_hide(q, s->scores, query, block, vectors * LANES);
  vec factor[ATTENTION_VECTORS];
  attention_softmax(s, query, block.count, factor, vectors, half);
  wurst_int shares = half ? (block.count + 1) / 2 : block.count;
  for (wurst_int c = 0; c < s->channels; c += ATTENTION_ROWS)
    attention_mix(s->sum + c * s->width + query, s->width, block.values + c, s->channels, s->scores,
                  shares, factor, vectors, half);
}

/// One block of keys for all queries, as many vectors at a time as the registers take.
INLINE void attention_block(const WurstQueries *q, AttentionSums *s, KeyBlock block,
                            const int half) {
  wurst_int query = 0;
  for (; query + 3 * LANES <= s->width && ATTENTION_VECTORS >= 3; query += 3 * LANES)
    attention_tile(q, s, block, query, 3 < ATTENTION_VECTORS ? 3 : ATTENTION_VECTORS, half);
  for (; query + 2 * LANES <= s->width && ATTENTION_VECTORS >= 2; query += 2 * LANES)
    attention_tile(q, s, block, query, 2 < ATTENTION_VECTORS ? 2 : ATTENTION_VECTORS, half);
  for (; query < s->width; query += LANES) attention_tile(q, s, block, query, 1, half);
}

/// Divides the sums by the totals of their shares and writes them out.
static void attention_end(const WurstQueries *q, AttentionSums *s) {
  for (wurst_int i = 0; i < s->width; i += LANES) {
    vec inverse = 1.0f / load(s->total + i);
    for (wurst_int c = 0; c < q->depth; c++)
      store(s->sum + c * s->width + i, load(s->sum + c * s->width + i) * inverse);
  }
  transpose(s->sum, s->width, q->out, q->out_stride, q->depth, q->count, 1.0f);
}
