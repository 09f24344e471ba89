#if defined(__x86_64__)
#define LEVEL v4
#define WURST_HAS_V4 1
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "loops.h"
#pragma clang attribute pop
#endif
