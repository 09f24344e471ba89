#include "convert.h"

#include <string.h>

static inline float as_float(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint32_t as_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Integer arithmetic alone, so that baseline x86-64 vectorises it without F16C. The exponent is
// re-biased by 127 - 15 = 112; infinities and NaNs take it twice to land on 255. A subnormal is
// given an implicit one by the bias and loses it again by a subtraction, which is exact.
void wurst_widen_f16(const uint16_t *in, float *out, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t half = in[i];
    uint32_t sign = (half & 0x8000u) << 16;
    uint32_t magnitude = (half & 0x7fffu) << 13;
    uint32_t normal = magnitude + (112u << 23);
    uint32_t special = magnitude + (224u << 23);
    uint32_t subnormal = as_bits(as_float(magnitude + (113u << 23)) - as_float(113u << 23));
    uint32_t bits = magnitude < (1u << 23) ? subnormal : normal;
    bits = magnitude >= (31u << 23) ? special : bits;
    out[i] = as_float(bits | sign);
  }
}

void wurst_widen_bf16(const uint16_t *in, float *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = as_float((uint32_t)in[i] << 16);
}
