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

/// The kernels of a level for bfloat16 rows; their contracts stand where they are defined, under
/// these names with `half_` before them.
typedef struct {
  /// 1 if the CPU multiplies bfloat16 pairs itself, 0 if they are widened first.
  int is_native;

  /// 1 if the CPU has registers for the tiles of `single_multiply`; else a library is faster.
  int has_tiles;

  // Loops/products.h, single precision as well
  void (*_Nonnull pack)(const float *_Nonnull weight, ptrdiff_t ld, ptrdiff_t rows, ptrdiff_t inner,
                        uint16_t *_Nonnull panel);
  void (*_Nonnull multiply)(const uint16_t *_Nonnull a, ptrdiff_t lda, ptrdiff_t rows,
                            const uint16_t *_Nonnull panel, ptrdiff_t inner, float *_Nonnull c,
                            ptrdiff_t ldc, ptrdiff_t columns, int accumulate);
  void (*_Nonnull single_pack)(const float *_Nonnull weight, ptrdiff_t ld, ptrdiff_t rows,
                               ptrdiff_t inner, float *_Nonnull panel);
  void (*_Nonnull single_multiply)(const float *_Nonnull a, ptrdiff_t lda, ptrdiff_t rows,
                                   const float *_Nonnull panel, ptrdiff_t inner, float *_Nonnull c,
                                   ptrdiff_t ldc, ptrdiff_t columns, int accumulate);

  // Loops/rows.h
  void (*_Nonnull round)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y,
                         ptrdiff_t ldy, ptrdiff_t rows, ptrdiff_t columns);
  void (*_Nonnull scale_shift)(uint16_t *_Nonnull x, ptrdiff_t ld, ptrdiff_t rows,
                               ptrdiff_t columns, const float *_Nonnull scale,
                               const float *_Nonnull shift);

  // Loops/norms.h
  void (*_Nonnull layer_norm)(const float *_Nonnull x, uint16_t *_Nonnull y, ptrdiff_t ldy,
                              ptrdiff_t rows, ptrdiff_t columns, float eps, float scale,
                              float shift);
  void (*_Nonnull layer_norm_affine)(const float *_Nonnull x, uint16_t *_Nonnull y, ptrdiff_t ldy,
                                     ptrdiff_t rows, ptrdiff_t columns, float eps,
                                     const float *_Nonnull weight, const float *_Nonnull bias);

  // Loops/activations.h
  void (*_Nonnull gelu)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y, ptrdiff_t ldy,
                        ptrdiff_t rows, ptrdiff_t columns, const float *_Nonnull bias);
  void (*_Nonnull gelu_squares)(const float *_Nonnull x, ptrdiff_t ldx, uint16_t *_Nonnull y,
                                ptrdiff_t ldy, ptrdiff_t rows, ptrdiff_t columns,
                                const float *_Nonnull bias, float *_Nonnull sums);

  // Loops/attention.h
  void (*_Nonnull attention_pack)(const WurstKeys *_Nonnull sources, ptrdiff_t source_count,
                                  ptrdiff_t depth, uint32_t *_Nonnull packed);
  void (*_Nonnull attention)(const WurstQueries *_Nonnull queries, const uint32_t *_Nonnull packed,
                             ptrdiff_t key_count, float *_Nonnull scratch);
} WurstHalfKernels;
