#if defined(__x86_64__)
#define LEVEL bf16
#define WURST_HAS_V4 1
#define WURST_HAS_BF16 1
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512bf16"))), apply_to = function)
#include "loops.h"
#pragma clang attribute pop
#endif
