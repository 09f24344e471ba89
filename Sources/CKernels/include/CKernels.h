#pragma once
#include <stddef.h>
#include <stdint.h>

#include "attention.h"
#include "convert.h"
#include "half.h"

// Inner loops of the networks: plain C without threads and without allocation.
//
// Feature maps are channels-last: a row is the channels of one position. `ld` is the distance of
// two rows in numbers. One source is compiled for the x86-64 levels baseline, v3 and v4,
// and for v4 with bfloat16 products; `wurst_kernels` is the table of the level this CPU has.
// `WURST_CPU=baseline|v3|v4|bf16` in the environment forces a level the CPU has.

typedef ptrdiff_t wurst_int;

/// The most labels a draw can choose from.
enum { WURST_LARGEST_DRAW = 1 << 17 };

typedef enum {
  WURST_GELU,
  WURST_QUICK_GELU,
  WURST_SILU,
  WURST_LEAKY_RELU,
  WURST_SIGMOID
} WurstActivation;

/// The kernels of a level; their contracts stand where they are defined, in the files named here.
typedef struct {
  /// `baseline`, `v3`, `v4` or `bf16`.
  const char *_Nonnull name;

  // Loops/norms.h
  void (*_Nonnull layer_norm)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                              wurst_int columns, float eps, float scale, float shift);
  void (*_Nonnull layer_norm_affine)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                                     wurst_int columns, float eps, const float *_Nonnull weight,
                                     const float *_Nonnull bias);

  // Loops/activations.h
  void (*_Nonnull activate)(float *_Nonnull x, wurst_int count, WurstActivation activation);
  void (*_Nonnull bias_activate)(float *_Nonnull y, wurst_int rows, wurst_int columns, wurst_int ld,
                                 const float *_Nullable bias, WurstActivation activation);

  // Loops/rows.h
  void (*_Nonnull add_bias)(float *_Nonnull y, wurst_int rows, wurst_int columns, wurst_int ld,
                            const float *_Nonnull bias);
  void (*_Nonnull residual)(const float *_Nonnull x, wurst_int ldx, float *_Nonnull y,
                            wurst_int ldy, wurst_int rows, wurst_int columns,
                            const float *_Nullable bias, float gain);
  void (*_Nonnull scale_shift)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                               wurst_int columns, const float *_Nonnull scale,
                               const float *_Nonnull shift);
  void (*_Nonnull mix)(const float *_Nonnull x, float *_Nonnull y, wurst_int count, float a,
                       float b);
  void (*_Nonnull column_squares)(const float *_Nonnull x, wurst_int rows, wurst_int columns,
                                  wurst_int ld, float *_Nonnull sums);
  void (*_Nonnull column_sums)(const float *_Nonnull x, wurst_int rows, wurst_int columns,
                               wurst_int ld, float *_Nonnull sums);
  void (*_Nonnull to_bytes)(const float *_Nonnull x, uint8_t *_Nonnull bytes, wurst_int count);

  // Loops/depthwise.h
  void (*_Nonnull depthwise_row)(const float *_Nonnull x, float *_Nonnull y, wurst_int height,
                                 wurst_int width, wurst_int channels, wurst_int k, wurst_int top,
                                 wurst_int stride, wurst_int out_width,
                                 const float *_Nonnull weight, const float *_Nullable bias,
                                 int replicate);

  // Loops/sampling.h
  wurst_int (*_Nonnull argmax)(const float *_Nonnull x, wurst_int count);
  void (*_Nonnull softmax)(float *_Nonnull x, wurst_int count, float inverse_temperature);
  wurst_int (*_Nonnull draw)(float *_Nonnull x, wurst_int count, float inverse_temperature,
                             float u);
  wurst_int (*_Nonnull nearest)(const float *_Nonnull z, const float *_Nonnull by_dimension,
                                const float *_Nonnull squares, wurst_int codes,
                                wurst_int dimensions);

  // Loops/attention.h
  void (*_Nonnull attention)(const WurstQueries *_Nonnull queries,
                             const WurstKeys *_Nonnull sources, wurst_int source_count,
                             float *_Nonnull scratch);

  WurstHalfKernels half;
} WurstKernels;

/// The kernels for this CPU, or for the lower level that WURST_CPU names.
const WurstKernels *_Nonnull wurst_kernels(void);

/// The kernels of the level `name`; null if the CPU does not have it.
const WurstKernels *_Nullable wurst_kernels_at(const char *_Nonnull name);
