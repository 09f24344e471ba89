#pragma once
#include <stddef.h>
#include <stdint.h>

#include "attention.h"

// Products of bfloat16 numbers, summed in single precision, and the passes that make their rows.
//
// A row of an odd count is followed by a zero, since products take numbers in pairs. Strides of
// bfloat16 rows count numbers, not bytes.

/// The result columns that a panel of packed weights makes, but for the last panel.
enum { WURST_PANEL = 64 };

typedef struct {
  /// 1 if the CPU multiplies bfloat16 pairs itself, 0 if they are widened first.
  int is_native;

  /// 1 if the CPU has registers for the tiles of `single_multiply`; else a library is faster.
  int has_tiles;

  /// Packs rows of a weight, at most WURST_PANEL of them, of `inner` numbers each.
  ///
  /// The panel is [(inner + 1) / 2, width, 2], the width the rows rounded up to 16; what lies
  /// beyond the weight is zero.
  void (*_Nonnull pack)(const float *_Nonnull weight, ptrdiff_t ld, ptrdiff_t rows, ptrdiff_t inner,
                        uint16_t *_Nonnull panel);

  /// c = a · panelᵀ, or c += a · panelᵀ if `accumulate`: `columns` are the rows that were packed.
  void (*_Nonnull multiply)(const uint16_t *_Nonnull a, ptrdiff_t lda, ptrdiff_t rows,
                            const uint16_t *_Nonnull panel, ptrdiff_t inner, float *_Nonnull c,
                            ptrdiff_t ldc, ptrdiff_t columns, int accumulate);

  /// The same in single precision, with a panel of [inner, width] floats.
  void (*_Nonnull single_pack)(const float *_Nonnull weight, ptrdiff_t ld, ptrdiff_t rows,
                               ptrdiff_t inner, float *_Nonnull panel);
  void (*_Nonnull single_multiply)(const float *_Nonnull a, ptrdiff_t lda, ptrdiff_t rows,
                                   const float *_Nonnull panel, ptrdiff_t inner, float *_Nonnull c,
                                   ptrdiff_t ldc, ptrdiff_t columns, int accumulate);

  /// Rounds rows to the nearest bfloat16, ties to even.
  void (*_Nonnull round)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y, ptrdiff_t ldy,
                         ptrdiff_t rows, ptrdiff_t columns);

  /// The layer norms of CKernels.h, rounded.
  void (*_Nonnull layer_norm)(const float *_Nonnull x, uint16_t *_Nonnull y, ptrdiff_t ldy,
                              ptrdiff_t rows, ptrdiff_t columns, float eps, float scale, float shift);
  void (*_Nonnull layer_norm_affine)(const float *_Nonnull x, uint16_t *_Nonnull y, ptrdiff_t ldy,
                                     ptrdiff_t rows, ptrdiff_t columns, float eps,
                                     const float *_Nonnull weight, const float *_Nonnull bias);

  /// y = GELU(x + bias), rounded.
  void (*_Nonnull gelu)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y, ptrdiff_t ldy,
                        ptrdiff_t rows, ptrdiff_t columns, const float *_Nonnull bias);

  /// The same, and sums[c] += Σ_rows y[row, c]² before rounding.
  void (*_Nonnull gelu_squares)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y,
                                ptrdiff_t ldy, ptrdiff_t rows, ptrdiff_t columns,
                                const float *_Nonnull bias, float *_Nonnull sums);

  /// x = x * scale + shift with a scale and a shift per column, in place.
  void (*_Nonnull scale_shift)(uint16_t *_Nonnull x, ptrdiff_t ld, ptrdiff_t rows, ptrdiff_t columns,
                               const float *_Nonnull scale, const float *_Nonnull shift);

  /// Rounds keys and values to what `attention` takes, `wurst_half_attention_packed` numbers.
  void (*_Nonnull attention_pack)(const WurstKeys *_Nonnull sources, ptrdiff_t source_count,
                                  ptrdiff_t depth, uint32_t *_Nonnull packed);

  /// The attention of CKernels.h with rounded queries, keys, values and shares; scores, softmax and
  /// sums are single precision. `scratch` has `wurst_half_attention_scratch` floats.
  void (*_Nonnull attention)(const WurstQueries *_Nonnull queries, const uint32_t *_Nonnull packed,
                             ptrdiff_t key_count, float *_Nonnull scratch);
} WurstHalfKernels;
