#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

extern const WurstKernels wurst_kernels_baseline;
#if defined(__x86_64__)
extern const WurstKernels wurst_kernels_v3;
extern const WurstKernels wurst_kernels_v4;

static int has_v3(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2");
}

int wurst_has_avx512(void) {
  __builtin_cpu_init();
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512cd");
}

const WurstKernels *wurst_kernels(void) {
  const char *wanted = getenv("WURST_CPU");
  int limit = 4;
  if (wanted && strcmp(wanted, "v3") == 0) limit = 3;
  if (wanted && strcmp(wanted, "baseline") == 0) limit = 2;
  if (limit >= 4 && wurst_has_avx512()) return &wurst_kernels_v4;
  if (limit >= 3 && has_v3()) return &wurst_kernels_v3;
  return &wurst_kernels_baseline;
}
#else
int wurst_has_avx512(void) { return 0; }

const WurstKernels *wurst_kernels(void) { return &wurst_kernels_baseline; }
#endif
