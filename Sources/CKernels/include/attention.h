#pragma once
#include <stddef.h>
#include <stdint.h>

#include "lanes.h"

/// Keys and values of some positions: rows of `depth` floats, their distances given in floats.
typedef struct {
  const float *_Nonnull keys;
  const float *_Nonnull values;
  ptrdiff_t key_stride, value_stride;
  ptrdiff_t count;
} WurstKeys;

/// The queries of one head and one tile, and where the results go.
typedef struct {
  const float *_Nonnull queries;
  float *_Nonnull out;
  ptrdiff_t query_stride, out_stride;
  ptrdiff_t count;
  ptrdiff_t depth;
  /// What scores are multiplied by before the softmax.
  float scale;
  /// Per query a row with a byte for each key, which is 0 where it must not be attended to; null
  /// when all keys may be.
  const uint8_t *_Nullable mask;
  ptrdiff_t mask_stride;
} WurstQueries;

enum {
  /// Keys of one block: with it in the second-level cache, a few vectors of scores fit the first.
  WURST_KEY_BLOCK = 96,
  /// Queries that are scored together at most, which is the distance of two rows of scores.
  WURST_SCORE_STRIDE = 3 * WURST_LANES,
  /// Channels of a value that are summed together, or a multiple.
  WURST_CHANNEL_GROUP = 8,
};

/// The channels of a value as sums take them: in whole groups.
static inline ptrdiff_t wurst_value_channels(ptrdiff_t depth) {
  return (depth + WURST_CHANNEL_GROUP - 1) / WURST_CHANNEL_GROUP * WURST_CHANNEL_GROUP;
}

/// Pairs of channels of a query or key.
static inline ptrdiff_t wurst_channel_pairs(ptrdiff_t depth) { return (depth + 1) / 2; }

/// The numbers of 32 bits that one block of keys and values is packed to for bfloat16 attention.
static inline ptrdiff_t wurst_half_key_block(ptrdiff_t depth) {
  return WURST_KEY_BLOCK * wurst_channel_pairs(depth)
         + WURST_KEY_BLOCK / 2 * wurst_value_channels(depth);
}

/// The numbers of 32 bits that `keys` keys and values are packed to for bfloat16 attention.
static inline ptrdiff_t wurst_half_attention_packed(ptrdiff_t keys, ptrdiff_t depth) {
  return (keys + WURST_KEY_BLOCK - 1) / WURST_KEY_BLOCK * wurst_half_key_block(depth);
}

/// The floats of scratch memory for sums, maxima, totals and scores of `queries` queries.
static inline ptrdiff_t wurst_attention_sums(ptrdiff_t queries, ptrdiff_t depth) {
  return wurst_whole_vectors(queries) * (wurst_value_channels(depth) + 2)
         + WURST_KEY_BLOCK * WURST_SCORE_STRIDE;
}

/// The floats of scratch memory for `queries` queries: sums, queries, a block of keys and values.
static inline ptrdiff_t wurst_attention_scratch(ptrdiff_t queries, ptrdiff_t depth) {
  return wurst_attention_sums(queries, depth) + wurst_whole_vectors(queries) * depth
         + WURST_KEY_BLOCK * (depth + wurst_value_channels(depth));
}

/// The floats of scratch memory for `queries` queries in bfloat16 attention: sums and queries.
static inline ptrdiff_t wurst_half_attention_scratch(ptrdiff_t queries, ptrdiff_t depth) {
  return wurst_attention_sums(queries, depth)
         + wurst_whole_vectors(queries) * wurst_channel_pairs(depth);
}
