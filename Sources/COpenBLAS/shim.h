#pragma once
#include <cblas.h>

// Exported by builds that choose their kernels at run time, declared in no header.
// Weak: absent from builds for one processor, where there is nothing to choose.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Makes OpenBLAS choose its kernels again, after `OPENBLAS_CORETYPE` was set.
static inline void wurst_openblas_choose_again(void) {
  if (gotoblas_dynamic_init && gotoblas_dynamic_quit) {
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
  }
}
