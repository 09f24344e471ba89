#pragma once
#include <stddef.h>
#include <stdint.h>

// Widens `count` half-precision numbers to single precision, exactly.
void wurst_widen_f16(const uint16_t *_Nonnull in, float *_Nonnull out, size_t count);

// Widens `count` bfloat16 numbers to single precision, exactly.
void wurst_widen_bf16(const uint16_t *_Nonnull in, float *_Nonnull out, size_t count);
