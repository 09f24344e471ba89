#pragma once
#include <stddef.h>

/// The numbers of a vector, at every CPU level.
enum { WURST_LANES = 16 };

/// `count` rounded up to whole vectors.
static inline ptrdiff_t wurst_whole_vectors(ptrdiff_t count) {
  return (count + WURST_LANES - 1) / WURST_LANES * WURST_LANES;
}
