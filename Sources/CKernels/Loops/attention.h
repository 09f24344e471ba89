// Attention in single precision, and to bfloat16 keys, packed once for all tiles of queries.

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

/// Copies a block of keys [count, depth] and values [count, channels], across the borders of
/// sources, and returns its count.
static wurst_int gather_keys(KeyCursor *at, wurst_int depth, wurst_int channels, float *keys,
                             float *values) {
  const float *key, *value;
  wurst_int count = 0;
  for (; count < WURST_KEY_BLOCK && next_key(at, &key, &value); count++) {
    memcpy(keys, key, (size_t)depth * sizeof *keys);
    memcpy(values, value, (size_t)depth * sizeof *values);
    for (wurst_int c = depth; c < channels; c++) values[c] = 0;
    keys += depth, values += channels;
  }
  return count;
}

/// out = softmax(scale · queries · keysᵀ) · values of one head (spec v1 §1.6, v2 §1.7), with the
/// shares of masked keys 0 (v1 §6, v2 §7).
///
/// Queries and out are [count, depth], keys and values [count, depth] in each source; one softmax
/// runs over all sources. `scratch` has `wurst_attention_scratch` floats.
static void attention(const WurstQueries *q, const WurstKeys *sources, wurst_int source_count,
                      float *scratch) {
  AttentionSums s = attention_sums(q, q->depth, scratch);
  float *keys = (float *)(s.query + s.width * s.steps);
  float *values = keys + WURST_KEY_BLOCK * s.steps;
  attention_queries(q, (float *)s.query, s.width);
  attention_begin(&s);
  KeyCursor at = {sources, sources + source_count, 0};
  KeyBlock block = {(word *)keys, (word *)values, 0, 0};
  while ((block.count = gather_keys(&at, q->depth, s.channels, keys, values)) > 0) {
    attention_block(q, &s, block, 0);
    block.first += block.count;
  }
  attention_end(q, &s);
}

/// A row of pairs of two values, a null one being zeros.
INLINE void pack_values(const float *low, const float *high, wurst_int depth, wurst_int channels,
                        word *to) {
  for (wurst_int c = 0; c < channels; c += LANES) {
    vec a = low ? load_up_to(low + c, depth - c, 0) : (vec)0.0f;
    vec b = high ? load_up_to(high + c, depth - c, 0) : (vec)0.0f;
    vecbits both = paired(a, b);
    memcpy(to + c, &both, (size_t)(channels - c < LANES ? channels - c : LANES) * sizeof *to);
  }
}

/// Rounds the keys and values of all sources to what `half_attention` takes.
///
/// `packed` has `wurst_half_attention_packed` numbers: for each block of WURST_KEY_BLOCK keys first
/// rows of pairs of channels, then for each pair of keys a row of pairs of values.
static void half_attention_pack(const WurstKeys *sources, wurst_int source_count, wurst_int depth,
                                uint32_t *packed) {
  wurst_int pairs = wurst_channel_pairs(depth), channels = wurst_value_channels(depth);
  KeyCursor at = {sources, sources + source_count, 0};
  for (int more = 1; more; packed += wurst_half_key_block(depth)) {
    uint32_t *values = packed + WURST_KEY_BLOCK * pairs;
    for (wurst_int k = 0; k < WURST_KEY_BLOCK; k += 2) {
      const float *key[2] = {0}, *value[2] = {0};
      more = next_key(&at, &key[0], &value[0]) && next_key(&at, &key[1], &value[1]);
      // Rows up to a whole tile are multiplied, so they hold numbers.
      if (!key[0] && k % ATTENTION_ROWS == 0) return;
      for (int i = 0; i < 2; i++) {
        uint16_t *row = (uint16_t *)(packed + (k + i) * pairs);
        if (key[i]) EACH(key[i], row, depth, c, v, part, {});
        else memset(row, 0, (size_t)pairs * sizeof *packed);
      }
      pack_values(value[0], value[1], depth, channels, values + k / 2 * channels);
    }
  }
}

/// `attention` with queries, keys, values and shares rounded to bfloat16.
///
/// `packed` is what `half_attention_pack` made of `key_count` keys, `scratch` has
/// `wurst_half_attention_scratch` floats.
static void half_attention(const WurstQueries *q, const uint32_t *packed, wurst_int key_count,
                           float *scratch) {
  AttentionSums s = attention_sums(q, wurst_channel_pairs(q->depth), scratch);
  // Single numbers go where the sums will be; the last of an odd count is paired with zeros.
  attention_queries(q, s.sum, s.width);
  for (wurst_int p = 0; p < s.steps; p++)
    for (wurst_int i = 0; i < s.width; i += LANES) {
      const float *low = s.sum + 2 * p * s.width + i;
      vec high = 2 * p + 1 < q->depth ? load(low + s.width) : (vec)0.0f;
      vecbits both = paired(load(low), high);
      memcpy(s.query + p * s.width + i, &both, sizeof both);
    }
  attention_begin(&s);
  for (wurst_int first = 0; first < key_count; first += WURST_KEY_BLOCK) {
    wurst_int count = key_count - first < WURST_KEY_BLOCK ? key_count - first : WURST_KEY_BLOCK;
    KeyBlock block = {packed, packed + WURST_KEY_BLOCK * s.steps, first, count};
    attention_block(q, &s, block, 1);
    packed += wurst_half_key_block(q->depth);
  }
  attention_end(q, &s);
}
