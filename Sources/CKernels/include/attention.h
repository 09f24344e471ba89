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
  /// Per query a row with a byte for each key, which is 0 where it must not be attended to; null when
  /// all keys may be.
  const uint8_t *_Nullable mask;
  ptrdiff_t mask_stride;
} WurstQueries;

/// The floats of scratch memory for `queries` queries.
static inline ptrdiff_t wurst_attention_scratch(ptrdiff_t queries, ptrdiff_t depth) {
  ptrdiff_t width = wurst_whole_vectors(queries), rows = (depth + 7) / 8 * 8;
  return 2 * width * rows + 2 * width + 2 * 96 * rows + 96 * 48;
}

/// The numbers of 32 bits that `keys` keys and values are packed to for bfloat16 attention.
static inline ptrdiff_t wurst_half_attention_packed(ptrdiff_t keys, ptrdiff_t depth) {
  return (keys + 95) / 96 * (96 * ((depth + 1) / 2) + 48 * ((depth + 7) / 8 * 8));
}

/// The floats of scratch memory for `queries` queries in bfloat16 attention.
static inline ptrdiff_t wurst_half_attention_scratch(ptrdiff_t queries, ptrdiff_t depth) {
  ptrdiff_t width = wurst_whole_vectors(queries), rows = (depth + 7) / 8 * 8;
  return width * rows + 2 * width + 96 * 48 + width * ((depth + 1) / 2);
}
