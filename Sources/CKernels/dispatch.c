#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

extern const WurstKernels wurst_kernels_baseline;
#if defined(__x86_64__)
extern const WurstKernels wurst_kernels_v3;
extern const WurstKernels wurst_kernels_v4;
extern const WurstKernels wurst_kernels_bf16;

static int has_v3(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2");
}

static int has_v4(void) {
  __builtin_cpu_init();
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512cd");
}

static int has_bf16(void) { return has_v4() && __builtin_cpu_supports("avx512bf16"); }

const WurstKernels *wurst_kernels_at(const char *name) {
  if (strcmp(name, "bf16") == 0) return has_bf16() ? &wurst_kernels_bf16 : NULL;
  if (strcmp(name, "v4") == 0) return has_v4() ? &wurst_kernels_v4 : NULL;
  if (strcmp(name, "v3") == 0) return has_v3() ? &wurst_kernels_v3 : NULL;
  return strcmp(name, "baseline") == 0 ? &wurst_kernels_baseline : NULL;
}
#else
const WurstKernels *wurst_kernels_at(const char *name) {
  return strcmp(name, "baseline") == 0 ? &wurst_kernels_baseline : NULL;
}
#endif

const WurstKernels *wurst_kernels(void) {
  static const char *const levels[] = {"bf16", "v4", "v3"};
  const char *wanted = getenv("WURST_CPU");
  const WurstKernels *forced = wanted ? wurst_kernels_at(wanted) : NULL;
  if (forced) return forced;
  for (size_t i = 0; i < 3; i++) {
    const WurstKernels *kernels = wurst_kernels_at(levels[i]);
    if (kernels) return kernels;
  }
  return &wurst_kernels_baseline;
}
