// Attention to bfloat16 keys and values, which are packed once for all tiles of queries.
//
// The order of work is that of attention.h. A number in a lane is a pair: two channels of a
// query or key, two keys of a share or value. Scores, softmax and sums are single precision.
//
// Keys are packed in blocks of KEY_BLOCK: first rows of pairs of channels, then for each pair of keys
// a row of value pairs, `rows` long.

typedef struct {
  uint32_t *query;
  float *sum, *top, *total, *scores;
  wurst_int width, pairs, rows;
} HalfAttention;

/// `low` and `high` rounded, side by side in each lane.
INLINE vecbits paired(vec low, vec high) {
  return __builtin_convertvector(rounded(low), vecbits) |
         __builtin_convertvector(rounded(high), vecbits) << 16;
}

/// Where the next row of keys and values is among those of several sources.
typedef struct {
  const WurstKeys *source, *end;
  wurst_int within;
} KeyCursor;

/// The row of the next key and that of its value; zero behind the last one.
INLINE int next_key(KeyCursor *at, const float **key, const float **value) {
  while (at->source < at->end && at->within == at->source->count) at->source++, at->within = 0;
  if (at->source == at->end) return 0;
  *key = at->source->keys + at->within * at->source->key_stride;
  *value = at->source->values + at->within * at->source->value_stride;
  at->within++;
  return 1;
}

INLINE void pack_values(const float *low, const float *high, wurst_int depth, wurst_int rows,
                        uint32_t *to) {
  for (wurst_int c = 0; c < rows; c += LANES) {
    vec a = low ? load_up_to(low + c, depth - c, 0) : (vec)0.0f;
    vec b = high ? load_up_to(high + c, depth - c, 0) : (vec)0.0f;
    vecbits both = paired(a, b);
    memcpy(to + c, &both, (size_t)(rows - c < LANES ? rows - c : LANES) * sizeof *to);
  }
}

/// Rounds the keys and values of all sources to what `half_attention` takes.
///
/// `packed` has `wurst_half_attention_packed` numbers: for each block of WURST_KEY_BLOCK keys first
/// rows of pairs of channels, then for each pair of keys a row of pairs of values.
static void half_attention_pack(const WurstKeys *sources, wurst_int source_count, wurst_int depth,
                                uint32_t *packed) {
  wurst_int pairs = (depth + 1) / 2, rows = (depth + 7) / 8 * 8;
  KeyCursor at = {sources, sources + source_count, 0};
  for (int more = 1; more; packed += KEY_BLOCK * pairs + KEY_BLOCK / 2 * rows) {
    uint32_t *values = packed + KEY_BLOCK * pairs;
    for (wurst_int k = 0; k < KEY_BLOCK; k += 2) {
      const float *key[2] = {0}, *value[2] = {0};
      more = next_key(&at, &key[0], &value[0]) && next_key(&at, &key[1], &value[1]);
      // Rows up to a whole tile are multiplied, so they hold numbers.
      if (!key[0] && k % ATTENTION_ROWS == 0) return;
      for (int i = 0; i < 2; i++) {
        uint32_t *row = packed + (k + i) * pairs;
        if (key[i]) EACH(key[i], (uint16_t *)row, depth, c, v, part, {});
        else memset(row, 0, (size_t)pairs * sizeof *row);
      }
      pack_values(value[0], value[1], depth, rows, values + k / 2 * rows);
    }
  }
}

/// scores[row] = Σ_p query[p] · keys[row][p] for ATTENTION_ROWS rows.
INLINE void half_attention_scores(const uint32_t *query, wurst_int width, const uint32_t *keys,
                                  wurst_int pairs, float *scores, int vectors) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++)
    for (int v = 0; v < vectors; v++) total[row][v] = 0.0f;
  for (wurst_int p = 0; p < pairs; p++, query += width) {
    vecbits q[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) q[v] = load_words(query + v * LANES);
#pragma clang loop unroll(full)
    for (int row = 0; row < ATTENTION_ROWS; row++)
      for (int v = 0; v < vectors; v++)
        total[row][v] = add_step(total[row][v], keys[row * pairs + p], q[v], 1);
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ATTENTION_ROWS; row++)
    for (int v = 0; v < vectors; v++)
      store(scores + row * SCORE_STRIDE + v * LANES, total[row][v]);
}

/// sum[c] = sum[c] · factor + Σ_k values[k][c] · shares[k] for ATTENTION_ROWS channels, k a pair.
INLINE void half_attention_mix(float *sum, wurst_int width, const uint32_t *values, wurst_int rows,
                               const float *shares, wurst_int count, const vec *factor,
                               int vectors) {
  vec total[ATTENTION_ROWS][ATTENTION_VECTORS];
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++)
      total[c][v] = load(sum + c * width + v * LANES) * factor[v];
  for (wurst_int k = 0; k < count; k++, values += rows, shares += SCORE_STRIDE) {
    vecbits p[ATTENTION_VECTORS];
    for (int v = 0; v < vectors; v++) p[v] = (vecbits)load(shares + v * LANES);
#pragma clang loop unroll(full)
    for (int c = 0; c < ATTENTION_ROWS; c++)
      for (int v = 0; v < vectors; v++) total[c][v] = add_step(total[c][v], values[c], p[v], 1);
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < ATTENTION_ROWS; c++)
    for (int v = 0; v < vectors; v++) store(sum + c * width + v * LANES, total[c][v]);
}

/// As attention_softmax; the shares of two keys become one row of pairs, half as many as there were.
INLINE void half_attention_softmax(HalfAttention *s, wurst_int query, wurst_int count, vec *factor,
                                   int vectors) {
  for (int v = 0; v < vectors; v++) {
    wurst_int place = query + v * LANES;
    float *scores = s->scores + v * LANES;
    vec before = load(s->top + place);
    vec top = before;
    for (wurst_int k = 0; k < count; k++) top = maximum(top, load(scores + k * SCORE_STRIDE));
    vec total = 0.0f;
    for (wurst_int k = 0; k < count; k += 2) {
      vec low = power_of_two_roughly(load(scores + k * SCORE_STRIDE) - top), high = 0.0f;
      if (k + 1 < count) high = power_of_two_roughly(load(scores + (k + 1) * SCORE_STRIDE) - top);
      total += low + high;
      store(scores + k / 2 * SCORE_STRIDE, (vec)paired(low, high));
    }
    factor[v] = power_of_two(before - top);
    store(s->top + place, top);
    store(s->total + place, load(s->total + place) * factor[v] + total);
  }
}

INLINE void half_attention_block(const WurstQueries *q, HalfAttention *s, const uint32_t *keys,
                                 wurst_int query, wurst_int first, wurst_int count, int vectors) {
  for (wurst_int k = 0; k < count; k += ATTENTION_ROWS)
    half_attention_scores(s->query + query, s->width, keys + k * s->pairs, s->pairs,
                          s->scores + k * SCORE_STRIDE, vectors);
  if (q->mask) attention_hide(q, s->scores, query, first, count, vectors * LANES);
  vec factor[ATTENTION_VECTORS];
  half_attention_softmax(s, query, count, factor, vectors);
  const uint32_t *values = keys + KEY_BLOCK * s->pairs;
  for (wurst_int c = 0; c < s->rows; c += ATTENTION_ROWS)
    half_attention_mix(s->sum + c * s->width + query, s->width, values + c, s->rows, s->scores,
                       (count + 1) / 2, factor, vectors);
}

/// `attention` with queries, keys, values and shares rounded to bfloat16.
///
/// `packed` is what `half_attention_pack` made of `key_count` keys, `scratch` has
/// `wurst_half_attention_scratch` floats.
static void half_attention(const WurstQueries *q, const uint32_t *packed, wurst_int key_count,
                           float *scratch) {
  HalfAttention s;
  s.width = (q->count + LANES - 1) / LANES * LANES;
  s.pairs = (q->depth + 1) / 2;
  s.rows = (q->depth + 7) / 8 * 8;
  s.sum = scratch;
  s.top = s.sum + s.width * s.rows;
  s.total = s.top + s.width;
  s.scores = s.total + s.width;
  s.query = (uint32_t *)(s.scores + KEY_BLOCK * SCORE_STRIDE);

  // Single numbers go where the sums will be; the last of an odd count is paired with zeros.
  memset(s.sum, 0, (size_t)(s.width * s.rows) * sizeof *s.sum);
  transpose(q->queries, q->query_stride, s.sum, s.width, q->count, q->depth,
            q->scale * 1.44269504f);
  for (wurst_int p = 0; p < s.pairs; p++)
    for (wurst_int i = 0; i < s.width; i += LANES) {
      const float *low = s.sum + 2 * p * s.width + i;
      vec high = 2 * p + 1 < q->depth ? load(low + s.width) : (vec)0.0f;
      vecbits both = paired(load(low), high);
      memcpy(s.query + p * s.width + i, &both, sizeof both);
    }
  memset(s.sum, 0, (size_t)(s.width * s.rows) * sizeof *s.sum);
  memset(s.total, 0, (size_t)s.width * sizeof *s.total);
  for (wurst_int i = 0; i < s.width; i++) s.top[i] = LOWEST;

  for (wurst_int first = 0; first < key_count; first += KEY_BLOCK) {
    wurst_int count = key_count - first < KEY_BLOCK ? key_count - first : KEY_BLOCK;
    wurst_int query = 0;
    for (; query + 3 * LANES <= s.width && ATTENTION_VECTORS >= 3; query += 3 * LANES)
      half_attention_block(q, &s, packed, query, first, count,
                           3 < ATTENTION_VECTORS ? 3 : ATTENTION_VECTORS);
    for (; query + 2 * LANES <= s.width && ATTENTION_VECTORS >= 2; query += 2 * LANES)
      half_attention_block(q, &s, packed, query, first, count,
                           2 < ATTENTION_VECTORS ? 2 : ATTENTION_VECTORS);
    for (; query < s.width; query += LANES)
      half_attention_block(q, &s, packed, query, first, count, 1);
    packed += KEY_BLOCK * s.pairs + KEY_BLOCK / 2 * s.rows;
  }

  for (wurst_int i = 0; i < s.width; i += LANES) {
    vec inverse = 1.0f / load(s.total + i);
    for (wurst_int c = 0; c < q->depth; c++)
      store(s.sum + c * s.width + i, load(s.sum + c * s.width + i) * inverse);
  }
  transpose(s.sum, s.width, q->out, q->out_stride, q->depth, q->count, 1.0f);
}
