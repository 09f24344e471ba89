// The bodies of the kernels, included once per CPU level with LEVEL set to its name.
//
// Sixteen floats is one AVX-512 register, two of AVX2, four of SSE2; the compiler splits the type.
// Sums of a row run in sixteen lanes and are added in one fixed order, so that a result depends on
// the level but on nothing else.

#include <math.h>
#include <string.h>

#include "CKernels.h"

#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define LEVEL_TABLE JOIN(wurst_kernels, LEVEL)
#define STRING2(a) #a
#define STRING(a) STRING2(a)

enum { LANES = 16 };
typedef float vec __attribute__((ext_vector_type(16)));
typedef int32_t veci __attribute__((ext_vector_type(16)));
typedef float vec_unaligned __attribute__((ext_vector_type(16), aligned(4)));

#pragma clang fp contract(fast)
// The types below are passed between inlined functions of one file only, so their ABI is no matter.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const float *p) { return *(const vec_unaligned *)p; }
INLINE void store(float *p, vec v) { *(vec_unaligned *)p = v; }

/// The first `n` < 16 floats, the rest `fill`.
INLINE vec load_part(const float *p, wurst_int n, float fill) {
  vec v = fill;
  for (wurst_int i = 0; i < n; i++) v[i] = p[i];
  return v;
}

INLINE void store_part(float *p, vec v, wurst_int n) {
  for (wurst_int i = 0; i < n; i++) p[i] = v[i];
}

INLINE float sum(vec v) {
  float s = 0;
  for (int i = 0; i < 8; i++) s += v[i] + v[i + 8];
  return s;
}

INLINE vec select(veci mask, vec yes, vec no) {
  return (vec)((mask & (veci)yes) | (~mask & (veci)no));
}

INLINE vec minimum(vec a, vec b) { return select(a < b, a, b); }
INLINE vec maximum(vec a, vec b) { return select(a > b, a, b); }

/// Runs `statement` on `v`, holding x[0..<16], for every sixteen of `count` values.
#define EACH(x, count, v, statement)                \
  do {                                              \
    wurst_int i_ = 0;                               \
    for (; i_ + LANES <= (count); i_ += LANES) {    \
      vec v = load((x) + i_);                       \
      statement;                                    \
      store((x) + i_, v);                           \
    }                                               \
    if (i_ < (count)) {                             \
      vec v = load_part((x) + i_, (count) - i_, 0); \
      statement;                                    \
      store_part((x) + i_, v, (count) - i_);        \
    }                                               \
  } while (0)

/// e^x for x ≤ 88; below -87.3 it is 0. Relative error below 2e-7.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2, e^r by the Taylor polynomial of degree 7 (remainder 1e-8),
/// 2^n by the exponent bits. ln 2 is taken off in two parts so that r keeps all its bits.
INLINE vec exponential(vec x) {
  vec clamped = maximum(x, (vec)(-87.3f));
  vec n = __builtin_elementwise_rint(clamped * 1.44269504f);
  vec r = (clamped - n * 0.693359375f) - n * -2.12194440e-4f;
  vec p = 1.98412698e-4f;
  p = p * r + 1.38888889e-3f;
  p = p * r + 8.33333333e-3f;
  p = p * r + 4.16666667e-2f;
  p = p * r + 1.66666667e-1f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  vec power = (vec)((__builtin_convertvector(n, veci) + 127) << 23);
  return select(x < (vec)(-87.3f), (vec)0.0f, p * power);
}

/// x·Φ(x) with Φ(x) - 1/2 = x·P(x²)/Q(x²), a least-maximum fit on |x| ≤ 5.6, error of Φ below 1e-8
/// before rounding; beyond 5.6 Φ is 0 or 1 to single precision.
INLINE vec gelu(vec x) {
  vec c = minimum(maximum(x, (vec)(-5.6f)), (vec)5.6f);
  vec z = c * c;
  vec p = 2.214531316490813e-08f;
  p = p * z + 6.356540890249493e-06f;
  p = p * z + 1.7385125380698954e-04f;
  p = p * z + 4.707262566758854e-03f;
  p = p * z + 3.437615201080735e-02f;
  p = p * z + 3.9894222155404074e-01f;
  vec q = 1.180212661138831e-06f;
  q = q * z + 7.51021204516023e-05f;
  q = q * z + 1.9129810684679622e-03f;
  q = q * z + 2.8940114514386363e-02f;
  q = q * z + 2.5283394757943545e-01f;
  q = q * z + 1.0f;
  return select(x < (vec)(-5.6f), (vec)0.0f, x * (0.5f + c * p / q));
}

INLINE vec sigmoid(vec x) { return 1.0f / (1.0f + exponential(minimum(-x, (vec)87.0f))); }

INLINE vec activated(vec x, WurstActivation activation) {
  switch (activation) {
    case WURST_GELU: return gelu(x);
    case WURST_QUICK_GELU: return x * sigmoid(1.702f * x);
    case WURST_SILU: return x * sigmoid(x);
    case WURST_LEAKY_RELU: return select(x < (vec)0.0f, 0.2f * x, x);
    case WURST_SIGMOID: return sigmoid(x);
  }
  return x;
}

static void activate_span(float *x, wurst_int count, WurstActivation activation) {
  // One loop per activation, so that the switch is outside of it.
  switch (activation) {
    case WURST_GELU: EACH(x, count, v, v = gelu(v)); break;
    case WURST_SILU: EACH(x, count, v, v = v * sigmoid(v)); break;
    default: EACH(x, count, v, v = activated(v, activation)); break;
  }
}

INLINE void moments(const float *x, wurst_int columns, float eps, float *mean, float *inverse) {
  vec total = 0.0f;
  wurst_int i = 0;
  for (; i + LANES <= columns; i += LANES) total += load(x + i);
  if (i < columns) total += load_part(x + i, columns - i, 0);
  *mean = sum(total) / (float)columns;
  vec square = 0.0f;
  for (i = 0; i + LANES <= columns; i += LANES) {
    vec d = load(x + i) - *mean;
    square += d * d;
  }
  if (i < columns) {
    vec d = load_part(x + i, columns - i, *mean) - *mean;
    square += d * d;
  }
  *inverse = 1.0f / sqrtf(sum(square) / (float)columns + eps);
}

static void layer_norm(const float *x, float *y, wurst_int rows, wurst_int columns, float eps,
                       float scale, float shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    float gain = inverse * scale;
    wurst_int i = 0;
    for (; i + LANES <= columns; i += LANES) store(y + i, (load(x + i) - mean) * gain + shift);
    for (; i < columns; i++) y[i] = (x[i] - mean) * gain + shift;
  }
}

static void layer_norm_affine(const float *x, float *y, wurst_int rows, wurst_int columns, float eps,
                              const float *weight, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns) {
    float mean, inverse;
    moments(x, columns, eps, &mean, &inverse);
    wurst_int i = 0;
    for (; i + LANES <= columns; i += LANES)
      store(y + i, (load(x + i) - mean) * inverse * load(weight + i) + load(bias + i));
    for (; i < columns; i++) y[i] = (x[i] - mean) * inverse * weight[i] + bias[i];
  }
}

static void activate(float *x, wurst_int count, WurstActivation activation) {
  activate_span(x, count, activation);
}

static void add_bias(float *y, wurst_int rows, wurst_int columns, wurst_int ld, const float *bias) {
  for (wurst_int row = 0; row < rows; row++, y += ld)
    for (wurst_int i = 0; i < columns; i++) y[i] += bias[i];
}

static void bias_activate(float *y, wurst_int rows, wurst_int columns, wurst_int ld,
                          const float *bias, WurstActivation activation) {
  for (wurst_int row = 0; row < rows; row++, y += ld) {
    if (bias)
      for (wurst_int i = 0; i < columns; i++) y[i] += bias[i];
    activate_span(y, columns, activation);
  }
}

static void column_squares(const float *x, wurst_int rows, wurst_int columns, wurst_int ld,
                           float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ld)
    for (wurst_int i = 0; i < columns; i++) sums[i] += x[i] * x[i];
}

static void column_sums(const float *x, wurst_int rows, wurst_int columns, wurst_int ld, float *sums) {
  for (wurst_int row = 0; row < rows; row++, x += ld)
    for (wurst_int i = 0; i < columns; i++) sums[i] += x[i];
}

static void scale_shift(const float *x, float *y, wurst_int rows, wurst_int columns,
                        const float *scale, const float *shift) {
  for (wurst_int row = 0; row < rows; row++, x += columns, y += columns)
    for (wurst_int i = 0; i < columns; i++) y[i] = x[i] * scale[i] + shift[i];
}

static void residual(const float *x, wurst_int ldx, float *y, wurst_int ldy, wurst_int rows,
                     wurst_int columns, const float *bias, float gain) {
  for (wurst_int row = 0; row < rows; row++, x += ldx, y += ldy) {
    if (bias)
      for (wurst_int i = 0; i < columns; i++) y[i] = x[i] + gain * (y[i] + bias[i]);
    else
      for (wurst_int i = 0; i < columns; i++) y[i] = x[i] + gain * y[i];
  }
}

static void mix(const float *x, float *y, wurst_int count, float a, float b) {
  for (wurst_int i = 0; i < count; i++) y[i] = a * x[i] + b * y[i];
}

static float largest(const float *x, wurst_int count) {
  vec top = -INFINITY;
  wurst_int i = 0;
  for (; i + LANES <= count; i += LANES) top = maximum(top, load(x + i));
  if (i < count) top = maximum(top, load_part(x + i, count - i, -INFINITY));
  float result = top[0];
  for (int lane = 1; lane < LANES; lane++) result = top[lane] > result ? top[lane] : result;
  return result;
}

static void softmax(float *x, wurst_int count, float inverse_temperature) {
  float top = largest(x, count);
  vec total = 0.0f;
  wurst_int i = 0;
  for (; i + LANES <= count; i += LANES) {
    vec e = exponential((load(x + i) - top) * inverse_temperature);
    total += e;
    store(x + i, e);
  }
  if (i < count) {
    vec e = exponential((load_part(x + i, count - i, -INFINITY) - top) * inverse_temperature);
    total += e;
    store_part(x + i, e, count - i);
  }
  float inverse = 1.0f / sum(total);
  for (i = 0; i < count; i++) x[i] *= inverse;
}

enum { STRIP = 4 };

/// One output pixel of a depthwise convolution, `lanes` vectors of its channels held in registers.
INLINE void depthwise_strip(const float *x, float *y, wurst_int height, wurst_int width,
                                   wurst_int channels, wurst_int k, wurst_int top, wurst_int left,
                                   const float *weight, const float *bias, int replicate,
                                   wurst_int from, int lanes) {
  vec total[STRIP];
  for (int s = 0; s < lanes; s++) total[s] = bias ? load(bias + from + s * LANES) : (vec)0.0f;
  for (wurst_int ky = 0; ky < k; ky++) {
    wurst_int row = top + ky;
    if (row < 0 || row >= height) {
      if (!replicate) continue;
      row = row < 0 ? 0 : height - 1;
    }
    for (wurst_int kx = 0; kx < k; kx++) {
      wurst_int column = left + kx;
      if (column < 0 || column >= width) {
        if (!replicate) continue;
        column = column < 0 ? 0 : width - 1;
      }
      const float *pixel = x + (row * width + column) * channels + from;
      const float *tap = weight + (ky * k + kx) * channels + from;
      for (int s = 0; s < lanes; s++) total[s] += load(pixel + s * LANES) * load(tap + s * LANES);
    }
  }
  for (int s = 0; s < lanes; s++) store(y + from + s * LANES, total[s]);
}

/// All channels of one output pixel.
static void depthwise_pixel(const float *x, float *y, wurst_int height, wurst_int width,
                            wurst_int channels, wurst_int k, wurst_int top, wurst_int left,
                            const float *weight, const float *bias, int replicate) {
  wurst_int c = 0;
  for (; c + STRIP * LANES <= channels; c += STRIP * LANES)
    depthwise_strip(x, y, height, width, channels, k, top, left, weight, bias, replicate, c, STRIP);
  for (; c + LANES <= channels; c += LANES)
    depthwise_strip(x, y, height, width, channels, k, top, left, weight, bias, replicate, c, 1);
  for (; c < channels; c++) {
    float total = bias ? bias[c] : 0;
    for (wurst_int ky = 0; ky < k; ky++)
      for (wurst_int kx = 0; kx < k; kx++) {
        wurst_int row = top + ky, pixel = left + kx;
        int outside = row < 0 || row >= height || pixel < 0 || pixel >= width;
        if (outside && !replicate) continue;
        row = row < 0 ? 0 : row >= height ? height - 1 : row;
        pixel = pixel < 0 ? 0 : pixel >= width ? width - 1 : pixel;
        total += x[(row * width + pixel) * channels + c] * weight[(ky * k + kx) * channels + c];
      }
    y[c] = total;
  }
}

// Output pixels of a 3×3 kernel that are computed together: an input pixel is loaded once for the
// three of them that see it, and a tap once for all.
enum { COLUMNS = 4 };
#if defined(WURST_HAS_V4)
enum { COLUMN_VECTORS = 2 };
#else
enum { COLUMN_VECTORS = 1 };
#endif

/// COLUMNS pixels side by side whose taps all lie within the columns of the map.
INLINE void depthwise_columns(const float *x, float *y, wurst_int height, wurst_int width,
                              wurst_int channels, wurst_int top, wurst_int left,
                              const float *weight, const float *bias, int replicate,
                              wurst_int from, int lanes) {
  vec total[COLUMNS][COLUMN_VECTORS];
  for (int i = 0; i < COLUMNS; i++)
    for (int s = 0; s < lanes; s++)
      total[i][s] = bias ? load(bias + from + s * LANES) : (vec)0.0f;
  for (wurst_int ky = 0; ky < 3; ky++) {
    wurst_int row = top + ky;
    if (row < 0 || row >= height) {
      if (!replicate) continue;
      row = row < 0 ? 0 : height - 1;
    }
    const float *pixel = x + (row * width + left) * channels + from;
    const float *taps = weight + ky * 3 * channels + from;
    vec tap[3][COLUMN_VECTORS];
    for (int kx = 0; kx < 3; kx++)
      for (int s = 0; s < lanes; s++) tap[kx][s] = load(taps + kx * channels + s * LANES);
#pragma clang loop unroll(full)
    for (int column = 0; column < COLUMNS + 2; column++, pixel += channels)
      for (int s = 0; s < lanes; s++) {
        vec v = load(pixel + s * LANES);
        for (int kx = 0; kx < 3; kx++)
          if (column - kx >= 0 && column - kx < COLUMNS) total[column - kx][s] += v * tap[kx][s];
      }
  }
  for (int i = 0; i < COLUMNS; i++)
    for (int s = 0; s < lanes; s++) store(y + i * channels + from + s * LANES, total[i][s]);
}

static void depthwise_row(const float *x, float *y, wurst_int height, wurst_int width,
                          wurst_int channels, wurst_int k, wurst_int top, wurst_int stride,
                          wurst_int out_width, const float *weight, const float *bias,
                          int replicate) {
  wurst_int column = 0;
  if (k == 3 && stride == 1 && width >= COLUMNS + 2 && channels % LANES == 0) {
    depthwise_pixel(x, y, height, width, channels, k, top, -1, weight, bias, replicate);
    for (column = 1; column < width - 1; column += COLUMNS) {
      // The last group begins where it still fits, and computes some pixels again.
      if (column > width - 1 - COLUMNS) column = width - 1 - COLUMNS;
      float *out = y + column * channels;
      wurst_int c = 0;
      for (; c + COLUMN_VECTORS * LANES <= channels; c += COLUMN_VECTORS * LANES)
        depthwise_columns(x, out, height, width, channels, top, column - 1, weight, bias, replicate,
                          c, COLUMN_VECTORS);
      for (; c < channels; c += LANES)
        depthwise_columns(x, out, height, width, channels, top, column - 1, weight, bias, replicate,
                          c, 1);
    }
    column = width - 1;
  }
  for (; column < out_width; column++)
    depthwise_pixel(x, y + column * channels, height, width, channels, k, top,
                    column * stride - k / 2, weight, bias, replicate);
}

static wurst_int argmax(const float *x, wurst_int count) {
  float top = largest(x, count);
  for (wurst_int i = 0; i < count; i++)
    if (x[i] == top) return i;
  return 0;
}

static wurst_int draw(float *x, wurst_int count, float inverse_temperature, float u) {
  enum { BLOCK = 4 * LANES };
  double sums[WURST_LARGEST_DRAW / BLOCK];
  float top = largest(x, count);
  double total = 0;
  for (wurst_int from = 0; from < count; from += BLOCK) {
    vec block = 0.0f;
    for (wurst_int i = from; i < from + BLOCK && i < count; i += LANES) {
      wurst_int n = count - i < LANES ? count - i : LANES;
      vec v = n == LANES ? load(x + i) : load_part(x + i, n, -INFINITY);
      vec e = exponential((v - top) * inverse_temperature);
      block += e;
      if (n == LANES) store(x + i, e);
      else store_part(x + i, e, n);
    }
    for (int lane = 0; lane < LANES; lane++) total += block[lane];
    sums[from / BLOCK] = total;
  }
  double target = (double)u * total;
  wurst_int block = 0;
  while ((block + 1) * BLOCK < count && sums[block] <= target) block++;
  double sum = block == 0 ? 0 : sums[block - 1];
  // Lane sums round differently: a draw next to the end of a block may lie in the next one.
  for (wurst_int i = block * BLOCK; i < count; i++) {
    sum += x[i];
    if (sum > target) return i;
  }
  return count - 1;
}

static wurst_int nearest(const float *z, const float *by_dimension, const float *squares,
                         wurst_int codes, wurst_int dimensions) {
  vec best = INFINITY;
  veci where = 0;
  veci index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (wurst_int code = 0; code < codes; code += LANES, index += LANES) {
    wurst_int n = codes - code < LANES ? codes - code : LANES;
    int whole = n == LANES;
    vec distance = whole ? load(squares + code) : load_part(squares + code, n, INFINITY);
    for (wurst_int d = 0; d < dimensions; d++) {
      const float *row = by_dimension + d * codes + code;
      distance -= 2.0f * z[d] * (whole ? load(row) : load_part(row, n, 0));
    }
    veci closer = distance < best;
    best = select(closer, distance, best);
    where = (closer & index) | (~closer & where);
  }
  int lane = 0;
  for (int i = 1; i < LANES; i++)
    if (best[i] < best[lane] || (best[i] == best[lane] && where[i] < where[lane])) lane = i;
  return where[lane];
}

static void to_bytes(const float *x, uint8_t *bytes, wurst_int count) {
  for (wurst_int i = 0; i < count; i++) {
    float v = x[i] < 0 ? 0 : x[i] > 1 ? 1 : x[i];
    bytes[i] = (uint8_t)(v * 255.0f + 0.5f);
  }
}

#include "attention_loops.h"
#include "half_loops.h"
#include "half_attention_loops.h"

const WurstKernels LEVEL_TABLE = {
    .name = STRING(LEVEL),
    .layer_norm = layer_norm,
    .layer_norm_affine = layer_norm_affine,
    .activate = activate,
    .add_bias = add_bias,
    .bias_activate = bias_activate,
    .column_squares = column_squares,
    .column_sums = column_sums,
    .scale_shift = scale_shift,
    .residual = residual,
    .mix = mix,
    .softmax = softmax,
    .depthwise_row = depthwise_row,
    .argmax = argmax,
    .draw = draw,
    .nearest = nearest,
    .attention = attention,
    .to_bytes = to_bytes,
    .half = HALF_TABLE,
};
