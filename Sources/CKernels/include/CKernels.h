#pragma once
#include <stddef.h>
#include <stdint.h>

#include "attention.h"
#include "convert.h"
#include "half.h"

// Inner loops of the networks: plain C without threads and without allocation.
//
// Feature maps are channels-last: a row is the channels of one position. `ld` is the distance of
// two rows in floats. One source is compiled for the x86-64 levels baseline, v3 and v4,
// and for v4 with bfloat16 products; `wurst_kernels` is the table of the level this CPU has.
// `WURST_CPU=baseline|v3|v4|bf16` in the environment forces a level the CPU has.

typedef ptrdiff_t wurst_int;

/// The most labels a draw can choose from.
enum { WURST_LARGEST_DRAW = 1 << 17 };

typedef enum { WURST_GELU, WURST_QUICK_GELU, WURST_SILU, WURST_LEAKY_RELU, WURST_SIGMOID } WurstActivation;

typedef struct {
  /// `baseline`, `v3`, `v4` or `bf16`.
  const char *_Nonnull name;

  /// y = (x - mean) / sqrt(variance + eps) * scale + shift over each row of `columns`.
  void (*_Nonnull layer_norm)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                              wurst_int columns, float eps, float scale, float shift);

  /// The same with a weight and a bias per column.
  void (*_Nonnull layer_norm_affine)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                                     wurst_int columns, float eps, const float *_Nonnull weight,
                                     const float *_Nonnull bias);

  /// x = activation(x) on `count` values; LEAKY_RELU has slope 0.2, GELU is the exact one.
  void (*_Nonnull activate)(float *_Nonnull x, wurst_int count, WurstActivation activation);

  /// y += bias on each row.
  void (*_Nonnull add_bias)(float *_Nonnull y, wurst_int rows, wurst_int columns, wurst_int ld,
                            const float *_Nonnull bias);

  /// y = activation(y + bias) on each row; `bias` may be null.
  void (*_Nonnull bias_activate)(float *_Nonnull y, wurst_int rows, wurst_int columns, wurst_int ld,
                                 const float *_Nullable bias, WurstActivation activation);

  /// sums[c] += Σ_rows x[row, c]².
  void (*_Nonnull column_squares)(const float *_Nonnull x, wurst_int rows, wurst_int columns,
                                  wurst_int ld, float *_Nonnull sums);

  /// sums[c] += Σ_rows x[row, c].
  void (*_Nonnull column_sums)(const float *_Nonnull x, wurst_int rows, wurst_int columns,
                               wurst_int ld, float *_Nonnull sums);

  /// y = x * scale + shift with a scale and a shift per column; x may be y.
  void (*_Nonnull scale_shift)(const float *_Nonnull x, float *_Nonnull y, wurst_int rows,
                               wurst_int columns, const float *_Nonnull scale,
                               const float *_Nonnull shift);

  /// y = x + gain * (y + bias) on each row; `bias` may be null.
  void (*_Nonnull residual)(const float *_Nonnull x, wurst_int ldx, float *_Nonnull y,
                            wurst_int ldy, wurst_int rows, wurst_int columns,
                            const float *_Nullable bias, float gain);

  /// y = a * x + b * y on `count` values.
  void (*_Nonnull mix)(const float *_Nonnull x, float *_Nonnull y, wurst_int count, float a, float b);

  /// One output row of a depthwise k×k convolution over a map [height, width, channels].
  ///
  /// `weight` is [k*k, channels], the input row of tap 0 is `top`, its column `x*stride - k/2`;
  /// outside the map is zero, or the nearest pixel if `replicate`.
  void (*_Nonnull depthwise_row)(const float *_Nonnull x, float *_Nonnull y, wurst_int height,
                                 wurst_int width, wurst_int channels, wurst_int k, wurst_int top,
                                 wurst_int stride, wurst_int out_width,
                                 const float *_Nonnull weight, const float *_Nullable bias,
                                 int replicate);

  /// The index of the largest value, the lowest of equals.
  wurst_int (*_Nonnull argmax)(const float *_Nonnull x, wurst_int count);

  /// P = softmax(x * inverse_temperature), in place.
  void (*_Nonnull softmax)(float *_Nonnull x, wurst_int count, float inverse_temperature);

  /// The smallest k with Σ_{j≤k} P[j] > u, P = softmax(x * inverse_temperature), u in [0, 1).
  ///
  /// `x` is overwritten; `count` is at most WURST_LARGEST_DRAW.
  wurst_int (*_Nonnull draw)(float *_Nonnull x, wurst_int count, float inverse_temperature, float u);

  /// The code whose row of `codebook` [codes, dimensions] is nearest to z, the lowest of equals.
  ///
  /// `by_dimension` is the codebook transposed, `squares` holds ‖e‖².
  wurst_int (*_Nonnull nearest)(const float *_Nonnull z, const float *_Nonnull by_dimension,
                                const float *_Nonnull squares, wurst_int codes,
                                wurst_int dimensions);

  /// Softmax of the scaled products with all keys, times the values; `scratch` has
  /// `wurst_attention_scratch` floats.
  void (*_Nonnull attention)(const WurstQueries *_Nonnull queries, const WurstKeys *_Nonnull sources,
                             wurst_int source_count, float *_Nonnull scratch);

  /// Bytes 0…255 of values 0…1, rounded to nearest, clamped.
  void (*_Nonnull to_bytes)(const float *_Nonnull x, uint8_t *_Nonnull bytes, wurst_int count);

  WurstHalfKernels half;
} WurstKernels;

/// The kernels for this CPU, or for the lower level that WURST_CPU names.
const WurstKernels *_Nonnull wurst_kernels(void);

/// The kernels of the level `name`; null if the CPU does not have it.
const WurstKernels *_Nullable wurst_kernels_at(const char *_Nonnull name);

